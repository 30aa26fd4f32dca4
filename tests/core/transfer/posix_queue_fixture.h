// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/name.h"
#include "core/transfer/message_file.h"
#include "tests/support/posix_objects.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::testing {

/// "5:one" of a priority and a payload.
inline std::string wordOf(unsigned priority, std::string_view payload) {
    return std::to_string(priority) + ":" + std::string(payload);
}

/// A POSIX queue for messages written as such words.
class WordQueue {
public:
    explicit WordQueue(std::string name, long messages = 10, mode_t mode = 0600)
        : name_(std::move(name))
        , queue_(name_, mode, messages, 64) {}

    [[nodiscard]] Name name() const { return Name::of(name_); }
    [[nodiscard]] mqd_t get() const { return queue_.get(); }

    [[nodiscard]] bool put(const std::string& word) const {
        const auto colon = word.find(':');
        return queue_.send(word.substr(colon + 1), static_cast<unsigned>(std::stoul(word.substr(0, colon))));
    }
    [[nodiscard]] bool put(const std::vector<std::string>& words) const {
        for (const std::string& word : words) {
            if (!put(word)) return false;
        }
        return true;
    }
    /// The next one; empty where there is none.
    [[nodiscard]] std::string take() const {
        std::string payload(64, '\0');
        unsigned priority = 0;
        const ssize_t length = mq_receive(queue_.get(), payload.data(), payload.size(), &priority);
        if (length < 0) return {};
        return wordOf(priority, std::string_view(payload).substr(0, static_cast<std::size_t>(length)));
    }
    [[nodiscard]] std::vector<std::string> takeAll() const {
        std::vector<std::string> words;
        for (std::string word = take(); !word.empty(); word = take())
            words.push_back(std::move(word));
        return words;
    }
    [[nodiscard]] long count() const {
        mq_attr attributes{};
        return mq_getattr(queue_.get(), &attributes) == 0 ? attributes.mq_curmsgs : -1;
    }

private:
    std::string name_;
    MadeQueue queue_;
};

/// The lines of a file of messages.
inline std::vector<transfer::SavedMessage> linesOf(const std::string& path) {
    std::vector<transfer::SavedMessage> lines;
    auto reader = transfer::MessageReader::open(path);
    if (!reader) return lines;
    for (auto next = reader->next(); next && next->there; next = reader->next())
        lines.push_back(next->saved);
    return lines;
}

inline std::string wordOf(const transfer::SavedMessage& saved) {
    const auto& payload = saved.message.payload;
    return wordOf(static_cast<unsigned>(saved.message.type),
                  {reinterpret_cast<const char*>(payload.data()), payload.size()});
}

inline std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += word + ' ';
    return text;
}

} // namespace ipclens::testing
