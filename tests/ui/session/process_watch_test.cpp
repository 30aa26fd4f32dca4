// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The thread that looks at processes: when it tells, and who is counted that it may not see.

#include "core/listing/lister.h"
#include "core/sysv/semaphore_set.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "ui/session/hidden_waiters.h"
#include "ui/session/process_look.h"
#include "ui/session/process_watch.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <sys/sem.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::testing::ChildProcess;
using ipclens::testing::MadeSemaphore;

namespace {

using SnapshotPointer = std::shared_ptr<const listing::Snapshot>;
using ViewPointer = std::shared_ptr<const ProcessView>;

/// The most that a set can have where nobody has changed that.
constexpr std::uint32_t mostMembers = 32'000;

SnapshotPointer listed() {
    auto snapshot = listing::makeListerOfAll()->list(listing::Kinds{});
    snapshot->sortById();
    return std::make_shared<const listing::Snapshot>(std::move(*snapshot));
}

sysv::SemaphoreSet makeSet(std::uint32_t members, mode_t mode = 0600) {
    sysv::SemaphoreSetOptions options;
    options.values.assign(members, 0);
    options.mode = mode;
    return *sysv::SemaphoreSet::create(sysv::PrivateKey{}, options);
}

ObjectId objectOf(const sysv::SemaphoreSet& set) {
    return {Kind::Semaphore, set.id()};
}

int waitFor(Id set) {
    sembuf take{0, -1, 0};
    return semop(set.value, &take, 1) == 0 ? 0 : 1;
}

bool isBlocked(const ChildProcess& child) {
    return ipclens::testing::waitUntilBlockedIn(child.pid(), {SYS_semop, SYS_semtimedop});
}

/// Keeps what a watch tells, and takes it at once unless it is held.
class Taker {
public:
    void setHeld(bool held) { held_ = held; }
    void take() { watch.taken(); }

    [[nodiscard]] std::size_t count() {
        const std::scoped_lock lock(mutex_);
        return views_.size();
    }
    [[nodiscard]] ViewPointer newest() {
        const std::scoped_lock lock(mutex_);
        return views_.empty() ? nullptr : views_.back();
    }

private:
    void keep(ViewPointer view) {
        {
            const std::scoped_lock lock(mutex_);
            views_.push_back(std::move(view));
        }
        if (!held_) watch.taken();
    }

    std::mutex mutex_;
    std::vector<ViewPointer> views_;
    std::atomic<bool> held_ = false;

public:
    ProcessWatch watch{[this](ViewPointer view) { keep(std::move(view)); }};
};

bool sees(const ViewPointer& view, pid_t pid) {
    return view && view->waiters && std::any_of(view->waiters->begin(), view->waiters->end(), [pid](const auto& one) {
               return one.process.pid == pid;
           });
}

} // namespace

class ProcessWatchTest : public QObject {
    Q_OBJECT

private slots:
    void neverRunsAhead();
    void aStillViewIsToldOnceASecond();
    void whoComesBackIsToldAtOnce();
    void cyclesOfFilesNeedTheirUses();
    void hiddenIsWhatThePassesAgreeOn();
    void nobodyIsHiddenUnderAnotherName();
    void largeSetsAreReadInTurn();
    void aWaiterThatMayNotBeLookedIntoIsCounted();
};

void ProcessWatchTest::neverRunsAhead() {
    const auto set = makeSet(1);
    Taker taker;
    taker.setHeld(true);
    taker.watch.setListed({listed(), {}});
    taker.watch.setInterest({.waiting = true});
    QTRY_COMPARE(taker.count(), std::size_t{1});
    ChildProcess child([&] { return waitFor(set.id()); });
    QVERIFY(isBlocked(child));
    QTest::qWait(2500);
    QCOMPARE(taker.count(), std::size_t{1});
    taker.take();
    QTRY_COMPARE(taker.count(), std::size_t{2});
    QVERIFY(sees(taker.newest(), child.pid()));
    QVERIFY(set.remove().has_value());
}

void ProcessWatchTest::aStillViewIsToldOnceASecond() {
    const auto set = makeSet(1);
    ChildProcess child([&] { return waitFor(set.id()); });
    QVERIFY(isBlocked(child));
    Taker taker;
    taker.watch.setListed({listed(), {}});
    taker.watch.setInterest({.waiting = true});
    QTRY_VERIFY(sees(taker.newest(), child.pid()));
    const std::size_t before = taker.count();
    QTest::qWait(3200);
    const std::size_t told = taker.count() - before;
    QVERIFY2(told >= 1 && told <= 4, qPrintable(QString::number(told)));
    QVERIFY(set.remove().has_value());
}

void ProcessWatchTest::whoComesBackIsToldAtOnce() {
    Taker taker;
    taker.watch.setListed({listed(), {}});
    taker.watch.setInterest({.uses = true});
    QTRY_COMPARE(taker.count(), std::size_t{1}); // the next is due in two seconds
    taker.watch.setInterest({});
    QTest::qWait(50);
    taker.watch.setInterest({.uses = true});
    QTRY_VERIFY_WITH_TIMEOUT(taker.count() == 2, 1000);
    QVERIFY(taker.newest()->uses != nullptr);
}

void ProcessWatchTest::cyclesOfFilesNeedTheirUses() {
    const MadeSemaphore one("/one", 0);
    const MadeSemaphore two("/two", 0);
    ChildProcess first([&] { return sem_wait(one.get()); });
    ChildProcess second([&] { return sem_wait(two.get()); });
    ProcessLook look;
    const Cancellation never;
    const Listed all{listed(), {}};
    const auto cyclesWith = [&](const ProcessInterest& wanted) {
        const auto view = look.look(wanted, 250ms, all, never);
        return view && view->graph ? static_cast<int>(view->graph->cycles.size()) : -1;
    };
    constexpr ProcessInterest withUses{.waiting = true, .uses = true};
    if (!ipclens::testing::waitUntil([&] { return cyclesWith(withUses) == 1; }))
        QSKIP("system calls of others can't be seen here");
    // Somebody may have opened them since, and nobody looks any more
    QCOMPARE(cyclesWith({.waiting = true}), 0);
    QCOMPARE(cyclesWith(withUses), 1);
}

void ProcessWatchTest::nobodyIsHiddenUnderAnotherName() {
    const MadeSemaphore lock("/lock", 0);
    QCOMPARE(link("/dev/shm/sem.lock", "/dev/shm/sem.alias"), 0);
    ChildProcess child([&] { return sem_wait(lock.get()); });
    std::vector<processes::Waiter> waiters;
    const bool seen =
        ipclens::testing::waitUntil([&] { return !(waiters = processes::findWaiters().waiters).empty(); });
    const auto snapshot = listed();
    QCOMPARE(unlink("/dev/shm/sem.alias"), 0);
    if (!seen) QSKIP("system calls of others can't be seen here");
    QCOMPARE(snapshot->posixSemaphores.size(), std::size_t{2});
    HiddenWaiters hidden;
    for (std::size_t pass = 0; pass < HiddenWaiters::passesThatAgree; ++pass)
        hidden.count(waiters, *snapshot);
    QVERIFY(hidden.counts().empty());
}

void ProcessWatchTest::hiddenIsWhatThePassesAgreeOn() {
    const auto set = makeSet(1);
    ChildProcess first([&] { return waitFor(set.id()); });
    QVERIFY(isBlocked(first));
    const auto snapshot = listed();
    HiddenWaiters hidden;
    for (std::size_t pass = 1; pass < HiddenWaiters::passesThatAgree; ++pass) {
        hidden.count({}, *snapshot); // as where nobody may be looked into
        QVERIFY(hidden.counts().empty());
    }
    ChildProcess second([&] { return waitFor(set.id()); });
    QVERIFY(isBlocked(second));
    for (std::size_t pass = 1; pass < HiddenWaiters::passesThatAgree; ++pass) {
        hidden.count({}, *snapshot);
        QCOMPARE(hidden.counts(), (HiddenWaiters::Counts{{objectOf(set), 1}}));
    }
    hidden.count({}, *snapshot);
    QCOMPARE(hidden.counts(), (HiddenWaiters::Counts{{objectOf(set), 2}}));

    hidden.count(processes::findWaiters().waiters, *snapshot);
    QVERIFY(hidden.counts().empty());
    QVERIFY(set.remove().has_value());
}

void ProcessWatchTest::largeSetsAreReadInTurn() {
    std::vector<sysv::SemaphoreSet> sets;
    for (int count = 0; count < 3; ++count)
        sets.push_back(makeSet(mostMembers));
    const auto snapshot = listed();
    QCOMPARE(snapshot->sets.size(), std::size_t{3});
    const Id last = snapshot->sets.back().id;
    ChildProcess child([&] { return waitFor(last); });
    QVERIFY(isBlocked(child));
    HiddenWaiters hidden;
    // The third pass comes to it, and from then on it is looked at each time
    for (std::size_t pass = 1; pass < 2 + HiddenWaiters::passesThatAgree; ++pass) {
        hidden.count({}, *snapshot);
        QVERIFY(hidden.counts().empty());
    }
    for (int pass = 0; pass < 3; ++pass) {
        hidden.count({}, *snapshot);
        QCOMPARE(hidden.counts(), (HiddenWaiters::Counts{{{Kind::Semaphore, last}, 1}}));
    }
    for (const auto& set : sets)
        QVERIFY(set.remove().has_value());
}

void ProcessWatchTest::aWaiterThatMayNotBeLookedIntoIsCounted() {
    if (!ipclens::testing::canRunUnprivileged()) QSKIP("this process can't become another user");
    const auto set = makeSet(1, 0666);
    ChildProcess child([&] { return waitFor(set.id()); });
    QVERIFY(isBlocked(child));
    const auto status = ipclens::testing::runUnprivileged([&] {
        const auto snapshot = listed();
        const ProcessInterest wanted{.waiting = true};
        const Cancellation cancellation;
        ProcessLook look;
        for (int tries = 0; tries < 8; ++tries) {
            const auto view = look.look(wanted, 250ms, {snapshot, {}}, cancellation);
            const bool counted = view && view->hiddenWaiters == HiddenWaiters::Counts{{objectOf(set), 1}};
            if (counted) return tries > 1 ? 0 : 2;
            std::this_thread::sleep_until(look.nextAt(wanted, 250ms));
        }
        return 1;
    });
    QCOMPARE(status, std::optional(0));
    QVERIFY(set.remove().has_value());
}

IPCLENS_TEST_MAIN(ProcessWatchTest)
#include "process_watch_test.moc"
