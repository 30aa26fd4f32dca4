// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/info.h"

namespace ipclens {
namespace {

constexpr Kind kindOf(const SemaphoreSetInfo*) noexcept {
    return Kind::Semaphore;
}
constexpr Kind kindOf(const SegmentInfo*) noexcept {
    return Kind::SharedMemory;
}
constexpr Kind kindOf(const QueueInfo*) noexcept {
    return Kind::MessageQueue;
}

} // namespace

ObjectView viewOf(const ObjectInfo& info) noexcept {
    return std::visit([](const auto& object) { return ObjectView(&object); }, info);
}

ObjectInfo copyOf(ObjectView view) {
    return std::visit([](const auto* object) { return ObjectInfo(*object); }, view);
}

ObjectId objectIdOf(ObjectView view) noexcept {
    return std::visit([](const auto* object) { return ObjectId{kindOf(object), object->id}; }, view);
}

Key keyOf(ObjectView view) noexcept {
    return std::visit([](const auto* object) { return object->key; }, view);
}

const Permissions& permissionsOf(ObjectView view) noexcept {
    return std::visit([](const auto* object) -> const Permissions& { return object->permissions; }, view);
}

Access accessOf(ObjectView view) noexcept {
    return std::visit([](const auto* object) { return object->access; }, view);
}

} // namespace ipclens
