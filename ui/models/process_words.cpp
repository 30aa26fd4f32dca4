// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/process_words.h"

#include "ui/models/users_seen.h"
#include "ui/models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace ipclens::ui::process_words {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ProcessWords", text);
}

QString times(std::uint32_t count) {
    return count > 1 ? QStringLiteral(" \u00d7%1").arg(count) : QString();
}

QString access(bool writable) {
    return writable ? QStringLiteral("rw") : QStringLiteral("r");
}

/// The place of one operation among the words for all of them.
QString wordsOfSome(processes::Waiter waiter, std::size_t first, std::size_t count) {
    const auto& all = waiter.operations;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
    waiter.operations = {begin, begin + static_cast<std::ptrdiff_t>(count)};
    return words::line(processes::wordsOf(waiter));
}

} // namespace

QString object(ObjectId object, const Update* update) {
    if (update == nullptr || !update->rows) return words::object(object);
    const auto found = update->rows->snapshot->find(object);
    if (!found) return words::object(object);
    return process_words::object(*found);
}

QString object(ObjectView view) {
    const ObjectId object = objectIdOf(view);
    return object.api() == Api::SysV && keyOf(view).isPrivate() ? words::object(object) : words::nameOrKey(view);
}

QString waitedFor(const processes::Waiter& waiter, const Update* update) {
    if (waiter.object) return object(*waiter.object, update);
    return waiter.file.empty() ? words::unknown() : words::line(waiter.file);
}

QString thread(const processes::Waiter& waiter) {
    const QString pid = QString::number(waiter.process.pid);
    return waiter.thread == waiter.process.pid ? pid : QStringLiteral("%1 / %2").arg(pid).arg(waiter.thread);
}

QStringList asked(const processes::Waiter& waiter, std::optional<std::size_t> blocking) {
    const auto call = processes::callName(waiter.call);
    const QString name = QString::fromLatin1(call.data(), static_cast<qsizetype>(call.size()));
    const QString all = words::line(processes::wordsOf(waiter));
    const QString doubt = words::line(processes::doubtOf(waiter));
    const QString begin = all.isEmpty() ? name : name + QLatin1Char(' ');
    const QString end = doubt.isEmpty() ? QString() : QStringLiteral(" \u00b7 ") + doubt;
    if (!blocking || *blocking >= waiter.operations.size()) return {begin + all + end, {}, {}};
    const QString blocks = wordsOfSome(waiter, *blocking, 1);
    const qsizetype from =
        *blocking == 0 ? 0 : all.size() - wordsOfSome(waiter, *blocking, waiter.operations.size() - *blocking).size();
    if (all.mid(from, blocks.size()) != blocks) return {begin + all + end, {}, {}};
    return {begin + all.left(from), blocks, all.mid(from + blocks.size()) + end};
}

QString wholeTime(std::chrono::seconds time) {
    using namespace std::chrono;
    if (time < 1min) return tr("%1 s").arg(time.count());
    if (time < 1h) return tr("%1 min").arg(floor<minutes>(time).count());
    if (time < days(1)) return tr("%1 h").arg(floor<hours>(time).count());
    return tr("%1 d").arg(floor<days>(time).count());
}

QString waitedSince(std::chrono::steady_clock::time_point since, std::chrono::steady_clock::time_point now) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(std::max(now - since, {}));
    return QStringLiteral("\u2265 ") + wholeTime(whole);
}

QStringList has(const processes::Use& use) {
    const processes::Attached& by = use.by;
    if (use.object.api() == Api::SysV) return {tr("attached %1").arg(access(by.writable)) + times(by.times)};
    QStringList parts;
    if (by.times > 0) parts << tr("mapped %1").arg(access(by.writable)) + times(by.times);
    if (by.descriptors > 0) parts << tr("open %1").arg(access(by.writable)) + times(by.descriptors);
    return parts;
}

QString commandLine(const processes::ProcessDetails* details) {
    return details == nullptr || details->commandLine.empty() ? words::unknown()
                                                              : words::printable(details->commandLine);
}

QString user(const processes::ProcessDetails* details, const Update* update) {
    if (details == nullptr) return words::unknown();
    return words::user(update == nullptr ? nullptr : update->names.get(), details->uid);
}

QString container(const processes::ProcessDetails* details) {
    return details == nullptr ? QString() : words::line(details->container);
}

QStringList ties(const ProcessTie& tie) {
    QStringList parts;
    for (const ProcessTie::Wait& wait : tie.waits)
        parts << tr("waits: %1").arg(asked(*wait.waiter, wait.blocking).join(QString()));
    if (tie.waitedLately) parts << tr("waited just now");
    if (tie.has != nullptr && tie.object) parts << has({*tie.object, *tie.has});
    for (const std::uint16_t member : tie.lastOperated)
        parts << tr("last operated on [%1]").arg(member);
    if (tie.creator) parts << tr("creator");
    if (tie.lastAttacher) parts << tr("last to attach or detach");
    if (tie.lastSender) parts << tr("last sender");
    if (tie.lastReceiver) parts << tr("last receiver");
    if (tie.notified) parts << tr("is notified of a message");
    return parts;
}

QString scanAge(const ProcessView& view, std::optional<ObjectId> only) {
    if (view.scannedAt == std::chrono::steady_clock::time_point{}) return tr("Looking through all threads\u2026");
    const auto age = std::max(view.at - view.scannedAt, std::chrono::steady_clock::duration{});
    const auto whole = std::chrono::floor<std::chrono::seconds>(age);
    // As often as it is by itself it is told without a number, which would be another with each refresh
    QString text = whole.count() < 2 ? tr("All threads looked at just now")
                                     : tr("All threads looked at %1 ago").arg(wholeTime(whole));
    const std::uint32_t notTold = waitsNotTold(view, only);
    if (notTold == 0) return text;
    return text + QStringLiteral(" \u00b7 ") +
           tr("%1 could not be looked into").arg(words::counted(notTold, tr("thread"), tr("threads")));
}

QString hidden(const ProcessView& view, std::optional<ObjectId> only, const Update* update) {
    std::uint64_t all = 0;
    QStringList each;
    for (const auto& [waitedOn, count] : view.hiddenWaiters) {
        if (count == 0 || (only && *only != waitedOn)) continue;
        all += count;
        each << tr("%1 for %2").arg(words::count(count), object(waitedOn, update));
    }
    if (all == 0) return {};
    const QString text = all == 1 ? tr("1 more waits that this user may not see")
                                  : tr("%1 more wait that this user may not see").arg(words::count(all));
    return only ? text : QStringLiteral("%1: %2").arg(text, words::shortList(each));
}

} // namespace ipclens::ui::process_words
