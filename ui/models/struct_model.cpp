// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/struct_model.h"

#include "ui/models/words.h"

#include <QTimerEvent>

#include <utility>

namespace ipclens::ui {

struct StructModel::Node {
    bytes::StructField field;
    Node* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;
    Clock::time_point changedAt; ///< the epoch: never

    [[nodiscard]] int glow(Clock::time_point now) const {
        if (changedAt == Clock::time_point() || now >= changedAt + glowSteps * glowStep) return 0;
        return glowSteps - static_cast<int>((now - changedAt) / glowStep);
    }
};

namespace {

bool isSameField(const bytes::StructField& one, const bytes::StructField& other) {
    return one.name == other.name && one.type == other.type &&
           (one.state == bytes::FieldState::More) == (other.state == bytes::FieldState::More);
}

} // namespace

StructModel::StructModel(QObject* parent)
    : QAbstractItemModel(parent)
    , root_(std::make_unique<Node>()) {}

StructModel::~StructModel() = default;

void StructModel::setDeclaration(std::optional<bytes::StructDeclaration> declaration) {
    removeFrom(*root_, 0);
    overlay_ = {};
    declaration_ = std::move(declaration);
}

void StructModel::setOverlay(bytes::StructOverlay overlay, bool moved) {
    overlay_ = std::move(overlay);
    // The lines below each line; those of the struct itself last
    const std::size_t top = overlay_.fields.size();
    std::vector<std::vector<std::size_t>> children(top + 1);
    for (std::size_t i = 0; i < top; ++i)
        children[overlay_.fields[i].parent.value_or(top)].push_back(i);
    now_ = Clock::now();
    merge(*root_, children, top, moved);
    if (!fading_.isActive()) fade();
}

void StructModel::merge(Node& into, const std::vector<std::vector<std::size_t>>& children, std::size_t list,
                        bool moved) {
    const auto& wanted = children[list];
    std::size_t same = 0;
    while (same < wanted.size() && same < into.children.size() &&
           isSameField(into.children[same]->field, overlay_.fields[wanted[same]]))
        ++same;
    removeFrom(into, same);
    for (std::size_t row = 0; row < same; ++row) {
        Node& node = *into.children[row];
        const bytes::StructField& field = overlay_.fields[wanted[row]];
        const bool news = field != node.field;
        const bool known = field.state == bytes::FieldState::Known && node.field.state == bytes::FieldState::Known;
        if (!moved && known && field.text != node.field.text) node.changedAt = now_;
        node.field = field;
        if (news) emit dataChanged(indexOf(node, FieldColumn), indexOf(node, TextColumn));
        merge(node, children, wanted[row], moved);
    }
    if (same == wanted.size()) return;
    beginInsertRows(indexOf(into, 0), static_cast<int>(same), static_cast<int>(wanted.size()) - 1);
    for (std::size_t row = same; row < wanted.size(); ++row) {
        auto node = std::make_unique<Node>();
        node->field = overlay_.fields[wanted[row]];
        node->parent = &into;
        node->row = static_cast<int>(row);
        into.children.push_back(std::move(node));
    }
    endInsertRows();
    for (std::size_t row = same; row < wanted.size(); ++row)
        merge(*into.children[row], children, wanted[row], moved);
}

void StructModel::removeFrom(Node& parent, std::size_t row) {
    if (row >= parent.children.size()) return;
    beginRemoveRows(indexOf(parent, 0), static_cast<int>(row), static_cast<int>(parent.children.size()) - 1);
    parent.children.resize(row);
    endRemoveRows();
}

void StructModel::timerEvent(QTimerEvent* event) {
    if (event->timerId() != fading_.timerId()) return QAbstractItemModel::timerEvent(event);
    fade();
}

/// Tells of rows that glow less than a moment ago, and comes again while one glows.
void StructModel::fade() {
    const Clock::time_point before = std::exchange(now_, Clock::now());
    bool glows = false;
    std::vector<const Node*> left{root_.get()};
    while (!left.empty()) {
        const Node* node = left.back();
        left.pop_back();
        for (const auto& child : node->children)
            left.push_back(child.get());
        glows = glows || node->glow(now_) > 0;
        if (node->glow(before) != node->glow(now_))
            emit dataChanged(indexOf(*node, FieldColumn), indexOf(*node, TextColumn), {GlowRole});
    }
    if (!glows) return fading_.stop();
    if (!fading_.isActive()) fading_.start(static_cast<int>(glowStep.count()), this);
}

StructModel::Node* StructModel::nodeOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : root_.get();
}

QModelIndex StructModel::indexOf(const Node& node, int column) const {
    return node.parent == nullptr ? QModelIndex() : createIndex(node.row, column, &node);
}

const bytes::StructField& StructModel::field(const QModelIndex& index) const {
    return nodeOf(index)->field;
}

QModelIndex StructModel::index(int row, int column, const QModelIndex& parent) const {
    const Node* node = nodeOf(parent);
    if (row < 0 || static_cast<std::size_t>(row) >= node->children.size() || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex StructModel::parent(const QModelIndex& child) const {
    return child.isValid() ? indexOf(*nodeOf(child)->parent, 0) : QModelIndex();
}

int StructModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int StructModel::columnCount(const QModelIndex& /*parent*/) const {
    return ColumnCount;
}

QVariant StructModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Node* node = nodeOf(index);
    const bytes::StructField& field = node->field;
    switch (role) {
    case Qt::DisplayRole: return index.column() == FieldColumn ? fieldText(field) : valueText(field);
    case Qt::EditRole: return index.column() == TextColumn ? QString::fromStdString(field.text) : QString();
    case Qt::ToolTipRole: {
        if (field.state == bytes::FieldState::More) return {};
        const QString place = tr("+0x%1, %2").arg(field.offset, 0, 16).arg(words::size(field.size));
        // A tool tip takes for rich text what looks like it, and bytes may be made to
        if (index.column() == TextColumn && !field.text.empty())
            return QStringLiteral("<span>%1</span>").arg(valueText(field).toHtmlEscaped());
        return place;
    }
    case GlowRole: return node->glow(now_);
    case MoreRole: return field.state != bytes::FieldState::Known;
    default: return {};
    }
}

QString StructModel::fieldText(const bytes::StructField& field) const {
    if (field.state == bytes::FieldState::More) return QStringLiteral("\u2026");
    const QString name = QString::fromStdString(field.name);
    // As it is declared: "char tag[8]", "uint8_t quality : 7", "char *name"
    QString type = QString::fromStdString(field.type);
    QString behind;
    const qsizetype cut = type.indexOf(QLatin1Char('[')) >= 0 ? type.indexOf(QLatin1Char('[')) : type.indexOf(u" : ");
    if (cut >= 0) {
        behind = type.mid(cut);
        type.truncate(cut);
    }
    if (name.startsWith(QLatin1Char('['))) return name + QLatin1Char(' ') + type + behind;
    if (name.isEmpty()) return type;
    return type + (type.endsWith(QLatin1Char('*')) ? QString() : QStringLiteral(" ")) + name + behind;
}

QString StructModel::valueText(const bytes::StructField& field) const {
    switch (field.state) {
    case bytes::FieldState::Outside: return tr("past the end");
    case bytes::FieldState::Unread: return field.text.empty() ? words::unknown() : QString::fromStdString(field.text);
    case bytes::FieldState::Known:
    case bytes::FieldState::More: break;
    }
    return QString::fromStdString(field.text);
}

Qt::ItemFlags StructModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const bytes::StructField& field = nodeOf(index)->field;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool can = editable_ && field.editable && field.state == bytes::FieldState::Known;
    return can && index.column() == TextColumn ? plain | Qt::ItemIsEditable : plain;
}

QString StructModel::faultOf(const QModelIndex& index, const QString& text) const {
    if (!declaration_) return {};
    const auto encoded = bytes::encodeField(*declaration_, field(index), text.toStdString());
    return encoded ? QString() : QString::fromStdString(encoded.error().reason);
}

bool StructModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || (flags(index) & Qt::ItemIsEditable) == 0) return false;
    const bytes::StructField& changed = field(index);
    const auto encoded = bytes::encodeField(*declaration_, changed, value.toString().toStdString());
    if (!encoded) return false;
    // As it was: nothing is to be written
    if (value.toString() == index.data(Qt::EditRole).toString()) return true;
    emit editRequested(changed.offset, QByteArray(reinterpret_cast<const char*>(encoded->data()),
                                                  static_cast<qsizetype>(encoded->size())));
    return true;
}

} // namespace ipclens::ui
