// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/wait_graph.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

using namespace ipclens;
using namespace ipclens::processes;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

constexpr EpochSeconds started = 1000;
constexpr EpochSeconds acted = 2000;
const Clock::time_point now = Clock::time_point() + 1h;

Process processOf(pid_t pid, std::string name = "worker") {
    return {pid, std::move(name), started, static_cast<std::uint64_t>(pid) * 100};
}
ObjectId setOf(int id) {
    return {Kind::Semaphore, Id{id}};
}
ObjectId queueOf(int id) {
    return {Kind::MessageQueue, Id{id}};
}
ObjectId posixOf(Kind kind, std::string_view name) {
    return ObjectId::posix(kind, Name::of(name));
}

/// What waits, and what is known of it; everybody is stuck unless it is said otherwise.
struct Scene {
    std::vector<Waiter> waiters;
    WaitEvidence evidence;
    Uses uses;

    Waiter& waits(pid_t pid, WaitCall call, ObjectId object) {
        Waiter waiter;
        waiter.process = processOf(pid);
        waiter.thread = pid;
        waiter.call = call;
        waiter.object = object;
        waiter.since = now - 12s;
        waiters.push_back(waiter);
        lives(pid);
        if (std::find(evidence.stuck.begin(), evidence.stuck.end(), pid) == evidence.stuck.end())
            evidence.stuck.push_back(pid);
        std::sort(evidence.stuck.begin(), evidence.stuck.end());
        return waiters.back();
    }
    Waiter& semop(pid_t pid, int set, std::vector<sysv::SemaphoreOperation> operations) {
        Waiter& waiter = waits(pid, WaitCall::Semop, setOf(set));
        waiter.operations = std::move(operations);
        return waiter;
    }
    void lives(pid_t pid) { evidence.processes.emplace(pid, processOf(pid)); }
    void isNotStuck(pid_t pid) { std::erase(evidence.stuck, pid); }
    void set(int id, std::vector<WaitEvidence::Member> members) {
        SemaphoreSetInfo info;
        info.id = Id{id};
        info.count = static_cast<std::uint32_t>(members.size());
        info.operatedAt = acted;
        evidence.objects.insert_or_assign(setOf(id), info);
        evidence.sets.insert_or_assign(setOf(id), std::move(members));
    }
    QueueInfo& queue(int id, pid_t sender, pid_t receiver) {
        QueueInfo info;
        info.id = Id{id};
        info.capacity = 1024;
        info.lastSendPid = sender;
        info.lastReceivePid = receiver;
        info.sentAt = sender == 0 ? 0 : acted;
        info.receivedAt = receiver == 0 ? 0 : acted;
        return std::get<QueueInfo>(evidence.objects.insert_or_assign(queueOf(id), info).first->second);
    }
    void semaphore(std::string_view name, std::uint32_t value, const std::vector<pid_t>& openIn) {
        PosixSemaphoreInfo info;
        info.name = Name::of(name);
        info.known = true;
        info.value = value;
        const ObjectId object = posixOf(Kind::Semaphore, name);
        evidence.objects.insert_or_assign(object, info);
        open(object, openIn);
    }
    void open(ObjectId object, const std::vector<pid_t>& pids, bool writable = true) {
        for (const pid_t pid : pids)
            uses.uses.push_back({object, {processOf(pid), 1, writable, 0}});
        std::stable_sort(uses.uses.begin(), uses.uses.end(), [](const Use& left, const Use& right) {
            return left.object != right.object ? left.object < right.object
                                               : left.by.process.pid < right.by.process.pid;
        });
    }
    [[nodiscard]] WaitGraph graph() const { return waitGraphOf(waiters, evidence, uses, now); }
};

/// Each has one of two and waits for the other one.
Scene lockstep() {
    Scene scene;
    scene.semop(4711, 3, {{1, -1, false}});
    scene.semop(4712, 3, {{0, -1, false}});
    scene.set(3, {{0, 4711}, {0, 4712}});
    return scene;
}

std::string nameOf(const WaitNode& node) {
    return node.process ? std::to_string(node.process->pid) : node.identity();
}
/// "4711 → sem:@3 [1]: waits −1", in the order of the graph; with a star where it is in a cycle.
QStringList edgesOf(const WaitGraph& graph) {
    QStringList edges;
    for (const WaitEdge& edge : graph.edges) {
        edges += QString::fromStdString(nameOf(graph.nodes.at(edge.from)) + " > " + nameOf(graph.nodes.at(edge.to)) +
                                        ": " + edge.words + (edge.inCycle ? " *" : ""));
    }
    return edges;
}
QStringList nodesOf(const WaitGraph& graph, const WaitCycle& cycle) {
    QStringList nodes;
    for (const std::size_t node : cycle.nodes)
        nodes += QString::fromStdString(nameOf(graph.nodes.at(node)));
    return nodes;
}
QStringList linesOf(const std::vector<std::string>& lines) {
    QStringList list;
    for (const std::string& line : lines)
        list += QString::fromStdString(line);
    return list;
}
QString stateOf(const WaitGraph& graph, const std::string& identity) {
    for (const WaitNode& node : graph.nodes) {
        if (node.identity() == identity) return QString::fromStdString(node.state);
    }
    return "no such node";
}

} // namespace

/// Edges and cycles of waiters that are made up: who waits for what, and who would likely end it.
class WaitGraphTest : public QObject {
    Q_OBJECT

private slots:
    void identities();
    void nobodyWaits();
    void whoWaitsAndWhoTookIt();
    void twoOnTwoMembers();
    void threeOverSets();
    void whoWaitsForACycleIsNotInIt();
    void twoCyclesApart();
    void theShortestOfAPiece();
    void anIdleConsumer();
    void twoIdleConsumers();
    void anIdleConsumerInAnotherThread();
    void aHolderThatMayAct();
    void aTimeout();
    void aWaitThatIsOver();
    void aHolderThatIsGone();
    void aPidOfALaterProcess();
    void severalOperations();
    void valuesThatCannotBeRead();
    void waitsForZero();
    void neverOperated();
    void unknownObjects();
    void queuesPingPong();
    void senderAndReceiverOfOneQueue();
    void sizesAndTypes();
    void fullQueueAndSemaphore();
    void posixSemaphores();
    void posixWithAnotherThatRuns();
    void posixIdleWorkers();
    void posixDoubts();
    void posixQueues();
    void whatThisProgramHasOpen();
    void hostileNames();
    void howLong_data();
    void howLong();
    void sameWhateverTheOrder();
    void many();
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

void WaitGraphTest::whoWaitsAndWhoTookIt() {
    Scene scene;
    scene.semop(10, 3, {{0, -2, true}});
    scene.set(3, {{0, 20}});
    scene.lives(20);
    const WaitGraph graph = scene.graph();
    QCOMPARE(edgesOf(graph), QStringList({"10 > sem:@3 [0]: waits \u22122", "sem:@3 [0] > 20: last taken by"}));
    QCOMPARE(graph.edges[0].reason, WaitReason::Waits);
    QCOMPARE(graph.edges[0].waiter, std::optional<std::size_t>(0));
    QCOMPARE(graph.edges[1].reason, WaitReason::LastTakenBy);
    QVERIFY(!graph.edges[1].waiter);
    QVERIFY(graph.cycles.empty()); // a mere long wait
    QCOMPARE(stateOf(graph, "sem:@3 [0]"), "value 0");
}

void WaitGraphTest::twoOnTwoMembers() {
    Scene scene = lockstep();
    scene.waiters[1].since = now - 5s;
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    const WaitCycle& cycle = graph.cycles[0];
    QCOMPARE(nodesOf(graph, cycle), QStringList({"4711", "sem:@3 [1]", "4712", "sem:@3 [0]"}));
    QCOMPARE(linesOf(cycle.sentences),
             QStringList({"worker 4711 waits in semop [1] \u22121 on sem:@3 for at least 12 s",
                          "sem:@3 [1] is 0 and was last taken by worker 4712",
                          "worker 4712 waits in semop [0] \u22121 on sem:@3 for at least 5 s",
                          "sem:@3 [0] is 0 and was last taken by worker 4711"}));
    QVERIFY(cycle.doubts.empty());
    QVERIFY(cycle.since == now - 5s);
    QCOMPARE(graph.edges.size(), std::size_t{4});
    QVERIFY(std::all_of(graph.edges.begin(), graph.edges.end(), [](const WaitEdge& edge) { return edge.inCycle; }));
}

void WaitGraphTest::threeOverSets() {
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

void WaitGraphTest::whoWaitsForACycleIsNotInIt() {
    Scene scene = lockstep();
    scene.semop(4000, 3, {{0, -1, false}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QVERIFY(!nodesOf(graph, graph.cycles[0]).contains("4000"));
    QVERIFY(edgesOf(graph).contains("4000 > sem:@3 [0]: waits \u22121"));
    QVERIFY(edgesOf(graph).contains("4712 > sem:@3 [0]: waits \u22121 *"));
}

void WaitGraphTest::twoCyclesApart() {
    Scene scene = lockstep();
    scene.semop(11, 5, {{1, -1, false}});
    scene.semop(12, 5, {{0, -1, false}});
    scene.set(5, {{0, 11}, {0, 12}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{2});
    QCOMPARE(nodesOf(graph, graph.cycles[0]).front(), "11");
    QCOMPARE(nodesOf(graph, graph.cycles[1]).front(), "4711");
}

void WaitGraphTest::theShortestOfAPiece() {
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

void WaitGraphTest::anIdleConsumer() {
    Scene scene;
    scene.semop(10, 3, {{0, -1, false}});
    scene.set(3, {{0, 10}});
    const WaitGraph graph = scene.graph();
    QCOMPARE(edgesOf(graph), QStringList({"10 > sem:@3 [0]: waits \u22121"}));
    QVERIFY(graph.cycles.empty());
}

void WaitGraphTest::twoIdleConsumers() {
    Scene scene;
    scene.semop(10, 3, {{0, -1, false}});
    scene.semop(11, 3, {{0, -1, false}});
    scene.set(3, {{0, 10}});
    QVERIFY(scene.graph().cycles.empty());
    QCOMPARE(edgesOf(scene.graph()).size(), 2);
}

void WaitGraphTest::anIdleConsumerInAnotherThread() {
    // Its next event may make it give back what the other one waits for
    Scene scene = lockstep();
    scene.semop(4711, 9, {{0, -1, false}}).thread = 4713;
    scene.set(9, {{0, 4711}});
    QVERIFY(scene.graph().cycles.empty());
}

void WaitGraphTest::aHolderThatMayAct() {
    Scene scene = lockstep();
    scene.isNotStuck(4712);
    const WaitGraph graph = scene.graph();
    QVERIFY(graph.cycles.empty());
    QCOMPARE(graph.edges.size(), std::size_t{4});
    QVERIFY(edgesOf(graph).filter("*").isEmpty());
}

void WaitGraphTest::aTimeout() {
    Scene scene = lockstep();
    scene.waiters[0].timed = true;
    QVERIFY(scene.graph().cycles.empty());
    QCOMPARE(scene.graph().edges.size(), std::size_t{4});
}

void WaitGraphTest::aWaitThatIsOver() {
    Scene scene = lockstep();
    scene.set(3, {{1, 4711}, {0, 4712}});
    QVERIFY(scene.graph().cycles.empty());
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
    QCOMPARE(edgesOf(graph), QStringList({"4711 > sem:@3 [1]: waits \u22121", "sem:@3 [1] > 4712: last taken by"}));
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

void WaitGraphTest::queuesPingPong() {
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

void WaitGraphTest::senderAndReceiverOfOneQueue() {
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

void WaitGraphTest::sizesAndTypes() {
    Scene scene;
    scene.waits(1, WaitCall::Msgrcv, queueOf(1)).type = -5;
    Waiter& but = scene.waits(2, WaitCall::Msgrcv, queueOf(1));
    but.type = 7;
    but.except = true;
    scene.waits(3, WaitCall::MqReceive, posixOf(Kind::MessageQueue, "/jobs"));
    scene.waits(4, WaitCall::SemWait, posixOf(Kind::Semaphore, "/lock"));
    const QStringList edges = edgesOf(scene.graph());
    QCOMPARE(edges, QStringList({"1 > msg:@1: receive type \u2264 5", "2 > msg:@1: receive all but type 7",
                                 "3 > msg:/jobs: receive", "4 > sem:/lock: waits \u22121"}));
}

void WaitGraphTest::fullQueueAndSemaphore() {
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

void WaitGraphTest::posixSemaphores() {
    Scene scene;
    scene.waits(10, WaitCall::SemWait, posixOf(Kind::Semaphore, "/a"));
    scene.waits(20, WaitCall::SemWait, posixOf(Kind::Semaphore, "/b"));
    scene.semaphore("/a", 0, {10, 20});
    scene.semaphore("/b", 0, {10, 20});
    WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(edgesOf(graph), QStringList({"10 > sem:/a: waits \u22121 *", "20 > sem:/b: waits \u22121 *",
                                          "sem:/a > 20: open in *", "sem:/b > 10: open in *"}));
    QCOMPARE(linesOf(graph.cycles[0].sentences),
             QStringList({"worker 10 waits in sem_wait on sem:/a for at least 12 s",
                          "sem:/a is 0 and is open in worker 20, which would likely end that",
                          "worker 20 waits in sem_wait on sem:/b for at least 12 s",
                          "sem:/b is 0 and is open in worker 10, which would likely end that"}));
    scene.semaphore("/a", 1, {});
    QVERIFY(scene.graph().cycles.empty());
    scene.semaphore("/a", 0, {});
    std::get<PosixSemaphoreInfo>(scene.evidence.objects.at(posixOf(Kind::Semaphore, "/a"))).known = false;
    QVERIFY(scene.graph().cycles.empty());
}

void WaitGraphTest::posixWithAnotherThatRuns() {
    Scene scene;
    scene.waits(10, WaitCall::SemWait, posixOf(Kind::Semaphore, "/a"));
    scene.waits(20, WaitCall::SemWait, posixOf(Kind::Semaphore, "/b"));
    scene.semaphore("/a", 0, {10, 20, 30});
    scene.semaphore("/b", 0, {10, 20});
    QVERIFY(scene.graph().cycles.empty());
    QVERIFY(edgesOf(scene.graph()).contains("sem:/a > 30: open in"));
    // Who may only read it can't post it
    scene.uses.uses.clear();
    scene.semaphore("/a", 0, {10, 20});
    scene.semaphore("/b", 0, {10, 20});
    scene.open(posixOf(Kind::Semaphore, "/a"), {30}, false);
    QCOMPARE(scene.graph().cycles.size(), std::size_t{1});
}

void WaitGraphTest::posixIdleWorkers() {
    // Whoever gives them something to do has it closed for now
    Scene scene;
    for (const pid_t pid : {10, 11, 12})
        scene.waits(pid, WaitCall::SemWait, posixOf(Kind::Semaphore, "/jobs"));
    scene.semaphore("/jobs", 0, {10, 11, 12});
    const WaitGraph graph = scene.graph();
    QVERIFY(graph.cycles.empty());
    QCOMPARE(graph.edges.size(), std::size_t{3});
    // Nor are there cycles of others in which such a worker is: its next job may make it give back what it has
    Scene locks = lockstep();
    for (const pid_t pid : {4711, 4712})
        locks.waits(pid, WaitCall::SemWait, posixOf(Kind::Semaphore, "/jobs")).thread = pid + 10;
    locks.semaphore("/jobs", 0, {4711, 4712});
    QVERIFY(locks.graph().cycles.empty());
}

void WaitGraphTest::posixDoubts() {
    Scene scene;
    scene.waits(10, WaitCall::SemWait, posixOf(Kind::Semaphore, "/a"));
    scene.waits(20, WaitCall::SemWait, posixOf(Kind::Semaphore, "/b"));
    scene.semaphore("/a", 0, {10, 20});
    scene.semaphore("/b", 0, {10, 20});
    scene.uses.notReadable = 3;
    QCOMPARE(linesOf(scene.graph().cycles.at(0).doubts),
             QStringList({"3 processes could not be looked into, and may have sem:/a, sem:/b open"}));
    scene.uses.notReadable = 1;
    QCOMPARE(linesOf(scene.graph().cycles.at(0).doubts),
             QStringList({"1 process could not be looked into, and may have sem:/a, sem:/b open"}));
    scene.uses.cancelled = true;
    QVERIFY(scene.graph().cycles.empty());
    Scene systemV = lockstep();
    systemV.uses.notReadable = 3;
    QVERIFY(systemV.graph().cycles.at(0).doubts.empty());
}

void WaitGraphTest::posixQueues() {
    Scene scene;
    const ObjectId jobs = posixOf(Kind::MessageQueue, "/jobs");
    const ObjectId answers = posixOf(Kind::MessageQueue, "/answers");
    PosixQueueInfo info;
    info.attributesKnown = true;
    info.maxMessages = 10;
    info.messages = 10;
    info.name = jobs.name;
    scene.evidence.objects.emplace(jobs, info);
    info.messages = 0;
    info.name = answers.name;
    scene.evidence.objects.emplace(answers, info);
    scene.waits(10, WaitCall::MqSend, jobs);
    scene.waits(20, WaitCall::MqReceive, answers);
    scene.open(jobs, {10});
    scene.open(jobs, {20}, false); // it reads
    scene.open(answers, {10});
    scene.open(answers, {20, 30}, false); // neither of them sends
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(nodesOf(graph, graph.cycles[0]), QStringList({"10", "msg:/jobs", "20", "msg:/answers"}));
    QCOMPARE(stateOf(graph, "msg:/jobs"), "full");
    std::get<PosixQueueInfo>(scene.evidence.objects.at(jobs)).messages = 9;
    QVERIFY(scene.graph().cycles.empty());
}

void WaitGraphTest::whatThisProgramHasOpen() {
    Scene scene;
    scene.waits(10, WaitCall::SemWait, posixOf(Kind::Semaphore, "/a"));
    scene.waits(20, WaitCall::SemWait, posixOf(Kind::Semaphore, "/b"));
    scene.semaphore("/a", 0, {10, 20, 30});
    scene.semaphore("/b", 0, {10, 20, 30});
    scene.evidence.observer = 30;
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(graph.edges.size(), std::size_t{4});
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
    posix.waits(10, WaitCall::SemWait, posixOf(Kind::Semaphore, "/\n"));
    posix.waits(20, WaitCall::SemWait, posixOf(Kind::Semaphore, "/b"));
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

void WaitGraphTest::many() {
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

QTEST_GUILESS_MAIN(WaitGraphTest)

#include "wait_graph_test.moc"
