// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/browse.h"

#include "core/transfer/carrying.h"
#include "core/transfer/taking.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <unistd.h>

namespace ipclens::transfer {

namespace {

using posix::MessageQueue;

/// What a line has beside the digits of its bytes, rounded up; the name may be in it with three characters a byte.
constexpr std::uint64_t lineFrame = 128;

/// For a file's name: what is readable of a queue's.
std::string readable(Name queue) {
    std::string text;
    for (const char each : queue.bytes().substr(1, 64)) {
        const bool plain = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                           (each >= '0' && each <= '9') || each == '-' || each == '_' || each == '.';
        text += plain ? each : '_';
    }
    return text;
}

class Browse {
public:
    Browse(Name queue, const Control& control, std::uint64_t wholeBytes)
        : name_(queue)
        , wholeBytes_(wholeBytes)
        , attempted_("browse " + toString(ObjectId::posix(Kind::MessageQueue, queue)))
        , control_(control) {}

    BrowseReport run(const std::string& rescueFolder, bool force) {
        // Read and write: what can't be put back is not taken
        auto queue = MessageQueue::open(name_.bytes(), posix::Direction::Both, control_.inode);
        if (!queue) return stopped(openError(std::move(queue.error())));
        const auto attributes = queue->attributes();
        const auto status = queue->status();
        if (!attributes || !status) return stopped(attributes ? status.error() : attributes.error());
        if (attributes->messages == 0) return std::move(report_);
        if (!force && hasObstacle(*attributes, *status)) return std::move(report_);
        if (requested(control_)) return stopped(cancelled(attempted_));
        auto file = MessageFile::createAnew(rescueFolder, fmt::format("browsing-{}-{}", readable(name_), ::getpid()));
        if (!file) return stopped(std::move(file.error()));
        if (auto ready = takeAndReturn(*queue, *file, *attributes, status->bytes); !ready) {
            file->remove();
            return stopped(std::move(ready.error()));
        }
        return std::move(report_);
    }

private:
    BrowseReport stopped(Error error) {
        report_.stopped = std::move(error);
        return std::move(report_);
    }

    Error openError(Error error) const {
        error.attempted = attempted_;
        if (error.kind == ErrorKind::Denied) error.reason = "it takes permission to read and to write";
        return error;
    }

    bool hasObstacle(const posix::QueueAttributes& attributes, const posix::QueueStatus& status) {
        if (attributes.messages >= attributes.maxMessages) {
            report_.obstacle = BrowseObstacle::Full;
            report_.stopped = errorOf(ErrorKind::WouldBlock, attempted_, "the queue is full");
            report_.stopped->hint = "somebody may wait to send, and would come between";
        } else if (status.notifyPid != 0 || status.notifyMethod != 0 || status.notifySignal != 0) {
            // a process of another PID namespace has the number 0 here
            const std::string who = status.notifyPid != 0 ? fmt::format("process {}", status.notifyPid)
                                                          : std::string("a process outside this PID namespace");
            report_.obstacle = BrowseObstacle::Notified;
            report_.stopped = errorOf(ErrorKind::WouldBlock, attempted_, who + " has asked to be notified");
            report_.stopped->hint = "putting messages back would be taken for news";
        }
        return report_.obstacle != BrowseObstacle::None;
    }

    /// An error: nothing was taken.
    Result<void> takeAndReturn(const MessageQueue& queue, MessageFile& file, const posix::QueueAttributes& attributes,
                               std::uint64_t bytes) {
        const std::uint64_t line = lineFrame + 3 * name_.bytes().size();
        if (auto room = file.reserve(2 * bytes + attributes.messages * line); !room) return room;
        auto taking = Taking::begin(queue, name_, file);
        if (!taking) return failure(std::move(taking.error()));
        if (control_.progress != nullptr) control_.progress->total = 2 * attributes.messages;
        OthersTally tally(queue);
        const bool free = takeAll(queue, *taking, file, tally, attributes.maxMessages);
        const Returned returned = giveBack(queue, file, tally, control_);
        report_.putBack = returned.messages;
        const bool slotFree = free || rehouse(queue, *taking, tally);
        if (slotFree) taking->end();
        report_.arrived = tally.arrived();
        report_.received = tally.received();
        if (!report_.stopped) report_.stopped = returned.stopped;
        finish(queue, file, returned.all && slotFree);
        return {};
    }

    /// False where the message that was taken last is in the slot alone.
    bool takeAll(const MessageQueue& queue, Taking& taking, MessageFile& file, OthersTally& tally, std::uint64_t most) {
        // What comes while the disk is waited for is taken along, so that it keeps its place behind what is older
        for (int round = 0; round < 2; ++round) {
            // no more than go into the queue again
            while (report_.taken < most) {
                const Taking::Step step = taking.takeOne();
                if (step == Taking::Step::Empty) break;
                if (step != Taking::Step::Taken) {
                    report_.stopped = taking.error();
                    if (step == Taking::Step::Failed) return true;
                    remember(taking.message().message);
                    return false;
                }
                tally.afterOurs(-1);
                remember(taking.message().message);
                if (control_.progress != nullptr) ++control_.progress->done;
            }
            if (round == 0) file.sync();
            const auto now = queue.attributes();
            if (now && now->messages == 0) break;
        }
        return true;
    }

    void remember(const sysv::Message& message) {
        ++report_.taken;
        BrowsedMessage seen;
        seen.priority = static_cast<unsigned>(message.type);
        seen.size = message.payload.size();
        const bool whole = remembered_ + seen.size <= wholeBytes_;
        const std::size_t kept = whole ? message.payload.size() : std::min(browsedHead, message.payload.size());
        if (whole) remembered_ += seen.size;
        seen.payload.assign(message.payload.begin(), message.payload.begin() + static_cast<std::ptrdiff_t>(kept));
        report_.messages.push_back(std::move(seen));
    }

    /// The disk would not have the message taken last: back with it, behind the others.
    bool rehouse(const MessageQueue& queue, Taking& taking, OthersTally& tally) {
        const sysv::Message& message = taking.message().message;
        if (!queue.send(message.payload, static_cast<unsigned>(message.type), Wait::never())) return false;
        taking.rehoused();
        tally.afterOurs(1);
        ++report_.putBack;
        return true;
    }

    void finish(const MessageQueue& queue, MessageFile& file, bool all) {
        report_.unlinked = queue.unlinked();
        if (report_.unlinked) {
            keepCopies(file);
            report_.stopped = errorOf(ErrorKind::Removed, attempted_, "the queue was unlinked meanwhile");
        }
        if (all && !report_.unlinked) return file.remove();
        file.sync();
        report_.keptIn = file.path();
        report_.kept = report_.unlinked ? report_.taken : report_.taken - report_.putBack;
    }

    Name name_;
    std::uint64_t wholeBytes_;
    std::string attempted_;
    const Control& control_;
    BrowseReport report_;
    std::uint64_t remembered_ = 0;
};

} // namespace

BrowseReport browse(Name queue, const std::string& rescueFolder, bool force, const Control& control,
                    std::uint64_t wholeBytes) {
    return Browse(queue, control, wholeBytes).run(rescueFolder, force);
}

} // namespace ipclens::transfer
