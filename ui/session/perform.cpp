// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/perform.h"

#include "core/base/unique_fd.h"
#include "core/bytes/segment_source.h"
#include "core/objects/access.h"
#include "core/processes/signal_process.h"
#include "core/transfer/injection.h"
#include "ui/session/carry_messages.h"
#include "ui/session/change_object.h"
#include "ui/session/detail_reader.h"
#include "ui/session/look_at.h"
#include "ui/session/removal.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::ui {

namespace {

using namespace operation;

/// What a call gave, as far as a failure goes.
template <class Value>
std::optional<Error> failureOf(Result<Value>&& result) {
    if (result) return std::nullopt;
    return std::move(result).error();
}

Result<std::vector<std::byte>> readFile(const std::string& path) {
    const std::string attempted = "read " + path;
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file) return failure(errorFromErrno(errno, attempted));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return failure(errorFromErrno(errno, attempted));
    if (!S_ISREG(status.st_mode)) return failure(errorOf(ErrorKind::Invalid, attempted, "it is no regular file"));
    if (static_cast<std::uint64_t>(status.st_size) > mostFileBytes)
        return failure(errorOf(ErrorKind::OutOfRange, attempted, "it is longer than any message"));
    std::vector<std::byte> bytes(static_cast<std::size_t>(status.st_size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(file.get(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure(errorFromErrno(errno, attempted));
        if (count == 0) break; // it became shorter meanwhile
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

class Performer {
public:
    Performer(Cancellation& cancellation, transfer::Progress& progress)
        : cancellation_(&cancellation)
        , progress_(&progress) {}

    Outcome operator()(const CreateSet& create) const {
        return created(Kind::Semaphore, sysv::SemaphoreSet::create(create.key, create.options));
    }
    Outcome operator()(const CreateSegment& create) const {
        return created(Kind::SharedMemory, sysv::SharedMemory::create(create.key, create.options));
    }
    Outcome operator()(const CreateQueue& create) const {
        return created(Kind::MessageQueue, sysv::MessageQueue::create(create.key, create.options));
    }

    Outcome operator()(const CreatePosixSemaphore& create) const {
        return created(Kind::Semaphore, posix::Semaphore::create(create.name, create.options));
    }
    Outcome operator()(const CreatePosixSegment& create) const {
        return created(Kind::SharedMemory, posix::SharedMemory::create(create.name, create.options));
    }
    Outcome operator()(const CreatePosixQueue& create) const {
        return created(Kind::MessageQueue, posix::MessageQueue::create(create.name, create.options));
    }
    Outcome operator()(const WaitSemaphore& asked) const {
        const auto semaphore = posix::Semaphore::open(asked.semaphore.bytes(), asked.inode);
        if (!semaphore) return failed(semaphore.error());
        return ended(failureOf(semaphore->wait(wait(asked.block, asked.timeout))));
    }
    Outcome operator()(const PostSemaphore& asked) const {
        const auto semaphore = posix::Semaphore::open(asked.semaphore.bytes(), asked.inode);
        if (!semaphore) return failed(semaphore.error());
        return ended(failureOf(semaphore->post()));
    }

    Outcome operator()(const Change& change) const { return ended(failureOf(changeObject(change))); }

    Outcome operator()(const Remove& remove) const {
        Outcome outcome;
        outcome.removals = removeObjects(remove);
        for (const RemovalResult& removal : outcome.removals) {
            if (!outcome.error) outcome.error = removal.error;
        }
        return outcome;
    }

    Outcome operator()(const PreviewRemoval& asked) const {
        Outcome outcome;
        const Credentials credentials = Credentials::current();
        for (const ObjectId object : asked.objects)
            outcome.previews.push_back(previewRemoval(object, credentials, *cancellation_));
        return outcome;
    }

    Outcome operator()(const SetValue& set) const {
        return ended(failureOf(sysv::SemaphoreSet::adopt(set.set).setValue(set.index, set.value)));
    }
    Outcome operator()(const SetValues& set) const {
        return ended(failureOf(sysv::SemaphoreSet::adopt(set.set).setValues(set.values)));
    }
    Outcome operator()(const ReadValues& read) const {
        auto values = sysv::SemaphoreSet::adopt(read.set).values();
        if (!values) return failed(std::move(values.error()));
        Outcome outcome;
        outcome.values = std::move(*values);
        return outcome;
    }
    Outcome operator()(const Apply& apply) const {
        return ended(
            failureOf(sysv::SemaphoreSet::adopt(apply.set).apply(apply.operations, wait(apply.block, apply.timeout))));
    }
    Outcome operator()(const Send& send) const {
        const Wait how = wait(send.block, send.timeout);
        if (send.queue.api() == Api::SysV)
            return ended(failureOf(sysv::MessageQueue::adopt(send.queue.id).send(send.type, send.payload, how)));
        const auto queue = posix::MessageQueue::open(send.queue.name.bytes(), posix::Direction::Send, send.inode);
        if (!queue) return failed(queue.error());
        return ended(failureOf(queue->send(send.payload, static_cast<unsigned>(send.type), how)));
    }
    Outcome operator()(const Receive& receive) const {
        auto message = receiveOne(receive);
        if (!message) return failed(std::move(message.error()));
        Outcome outcome;
        outcome.message = std::move(*message);
        return outcome;
    }

    Outcome operator()(const Inject& asked) const {
        transfer::MessageTemplate messages = asked.messages;
        const transfer::Injection injection{asked.type, asked.count, asked.every, wait(asked.block, std::nullopt)};
        const auto inject = [&]() -> Result<void> {
            if (asked.queue.api() == Api::SysV)
                return transfer::inject(sysv::MessageQueue::adopt(asked.queue.id), injection, messages, *progress_);
            const auto queue = posix::MessageQueue::open(asked.queue.name.bytes(), posix::Direction::Send, asked.inode);
            if (!queue) return failure(queue.error());
            return transfer::inject(*queue, injection, messages, *progress_);
        };
        Outcome outcome = ended(failureOf(inject()));
        outcome.sent = progress_->done;
        return outcome;
    }
    Outcome operator()(const Transfer& asked) const { return carry(asked, *cancellation_, *progress_); }
    Outcome operator()(const PosixTransfer& asked) const { return carry(asked, *cancellation_, *progress_); }
    Outcome operator()(const Browse& asked) const { return carry(asked, *cancellation_, *progress_); }
    Outcome operator()(const ReadFile& read) const {
        auto bytes = readFile(read.path);
        if (!bytes) return failed(std::move(bytes.error()));
        Outcome outcome;
        outcome.bytes = std::move(*bytes);
        return outcome;
    }
    Outcome operator()(const ReadLimits& /*read*/) const {
        Outcome outcome;
        outcome.queueLimits = posix::queueLimits();
        for (const limits::Limit& limit : limits::posix(std::nullopt)) {
            if (limit.name == "DEV_SHM" && limit.used) outcome.freeSharedMemory = limit.value - *limit.used;
        }
        return outcome;
    }
    Outcome operator()(const ListNamespaces& /*list*/) const {
        Outcome outcome;
        outcome.namespaces = processes::listNamespaces(cancellation_);
        return outcome;
    }
    Outcome operator()(const SendSignal& send) const {
        return ended(failureOf(processes::sendSignal(send.process, send.signal)));
    }
    Outcome operator()(const SearchMessages& search) const {
        Outcome outcome;
        const auto keep = [&](std::uint64_t index, sysv::Message&& message) {
            if (outcome.found.size() < mostFound) outcome.found.push_back(headOf(index, std::move(message)));
        };
        outcome.searched =
            transfer::searchMessages(search.queue, search.filter, mostSearched, keep, *cancellation_, *progress_);
        outcome.error = outcome.searched.stopped;
        return outcome;
    }

    Outcome operator()(const FetchBytes& fetch) const {
        const auto source = bytes::openAsAgreed(fetch.segment, fetch.attach);
        if (!source) return failed(source.error());
        Outcome outcome;
        outcome.bytes.resize(std::min(fetch.length, mostFetchedBytes));
        const auto got = (*source)->read(fetch.offset, outcome.bytes);
        if (!got) return failed(got.error());
        outcome.bytes.resize(*got);
        outcome.fetched = *got;
        if (fetch.form) {
            outcome.text = QString::fromStdString(bytes::toText(outcome.bytes, *fetch.form, fetch.offset));
            outcome.bytes = {};
        }
        return outcome;
    }
    Outcome operator()(const WriteBytes& write) const {
        auto overwritten = bytes::overwrite(write.segment, write.replacements);
        if (!overwritten) return failed(std::move(overwritten.error()));
        Outcome outcome;
        outcome.overwritten = std::move(*overwritten);
        return outcome;
    }

    Outcome operator()(const MemoryWork& asked) const {
        const auto tell = [this](std::uint64_t done, std::uint64_t all) {
            progress_->done = done;
            progress_->total = all;
        };
        auto done = performMemory(asked, {tell, cancellation_});
        if (!done) return failed(std::move(done.error()));
        Outcome outcome;
        outcome.memory = std::move(*done);
        return outcome;
    }

private:
    static Outcome ended(std::optional<Error> error) {
        Outcome outcome;
        outcome.error = std::move(error);
        return outcome;
    }
    static Outcome failed(Error error) { return ended(std::move(error)); }

    template <class Handle>
    static Outcome created(Kind kind, const Result<Handle>& handle) {
        if (!handle) return failed(handle.error());
        Outcome outcome;
        outcome.made = handle->made();
        // Somebody may have removed it already: it was made all the same
        if (auto info = lookAt(objectOf(kind, *handle))) outcome.created = std::move(*info);
        return outcome;
    }

    template <class Handle>
    static ObjectId objectOf(Kind kind, const Handle& handle) {
        if constexpr (requires { handle.id(); }) {
            return {kind, handle.id()};
        } else {
            return ObjectId::posix(kind, Name::of(handle.name()));
        }
    }

    [[nodiscard]] Result<sysv::Message> receiveOne(const Receive& asked) const {
        const Wait how = wait(asked.block, asked.timeout);
        if (asked.queue.api() == Api::SysV)
            return sysv::MessageQueue::adopt(asked.queue.id).receive(asked.selection, how);
        const auto queue = posix::MessageQueue::open(asked.queue.name.bytes(), posix::Direction::Receive, asked.inode);
        if (!queue) return failure(queue.error());
        return queue->receive(how).map([](posix::Message&& message) {
            return sysv::Message{static_cast<long>(message.priority), std::move(message.payload)};
        });
    }

    [[nodiscard]] Wait wait(bool block, std::optional<std::chrono::nanoseconds> timeout) const {
        Wait wait;
        wait.block = block;
        wait.timeout = timeout;
        wait.cancellation = cancellation_;
        return wait;
    }

    Cancellation* cancellation_;
    transfer::Progress* progress_;
};

} // namespace

Outcome perform(const Operation& operation, Cancellation& cancellation, transfer::Progress& progress) {
    const auto begun = std::chrono::steady_clock::now();
    Outcome outcome = std::visit(Performer(cancellation, progress), operation);
    outcome.took = std::chrono::steady_clock::now() - begun;
    return outcome;
}

} // namespace ipclens::ui
