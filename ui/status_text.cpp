// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/status_text.h"

#include "ui/models/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <chrono>

namespace ipclens::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("StatusText", text);
}

/// A few objects are looked at in so little time that its digits would only flicker.
QString tookText(std::chrono::nanoseconds took) {
    using namespace std::chrono_literals;
    return took < 99500ns ? tr("below 0.1 ms") : words::duration(took);
}

QString intervalText(const Health& health) {
    if (health.paused) return tr("paused");
    QString every = tr("every %1").arg(words::duration(health.interval));
    if (health.interval <= health.askedInterval) return every;
    return every + tr(" (stretched: a look takes %1)").arg(words::duration(health.refreshTook));
}

QString sentence(const Error& error) {
    return words::line(error.message());
}

/// Where POSIX objects come from, in a few words: queues need not all be seen, which is no fault.
QString posixText(const listing::PosixQueueSource& source) {
    using Way = listing::PosixQueueSource::Way;
    switch (source.way) {
    case Way::NotLooked: return {};
    case Way::Nowhere: return tr("POSIX via /dev/shm");
    case Way::MountedFolder: return tr("POSIX via /dev/shm, %1").arg(words::line(source.place));
    case Way::OwnFolder: return tr("POSIX via /dev/shm, mqueue");
    case Way::OpenQueues: break;
    }
    return tr("POSIX queues: only open ones");
}

QString queuesSentence(const listing::PosixQueueSource& source) {
    using Way = listing::PosixQueueSource::Way;
    QString text;
    switch (source.way) {
    case Way::NotLooked: return {};
    case Way::Nowhere: text = tr("POSIX queues were not looked for"); break;
    case Way::MountedFolder:
        text = tr("POSIX queues come from the file system mounted on %1").arg(words::line(source.place));
        break;
    case Way::OwnFolder: text = tr("POSIX queues come from an mqueue file system that is mounted nowhere"); break;
    case Way::OpenQueues: text = tr("POSIX queues are those that processes have open"); break;
    }
    if (!source.missing.empty()) return tr("%1: %2.").arg(text, words::line(source.missing));
    return source.complete() ? tr("%1: all that there are.").arg(text) : text + QLatin1Char('.');
}

} // namespace

HealthText healthText(const Health& health) {
    HealthText text;
    QStringList parts;
    parts << tr("SysV via %1").arg(words::printable(health.lister));
    if (const QString posix = posixText(health.posixQueues); !posix.isEmpty()) parts << posix;
    parts << tookText(health.refreshTook);
    parts << intervalText(health);
    QStringList reasons;
    if (health.error) {
        parts.prepend(tr("The list could not be refreshed"));
        reasons << sentence(*health.error);
        text.alarming = true;
    }
    if (!health.warnings.empty()) {
        const auto count = health.warnings.size();
        parts << words::counted(count, tr("warning"), tr("warnings"));
        for (const std::string& warning : health.warnings)
            reasons << words::line(warning);
        text.alarming = true;
    }
    if (health.interval > health.askedInterval && !health.paused) {
        reasons << tr("Asked for every %1; the interval is stretched so that looking takes no more than a tenth of a "
                      "processor.")
                       .arg(words::duration(health.askedInterval));
    }
    if (const QString queues = queuesSentence(health.posixQueues); !queues.isEmpty()) reasons << queues;
    text.line = parts.join(QStringLiteral(" \u00b7 "));
    text.explanation = reasons.join(QLatin1Char('\n'));
    return text;
}

QString objectsText(const Update& update, bool listSeen) {
    const KindCounts& counts = update.counts;
    const std::uint64_t all = std::uint64_t{counts.semaphores} + counts.sharedMemory + counts.messageQueues;
    const std::uint64_t listed = update.rows ? update.rows->order.size() : 0;
    const bool narrowed = listSeen && (update.query.kind.has_value() || !update.query.filter.empty());
    const QString objects = words::counted(all, tr("object"), tr("objects"));
    const QString first = narrowed ? tr("%1 of %2").arg(words::count(listed), objects) : objects;
    return first + QStringLiteral(" \u00b7 ") + tr("%1 shared").arg(words::size(counts.sharedBytes));
}

QString waitingText(const HealthCounts& counts) {
    const std::uint64_t waiting = counts.waiting.value_or(0);
    return waiting == 0 ? QString() : words::counted(waiting, tr("process waiting"), tr("processes waiting"));
}

QString deadlockText(const HealthCounts& counts) {
    const std::uint64_t deadlocks = counts.deadlocks.value_or(0);
    return deadlocks == 0 ? QString() : words::counted(deadlocks, tr("likely deadlock"), tr("likely deadlocks"));
}

QString underWayText(int waiting, int running) {
    const auto counted = [](int count, const QString& one, const QString& many) {
        return words::counted(static_cast<std::uint64_t>(count), one, many);
    };
    if (waiting == 0 && running == 0) return {};
    if (waiting == 0) return counted(running, tr("operation running"), tr("operations running"));
    const QString text = counted(waiting, tr("operation waiting"), tr("operations waiting"));
    return running == 0 ? text : text + QStringLiteral(" \u00b7 ") + counted(running, tr("running"), tr("running"));
}

} // namespace ipclens::ui
