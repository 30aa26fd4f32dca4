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

/// Nodes, edges and words of waiters that are made up: who waits for what, and who would likely end it.
class WaitGraphTest : public QObject {
    Q_OBJECT

private slots:
    void identities();
    void nobodyWaits();
    void whoWaitsAndWhoOperatedLast();
    void aHolderThatIsGone();
    void aPidOfALaterProcess();
    void severalOperations();
    void valuesThatCannotBeRead();
    void waitsForZero();
    void neverOperated();
    void unknownObjects();
    void sizesAndTypes();
    void hostileNames();
    void howLong_data();
    void howLong();
    void sameWhateverTheOrder();
};

void WaitGraphTest::identities() {
    WaitNode node;
    node.process = processOf(4711);
    QCOMPARE(node.identity(), std::string("process 4711 471100"));
    node.process->startTicks = 0;
    QCOMPARE(node.identity(), std::string("process 4711 1000"));
    QVERIFY(node.isProcess());
    WaitNode object;
    object.object = setOf(3);
    QCOMPARE(object.identity(), std::string("sem:@3"));
    object.member = 0;
    QCOMPARE(object.identity(), std::string("sem:@3 [0]"));
    object.object = posixOf(Kind::Semaphore, "/a\x1b");
    object.member.reset();
    QCOMPARE(object.identity(), std::string("sem:/a\\x1b"));
    QVERIFY(!object.isProcess());
}

void WaitGraphTest::nobodyWaits() {
    QCOMPARE(Scene().graph(), WaitGraph());
}

void WaitGraphTest::whoWaitsAndWhoOperatedLast() {
    Scene scene;
    scene.semop(10, 3, {{0, -2, true}});
    scene.set(3, {{0, 20}});
    scene.lives(20);
    const WaitGraph graph = scene.graph();
    QCOMPARE(edgesOf(graph), QStringList({"10 > sem:@3 [0]: waits \u22122", "sem:@3 [0] > 20: last operated on by"}));
    QCOMPARE(graph.edges[0].reason, WaitReason::Waits);
    QCOMPARE(graph.edges[0].waiter, std::optional<std::size_t>(0));
    QCOMPARE(graph.edges[1].reason, WaitReason::LastOperatedBy);
    QVERIFY(!graph.edges[1].waiter);
    QVERIFY(graph.cycles.empty()); // a mere long wait
    QCOMPARE(stateOf(graph, "sem:@3 [0]"), "value 0");
}

void WaitGraphTest::aHolderThatIsGone() {
    Scene scene;
    scene.semop(10, 3, {{0, -1, false}});
    scene.set(3, {{0, 20}});
    QCOMPARE(edgesOf(scene.graph()), QStringList({"10 > sem:@3 [0]: waits \u22121"}));
    scene.set(3, {{0, 0}});
    QCOMPARE(edgesOf(scene.graph()).size(), 1);
}

void WaitGraphTest::aPidOfALaterProcess() {
    Scene scene;
    scene.waits(10, WaitCall::Msgrcv, queueOf(5));
    scene.queue(5, 20, 0).sentAt = started - 100;
    scene.lives(20);
    scene.semop(11, 3, {{0, -1, false}});
    scene.set(3, {{0, 20}});
    std::get<SemaphoreSetInfo>(scene.evidence.objects.at(setOf(3))).operatedAt = started - 100;
    QCOMPARE(edgesOf(scene.graph()), QStringList({"10 > msg:@5: receive", "11 > sem:@3 [0]: waits \u22121"}));
}

void WaitGraphTest::severalOperations() {
    Scene scene = lockstep();
    scene.waiters[0].operations = {{2, -1, false}, {1, -1, true}, {0, 1, false}};
    scene.set(3, {{0, 4711}, {0, 4712}, {1, 9}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QVERIFY(edgesOf(graph).contains("4711 > sem:@3 [1]: waits \u22121 *"));
    QCOMPARE(graph.edges.size(), std::size_t{4});
    QCOMPARE(QString::fromStdString(graph.cycles[0].sentences[0]),
             "worker 4711 waits in semop [1] \u22121, one of 3 operations, on sem:@3 for at least 12 s");
}

void WaitGraphTest::valuesThatCannotBeRead() {
    Scene scene = lockstep();
    scene.waiters[0].operations = {{2, -1, false}, {1, 0, true}, {0, 1, false}, {2, -1, false}};
    scene.evidence.sets.clear();
    const WaitGraph graph = scene.graph();
    QCOMPARE(edgesOf(graph), QStringList({"4711 > sem:@3 [1]: waits for 0", "4711 > sem:@3 [2]: waits \u22121",
                                          "4712 > sem:@3 [0]: waits \u22121"}));
    QVERIFY(graph.cycles.empty());
    QCOMPARE(stateOf(graph, "sem:@3 [1]"), "");
    scene.set(3, {{0, 4711}, {0, 4712}}); // less than what it names
    QVERIFY(scene.graph().cycles.empty());
}

void WaitGraphTest::waitsForZero() {
    Scene scene = lockstep();
    scene.waiters[0].operations = {{1, 0, false}};
    scene.waiters[1].operations = {{0, -3, false}};
    scene.set(3, {{2, 4711}, {1, 4712}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(edgesOf(graph),
             QStringList({"4711 > sem:@3 [1]: waits for 0 *", "4712 > sem:@3 [0]: waits \u22123 *",
                          "sem:@3 [0] > 4711: last operated on by *", "sem:@3 [1] > 4712: last operated on by *"}));
    QCOMPARE(graph.edges[2].reason, WaitReason::LastOperatedBy);
    QCOMPARE(linesOf(graph.cycles.at(0).sentences),
             QStringList({"worker 4711 waits in semop for [1] to be 0 on sem:@3 for at least 12 s",
                          "sem:@3 [1] is still 1 and was last operated on by worker 4712",
                          "worker 4712 waits in semop [0] \u22123 on sem:@3 for at least 12 s",
                          "sem:@3 [0] is still 2 and was last operated on by worker 4711"}));
}

void WaitGraphTest::neverOperated() {
    Scene scene;
    scene.semop(10, 3, {{0, -1, false}});
    scene.set(3, {{0, 20}});
    auto& info = std::get<SemaphoreSetInfo>(scene.evidence.objects.at(setOf(3)));
    info.operatedAt = 0;
    info.changedAt = acted;
    scene.lives(20);
    QCOMPARE(edgesOf(scene.graph()).back(), "sem:@3 [0] > 20: last set by");
}

void WaitGraphTest::unknownObjects() {
    Scene scene = lockstep();
    scene.waiters[1].object.reset();
    scene.waiters[1].known = WaitKnowledge::CallOnly;
    WaitGraph graph = scene.graph();
    QVERIFY(graph.cycles.empty());
    QCOMPARE(edgesOf(graph),
             QStringList({"4711 > sem:@3 [1]: waits \u22121", "sem:@3 [1] > 4712: last operated on by"}));
    scene = lockstep();
    scene.waiters[1].operations.clear();
    scene.waiters[1].known = WaitKnowledge::ObjectOnly;
    graph = scene.graph();
    QVERIFY(graph.cycles.empty());
    QVERIFY(edgesOf(graph).contains("4712 > sem:@3: waits"));
    // One thread of which nothing is known is enough
    scene = lockstep();
    scene.waits(4711, WaitCall::Semop, setOf(3)).object.reset();
    QVERIFY(scene.graph().cycles.empty());
}

void WaitGraphTest::sizesAndTypes() {
    Scene scene;
    scene.waits(1, WaitCall::Msgrcv, queueOf(1)).type = -5;
    Waiter& but = scene.waits(2, WaitCall::Msgrcv, queueOf(1));
    but.type = 7;
    but.except = true;
    scene.waits(3, WaitCall::MqReceive, posixOf(Kind::MessageQueue, "/jobs"));
    scene.semWait(4, "/lock");
    const QStringList edges = edgesOf(scene.graph());
    QCOMPARE(edges, QStringList({"1 > msg:@1: receive type \u2264 5", "2 > msg:@1: receive all but type 7",
                                 "3 > msg:/jobs: receive", "4 > sem:/lock: waits \u22121"}));
}

void WaitGraphTest::hostileNames() {
    Scene scene = lockstep();
    const std::string hostile = "\x1b[31m\n\xff%s{}<b>";
    for (Waiter& waiter : scene.waiters)
        waiter.process.name = hostile;
    const WaitGraph graph = scene.graph();
    QCOMPARE(QString::fromStdString(graph.cycles.at(0).sentences[0]),
             "\\x1b[31m\\x0a\\xff%s{}<b> 4711 waits in semop [1] \u22121 on sem:@3 for at least 12 s");
    for (const std::string& sentence : graph.cycles[0].sentences)
        QVERIFY(sentence.find_first_of("\x1b\n\xff") == std::string::npos);
    Scene posix;
    posix.semWait(10, "/\n");
    posix.semWait(20, "/b");
    posix.semaphore("/\n", 0, {10, 20});
    posix.semaphore("/b", 0, {10, 20});
    posix.uses.notReadable = 1;
    const WaitCycle cycle = posix.graph().cycles.at(0);
    QVERIFY((linesOf(cycle.sentences) + linesOf(cycle.doubts)).filter("\n").isEmpty());
}

void WaitGraphTest::howLong_data() {
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("just now") << qint64{0} << "less than 1 s";
    QTest::newRow("seconds") << qint64{59} << "59 s";
    QTest::newRow("minutes") << qint64{200} << "3 min 20 s";
    QTest::newRow("hours") << qint64{2 * 3600 + 5 * 60 + 7} << "2 h 5 min";
    QTest::newRow("days") << qint64{3 * 86400 + 4 * 3600} << "3 d 4 h";
}

void WaitGraphTest::howLong() {
    QFETCH(const qint64, seconds);
    QFETCH(const QString, words);
    Scene scene = lockstep();
    const Clock::time_point later = Clock::time_point() + 240h;
    for (Waiter& waiter : scene.waiters)
        waiter.since = later - std::chrono::seconds(seconds);
    const auto graph = waitGraphOf(scene.waiters, scene.evidence, scene.uses, later);
    QVERIFY(QString::fromStdString(graph.cycles.at(0).sentences[0]).endsWith(" on sem:@3 for at least " + words));
    scene.waiters[0].since = {};
    const auto unknown = waitGraphOf(scene.waiters, scene.evidence, scene.uses, later);
    QVERIFY(QString::fromStdString(unknown.cycles.at(0).sentences[0]).endsWith(" on sem:@3"));
}

void WaitGraphTest::sameWhateverTheOrder() {
    Scene scene = lockstep();
    scene.semop(11, 5, {{1, -1, false}});
    scene.semop(12, 5, {{0, -1, false}});
    scene.set(5, {{0, 11}, {0, 12}});
    scene.semop(4000, 3, {{0, -1, false}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(scene.graph(), graph);
    std::reverse(scene.waiters.begin(), scene.waiters.end());
    const WaitGraph other = scene.graph();
    QCOMPARE(other.nodes, graph.nodes);
    QCOMPARE(edgesOf(other), edgesOf(graph));
    QCOMPARE(other.cycles, graph.cycles);
    QVERIFY(std::is_sorted(graph.nodes.begin(), graph.nodes.end(), [](const WaitNode& left, const WaitNode& right) {
        return left.identity() < right.identity();
    }));
}

QTEST_GUILESS_MAIN(WaitGraphTest)

#include "wait_graph_test.moc"
