// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/member_waits.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>

#include <unistd.h>

namespace ipclens::ui {
namespace {

constexpr std::size_t namedAtMost = 20; // lines of a tool tip

QString tr(const char* text) {
    return QCoreApplication::translate("MemberWaits", text);
}

/// "−1", "+2", "0", as the operations of a set are written everywhere.
QString signedText(int delta) {
    if (delta == 0) return QStringLiteral("0");
    return (delta < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + QString::number(std::abs(delta));
}

MemberWaiter wordsFor(const processes::Waiter& waiter, std::size_t blocking) {
    const sysv::SemaphoreOperation& blocks = waiter.operations[blocking];
    const bool own = waiter.process.pid == ::getpid();
    MemberWaiter words;
    words.process = own ? tr("IPC Lens") : words::process(waiter.process);
    words.wants = tr("wants %1").arg(signedText(blocks.delta));
    words.undo = blocks.undo;
    words.all = words.process + QStringLiteral(": ") + process_words::asked(waiter, blocking).join(QString());
    return words;
}

/// How many wait: the kernel's count is newer or older than what was seen, and who was seen was there.
std::uint64_t countOf(const MemberWaits& waits, std::uint64_t counted, bool withoutOwn) {
    const std::uint64_t all = std::max<std::uint64_t>(waits.seen, counted);
    return withoutOwn ? all - waits.own : all;
}

} // namespace

MembersWaits membersWaits(const ProcessView& view, ObjectId set) {
    MembersWaits all;
    if (!view.waiters) return all;
    const auto add = [&](bool own) {
        for (const auto& [place, blocking] : view.blocking) {
            const processes::Waiter& waiter = (*view.waiters)[place];
            if (waiter.object != set || blocking >= waiter.operations.size()) continue;
            if ((waiter.process.pid == ::getpid()) != own) continue;
            MemberWaits& waits = all[waiter.operations[blocking].index];
            ++waits.seen;
            if (own) ++waits.own;
            if (waits.first.size() < namedAtMost) waits.first.push_back(wordsFor(waiter, blocking));
        }
    };
    add(false);
    add(true);
    return all;
}

namespace member_waits {

QStringList parts(const MemberWaits& waits, std::uint64_t counted, bool withoutOwn) {
    const std::size_t seen = withoutOwn ? waits.seen - waits.own : waits.seen;
    if (seen == 0) return {};
    const MemberWaiter& one = waits.first.front();
    const std::uint64_t all = countOf(waits, counted, withoutOwn);
    const QString wants = QLatin1Char(' ') + one.wants + (one.undo ? QStringLiteral(", ") : QString());
    const QString undo = one.undo ? tr("undo") : QString();
    if (all > seen) return {tr("%1 wait, ").arg(words::count(all)) + one.process, wants, undo, {}};
    if (seen == 1) return {tr("waits: ") + one.process, wants, undo, {}};
    return {tr("wait: ") + one.process, wants, undo, tr(" and %1 more").arg(words::count(seen - 1))};
}

QString few(const MemberWaits& waits, std::uint64_t counted, bool withoutOwn) {
    if (waits.seen == (withoutOwn ? waits.own : 0)) return {};
    const std::uint64_t all = countOf(waits, counted, withoutOwn);
    const QString& name = waits.first.front().process;
    return all == 1 ? name : QStringLiteral("%1: %2").arg(words::count(all), name);
}

QString lines(const MemberWaits& waits, std::uint64_t counted) {
    QStringList lines;
    for (const MemberWaiter& waiter : waits.first)
        lines += waiter.all;
    if (waits.seen > waits.first.size()) lines += tr("and %1 more").arg(words::count(waits.seen - waits.first.size()));
    if (counted > waits.seen)
        lines += counted - waits.seen == 1 ? tr("1 more waits by the kernel\u2019s count, and was not seen")
                                           : tr("%1 more wait by the kernel\u2019s count, and were not seen")
                                                 .arg(words::count(counted - waits.seen));
    return lines.join(QLatin1Char('\n'));
}

} // namespace member_waits

} // namespace ipclens::ui
