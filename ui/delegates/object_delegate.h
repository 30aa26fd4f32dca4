// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/interest.h"

#include <QFont>
#include <QStyledItemDelegate>

namespace ipclens::ui {

class ObjectTableModel;

/// Paints the rows of the object table: kind as a dot, key, id and mode in the fixed font, the state with its accents;
/// a glow behind new rows, objects that are gone struck through. A POSIX name that is too long for its cell goes on
/// over the cell beside it, if that is of the id, which it has not.
class ObjectDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ObjectDelegate(const ObjectTableModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Width that shows nearly all that `column` can say, in this font. `namesOnly`: all rows are POSIX objects, which
    /// have longer names than others have keys.
    [[nodiscard]] static int comfortableWidth(Column column, const QFont& font, bool namesOnly = false);
    /// Width that shows what it mostly says, for narrow windows.
    [[nodiscard]] static int leastWidth(Column column, const QFont& font, bool namesOnly = false);
    [[nodiscard]] static int rowHeight(const QFont& font);

    /// Fonts changed.
    void updateFonts();

private:
    [[nodiscard]] QColor groundOf(const QStyleOptionViewItem& option, int row) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    void paintDot(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    void paintText(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   Column column) const;
    [[nodiscard]] bool isNamePainted(const QStyleOptionViewItem& option, int row, Column column) const;
    void paintName(QPainter& painter, const QStyleOptionViewItem& option, int row, Column column) const;
    void paintActivity(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    void paintState(QPainter& painter, const QStyleOptionViewItem& option, int row) const;

    const ObjectTableModel& model_;
    QFont fixed_;
};

} // namespace ipclens::ui
