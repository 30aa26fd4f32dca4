// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/process_model.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

/// The time of one that started today, else the day.
QString startedText(EpochSeconds at) {
    if (at == 0) return words::unknown();
    const QString whole = words::dateTime(at);
    const QString today = words::dateTime(QDateTime::currentSecsSinceEpoch()).section(QLatin1Char(' '), 0, 0);
    return whole.startsWith(today) ? whole.section(QLatin1Char(' '), 1) : whole.section(QLatin1Char(' '), 0, 0);
}

} // namespace

ProcessModel::ProcessModel(QObject* parent)
    : MergingModel(parent) {}

ProcessModel::~ProcessModel() = default;

// A row of an object has its process' node with it, which stays where it is when rows move
QModelIndex ProcessModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? nodes_[static_cast<std::size_t>(parent.row())].get() : nullptr);
}

QModelIndex ProcessModel::parent(const QModelIndex& child) const {
    const auto* node = static_cast<const Node*>(child.internalPointer());
    return node == nullptr ? QModelIndex() : createIndex(node->row, 0, nullptr);
}

int ProcessModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return static_cast<int>(nodes_.size());
    if (parent.internalPointer() != nullptr || parent.column() > 0 || object_) return 0;
    return static_cast<int>(nodeAt(parent).tied.ties.size());
}

int ProcessModel::columnCount(const QModelIndex& /*parent*/) const {
    return ColumnCount;
}

QVariant ProcessModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Node& node = nodeAt(index);
    const ProcessTie* tie = tieAt(index);
    switch (role) {
    case Qt::DisplayRole: return tie != nullptr ? text(*tie, index.column()) : text(node, index.column());
    case Qt::ToolTipRole:
        if (index.column() == WhatColumn || (tie != nullptr && index.column() == NameColumn))
            return words::toolTip(data(index, Qt::DisplayRole).toString());
        if (tie != nullptr) return {};
        if (index.column() == StartedColumn) return words::dateTime(node.tied.process.startedAt);
        if (index.column() == CommandColumn) return words::toolTip(process_words::commandLine(node.tied.details));
        return {};
    case KindRole:
        if (tie == nullptr || !tie->object || index.column() != NameColumn) return {};
        return static_cast<int>(tie->object->kind);
    case WaitsRole: return tie != nullptr ? !tie->waits.empty() : node.tied.waits();
    default: return {};
    }
}

QString ProcessModel::text(const Node& node, int column) const {
    const TiedProcess& tied = node.tied;
    switch (column) {
    case NameColumn: return words::printable(tied.process.name);
    case WhatColumn: return summary(tied);
    case PidColumn: return QString::number(tied.process.pid);
    case UserColumn: return process_words::user(tied.details, update_.get());
    case StartedColumn: return startedText(tied.process.startedAt);
    case CommandColumn: return process_words::commandLine(tied.details);
    case ContainerColumn: return process_words::container(tied.details);
    default: return {};
    }
}

QString ProcessModel::text(const ProcessTie& tie, int column) const {
    if (column == NameColumn)
        return tie.object ? process_words::object(*tie.object, update_.get()) : words::line(tie.file);
    return column == WhatColumn ? process_words::ties(tie).join(QStringLiteral(", ")) : QString();
}

/// What one object's rows say themselves; of several: on which it waits, and how many there are.
QString ProcessModel::summary(const TiedProcess& tied) const {
    if (object_ && tied.ties.size() == 1) return process_words::ties(tied.ties.front()).join(QStringLiteral(", "));
    QStringList waitedFor;
    for (const ProcessTie& tie : tied.ties)
        if (!tie.waits.empty()) waitedFor << text(tie, NameColumn);
    QString objects = words::counted(tied.ties.size(), tr("object"), tr("objects"));
    if (waitedFor.isEmpty()) return objects;
    const QString waits = tr("waits for %1").arg(words::shortList(waitedFor));
    return tied.ties.size() == 1 ? waits : waits + QStringLiteral(" \u00b7 ") + objects;
}

QVariant ProcessModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case NameColumn: return object_ ? tr("Process") : tr("Process / object");
    case WhatColumn: return tr("What");
    case PidColumn: return tr("Pid");
    case UserColumn: return tr("User");
    case StartedColumn: return tr("Started");
    case CommandColumn: return tr("Command line");
    case ContainerColumn: return tr("Container");
    default: return {};
    }
}

Qt::ItemFlags ProcessModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || ended_) return Qt::NoItemFlags;
    const Qt::ItemFlags usual = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return index.internalPointer() != nullptr || object_ ? usual | Qt::ItemNeverHasChildren : usual;
}

void ProcessModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || (column == sortColumn_ && order == sortOrder_)) return;
    sortColumn_ = column;
    sortOrder_ = order;
    rebuild();
}

void ProcessModel::setObject(std::optional<ObjectId> object) {
    beginResetModel();
    object_ = object;
    ended_ = false;
    all_ = 0;
    nodes_.clear();
    view_.reset();
    endResetModel();
}

void ProcessModel::setFilter(const QString& filter) {
    filter_ = filter.trimmed();
    rebuild();
}

void ProcessModel::setEnded() {
    ended_ = true;
    if (!nodes_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ProcessModel::apply(const std::shared_ptr<const ProcessView>& view, const std::shared_ptr<const Update>& update) {
    if (ended_ || !view || !view->tied) return;
    const auto before = std::exchange(view_, view); // rows point into it until they are merged
    update_ = update;
    rebuild();
}

const processes::Process& ProcessModel::processAt(const QModelIndex& index) const {
    return nodeAt(index).tied.process;
}

std::optional<ObjectId> ProcessModel::objectAt(const QModelIndex& index) const {
    const ProcessTie* tie = tieAt(index);
    return tie == nullptr ? std::nullopt : tie->object;
}

bool ProcessModel::hasContainers() const {
    return std::any_of(nodes_.begin(), nodes_.end(), [](const auto& node) {
        return node->tied.details != nullptr && !node->tied.details->container.empty();
    });
}

void ProcessModel::rowsPlaced() {
    int row = 0;
    for (const auto& node : nodes_)
        node->row = row++;
}

const ProcessModel::Node& ProcessModel::nodeAt(const QModelIndex& index) const {
    const auto* under = static_cast<const Node*>(index.internalPointer());
    return under != nullptr ? *under : *nodes_[static_cast<std::size_t>(index.row())];
}

const ProcessTie* ProcessModel::tieAt(const QModelIndex& index) const {
    const auto* under = static_cast<const Node*>(index.internalPointer());
    return under == nullptr ? nullptr : &under->tied.ties[static_cast<std::size_t>(index.row())];
}

bool ProcessModel::matches(const TiedProcess& tied) const {
    if (filter_.isEmpty()) return true;
    return words::printable(tied.process.name).contains(filter_, Qt::CaseInsensitive) ||
           QString::number(tied.process.pid).startsWith(filter_);
}

/// By the column that was chosen; who is alike in that stands by pid, so that none moves without need.
void ProcessModel::order(Nodes& nodes) const {
    const bool descending = sortOrder_ == Qt::DescendingOrder;
    std::vector<std::pair<QString, std::unique_ptr<Node>>> keyed;
    keyed.reserve(nodes.size());
    const bool byText = sortColumn_ != PidColumn && sortColumn_ != StartedColumn;
    for (auto& node : nodes) {
        QString key = byText ? text(*node, sortColumn_) : QString();
        keyed.emplace_back(std::move(key), std::move(node));
    }
    const auto compare = [&](const auto& one, const auto& other) {
        const processes::Process& left = one.second->tied.process;
        const processes::Process& right = other.second->tied.process;
        if (byText) return QString::compare(one.first, other.first, Qt::CaseInsensitive);
        const auto sign = [](auto a, auto b) { return a < b ? -1 : static_cast<int>(a > b); };
        return sortColumn_ == PidColumn ? sign(left.pid, right.pid) : sign(left.startedAt, right.startedAt);
    };
    std::sort(keyed.begin(), keyed.end(), [&](const auto& one, const auto& other) {
        const int way = compare(one, other);
        if (way != 0) return descending ? way > 0 : way < 0;
        return one.second->tied.key() < other.second->tied.key();
    });
    for (std::size_t place = 0; place < nodes.size(); ++place)
        nodes[place] = std::move(keyed[place].second);
}

/// The newest of a process that stays, and of its objects; tells whether its own row looks otherwise.
bool ProcessModel::take(Node& node, TiedProcess&& next) {
    bool changed = node.tied.process != next.process || (node.tied.details != nullptr) != (next.details != nullptr) ||
                   node.tied.ties != next.ties;
    node.tied.process = next.process;
    node.tied.details = next.details;
    if (object_) {
        node.tied.ties = std::move(next.ties);
        return changed;
    }
    mergeRows(
        createIndex(node.row, 0, nullptr), node.tied.ties, std::move(next.ties),
        [](const ProcessTie& tie) { return tie.key(); },
        [](ProcessTie& tie, ProcessTie&& now) {
            const bool same = tie == now;
            tie = std::move(now);
            return !same;
        });
    return changed;
}

void ProcessModel::rebuild() {
    if (!view_) return;
    TiedProcesses tied = object_ ? tiedTo(*view_->tied, *object_) : *view_->tied;
    all_ = tied.size();
    Nodes now;
    for (TiedProcess& each : tied)
        if (matches(each)) now.push_back(std::make_unique<Node>(Node{std::move(each), 0}));
    order(now);
    mergeRows(
        {}, nodes_, std::move(now), [](const std::unique_ptr<Node>& node) { return node->tied.key(); },
        [this](std::unique_ptr<Node>& node, std::unique_ptr<Node>&& next) {
            return take(*node, std::move(next->tied));
        });
}

} // namespace ipclens::ui
