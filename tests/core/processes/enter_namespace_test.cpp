// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The IPC namespace of another process, entered by a program that has just begun.

#include "core/listing/lister.h"
#include "core/sysv/semaphore_set.h"
#include "tests/core/processes/neighbour.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <cerrno>
#include <cstdio>
#include <thread>

#include <sys/mman.h>
#include <sys/stat.h>

using namespace ipclens;
using namespace ipclens::processes;
using namespace ipclens::testing;

namespace {

/// 0 where a program that has just begun can enter, and finds what it should there.
int whenEntered(std::uint64_t pidOrInode, const std::function<int()>& work) {
    ChildProcess program([&] {
        const auto entered = enterIpcNamespace(pidOrInode);
        if (!entered) std::fprintf(stderr, "%s\n", entered.error().message().c_str());
        HOLDS_HERE(entered && *entered == ownIpcNamespace());
        return work();
    });
    return program.wait();
}

listing::Snapshot listedNow() {
    auto snapshot = need(listing::makeListerOfAll()->list({}));
    snapshot.sortById();
    return snapshot;
}

/// Theirs, and nothing of ours.
int theirsIsShown() {
    const auto snapshot = listedNow();
    HOLDS_HERE(snapshot.sets.size() == 1 && snapshot.sets[0].key.value == theirKey && snapshot.sets[0].count == 3);
    HOLDS_HERE(snapshot.segments.size() == 1 && snapshot.queues.empty());
    HOLDS_HERE(snapshot.posixSegments.size() == 1 && snapshot.posixSegments[0].name.bytes() == theirSegment);
    HOLDS_HERE(snapshot.posixQueues.size() == 1 && snapshot.posixQueues[0].name.bytes() == theirQueue);
    HOLDS_HERE(snapshot.posixQueueSource.way == listing::PosixQueueSource::Way::MountedFolder);
    return 0;
}

/// 0 where that fails with this kind of error.
int isRefused(std::uint64_t pidOrInode, ErrorKind kind) {
    const auto entered = enterIpcNamespace(pidOrInode);
    if (entered || entered.error().kind != kind)
        std::fprintf(stderr, "%s\n", entered ? "entered" : entered.error().message().c_str());
    return !entered && entered.error().kind == kind ? 0 : 1;
}

/// Sanitizers may have threads of their own.
bool childrenHaveOneThread() {
    return ChildProcess([] {
               struct stat tasks {};
               return stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3 ? 0 : 1;
           }).wait() == 0;
}

} // namespace

class EnterNamespaceTest : public QObject {
    Q_OBJECT

private slots:
    void entersByPid();
    void entersByInode();
    void createsAndRemovesThere();
    void nothingOfOursChanges();
    void ownNamespaceIsHere();
    void sameMounts();
    void rootOfTheProcess();
    void aProcessWithoutShm();
    void withoutShmHere();
    void whatThereIsNot();
    void refusedWithThreads();
    void ownUserNamespace();
    void foreignOneIsDenied();
    void mountsThatMayNotBeEntered();
};

void EnterNamespaceTest::entersByPid() {
    const MadeObject ours(Kind::MessageQueue, IPC_PRIVATE);
    const ShmEntry ourSegment("ours");
    const MadeQueue ourQueue("/ours");
    QCOMPARE(ourSegment.makeFile(1), 0);
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    QCOMPARE(whenEntered(neighbour.id(), theirsIsShown), 0);
}

void EnterNamespaceTest::entersByInode() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    QCOMPARE(whenEntered(*ipcNamespaceOf(neighbour.pid()), theirsIsShown), 0);
}

void EnterNamespaceTest::createsAndRemovesThere() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    const auto make = [] {
        HOLDS_HERE(sysv::SemaphoreSet::create(sysv::PrivateKey{}, {}));
        HOLDS_HERE(sysv::SemaphoreSet::open(Key{theirKey}));
        const MadeSemaphore semaphore("/made-there", 1);
        HOLDS_HERE(listedNow().posixSemaphores.size() == 1);
        HOLDS_HERE(mq_unlink(theirQueue) == 0);
        HOLDS_HERE(shm_unlink(theirSegment) == 0);
        return 0;
    };
    QCOMPARE(whenEntered(neighbour.id(), make), 0);
    const auto remains = [] {
        const auto snapshot = listedNow();
        HOLDS_HERE(snapshot.sets.size() == 2);
        HOLDS_HERE(snapshot.posixSemaphores.empty() && snapshot.posixSegments.empty());
        HOLDS_HERE(snapshot.posixQueues.empty());
        return 0;
    };
    QCOMPARE(whenEntered(neighbour.id(), remains), 0);
    QVERIFY(namespaceOf(listNamespaces(), neighbour.pid())->counts == (NamespaceCounts{2, 1, 0}));
}

void EnterNamespaceTest::nothingOfOursChanges() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const ShmEntry segment("ours");
    const MadeQueue queue("/ours");
    QCOMPARE(segment.makeFile(1), 0);
    // What is mounted in one place shows in all that share it, as it is where systemd has started a machine
    const auto share = [] { return mount(nullptr, "/", nullptr, MS_REC | MS_SHARED, nullptr) == 0; };
    const Neighbour neighbour([&] { return inOwnIpcAndMounts() && share(); });
    QVERIFY(neighbour.stands());
    const std::string theirMounts = "/proc/" + std::to_string(neighbour.pid()) + "/mountinfo";
    const auto objects = objectsInNamespace();
    const std::string theirs = textOf(theirMounts.c_str());
    const auto mountMore = [] {
        HOLDS_HERE(mkdir("/dev/shm/folder", 0700) == 0);
        HOLDS_HERE(mount("tmpfs", "/dev/shm/folder", "tmpfs", 0, nullptr) == 0);
        return 0;
    };
    ChildProcess machine([&] {
        HOLDS_HERE(unshare(CLONE_NEWNS) == 0 && share());
        const std::string mounts = textOf("/proc/self/mountinfo");
        HOLDS_HERE(whenEntered(neighbour.id(), mountMore) == 0);
        HOLDS_HERE(textOf("/proc/self/mountinfo") == mounts);
        return 0;
    });
    QCOMPARE(machine.wait(), 0);
    QVERIFY(!theirs.empty());
    QCOMPARE(textOf(theirMounts.c_str()), theirs);
    QCOMPARE(objectsInNamespace(), objects);
}

void EnterNamespaceTest::ownNamespaceIsHere() {
    const std::string mounts = textOf("/proc/self/mountinfo");
    const auto stays = [&] {
        HOLDS_HERE(textOf("/proc/self/mountinfo") == mounts);
        return 0;
    };
    QCOMPARE(whenEntered(ownIpcNamespace(), stays), 0);
    QCOMPARE(whenEntered(static_cast<std::uint64_t>(getpid()), stays), 0);
    const auto status = runUnprivileged([&] { return whenEntered(ownIpcNamespace(), stays); });
    if (status) QCOMPARE(*status, 0);
}

void EnterNamespaceTest::sameMounts() {
    const ShmEntry ours("ours");
    QCOMPARE(ours.makeFile(1), 0);
    const Neighbour neighbour([] { return unshare(CLONE_NEWIPC) == 0; });
    QVERIFY(neighbour.stands());
    const auto shown = [] {
        const auto snapshot = listedNow();
        HOLDS_HERE(snapshot.sets.size() == 1 && snapshot.posixSegments.size() == 2);
        HOLDS_HERE(snapshot.posixQueues.size() == 1 && snapshot.posixQueues[0].name.bytes() == theirQueue);
        return 0;
    };
    QCOMPARE(whenEntered(neighbour.id(), shown), 0);
    ShmEntry(theirSegment + 1); // what is killed leaves it behind
}

void EnterNamespaceTest::rootOfTheProcess() {
    const std::string root = scratchDirectory() + "/root";
    for (const char* folder : {"", "/dev", "/dev/shm"})
        QCOMPARE(mkdir((root + folder).c_str(), 0755), 0);
    {
        const Neighbour neighbour([&] {
            // Past every link of that path: its own /dev/shm is not that of its mount namespace
            return unshare(CLONE_NEWIPC) == 0 && chroot(root.c_str()) == 0 && chdir("/") == 0;
        });
        QVERIFY(neighbour.stands());
        QCOMPARE(whenEntered(neighbour.id(), theirsIsShown), 0);
    }
    unlink((root + "/dev/shm" + theirSegment).c_str());
    for (const char* folder : {"/dev/shm", "/dev", ""})
        QCOMPARE(rmdir((root + folder).c_str()), 0);
}

void EnterNamespaceTest::aProcessWithoutShm() {
    const ShmEntry ours("ours");
    QCOMPARE(ours.makeFile(1), 0);
    const Neighbour neighbour([] {
        return unshare(CLONE_NEWIPC | CLONE_NEWNS) == 0 &&
               mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
               mount("tmpfs", "/dev", "tmpfs", 0, nullptr) == 0;
    });
    QVERIFY(neighbour.stands());
    const auto none = [] {
        const auto snapshot = listedNow();
        HOLDS_HERE(snapshot.sets.size() == 1 && snapshot.posixSegments.empty() && snapshot.unread.empty());
        const int made = shm_open("/new", O_RDWR | O_CREAT, 0600);
        HOLDS_HERE(made < 0 && errno == EROFS);
        return 0;
    };
    QCOMPARE(whenEntered(neighbour.id(), none), 0);
}

void EnterNamespaceTest::withoutShmHere() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    ChildProcess elsewhere([&] {
        HOLDS_HERE(unshare(CLONE_NEWNS) == 0);
        HOLDS_HERE(mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
        const int before = open("/dev", O_PATH | O_CLOEXEC);
        HOLDS_HERE(mount("tmpfs", "/dev", "tmpfs", 0, nullptr) == 0);
        HOLDS_HERE(mkdir("/dev/folder", 0755) == 0 && symlink("folder", "/dev/link") == 0);
        HOLDS_HERE(writeText("/dev/file", "a file") && before >= 0);
        return whenEntered(neighbour.id(), [] {
            const auto snapshot = listedNow();
            HOLDS_HERE(snapshot.posixSegments.size() == 1);
            // Looked for without being mounted, or among what is open
            HOLDS_HERE(snapshot.posixQueues.size() == 1);
            HOLDS_HERE(textOf("/dev/file") == "a file");
            struct stat link {};
            HOLDS_HERE(lstat("/dev/link", &link) == 0 && S_ISLNK(link.st_mode) && stat("/dev/link", &link) == 0);
            return 0;
        });
    });
    QCOMPARE(elsewhere.wait(), 0);
}

void EnterNamespaceTest::whatThereIsNot() {
    const auto gone = static_cast<std::uint64_t>(pidOfNobody());
    ChildProcess program([gone] {
        HOLDS_HERE(isRefused(gone, ErrorKind::NotFound) == 0);
        HOLDS_HERE(isRefused(std::uint64_t{1} << 40U, ErrorKind::NotFound) == 0);
        HOLDS_HERE(isRefused(UINT64_MAX, ErrorKind::NotFound) == 0);
        HOLDS_HERE(isRefused(0, ErrorKind::Invalid) == 0);
        return 0;
    });
    QCOMPARE(program.wait(), 0);
}

void EnterNamespaceTest::refusedWithThreads() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    ChildProcess program([&] {
        const std::uint64_t before = ownIpcNamespace();
        int status = 1;
        std::thread([&] { status = isRefused(neighbour.id(), ErrorKind::Invalid); }).join();
        HOLDS_HERE(status == 0 && ownIpcNamespace() == before);
        return 0;
    });
    QCOMPARE(program.wait(), 0);
}

void EnterNamespaceTest::ownUserNamespace() {
    const auto status = runUnprivileged([] {
        beDumpable();
        const Neighbour neighbour([] { return haveUserNamespace(CLONE_NEWNS) && haveShmOfOurOwn(); });
        if (!neighbour.stands()) return exitSkipped;
        const auto all = listNamespaces();
        const IpcNamespace* theirs = namespaceOf(all, neighbour.pid());
        HOLDS_HERE(theirs != nullptr && theirs->mayEnter && theirs->counts == (NamespaceCounts{1, 1, 0}));
        HOLDS_HERE(prctl(PR_GET_DUMPABLE) == 1);
        return whenEntered(neighbour.id(), [] {
            HOLDS_HERE(theirsIsShown() == 0);
            HOLDS_HERE(prctl(PR_GET_DUMPABLE) == 1);
            const MadeSemaphore semaphore("/made-there", 1);
            const MadeQueue queue("/made-there");
            const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
            HOLDS_HERE(listedNow().count() == 7);
            return 0;
        });
    });
    if (!status) QSKIP("needs another user");
    if (*status == exitSkipped) QSKIP("user namespaces are for root here");
    QCOMPARE(*status, 0);
}

void EnterNamespaceTest::foreignOneIsDenied() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    const auto status = runUnprivileged([&] {
        beDumpable();
        const std::uint64_t before = ownIpcNamespace();
        HOLDS_HERE(isRefused(neighbour.id(), ErrorKind::Denied) == 0);
        HOLDS_HERE(ownIpcNamespace() == before);
        return 0;
    });
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
}

void EnterNamespaceTest::mountsThatMayNotBeEntered() {
    // Its user namespace is the user's, its mounts are root's: its POSIX objects can't be shown, and ours are not
    if (!canRunUnprivileged()) QSKIP("needs another user");
    const Neighbour neighbour(
        [] { return inOwnIpcAndMounts() && setgid(65534) == 0 && setuid(65534) == 0 && haveUserNamespace(0); });
    if (!neighbour.stands()) QSKIP("user namespaces are for root here");
    const auto status = runUnprivileged([&] {
        beDumpable();
        const auto all = listNamespaces();
        const IpcNamespace* theirs = namespaceOf(all, neighbour.pid());
        HOLDS_HERE(theirs != nullptr && !theirs->mayEnter && theirs->counts == (NamespaceCounts{1, 1, 0}));
        HOLDS_HERE(isRefused(neighbour.id(), ErrorKind::Denied) == 0);
        return 0;
    });
    QCOMPARE(*status, 0);
}

int main(int argc, char** argv) {
    enterPrivateNamespaceOrSkip();
    forgetThePerson();
    if (!childrenHaveOneThread()) {
        std::puts("SKIP: a program has threads from its start here");
        return exitSkipped;
    }
    const QCoreApplication application(argc, argv);
    EnterNamespaceTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return statusUnlessObjectsLeft(QTest::qExec(&test, argc, argv));
}

#include "enter_namespace_test.moc"
