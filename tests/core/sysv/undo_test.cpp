// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/semaphore_set.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>

#include <pthread.h>

using namespace ipclens;
using ipclens::testing::ChildProcess;
using sysv::SemaphoreOperation;
using sysv::SemaphoreSet;

namespace {

SemaphoreSet setWith(std::uint16_t value) {
    sysv::SemaphoreSetOptions options;
    options.values = {value};
    return *SemaphoreSet::create(sysv::PrivateKey{}, options);
}

struct Job {
    const SemaphoreSet& set;
    std::int16_t delta = 0;
    bool done = false;
};

void* perform(void* argument) {
    auto& job = *static_cast<Job*>(argument);
    job.done = job.set.apply(std::array{SemaphoreOperation{0, job.delta, true}}, Wait::never()).has_value();
    return nullptr;
}

/// One operation with undo on member 0, in a thread that ends with it.
bool inAThread(const SemaphoreSet& set, std::int16_t delta) {
    // A small stack: a usual one would be one that fork(2) left behind, which the thread sanitizer takes for a thread
    constexpr std::size_t stackSize = 256UL * 1024;
    Job job{set, delta};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stackSize);
    pthread_t thread{};
    const bool begun = pthread_create(&thread, &attributes, perform, &job) == 0;
    pthread_attr_destroy(&attributes);
    return begun && pthread_join(thread, nullptr) == 0 && job.done;
}

} // namespace

/// When SEM_UNDO turns an operation back, where threads do the operations: programs with a window lean on it.
class UndoTest : public QObject {
    Q_OBJECT

private slots:
    void isDoneWhenTheProcessEndsNotTheThread();
    void oneThreadGivesBackWhatAnotherTook();
    void isClearedBySettingTheValue();
    void isDoneForAKilledProcess();
};

void UndoTest::isDoneWhenTheProcessEndsNotTheThread() {
    const SemaphoreSet set = setWith(1);
    ChildProcess child([&] {
        if (!inAThread(set, -1)) return 1;
        return *set.value(0) == 0 ? 0 : 2; // the thread is gone, what it took is not back
    });
    QCOMPARE(child.wait(), 0);
    QCOMPARE(*set.value(0), 1);
    QVERIFY(set.remove());
}

void UndoTest::oneThreadGivesBackWhatAnotherTook() {
    const SemaphoreSet set = setWith(3);
    ChildProcess child([&] { return inAThread(set, -2) && inAThread(set, 2) ? 0 : 1; });
    QCOMPARE(child.wait(), 0);
    QCOMPARE(*set.value(0), 3); // and not 5: both count in the records of one process
    QVERIFY(set.remove());
}

void UndoTest::isClearedBySettingTheValue() {
    const SemaphoreSet set = setWith(3);
    ChildProcess child([&] { return inAThread(set, -1) && set.setValue(0, 7) ? 0 : 1; });
    QCOMPARE(child.wait(), 0);
    QCOMPARE(*set.value(0), 7);
    QVERIFY(set.remove());
}

void UndoTest::isDoneForAKilledProcess() {
    const SemaphoreSet set = setWith(1);
    ChildProcess child([&] {
        const bool taken = inAThread(set, -1);
        static_cast<void>(set.apply(std::array{SemaphoreOperation{0, -1, false}})); // waits until it is killed
        return taken ? 1 : 2;
    });
    QVERIFY(ipclens::testing::waitUntil([&] { return set.state(0)->waitingForIncrease == 1; }));
    QCOMPARE(*set.value(0), 0);
    child.signal(SIGKILL);
    QCOMPARE(child.wait(), -SIGKILL);
    QVERIFY(ipclens::testing::waitUntil([&] { return *set.value(0) == 1; }));
    QVERIFY(set.remove());
}

IPCLENS_TEST_MAIN(UndoTest)
#include "undo_test.moc"
