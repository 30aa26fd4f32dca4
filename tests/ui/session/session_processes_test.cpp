// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What a session tells of the processes behind the objects, and that it looks at none while nothing shows them.

#include "core/base/proc_file.h"
#include "core/processes/proc_file.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"
#include "tests/ui/session/session_probe.h"
#include "ui/session/session.h"

#include <QObject>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::ChildProcess;
using ipclens::testing::makeSet;
using ipclens::testing::SessionProbe;
using ipclens::testing::setId;

namespace {

using ViewPointer = std::shared_ptr<const ProcessView>;

/// The thread that looks at processes; nothing where there is none.
std::optional<std::string> lookingThread() {
    int error = 0;
    for (const pid_t thread : processes::numbersIn("/proc/self/task", error)) {
        const std::string folder = "/proc/self/task/" + std::to_string(thread);
        std::string name;
        if (readProcFile(folder + "/comm", name) && name == "processes\n") return folder;
    }
    return std::nullopt;
}

/// How long it ran, and how often.
std::string workOf(const std::string& thread) {
    std::string text;
    return readProcFile(thread + "/schedstat", text) ? text : std::string();
}

int takeThen(int set, unsigned short first, unsigned short second) {
    sembuf one{first, -1, 0};
    sembuf other{second, -1, 0};
    if (semop(set, &one, 1) != 0) return 1;
    usleep(50'000);
    return semop(set, &other, 1) == 0 ? 0 : 2;
}

/// The first view, from the newest on, for which it holds; null where none comes in time.
ViewPointer awaitView(SessionProbe& probe, const std::function<bool(const ProcessView&)>& holds) {
    ViewPointer found;
    const bool came = QTest::qWaitFor(
        [&] {
            const ViewPointer view = probe.session.processes();
            if (view && holds(*view)) found = view;
            return found != nullptr;
        },
        20'000);
    return came ? found : nullptr;
}

const processes::Waiter* waiterOf(const ProcessView& view, pid_t pid) {
    if (!view.waiters) return nullptr;
    const auto found = std::find_if(view.waiters->begin(), view.waiters->end(),
                                    [pid](const auto& waiter) { return waiter.process.pid == pid; });
    return found == view.waiters->end() ? nullptr : &*found;
}

void want(SessionProbe& probe, ProcessInterest processes) {
    Interest interest = probe.session.interest();
    interest.processes = processes;
    probe.session.setInterest(interest);
}

} // namespace

class SessionProcessesTest : public QObject {
    Q_OBJECT

private slots:
    void nobodyLooksWithoutInterest();
    void aWaiterIsToldAndGoesAgain();
    void nobodyLooksAnyMoreOnceTheInterestEnds();
    void notWhilePausedOrHidden();
    void aDeadlockIsInTheGraph();
    void usesComeWithTheirProcesses();
    void orphansBringTheUses();
    void aSignalEndsJustThatProcess();
    void lookOnlySendsNoSignal();
};

void SessionProcessesTest::nobodyLooksWithoutInterest() {
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.start();
    QVERIFY(QTest::qWaitFor([&] { return probe.session.last() != nullptr; }));
    QTest::qWait(500);
    QVERIFY(!lookingThread());
    QVERIFY(probe.session.processes() == nullptr);
    want(probe, {.waiting = true});
    QVERIFY(QTest::qWaitFor([] { return lookingThread().has_value(); }));
}

void SessionProcessesTest::aWaiterIsToldAndGoesAgain() {
    const auto set = makeSet(Key{0x51a10001}, {0, 3});
    ChildProcess child([&] {
        sembuf operations[] = {{1, -1, 0}, {0, -1, 0}};
        return semop(set.id().value, operations, 2) == 0 ? 0 : 1;
    });
    SessionProbe probe;
    probe.session.start();
    want(probe, {.waiting = true});
    const auto view = awaitView(probe, [&](const ProcessView& told) {
        return waiterOf(told, child.pid()) != nullptr && !told.blocking.empty();
    });
    QVERIFY(view != nullptr);
    const auto* waiter = waiterOf(*view, child.pid());
    QCOMPARE(waiter->object, std::optional(setId(set.id())));
    QCOMPARE(waiter->operations.size(), std::size_t{2});
    const auto place = static_cast<std::size_t>(waiter - view->waiters->data());
    QVERIFY(view->blocking.contains(place));
    QCOMPARE(view->blocking.at(place), std::size_t{1});
    QVERIFY(view->details->contains(child.pid()));
    QVERIFY(view->uses == nullptr);
    QVERIFY(view->orphans == nullptr);

    QVERIFY(set.setValue(0, 1).has_value());
    QVERIFY(awaitView(probe, [&](const ProcessView& told) { return waiterOf(told, child.pid()) == nullptr; }) !=
            nullptr);
    QCOMPARE(child.wait(), 0);
    QVERIFY(set.remove().has_value());
}

void SessionProcessesTest::nobodyLooksAnyMoreOnceTheInterestEnds() {
    SessionProbe probe;
    probe.session.start();
    want(probe, {.waiting = true, .uses = true});
    QVERIFY(awaitView(probe, [](const ProcessView& view) { return view.waiters && view.uses; }) != nullptr);
    want(probe, {});
    QTest::qWait(300); // what was under way
    const auto thread = lookingThread();
    QVERIFY(thread.has_value());
    const std::string work = workOf(*thread);
    QVERIFY(!work.empty());
    QVERIFY(probe.session.processes() == nullptr); // it would grow old
    const QSignalSpy told(&probe.session, &Session::processesUpdated);
    QTest::qWait(2500);
    QVERIFY(told.isEmpty());
    QVERIFY(probe.session.processes() == nullptr);
    QCOMPARE(workOf(*thread), work);
}

void SessionProcessesTest::notWhilePausedOrHidden() {
    SessionProbe probe;
    probe.session.start();
    want(probe, {.waiting = true});
    QVERIFY(awaitView(probe, [](const ProcessView&) { return true; }) != nullptr);
    const auto isStill = [&] {
        QTest::qWait(300);
        const std::uint64_t serial = probe.session.processes()->serial;
        QTest::qWait(1800);
        return probe.session.processes()->serial == serial;
    };
    probe.session.setPaused(true);
    QVERIFY(isStill());
    probe.session.setPaused(false);
    probe.session.setWindowVisible(false);
    QVERIFY(isStill());
    probe.session.setWindowVisible(true);
    QVERIFY(!isStill());
}

void SessionProcessesTest::aDeadlockIsInTheGraph() {
    const auto set = makeSet(Key{0x51a10002}, {1, 1});
    ChildProcess first([&] { return takeThen(set.id().value, 0, 1); });
    ChildProcess second([&] { return takeThen(set.id().value, 1, 0); });
    SessionProbe probe;
    probe.session.start();
    want(probe, {.waiting = true});
    const auto view =
        awaitView(probe, [](const ProcessView& told) { return told.graph && !told.graph->cycles.empty(); });
    QVERIFY(view != nullptr);
    QCOMPARE(view->graph->cycles.size(), std::size_t{1});
    QCOMPARE(view->graph->cycles.front().nodes.size(), std::size_t{4});
    // Taking one end apart ends it
    first.signal(SIGKILL);
    QVERIFY(awaitView(probe, [](const ProcessView& told) { return told.graph && told.graph->cycles.empty(); }) !=
            nullptr);
    QVERIFY(set.remove().has_value());
}

void SessionProcessesTest::usesComeWithTheirProcesses() {
    sysv::SharedMemoryOptions options;
    options.size = 4096;
    const auto segment = *sysv::SharedMemory::create(Key{0x51a10003}, options);
    const ObjectId object{Kind::SharedMemory, segment.id()};
    ChildProcess child([&] {
        if (shmat(segment.id().value, nullptr, 0) == reinterpret_cast<void*>(-1)) return 1;
        pause();
        return 0;
    });
    SessionProbe probe;
    probe.session.start();
    want(probe, {.uses = true});
    const auto view =
        awaitView(probe, [&](const ProcessView& told) { return told.uses && !told.uses->of(object).empty(); });
    QVERIFY(view != nullptr);
    QCOMPARE(view->uses->of(object).front().by.process.pid, child.pid());
    QVERIFY(view->details->contains(child.pid()));
    QVERIFY(view->waiters == nullptr);
    child.signal(SIGKILL);
    QVERIFY(awaitView(probe, [&](const ProcessView& told) { return told.uses && told.uses->of(object).empty(); }) !=
            nullptr);
    QVERIFY(segment.remove().has_value());
}

void SessionProcessesTest::orphansBringTheUses() {
    SessionProbe probe;
    probe.session.start();
    want(probe, {.orphans = true});
    const auto view = awaitView(probe, [](const ProcessView& told) { return told.orphans != nullptr; });
    QVERIFY(view != nullptr);
    QVERIFY(view->uses != nullptr);
    QVERIFY(view->graph == nullptr);
}

void SessionProcessesTest::aSignalEndsJustThatProcess() {
    ChildProcess child(pause);
    const auto process = processes::find(child.pid());
    QVERIFY(process.has_value());
    SessionProbe probe;
    auto other = *process;
    ++other.startTicks;
    const auto missed = probe.outcomeOf(probe.session.run(operation::SendSignal{other, SIGTERM}));
    QVERIFY(missed && missed->error);
    QCOMPARE(missed->error->kind, ErrorKind::NotFound);
    QVERIFY(child.running());
    const auto sent = probe.outcomeOf(probe.session.run(operation::SendSignal{*process, SIGTERM}));
    QVERIFY(sent && !sent->error);
    QCOMPARE(child.wait(), -SIGTERM);
    QCOMPARE(describe(operation::SendSignal{*process, SIGTERM}),
             "send SIGTERM to " + process->name + ' ' + std::to_string(process->pid));
    auto nameless = *process;
    nameless.name.clear();
    QCOMPARE(describe(operation::SendSignal{nameless, SIGRTMIN}),
             "send signal " + std::to_string(SIGRTMIN) + " to process " + std::to_string(process->pid));
}

void SessionProcessesTest::lookOnlySendsNoSignal() {
    ChildProcess child(pause);
    const auto process = processes::find(child.pid());
    QVERIFY(process.has_value());
    SessionProbe probe;
    probe.session.setLookOnly(true);
    const auto refused = probe.outcomeOf(probe.session.run(operation::SendSignal{*process, SIGKILL}));
    QVERIFY(refused && refused->error);
    QCOMPARE(refused->error->kind, ErrorKind::Denied);
    QVERIFY(child.running());
}

IPCLENS_TEST_MAIN(SessionProcessesTest)
#include "session_processes_test.moc"
