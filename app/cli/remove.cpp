// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/escape.h"
#include "app/cli/json.h"
#include "app/cli/listing.h"
#include "app/cli/object_text.h"
#include "app/cli/object_word.h"
#include "app/cli/verb.h"
#include "core/objects/access.h"
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
#include <memory>
#include <set>

#include <poll.h>
#include <unistd.h>

namespace ipclens::cli {
namespace {

struct RemoveOptions {
    std::vector<std::string> objects;
    std::optional<std::string> filter;
    bool dryRun = false;
    bool yes = false;
};

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

/// Goes through the objects one after another, for real or dry, and keeps what came of it.
class Removal {
public:
    Removal(Call& call, bool dryRun)
        : call_(call)
        , dryRun_(dryRun) {
        if (call_.json) array_.emplace(call_.output.text());
    }

    [[nodiscard]] bool interrupted() const noexcept { return interrupt_.requested(); }

    /// `inode`: of the POSIX object that was chosen by more than its name.
    void take(const ObjectWord& word, std::uint64_t inode = 0) {
        Error error;
        const auto done = dryRun_ ? tryDry(word) : removeNow(word, inode);
        if (!done) {
            error = done.error();
            error.attempted = attempt("remove", word);
            if (status_ == Status::Done) status_ = statusOf(error);
        }
        print(word, done ? nullptr : &error);
        if (!done) report(error);
    }

    [[nodiscard]] Status finish() {
        if (array_) array_->close();
        call_.output.flush();
        if (!interrupted()) return status_;
        interrupt_.throwIfOutputClosed();
        throw Failed(errorOf(ErrorKind::Interrupted, "remove", std::string(Interrupt::told())));
    }

private:
    Result<void> removeNow(const ObjectWord& word, std::uint64_t inode) {
        return idOf(word).and_then([inode](ObjectId id) { return removeObject(id, inode); });
    }

    /// Whether the caller has the right to remove an object.
    Result<void> checkRight(const ObjectInfo& info) {
        const ObjectId object = objectIdOf(viewOf(info));
        const Permissions& permissions = permissionsOf(viewOf(info));
        if (object.api() == Api::Posix)
            return posix::mayUnlink(object.kind, object.name.text(), permissions.uid, credentials_);
        if (credentials_.mayControl(permissions)) return {};
        Error error = errorFromErrno(EPERM, {});
        error.hint = fmt::format("it is of {}, mode {:04o}", userText(names_, permissions.uid), permissions.mode);
        return failure(std::move(error));
    }

    Result<void> tryDry(const ObjectWord& word) {
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

    /// What is no segment, but has the name of one: shm_unlink(3) takes it away as well.
    Result<void> tryForeign(ObjectId object, const Error& error) {
        if (object.api() != Api::Posix || object.kind != Kind::SharedMemory) return failure(error);
        const std::string& name = object.name.text();
        const auto file = posix::SharedMemory::look(name);
        if (!file || file->regular()) return failure(error);
        if (auto right = posix::mayUnlink(object.kind, name, file->permissions.uid, credentials_); !right) return right;
        if (!gone_.insert(object).second)
            return failure(errorOf(ErrorKind::NotFound, {}, "it would be removed already"));
        fate_ =
            fmt::format("{}  -  its file is removed at once, which is no shared memory segment\n", toString(object));
        return {};
    }

    void print(const ObjectWord& word, const Error* error) {
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

    Call& call_;
    bool dryRun_;
    Interrupt interrupt_; // so that what was removed is told all the same
    std::optional<JsonArray> array_;
    Credentials credentials_ = Credentials::current();
    UserNames names_;
    std::set<ObjectId> gone_;
    std::string fate_;
    Status status_ = Status::Done;
};

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

/// Asks on the terminal; only y or yes is one.
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

Status removeFiltered(const RemoveOptions& options, Call& call) {
    ListRequest request;
    request.filter = parseFilter(*options.filter);
    const bool canAsk = isTerminal(STDIN_FILENO) && isTerminal(STDERR_FILENO);
    if (!options.dryRun && !options.yes && !canAsk) throw Refused("--filter needs --yes or --dry-run");
    const auto snapshot = request.source.list(request.kinds, call.verbose);
    request.source.reportUnread(snapshot);
    UserNames names;
    const auto objects = chosen(snapshot, request, names);
    if (!options.dryRun && !options.yes && !objects.empty() && !confirmed(objects))
        throw Failed(errorOf(ErrorKind::Other, "remove", "nothing was removed"));
    Removal removal(call, options.dryRun);
    for (const ObjectView object : objects) {
        if (removal.interrupted()) break;
        // what was made under its name while the question stood was not asked about
        removal.take(wordOf(objectIdOf(object)), inodeOf(object));
    }
    return removal.finish();
}

Status remove(const RemoveOptions& options, Call& call) {
    if (options.filter && !options.objects.empty()) throw Refused("give objects or --filter, not both");
    if (options.filter) return removeFiltered(options, call);
    if (options.yes) throw Refused("--yes is for --filter");
    if (options.objects.empty()) throw Refused("OBJECT is required, or --filter");
    std::vector<ObjectWord> words;
    for (const auto& object : options.objects)
        words.push_back(parseObject(object));
    Removal removal(call, options.dryRun);
    for (const auto& word : words) {
        if (removal.interrupted()) break;
        removal.take(word);
    }
    return removal.finish();
}

} // namespace

void addRemove(Verbs& verbs) {
    const auto options = std::make_shared<RemoveOptions>();
    Verb& verb = verbs.add("remove", "Removes objects, by name or by filter",
                           "  ipclens remove sem:0x51a00001 shm:@32771 msg:/jobs\n"
                           "  ipclens remove --filter 'owner:anna kind:msg' --dry-run");
    verb.optionalObjects(options->objects,
                         "KIND:KEY, KIND:@ID or KIND:/NAME, as sem:0x51a00001, shm:@32771 or msg:/jobs");
    verb.value("--filter", "EXPR", options->filter, "All that list --filter shows; asks first on a terminal");
    verb.flag("--dry-run", options->dryRun, "Removes nothing, and says what would happen to each");
    verb.flag("--yes", options->yes, "Removes what --filter finds without asking");
    verb.exclusive({"--dry-run", "--yes"});
    verb.onRun([options](Call& call) { return remove(*options, call); });
}

} // namespace ipclens::cli
