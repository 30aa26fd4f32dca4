// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/operation.h"

#include <fmt/format.h>

#include <cstring>

namespace ipclens::ui {

namespace {

using namespace operation;

bool waits(bool block, const std::optional<std::chrono::nanoseconds>& timeout) noexcept {
    return block && (!timeout || timeout->count() > 0);
}

std::string withKey(std::string_view what, const sysv::KeyChoice& key) {
    if (const auto* number = std::get_if<Key>(&key)) return fmt::format("create {}:{}", what, toString(*number));
    return fmt::format("create {} ({} key)", what,
                       std::holds_alternative<sysv::PrivateKey>(key) ? "private" : "random");
}

std::string withName(Kind kind, const posix::NameChoice& choice) {
    if (const auto* name = std::get_if<std::string>(&choice))
        return "create " + toString(ObjectId::posix(kind, Name::of(*name)));
    return fmt::format("create {} (random name)", kindName(kind));
}

/// "type 1", "priority 5".
std::string ranked(ObjectId queue, long type) {
    return fmt::format("{} {}", queue.api() == Api::Posix ? "priority" : "type", type);
}

std::string objectOrCount(std::string_view verb, const std::vector<ObjectId>& objects) {
    if (objects.size() == 1) return fmt::format("{} {}", verb, toString(objects.front()));
    return fmt::format("{} {} objects", verb, objects.size());
}

std::string signedNumber(int number) {
    return number < 0 ? fmt::format("−{}", -number) : fmt::format("+{}", number);
}

struct Describe {
    std::string operator()(const CreateSet& create) const { return withKey("sem", create.key); }
    std::string operator()(const CreateSegment& create) const { return withKey("shm", create.key); }
    std::string operator()(const CreateQueue& create) const { return withKey("msg", create.key); }
    std::string operator()(const CreatePosixSemaphore& create) const { return withName(Kind::Semaphore, create.name); }
    std::string operator()(const CreatePosixSegment& create) const { return withName(Kind::SharedMemory, create.name); }
    std::string operator()(const CreatePosixQueue& create) const { return withName(Kind::MessageQueue, create.name); }
    std::string operator()(const WaitSemaphore& wait) const {
        return "wait " + toString(ObjectId::posix(Kind::Semaphore, wait.semaphore));
    }
    std::string operator()(const PostSemaphore& post) const {
        return "post " + toString(ObjectId::posix(Kind::Semaphore, post.semaphore));
    }
    std::string operator()(const Change& change) const { return "change " + toString(change.object); }
    std::string operator()(const Remove& remove) const { return objectOrCount("remove", remove.objects); }
    std::string operator()(const PreviewRemoval& preview) const {
        return objectOrCount("look who uses", preview.objects);
    }
    std::string operator()(const SetValue& set) const {
        return fmt::format("set {} [{}] to {}", toString({Kind::Semaphore, set.set}), set.index, set.value);
    }
    std::string operator()(const SetValues& set) const {
        const std::string name = toString({Kind::Semaphore, set.set});
        if (set.values.size() == 1) return fmt::format("set the only value of {}", name);
        return fmt::format("set all {} values of {}", set.values.size(), name);
    }
    std::string operator()(const ReadValues& read) const {
        return "read the values of " + toString({Kind::Semaphore, read.set});
    }
    std::string operator()(const Apply& apply) const {
        std::string text = "semop " + toString({Kind::Semaphore, apply.set});
        bool undo = false;
        for (const sysv::SemaphoreOperation& one : apply.operations) {
            text += one.delta == 0 ? fmt::format(" [{}] =0", one.index)
                                   : fmt::format(" [{}] {}", one.index, signedNumber(one.delta));
            undo = undo || one.undo;
        }
        return undo ? text + " undo" : text;
    }
    std::string operator()(const Send& send) const {
        return fmt::format("send {} {}, {} byte{}", toString(send.queue), ranked(send.queue, send.type),
                           send.payload.size(), send.payload.size() == 1 ? "" : "s");
    }
    std::string operator()(const Receive& receive) const {
        std::string text = "receive " + toString(receive.queue);
        if (receive.selection.type == 0) return text;
        return fmt::format("{} {} {}", text, receive.selection.except ? "not of type" : "type", receive.selection.type);
    }
    std::string operator()(const Inject& inject) const {
        std::string text = fmt::format("send {} {}", toString(inject.queue), ranked(inject.queue, inject.type));
        if (inject.count != 1) text += inject.count ? fmt::format(" × {}", *inject.count) : " again and again";
        if (inject.every) text += fmt::format(" every {} ms", inject.every->count() / 1'000'000);
        return text;
    }
    std::string operator()(const Transfer& transfer) const {
        const std::string from = toString({Kind::MessageQueue, transfer.from});
        const std::string to = toString({Kind::MessageQueue, transfer.to});
        switch (transfer.what) {
        case Transfer::What::Move: return fmt::format("move messages {} to {}", from, to);
        case Transfer::What::Copy: return fmt::format("copy messages {} to {}", from, to);
        case Transfer::What::Drain: return fmt::format("drain {} to {}", from, transfer.path);
        case Transfer::What::Load: break;
        }
        return fmt::format("load {} into {}", transfer.path, to);
    }
    std::string operator()(const Browse& browse) const {
        return "browse " + toString(ObjectId::posix(Kind::MessageQueue, browse.queue));
    }
    std::string operator()(const PosixTransfer& transfer) const {
        const std::string queue = toString(ObjectId::posix(Kind::MessageQueue, transfer.queue));
        switch (transfer.what) {
        case PosixTransfer::What::Drain: return fmt::format("drain {} to {}", queue, transfer.path);
        case PosixTransfer::What::Load: return fmt::format("load {} into {}", transfer.path, queue);
        case PosixTransfer::What::PutBack: break;
        }
        return fmt::format("put {} back into {}", transfer.path, queue);
    }
    std::string operator()(const ReadLimits& /*read*/) const { return "read the limits"; }
    std::string operator()(const ListNamespaces& /*list*/) const { return "list the IPC namespaces"; }
    std::string operator()(const SendSignal& send) const {
        const char* name = ::sigabbrev_np(send.signal);
        const std::string signal = name != nullptr ? fmt::format("SIG{}", name) : fmt::format("signal {}", send.signal);
        const std::string& process = send.process.name;
        return fmt::format("send {} to {} {}", signal, process.empty() ? "process" : process, send.process.pid);
    }
    std::string operator()(const ReadFile& read) const { return "read " + read.path; }
    std::string operator()(const SearchMessages& search) const {
        return "search " + toString({Kind::MessageQueue, search.queue});
    }
    std::string operator()(const FetchBytes& fetch) const {
        return fmt::format("read {} at 0x{:x}, {} bytes", toString(fetch.segment.object()), fetch.offset, fetch.length);
    }
    std::string operator()(const MemoryWork& work) const { return ui::describe(work); }
    std::string operator()(const WriteBytes& write) const {
        std::size_t count = 0;
        for (const bytes::Replacement& one : write.replacements)
            count += one.patch.bytes.size();
        const std::uint64_t first = write.replacements.empty() ? 0 : write.replacements.front().patch.offset;
        return fmt::format("write {} byte{} to {} from 0x{:x} on", count, count == 1 ? "" : "s",
                           toString(write.segment.object()), first);
    }
};

} // namespace

bool changesObjects(const Operation& operation) noexcept {
    if (std::holds_alternative<PreviewRemoval>(operation) || std::holds_alternative<ReadValues>(operation) ||
        std::holds_alternative<SearchMessages>(operation) || std::holds_alternative<ReadFile>(operation) ||
        std::holds_alternative<ReadLimits>(operation) || std::holds_alternative<ListNamespaces>(operation))
        return false;
    // Attaching leaves traces: lpid, atime, dtime
    if (const auto* fetch = std::get_if<FetchBytes>(&operation)) return fetch->attach;
    if (const auto* work = std::get_if<MemoryWork>(&operation)) return changesObjects(*work);
    return true;
}

bool mayWait(const Operation& operation) noexcept {
    if (const auto* apply = std::get_if<Apply>(&operation)) return waits(apply->block, apply->timeout);
    if (const auto* wait = std::get_if<WaitSemaphore>(&operation)) return waits(wait->block, wait->timeout);
    if (const auto* send = std::get_if<Send>(&operation)) return waits(send->block, send->timeout);
    if (const auto* receive = std::get_if<Receive>(&operation)) return waits(receive->block, receive->timeout);
    return std::holds_alternative<MemoryWork>(operation) || std::holds_alternative<Inject>(operation) ||
           std::holds_alternative<Transfer>(operation) || std::holds_alternative<Browse>(operation) ||
           std::holds_alternative<PosixTransfer>(operation) || std::holds_alternative<SearchMessages>(operation);
}

bool waitsForOthers(const Operation& operation) noexcept {
    if (const auto* inject = std::get_if<Inject>(&operation)) return inject->block;
    if (const auto* transfer = std::get_if<Transfer>(&operation)) return transfer->block;
    if (const auto* transfer = std::get_if<PosixTransfer>(&operation)) return transfer->block;
    if (std::holds_alternative<Browse>(operation)) return false;
    return mayWait(operation) && !std::holds_alternative<MemoryWork>(operation) &&
           !std::holds_alternative<SearchMessages>(operation);
}

bool goesThroughBytes(const Operation& operation) noexcept {
    const auto* work = std::get_if<operation::MemoryWork>(&operation);
    if (work == nullptr) return false;
    const auto* scan = std::get_if<operation::ScanNumbers>(&work->what);
    // A further scan goes through the candidates' pages
    return scan == nullptr || scan->before == nullptr;
}

std::string describe(const Operation& operation) {
    return std::visit(Describe{}, operation);
}

} // namespace ipclens::ui
