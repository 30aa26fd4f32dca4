// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/namespace.h"
#include "ui/main_window.h"
#include "ui/models/object_table_model.h"
#include "ui/session/session.h"
#include "ui/settings.h"
#include "ui/theme_controller.h"
#include "ui/widgets/detail_header.h"
#include "ui/widgets/filter_line.h"
#include "ui/widgets/message_banner.h"
#include "ui/widgets/object_table.h"
#include "ui/widgets/side_bar.h"
#include "ui/widgets/status_line.h"

#include <QAction>
#include <QTest>

#include <functional>

namespace ipclens::testing {

/// The window as the program makes it, on settings of the test's own, and hands to use it with.
class WindowFixture {
public:
    static QString settingsFile() { return QString::fromStdString(scratchDirectory()) + QStringLiteral("/window.ini"); }

    WindowFixture()
        : settings(settingsFile())
        , theme(settings)
        , window(session, settings, theme) {
        session.setRate(20);
        session.start();
        window.show();
        window.activateWindow();
    }

    /// Waits for the first list.
    bool ready() {
        return QTest::qWaitForWindowExposed(&window) && QTest::qWaitFor([&] { return session.last() != nullptr; });
    }

    template <class Widget>
    Widget& part(const char* name = nullptr) const {
        auto* found = window.findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the window has no %s %s", Widget::staticMetaObject.className(), name == nullptr ? "" : name);
        return *found;
    }
    QAction& action(const char* name) const { return part<QAction>(name); }
    ui::ObjectTable& table() const { return part<ui::ObjectTable>(); }
    ui::FilterLine& filter() const { return part<ui::FilterLine>(); }
    ui::SideBar& sideBar() const { return part<ui::SideBar>(); }
    ui::MessageBanner& banner() const { return part<ui::MessageBanner>(); }
    ui::StatusLine& status() const { return part<ui::StatusLine>(); }

    /// What the heading of the details says: kind, key, id and more.
    QString detailTitle() const { return part<ui::DetailHeader>().accessibleName(); }

    int rows() const { return table().model()->rowCount(); }
    QString cell(int row, ui::Column column) const {
        return table().model()->index(row, static_cast<int>(column)).data().toString();
    }
    bool waitForRows(int count) const {
        return QTest::qWaitFor([&] { return rows() == count; });
    }
    int rowOfKey(const QString& key) const {
        for (int row = 0; row < rows(); ++row) {
            if (cell(row, ui::Column::Key) == key) return row;
        }
        return -1;
    }

    void clickRow(int row) const {
        const QModelIndex index = table().model()->index(row, static_cast<int>(ui::Column::Key));
        table().scrollTo(index);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::NoModifier, table().visualRect(index).center());
    }
    bool clickKey(const QString& key) const {
        if (!QTest::qWaitFor([&] { return rowOfKey(key) >= 0; })) return false;
        clickRow(rowOfKey(key));
        return true;
    }

    /// Waits for this many further Updates.
    bool waitForUpdates(int count) {
        const auto from = session.last() ? session.last()->serial : 0;
        return QTest::qWaitFor([&] { return session.last()->serial >= from + static_cast<std::uint64_t>(count); },
                               20000);
    }

    ui::Settings settings;
    ui::Session session;
    ui::ThemeController theme;
    ui::MainWindow window;
};

} // namespace ipclens::testing
