// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/core/processes/wait_scene.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;

/// Who of the waiters that are made up waits for ever, by sets and queues of System V.
class WaitCyclesTest : public QObject {
    Q_OBJECT

private slots:
    void twoOnTwoMembers();
    void threeOverSets();
    void whoWaitsForACycleIsNotInIt();
    void twoCyclesApart();
    void theShortestOfAPiece();
    void anIdleConsumer();
    void twoIdleConsumers();
    void anIdleConsumerInAnotherThread();
    void aHolderThatMayAct();
    void somebodyFarOffWhoMayAct();
    void aTimeout();
    void aWaitThatIsOver();
    void queuesPingPong();
    void senderAndReceiverOfOneQueue();
    void fullQueueAndSemaphore();
    void manyOfALargeSet();
    void many();
};

void WaitCyclesTest::twoOnTwoMembers() {
    Scene scene = lockstep();
    scene.waiters[1].since = now - 5s;
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    const WaitCycle& cycle = graph.cycles[0];
    QCOMPARE(nodesOf(graph, cycle), QStringList({"4711", "sem:@3 [1]", "4712", "sem:@3 [0]"}));
    QCOMPARE(linesOf(cycle.sentences),
             QStringList({"worker 4711 waits in semop [1] \u22121 on sem:@3 for at least 12 s",
                          "sem:@3 [1] is 0 and was last operated on by worker 4712",
                          "worker 4712 waits in semop [0] \u22121 on sem:@3 for at least 5 s",
                          "sem:@3 [0] is 0 and was last operated on by worker 4711"}));
    QVERIFY(cycle.doubts.empty());
    QVERIFY(cycle.since == now - 5s);
    QCOMPARE(graph.edges.size(), std::size_t{4});
    QVERIFY(std::all_of(graph.edges.begin(), graph.edges.end(), [](const WaitEdge& edge) { return edge.inCycle; }));
}

void WaitCyclesTest::threeOverSets() {
    Scene scene;
    scene.semop(30, 1, {{0, -1, false}});
    scene.semop(10, 2, {{0, -1, false}});
    scene.semop(20, 3, {{0, -1, false}});
    scene.set(1, {{0, 10}});
    scene.set(2, {{0, 20}});
    scene.set(3, {{0, 30}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(nodesOf(graph, graph.cycles[0]),
             QStringList({"10", "sem:@2 [0]", "20", "sem:@3 [0]", "30", "sem:@1 [0]"}));
    QCOMPARE(graph.cycles[0].sentences.size(), std::size_t{6});
}

void WaitCyclesTest::whoWaitsForACycleIsNotInIt() {
    Scene scene = lockstep();
    scene.semop(4000, 3, {{0, -1, false}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QVERIFY(!nodesOf(graph, graph.cycles[0]).contains("4000"));
    QVERIFY(edgesOf(graph).contains("4000 > sem:@3 [0]: waits \u22121"));
    QVERIFY(edgesOf(graph).contains("4712 > sem:@3 [0]: waits \u22121 *"));
}

void WaitCyclesTest::twoCyclesApart() {
    Scene scene = lockstep();
    scene.semop(11, 5, {{1, -1, false}});
    scene.semop(12, 5, {{0, -1, false}});
    scene.set(5, {{0, 11}, {0, 12}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{2});
    QCOMPARE(nodesOf(graph, graph.cycles[0]).front(), "11");
    QCOMPARE(nodesOf(graph, graph.cycles[1]).front(), "4711");
}

void WaitCyclesTest::theShortestOfAPiece() {
    // 1, 2, 3 in a ring, where a second thread of 3 waits for what 2 has
    Scene scene;
    scene.semop(1, 1, {{0, -1, false}});
    scene.semop(2, 2, {{0, -1, false}});
    scene.semop(3, 3, {{0, -1, false}});
    scene.semop(3, 4, {{0, -1, false}}).thread = 33;
    scene.set(1, {{0, 2}});
    scene.set(2, {{0, 3}});
    scene.set(3, {{0, 1}});
    scene.set(4, {{0, 2}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(nodesOf(graph, graph.cycles[0]), QStringList({"2", "sem:@2 [0]", "3", "sem:@4 [0]"}));
    QCOMPARE(edgesOf(graph).filter("*").size(), 8); // of the whole piece
}

void WaitCyclesTest::anIdleConsumer() {
    Scene scene;
    scene.semop(10, 3, {{0, -1, false}});
    scene.set(3, {{0, 10}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(edgesOf(graph), QStringList({"10 > sem:@3 [0]: waits \u22121"}));
    QVERIFY(graph.cycles.empty());
}

void WaitCyclesTest::twoIdleConsumers() {
    Scene scene;
    scene.semop(10, 3, {{0, -1, false}});
    scene.semop(11, 3, {{0, -1, false}});
    scene.set(3, {{0, 10}});
    QVERIFY(scene.graph().cycles.empty());
    QCOMPARE(edgesOf(scene.graph()).size(), 2);
}

void WaitCyclesTest::anIdleConsumerInAnotherThread() {
    // Its next event may make it give back what the other one waits for
    Scene scene = lockstep();
    scene.semop(4711, 9, {{0, -1, false}}).thread = 4713;
    scene.set(9, {{0, 4711}});
    QVERIFY(scene.graph().cycles.empty());
}

void WaitCyclesTest::aHolderThatMayAct() {
    Scene scene = lockstep();
    scene.isNotStuck(4712);
    const WaitGraph graph = scene.graph();
    QVERIFY(graph.cycles.empty());
    QCOMPARE(graph.edges.size(), std::size_t{4});
    QVERIFY(edgesOf(graph).filter("*").isEmpty());
}

void WaitCyclesTest::somebodyFarOffWhoMayAct() {
    // Another thread of 4711 waits for 20, who waits for 30
    Scene scene = lockstep();
    scene.semop(4711, 5, {{0, -1, false}}).thread = 4713;
    scene.semop(20, 6, {{0, -1, false}});
    scene.set(5, {{0, 20}});
    scene.set(6, {{0, 30}});
    scene.lives(30);
    QVERIFY(scene.graph().cycles.empty());
    // 20 waits for one of them, too
    scene.set(6, {{0, 4712}});
    QCOMPARE(scene.graph().cycles.size(), std::size_t{1});
}

void WaitCyclesTest::aTimeout() {
    Scene scene = lockstep();
    scene.waiters[0].timed = true;
    QVERIFY(scene.graph().cycles.empty());
    QCOMPARE(scene.graph().edges.size(), std::size_t{4});
}

void WaitCyclesTest::aWaitThatIsOver() {
    Scene scene = lockstep();
    scene.set(3, {{1, 4711}, {0, 4712}});
    QVERIFY(scene.graph().cycles.empty());
}

void WaitCyclesTest::queuesPingPong() {
    Scene scene;
    scene.waits(10, WaitCall::Msgrcv, queueOf(1)).size = 64;
    scene.waits(20, WaitCall::Msgrcv, queueOf(2)).type = 99;
    scene.queue(1, 20, 10);
    scene.queue(2, 10, 20).messages = 2;
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(edgesOf(graph), QStringList({"msg:@1 > 20: last sent to by *", "msg:@2 > 10: last sent to by *",
                                          "10 > msg:@1: receive *", "20 > msg:@2: receive type 99 *"}));
    QCOMPARE(graph.edges[0].reason, WaitReason::LastSentBy);
    const QStringList sentences = linesOf(graph.cycles[0].sentences);
    QCOMPARE(sentences[0], "worker 10 waits in msgrcv (any type, up to 64 bytes) on msg:@1 for at least 12 s");
    QCOMPARE(sentences[1], "msg:@1 is empty and was last sent to by worker 20");
    QCOMPARE(sentences[3], "msg:@2 has no such message and was last sent to by worker 10");
    QCOMPARE(stateOf(graph, "msg:@1"), "empty");
    QCOMPARE(stateOf(graph, "msg:@2"), "2 messages");
    // Any type will do, and there is one
    scene.waiters[1].type = 0;
    QVERIFY(scene.graph().cycles.empty());
    // Nobody ever sent anything there
    scene.waiters[1].type = 99;
    scene.queue(2, 0, 20);
    QVERIFY(scene.graph().cycles.empty());
}

void WaitCyclesTest::senderAndReceiverOfOneQueue() {
    // It is full of what the receiver does not want, and the sender can't put in what it wants
    Scene scene;
    scene.waits(10, WaitCall::Msgsnd, queueOf(1)).size = 64;
    scene.waits(20, WaitCall::Msgrcv, queueOf(1)).type = 99;
    auto& queue = scene.queue(1, 10, 20);
    queue.messages = 1;
    queue.bytes = 1000;
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(nodesOf(graph, graph.cycles[0]), QStringList({"10", "msg:@1", "20", "msg:@1"}));
    QCOMPARE(stateOf(graph, "msg:@1"), "full");
    QCOMPARE(edgesOf(graph), QStringList({"msg:@1 > 10: last sent to by *", "msg:@1 > 20: last received from by *",
                                          "10 > msg:@1: send blocked *", "20 > msg:@1: receive type 99 *"}));
    queue.bytes = 900; // there is room for 64
    QVERIFY(scene.graph().cycles.empty());
    QCOMPARE(stateOf(scene.graph(), "msg:@1"), "1 message");
}

void WaitCyclesTest::fullQueueAndSemaphore() {
    Scene scene;
    scene.waits(10, WaitCall::Msgsnd, queueOf(1)).size = 64;
    auto& queue = scene.queue(1, 10, 20);
    queue.messages = 16;
    queue.bytes = queue.capacity;
    scene.semop(20, 3, {{0, -1, false}});
    scene.set(3, {{0, 10}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(nodesOf(graph, graph.cycles[0]), QStringList({"10", "msg:@1", "20", "sem:@3 [0]"}));
    QCOMPARE(QString::fromStdString(graph.cycles[0].sentences[1]),
             "msg:@1 is full and was last received from by worker 20");
    queue.lastReceivePid = 0; // nobody ever took one
    QVERIFY(scene.graph().cycles.empty());
}

void WaitCyclesTest::manyOfALargeSet() {
    constexpr std::uint16_t last = 31999;
    Scene scene;
    for (int each = 0; each < 2000; ++each) {
        Waiter& waiter = scene.waiters.emplace_back();
        waiter.process = processOf(each + 1);
        waiter.object = setOf(3);
        waiter.operations = {{0, 1, false}, {last, -1, false}, {last, -1, false}};
        scene.lives(each + 1);
    }
    std::vector<WaitEvidence::Member> members(last + std::size_t{1});
    members[last].value = 1;
    scene.set(3, std::move(members));
    QCOMPARE(blockingOperation(scene.waiters[0], scene.evidence), std::optional<std::size_t>(2));
    QCOMPARE(scene.graph().edges.size(), std::size_t{2000});
}

void WaitCyclesTest::many() {
    // A ring of 2,000, and as many that wait for somebody in it one behind the other
    constexpr int ring = 2000;
    Scene scene;
    for (int each = 0; each < 2 * ring; ++each) {
        scene.waiters.push_back({});
        Waiter& waiter = scene.waiters.back();
        waiter.process = processOf(each + 1);
        waiter.thread = each + 1;
        waiter.object = setOf(each);
        waiter.operations = {{0, -1, false}};
        scene.evidence.stuck.push_back(each + 1);
        scene.lives(each + 1);
        scene.set(each, {{0, each < ring ? (each + 1) % ring + 1 : each}});
    }
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(graph.cycles[0].nodes.size(), std::size_t{2 * ring});
    QCOMPARE(graph.edges.size(), std::size_t{4 * ring});
    // One that may go on lets all of them go on
    scene.waiters[ring / 2].timed = true;
    QVERIFY(scene.graph().cycles.empty());
}

QTEST_GUILESS_MAIN(WaitCyclesTest)

#include "wait_cycles_test.moc"
