// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/row_menu.h"

#include "core/snippets/quote.h"
#include "ui/models/filter_terms.h"
#include "ui/models/object_table_model.h"
#include "ui/models/words.h"
#include "ui/widgets/filter_line.h"
#include "ui/widgets/object_table.h"
#include "ui/window_actions.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>

#include <functional>
#include <utility>

namespace ipclens::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("RowMenu", text);
}

/// Where a term of a menu is longer, its middle is left out.
constexpr int longestTerm = 40;

/// "ipclens show sem:/render-lock", its name quoted as a shell needs it.
QString showCommand(ObjectId object) {
    std::string selector = toString(object);
    if (object.api() == Api::Posix) selector = std::string(kindName(object.kind)) + ':' + object.name.text();
    return QStringLiteral("ipclens show ") + QString::fromStdString(snippets::shellWord(selector));
}

QString cellText(const ObjectTable& table, Column column) {
    const QModelIndex current = table.currentIndex();
    return current.sibling(current.row(), static_cast<int>(column)).data().toString();
}

/// A term of the filter's grammar that the current row fulfils.
void addTerm(QMenu& menu, FilterLine& filter, const QString& field, const QString& pattern) {
    const bool quoted = pattern.contains(QLatin1Char(' ')) && !pattern.startsWith(QLatin1Char('"'));
    const QString term = quoted ? QLatin1Char('"') + pattern + QLatin1Char('"') : pattern;
    // A menu takes a & as the mark of a key
    const QString shown =
        menu.fontMetrics().elidedText(term, Qt::ElideMiddle, longestTerm * menu.fontMetrics().averageCharWidth());
    menu.addAction(QStringLiteral("%1:%2").arg(field, QString(shown).replace(QLatin1Char('&'), QLatin1String("&&"))),
                   &filter, [&filter, field, term] { filter.setTerm(field, term); });
}

QMenu* makeOnlyMenu(const ObjectTable& table, FilterLine& filter, QWidget* parent) {
    auto* menu = new QMenu(tr("&Show only"), parent);
    const auto object = table.currentObject();
    if (!object) return menu;
    const QModelIndex current = table.currentIndex();
    const auto* model = qobject_cast<const ObjectTableModel*>(table.model());
    const ObjectView view = model->viewAt(current.row());
    addTerm(*menu, filter, QStringLiteral("kind"), QString::fromStdString(std::string(kindName(object->kind))));
    addTerm(*menu, filter, QStringLiteral("owner"), cellText(table, Column::Owner));
    addTerm(*menu, filter, QStringLiteral("api"), QString::fromStdString(std::string(apiName(object->api()))));
    if (object->api() == Api::SysV) {
        addTerm(*menu, filter, QStringLiteral("key"), QString::fromStdString(toString(keyOf(view))));
    } else {
        addTerm(*menu, filter, QStringLiteral("name"), filter_terms::patternOf(object->name));
    }
    addTerm(*menu, filter, QStringLiteral("mode"),
            QStringLiteral("%1").arg(permissionsOf(view).mode, 4, 8, QLatin1Char('0')));
    return menu;
}

} // namespace

void showRowMenu(ObjectTable& table, const QPoint& position, WindowActions& actions, FilterLine& filter) {
    if (!table.indexAt(position).isValid()) return;
    auto* menu = new QMenu(&table);
    menu->setObjectName(QStringLiteral("rowMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({actions.change, actions.remove, actions.pin});
    menu->addSeparator();
    menu->addActions({actions.copyName, actions.copyCommand, actions.copyKey, actions.copyId});
    menu->addSeparator();
    menu->addMenu(makeOnlyMenu(table, filter, menu));
    menu->popup(table.viewport()->mapToGlobal(position));
}

QMenu* makeColumnMenu(ObjectTable& table, QWidget* parent) {
    auto* menu = new QMenu(tr("&Columns"), parent);
    for (int section = 0; section < columnCount; ++section) {
        const auto column = static_cast<Column>(section);
        if (column == Column::Kind || column == Column::Key) continue; // what a row is can't be hidden
        const QString title = table.model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction* action = menu->addAction(title);
        action->setCheckable(true);
        QObject::connect(action, &QAction::toggled, &table,
                         [&table, column](bool visible) { table.setColumnVisible(column, visible); });
        QObject::connect(menu, &QMenu::aboutToShow, action,
                         [&table, action, column] { action->setChecked(table.isColumnVisible(column)); });
    }
    QHeaderView* header = table.horizontalHeader();
    QObject::connect(header, &QWidget::customContextMenuRequested, menu, [header, menu](const QPoint& position) {
        menu->popup(header->viewport()->mapToGlobal(position));
    });
    return menu;
}

void connectCopyActions(WindowActions& actions, ObjectTable& table) {
    const auto model = [&table] { return qobject_cast<const ObjectTableModel*>(table.model()); };
    const auto copy = [&table](const std::function<QString(ObjectId)>& text) {
        QStringList lines;
        for (const ObjectId object : table.selectedObjects())
            if (const QString line = text(object); !line.isEmpty()) lines << line;
        if (!lines.isEmpty()) QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    };
    QObject::connect(actions.copyName, &QAction::triggered, &table, [copy] { copy(words::object); });
    QObject::connect(actions.copyCommand, &QAction::triggered, &table, [copy] { copy(showCommand); });
    QObject::connect(actions.copyId, &QAction::triggered, &table, [copy] {
        copy([](ObjectId object) { return object.api() == Api::SysV ? QString::number(object.id.value) : QString(); });
    });
    QObject::connect(actions.copyKey, &QAction::triggered, &table, [copy, model] {
        copy([model](ObjectId object) {
            if (object.api() == Api::Posix) return words::name(object.name);
            const int row = model()->rowOf(object);
            return row < 0 ? QString() : QString::fromStdString(toString(keyOf(model()->viewAt(row))));
        });
    });
}

} // namespace ipclens::ui
