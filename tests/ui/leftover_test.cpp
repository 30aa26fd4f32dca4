// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_file.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/window_fixture.h"

#include <QFile>
#include <QTest>

using namespace ipclens;
using namespace ipclens::testing;

/// A window that starts after a move was killed says where the message is.
class LeftoverTest : public QObject {
    Q_OBJECT

private slots:
    void theWindowPointsToTheFile();
};

void LeftoverTest::theWindowPointsToTheFile() {
    std::string path;
    {
        auto file = transfer::MessageFile::createAnew(transfer::rescueFolder(), "moving-1-to-2-3");
        QVERIFY(file);
        QVERIFY(file->append({{7, {std::byte{1}}}, transfer::LineState::Send}));
        path = file->path();
    }
    WindowFixture it;
    QVERIFY(it.ready());
    QTRY_VERIFY(it.banner().isVisible());
    QVERIFY2(it.banner().text().contains(QString::fromStdString(path)), qPrintable(it.banner().text()));
    QVERIFY(it.banner().text().contains(QStringLiteral("may have reached the other queue")));
    QCOMPARE(it.banner().severity(), ui::Severity::Warning);
    QVERIFY(QFile::exists(QString::fromStdString(path)));
    QVERIFY(QFile::remove(QString::fromStdString(path)));
}

IPCLENS_GUI_TEST_MAIN(LeftoverTest)
#include "leftover_test.moc"
