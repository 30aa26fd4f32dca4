// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/objects/info.h"
#include "core/objects/users.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ipclens::cli {

class JsonObject;

/// Writes objects as the JSON has them, many of them fast: what repeats (who owns them) is made once.
class ObjectJson {
public:
    /// Appends `{"api": "sysv", …}`.
    void append(std::string& out, ObjectView object, Knowledge known);
    /// The members alone, for who adds some more.
    void appendMembers(JsonObject& json, ObjectView object, Knowledge known);
    /// `{"uid": 1000, "user": "anna", "gid": 1000, "group": "anna"}`.
    [[nodiscard]] std::string_view person(uid_t uid, gid_t gid);

    [[nodiscard]] UserNames& names() noexcept { return names_; }

private:
    void common(JsonObject& json, ObjectId object, Key key, const Permissions& permissions, bool known,
                EpochSeconds changed);
    void members(JsonObject& json, const SemaphoreSetInfo& set, Knowledge known);
    void members(JsonObject& json, const SegmentInfo& segment, Knowledge known);
    void members(JsonObject& json, const QueueInfo& queue, Knowledge known);
    void commonPosix(JsonObject& json, ObjectId object, const Permissions& permissions, EpochSeconds changed);
    void members(JsonObject& json, const PosixSemaphoreInfo& semaphore, Knowledge known);
    void members(JsonObject& json, const PosixSegmentInfo& segment, Knowledge known);
    void members(JsonObject& json, const PosixQueueInfo& queue, Knowledge known);

    UserNames names_;
    std::unordered_map<std::uint64_t, std::string> persons_; ///< by uid and gid
    std::pair<const std::uint64_t, std::string>* lastPerson_ = nullptr;
};

/// Adds `"object": "sem:/lock"`: as the other verbs take it, where that is UTF-8.
void addObject(JsonObject& json, ObjectId object);
/// Adds `"name": "/lock"`, and `"name_hex": "…"` where that does not tell all the bytes; null of a System V object.
void addName(JsonObject& json, Name name);
/// Adds `"text": "…"` (null where it is not valid UTF-8) and `"hex": "…"`.
void addBytes(JsonObject& json, std::span<const std::byte> bytes);

} // namespace ipclens::cli
