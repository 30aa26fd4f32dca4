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

/// Edges and cycles of POSIX objects, which whoever has them open may end the waits for.
class PosixWaitGraphTest : public QObject {
    Q_OBJECT

private slots:
    void posixSemaphores();
    void posixWithAnotherThatRuns();
    void posixIdleWorkers();
    void posixDoubts();
    void posixQueues();
    void whatThisProgramHasOpen();
};

void PosixWaitGraphTest::posixSemaphores() {
    Scene scene;
    scene.semWait(10, "/a");
    scene.semWait(20, "/b");
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

void PosixWaitGraphTest::posixWithAnotherThatRuns() {
    Scene scene;
    scene.semWait(10, "/a");
    scene.semWait(20, "/b");
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

void PosixWaitGraphTest::posixIdleWorkers() {
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

void PosixWaitGraphTest::posixDoubts() {
    Scene scene;
    scene.semWait(10, "/a");
    scene.semWait(20, "/b");
    scene.semaphore("/a", 0, {10, 20});
    scene.semaphore("/b", 0, {10, 20});
    scene.uses.notReadable = 3;
    QCOMPARE(linesOf(scene.graph().cycles.at(0).doubts),
             QStringList({"3 processes could not be looked into, and may have sem:/a, sem:/b open"}));
    scene.uses.notReadable = 1;
    QCOMPARE(linesOf(scene.graph().cycles.at(0).doubts),
             QStringList({"1 process could not be looked into, and may have sem:/a, sem:/b open"}));
    scene.uses.unlisted = Unlisted::Outside;
    QCOMPARE(linesOf(scene.graph().cycles.at(0).doubts),
             QStringList({"1 process could not be looked into, and may have sem:/a, sem:/b open",
                          "a process outside this PID namespace may have sem:/a, sem:/b open"}));
    scene.uses.notReadable = 0;
    scene.uses.unlisted = Unlisted::Hidden;
    QCOMPARE(linesOf(scene.graph().cycles.at(0).doubts),
             QStringList({"a process that /proc hides (hidepid) may have sem:/a, sem:/b open"}));
    scene.uses.cancelled = true;
    QVERIFY(scene.graph().cycles.empty());
    Scene systemV = lockstep();
    systemV.uses.notReadable = 3;
    systemV.uses.unlisted = Unlisted::Outside;
    QVERIFY(systemV.graph().cycles.at(0).doubts.empty());
}

void PosixWaitGraphTest::posixQueues() {
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

void PosixWaitGraphTest::whatThisProgramHasOpen() {
    Scene scene;
    scene.semWait(10, "/a");
    scene.semWait(20, "/b");
    scene.semaphore("/a", 0, {10, 20, 30});
    scene.semaphore("/b", 0, {10, 20, 30});
    scene.evidence.observer = 30;
    const WaitGraph graph = scene.graph();
    QCOMPARE(graph.cycles.size(), std::size_t{1});
    QCOMPARE(graph.edges.size(), std::size_t{4});
}

QTEST_GUILESS_MAIN(PosixWaitGraphTest)

#include "posix_wait_graph_test.moc"
