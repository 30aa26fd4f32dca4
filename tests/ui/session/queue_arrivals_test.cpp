// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "tests/support/posix_objects.h"
#include "ui/session/queue_arrivals.h"
#include "ui/session/session.h"

#include <QTest>

#include <array>
#include <chrono>
#include <utility>
#include <vector>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::MadeQueue;
using namespace std::chrono_literals;

namespace {

/// What is told, in the order in which it is.
class Told : public QObject {
public:
    explicit Told(QueueArrivals& arrivals) {
        connect(&arrivals, &QueueArrivals::arrived, this,
                [this](Name queue, std::uint64_t messages) { arrived.emplace_back(queue, messages); });
        connect(&arrivals, &QueueArrivals::unlinked, this, [this](Name queue) { unlinked.push_back(queue); });
        connect(&arrivals, &QueueArrivals::failed, this,
                [this](Name, const Error& error) { failed.push_back(error.kind); });
    }
    std::vector<std::pair<Name, std::uint64_t>> arrived;
    std::vector<Name> unlinked;
    std::vector<ErrorKind> failed;
};

/// Another message; the oldest goes where there are many. Sent again and again until it is told: nothing says from
/// outside that the watch has begun.
bool send(const MadeQueue& queue) {
    std::array<char, 64> buffer{};
    if (!queue.send("one")) mq_receive(queue.get(), buffer.data(), buffer.size(), nullptr);
    return true;
}

} // namespace

class QueueArrivalsTest : public QObject {
    Q_OBJECT

private slots:
    void arrivalsAreTold();
    void aBusyQueueIsToldNowAndThen();
    void anUnlinkedQueueIsWatchedNoLonger();
    void whatCantBeOpened();
    void whatWePutBackIsNoNews();
    void whatWeSendIsNoNews();
};

void QueueArrivalsTest::arrivalsAreTold() {
    const MadeQueue queue("/told");
    QueueArrivals arrivals;
    arrivals.setPause(0ms);
    const Told told(arrivals);
    const Name name = Name::of("/told");
    arrivals.watch(name);
    QVERIFY(arrivals.watches(name));
    QTRY_VERIFY(send(queue) && !told.arrived.empty());
    QVERIFY(told.arrived.front().first == name);
    arrivals.forget(name);
    QVERIFY(arrivals.watched().empty());
    const std::size_t before = told.arrived.size();
    QVERIFY(send(queue) && send(queue));
    QTest::qWait(50);
    QCOMPARE(told.arrived.size(), before);
}

void QueueArrivalsTest::aBusyQueueIsToldNowAndThen() {
    const MadeQueue queue("/told");
    QueueArrivals arrivals;
    arrivals.setPause(std::chrono::hours(1));
    const Told told(arrivals);
    arrivals.watch(Name::of("/told"));
    QTRY_VERIFY(send(queue) && !told.arrived.empty());
    QVERIFY(send(queue) && send(queue));
    QTest::qWait(50);
    QCOMPARE(told.arrived.size(), std::size_t{1});
}

void QueueArrivalsTest::anUnlinkedQueueIsWatchedNoLonger() {
    const MadeQueue queue("/told");
    QueueArrivals arrivals;
    const Told told(arrivals);
    arrivals.watch(Name::of("/told"));
    QTRY_VERIFY(send(queue) && !told.arrived.empty());
    QCOMPARE(mq_unlink("/told"), 0);
    QTRY_COMPARE(told.unlinked.size(), std::size_t{1});
    QVERIFY(!arrivals.watches(Name::of("/told")));
}

void QueueArrivalsTest::whatCantBeOpened() {
    QueueArrivals arrivals;
    const Told told(arrivals);
    arrivals.watch(Name::of("/not-there"));
    QTRY_COMPARE(told.failed.size(), std::size_t{1});
    QCOMPARE(told.failed.front(), ErrorKind::NotFound);
    QVERIFY(arrivals.watched().empty());
}

void QueueArrivalsTest::whatWePutBackIsNoNews() {
    const MadeQueue queue("/told");
    const Name name = Name::of("/told");
    Session session;
    session.arrivals().setPause(0ms);
    const Told told(session.arrivals());
    session.arrivals().watch(name);
    QTRY_VERIFY(send(queue) && !told.arrived.empty());
    QTest::qWait(50);
    const std::size_t before = told.arrived.size();
    std::vector<Outcome> outcomes;
    connect(&session, &Session::operationFinished, this,
            [&](OperationId, const Operation&, const Outcome& outcome) { outcomes.push_back(outcome); });
    session.run(operation::Browse{name, true});
    QTRY_COMPARE(outcomes.size(), std::size_t{1});
    QVERIFY(!outcomes.front().error);
    QVERIFY(!outcomes.front().browsed->messages.empty());
    QTest::qWait(50);
    QCOMPARE(told.arrived.size(), before);
    QTRY_VERIFY(send(queue) && told.arrived.size() > before);
}

void QueueArrivalsTest::whatWeSendIsNoNews() {
    const MadeQueue queue("/told");
    const Name name = Name::of("/told");
    const ObjectId object = ObjectId::posix(Kind::MessageQueue, name);
    Session session;
    session.arrivals().setPause(0ms);
    const Told told(session.arrivals());
    session.arrivals().watch(name);
    QTRY_VERIFY(send(queue) && !told.arrived.empty());
    QTest::qWait(50);
    const std::size_t before = told.arrived.size();
    std::vector<Outcome> outcomes;
    connect(&session, &Session::operationFinished, this,
            [&](OperationId, const Operation&, const Outcome& outcome) { outcomes.push_back(outcome); });
    std::array<char, 64> buffer{};
    while (mq_receive(queue.get(), buffer.data(), buffer.size(), nullptr) >= 0) {
    }
    for (std::size_t sent = 1; sent <= 5; ++sent) {
        operation::Send one;
        one.queue = object;
        one.payload = {std::byte{'x'}};
        session.run(one);
        QTRY_COMPARE(outcomes.size(), sent);
        QVERIFY(!outcomes.back().error);
    }
    operation::Inject inject;
    inject.queue = object;
    inject.count = 5;
    session.run(inject);
    QTRY_COMPARE(outcomes.size(), std::size_t{6});
    QTest::qWait(300);
    QCOMPARE(told.arrived.size(), before);
    QTRY_VERIFY(send(queue) && told.arrived.size() > before);
}

IPCLENS_GUI_TEST_MAIN(QueueArrivalsTest)
#include "queue_arrivals_test.moc"
