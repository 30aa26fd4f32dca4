// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/panels/memory_settings.h"
#include "ui/settings.h"

#include <QDir>
#include <QFile>

using namespace ipclens;
using ui::Settings;

class SettingsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void beginsWithDefaults();
    void bringsBackWhatWasLeft();
    void byteOrdersAreTwo();
    void columnsFromBeforeTheActivityStay();
    void garbageCountsAsNothing_data();
    void garbageCountsAsNothing();
    void anUnreadableFileIsNoHindrance();

private:
    QString file() const { return QString::fromStdString(testing::scratchDirectory()) + QStringLiteral("/test.conf"); }
    void write(const QByteArray& text) const {
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }
};

void SettingsTest::init() {
    QFile::remove(file());
}

void SettingsTest::beginsWithDefaults() {
    const Settings settings(file());
    QCOMPARE(settings.theme(), ui::Theme::System);
    QCOMPARE(settings.rate(), 4.0);
    QVERIFY(settings.columns().empty());
    QVERIFY(settings.sortOrder() == ui::SortOrder{});
    QVERIFY(settings.createdApi() == Api::SysV);
    QVERIFY(settings.windowGeometry().isEmpty());
    QVERIFY(settings.splitterSizes(QStringLiteral("parts"), 2).isEmpty());
}

void SettingsTest::bringsBackWhatWasLeft() {
    std::vector<ui::ColumnPlace> columns;
    for (int column = ui::columnCount - 1; column >= 0; --column)
        columns.push_back({static_cast<ui::Column>(column), 40 + column, column != 3});
    {
        Settings settings(file());
        settings.setTheme(ui::Theme::Dark);
        settings.setDesktopDark(true);
        settings.setRate(0.5);
        settings.setColumns(columns);
        settings.setSortOrder({ui::Column::Owner, true});
        settings.setCreatedApi(Api::Posix);
        settings.setWindowGeometry("place");
        settings.setSplitterSizes(QStringLiteral("parts"), {120, 300});
    }
    const Settings settings(file());
    QCOMPARE(settings.theme(), ui::Theme::Dark);
    QVERIFY(settings.desktopDark() == std::optional(true));
    QCOMPARE(settings.rate(), 0.5);
    QVERIFY(settings.columns() == columns);
    QVERIFY((settings.sortOrder() == ui::SortOrder{ui::Column::Owner, true}));
    QVERIFY(settings.createdApi() == Api::Posix);
    QCOMPARE(settings.windowGeometry(), QByteArray("place"));
    QCOMPARE(settings.splitterSizes(QStringLiteral("parts"), 2), (QList<int>{120, 300}));
}

void SettingsTest::byteOrdersAreTwo() {
    // That of the values at the cursor, and that of the groups in the hex column
    ui::HexForm form;
    form.groups = {4, std::endian::little};
    ui::MemorySettings().setForm(form);
    Settings().setInspectorOrder(bytes::ByteOrder::Big);
    QCOMPARE(Settings().inspectorOrder(), bytes::ByteOrder::Big);
    QVERIFY(ui::MemorySettings().form().groups.order == std::endian::little);
    form.groups.order = std::endian::big;
    ui::MemorySettings().setForm(form);
    Settings().setInspectorOrder(bytes::ByteOrder::Little);
    QCOMPARE(Settings().inspectorOrder(), bytes::ByteOrder::Little);
    QVERIFY(ui::MemorySettings().form().groups.order == std::endian::big);
}

void SettingsTest::columnsFromBeforeTheActivityStay() {
    write("[General]\ncolumns=key:100, kind:20, id:50:hidden, owner:60, mode:70, state:80, last_process:90, "
          "changed:10\n");
    const auto columns = Settings(file()).columns();
    QCOMPARE(columns.size(), std::size_t{ui::columnCount});
    QVERIFY((columns[0] == ui::ColumnPlace{ui::Column::Key, 100, true}));
    QVERIFY((columns[6] == ui::ColumnPlace{ui::Column::Activity, 0, true}));
    QVERIFY((columns[7] == ui::ColumnPlace{ui::Column::UsedBy, 0, true}));
    QVERIFY((columns[8] == ui::ColumnPlace{ui::Column::Waiting, 0, false}));
    QVERIFY((columns[9] == ui::ColumnPlace{ui::Column::LastProcess, 90, true}));
}

void SettingsTest::garbageCountsAsNothing_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("other words") << QByteArray("[General]\ntheme=pink\nrate=many\nsort=-colour\ncolumns=a, b\n"
                                               "splitter_parts=-3, x\ndesktop_scheme=7\n");
    QTest::newRow("columns twice") << QByteArray("[General]\ncolumns=key:1, key:2, id:1, owner:1, mode:1, state:1, "
                                                 "last_process:1, changed:1\n");
    QTest::newRow("columns missing") << QByteArray("[General]\ncolumns=key:100, id:50\n");
    QTest::newRow("all columns hidden") << QByteArray(
        "[General]\ncolumns=kind:0:hidden, key:0:hidden, id:0:hidden, owner:0:hidden, mode:0:hidden, "
        "state:0:hidden, last_process:0:hidden, changed:0:hidden\n");
    QTest::newRow("numbers beyond sense") << QByteArray("[General]\nrate=1e300\nsplitter_parts=99999999999, 1\n"
                                                        "columns=kind:999999999, key:1\n");
    QTest::newRow("a rate that is not offered") << QByteArray("[General]\nrate=4000\n");
    QTest::newRow("bytes") << QByteArray("\xff\xfe\0\x01[[[=\n\n%%%", 13);
}

void SettingsTest::garbageCountsAsNothing() {
    QFETCH(QByteArray, text);
    write(text);
    const Settings settings(file());
    QCOMPARE(settings.theme(), ui::Theme::System);
    QVERIFY(!settings.desktopDark());
    QCOMPARE(settings.rate(), ui::defaultRate);
    QVERIFY(settings.columns().empty());
    QVERIFY(settings.sortOrder() == ui::SortOrder{});
    QVERIFY(settings.splitterSizes(QStringLiteral("parts"), 2).isEmpty());
}

void SettingsTest::anUnreadableFileIsNoHindrance() {
    QVERIFY(QDir().mkpath(file()));
    Settings settings(file());
    settings.setRate(10);
    QCOMPARE(settings.theme(), ui::Theme::System);
    QVERIFY(QDir().rmdir(file()));
}

IPCLENS_GUI_TEST_MAIN(SettingsTest)

#include "settings_test.moc"
