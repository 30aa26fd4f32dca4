// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/find_words.h"

#include "ui/models/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ipclens::ui::find_words {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("FindBar", text);
}

QString joined(QString first, const QString& rest) {
    if (!rest.isEmpty()) first += QStringLiteral(" \u00b7 ") + rest;
    return first;
}

QString place(std::uint64_t offset) {
    return QStringLiteral("0x%1").arg(offset, 0, 16);
}

} // namespace

QString refused(const Error& error) {
    // What was being tried is plain to who has just typed it
    return words::printable(error.hint.empty() ? error.reason : error.reason + "; " + error.hint);
}

QString notSearched(const bytes::Coverage& coverage) {
    QStringList parts;
    if (coverage.untouched > 0)
        parts += tr("%1 that nobody has touched (zeros) left out").arg(words::size(coverage.untouched));
    if (coverage.unclear > 0)
        parts += tr("%1 not in memory left out: in swap or untouched, the kernel does not tell")
                     .arg(words::size(coverage.unclear));
    if (coverage.vanished > 0) parts += tr("%1 went meanwhile").arg(words::size(coverage.vanished));
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString found(const MemoryOutcome& outcome, bool backward) {
    if (!outcome.match) return joined(tr("Not found"), notSearched(outcome.coverage));
    QString text = tr("Found at %1").arg(place(outcome.match->offset));
    if (outcome.wrapped) text += QStringLiteral(", ") + (backward ? tr("from the end on") : tr("from the start on"));
    return text;
}

QString foundAll(const MemoryOutcome& outcome) {
    if (outcome.all.count == 0) return joined(tr("Not found"), notSearched(outcome.coverage));
    QString text = words::counted(outcome.all.count, tr("match"), tr("matches"));
    if (outcome.all.matches.size() < outcome.all.count)
        text += QStringLiteral(", ") + tr("the first %1 listed").arg(words::count(outcome.all.matches.size()));
    return joined(text, notSearched(outcome.coverage));
}

QString scanned(const MemoryOutcome& outcome) {
    const std::uint64_t count = outcome.scan->count();
    QString text = words::counted(count, tr("candidate"), tr("candidates"));
    if (outcome.candidates.size() < count)
        text += QStringLiteral(", ") + tr("the first %1 listed").arg(words::count(outcome.candidates.size()));
    text +=
        QStringLiteral(" ") +
        tr("after %1").arg(words::counted(static_cast<std::uint64_t>(outcome.scan->steps()), tr("scan"), tr("scans")));
    return joined(text, notSearched(outcome.coverage));
}

QString loadQuestion(const Segment& segment, std::uint64_t own, const operation::PlanLoad& asked,
                     const bytes::LoadPlan& plan) {
    QString text = tr("%1 of %2 will be written over %3 \u2026 %4 of this segment.")
                       .arg(words::size(plan.length), words::printable(asked.path), place(asked.offset),
                            place(asked.offset + plan.length - 1));
    text += QLatin1Char(' ');
    text += plan.touched == 0 ? tr("Nobody has touched these bytes yet.")
                              : tr("%1 of these have content now, and it is lost.").arg(words::size(plan.touched));
    if (plan.data < plan.length)
        text += QLatin1Char(' ') + tr("%1 of the file are holes: zeros, and untouched memory stays so.")
                                       .arg(words::size(plan.length - plan.data));
    text += QLatin1Char(' ');
    // Who has a POSIX segment mapped nobody counts
    if (segment.systemV() == nullptr) return text + tr("Whoever has it mapped will see the new bytes at once.");
    const std::uint64_t attached = segment.systemV()->attached;
    text += tr("%1 attached now, and will see the new bytes at once.")
                .arg(words::counted(attached - std::min(attached, own), tr("attachment is"), tr("attachments are")));
    return text;
}

QString saved(const bytes::Saved& saved, const std::string& path) {
    QString text = tr("Saved %1 to %2").arg(words::size(saved.length), words::printable(path));
    if (saved.written >= saved.length) return text;
    return text + QLatin1Char(' ') + tr("(%1 of data, the rest is holes)").arg(words::size(saved.written));
}

QString loaded(const bytes::Loaded& loaded, ObjectId segment, const std::string& path) {
    return tr("Loaded %1 into %2: %3 written over")
        .arg(words::printable(path), words::object(segment), words::size(loaded.written));
}

} // namespace ipclens::ui::find_words
