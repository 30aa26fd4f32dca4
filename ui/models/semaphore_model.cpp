// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/semaphore_model.h"

#include "ui/models/activity.h"
#include "ui/models/words.h"

#include <algorithm>
#include <utility>

namespace ipclens::ui {

namespace {

/// As far as words go: curves are told apart.
bool sameWords(const MemberDetail& left, const MemberDetail& right) {
    return left.state == right.state && left.lastProcess == right.lastProcess;
}

std::uint64_t countedOf(const MemberDetail& member) {
    return std::uint64_t{member.state.waitingForIncrease} + member.state.waitingForZero;
}

} // namespace

SemaphoreModel::SemaphoreModel(QObject* parent)
    : QAbstractTableModel(parent) {}

int SemaphoreModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(count_);
}

int SemaphoreModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SemaphoreModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Member* known = member(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole: return toolTip(index.row(), index.column());
    case Qt::AccessibleTextRole:
        if (index.column() < DownColumn) return text(index.row(), index.column());
        return tr("%1 on semaphore %2").arg(text(index.row(), index.column()).toString()).arg(index.row());
    case Qt::EditRole:
    case ValueRole: return known != nullptr ? QVariant(known->detail.state.value) : QVariant();
    case GlowRole: return known != nullptr ? known->glow : 0;
    case WaitingRole: return known != nullptr && (countedOf(known->detail) > 0 || waitsOf(index.row()) != nullptr);
    case GoneRole: return known != nullptr && known->detail.lastProcess && known->detail.lastProcess->gone;
    case CancelRole: return waitsHere(index.row());
    case ShortRole: return shortText(index.row(), index.column());
    case PartsRole: return index.column() == WaitingColumn ? waitingParts(index.row()) : QStringList();
    default: return {};
    }
}

QVariant SemaphoreModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (section == ProcessColumn && role == ShortRole) return tr("Last by");
    if (section == ProcessColumn && role == Qt::ToolTipRole) return tr("Last operation by (sempid)");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case IndexColumn: return QStringLiteral("#");
    case ValueColumn: return tr("Value");
    case TokensColumn: return tr("Tokens");
    case HistoryColumn: return tr("Last 60 s");
    case WaitingColumn: return tr("Waiting");
    case ProcessColumn: return tr("Last operation by");
    default: return QString();
    }
}

Qt::ItemFlags SemaphoreModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || ended_) return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == DownColumn && waitsHere(index.row())) return plain | Qt::ItemIsEnabled;
    if (index.column() >= DownColumn) return refusal_.isEmpty() ? plain | Qt::ItemIsEnabled : plain;
    if (index.column() == ValueColumn && refusal_.isEmpty()) return plain | Qt::ItemIsEnabled | Qt::ItemIsEditable;
    return plain | Qt::ItemIsEnabled;
}

void SemaphoreModel::reset(std::uint32_t count) {
    beginResetModel();
    count_ = count;
    first_ = 0;
    members_.clear();
    ownWaits_.clear();
    waits_.clear();
    ended_ = false;
    glowing_ = false;
    endResetModel();
}

void SemaphoreModel::apply(const SetDetail& detail, std::chrono::steady_clock::time_point end) {
    if (ended_) return;
    const bool timeMoved = std::exchange(end_, end) != end;
    std::vector<Member> next;
    next.reserve(detail.members.size());
    const std::uint32_t first = detail.asked.first;
    const auto room = static_cast<std::size_t>(count_ > first ? count_ - first : 0);
    for (std::size_t i = 0; i < std::min(detail.members.size(), room); ++i) {
        const Member* before = member(static_cast<int>(first + i));
        int glow = before != nullptr ? before->glow : 0;
        if (before != nullptr && before->detail.state.value != detail.members[i].state.value) glow = glowSteps;
        glowing_ = glowing_ || glow > 0;
        next.push_back({detail.members[i], glow});
    }

    std::vector<Member> previous = std::exchange(members_, std::move(next));
    const std::uint32_t previousFirst = std::exchange(first_, first);
    const auto previousAt = [&](std::uint32_t row) -> const Member* {
        if (row < previousFirst || row - previousFirst >= previous.size()) return nullptr;
        return &previous[row - previousFirst];
    };
    const bool sameMembers = first_ == previousFirst && members_.size() == previous.size();
    const auto tell = [&](int firstRow, int lastRow) {
        if (!sameMembers) return changed(firstRow, lastRow);
        emit dataChanged(index(firstRow, ValueColumn), index(lastRow, ProcessColumn)); // the buttons are as they were
    };
    const std::uint32_t begin = std::min(first_, previousFirst);
    const auto last = static_cast<std::uint32_t>(std::max(first_ + members_.size(), previousFirst + previous.size()));
    std::optional<std::uint32_t> runBegin;
    for (std::uint32_t row = begin; row < std::min(last, count_); ++row) {
        const Member* before = previousAt(row);
        const Member* now = member(static_cast<int>(row));
        const bool same = before == nullptr
                              ? now == nullptr
                              : now != nullptr && sameWords(before->detail, now->detail) && before->glow == now->glow;
        if (!same && !runBegin) runBegin = row;
        if (same && runBegin) tell(static_cast<int>(*std::exchange(runBegin, std::nullopt)), static_cast<int>(row) - 1);
    }
    if (runBegin) tell(static_cast<int>(*runBegin), static_cast<int>(std::min(last, count_)) - 1);
    if (timeMoved) tellCurves();
}

/// Curves that have wandered on with the time, in runs.
void SemaphoreModel::tellCurves() {
    const auto tell = [this](int begin, int end) {
        if (begin < end) emit dataChanged(index(begin, HistoryColumn), index(end - 1, HistoryColumn));
    };
    const int end = static_cast<int>(first_ + members_.size());
    int begin = static_cast<int>(first_); // of the run
    for (int row = begin; row < end; ++row) {
        const watching::Trace* trace = historyAt(row);
        if (trace != nullptr && activity::wanders(*trace, end_)) continue;
        tell(begin, row);
        begin = row + 1;
    }
    tell(begin, end);
}

const watching::Trace* SemaphoreModel::historyAt(int row) const {
    const Member* known = member(row);
    return known == nullptr ? nullptr : known->detail.values.get();
}

bool SemaphoreModel::fade() {
    if (!glowing_) return false;
    glowing_ = false;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        if (members_[i].glow == 0) continue;
        --members_[i].glow;
        glowing_ = glowing_ || members_[i].glow > 0;
        const int row = static_cast<int>(first_ + i);
        emit dataChanged(index(row, ValueColumn), index(row, TokensColumn), {GlowRole});
    }
    return glowing_;
}

void SemaphoreModel::setOwnWait(std::uint32_t member, std::optional<std::chrono::steady_clock::time_point> since) {
    if (since) {
        ownWaits_[member] = *since;
    } else if (ownWaits_.erase(member) == 0) {
        return;
    }
    if (member < count_) changed(static_cast<int>(member), static_cast<int>(member));
}

bool SemaphoreModel::tellOwnWaits() {
    for (const auto& [member, since] : ownWaits_) {
        const QModelIndex cell = index(static_cast<int>(member), WaitingColumn);
        emit dataChanged(cell, cell);
    }
    return !ownWaits_.empty();
}

void SemaphoreModel::setWaits(MembersWaits waits) {
    if (ended_ || waits == waits_) return;
    const MembersWaits before = std::exchange(waits_, std::move(waits));
    const auto tell = [this](std::uint32_t row) {
        const QModelIndex cell = index(static_cast<int>(row), WaitingColumn);
        if (row < count_) emit dataChanged(cell, cell);
    };
    for (const auto& [row, now] : waits_) {
        const auto was = before.find(row);
        if (was == before.end() || was->second != now) tell(row);
    }
    for (const auto& [row, was] : before) {
        if (!waits_.contains(row)) tell(row);
    }
}

void SemaphoreModel::setRefusal(const QString& why) {
    if (why == refusal_) return;
    refusal_ = why;
    if (count_ > 0) changed(0, static_cast<int>(count_) - 1);
}

void SemaphoreModel::setEnded() {
    ended_ = true;
    if (count_ > 0) changed(0, static_cast<int>(count_) - 1);
}

const SemaphoreModel::Member* SemaphoreModel::member(int row) const {
    const auto place = static_cast<std::uint32_t>(row);
    if (place < first_ || place - first_ >= members_.size()) return nullptr;
    return &members_[place - first_];
}

bool SemaphoreModel::waitsHere(int row) const {
    return ownWaits_.contains(static_cast<std::uint32_t>(row));
}

QVariant SemaphoreModel::text(int row, int column) const {
    const Member* known = member(row);
    switch (column) {
    case IndexColumn: return QStringLiteral("[%1]").arg(row);
    case ValueColumn: return known != nullptr ? QString::number(known->detail.state.value) : words::unknown();
    case TokensColumn: return known != nullptr ? QString() : words::unknown();
    case HistoryColumn: return activity::words(historyAt(row), end_);
    case WaitingColumn: return waitingText(row);
    case ProcessColumn: return known != nullptr ? words::process(known->detail.lastProcess) : words::unknown();
    case DownColumn: return waitsHere(row) ? tr("Cancel") : tr("P \u22121");
    case UpColumn: return tr("V +1");
    case SetColumn: return tr("Set\u2026");
    default: return {};
    }
}

/// Null where nobody was seen to wait.
const MemberWaits* SemaphoreModel::waitsOf(int row) const {
    const auto found = waits_.find(static_cast<std::uint32_t>(row));
    return found == waits_.end() ? nullptr : &found->second;
}

/// Who waits by name; empty where nobody was seen. What our own P waits is said as that.
QStringList SemaphoreModel::waitingParts(int row) const {
    const Member* known = member(row);
    const MemberWaits* waits = waitsOf(row);
    if (known == nullptr || waits == nullptr) return {};
    QStringList parts = member_waits::parts(*waits, countedOf(known->detail), waitsHere(row));
    if (!parts.isEmpty() && waitsHere(row))
        parts.last() += QStringLiteral(" \u00b7 ") + ownWaitText(row, tr("your P waits %1"));
    return parts;
}

QString SemaphoreModel::waitingText(int row) const {
    if (member(row) == nullptr) return words::unknown();
    if (const QStringList parts = waitingParts(row); !parts.isEmpty()) return parts.join(QString());
    QStringList parts;
    if (const QString count = countText(row); !count.isEmpty()) parts += count;
    if (waitsHere(row)) parts += ownWaitText(row, tr("your P waits %1"));
    return parts.isEmpty() ? QStringLiteral("\u2014") : parts.join(QStringLiteral(" \u00b7 "));
}

/// How many wait by the kernel's count; empty for none, and where our own P is all that was counted.
QString SemaphoreModel::countText(int row) const {
    const MemberDetail& detail = member(row)->detail;
    const auto [value, pid, forIncrease, forZero] = detail.state;
    const MemberWaits* waits = waitsOf(row);
    if (waits != nullptr && waitsHere(row) && countedOf(detail) <= waits->own) return {};
    QStringList parts;
    if (forIncrease > 0)
        parts += forIncrease == 1 ? tr("1 waits for an increase") : tr("%1 wait for an increase").arg(forIncrease);
    if (forZero > 0 && forIncrease > 0) parts += tr("%1 for zero").arg(forZero);
    if (forZero > 0 && forIncrease == 0)
        parts += forZero == 1 ? tr("1 waits for zero") : tr("%1 wait for zero").arg(forZero);
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString SemaphoreModel::shortText(int row, int column) const {
    switch (column) {
    case WaitingColumn: return shortWaitingText(row);
    case DownColumn: return waitsHere(row) ? QStringLiteral("\u00d7") : tr("P");
    case UpColumn: return tr("V");
    case SetColumn: return tr("Set");
    default: return {};
    }
}

QString SemaphoreModel::shortWaitingText(int row) const {
    const Member* known = member(row);
    if (known == nullptr) return {};
    if (const MemberWaits* waits = waitsOf(row); waits != nullptr && !waitsHere(row))
        return member_waits::few(*waits, countedOf(known->detail), false);
    QStringList parts;
    if (const auto up = known->detail.state.waitingForIncrease; up > 0) parts += tr("%1 for more").arg(up);
    if (const auto zero = known->detail.state.waitingForZero; zero > 0) parts += tr("%1 for 0").arg(zero);
    if (waitsHere(row)) parts += ownWaitText(row, tr("yours %1"));
    return parts.join(QStringLiteral(" \u00b7 "));
}

/// `text` with how long it waits in place of %1.
QString SemaphoreModel::ownWaitText(int row, const QString& text) const {
    return text.arg(words::duration(std::chrono::steady_clock::now() - ownWaits_.at(static_cast<std::uint32_t>(row))));
}

QString SemaphoreModel::toolTip(int row, int column) const {
    if (column == DownColumn && waitsHere(row)) return tr("Stop waiting; nothing is changed then");
    if (column >= DownColumn && !refusal_.isEmpty()) return refusal_;
    switch (column) {
    case DownColumn: return tr("Take one from [%1]; waits while it is 0 (P)").arg(row);
    case UpColumn: return tr("Give one to [%1] (V)").arg(row);
    case ValueColumn:
    case SetColumn: return refusal_.isEmpty() ? tr("Set the value of [%1] (Enter)").arg(row) : QString();
    case HistoryColumn: return text(row, column).toString(); // cut off in a narrow column
    case WaitingColumn: return waitingToolTip(row);
    // A process names itself as it likes, and a tool tip is rich text where it looks like that
    case ProcessColumn: return QStringLiteral("<span>%1</span>").arg(text(row, column).toString().toHtmlEscaped());
    default: return {};
    }
}

/// All that is known of who waits; without names what the cell says, which a narrow column cuts off.
QString SemaphoreModel::waitingToolTip(int row) const {
    const Member* known = member(row);
    const MemberWaits* waits = waitsOf(row);
    if (known == nullptr || waits == nullptr) return waitingText(row);
    return words::toolTip(member_waits::lines(*waits, countedOf(known->detail)));
}

void SemaphoreModel::changed(int first, int last) {
    emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

} // namespace ipclens::ui
