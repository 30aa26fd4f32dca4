// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/sentences.h"

#include "ui/models/words.h"

#include <algorithm>
#include <cerrno>
#include <map>

namespace ipclens::ui::sentences {
namespace {

using namespace std::chrono_literals;

/// Shorter ones are not worth a word.
constexpr auto noticeable = 300ms;

QString messages(std::uint64_t count) {
    return words::counted(count, QStringLiteral("message"), QStringLiteral("messages"));
}

bool wasCancelled(const Outcome& outcome) {
    return outcome.error && outcome.error->kind == ErrorKind::Interrupted && outcome.error->number == ECANCELED;
}

/// Nothing was changed, where the error does not tell what was.
Said cancelled(const Operation& operation, const Error& error) {
    const QString what = words::line(describe(operation));
    if (!error.hint.empty())
        return {Severity::Warning, QStringLiteral("%1: cancelled; %2").arg(what, words::line(error.hint))};
    return {Severity::Info, what + QStringLiteral(": cancelled, nothing was changed")};
}

/// What stands before a sentence on how many messages it was.
QString heading(const Operation& operation) {
    return words::line(describe(operation)) + QStringLiteral(": ");
}

/// "5 of 9 messages"; where no end is known, or it was reached, how many.
QString messagesOf(std::uint64_t done, std::optional<std::uint64_t> all) {
    return all && *all > done ? QStringLiteral("%1 of %2").arg(words::count(done), messages(*all)) : messages(done);
}

QString count(const transfer::Report& report, const Outcome& outcome) {
    return messagesOf(report.messages, outcome.error ? std::optional(report.total) : std::nullopt);
}

ObjectId queueOf(Name name) {
    return ObjectId::posix(Kind::MessageQueue, name);
}

/// Why it ended early, behind how far it came; empty where it did not. What was tried is left out where the heading
/// says it: that it was this queue.
QString early(const Outcome& outcome, const std::string& queue) {
    if (!outcome.error) return {};
    if (wasCancelled(outcome)) return QStringLiteral(", then stopped");
    Error why = *outcome.error;
    if (!queue.empty() && why.attempted.ends_with(queue)) why.attempted.clear();
    return QStringLiteral(": ") + error(why);
}

/// What was sent stays sent, however it ended.
Said injected(const operation::Inject& inject, const Outcome& outcome) {
    const QString sent = messagesOf(outcome.sent, outcome.error ? inject.count : std::nullopt);
    const Severity ended = wasCancelled(outcome) ? Severity::Info : Severity::Error;
    return {outcome.error ? ended : Severity::Success,
            heading(inject) + QStringLiteral("%1 sent").arg(sent) + early(outcome, toString(inject.queue))};
}

/// What else there is to know of messages that are in two places, or in a place where nobody looks for them.
QString transferNote(const operation::Transfer& transfer, const transfer::Report& report) {
    using What = operation::Transfer::What;
    if (!report.keptIn.empty())
        return QStringLiteral(". The one message that was taken and then refused is in %1: “Load from file…” brings it "
                              "back")
            .arg(words::printable(report.keptIn));
    if (report.inHand)
        return QStringLiteral(". The one message that was taken stands among those taken, below the messages");
    if (report.uncertain == 0) return {};
    if (transfer.what == What::Copy)
        return QStringLiteral(". Messages were taken from the queue meanwhile: one may be missing, or be there twice");
    return QStringLiteral(". By the file’s own word %1 may have been in a queue still").arg(messages(report.uncertain));
}

Said transferred(const operation::Transfer& transfer, const Outcome& outcome) {
    using What = operation::Transfer::What;
    const transfer::Report& report = outcome.report;
    QString done;
    switch (transfer.what) {
    case What::Move: done = QStringLiteral("moved"); break;
    case What::Copy: done = QStringLiteral("copied"); break;
    case What::Drain: done = QStringLiteral("are in the file, and in the queue no longer"); break;
    case What::Load: done = QStringLiteral("loaded"); break;
    }
    // Which of two queues refused stands in what was tried
    const QString text = heading(transfer) + QStringLiteral("%1 %2").arg(count(report, outcome), done) +
                         early(outcome, {}) + transferNote(transfer, report);
    if (wasCancelled(outcome)) return {Severity::Info, text};
    if (outcome.error) return {report.keptIn.empty() ? Severity::Error : Severity::Warning, text};
    return {report.uncertain > 0 ? Severity::Warning : Severity::Success, text};
}

/// Whatever became of the messages, that none is lost is to be seen.
QString browseNote(const transfer::BrowseReport& report) {
    QString note;
    if (report.arrived > 0) {
        note += QStringLiteral(". %1 came meanwhile: among those of one priority the order may differ")
                    .arg(messages(report.arrived));
    }
    if (report.received > 0) note += QStringLiteral(". %1 meanwhile taken by others").arg(messages(report.received));
    if (report.keptIn.empty()) return note;
    const QString path = words::printable(report.keptIn);
    if (report.unlinked)
        return note + QStringLiteral(". The queue was unlinked: who has it open finds them there, and %1 has copies")
                          .arg(path);
    return note +
           QStringLiteral(". %1 could not be put back and %2 in %3: “Put back” above the queue brings them back")
               .arg(messages(report.kept), report.kept == 1 ? QStringLiteral("is") : QStringLiteral("are"), path);
}

Said browsed(const operation::Browse& browse, const Outcome& outcome) {
    const QString what = heading(browse);
    if (!outcome.browsed) return {Severity::Error, error(*outcome.error)};
    const transfer::BrowseReport& report = *outcome.browsed;
    if (outcome.error && report.taken == 0) {
        if (wasCancelled(outcome)) return cancelled(browse, *outcome.error);
        return {report.obstacle == transfer::BrowseObstacle::None ? Severity::Error : Severity::Warning,
                error(*outcome.error)};
    }
    if (outcome.error) {
        return {Severity::Warning, what + QStringLiteral("%1 put back").arg(messagesOf(report.putBack, report.taken)) +
                                       early(outcome, toString(queueOf(browse.queue))) + browseNote(report)};
    }
    if (report.taken == 0) return {Severity::Success, what + QStringLiteral("it is empty")};
    return {report.arrived + report.received > 0 ? Severity::Warning : Severity::Success,
            what + QStringLiteral("%1, all put back").arg(messages(report.taken)) + browseNote(report)};
}

Said posixTransferred(const operation::PosixTransfer& transfer, const Outcome& outcome) {
    using What = operation::PosixTransfer::What;
    const transfer::Report& report = outcome.report;
    QString done;
    switch (transfer.what) {
    case What::Drain: done = QStringLiteral("are in the file, and in the queue no longer"); break;
    case What::Load: done = QStringLiteral("loaded"); break;
    case What::PutBack: done = QStringLiteral("put back"); break;
    }
    // A file that was put back is gone, or named as where the others are
    const QString queue = words::object(queueOf(transfer.queue));
    const QString what = transfer.what == What::PutBack ? queue + QStringLiteral(": ") : heading(transfer);
    QString how = what + QStringLiteral("%1 %2").arg(count(report, outcome), done) +
                  early(outcome, toString(queueOf(transfer.queue)));
    if (!report.keptIn.empty()) how += QStringLiteral(". The others are still in ") + words::printable(report.keptIn);
    if (report.uncertain > 0)
        how += QStringLiteral(". %1 may have been in the queue still: there may be copies")
                   .arg(messages(report.uncertain));
    if (wasCancelled(outcome)) return {Severity::Info, how};
    if (outcome.error) return {report.messages > 0 ? Severity::Warning : Severity::Error, how};
    return {report.uncertain > 0 ? Severity::Warning : Severity::Success, how};
}

} // namespace

Said outcome(const Operation& operation, const Outcome& outcome) {
    if (const auto* inject = std::get_if<operation::Inject>(&operation)) return injected(*inject, outcome);
    if (const auto* transfer = std::get_if<operation::Transfer>(&operation)) return transferred(*transfer, outcome);
    if (const auto* browse = std::get_if<operation::Browse>(&operation)) return browsed(*browse, outcome);
    if (const auto* transfer = std::get_if<operation::PosixTransfer>(&operation))
        return posixTransferred(*transfer, outcome);
    if (std::holds_alternative<operation::WaitSemaphore>(operation)) {
        Said said = semaphoreOutcome(operation, outcome);
        // An error says itself what was tried
        if (said.severity == Severity::Error) return said;
        return {said.severity, words::line(describe(operation)) + QStringLiteral(": ") + said.text};
    }
    if (outcome.error) {
        if (wasCancelled(outcome)) return cancelled(operation, *outcome.error);
        return {Severity::Error, error(*outcome.error)};
    }
    QString text = words::line(describe(operation)) + QStringLiteral(": done");
    if (mayWait(operation) && outcome.took >= noticeable)
        text += QStringLiteral(" after ") + words::duration(outcome.took);
    return {Severity::Success, text};
}

Said atomicOutcome(const Operation& operation, const Outcome& outcome, bool owed) {
    const QString took = words::duration(outcome.took);
    if (!outcome.error) {
        const auto* apply = std::get_if<operation::Apply>(&operation);
        const bool undo = apply != nullptr && std::any_of(apply->operations.begin(), apply->operations.end(),
                                                          [](const auto& part) { return part.undo; });
        const QString later = undo && owed ? QStringLiteral("; turned back when IPC Lens ends") : QString();
        return {Severity::Success, QStringLiteral("done in %1%2").arg(took, later)};
    }
    const QString unchanged = QStringLiteral("%1 after %2: nothing was changed");
    switch (outcome.error->kind) {
    case ErrorKind::Interrupted:
        if (outcome.error->number == ECANCELED)
            return {Severity::Info, unchanged.arg(QStringLiteral("cancelled"), took)};
        break;
    case ErrorKind::TimedOut: return {Severity::Warning, unchanged.arg(QStringLiteral("timed out"), took)};
    case ErrorKind::WouldBlock:
        return {Severity::Warning, QStringLiteral("it would have to wait (EAGAIN): nothing was changed")};
    default: break;
    }
    return {Severity::Error, error(*outcome.error)};
}

Said semaphoreOutcome(const Operation& operation, const Outcome& outcome) {
    const QString took = words::duration(outcome.took);
    if (!outcome.error) {
        if (std::holds_alternative<operation::PostSemaphore>(operation))
            return {Severity::Success, QStringLiteral("posted in ") + took};
        return {Severity::Success,
                QStringLiteral("took one %1 %2; it stays taken until somebody posts")
                    .arg(outcome.took >= noticeable ? QStringLiteral("after") : QStringLiteral("in"), took)};
    }
    const QString untaken = QStringLiteral("%1 after %2: nothing was taken");
    if (wasCancelled(outcome)) return {Severity::Info, untaken.arg(QStringLiteral("cancelled"), took)};
    if (outcome.error->kind == ErrorKind::TimedOut)
        return {Severity::Warning, untaken.arg(QStringLiteral("timed out"), took)};
    if (outcome.error->kind == ErrorKind::WouldBlock)
        return {Severity::Warning, QStringLiteral("the value is 0, it would have to wait (EAGAIN): nothing was taken")};
    return {Severity::Error, error(*outcome.error)};
}

QString error(const Error& error) {
    return words::line(error.message());
}

QString ownership(const Permissions& permissions, const NameTable* names) {
    return QStringLiteral("It belongs to %1 (group %2) and its mode is %3.")
        .arg(words::user(names, permissions.uid), words::group(names, permissions.gid), words::mode(permissions.mode));
}

QString objectTitle(const ObjectInfo& info) {
    const ObjectView view = viewOf(info);
    const ObjectId object = objectIdOf(view);
    const QString kind = words::kindTitle(object);
    if (object.api() == Api::Posix) return QStringLiteral("%1 %2").arg(kind, words::name(object.name));
    if (keyOf(view).isPrivate()) return QStringLiteral("%1 %2").arg(kind, words::object(object));
    return QStringLiteral("%1 %2 (%3)").arg(kind, words::key(keyOf(view)), words::object(object));
}

} // namespace ipclens::ui::sentences
