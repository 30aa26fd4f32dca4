// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/name_watch.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <QTest>

#include <fstream>

#include <poll.h>
#include <sched.h>
#include <sys/mount.h>

using namespace ipclens;
using listing::Kinds;
using testing::MadeQueue;
using testing::MadeSemaphore;
using testing::ShmEntry;
using watching::NameWatch;

namespace {

constexpr Kinds none{false, false, false};
constexpr Kinds semaphores = Kinds::only(Kind::Semaphore);
constexpr Kinds segments = Kinds::only(Kind::SharedMemory);
constexpr Kinds queues = Kinds::only(Kind::MessageQueue);

bool isReadable(const NameWatch& watch) {
    pollfd waiting{watch.descriptor(), POLLIN, 0};
    return poll(&waiting, 1, 0) == 1;
}

int inAMountNamespace(const std::function<int()>& work) {
    testing::ChildProcess child([&] { return unshare(CLONE_NEWNS) != 0 ? 90 : work(); });
    return child.wait();
}

} // namespace

class NameWatchTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsNoNews();
    void madeAndRemoved();
    void aRenamedOne();
    void whatIsNoMaking();
    void manyAreOne();
    void lostEventsMeanEverything();
    void queuesThatAreMountedNowhere();
    void withoutAnyQueueFolder();
    void aMountThatComesLater();
    void aMountThatMayBeReadLater();
    void aFolderThatWentAway();
};

void NameWatchTest::nothingIsNoNews() {
    auto watch = NameWatch::start();
    QVERIFY(watch);
    QVERIFY(!isReadable(*watch));
    QVERIFY(watch->take() == none);
}

void NameWatchTest::madeAndRemoved() {
    auto watch = NameWatch::start().value();
    {
        const MadeSemaphore made("/watched", 1);
        QVERIFY(isReadable(watch));
        QVERIFY(watch.take() == semaphores);
        QVERIFY(!isReadable(watch));
    }
    QVERIFY(isReadable(watch) && watch.take() == semaphores);
    {
        const ShmEntry entry("watched");
        QCOMPARE(entry.makeFile(1), 0);
        QVERIFY(isReadable(watch) && watch.take() == segments);
    }
    QVERIFY(watch.take() == segments);
    {
        const MadeQueue made("/watched");
        QVERIFY(isReadable(watch) && watch.take() == queues);
    }
    QVERIFY(watch.take() == queues);
    QVERIFY(watch.take() == none);
}

void NameWatchTest::aRenamedOne() {
    const ShmEntry before("before");
    const ShmEntry after("after");
    QCOMPARE(before.makeFile(1), 0);
    auto watch = NameWatch::start().value();
    QCOMPARE(rename(before.path(), after.path()), 0);
    QVERIFY(watch.take() == segments);
}

void NameWatchTest::whatIsNoMaking() {
    const MadeSemaphore made("/same", 1);
    const MadeQueue queue("/same");
    auto watch = NameWatch::start().value();
    sem_post(made.get());
    QVERIFY(queue.send("x"));
    QCOMPARE(chmod("/dev/shm/sem.same", 0644), 0);
    close(open("/dev/mqueue/same", O_RDONLY | O_CLOEXEC));
    QVERIFY(!isReadable(watch));
    QVERIFY(watch.take() == none);
}

void NameWatchTest::manyAreOne() {
    auto watch = NameWatch::start().value();
    for (int i = 0; i < 500; ++i) {
        const ShmEntry entry("many");
        QCOMPARE(entry.makeFile(1), 0);
    }
    const MadeQueue queue("/one");
    QVERIFY((watch.take() == Kinds{false, true, true}));
    QVERIFY(!isReadable(watch));
}

void NameWatchTest::lostEventsMeanEverything() {
    std::ifstream file("/proc/sys/fs/inotify/max_queued_events");
    int most = 0;
    file >> most;
    if (most <= 0 || most > 100'000) QSKIP("the kernel's queue is too long to fill");
    auto watch = NameWatch::start().value();
    // Equal events behind one another are one already: names take turns
    const ShmEntry first("first");
    const ShmEntry second("second");
    for (int i = 0; i < most; ++i) {
        const ShmEntry& entry = i % 2 == 0 ? first : second;
        QCOMPARE(entry.makeFile(1), 0);
        QCOMPARE(unlink(entry.path()), 0);
    }
    QVERIFY(watch.take() == Kinds{});
    const ShmEntry later("later");
    QCOMPARE(later.makeFile(1), 0);
    QVERIFY(watch.take() == segments);
}

void NameWatchTest::queuesThatAreMountedNowhere() {
    QCOMPARE(inAMountNamespace([] {
                 if (umount2("/dev/mqueue", MNT_DETACH) != 0) return 1;
                 auto watch = NameWatch::start().value();
                 const MadeQueue made("/unmounted");
                 return watch.take() == queues ? 0 : 2;
             }),
             0);
}

void NameWatchTest::withoutAnyQueueFolder() {
    QCOMPARE(inAMountNamespace([] {
                 if (umount2("/dev/mqueue", MNT_DETACH) != 0) return 1;
                 const testing::WithoutCapabilities ordinary;
                 auto watch = NameWatch::start().value();
                 const MadeQueue made("/unseen");
                 if (watch.take() != none) return 2;
                 const MadeSemaphore seen("/seen", 1);
                 return watch.take() == semaphores ? 0 : 3;
             }),
             0);
}

void NameWatchTest::aMountThatComesLater() {
    QCOMPARE(inAMountNamespace([] {
                 if (umount2("/dev/mqueue", MNT_DETACH) != 0) return 1;
                 auto watch = NameWatch::start().value();
                 if (mount("q", "/dev/mqueue", "mqueue", 0, nullptr) != 0) return 2;
                 if (!isReadable(watch) || watch.take() != Kinds{} || isReadable(watch)) return 3;
                 const MadeQueue made("/now");
                 return watch.take() == queues ? 0 : 4;
             }),
             0);
}

void NameWatchTest::aMountThatMayBeReadLater() {
    testing::ChildProcess child([] {
        const testing::WithoutCapabilities ordinary;
        const MadeQueue before("/before");
        if (chmod("/dev/mqueue", 0) != 0) return 1;
        auto watch = NameWatch::start().value();
        if (chmod("/dev/mqueue", 01777) != 0) return 2;
        // No event tells it: the next look finds out
        if (watch.take() != Kinds{}) return 3;
        const MadeQueue made("/now");
        return isReadable(watch) && watch.take() == queues ? 0 : 4;
    });
    QCOMPARE(child.wait(), 0);
}

void NameWatchTest::aFolderThatWentAway() {
    QCOMPARE(inAMountNamespace([] {
                 const std::string folder = testing::scratchDirectory() + "/watched";
                 if (mkdir(folder.c_str(), 0700) != 0) return 1;
                 auto watch = NameWatch::start(folder).value();
                 if (rmdir(folder.c_str()) != 0) return 2;
                 if (!isReadable(watch) || watch.take() != Kinds{}) return 3;
                 return isReadable(watch) ? 4 : 0;
             }),
             0);
}

IPCLENS_TEST_MAIN(NameWatchTest)

#include "name_watch_test.moc"
