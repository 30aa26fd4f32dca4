// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/message_queue.h"
#include "core/transfer/message_file.h"
#include "tests/core/base/result_checks.h"

#include <QDir>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::testing {

/// A queue that goes with the test.
class TestQueue {
public:
    explicit TestQueue(std::optional<std::uint64_t> capacity = std::nullopt)
        : queue_(make(capacity)) {}
    ~TestQueue() { static_cast<void>(queue_.remove()); }
    TestQueue(const TestQueue&) = delete;
    TestQueue& operator=(const TestQueue&) = delete;

    const sysv::MessageQueue* operator->() const { return &queue_; }
    const sysv::MessageQueue& operator*() const { return queue_; }
    [[nodiscard]] Id id() const { return queue_.id(); }

    void put(long type, std::string_view text) const {
        const auto* data = reinterpret_cast<const std::byte*>(text.data());
        need(queue_.send(type, {data, text.size()}, Wait::never()));
    }
    /// "type:text" of each message, in their order; nothing is taken.
    [[nodiscard]] std::vector<std::string> contents() const {
        std::vector<std::string> all;
        for (std::uint64_t index = 0;; ++index) {
            const auto message = queue_.peek(index);
            if (!message) return all;
            all.push_back(wordOf(*message));
        }
    }
    [[nodiscard]] static std::string wordOf(const sysv::Message& message) {
        return std::to_string(message.type) + ":" +
               std::string(reinterpret_cast<const char*>(message.payload.data()), message.payload.size());
    }

private:
    static sysv::MessageQueue make(std::optional<std::uint64_t> capacity) {
        sysv::MessageQueueOptions options;
        options.capacity = capacity;
        return need(sysv::MessageQueue::create(sysv::PrivateKey{}, options));
    }

    sysv::MessageQueue queue_;
};

/// What stands in a file of messages: "type:text" each, and the state of the last.
struct FileContents {
    std::vector<std::string> messages;
    transfer::LineState last = transfer::LineState::None;
};

/// Nothing where a line is wrong. A last line without an end was never on disk, and does not count.
inline std::optional<FileContents> contentsOf(const std::string& path) {
    FileContents contents;
    auto reader = transfer::MessageReader::open(path);
    if (!reader) return contents;
    for (;;) {
        const auto next = reader->next();
        if (!next && next.error().reason.find("cut short") != std::string::npos) return contents;
        if (!next) return std::nullopt;
        if (!next->there) return contents;
        contents.messages.push_back(TestQueue::wordOf(next->saved.message));
        contents.last = next->saved.state;
    }
}

/// A test whose cases have a folder each.
class TransferFixture : public QObject {
protected:
    void makeFolder() { folder_ = std::make_unique<QTemporaryDir>(); }
    [[nodiscard]] std::string path(const char* name) const {
        return folder_->filePath(QString::fromLatin1(name)).toStdString();
    }
    [[nodiscard]] std::string folder() const { return folder_->path().toStdString(); }
    [[nodiscard]] QStringList files() const { return QDir(folder_->path()).entryList(QDir::Files); }

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace ipclens::testing
