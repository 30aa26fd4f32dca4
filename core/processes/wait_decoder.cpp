// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/wait_decoder.h"

#include "core/base/proc_file.h"
#include "core/posix/name.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/uio.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// So many operations at most are shown: SEMOPM as the kernel has it by itself (semop(2)).
constexpr std::size_t mostOperations = 500;

bool isSysV(WaitCall call) noexcept {
    return call == WaitCall::Semop || call == WaitCall::Msgsnd || call == WaitCall::Msgrcv;
}

/// process_vm_readv(2): the memory of another process, all of it or false.
template <class Value>
bool readMemory(pid_t thread, std::uint64_t address, Value* into, std::size_t count) noexcept {
    const std::size_t bytes = count * sizeof(Value);
    const iovec local{into, bytes};
    // The address is the other process's
    const iovec remote{reinterpret_cast<void*>(address), bytes}; // NOLINT(performance-no-int-to-ptr)
    return process_vm_readv(thread, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(bytes);
}

/// semop(semid, sops, nsops)
void addOperations(Waiter& waiter, const BlockedCall& blocked) {
    waiter.object = ObjectId{Kind::Semaphore, Id{blocked.asInt(0)}};
    std::array<sembuf, mostOperations> operations; // no zeros: as many as are read
    const auto count = std::min<std::size_t>(static_cast<std::uint32_t>(blocked.asInt(2)), mostOperations);
    if (!readMemory(waiter.thread, blocked.arguments[1], operations.data(), count)) {
        waiter.known = WaitKnowledge::ObjectOnly;
        return;
    }
    waiter.operations.reserve(count);
    std::transform(operations.data(), operations.data() + count, std::back_inserter(waiter.operations),
                   [](const sembuf& each) {
                       return sysv::SemaphoreOperation{each.sem_num, each.sem_op, (each.sem_flg & SEM_UNDO) != 0};
                   });
}

/// msgsnd(msqid, msgp, msgsz, msgflg)
void addSending(Waiter& waiter, const BlockedCall& blocked) {
    waiter.object = ObjectId{Kind::MessageQueue, Id{blocked.asInt(0)}};
    waiter.size = blocked.arguments[2];
    if (!readMemory(waiter.thread, blocked.arguments[1], &waiter.type, 1)) waiter.known = WaitKnowledge::ObjectOnly;
}

/// msgrcv(msqid, msgp, msgsz, msgtyp, msgflg)
void addReceiving(Waiter& waiter, const BlockedCall& blocked) {
    waiter.object = ObjectId{Kind::MessageQueue, Id{blocked.asInt(0)}};
    waiter.size = blocked.arguments[2];
    waiter.type = static_cast<long>(blocked.arguments[3]);
    // With types that are not above 0 it means nothing
    waiter.except = waiter.type > 0 && (blocked.asInt(4) & MSG_EXCEPT) != 0;
}

} // namespace

void WaitDecoder::begin() {
    ThreadFiles files;
    files.choose(AT_FDCWD, "/proc/self/task/", gettid());
    ourNamespace_ = files.readLink("ns/ipc").value_or(std::string_view());
    semaphores_.forget();
    mapped_ = 0;
}

std::optional<DecodedWait> WaitDecoder::decode(const ThreadPlace& place, const BlockedCall& blocked,
                                               const WaitForm& form) {
    auto decoded = decodeCall(place, form.call, WaitKnowledge::All);
    if (!decoded) return {};
    Waiter& waiter = decoded->waiter;
    waiter.timed = form.timed;
    switch (form.call) {
    case WaitCall::Semop: addOperations(waiter, blocked); return decoded;
    case WaitCall::Msgsnd: addSending(waiter, blocked); return decoded;
    case WaitCall::Msgrcv: addReceiving(waiter, blocked); return decoded;
    case WaitCall::SemWait: break;
    case WaitCall::MqSend:
        waiter.type = static_cast<long>(static_cast<std::uint32_t>(blocked.asInt(3)));
        [[fallthrough]];
    case WaitCall::MqReceive: waiter.size = blocked.arguments[2]; break;
    }
    if (!addObject(*decoded, place, blocked)) return {};
    return decoded;
}

std::optional<DecodedWait> WaitDecoder::decodeCall(const ThreadPlace& place, WaitCall call, WaitKnowledge known) {
    if (isSysV(call) && !isInOurNamespace(place)) return {};
    auto process = find(place.pid);
    if (!process) return {};
    DecodedWait decoded;
    decoded.waiter.process = std::move(*process);
    decoded.waiter.thread = place.thread;
    decoded.waiter.call = call;
    decoded.waiter.known = known;
    return decoded;
}

/// Of the thread: each may have entered one of its own (setns(2)).
bool WaitDecoder::isInOurNamespace(const ThreadPlace& place) const {
    const auto theirs = place.files->readLink("ns/ipc");
    return theirs && !ourNamespace_.empty() && *theirs == ourNamespace_;
}

bool WaitDecoder::addObject(DecodedWait& wait, const ThreadPlace& place, const BlockedCall& blocked) {
    std::optional<WaitedFile> file;
    if (wait.waiter.call == WaitCall::SemWait) {
        const WaitedFile* const mapped = mappedAt(place.pid, blocked.arguments[0]);
        if (mapped == nullptr) return false;
        file = *mapped;
        wait.waiter.object = semaphores_.semaphoreIn(*file);
        // A lock of a program's own in a segment is no semaphore, and one of another /dev/shm is not listed here
        if (!wait.waiter.object && !(isCalledSemaphore(*file) && isInThisDirectory(*file))) return false;
    } else {
        file = queueFileOf(place.pid, place.thread, blocked.asInt(0));
        if (!file) return false;
        wait.waiter.object = queueIn(*file);
        if (!wait.waiter.object && !isInOurNamespace(place)) return false;
    }
    wait.file = file->id;
    wait.waiter.file = std::move(file->path);
    return true;
}

bool WaitDecoder::isNamedAsBefore(const DecodedWait& wait) {
    if (isSysV(wait.waiter.call) || wait.file == posix::FileId{}) return true;
    return wait.waiter.object && isKeptIn(*wait.waiter.object, wait.file);
}

void WaitDecoder::nameAnew(DecodedWait& wait, const ThreadPlace& place, const BlockedCall& blocked) {
    wait.waiter.object.reset();
    static_cast<void>(addObject(wait, place, blocked));
}

bool WaitDecoder::mayBeWait(pid_t pid, const BlockedCall& blocked, const WaitForm& form) {
    return form.call != WaitCall::SemWait || mappedAt(pid, blocked.arguments[0]) != nullptr;
}

bool WaitDecoder::hasSemaphores(pid_t pid) {
    readMappings(pid);
    return !mappingsKnown_ || std::any_of(mappings_.begin(), mappings_.end(),
                                          [](const SharedMapping& each) { return isCalledSemaphore(each.file); });
}

const WaitedFile* WaitDecoder::mappedAt(pid_t pid, std::uint64_t address) {
    readMappings(pid);
    const auto behind = std::upper_bound(mappings_.begin(), mappings_.end(), address,
                                         [](std::uint64_t at, const SharedMapping& each) { return at < each.begin; });
    if (behind == mappings_.begin()) return nullptr;
    const SharedMapping& below = *std::prev(behind);
    return address < below.end ? &below.file : nullptr;
}

void WaitDecoder::readMappings(pid_t pid) {
    if (std::exchange(mapped_, pid) == pid) return;
    mappings_.clear();
    mappingsKnown_ = readProcFile("/proc/" + std::to_string(pid) + "/maps", text_);
    if (mappingsKnown_) mappings_ = sharedMappingsIn(text_);
}

} // namespace ipclens::processes
