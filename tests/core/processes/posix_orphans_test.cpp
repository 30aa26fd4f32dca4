// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// POSIX objects that no process has: told where every process can be looked into, and else a doubt.

#include "core/processes/object_file.h"
#include "core/processes/unlisted.h"
#include "tests/core/processes/orphans_fixture.h"
#include "tests/support/pid_namespace.h"
#include "tests/support/posix_object_ids.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>

#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::processes;
using namespace ipclens::testing;

namespace {

constexpr std::size_t size = 4096;

const ObjectId ring = segmentNamed("/ring");
const ObjectId lock = semaphoreNamed("/lock");
const ObjectId jobs = queueNamed("/jobs");

/// One of each kind, that nobody has open but by name; unlinked with this.
class Unused {
public:
    Unused()
        : segment_("ring") {
        bool made = segment_.makeFile(size) == 0;
        const int file = open(segment_.path(), O_RDWR | O_CLOEXEC);
        made = made && pwrite(file, "x", 1, 0) == 1;
        close(file);
        sem_t* const semaphore = sem_open("/lock", O_CREAT | O_EXCL, 0600, 0);
        const mqd_t queue = mq_open("/jobs", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600, nullptr);
        made = made && semaphore != SEM_FAILED && mq_send(queue, "text", 4, 1) == 0;
        sem_close(semaphore);
        mq_close(queue);
        if (!made) throw std::runtime_error("no objects");
    }
    Unused(const Unused&) = delete;
    Unused& operator=(const Unused&) = delete;
    ~Unused() {
        sem_unlink("/lock");
        mq_unlink("/jobs");
    }
    [[nodiscard]] const char* path() const { return segment_.path(); }

private:
    ShmEntry segment_;
};

/// Whether the three of Unused are told to be orphans by their kinds.
struct Told {
    bool segment = false;
    bool semaphore = false;
    bool queue = false;
    bool operator==(const Told&) const = default;
};

Told told(const Evidence& evidence = Evidence()) {
    const auto all = evidence.orphans();
    return {orphanIn(all, ring).has_value(), orphanIn(all, lock).has_value(), orphanIn(all, jobs).has_value()};
}

} // namespace

class PosixOrphansTest : public QObject {
    Q_OBJECT

private slots:
    void nobodyHasThem();
    void whatIsYoung();
    void whatTheTimesOfAFileTell();
    void somebodyHasThem();
    void somebodyWaits();
    void somebodyIsNotified();
    void whatWeHaveOpen();
    void whatIsNoSemaphore();
    void aProcessThatCannotBeLookedInto();
    void aProcessOutsideThePidNamespace();
    void aProcessThatProcHides();
    void lookingMovesNoTimes();
};

void PosixOrphansTest::nobodyHasThem() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Unused objects;
        const Evidence evidence;
        HOLDS_HERE(evidence.uses.complete());
        const auto all = evidence.orphans();
        HOLDS_HERE(all.orphans.size() == 3 && all.notTold == 0 && all.doubt.empty());
        const auto segment = orphanIn(all, ring);
        HOLDS_HERE(segment && segment->reason == OrphanReason::NobodyHasIt && segment->bytes == size);
        HOLDS_HERE(segment->words == "nobody has it open or mapped");
        struct stat status {};
        HOLDS_HERE(stat(objects.path(), &status) == 0 && segment->lastUsedAt == status.st_ctime);
        HOLDS_HERE(orphanIn(all, lock)->words == "nobody has it open or mapped");
        const auto queue = orphanIn(all, jobs);
        HOLDS_HERE(queue && queue->words == "nobody has it open" && queue->bytes == 4);
        HOLDS_HERE(queue->lastUsedAt == fileStatusOf(jobs)->st_mtime);
        return 0;
    });
}

void PosixOrphansTest::whatIsYoung() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Unused objects;
        HOLDS_HERE(told(Evidence(youngest - std::chrono::seconds(2))) == Told{});
        const Evidence old(youngest + std::chrono::seconds(2));
        HOLDS_HERE(told(old) == (Told{true, true, true}));
        HOLDS_HERE(old.orphans(std::chrono::seconds(60)).orphans.empty());
        return 0;
    });
}

void PosixOrphansTest::whatTheTimesOfAFileTell() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Unused objects;
        const Evidence evidence;
        HOLDS_HERE(told(evidence) == (Told{true, true, true}));
        const time_t now = std::chrono::system_clock::to_time_t(evidence.snapshot.takenAt);
        const timespec asItIs{0, UTIME_OMIT};
        const timespec lately{now - 5, 0};
        const timespec before{now - 60, 0};
        const auto setBoth = [&](const timespec& accessed, const timespec& written) {
            const timespec times[] = {accessed, written};
            return utimensat(AT_FDCWD, objects.path(), times, 0) == 0 &&
                   utimensat(AT_FDCWD, "/dev/shm/sem.lock", times, 0) == 0;
        };
        // As sem_open(3) and mmap(2) do
        HOLDS_HERE(setBoth(lately, asItIs) && told(evidence) == (Told{false, false, true}));
        HOLDS_HERE(setBoth(before, lately) && told(evidence) == (Told{false, false, true}));
        HOLDS_HERE(setBoth(before, timespec{1000, 0}) && told(evidence) == (Told{true, true, true}));
        const auto all = evidence.orphans();
        HOLDS_HERE(orphanIn(all, ring)->lastUsedAt == now - 60 && orphanIn(all, lock)->lastUsedAt == now - 60);
        const auto older = evidence.orphans(std::chrono::seconds(120));
        HOLDS_HERE(!orphanIn(older, ring) && !orphanIn(older, lock));
        return 0;
    });
}

void PosixOrphansTest::somebodyHasThem() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Unused objects;
        const LivingProcess user([&] {
            const int file = open(objects.path(), O_RDONLY | O_CLOEXEC);
            const bool mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0) != MAP_FAILED;
            close(file);
            return mapped && sem_open("/lock", 0) != SEM_FAILED && mq_open("/jobs", O_RDONLY) >= 0;
        });
        HOLDS_HERE(told() == Told{});
        HOLDS_HERE(Evidence().orphans().notTold == 0);
        return 0;
    });
}

void PosixOrphansTest::somebodyWaits() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Unused objects;
        ChildProcess waiter([] { return sem_wait(sem_open("/lock", 0)); });
        HOLDS_HERE(waitUntilBlockedIn(waiter.pid(), {SYS_futex}));
        Evidence evidence;
        HOLDS_HERE(told(evidence) == (Told{true, false, true}));
        // By its waiter alone
        evidence.uses.uses.clear();
        HOLDS_HERE(told(evidence) == (Told{true, false, true}));
        return 0;
    });
}

void PosixOrphansTest::somebodyIsNotified() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Unused objects;
        const LivingProcess notified([] {
            const mqd_t queue = mq_open("/jobs", O_RDWR);
            std::array<char, 8192> text{};
            sigevent event{};
            event.sigev_notify = SIGEV_NONE;
            return mq_receive(queue, text.data(), text.size(), nullptr) == 4 && mq_notify(queue, &event) == 0;
        });
        Evidence evidence;
        HOLDS_HERE(told(evidence) == (Told{true, true, false}));
        evidence.uses.uses.clear();
        HOLDS_HERE(told(evidence) == (Told{true, true, false}));
        return 0;
    });
}

void PosixOrphansTest::whatWeHaveOpen() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const Unused objects;
        const int file = open(objects.path(), O_RDONLY | O_CLOEXEC);
        const Evidence evidence;
        HOLDS_HERE(evidence.uses.of(ring).size() == 1);
        HOLDS_HERE(told(evidence).segment);
        close(file);
        return 0;
    });
}

void PosixOrphansTest::whatIsNoSemaphore() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const ShmEntry bogus("sem.bogus");
        HOLDS_HERE(bogus.makeFile(3) == 0);
        const Evidence evidence;
        HOLDS_HERE(evidence.snapshot.posixSemaphores.size() == 1);
        HOLDS_HERE(evidence.orphans().orphans.empty() && evidence.orphans().notTold == 0);
        return 0;
    });
}

void PosixOrphansTest::aProcessThatCannotBeLookedInto() {
    const Unused objects;
    Evidence evidence;
    evidence.uses.notReadable = 1;
    auto all = evidence.orphans();
    QVERIFY(all.orphans.empty());
    QCOMPARE(all.notTold, 3U);
    QCOMPARE(all.doubt, std::string("3 may be open in a process that can't be looked into"));
    evidence.uses.notReadable = 7;
    QCOMPARE(evidence.orphans().doubt, std::string("3 may be open in one of 7 processes that can't be looked into"));
    evidence.uses.cancelled = true;
    QCOMPARE(evidence.orphans().doubt, std::string("3 may be open: the look was cancelled"));
    evidence.uses.cancelled = false;
    evidence.uses.notReadable = 0;
    evidence.uses.unlisted = Unlisted::Hidden;
    QCOMPARE(evidence.orphans().doubt, std::string("3 may be open in a process that /proc hides (hidepid)"));
    const auto status = runUnprivileged([] {
        const Evidence seen;
        HOLDS_HERE(seen.uses.notReadable > 0 && seen.orphans().orphans.empty());
        return 0;
    });
    if (status) QCOMPARE(*status, 0);
}

void PosixOrphansTest::aProcessOutsideThePidNamespace() {
    const Unused objects;
    const LivingProcess user([&] {
        return open(objects.path(), O_RDONLY) >= 0 && sem_open("/lock", 0) != SEM_FAILED &&
               mq_open("/jobs", O_RDONLY) >= 0;
    });
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        Evidence evidence;
        evidence.uses = usesOf(evidence.snapshot);
        HOLDS_HERE(evidence.uses.uses.empty());
        auto all = evidence.orphans();
        HOLDS_HERE(all.orphans.empty() && all.notTold == 3);
        HOLDS_HERE(all.doubt == "3 may be open in a process outside this PID namespace");
        evidence.uses.notReadable = 2;
        HOLDS_HERE(evidence.orphans().doubt == "3 may be open in one of 2 processes that can't be looked into, or in a "
                                               "process outside this PID namespace");
        return 0;
    });
}

void PosixOrphansTest::aProcessThatProcHides() {
    const ShmEntry segment("ring");
    QCOMPARE(segment.makeFile(size, 0666), 0);
    const LivingProcess user([&] { return open(segment.path(), O_RDONLY) >= 0; });
    ChildProcess elsewhere([] {
        const bool mounted = unshare(CLONE_NEWNS) == 0 &&
                             mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                             mount("proc", "/proc", "proc", 0, "hidepid=2") == 0;
        std::ifstream file("/proc/self/mountinfo");
        const std::string mounts{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        // Before Linux 5.8 all that is mounted of a PID namespace has the options that it was mounted with first
        if (!mounted || mounts.find("hidepid=") == std::string::npos) return exitSkipped;
        return runUnprivileged([] {
                   Evidence evidence;
                   evidence.uses = usesOf(evidence.snapshot);
                   HOLDS_HERE(evidence.uses.notReadable == 0 && evidence.uses.of(ring).empty());
                   const auto all = evidence.orphans();
                   HOLDS_HERE(all.orphans.empty() && all.notTold == 1);
                   HOLDS_HERE(!isPidNamespaceInitial() ||
                              all.doubt == "1 may be open in a process that /proc hides (hidepid)");
                   return 0;
               })
            .value_or(exitSkipped);
    });
    const int status = elsewhere.wait();
    if (status == exitSkipped) QSKIP("/proc can't be mounted so, or there is no second user here");
    QCOMPARE(status, 0);
}

void PosixOrphansTest::lookingMovesNoTimes() {
    const Unused objects;
    const Evidence evidence;
    const auto before = fileStatusOf(jobs);
    QTest::qSleep(20);
    static_cast<void>(evidence.orphans());
    const auto after = fileStatusOf(jobs);
    QVERIFY(before && after);
    QCOMPARE(after->st_mtim.tv_nsec, before->st_mtim.tv_nsec);
    QCOMPARE(after->st_ctim.tv_nsec, before->st_ctim.tv_nsec);
    QCOMPARE(after->st_atim.tv_nsec, before->st_atim.tv_nsec);
    // A listing that reads its status moves others, but not the one that its age is told by
    static_cast<void>(Evidence());
    QCOMPARE(fileStatusOf(jobs)->st_mtim.tv_nsec, before->st_mtim.tv_nsec);
    // Nor does it those of what is mapped, though it reads a semaphore
    const timespec times[] = {{1000, 0}, {0, UTIME_OMIT}};
    for (const char* path : {objects.path(), "/dev/shm/sem.lock"})
        QCOMPARE(utimensat(AT_FDCWD, path, times, 0), 0);
    static_cast<void>(Evidence().orphans());
    QCOMPARE(fileStatusOf(ring)->st_atime, time_t{1000});
    QCOMPARE(fileStatusOf(lock)->st_atime, time_t{1000});
}

IPCLENS_TEST_MAIN(PosixOrphansTest)

#include "posix_orphans_test.moc"
