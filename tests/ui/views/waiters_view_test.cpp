// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the view of waiters says where it shows none: flatly only where every thread could be looked into.

#include "tests/support/gui_test_main.h"
#include "tests/ui/models/process_view_fixture.h"
#include "tests/ui/session/session_probe.h"
#include "ui/views/waiters_view.h"
#include "ui/widgets/empty_state.h"

#include <QLabel>
#include <QObject>
#include <QTest>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;
using ui::WaitersView;

namespace {

const auto now = std::chrono::steady_clock::time_point(1000s);

/// One whose call alone is known.
processes::Waiter callOf(processes::WaitCall call) {
    processes::Waiter waiter;
    waiter.process = processOf(4711);
    waiter.thread = 4711;
    waiter.call = call;
    waiter.known = processes::WaitKnowledge::CallOnly;
    return waiter;
}

class Shown {
public:
    explicit Shown(std::optional<ObjectId> object) {
        view.setObject(object);
        view.show();
    }
    void apply(std::vector<processes::Waiter> waiters, std::uint32_t notReadable = 0) {
        const auto told = processView(std::move(waiters), {}, now);
        told->threadsNotReadable = notReadable;
        view.apply(told);
    }
    /// What stands in the place of rows; empty where there are some.
    [[nodiscard]] QStringList nobody() const {
        const auto* nobody = view.findChild<ui::EmptyState*>(QStringLiteral("nobodyWaits"));
        QStringList texts;
        if (!nobody->isVisible()) return texts;
        for (const QLabel* label : nobody->findChildren<QLabel*>())
            texts << label->text();
        return texts;
    }
    [[nodiscard]] QString news() const { return view.findChild<QLabel*>(QStringLiteral("pageNews"))->text(); }

    SessionProbe probe;
    WaitersView view{probe.session, QString()};
};

} // namespace

class WaitersViewTest : public QObject {
    Q_OBJECT

private slots:
    void nobodyWhereAllIsSeen();
    void whoMayWaitForIt_data();
    void whoMayWaitForIt();
    void threadsThatCantBeLookedInto();
};

void WaitersViewTest::nobodyWhereAllIsSeen() {
    Shown one(setOf(3));
    one.apply({});
    QCOMPARE(one.nobody().value(0), QStringLiteral("Nobody waits for it"));
    QVERIFY(!one.news().contains(QStringLiteral("could not be looked into")));
    Shown all({});
    all.apply({});
    QCOMPARE(all.nobody().value(0), QStringLiteral("Nobody waits"));
}

void WaitersViewTest::whoMayWaitForIt_data() {
    QTest::addColumn<int>("call");
    QTest::addColumn<int>("fits");
    const auto add = [](const char* name, processes::WaitCall call, int fits) {
        QTest::newRow(name) << static_cast<int>(call) << fits;
    };
    add("semop", processes::WaitCall::Semop, 0);
    add("msgsnd", processes::WaitCall::Msgsnd, 1);
    add("msgrcv", processes::WaitCall::Msgrcv, 1);
    add("sem_wait", processes::WaitCall::SemWait, 2);
    add("mq_send", processes::WaitCall::MqSend, 3);
    add("mq_receive", processes::WaitCall::MqReceive, 3);
}

void WaitersViewTest::whoMayWaitForIt() {
    QFETCH(const int, call);
    QFETCH(const int, fits);
    const ObjectId objects[] = {setOf(3),
                                {Kind::MessageQueue, Id{5}},
                                ObjectId::posix(Kind::Semaphore, Name::of("/lock")),
                                ObjectId::posix(Kind::MessageQueue, Name::of("/jobs"))};
    int place = 0;
    for (const ObjectId object : objects) {
        Shown shown(object);
        shown.apply({callOf(static_cast<processes::WaitCall>(call))});
        const bool may = place++ == fits;
        QCOMPARE(shown.nobody().value(0),
                 may ? QStringLiteral("Nobody is seen to wait for it") : QStringLiteral("Nobody waits for it"));
        QCOMPARE(shown.news().endsWith(QStringLiteral("1 thread could not be looked into")), may);
    }
}

void WaitersViewTest::threadsThatCantBeLookedInto() {
    Shown all({});
    all.apply({}, 2);
    QCOMPARE(all.nobody(), (QStringList{QStringLiteral("Nobody is seen to wait"),
                                        QStringLiteral("2 threads could not be looked into, and may wait for a "
                                                       "semaphore or a message queue.")}));
    all.apply({});
    QCOMPARE(all.nobody().value(0), QStringLiteral("Nobody waits"));
    Shown one(setOf(3));
    one.apply({callOf(processes::WaitCall::Semop)}, 2);
    QCOMPARE(one.nobody(), (QStringList{QStringLiteral("Nobody is seen to wait for it"),
                                        QStringLiteral("3 threads could not be looked into, and may wait for this "
                                                       "object.")}));
    // Of all objects it has a row of its own
    all.apply({callOf(processes::WaitCall::Semop)});
    QVERIFY(all.nobody().isEmpty());
}

IPCLENS_GUI_TEST_MAIN(WaitersViewTest)
#include "waiters_view_test.moc"
