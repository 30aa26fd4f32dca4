// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/stat_index.h"
#include "core/processes/unlisted.h"
#include "core/processes/uses.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/processes/attachment.h"
#include "tests/core/processes/used_by.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/pid_namespace.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::attach;
using testing::attachAndWait;
using testing::attachedTo;
using testing::breed;
using testing::ChildProcess;
using testing::MadeObject;
using testing::usedBy;

namespace {

Uses usesNow() {
    listing::StatIndex lister;
    auto snapshot = lister.list({});
    if (!snapshot) throw std::runtime_error(snapshot.error().message());
    snapshot->sortById();
    return usesOf(*snapshot);
}

std::string mapsOf(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/maps");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

/// Who has which segment, of a whole snapshot at once.
class UsesTest : public QObject {
    Q_OBJECT

private slots:
    void countedAsTheKernelDoes();
    void inOrder();
    void markedForDestruction();
    void aPartThatWasUnmapped();
    void whoseFirstThreadEnded();
    void namesOfProcesses_data();
    void namesOfProcesses();
    void aFileThatIsCalledLikeASegment();
    void anotherNamespace();
    void setsAndQueuesAreUsedByNobody();
    void processesThatComeAndGo();
    void anOrdinaryUser();
    void whomProcDoesNotList();
    void hiddenProcesses_data();
    void hiddenProcesses();
    void canBeCancelled();
};

void UsesTest::countedAsTheKernelDoes() {
    const MadeObject segment(Kind::SharedMemory, 0x51, 0600, 10000);
    const MadeObject other(Kind::SharedMemory, IPC_PRIVATE, 0600, 10000);
    QVERIFY(usesNow().uses.empty());
    const ChildProcess reader([&] { return attachAndWait(segment.id(), SHM_RDONLY); });
    const ChildProcess writer([&] {
        if (!attach(segment.id(), SHM_RDONLY) || !attach(segment.id()) || !attach(other.id())) return 1;
        // The child has what its parent has
        if (fork() == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
        pause();
        return 0;
    });
    QVERIFY(testing::waitUntil([&] { return attachedTo(segment.id()) == 5 && attachedTo(other.id()) == 2; }));
    const Uses uses = usesNow();
    for (const MadeObject* made : {&segment, &other}) {
        const auto those = uses.of(made->object());
        const auto times = std::accumulate(those.begin(), those.end(), 0UL,
                                           [](unsigned long sum, const Use& use) { return sum + use.by.times; });
        QCOMPARE(times, attachedTo(made->id()));
        QVERIFY(std::is_sorted(those.begin(), those.end(),
                               [](const Use& one, const Use& two) { return one.by.process.pid < two.by.process.pid; }));
    }
    QCOMPARE(uses.of(segment.object()).size(), std::size_t{3});
    const Attached* reads = usedBy(uses, segment.object(), reader.pid());
    const Attached* writes = usedBy(uses, segment.object(), writer.pid());
    QVERIFY(reads != nullptr && writes != nullptr);
    QCOMPARE(reads->times, 1U);
    QVERIFY(!reads->writable);
    QCOMPARE(writes->times, 2U);
    QVERIFY(writes->writable);
    QCOMPARE(writes->descriptors, 0U);
    QCOMPARE(writes->process, *find(writer.pid()));
    QCOMPARE(attachedTo(segment.id()), 5UL); // looking attached nothing
}

void UsesTest::inOrder() {
    std::vector<MadeObject> made;
    for (int count = 0; count < 5; ++count)
        made.emplace_back(Kind::SharedMemory, IPC_PRIVATE);
    std::vector<void*> addresses;
    for (auto each = made.rbegin(); each != made.rend(); ++each)
        addresses.push_back(shmat(each->id(), nullptr, 0));
    const Uses uses = usesNow();
    for (void* address : addresses)
        shmdt(address);
    QCOMPARE(uses.uses.size(), made.size());
    QVERIFY(std::is_sorted(uses.uses.begin(), uses.uses.end(),
                           [](const Use& one, const Use& two) { return one.object < two.object; }));
    QVERIFY(uses.of(ObjectId{Kind::SharedMemory, Id{0x7fffffff}}).empty());
}

void UsesTest::markedForDestruction() {
    MadeObject segment(Kind::SharedMemory, 0x52);
    const ObjectId object = segment.object();
    const ChildProcess keeper([&] { return attachAndWait(segment.id()); });
    QVERIFY(testing::waitUntil([&] { return attachedTo(object.id.value) == 1; }));
    segment.remove();
    const Uses uses = usesNow();
    QCOMPARE(uses.of(object).size(), std::size_t{1});
    QVERIFY(usedBy(uses, object, keeper.pid()) != nullptr);
}

void UsesTest::aPartThatWasUnmapped() {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 3 * page);
    auto* address = static_cast<std::byte*>(shmat(segment.id(), nullptr, 0));
    QCOMPARE(munmap(address + page, page), 0);
    const Uses uses = usesNow();
    const auto attached = attachedTo(segment.id());
    munmap(address, page);
    munmap(address + 2 * page, page);
    // Each piece is one for the kernel as well
    QCOMPARE(attached, 2UL);
    QCOMPARE(usedBy(uses, segment.object(), getpid())->times, 2U);
}

void UsesTest::whoseFirstThreadEnded() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    const ChildProcess headless([&] {
        pthread_t thread{};
        const auto wait = [](void*) -> void* {
            for (;;)
                pause();
        };
        if (!attach(segment.id()) || pthread_create(&thread, nullptr, wait, nullptr) != 0) return 1;
        syscall(SYS_exit, 0);
        return 0;
    });
    QVERIFY(testing::waitUntil([&] { return attachedTo(segment.id()) == 1; }));
    // Of the first thread, which has none from then on
    QVERIFY(testing::waitUntil([&] { return mapsOf(headless.pid()).empty(); }));
    QVERIFY(usedBy(usesNow(), segment.object(), headless.pid()) != nullptr);
}

void UsesTest::namesOfProcesses_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"two words", ") S 1 (", "a\nb", "\xff\xfe", "\x1b[2J", ""})
        QTest::newRow(name) << QByteArray(name);
}

void UsesTest::namesOfProcesses() {
    QFETCH(QByteArray, name);
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    const ChildProcess child([&] {
        prctl(PR_SET_NAME, name.constData());
        return attachAndWait(segment.id());
    });
    QVERIFY(testing::waitUntil([&] { return attachedTo(segment.id()) == 1; }));
    const Uses uses = usesNow();
    const Attached* attached = usedBy(uses, segment.object(), child.pid());
    QVERIFY(attached != nullptr);
    QCOMPARE(attached->process.name, name.toStdString());
}

void UsesTest::aFileThatIsCalledLikeASegment() {
    const std::string folder = testing::scratchDirectory() + "/elsewhere";
    QCOMPARE(mkdir(folder.c_str(), 0700), 0);
    if (mount("none", folder.c_str(), "tmpfs", 0, nullptr) != 0) QSKIP("no mounts here");
    const std::string path = folder + "/SYSV00000000";
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct stat status {};
    QVERIFY(ftruncate(file, 4096) == 0 && fstat(file, &status) == 0);
    void* address = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    // In maps it is "/SYSV00000000 (deleted)" then, as an attachment is, with an inode of one's choice
    QCOMPARE(unlink(path.c_str()) + umount2(folder.c_str(), MNT_DETACH) + rmdir(folder.c_str()), 0);
    const bool numbered = testing::setSysctl("kernel/shm_next_id", static_cast<long long>(status.st_ino));
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    const Uses uses = usesNow();
    munmap(address, 4096);
    if (!numbered || static_cast<ino_t>(segment.id()) != status.st_ino) QSKIP("ids can't be chosen here");
    QVERIFY(uses.of(segment.object()).empty());
}

void UsesTest::anotherNamespace() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    // Elsewhere other tests have IPC namespaces of their own meanwhile
    QVERIFY_WHERE_ALL_IS_SEEN([&] {
        const ChildProcess elsewhere([&] {
            if (unshare(CLONE_NEWIPC) != 0) return 1;
            testing::setSysctl("kernel/shm_next_id", segment.id());
            const MadeObject twin(Kind::SharedMemory, IPC_PRIVATE);
            if (twin.id() != segment.id()) return 2;
            return attachAndWait(twin.id());
        });
        HOLDS_HERE(testing::waitUntil(
            [&] { return mapsOf(elsewhere.pid()).find("/SYSV") != std::string::npos || !elsewhere.running(); }));
        if (!elsewhere.running()) return testing::exitSkipped;
        const Uses uses = usesNow();
        HOLDS_HERE(uses.of(segment.object()).empty());
        HOLDS_HERE(uses.otherNamespaces == 1);
        return 0;
    });
}

void UsesTest::setsAndQueuesAreUsedByNobody() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    sembuf up{0, 1, SEM_UNDO};
    QCOMPARE(semop(set.id(), &up, 1), 0);
    const Uses uses = usesNow();
    QVERIFY(uses.of(set.object()).empty());
    QVERIFY(uses.of(queue.object()).empty());
    QVERIFY(!uses.filesNotKnown);
}

void UsesTest::processesThatComeAndGo() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    QVERIFY_WHERE_ALL_IS_SEEN([&] {
        HOLDS_HERE(attach(segment.id()));
        for (int breeders = 0; breeders < 3; ++breeders)
            if (fork() == 0) breed([&] { return attach(segment.id()); });
        for (int scan = 0; scan < 200; ++scan) {
            const Uses uses = usesNow();
            HOLDS_HERE(uses.notReadable == 0 && !uses.cancelled);
            HOLDS_HERE(usedBy(uses, segment.object(), getpid()) != nullptr);
            for (const Use& use : uses.uses)
                HOLDS_HERE(use.by.process.pid > 0 && use.by.process.startTicks != 0 && use.by.times <= 2);
        }
        return 0;
    });
}

void UsesTest::anOrdinaryUser() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0666);
    const ChildProcess hidden([&] { return attachAndWait(segment.id()); });
    QVERIFY(testing::waitUntil([&] { return attachedTo(segment.id()) == 1; }));
    const auto result = testing::runUnprivileged([&] {
        if (!attach(segment.id(), SHM_RDONLY)) return 1;
        const Uses uses = usesNow();
        if (uses.notReadable == 0 || uses.complete()) return 2;
        const auto those = uses.of(segment.object());
        return those.size() == 1 && those[0].by.process.pid == getpid() && !those[0].by.writable ? 0 : 3;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

void UsesTest::whomProcDoesNotList() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Uses uses = usesNow();
        HOLDS_HERE(uses.notReadable == 0 && uses.unlisted == Unlisted::Outside);
        HOLDS_HERE(!uses.complete());
        return 0;
    });
}

void UsesTest::hiddenProcesses_data() {
    QTest::addColumn<QByteArray>("mounts");
    QTest::addColumn<bool>("hides");
    const auto line = [](const char* place, const char* options) {
        return QByteArray("22 27 0:21 / ") + place + " rw,relatime shared:12 - proc proc " + options + '\n';
    };
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("all are listed") << line("/proc", "rw") << false;
    QTest::newRow("a number") << line("/proc", "rw,hidepid=2") << true;
    QTest::newRow("a word") << line("/proc", "rw,gid=4,hidepid=invisible") << true;
    QTest::newRow("those that may be traced") << line("/proc", "rw,hidepid=ptraceable,subset=pid") << true;
    QTest::newRow("listed, and refused") << line("/proc", "rw,hidepid=noaccess") << false;
    QTest::newRow("so by number") << line("/proc", "rw,hidepid=1") << false;
    QTest::newRow("of another place") << line("/chroot/proc", "rw,hidepid=2") << false;
    QTest::newRow("the newest counts") << line("/proc", "rw,hidepid=2") + line("/proc", "rw") << false;
    QTest::newRow("among others") << "nonsense\n" + line("/proc", "rw,hidepid=4") +
                                         "23 27 0:5 / /dev rw - tmpfs none rw\n"
                                  << true;
}

void UsesTest::hiddenProcesses() {
    QFETCH(const QByteArray, mounts);
    QTEST(hidesProcesses(mounts.toStdString()), "hides");
}

void UsesTest::canBeCancelled() {
    Cancellation cancellation;
    cancellation.cancel();
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    void* address = shmat(segment.id(), nullptr, 0);
    listing::StatIndex lister;
    const Uses uses = usesOf(*lister.list({}), &cancellation);
    shmdt(address);
    QVERIFY(uses.cancelled);
    QVERIFY(!uses.complete());
    QVERIFY(uses.uses.empty());
}

IPCLENS_TEST_MAIN(UsesTest)

#include "uses_test.moc"
