// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/message_model.h"

#include "ui/models/words.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ipclens::ui {
namespace {

bool sameMessage(const MessageHead& left, const MessageHead& right) {
    return left.type == right.type && left.size == right.size && left.head == right.head;
}

} // namespace

std::vector<std::size_t> takenMessages(const std::vector<const MessageHead*>& before,
                                       const std::vector<const MessageHead*>& now) {
    std::vector<std::size_t> taken;
    std::size_t old = 0;
    std::size_t matched = 0;
    for (const MessageHead* message : now) {
        std::size_t found = old;
        while (found < before.size() && !sameMessage(*before[found], *message))
            ++found;
        if (found == before.size()) break;
        for (; old < found; ++old)
            taken.push_back(old);
        ++old;
        ++matched;
    }
    if (matched == 0) taken.clear();
    return taken;
}

bool isWholeOf(const sysv::Message& message, const MessageHead& head) {
    return message.type == head.type && message.payload.size() == head.size &&
           std::equal(head.head.begin(), head.head.end(), message.payload.begin());
}

MessageModel::MessageModel(QObject* parent, Api api)
    : QAbstractTableModel(parent)
    , api_(api) {}

int MessageModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return found_ ? static_cast<int>(found_->size()) : count_;
}

int MessageModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessageModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Shown* known = shown(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case KnownRole: return known != nullptr;
    case FormRole: return known != nullptr ? QVariant(static_cast<int>(known->reading.form)) : QVariant();
    default: return {};
    }
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case IndexColumn: return QStringLiteral("#");
    case TypeColumn: return api_ == Api::Posix ? tr("Priority") : tr("Type");
    case SizeColumn: return tr("Size");
    case PayloadColumn: return tr("Payload");
    case FormColumn: return tr("Shown as");
    default: return {};
    }
}

Qt::ItemFlags MessageModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || ended_) return Qt::NoItemFlags;
    return Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
}

void MessageModel::reset(std::uint64_t messages) {
    beginResetModel();
    count_ = static_cast<int>(std::min<std::uint64_t>(messages, std::numeric_limits<int>::max()));
    first_ = 0;
    window_.clear();
    found_.reset();
    ended_ = false;
    endResetModel();
}

void MessageModel::apply(const QueueDetail& detail) {
    if (ended_ || found_) return;
    // The count and the messages are not of one moment: what was seen is there
    std::uint64_t messages = detail.info.messages;
    for (const MessageHead& message : detail.messages)
        messages = std::max(messages, message.index + 1);
    const std::uint64_t first = detail.messages.empty() ? detail.asked.first : detail.messages.front().index;
    removeTaken(detail.messages, first);
    setCount(messages);
    replaceWindow(detail.messages, first);
}

void MessageModel::setStruct(std::optional<bytes::StructDeclaration> chosen) {
    struct_ = std::move(chosen);
    for (Shown& each : window_)
        each = shownOf(each.head);
    if (found_) {
        for (Shown& each : *found_)
            each = shownOf(each.head);
    }
    if (rowCount() > 0) emit dataChanged(index(0, PayloadColumn), index(rowCount() - 1, FormColumn));
}

void MessageModel::setEnded() {
    ended_ = true;
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void MessageModel::showFound(const std::vector<MessageHead>& messages) {
    std::vector<Shown> next;
    next.reserve(messages.size());
    for (const MessageHead& message : messages)
        next.push_back(shownOf(message));
    const bool same =
        found_ && std::equal(found_->begin(), found_->end(), next.begin(), next.end(),
                             [](const Shown& left, const Shown& right) { return left.head == right.head; });
    if (same) return;
    // Another selection of messages, not the same ones changed: nothing of the old rows can be kept
    beginResetModel();
    found_ = std::move(next);
    endResetModel();
}

void MessageModel::showAll() {
    if (!found_) return;
    beginResetModel();
    found_.reset();
    endResetModel();
}

const MessageHead* MessageModel::head(int row) const {
    const Shown* known = shown(row);
    return known != nullptr ? &known->head : nullptr;
}

std::optional<int> MessageModel::rowOf(const MessageHead& message) const {
    std::optional<int> last;
    for (int row = 0; row < rowCount() && place(row) <= message.index; ++row) {
        const MessageHead* known = head(row);
        if (known != nullptr && sameMessage(*known, message)) last = row;
    }
    return last;
}

std::uint64_t MessageModel::place(int row) const {
    const Shown* known = found_ ? shown(row) : nullptr;
    return known != nullptr ? known->head.index : static_cast<std::uint64_t>(std::max(row, 0));
}

MessageModel::Shown MessageModel::shownOf(const MessageHead& message) const {
    return {message, payload::read(message.head, message.size, struct_ ? &*struct_ : nullptr)};
}

const MessageModel::Shown* MessageModel::shown(int row) const {
    if (found_) {
        const bool there = row >= 0 && row < static_cast<int>(found_->size());
        return there ? &(*found_)[static_cast<std::size_t>(row)] : nullptr;
    }
    if (row < first_ || row - first_ >= static_cast<int>(window_.size())) return nullptr;
    return &window_[static_cast<std::size_t>(row - first_)];
}

QVariant MessageModel::text(int row, int column) const {
    if (column == IndexColumn) return QString::number(place(row));
    const Shown* known = shown(row);
    if (known == nullptr) return QStringLiteral("\u2026");
    switch (column) {
    case TypeColumn: return QString::number(known->head.type);
    case SizeColumn: return words::size(known->head.size);
    case PayloadColumn: return known->reading.preview;
    case FormColumn: return payload::formWord(known->reading.form);
    default: return {};
    }
}

void MessageModel::removeTaken(const std::vector<MessageHead>& now, std::uint64_t first) {
    if (first < static_cast<std::uint64_t>(first_)) return;
    const std::size_t skipped = static_cast<std::size_t>(first) - static_cast<std::size_t>(first_);
    if (skipped >= window_.size() || now.empty()) return;
    std::vector<const MessageHead*> before;
    for (std::size_t i = skipped; i < window_.size(); ++i)
        before.push_back(&window_[i].head);
    std::vector<const MessageHead*> after;
    for (const MessageHead& message : now)
        after.push_back(&message);
    const auto taken = takenMessages(before, after);
    for (auto last = taken.rbegin(); last != taken.rend();) {
        auto begin = last;
        while (std::next(begin) != taken.rend() && *std::next(begin) + 1 == *begin)
            ++begin;
        const std::size_t from = skipped + *begin;
        const std::size_t to = skipped + *last;
        beginRemoveRows({}, first_ + static_cast<int>(from), first_ + static_cast<int>(to));
        window_.erase(window_.begin() + static_cast<std::ptrdiff_t>(from),
                      window_.begin() + static_cast<std::ptrdiff_t>(to) + 1);
        count_ -= static_cast<int>(to - from + 1);
        endRemoveRows();
        const int moved = first_ + static_cast<int>(from);
        if (moved < count_) emit dataChanged(index(moved, IndexColumn), index(count_ - 1, IndexColumn));
        last = std::next(begin);
    }
}

void MessageModel::setCount(std::uint64_t messages) {
    const int next = static_cast<int>(std::min<std::uint64_t>(messages, std::numeric_limits<int>::max()));
    if (next > count_) {
        beginInsertRows({}, count_, next - 1);
        count_ = next;
        endInsertRows();
    } else if (next < count_) {
        beginRemoveRows({}, next, count_ - 1);
        count_ = next;
        window_.resize(static_cast<std::size_t>(std::clamp(next - first_, 0, static_cast<int>(window_.size()))));
        endRemoveRows();
    }
}

void MessageModel::replaceWindow(const std::vector<MessageHead>& now, std::uint64_t first) {
    std::vector<Shown> next;
    next.reserve(now.size());
    std::vector<int> changed;
    for (const MessageHead& message : now) {
        const Shown* before = shown(static_cast<int>(message.index));
        if (before != nullptr && sameMessage(before->head, message)) {
            next.push_back({message, before->reading});
            continue;
        }
        next.push_back(shownOf(message));
        changed.push_back(static_cast<int>(message.index));
    }
    const auto begin = static_cast<int>(first);
    const auto end = begin + static_cast<int>(next.size());
    for (int row = first_; row < first_ + static_cast<int>(window_.size()); ++row) {
        if (row < begin || row >= end) changed.push_back(row);
    }
    first_ = begin;
    window_ = std::move(next);
    std::sort(changed.begin(), changed.end());
    for (auto run = changed.begin(); run != changed.end();) {
        auto last = run;
        while (std::next(last) != changed.end() && *std::next(last) == *last + 1)
            ++last;
        emit dataChanged(index(*run, 0), index(*last, ColumnCount - 1));
        run = std::next(last);
    }
}

} // namespace ipclens::ui
