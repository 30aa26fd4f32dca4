// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/made_object.h"
#include "ui/panels/queue_gauge.h"
#include "ui/panels/queue_waiters.h"
#include "ui/session/session.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLabel>
#include <QScopeGuard>
#include <QTest>

#include <memory>
#include <optional>
#include <thread>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::MadeObject;

namespace {

Interest interestIn(std::optional<ObjectId> queue) {
    QueueWaiters waiters;
    waiters.setQueue(queue);
    Interest interest;
    waiters.addInterest(interest.processes);
    return interest;
}

} // namespace

class QueueWaitersTest : public QObject {
    Q_OBJECT

private slots:
    void countsWhoWaits();
    void looksForWhatAQueueHas();
    void whoWaitsIsAmber();
};

void QueueWaitersTest::countsWhoWaits() {
    const MadeObject made(Kind::MessageQueue, IPC_PRIVATE);
    const MadeObject other(Kind::MessageQueue, IPC_PRIVATE);
    const auto queue = sysv::MessageQueue::adopt(made.object().id);
    QueueWaiters waiters;
    Session session;
    connect(&session, &Session::processesUpdated, &waiters,
            [&waiters](const std::shared_ptr<const ProcessView>& view) { waiters.apply(*view); });
    session.setInterest(interestIn(made.object()));
    session.start();
    Cancellation end;
    const auto receive = [&](long type) {
        sysv::Selection selection;
        selection.type = type;
        Wait wait;
        wait.cancellation = &end;
        static_cast<void>(queue.receive(selection, wait));
    };
    {
        const std::jthread first(receive, 99);
        const std::jthread second(receive, 98);
        const auto noOneWaits = qScopeGuard([&] { end.cancel(); });
        waiters.setQueue(made.object());
        QTRY_COMPARE(waiters.words(), QStringLiteral("2 receivers waiting"));
        QVERIFY(waiters.details().contains(QStringLiteral("msgrcv")));
        waiters.setQueue(other.object());
        QCOMPARE(waiters.words(), QString());
        waiters.setQueue(made.object());
        QTRY_COMPARE(waiters.words(), QStringLiteral("2 receivers waiting"));
    }
    QTRY_COMPARE(waiters.words(), QString());
}

void QueueWaitersTest::looksForWhatAQueueHas() {
    QVERIFY(interestIn(std::nullopt).processes == ProcessInterest{});
    // Who has a System V queue open can't be told
    QVERIFY(interestIn(ObjectId{Kind::MessageQueue, Id{7}}).processes == (ProcessInterest{true, false, false}));
    QVERIFY(interestIn(ObjectId::posix(Kind::MessageQueue, Name::of("/jobs"))).processes ==
            (ProcessInterest{true, true, false}));
}

void QueueWaitersTest::whoWaitsIsAmber() {
    QueueGauge gauge;
    const auto* state = gauge.findChild<QLabel*>(QStringLiteral("queueState"));
    const auto color = [&] { return state->palette().color(QPalette::Active, QPalette::WindowText); };
    QueueInfo info;
    info.capacity = 16;
    Knowledge known;
    known.capacity = true;
    gauge.setWaiting(QStringLiteral("1 receiver waiting"), {});
    gauge.show(info, known);
    QCOMPARE(color(), toneColor(Tone::WarningText, QApplication::palette()));
    // What is full is red, as the words on how full it is
    info.bytes = 16;
    gauge.setWaiting({}, {});
    gauge.show(info, known);
    QCOMPARE(color(), toneColor(Tone::DangerText, QApplication::palette()));
}

IPCLENS_GUI_TEST_MAIN(QueueWaitersTest)

#include "queue_waiters_test.moc"
