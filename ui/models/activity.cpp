// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/activity.h"

#include "core/watching/history.h"
#include "ui/models/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace ipclens::ui::activity {
namespace {

using watching::Measure;
using watching::Trace;

QString tr(const char* text) {
    return QCoreApplication::translate("Activity", text);
}

QString sentence(const QString& what, const Range& range, const std::function<QString(std::uint64_t)>& number) {
    const QString now = range.newest ? tr("%1 now").arg(number(*range.newest)) : tr("not read now");
    const QString span = range.lowest == range.highest
                             ? tr("always %1").arg(number(range.lowest))
                             : tr("%1 to %2").arg(number(range.lowest), number(range.highest));
    return tr("%1: %2; in the last minute %3").arg(what, now, span);
}

QString plainNumber(std::uint64_t number) {
    return words::count(number);
}

} // namespace

std::optional<Range> range(const Trace& trace, Moment end) {
    std::optional<Range> range;
    for (std::size_t step = 0; step < trace.steps.size(); ++step) {
        const std::uint64_t value = trace.steps[step].value;
        const bool over = step + 1 < trace.steps.size() && trace.steps[step + 1].at < end - span;
        if (value == Trace::unknown || over) continue;
        if (!range) range = Range{value, value, std::nullopt};
        range->lowest = std::min(range->lowest, value);
        range->highest = std::max(range->highest, value);
    }
    if (range && trace.steps.back().value != Trace::unknown) range->newest = trace.steps.back().value;
    return range;
}

bool wanders(const Trace& trace, Moment end) {
    return !trace.steps.empty() && trace.steps.back().at > end - span;
}

QString words(ObjectId object, const RowDetail* detail, Moment end) {
    if (detail == nullptr || !detail->activity) return words::unknown();
    const auto seen = range(*detail->activity->trace, end);
    if (!seen) return words::unknown();
    const bool amount = detail->activity->measure == Measure::Amount;
    const bool posix = object.api() == Api::Posix;
    switch (object.kind) {
    case Kind::Semaphore: return sentence(posix ? tr("Value") : tr("Values together"), *seen, plainNumber);
    case Kind::SharedMemory:
        if (amount) return sentence(tr("In memory"), *seen, words::size);
        if (!posix) return sentence(tr("Attached"), *seen, plainNumber);
        return sentence(tr("Size in pages of %1").arg(words::size(watching::History::pageBytes)), *seen, plainNumber);
    case Kind::MessageQueue: break;
    }
    return amount ? sentence(tr("Bytes in the queue"), *seen, words::size)
                  : sentence(tr("Messages in the queue"), *seen, plainNumber);
}

QString words(const Trace* trace, Moment end) {
    return words(tr("Value"), trace, end);
}

QString words(const QString& what, const Trace* trace, Moment end) {
    if (trace == nullptr) return words::unknown();
    const auto seen = range(*trace, end);
    return seen ? sentence(what, *seen, plainNumber) : words::unknown();
}

} // namespace ipclens::ui::activity
