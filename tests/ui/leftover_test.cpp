// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_file.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/posix_objects.h"
#include "tests/ui/window_fixture.h"

#include <QFile>
#include <QPushButton>
#include <QTest>

#include <array>

using namespace ipclens;
using namespace ipclens::testing;

/// A window that starts after a move or a browse was killed says where the messages are.
class LeftoverTest : public QObject {
    Q_OBJECT

private slots:
    void theWindowPointsToTheFile();
    void whatABrowseLeftIsPutBackByAClick();
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

void LeftoverTest::whatABrowseLeftIsPutBackByAClick() {
    const MadeQueue queue("/browsed");
    std::string path;
    {
        auto file = transfer::MessageFile::createAnew(transfer::rescueFolder(), "browsing-browsed-3");
        QVERIFY(file);
        transfer::SavedMessage saved{{7, {std::byte{'a'}}}, transfer::LineState::Back, Api::Posix};
        saved.queue = Name::of("/browsed");
        QVERIFY(file->append(saved));
        saved.message.payload = {std::byte{'b'}};
        saved.state = transfer::LineState::Held;
        QVERIFY(file->append(saved));
        path = file->path();
    }
    WindowFixture it;
    QVERIFY(it.ready());
    QTRY_VERIFY(it.banner().isVisible());
    QVERIFY2(it.banner().text().contains(QString::fromStdString(path)), qPrintable(it.banner().text()));
    QVERIFY2(it.banner().text().contains(QStringLiteral("1 message ")), qPrintable(it.banner().text()));
    QCOMPARE(it.banner().severity(), ui::Severity::Warning);
    auto* button = it.banner().findChild<QPushButton*>();
    QVERIFY(button != nullptr && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(it.banner().severity(), ui::Severity::Success);
    QVERIFY(!button->isVisible());
    QVERIFY(!QFile::exists(QString::fromStdString(path)));
    std::array<char, 64> bytes{};
    QCOMPARE(mq_receive(queue.get(), bytes.data(), bytes.size(), nullptr), ssize_t{1});
    QCOMPARE(bytes.front(), 'b');
    QCOMPARE(mq_receive(queue.get(), bytes.data(), bytes.size(), nullptr), ssize_t{-1});
}

IPCLENS_GUI_TEST_MAIN(LeftoverTest)
#include "leftover_test.moc"
