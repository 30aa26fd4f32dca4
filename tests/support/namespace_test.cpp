// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/child_process.h"
#include "tests/support/namespace.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mqueue.h>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

using ipclens::testing::objectsInNamespace;

namespace {

constexpr const char* holdObjects = "--hold-objects";
constexpr key_t heldKey = 0x1d;
constexpr const char* heldName = "/held";

bool makeOneOfEach() {
    return semget(heldKey, 1, IPC_CREAT | IPC_EXCL | 0600) >= 0 &&
           shmget(heldKey, 4096, IPC_CREAT | IPC_EXCL | 0600) >= 0 &&
           msgget(heldKey, IPC_CREAT | IPC_EXCL | 0600) >= 0 &&
           shm_open(heldName, O_CREAT | O_EXCL | O_RDWR, 0600) >= 0 &&
           mq_open(heldName, O_CREAT | O_EXCL | O_RDWR, 0600, nullptr) >= 0;
}

void removeOneOfEach() {
    semctl(semget(heldKey, 0, 0), 0, IPC_RMID);
    shmctl(shmget(heldKey, 0, 0), IPC_RMID, nullptr);
    msgctl(msgget(heldKey, 0), IPC_RMID, nullptr);
    shm_unlink(heldName);
    mq_unlink(heldName);
}

/// What a test program does up to the moment at which somebody kills it.
int holdObjectsUntilKilled() {
    ipclens::testing::enterPrivateNamespaceOrSkip();
    if (!makeOneOfEach()) return 1;
    std::printf("holding %zu\n", objectsInNamespace().size());
    std::fflush(stdout);
    for (;;)
        pause();
}

QByteArray contentsOf(const char* path) {
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A user namespace in which no IPC namespace may be made, as on a machine that forbids them; then this program again.
int runWhereNamespacesAreRefused() {
    if (unshare(CLONE_NEWUSER) != 0) return -1;
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << "0 0 1";
    std::ofstream("/proc/self/gid_map") << "0 0 1";
    std::ofstream limit("/proc/sys/user/max_ipc_namespaces");
    limit << 0;
    limit.close();
    if (!limit) return -1;
    // The reason it prints would be read as this test's own result
    if (std::freopen("/dev/null", "w", stdout) == nullptr) return -1;
    execl("/proc/self/exe", "namespace_test", holdObjects, nullptr);
    return -1;
}

long fileSystemType(const char* path) {
    struct statfs status {};
    return statfs(path, &status) == 0 ? static_cast<long>(status.f_type) : 0;
}

} // namespace

class NamespaceTest : public QObject {
    Q_OBJECT

private slots:
    void beginsEmpty();
    void hasItsOwnDev();
    void seesWhatItMakes();
    void failsWhereObjectsAreLeft();
    void leavesNothingWhenKilled();
    void skipsWhereTheKernelRefuses_data();
    void skipsWhereTheKernelRefuses();
    void setsSysctlsOfItsNamespaceAlone();
};

void NamespaceTest::beginsEmpty() {
    QCOMPARE(objectsInNamespace(), std::vector<std::string>());
}

void NamespaceTest::hasItsOwnDev() {
    constexpr long tmpfs = 0x01021994;
    constexpr long mqueue = 0x19800202;
    QCOMPARE(fileSystemType("/dev/shm"), tmpfs);
    QCOMPARE(fileSystemType("/dev/mqueue"), mqueue);
    struct stat status {};
    QCOMPARE(stat("/dev/shm", &status), 0);
    QCOMPARE(status.st_mode & 07777U, 01777U);

    std::ofstream sink("/dev/null");
    sink << "gone" << std::flush;
    QVERIFY(sink.good());
    std::ifstream source("/dev/urandom");
    QVERIFY(source.get() != std::ifstream::traits_type::eof());

    const std::string file = ipclens::testing::scratchDirectory() + "/file";
    std::ofstream(file) << "kept";
    QCOMPARE(contentsOf(file.c_str()), QByteArray("kept"));
}

void NamespaceTest::seesWhatItMakes() {
    QVERIFY(makeOneOfEach());
    const auto found = objectsInNamespace();
    removeOneOfEach();
    QCOMPARE(found.size(), std::size_t{5});
    QCOMPARE(found.at(3), std::string("/dev/shm/held"));
    QCOMPARE(found.at(4), std::string("/dev/mqueue/held"));
    QCOMPARE(objectsInNamespace().size(), std::size_t{0});
}

void NamespaceTest::failsWhereObjectsAreLeft() {
    QCOMPARE(ipclens::testing::statusUnlessObjectsLeft(0), 0);
    QCOMPARE(ipclens::testing::statusUnlessObjectsLeft(3), 3);
    const int id = semget(IPC_PRIVATE, 1, 0600);
    QVERIFY(id >= 0);
    // Apart, for what it prints would be read as this test's own result
    ipclens::testing::ChildProcess other(
        [] { return std::freopen("/dev/null", "w", stderr) ? ipclens::testing::statusUnlessObjectsLeft(0) : -1; });
    const int status = other.wait();
    semctl(id, 0, IPC_RMID);
    QCOMPARE(status, 1);
}

// This program's own namespace stands for the machine here: another test program runs beside it, and is killed.
void NamespaceTest::leavesNothingWhenKilled() {
    // As systemd has it on most machines: what is mounted in a copy that is still shared comes back to us
    QCOMPARE(mount(nullptr, "/", nullptr, MS_REC | MS_SHARED, nullptr), 0);
    const QByteArray mountsBefore = contentsOf("/proc/self/mountinfo");
    QProcess other;
    other.start(QStringLiteral("/proc/self/exe"), {QString::fromLatin1(holdObjects)});
    QVERIFY(other.waitForReadyRead());
    QCOMPARE(other.readAllStandardOutput(), QByteArray("holding 5\n"));

    const QString theirs = QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/ipc").arg(other.processId()));
    QVERIFY(theirs != QFile::symLinkTarget(QStringLiteral("/proc/self/ns/ipc")));
    QCOMPARE(objectsInNamespace(), std::vector<std::string>());

    other.kill();
    QVERIFY(other.waitForFinished());
    QCOMPARE(other.exitStatus(), QProcess::CrashExit);
    QCOMPARE(objectsInNamespace(), std::vector<std::string>());
    QCOMPARE(contentsOf("/proc/self/mountinfo"), mountsBefore);
}

void NamespaceTest::skipsWhereTheKernelRefuses_data() {
    QTest::addColumn<QByteArray>("required");
    QTest::addColumn<int>("status");
    QTest::newRow("a person's machine") << QByteArray("0") << ipclens::testing::exitSkipped;
    QTest::newRow("where they must run") << QByteArray("1") << 1;
}

void NamespaceTest::skipsWhereTheKernelRefuses() {
    QFETCH(QByteArray, required);
    QFETCH(int, status);
    ipclens::testing::ChildProcess child([&required] {
        setenv("IPCLENS_REQUIRE_NAMESPACES", required.constData(), 1);
        return runWhereNamespacesAreRefused();
    });
    const int ended = child.wait();
    if (ended == 255) QSKIP("no user namespace can be limited here");
    QCOMPARE(ended, status);
}

void NamespaceTest::setsSysctlsOfItsNamespaceAlone() {
    if (!ipclens::testing::setSysctl("kernel/sem_next_id", 4711)) QSKIP("kernel.sem_next_id can't be set here");
    const int id = semget(IPC_PRIVATE, 1, 0600);
    semctl(id, 0, IPC_RMID);
    QCOMPARE(id, 4711);
    QVERIFY(!ipclens::testing::setSysctl("kernel/no_such_sysctl", 1));
    QVERIFY(!ipclens::testing::readSysctl("kernel/no_such_sysctl"));
    QCOMPARE(ipclens::testing::readSysctl("kernel/sem_next_id"), -1LL);
}

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == holdObjects) return holdObjectsUntilKilled();
    ipclens::testing::enterPrivateNamespaceOrSkip();
    const QCoreApplication application(argc, argv);
    NamespaceTest test;
    return ipclens::testing::statusUnlessObjectsLeft(QTest::qExec(&test, argc, argv));
}

#include "namespace_test.moc"
