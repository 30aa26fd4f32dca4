// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/semaphore.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <thread>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace std::chrono_literals;
using namespace ipclens::testing;

namespace {

std::string fileOfSemaphore(const std::string& name) {
    return "/dev/shm/sem." + name.substr(1);
}

SemaphoreOptions withValue(std::uint32_t value) {
    SemaphoreOptions options;
    options.value = value;
    return options;
}

std::uint32_t seenValue(const std::string& name) {
    const SemaphoreLook look = need(Semaphore::look(name));
    if (!look.known()) throw std::runtime_error("its value can't be read");
    return look.value;
}

} // namespace

class PosixSemaphoreTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void glibcOpensWhatWeMade();
    void weOpenWhatGlibcMade();
    void createsAndOpens();
    void modeIsExactWhateverTheUmask();
    void valuesUpToTheMaximum();
    void postPastTheMaximum();
    void oddNames();
    void looksAtValueAndWaiters();
    void lookingChangesNothing();
    void unlinkedWhileOpen();
    void unlinkedWhileWaiting();
    void changesModeAndOwner();
    void closedAndMoved();
    void descriptorsStayTheSame();
    void noSpaceLeavesNothing();
    void fileSizeLimitIsNoSignal();
};

void PosixSemaphoreTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixSemaphoreTest::glibcOpensWhatWeMade() {
    const auto ours = need(Semaphore::create("/x", withValue(3)));
    QVERIFY(ours.made());
    ChildProcess child([] {
        sem_t* theirs = ::sem_open("/x", 0);
        if (theirs == SEM_FAILED) return 1;
        for (int i = 0; i < 4; ++i) // and the last one waits for us: so it is one that processes share
            if (::sem_wait(theirs) != 0) return 2;
        return ::sem_post(theirs) == 0 && ::sem_close(theirs) == 0 ? 0 : 3;
    });
    QVERIFY(waitUntilBlockedIn(child.pid(), {SYS_futex}));
    VERIFY_DONE(ours.post());
    QCOMPARE(child.wait(), 0);
    QCOMPARE(need(ours.value()), 1U);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::weOpenWhatGlibcMade() {
    sem_t* theirs = ::sem_open("/x", O_CREAT | O_EXCL, 0600, 7);
    QVERIFY(theirs != SEM_FAILED);
    const auto ours = need(Semaphore::open("/x"));
    QVERIFY(!ours.made());
    QCOMPARE(need(ours.value()), 7U);
    VERIFY_DONE(ours.wait());
    int value = 0;
    ::sem_getvalue(theirs, &value);
    QCOMPARE(value, 6);
    QCOMPARE(seenValue("/x"), 6U);
    ::sem_close(theirs);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::createsAndOpens() {
    VERIFY_FAILS(Semaphore::open("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(Semaphore::look("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(Semaphore::unlink("/x"), ErrorKind::NotFound, ENOENT);
    const auto made = need(Semaphore::create("/x", withValue(5)));
    QCOMPARE(made.name(), std::string("/x"));
    VERIFY_FAILS(Semaphore::create("/x", withValue(1)), ErrorKind::Exists, EEXIST);
    SemaphoreOptions options = withValue(1);
    options.mode = 0666;
    options.ifExists = IfExists::Open;
    const auto opened = need(Semaphore::create("/x", options));
    QVERIFY(made.made() && !opened.made());
    QCOMPARE(need(opened.value()), 5U);
    QCOMPARE(modeOf("/dev/shm/sem.x"), mode_t{0600});
    QVERIFY(need(opened.stat()).id == need(made.stat()).id);
    VERIFY_DONE(Semaphore::unlink("/x"));
    QVERIFY(need(Semaphore::create("/x", options)).made());
    VERIFY_DONE(Semaphore::unlink("/x"));
    for (const char* bad : {"x", "/", "/a/b"}) {
        VERIFY_FAILS(Semaphore::create(bad, {}), ErrorKind::Invalid, 0);
        VERIFY_FAILS(Semaphore::open(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(Semaphore::look(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(Semaphore::unlink(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(Semaphore::change(bad, {}), ErrorKind::Invalid, 0);
    }
}

void PosixSemaphoreTest::modeIsExactWhateverTheUmask() {
    const Umask mask(0077);
    for (const mode_t mode : {0666U, 0777U, 0400U, 0U}) {
        SemaphoreOptions options;
        options.mode = mode;
        const auto semaphore = need(Semaphore::create("/x", options));
        QCOMPARE(modeOf("/dev/shm/sem.x"), mode);
        VERIFY_DONE(semaphore.post()); // who made it may use it, whatever its mode
        VERIFY_DONE(Semaphore::unlink("/x"));
    }
}

void PosixSemaphoreTest::valuesUpToTheMaximum() {
    for (const std::uint32_t value : {0U, 1U, semaphoreValueMax}) {
        const auto semaphore = need(Semaphore::create("/x", withValue(value)));
        QCOMPARE(need(semaphore.value()), value);
        QCOMPARE(seenValue("/x"), value);
        VERIFY_DONE(Semaphore::unlink("/x"));
    }
    VERIFY_FAILS(Semaphore::create("/x", withValue(semaphoreValueMax + 1)), ErrorKind::OutOfRange, 0);
}

void PosixSemaphoreTest::postPastTheMaximum() {
    const auto semaphore = need(Semaphore::create("/x", withValue(semaphoreValueMax)));
    VERIFY_FAILS(semaphore.post(), ErrorKind::OutOfRange, EOVERFLOW);
    QCOMPARE(need(semaphore.value()), semaphoreValueMax);
    VERIFY_DONE(semaphore.wait());
    VERIFY_DONE(semaphore.post());
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::oddNames() {
    std::vector<std::string> names = ipclens::testing::oddNames();
    names.push_back("/" + std::string(251, 'n'));
    names.insert(names.end(), {"/.", "/.."});
    for (const std::string& name : names) {
        const auto made = need(Semaphore::create(name, withValue(2)));
        QCOMPARE(modeOf(fileOfSemaphore(name)), mode_t{0600});
        sem_t* theirs = ::sem_open(name.c_str(), 0);
        QVERIFY(theirs != SEM_FAILED);
        ::sem_close(theirs);
        VERIFY_DONE(need(Semaphore::open(name)).wait());
        QCOMPARE(seenValue(name), 1U);
        VERIFY_DONE(Semaphore::change(name, {{}, {}, 0640}));
        VERIFY_DONE(Semaphore::unlink(name));
    }
}

void PosixSemaphoreTest::looksAtValueAndWaiters() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    const auto waiting = [] { return need(need(Semaphore::open("/x")).wait()), 0; };
    ChildProcess one(waiting);
    ChildProcess two(waiting);
    QVERIFY(waitUntilBlockedIn(one.pid(), {SYS_futex}) && waitUntilBlockedIn(two.pid(), {SYS_futex}));
    SemaphoreLook look = need(Semaphore::look("/x"));
    QVERIFY(look.known());
    QCOMPARE(look.value, 0U);
    QCOMPARE(look.waiting, 2U);
    QCOMPARE(look.file.permissions.mode, std::uint16_t{0600});
    QCOMPARE(look.file.permissions.uid, ::geteuid());
    QVERIFY(look.file.id == need(semaphore.stat()).id);
    VERIFY_DONE(semaphore.post());
    QVERIFY(waitUntil([] { return need(Semaphore::look("/x")).waiting == 1; }));
    VERIFY_DONE(semaphore.post());
    QCOMPARE(one.wait() + two.wait(), 0);
    look = need(Semaphore::look("/x"));
    QCOMPARE(look.value + look.waiting, 0U);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::lookingChangesNothing() {
    const auto semaphore = need(Semaphore::create("/x", withValue(4)));
    struct stat before {};
    struct stat after {};
    QCOMPARE(::stat("/dev/shm/sem.x", &before), 0);
    QTest::qSleep(20);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(seenValue("/x"), 4U);
    QCOMPARE(::stat("/dev/shm/sem.x", &after), 0);
    QCOMPARE(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
    QCOMPARE(need(semaphore.value()), 4U);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::unlinkedWhileOpen() {
    const auto first = need(Semaphore::create("/x", withValue(1)));
    VERIFY_DONE(Semaphore::unlink("/x"));
    const auto second = need(Semaphore::create("/x", withValue(9)));
    VERIFY_DONE(first.post());
    QCOMPARE(need(first.value()), 2U);
    QCOMPARE(need(second.value()), 9U);
    QVERIFY(!(need(first.stat()).id == need(second.stat()).id));
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::unlinkedWhileWaiting() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    ChildProcess child([] { return need(need(Semaphore::open("/x")).wait()), 0; });
    QVERIFY(waitUntilBlockedIn(child.pid(), {SYS_futex}));
    VERIFY_DONE(Semaphore::unlink("/x"));
    QVERIFY(waitUntilBlockedIn(child.pid(), {SYS_futex}));
    QVERIFY(child.running());
    VERIFY_DONE(semaphore.post());
    QCOMPARE(child.wait(), 0);
}

void PosixSemaphoreTest::changesModeAndOwner() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    VERIFY_DONE(Semaphore::change("/x", {{}, {}, 0}));
    QCOMPARE(modeOf("/dev/shm/sem.x"), mode_t{0});
    VERIFY_DONE(Semaphore::change("/x", {::geteuid(), ::getegid(), 0644}));
    QCOMPARE(modeOf("/dev/shm/sem.x"), mode_t{0644});
    VERIFY_DONE(Semaphore::change("/x", {}));
    QCOMPARE(modeOf("/dev/shm/sem.x"), mode_t{0644});
    VERIFY_FAILS(Semaphore::change("/x", {static_cast<uid_t>(-1), {}, 0600}), ErrorKind::Invalid, EINVAL);
    QCOMPARE(modeOf("/dev/shm/sem.x"), mode_t{0644});
    VERIFY_FAILS(Semaphore::change("/y", {{}, {}, 0600}), ErrorKind::NotFound, ENOENT);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::closedAndMoved() {
    auto semaphore = need(Semaphore::create("/x", withValue(1)));
    auto moved = std::move(semaphore);
    VERIFY_DONE(moved.wait());
    VERIFY_FAILS(semaphore.wait(), ErrorKind::Invalid, 0); // NOLINT(bugprone-use-after-move): that is what is tested
    auto other = need(Semaphore::open("/x"));
    other = std::move(moved);
    VERIFY_DONE(other.post());
    other.close();
    other.close();
    VERIFY_FAILS(other.wait(), ErrorKind::Invalid, 0);
    VERIFY_FAILS(other.post(), ErrorKind::Invalid, 0);
    VERIFY_FAILS(other.value(), ErrorKind::Invalid, 0);
    VERIFY_FAILS(other.stat(), ErrorKind::Invalid, 0);
    QCOMPARE(other.name(), std::string("/x"));
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixSemaphoreTest::descriptorsStayTheSame() {
    const auto lowest = [] {
        const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        ::close(fd);
        return fd;
    };
    const int before = lowest();
    for (int i = 0; i < 20; ++i) {
        const auto semaphore = need(Semaphore::create("/x", {}));
        QVERIFY(!Semaphore::create("/x", {}));
        QCOMPARE(seenValue("/x"), 0U);
        VERIFY_DONE(need(Semaphore::open("/x")).post());
        VERIFY_DONE(Semaphore::unlink("/x"));
    }
    QCOMPARE(lowest(), before);
}

void PosixSemaphoreTest::noSpaceLeavesNothing() {
    const SmallSharedMemory small(1);
    std::ofstream("/dev/shm/full") << std::string(1, 'x');
    VERIFY_FAILS(Semaphore::create("/x", {}), ErrorKind::Limit, ENOSPC);
    QCOMPARE(Semaphore::create("/x", {}).error().reason, std::string("no memory is left in /dev/shm"));
    QCOMPARE(objectsInNamespace(), std::vector<std::string>{"/dev/shm/full"});
}

void PosixSemaphoreTest::fileSizeLimitIsNoSignal() {
    ChildProcess child([] {
        const ResourceLimit limit(RLIMIT_FSIZE, 0);
        const auto semaphore = Semaphore::create("/x", {});
        return !semaphore && semaphore.error().number == EFBIG ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

IPCLENS_TEST_MAIN(PosixSemaphoreTest)

#include "semaphore_test.moc"
