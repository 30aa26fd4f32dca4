// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/posix_semaphore_words.h"

#include "core/posix/semaphore.h"
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <semaphore.h>

#include <unistd.h>

namespace ipclens::ui::posix_semaphore {
namespace {

using watching::Trace;
using Moment = std::chrono::steady_clock::time_point;

QString tr(const char* text) {
    return QCoreApplication::translate("PosixSemaphore", text);
}

QString processTitle(const processes::Process& process) {
    if (process.pid == getpid()) return tr("IPC Lens");
    return words::process(process);
}

/// Since when the newest values are all above 0; none: the newest is not.
std::optional<Moment> aboveZeroSince(const Trace& trace) {
    std::optional<Moment> since;
    for (auto step = trace.steps.rbegin(); step != trace.steps.rend(); ++step) {
        if (step->value == 0 || step->value == Trace::unknown) break;
        since = step->at;
    }
    return since;
}

} // namespace

QString value(const PosixSemaphoreInfo& info) {
    return info.known ? words::count(info.value) : words::unknown();
}

QString valueNote(const PosixSemaphoreInfo& info) {
    if (!info.known) return {};
    if (info.value == 0) return tr("a sem_wait would wait");
    if (info.value >= posix::semaphoreValueMax) return tr("the most: a sem_post would fail");
    return {};
}

QString waiting(const PosixSemaphoreInfo& info, bool own) {
    if (!info.known) return words::unknown();
    if (info.waiting == 0) return tr("nobody");
    if (info.waiting == 1) return own ? tr("1 waits: it is yours") : tr("1 waits");
    const QString all = tr("%1 wait").arg(words::count(info.waiting));
    return own ? tr("%1, one is yours").arg(all) : all;
}

QString waitingNote() {
    return tr(
        "As glibc counts them in the semaphore\u2019s file, which does not tell who they are. One that was killed "
        "while it waited stays counted.");
}

QString seenWaiting(const processes::UsersOf& users, std::uint32_t counted, bool settled) {
    QStringList seen;
    for (const processes::Waiting& waiting : users.waiting)
        seen += processTitle(waiting.process);
    const bool unseen = settled && users.waiting.size() < counted;
    if (seen.isEmpty()) {
        if (!unseen) return {};
        return users.complete ? tr("Nobody is seen waiting: who is counted was likely killed (inferred).")
                              : tr("Who waits can\u2019t be seen: not all processes may be looked into.");
    }
    QString names = tr("Seen waiting: %1.").arg(words::shortList(seen));
    if (!unseen) return names;
    return names + QLatin1Char(' ') +
           (users.complete ? tr("The others were likely killed (inferred).") : tr("Others can\u2019t be seen."));
}

QString mappedBy(const processes::UsersOf& users) {
    QStringList mapped;
    for (const processes::Attached& attached : users.attached) {
        if (attached.times > 0) mapped += processTitle(attached.process);
    }
    return mapped.isEmpty() ? QString() : tr("Mapped by: %1.").arg(words::shortList(mapped));
}

std::chrono::nanoseconds idleWhileCounted(const Trace* values, const Trace* waiting, Moment now) {
    if (values == nullptr || waiting == nullptr) return {};
    const auto free = aboveZeroSince(*values);
    const auto counted = aboveZeroSince(*waiting);
    if (!free || !counted) return {};
    return std::max(now - std::max(*free, *counted), Moment::duration::zero());
}

QString idleNote() {
    return tr("Inferred: who is counted was likely killed or is stopped, as the value is not 0 and nobody takes it.");
}

QString bogusTitle() {
    return tr("This is no semaphore");
}

QString bogusReason(const PosixSemaphoreInfo& info) {
    const QString what = tr("Under its name stands %1, where glibc keeps a semaphore as a file of %2.")
                             .arg(words::whatStandsThere(info), words::size(sizeof(sem_t)));
    const QString nothing = tr("It is not opened, and nobody can wait on it or post it.");
    const QString removal = info.fileType == FileType::Directory
                                ? tr("Nor can it be removed as a semaphore: a directory is removed with rmdir.")
                                : tr("It can be removed.");
    return what + QLatin1Char(' ') + nothing + QLatin1Char(' ') + removal;
}

QString deniedTitle() {
    return tr("You may not read this semaphore");
}

QString deniedReason() {
    return tr("Its value, and who waits, stand in its file, which can only be read with read permission. Wait and Post "
              "need permission to write besides.");
}

} // namespace ipclens::ui::posix_semaphore
