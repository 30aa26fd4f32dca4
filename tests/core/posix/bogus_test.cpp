// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/bogus_file.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <chrono>
#include <semaphore.h>
#include <string>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;
using namespace std::chrono_literals;

/// Files in /dev/shm that are no objects: they are looked at without being opened, and never operated on.
class BogusTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void semaphore_data();
    void semaphore();
    void semaphoreCutShort();
    void semaphoreCutShortWhileItIsUsed();
    void semaphoreCutShortWhileItIsWaitedOn();
    void anyBytesOfASemaphoresSize_data();
    void anyBytesOfASemaphoresSize();
    void segment_data();
    void segment();
    void writerOfFifoGoesOnWaiting();
};

void BogusTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void BogusTest::semaphore_data() {
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("empty") << QByteArray("a file of another size");
    QTest::newRow("short") << QByteArray("a file of another size");
    QTest::newRow("long") << QByteArray("a file of another size");
    QTest::newRow("directory") << QByteArray("a directory");
    QTest::newRow("link") << QByteArray("a symbolic link");
    QTest::newRow("dangling link") << QByteArray("a symbolic link");
    QTest::newRow("fifo") << QByteArray("a FIFO");
    QTest::newRow("socket") << QByteArray("a socket");
}

void BogusTest::semaphore() {
    QFETCH(QByteArray, reason);
    const auto good = need(Semaphore::create("/good", {}));
    const QString what = QString::fromLatin1(QTest::currentDataTag());
    {
        const BogusFile file(what, "/dev/shm/sem.x", what == "link" ? "sem.good" : "none");
        const SemaphoreLook look = need(Semaphore::look("/x"));
        QVERIFY(look.bogus && !look.known());
        QCOMPARE(look.value + look.waiting, 0U);
        VERIFY_FAILS(Semaphore::open("/x"), ErrorKind::Other, 0);
        QVERIFY(QByteArray::fromStdString(Semaphore::open("/x").error().reason).contains(reason));
        VERIFY_FAILS(Semaphore::create("/x", {}), ErrorKind::Exists, EEXIST);
        SemaphoreOptions options;
        options.ifExists = IfExists::Open;
        VERIFY_FAILS(Semaphore::create("/x", options), ErrorKind::Other, 0);
        if (!look.file.regular()) VERIFY_FAILS(Semaphore::change("/x", {{}, {}, 0666}), ErrorKind::Other, 0);
        if (what != "directory") VERIFY_DONE(Semaphore::unlink("/x"));
    }
    QCOMPARE(need(good.value()), 0U);
    QCOMPARE(modeOf("/dev/shm/sem.good"), mode_t{0600});
    VERIFY_DONE(Semaphore::unlink("/good"));
}

void BogusTest::semaphoreCutShort() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    QCOMPARE(::truncate("/dev/shm/sem.x", 0), 0);
    QVERIFY(need(Semaphore::look("/x")).bogus);
    VERIFY_FAILS(Semaphore::open("/x"), ErrorKind::Other, 0);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void BogusTest::semaphoreCutShortWhileItIsUsed() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    VERIFY_DONE(semaphore.post());
    QCOMPARE(::truncate("/dev/shm/sem.x", 0), 0);
    Wait atOnce;
    atOnce.block = false;
    VERIFY_FAILS(semaphore.post(), ErrorKind::Other, EFAULT);
    VERIFY_FAILS(semaphore.wait(atOnce), ErrorKind::Other, EFAULT);
    VERIFY_FAILS(semaphore.wait(), ErrorKind::Other, EFAULT);
    VERIFY_FAILS(semaphore.value(), ErrorKind::Other, EFAULT);
    QCOMPARE(semaphore.post().error().reason, std::string("it is no semaphore any more: its file was cut short"));
    // The page is there again, and empty
    QCOMPARE(::truncate("/dev/shm/sem.x", sizeof(sem_t)), 0);
    QCOMPARE(need(semaphore.value()), 0U);
    VERIFY_DONE(semaphore.post());
    VERIFY_DONE(semaphore.wait(atOnce));
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void BogusTest::semaphoreCutShortWhileItIsWaitedOn() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    for (const bool cancels : {true, false}) {
        Cancellation cancellation;
        Wait wait;
        wait.cancellation = &cancellation;
        if (!cancels) wait.timeout = 200ms;
        Result<void> waited;
        std::thread waiter([&] { waited = semaphore.wait(wait); });
        const bool counted = testing::waitUntil([] { return need(Semaphore::look("/x")).waiting == 1; });
        const int cut = ::truncate("/dev/shm/sem.x", 0);
        if (cancels) cancellation.cancel();
        waiter.join();
        QVERIFY(counted);
        QCOMPARE(cut, 0);
        VERIFY_FAILS(waited, ErrorKind::Other, EFAULT);
        QCOMPARE(::truncate("/dev/shm/sem.x", sizeof(sem_t)), 0);
    }
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void BogusTest::anyBytesOfASemaphoresSize_data() {
    QTest::addColumn<int>("byte");
    QTest::addColumn<bool>("bogus");
    QTest::newRow("zeros") << 0x00 << false;
    QTest::newRow("digits") << 0x30 << false; // glibc's sem_post would abort, as it takes them for flags of a futex
    QTest::newRow("ones") << 0xff << true;
}

void BogusTest::anyBytesOfASemaphoresSize() {
    QFETCH(int, byte);
    QFETCH(bool, bogus);
    const ShmEntry file("sem.x");
    const std::string bytes(sizeof(sem_t), static_cast<char>(byte));
    QCOMPARE(file.makeFile(0), 0);
    const int fd = ::open(file.path(), O_WRONLY | O_CLOEXEC);
    QCOMPARE(::write(fd, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::close(fd);

    const SemaphoreLook look = need(Semaphore::look("/x"));
    QCOMPARE(look.bogus, bogus);
    const auto semaphore = need(Semaphore::open("/x"));
    if (bogus) {
        VERIFY_FAILS(semaphore.post(), ErrorKind::OutOfRange, EOVERFLOW);
        return;
    }
    VERIFY_DONE(semaphore.post());
    QCOMPARE(need(semaphore.value()), look.value + 1);
    QCOMPARE(need(Semaphore::look("/x")).waiting, look.waiting);
    Wait wait;
    wait.timeout = 10ms;
    VERIFY_DONE(semaphore.wait(wait));
    if (look.value == 0) VERIFY_FAILS(semaphore.wait(wait), ErrorKind::TimedOut, ETIMEDOUT);
    QCOMPARE(need(semaphore.value()), look.value);
    QCOMPARE(need(Semaphore::look("/x")).waiting, look.waiting);
}

void BogusTest::segment_data() {
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("directory") << QByteArray("a directory");
    QTest::newRow("link") << QByteArray("a symbolic link");
    QTest::newRow("dangling link") << QByteArray("a symbolic link");
    QTest::newRow("fifo") << QByteArray("a FIFO");
    QTest::newRow("socket") << QByteArray("a socket");
}

void BogusTest::segment() {
    QFETCH(QByteArray, reason);
    SegmentOptions options;
    options.size = 10;
    const auto good = need(SharedMemory::create("/good", options));
    const QString what = QString::fromLatin1(QTest::currentDataTag());
    {
        const BogusFile file(what, "/dev/shm/x", what == "link" ? "good" : "none");
        QVERIFY(!need(SharedMemory::look("/x")).regular());
        for (const SegmentAccess access : {SegmentAccess::ReadOnly, SegmentAccess::ReadWrite}) {
            const auto opened = SharedMemory::open("/x", access, Content::Truncate);
            VERIFY_FAILS(opened, ErrorKind::Other, 0);
            QVERIFY(QByteArray::fromStdString(opened.error().reason).contains(reason));
        }
        VERIFY_FAILS(SharedMemory::create("/x", options), ErrorKind::Exists, EEXIST);
        options.ifExists = IfExists::Open;
        VERIFY_FAILS(SharedMemory::create("/x", options), ErrorKind::Other, 0);
        VERIFY_FAILS(SharedMemory::change("/x", {{}, {}, 0666}), ErrorKind::Other, 0);
        if (what != "directory") VERIFY_DONE(SharedMemory::unlink("/x"));
    }
    QCOMPARE(need(good.stat()).size, std::uint64_t{10});
    QCOMPARE(modeOf("/dev/shm/good"), mode_t{0600});
    VERIFY_DONE(SharedMemory::unlink("/good"));
}

void BogusTest::writerOfFifoGoesOnWaiting() {
    const BogusFile segment("fifo", "/dev/shm/x");
    const BogusFile semaphore("fifo", "/dev/shm/sem.x");
    const auto opensForWriting = [](const char* path) {
        return [path] { return ::open(path, O_WRONLY | O_CLOEXEC) >= 0 ? 0 : 1; };
    };
    const ChildProcess one(opensForWriting("/dev/shm/x"));
    const ChildProcess two(opensForWriting("/dev/shm/sem.x"));
    QVERIFY(waitUntilBlockedIn(one.pid(), openCalls));
    QVERIFY(waitUntilBlockedIn(two.pid(), openCalls));
    QVERIFY(!need(SharedMemory::look("/x")).regular());
    QVERIFY(!SharedMemory::open("/x") && !Semaphore::open("/x"));
    QVERIFY(need(Semaphore::look("/x")).bogus);
    QTest::qSleep(20);
    QVERIFY(one.running() && two.running());
}

IPCLENS_TEST_MAIN(BogusTest)

#include "bogus_test.moc"
