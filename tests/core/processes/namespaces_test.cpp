// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The IPC namespaces that processes are in: told and counted.

#include "tests/core/processes/neighbour.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <cerrno>

#include <sys/stat.h>

using namespace ipclens;
using namespace ipclens::processes;
using namespace ipclens::testing;

class NamespacesTest : public QObject {
    Q_OBJECT

private slots:
    void inodes();
    void listsOwnAndOthers();
    void countingAttachesNothing();
    void asAnOrdinaryUser();
    void canBeCancelled();
};

void NamespacesTest::inodes() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    VERIFY_DONE(ipcNamespaceOf(getpid()));
    QCOMPARE(*ipcNamespaceOf(getpid()), ownIpcNamespace());
    struct stat status {};
    QCOMPARE(stat("/proc/self/ns/ipc", &status), 0);
    QCOMPARE(ownIpcNamespace(), std::uint64_t{status.st_ino});
    VERIFY_DONE(ipcNamespaceOf(neighbour.pid()));
    QVERIFY(*ipcNamespaceOf(neighbour.pid()) != ownIpcNamespace());
    VERIFY_FAILS(ipcNamespaceOf(pidOfNobody()), ErrorKind::NotFound, ENOENT);
}

void NamespacesTest::listsOwnAndOthers() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const MadeObject otherSet(Kind::Semaphore, IPC_PRIVATE);
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    const auto all = listNamespaces();
    QVERIFY(all.namespaces.size() >= 2);
    const IpcNamespace& own = all.namespaces.front();
    QVERIFY(own.own && own.mayEnter);
    QCOMPARE(own.inode, ownIpcNamespace());
    QCOMPARE(namespaceOf(all, getpid()), &own);
    QVERIFY(own.counts == (NamespaceCounts{2, 0, 1}));
    const IpcNamespace* other = namespaceOf(all, neighbour.pid());
    QVERIFY(other != nullptr);
    QVERIFY(!other->own && other->mayEnter);
    QCOMPARE(other->inode, *ipcNamespaceOf(neighbour.pid()));
    QCOMPARE(other->processes.size(), std::size_t{1});
    QVERIFY(!other->processes[0].name.empty());
    QVERIFY(other->counts == (NamespaceCounts{1, 1, 0}));
    // It was another process that has been there
    QCOMPARE(ownIpcNamespace(), own.inode);
}

void NamespacesTest::countingAttachesNothing() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    void* const address = shmat(segment.id(), nullptr, 0);
    shmid_ds before{};
    shmid_ds after{};
    QCOMPARE(shmctl(segment.id(), IPC_STAT, &before), 0);
    QTest::qSleep(1100); // a copy of this process would attach it a second later
    QVERIFY(namespaceOf(listNamespaces(), neighbour.pid())->counts.has_value());
    QCOMPARE(shmctl(segment.id(), IPC_STAT, &after), 0);
    QCOMPARE(shmdt(address), 0);
    QCOMPARE(after.shm_lpid, before.shm_lpid);
    QCOMPARE(after.shm_atime, before.shm_atime);
    QCOMPARE(after.shm_dtime, before.shm_dtime);
}

void NamespacesTest::asAnOrdinaryUser() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    const auto status = runUnprivileged([&] {
        beDumpable();
        const auto all = listNamespaces();
        HOLDS_HERE(all.namespaces.size() == 1 && all.namespaces[0].own && all.namespaces[0].counts);
        HOLDS_HERE(all.notReadable > 0);
        const auto theirs = ipcNamespaceOf(neighbour.pid());
        HOLDS_HERE(!theirs && theirs.error().kind == ErrorKind::Denied);
        return 0;
    });
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
}

void NamespacesTest::canBeCancelled() {
    Cancellation cancellation;
    cancellation.cancel();
    const auto all = listNamespaces(&cancellation);
    QCOMPARE(all.namespaces.size(), std::size_t{1});
    QVERIFY(all.namespaces[0].own && !all.namespaces[0].counts);
}

IPCLENS_TEST_MAIN(NamespacesTest)

#include "namespaces_test.moc"
