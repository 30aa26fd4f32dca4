// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// IPC namespaces of other processes: told, counted, and entered by a program that has just begun.

#include "core/listing/lister.h"
#include "core/processes/namespaces.h"
#include "core/sysv/semaphore_set.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>

#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using namespace ipclens::testing;

namespace {

constexpr key_t theirKey = 0x7e5;
constexpr const char* theirSegment = "/theirs";
constexpr const char* theirQueue = "/their-queue";

std::string textOf(const char* path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

bool writeText(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text << std::flush;
    return file.good();
}

bool haveShmOfOurOwn() {
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", "/dev/shm", "tmpfs", 0, "mode=1777") == 0;
}

/// As an ordinary user's program that exec(2) began, and no longer one that has given up root.
void beDumpable() {
    prctl(PR_SET_DUMPABLE, 1);
}

/// Becomes root of a user namespace of its own, with an IPC namespace.
bool haveUserNamespace(int more) {
    beDumpable();
    const std::string uidMap = "0 " + std::to_string(geteuid()) + " 1";
    const std::string gidMap = "0 " + std::to_string(getegid()) + " 1";
    return unshare(CLONE_NEWUSER | CLONE_NEWIPC | more) == 0 && writeText("/proc/self/setgroups", "deny") &&
           writeText("/proc/self/uid_map", uidMap) && writeText("/proc/self/gid_map", gidMap);
}

/// A process that has objects in namespaces of its own, which end with it.
class Neighbour {
public:
    /// `leave` moves it there, and gives whether it could.
    explicit Neighbour(const std::function<bool()>& leave)
        : Neighbour(leave, Pipe()) {}

    [[nodiscard]] pid_t pid() const { return process_.pid(); }
    [[nodiscard]] auto id() const { return static_cast<std::uint64_t>(process_.pid()); }
    /// Whether it is there, with its objects.
    [[nodiscard]] bool stands() const { return stands_; }
    void end() {
        process_.signal(SIGKILL);
        process_.wait();
    }

private:
    struct Pipe {
        int ends[2] = {-1, -1};
        Pipe() {
            if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
        }
    };

    Neighbour(const std::function<bool()>& leave, const Pipe& ready)
        : process_([&leave, &ready] {
            HOLDS_HERE(leave());
            HOLDS_HERE(semget(theirKey, 3, IPC_CREAT | IPC_EXCL | 0600) >= 0);
            HOLDS_HERE(shmget(theirKey, 4096, IPC_CREAT | IPC_EXCL | 0600) >= 0);
            const ShmEntry segment(theirSegment + 1);
            static_cast<void>(segment.makeFile(4096));
            const MadeQueue queue(theirQueue);
            HOLDS_HERE(write(ready.ends[1], "r", 1) == 1);
            pause();
            return 0;
        }) {
        close(ready.ends[1]);
        char byte = 0;
        stands_ = read(ready.ends[0], &byte, 1) == 1;
        close(ready.ends[0]);
    }

    ChildProcess process_;
    bool stands_ = false;
};

bool inOwnIpcAndMounts() {
    return unshare(CLONE_NEWIPC | CLONE_NEWNS) == 0 && haveShmOfOurOwn();
}

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

const IpcNamespace* namespaceOf(const Namespaces& all, pid_t pid) {
    const auto found = std::find_if(all.namespaces.begin(), all.namespaces.end(), [&](const IpcNamespace& each) {
        return std::any_of(each.processes.begin(), each.processes.end(),
                           [&](const Process& process) { return process.pid == pid; });
    });
    return found == all.namespaces.end() ? nullptr : &*found;
}

pid_t pidOfNobody() {
    ChildProcess ended([] { return 0; });
    const pid_t pid = ended.pid();
    ended.wait();
    return pid;
}

/// Sanitizers may have threads of their own.
bool childrenHaveOneThread() {
    return ChildProcess([] {
               struct stat tasks {};
               return stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3 ? 0 : 1;
           }).wait() == 0;
}

} // namespace

class NamespacesTest : public QObject {
    Q_OBJECT

private slots:
    void inodes();
    void listsOwnAndOthers();
    void countingAttachesNothing();
    void asAnOrdinaryUser();
    void canBeCancelled();
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

void NamespacesTest::entersByPid() {
    const MadeObject ours(Kind::MessageQueue, IPC_PRIVATE);
    const ShmEntry ourSegment("ours");
    const MadeQueue ourQueue("/ours");
    QCOMPARE(ourSegment.makeFile(1), 0);
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    QCOMPARE(whenEntered(neighbour.id(), theirsIsShown), 0);
}

void NamespacesTest::entersByInode() {
    const Neighbour neighbour(inOwnIpcAndMounts);
    QVERIFY(neighbour.stands());
    QCOMPARE(whenEntered(*ipcNamespaceOf(neighbour.pid()), theirsIsShown), 0);
}

void NamespacesTest::createsAndRemovesThere() {
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

void NamespacesTest::nothingOfOursChanges() {
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

void NamespacesTest::ownNamespaceIsHere() {
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

void NamespacesTest::sameMounts() {
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

void NamespacesTest::rootOfTheProcess() {
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

void NamespacesTest::aProcessWithoutShm() {
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

void NamespacesTest::withoutShmHere() {
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

void NamespacesTest::whatThereIsNot() {
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

void NamespacesTest::refusedWithThreads() {
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

void NamespacesTest::ownUserNamespace() {
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

void NamespacesTest::foreignOneIsDenied() {
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

void NamespacesTest::mountsThatMayNotBeEntered() {
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
    NamespacesTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return statusUnlessObjectsLeft(QTest::qExec(&test, argc, argv));
}

#include "namespaces_test.moc"
