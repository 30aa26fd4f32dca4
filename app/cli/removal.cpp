// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/removal.h"

#include "app/cli/escape.h"
#include "app/cli/object_text.h"
#include "app/cli/terminal.h"
#include "core/posix/message_queue.h"
#include "core/posix/removal.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iostream>

#include <poll.h>
#include <unistd.h>

namespace ipclens::cli {
namespace {

Result<void> unlinkObject(ObjectId object, std::uint64_t inode) {
    const std::string& name = object.name.text();
    switch (object.kind) {
    case Kind::Semaphore: return posix::Semaphore::unlink(name, inode);
    case Kind::SharedMemory: return posix::SharedMemory::unlink(name, inode);
    case Kind::MessageQueue: break;
    }
    return posix::MessageQueue::unlink(name, inode);
}

/// `inode`: of the POSIX object that is meant; 0: whichever has its name.
Result<void> removeObject(ObjectId object, std::uint64_t inode) {
    if (object.api() == Api::Posix) return unlinkObject(object, inode);
    switch (object.kind) {
    case Kind::Semaphore: return sysv::SemaphoreSet::adopt(object.id).remove();
    case Kind::SharedMemory: return sysv::SharedMemory::adopt(object.id).remove();
    case Kind::MessageQueue: break;
    }
    return sysv::MessageQueue::adopt(object.id).remove();
}

/// By key through a look for it; by id at once.
Result<ObjectId> idOf(const ObjectWord& word) {
    if (const Id* id = std::get_if<Id>(&word.selector)) return ObjectId{word.kind, *id};
    return resolve(word);
}

/// How many wait in a set; nothing where that can't be read.
std::optional<std::uint64_t> waitingIn(const SemaphoreSetInfo& set) {
    const auto states = sysv::SemaphoreSet::adopt(set.id).states();
    if (!states) return {};
    std::uint64_t waiting = 0;
    for (const auto& state : *states)
        waiting += state.waitingForIncrease + state.waitingForZero;
    return waiting;
}

/// What the removal would do, in words.
struct Fate {
    std::string operator()(const SemaphoreSetInfo& set) const {
        std::string text = "removed at once";
        const auto waiting = waitingIn(set);
        if (waiting && *waiting > 0) text += fmt::format("; {} waiting: they get EIDRM", *waiting);
        return text;
    }
    std::string operator()(const SegmentInfo& segment) const {
        if (segment.attached == 0) return fmt::format("removed at once, with {}", sizeText(segment.size));
        return fmt::format("{} attached: it stays until they detach, its key becomes 0", segment.attached);
    }
    std::string operator()(const QueueInfo& queue) const {
        if (queue.messages == 0) return "removed at once; who waits gets EIDRM";
        return fmt::format("removed at once, with {}; who waits gets EIDRM",
                           counted(queue.messages, "message", "messages"));
    }
    // A POSIX object goes on for who has it open: nobody is woken
    std::string operator()(const PosixSemaphoreInfo& semaphore) const {
        if (semaphore.bogus) return "its file is removed at once, which is no semaphore";
        std::string text = "its name is removed at once; who has it open keeps it";
        if (semaphore.known && semaphore.waiting > 0) text += fmt::format(", {} waiting go on to", semaphore.waiting);
        return text;
    }
    std::string operator()(const PosixSegmentInfo& segment) const {
        return fmt::format("its name is removed at once; its {} go when nobody has it open", sizeText(segment.size));
    }
    std::string operator()(const PosixQueueInfo& queue) const {
        if (!queue.attributesKnown || queue.messages == 0)
            return "its name is removed at once; who has it open keeps it";
        return fmt::format("its name is removed at once; its {} when nobody has it open",
                           queue.messages == 1 ? "message goes" : fmt::format("{} messages go", queue.messages));
    }
};

std::string fateOf(const ObjectInfo& info) {
    return std::visit(Fate{}, info);
}

/// "2 semaphore sets, 1 POSIX message queue".
std::string countedKinds(const std::vector<ObjectView>& objects) {
    struct Words {
        Kind kind;
        Api api;
        const char* one;
        const char* many;
    };
    constexpr std::array kinds = {
        Words{Kind::Semaphore, Api::SysV, "semaphore set", "semaphore sets"},
        Words{Kind::SharedMemory, Api::SysV, "shared memory segment", "shared memory segments"},
        Words{Kind::MessageQueue, Api::SysV, "message queue", "message queues"},
        Words{Kind::Semaphore, Api::Posix, "POSIX semaphore", "POSIX semaphores"},
        Words{Kind::SharedMemory, Api::Posix, "POSIX shared memory segment", "POSIX shared memory segments"},
        Words{Kind::MessageQueue, Api::Posix, "POSIX message queue", "POSIX message queues"},
    };
    std::string text;
    for (const auto& words : kinds) {
        const auto count = std::count_if(objects.begin(), objects.end(), [&](ObjectView object) {
            return objectIdOf(object).kind == words.kind && objectIdOf(object).api() == words.api;
        });
        if (count == 0) continue;
        if (!text.empty()) text += ", ";
        text += counted(static_cast<std::uint64_t>(count), words.one, words.many);
    }
    return text;
}

/// Only y or yes is one.
bool confirmed(const std::vector<ObjectView>& objects) {
    const Interrupt interrupt;
    std::cerr << "Remove " << countedKinds(objects) << "? [y/N] " << std::flush;
    std::array<pollfd, 2> watched = {{{STDIN_FILENO, POLLIN, 0}, {interrupt.descriptor(), POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), -1) < 0 && errno == EINTR) {
    }
    if (watched[1].revents != 0)
        throw Failed(
            errorOf(ErrorKind::Interrupted, "remove", fmt::format("{}; nothing was removed", Interrupt::told())));
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

} // namespace

Removal::Removal(Call& call, bool dryRun)
    : call_(call)
    , dryRun_(dryRun) {
    if (call_.json) array_.emplace(call_.output.text());
}

void Removal::take(const ObjectWord& word, std::uint64_t inode) {
    tell(word, dryRun_ ? tryDry(word) : idOf(word).and_then([inode](ObjectId id) { return removeObject(id, inode); }));
}

void Removal::take(ObjectId object, std::uint64_t inode, const std::function<Result<void>()>& stillMeant) {
    const ObjectWord word = wordOf(object);
    tell(word, stillMeant().and_then([&] { return dryRun_ ? tryDry(word) : removeObject(object, inode); }));
}

void Removal::tell(const ObjectWord& word, const Result<void>& done) {
    Error error;
    if (!done) {
        error = done.error();
        error.attempted = attempt("remove", word);
        if (status_ == Status::Done) status_ = statusOf(error);
    }
    print(word, done ? nullptr : &error);
    if (!done) report(error);
}

Status Removal::finish() {
    if (array_) array_->close();
    call_.output.flush();
    if (!interrupted()) return status_;
    interrupt_.throwIfOutputClosed();
    throw Failed(errorOf(ErrorKind::Interrupted, "remove", std::string(Interrupt::told())));
}

Result<void> Removal::checkRight(const ObjectInfo& info) {
    const ObjectId object = objectIdOf(viewOf(info));
    const Permissions& permissions = permissionsOf(viewOf(info));
    if (object.api() == Api::Posix)
        return posix::mayUnlink(object.kind, object.name.text(), permissions.uid, credentials_);
    if (credentials_.mayControl(permissions)) return {};
    Error error = errorFromErrno(EPERM, {});
    error.hint = fmt::format("it is of {}, mode {:04o}", userText(names_, permissions.uid), permissions.mode);
    return failure(std::move(error));
}

Result<void> Removal::tryDry(const ObjectWord& word) {
    const auto id = resolve(word);
    if (!id) return failure(id.error());
    const auto found = look(*id);
    if (!found) return tryForeign(*id, found.error());
    reportDoubtOf(*found, attempt("remove", word));
    if (auto right = checkRight(found->info); !right) return right;
    // One that was named before would be gone by now, but for a segment that someone has attached, under its id
    const auto* segment = std::get_if<SegmentInfo>(&found->info);
    const bool stays = segment != nullptr && segment->attached > 0 && std::holds_alternative<Id>(word.selector);
    if (!gone_.insert(*id).second && !stays)
        return failure(errorOf(ErrorKind::NotFound, {}, "it would be removed already"));
    fate_ = fmt::format("{}  {}  {}\n", toString(*id), keyText(viewOf(found->info)), fateOf(found->info));
    return {};
}

Result<void> Removal::tryForeign(ObjectId object, const Error& error) {
    if (object.api() != Api::Posix || object.kind != Kind::SharedMemory) return failure(error);
    const std::string& name = object.name.text();
    const auto file = posix::SharedMemory::look(name);
    if (!file || file->regular()) return failure(error);
    if (auto right = posix::mayUnlink(object.kind, name, file->permissions.uid, credentials_); !right) return right;
    if (!gone_.insert(object).second) return failure(errorOf(ErrorKind::NotFound, {}, "it would be removed already"));
    fate_ = fmt::format("{}  -  its file is removed at once, which is no shared memory segment\n", toString(object));
    return {};
}

void Removal::print(const ObjectWord& word, const Error* error) {
    if (call_.json) {
        array_->next();
        JsonObject json(call_.output.text());
        json.text("object", word.text);
        json.boolean("removed", error == nullptr && !dryRun_);
        if (error != nullptr) {
            json.text("error", error->number != 0 ? errnoName(error->number) : "ENOENT");
        } else {
            json.null("error");
        }
        json.close();
    } else if (dryRun_) {
        call_.output.append(error != nullptr
                                ? fmt::format("{}  can't be removed: {}\n", escapedName(word.text), error->reason)
                                : fate_);
    }
    // What was done is told even if the next one is never reached
    call_.output.spill();
}

bool canAsk() noexcept {
    return isTerminal(STDIN_FILENO) && isTerminal(STDERR_FILENO);
}

void askToRemove(const std::vector<ObjectView>& objects) {
    if (!confirmed(objects)) throw Failed(errorOf(ErrorKind::Other, "remove", "nothing was removed"));
}

} // namespace ipclens::cli
