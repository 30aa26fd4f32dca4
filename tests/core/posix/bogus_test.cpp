// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

/// Files in /dev/shm that are no objects: they are looked at without being opened, and never operated on.
class BogusTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void semaphore_data();
    void semaphore();
    void semaphoreCutShort();
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
    QVERIFY(waitUntilBlockedIn(one.pid(), {SYS_open, SYS_openat}));
    QVERIFY(waitUntilBlockedIn(two.pid(), {SYS_open, SYS_openat}));
    QVERIFY(!need(SharedMemory::look("/x")).regular());
    QVERIFY(!SharedMemory::open("/x") && !Semaphore::open("/x"));
    QVERIFY(need(Semaphore::look("/x")).bogus);
    QTest::qSleep(20);
    QVERIFY(one.running() && two.running());
}

IPCLENS_TEST_MAIN(BogusTest)

#include "bogus_test.moc"
