// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/usage_words.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace ipclens::ui::words {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("UsageWords", text);
}

/// Those of one name together: "renderer, philosopher ×5".
QString grouped(const QStringList& names) {
    std::vector<std::pair<QString, int>> groups;
    for (const QString& name : names) {
        const auto same =
            std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == name; });
        if (same == groups.end()) {
            groups.emplace_back(name, 1);
        } else {
            ++same->second;
        }
    }
    QStringList parts;
    for (const auto& [name, times] : groups)
        parts += times == 1 ? name : QStringLiteral("%1 ×%2").arg(name, QString::number(times));
    return parts.join(QStringLiteral(", "));
}

/// Of a segment that nobody has.
UsedBy lastUser(const RowDetail* detail) {
    if (detail == nullptr || !detail->creator) return {unknown(), true};
    const QString pid = QString::number(detail->creator->pid);
    if (detail->creator->gone) return {tr("creator %1 is gone").arg(pid), true};
    return {tr("made by %1").arg(processName(detail->creator)), true};
}

UsedBy queueUsers(const RowDetail* detail) {
    if (detail == nullptr) return {unknown(), true};
    const auto& sender = detail->sender;
    const auto& receiver = detail->receiver;
    const bool nobody = (!sender || sender->gone) && (!receiver || receiver->gone);
    if (sender && receiver)
        return {QStringLiteral("%1 \u2192 %2").arg(processName(sender), processName(receiver)), nobody};
    if (sender) return {QStringLiteral("%1 \u2192").arg(processName(sender)), nobody};
    if (receiver) return {QStringLiteral("\u2192 %1").arg(processName(receiver)), nobody};
    return {unknown(), true};
}

} // namespace

UsedBy usedBy(ObjectView view, const RowDetail* detail, std::optional<std::span<const processes::Use>> uses) {
    if (std::holds_alternative<const SemaphoreSetInfo*>(view)) {
        const bool nobody =
            detail == nullptr || std::all_of(detail->memberProcesses.begin(), detail->memberProcesses.end(),
                                             [](const ProcessLabel& label) { return label.gone; });
        return {lastProcess(detail), nobody};
    }
    if (std::holds_alternative<const QueueInfo*>(view)) return queueUsers(detail);
    QStringList names;
    if (uses) {
        for (const processes::Use& use : *uses)
            names += printable(use.by.process.name);
    }
    if (!names.isEmpty()) return {grouped(names), false};
    const auto* segment = std::get_if<const SegmentInfo*>(&view);
    if (segment == nullptr) return {unknown(), true};
    // Attached, and nobody was seen to be: that there is somebody is all that is known
    return (*segment)->attached > 0 ? UsedBy{lastProcess(detail), false} : lastUser(detail);
}

QString usersInFull(std::optional<std::span<const processes::Use>> uses) {
    if (!uses) return {};
    QStringList lines;
    for (const processes::Use& use : *uses)
        lines +=
            QStringLiteral("%1: %2").arg(process(use.by.process), process_words::has(use).join(QStringLiteral(", ")));
    return lines.join(QLatin1Char('\n'));
}

QString waitingFor(const std::vector<const processes::Waiter*>& waiters, std::optional<std::uint64_t> count) {
    if (!count || *count == 0) return unknown();
    QStringList names;
    for (const processes::Waiter* waiter : waiters)
        names += printable(waiter->process.name);
    const std::uint64_t unseen = *count - std::min<std::uint64_t>(*count, waiters.size());
    if (names.isEmpty()) return words::count(*count);
    return unseen == 0 ? grouped(names) : tr("%1, %2 more").arg(grouped(names), words::count(unseen));
}

QString waitersInFull(const std::vector<const processes::Waiter*>& waiters) {
    QStringList lines;
    for (const processes::Waiter* waiter : waiters)
        lines += QStringLiteral("%1: %2").arg(process(waiter->process),
                                              process_words::asked(*waiter, std::nullopt).join(QString()));
    return lines.join(QLatin1Char('\n'));
}

} // namespace ipclens::ui::words
