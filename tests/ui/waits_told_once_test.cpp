// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "tests/support/raw_objects.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/semaphore_model.h"
#include "ui/widgets/wait_strip.h"

#include <QFile>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>

#include <chrono>

using namespace ipclens;
using ipclens::testing::WindowFixture;
using ipclens::testing::raw::Queue;
using ipclens::testing::raw::SemaphoreSet;
using ipclens::ui::SemaphoreModel;

namespace {

constexpr key_t key = 0x51a00001;
constexpr key_t otherKey = 0x51a00002;
const QString keyText = QStringLiteral("0x51a00001");
const QString otherKeyText = QStringLiteral("0x51a00002");
const QString oneWaits = QStringLiteral("1 operation waiting");

} // namespace

/// A wait has one clock and one way to end it at a time: in its object's panel while that is seen, else below the list.
class WaitsToldOnceTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aTakeThatWaits();
    void anAtomicOperationThatWaits();
    void whatIsAtWorkDoesNotWait();

private:
    static bool listed(const WindowFixture& fixture) { return fixture.part<ui::WaitStrip>("waitStrip").isVisible(); }
    static void goAwayAndBack(const WindowFixture& fixture);
};

void WaitsToldOnceTest::init() {
    QFile::remove(WindowFixture::settingsFile());
}

void WaitsToldOnceTest::goAwayAndBack(const WindowFixture& fixture) {
    QTRY_COMPARE(fixture.status().notice(), oneWaits);
    QTest::qWait(300);
    QVERIFY(!listed(fixture));
    QVERIFY(fixture.clickKey(otherKeyText));
    QTRY_VERIFY(listed(fixture));
    QVERIFY(fixture.clickKey(keyText));
    QTRY_VERIFY(!listed(fixture));
    auto& tabs = fixture.part<QTabBar>("detailTabs");
    tabs.setCurrentIndex(3);
    QTRY_VERIFY2(listed(fixture), "the panel that tells of it is hidden");
    tabs.setCurrentIndex(0);
    QTRY_VERIFY(!listed(fixture));
    QCOMPARE(fixture.status().notice(), oneWaits);
}

void WaitsToldOnceTest::aTakeThatWaits() {
    const SemaphoreSet set(key, {0});
    const SemaphoreSet other(otherKey, {0});
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(keyText));
    auto& members = fixture.part<QTableView>("members");
    const auto cell = [&](int column) { return members.model()->index(0, column); };
    QTRY_COMPARE(cell(SemaphoreModel::ValueColumn).data().toString(), QStringLiteral("0"));
    const auto press = [&] {
        const QPoint place = members.visualRect(cell(SemaphoreModel::DownColumn)).center();
        QTest::mouseClick(members.viewport(), Qt::LeftButton, {}, place);
    };
    press();
    goAwayAndBack(fixture);
    // That is all that is said of it once it was seen that nobody else waits
    QTRY_VERIFY(cell(SemaphoreModel::WaitingColumn).data().toString().startsWith(QStringLiteral("your P waits ")));
    press();
    QTRY_VERIFY(fixture.status().notice().isEmpty());
    QCOMPARE(set.waiting(0), 0);
}

void WaitsToldOnceTest::anAtomicOperationThatWaits() {
    const SemaphoreSet set(key, {0});
    const SemaphoreSet other(otherKey, {0});
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(keyText));
    QTest::mouseClick(&fixture.part<QPushButton>("runSemop"), Qt::LeftButton);
    goAwayAndBack(fixture);
    QTest::mouseClick(&fixture.part<QPushButton>("cancelSemop"), Qt::LeftButton);
    QTRY_VERIFY(fixture.status().notice().isEmpty());
    QCOMPARE(set.waiting(0), 0);
}

void WaitsToldOnceTest::whatIsAtWorkDoesNotWait() {
    using namespace std::chrono_literals;
    const Queue queue(key);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(keyText));
    ui::operation::Inject many;
    many.queue = *fixture.table().currentObject();
    many.messages = transfer::MessageTemplate::literal({});
    many.count.reset();
    many.every = 50ms;
    const ui::OperationId id = fixture.session.run(many);
    QTRY_COMPARE(fixture.status().notice(), QStringLiteral("1 operation running"));
    fixture.session.cancel(id);
    QTRY_VERIFY(fixture.status().notice().isEmpty());
}

IPCLENS_GUI_TEST_MAIN(WaitsToldOnceTest)
#include "waits_told_once_test.moc"
