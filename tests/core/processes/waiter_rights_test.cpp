// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/thread_look.h"
#include "core/processes/waiter_scan.h"
#include "tests/core/processes/found_waiter.h"
#include "tests/support/hidden_call.h"
#include "tests/support/made_object.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::becomeOrdinary;
using testing::ChildProcess;
using testing::down;
using testing::hideCall;
using testing::MadeObject;
using testing::MadeSemaphore;
using testing::waiterOf;

namespace {

/// Until it is an ordinary user's, and sleeps in a futex.
bool waitUntilOrdinary(pid_t pid) {
    return testing::waitUntil([pid] {
        struct stat status {};
        const std::string folder = "/proc/" + std::to_string(pid);
        std::ifstream file(folder + "/syscall");
        long number = -1;
        return stat(folder.c_str(), &status) == 0 && status.st_uid == testing::ordinaryUser && file >> number &&
               number == SYS_futex;
    });
}

/// What an ordinary user finds, as the exit status of a child.
std::optional<int> asOrdinaryUser(const std::function<int(const Waiters&)>& judge) {
    return testing::runUnprivileged([&] { return judge(findWaiters()); });
}

#ifdef __x86_64__
/// A program of 32 bits without a C library that waits in semop(2) for a set: 0x08048000 is where they begin.
std::vector<char> narrowProgram(int set) {
    constexpr Elf32_Addr base = 0x08048000;
    constexpr std::size_t start = sizeof(Elf32_Ehdr) + sizeof(Elf32_Phdr);
    std::array<unsigned char, 37> code{
        0xb8, 117,  0,    0,    0,    // mov eax, ipc(2)
        0xbb, 1,    0,    0,    0,    // mov ebx, SEMOP
        0xb9, 0,    0,    0,    0,    // mov ecx, the set
        0xba, 1,    0,    0,    0,    // mov edx, one operation
        0x31, 0xf6,                   // xor esi, esi
        0xbf, 0,    0,    0,    0,    // mov edi, where it stands
        0xcd, 0x80,                   // int 0x80
        0xf4, 0xf4,                   // hlt: ends with a signal
        0,    0,    0xff, 0xff, 0, 0, // { 0, -1, 0 }
    };
    const auto operation = static_cast<std::uint32_t>(base + start + code.size() - sizeof(sembuf));
    std::memcpy(code.data() + 11, &set, sizeof set);
    std::memcpy(code.data() + 23, &operation, sizeof operation);
    Elf32_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS32;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_EXEC;
    header.e_machine = EM_386;
    header.e_version = EV_CURRENT;
    header.e_entry = static_cast<Elf32_Addr>(base + start);
    header.e_phoff = sizeof header;
    header.e_ehsize = sizeof header;
    header.e_phentsize = sizeof(Elf32_Phdr);
    header.e_phnum = 1;
    Elf32_Phdr segment{};
    segment.p_type = PT_LOAD;
    segment.p_vaddr = base;
    segment.p_filesz = segment.p_memsz = static_cast<Elf32_Word>(start + code.size());
    segment.p_flags = PF_R | PF_X;
    segment.p_align = 4096;
    std::vector<char> program(start + code.size());
    std::memcpy(program.data(), &header, sizeof header);
    std::memcpy(program.data() + sizeof header, &segment, sizeof segment);
    std::memcpy(program.data() + start, code.data(), code.size());
    return program;
}
#endif

} // namespace

/// Who waits, where not all of it may or can be read: less is told, and nothing wrong.
class WaiterRightsTest : public QObject {
    Q_OBJECT

private slots:
    void whatAnOrdinaryUserMayNotSee();
    void whatAnOrdinaryUserMaySee();
    void theCallAlone();
    void theCallAloneOfOtherNamespaces();
    void threadsThatMayWaitForASemaphore();
    void aProcessOf32Bits();
    void withoutDescriptors();
};

void WaiterRightsTest::whatAnOrdinaryUserMayNotSee() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0666);
    const ChildProcess ofRoot([&] { return down(set.id()); });
    QVERIFY(testing::awaitWaiter(ofRoot.pid()).has_value());
    const auto result = asOrdinaryUser(
        [&](const Waiters& found) { return found.notReadable > 0 && !waiterOf(found.waiters, ofRoot.pid()) ? 0 : 1; });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

void WaiterRightsTest::whatAnOrdinaryUserMaySee() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0666);
    if (!testing::canRunUnprivileged()) QSKIP("no second user here");
    const ChildProcess theirs([&] { return becomeOrdinary() ? down(set.id()) : 1; });
    QVERIFY(testing::awaitWaiter(theirs.pid()).has_value());
    const auto result = asOrdinaryUser([&](const Waiters& found) {
        const auto waiter = waiterOf(found.waiters, theirs.pid());
        if (!waiter) return 1;
        if (waiter->known == WaitKnowledge::CallOnly) return 77; // Yama
        return waiter->known == WaitKnowledge::All && waiter->object == set.object() && waiter->operations.size() == 1
                   ? 0
                   : 2;
    });
    if (*result == 77) QSKIP("Yama lets nobody look into others here");
    QCOMPARE(*result, 0);
}

void WaiterRightsTest::theCallAlone() {
    if (!testing::canRunUnprivileged()) QSKIP("no second user here");
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0666);
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE, 0666);
    const ChildProcess inSemop([&] { return becomeOrdinary() ? down(set.id()) : 1; });
    const ChildProcess inMsgrcv([&] {
        std::array<long, 4> message{};
        return becomeOrdinary() && msgrcv(queue.id(), message.data(), 8, 0, 0) >= 0 ? 0 : 1;
    });
    QVERIFY(testing::awaitWaiter(inSemop.pid()).has_value());
    QVERIFY(testing::awaitWaiter(inMsgrcv.pid()).has_value());
    if (!hideCall(inSemop.pid()) || !hideCall(inMsgrcv.pid())) QSKIP("a file of /proc can't be hidden here");
    const auto check = [](const std::optional<Waiter>& waiter, WaitCall call) {
        return waiter && waiter->call == call && waiter->known == WaitKnowledge::CallOnly && !waiter->object &&
               waiter->operations.empty() && !waiter->size && wordsOf(*waiter).empty();
    };
    const auto result = testing::runUnprivileged([&] {
        WaiterScan scan;
        scan.scanAll();
        const auto first = waiterOf(scan.waiters(), inSemop.pid());
        if (!check(first, WaitCall::Semop)) return 1;
        if (!check(waiterOf(scan.waiters(), inMsgrcv.pid()), WaitCall::Msgrcv)) return 2;
        scan.refreshKnown();
        if (waiterOf(scan.waiters(), inSemop.pid()) != first) return 3;
        scan.scanAll();
        return waiterOf(scan.waiters(), inSemop.pid()) == first ? 0 : 4;
    });
    QCOMPARE(*result, 0);
}

void WaiterRightsTest::theCallAloneOfOtherNamespaces() {
    if (!testing::canRunUnprivileged()) QSKIP("no second user here");
    const ChildProcess elsewhere([&] {
        if (unshare(CLONE_NEWIPC) != 0) return 1;
        const MadeObject twin(Kind::Semaphore, IPC_PRIVATE, 0666);
        return becomeOrdinary() ? down(twin.id()) : 1;
    });
    QVERIFY(testing::waitUntilBlockedIn(elsewhere.pid(), {SYS_semtimedop}));
    if (!hideCall(elsewhere.pid())) QSKIP("a file of /proc can't be hidden here");
    const auto result =
        asOrdinaryUser([&](const Waiters& found) { return waiterOf(found.waiters, elsewhere.pid()) ? 1 : 0; });
    QCOMPARE(*result, 0);
}

void WaiterRightsTest::threadsThatMayWaitForASemaphore() {
    if (!testing::canRunUnprivileged()) QSKIP("no second user here");
    const auto sleepInFutex = [] {
        sem_t own;
        sem_init(&own, 0, 0);
        return becomeOrdinary() ? sem_wait(&own) : 1;
    };
    const auto found = [](pid_t pid) {
        return *testing::runUnprivileged([pid] {
            ThreadLook look;
            look.begin();
            look.files().choose(AT_FDCWD, "/proc/" + std::to_string(pid) + "/task/", pid);
            SeenWait seen;
            return static_cast<int>(look.look(pid, pid, nullptr, seen));
        });
    };
    // It has no semaphore mapped, and so waits for none
    const ChildProcess without(sleepInFutex);
    QVERIFY(waitUntilOrdinary(without.pid()));
    if (!hideCall(without.pid())) QSKIP("a file of /proc can't be hidden here");
    QCOMPARE(found(without.pid()), static_cast<int>(ThreadLook::Found::NoWait));
    const MadeSemaphore lock("/lock", 0, 0666);
    const ChildProcess with(sleepInFutex);
    QVERIFY(waitUntilOrdinary(with.pid()));
    QVERIFY(hideCall(with.pid()));
    QCOMPARE(found(with.pid()), static_cast<int>(ThreadLook::Found::NotReadable));
}

void WaiterRightsTest::aProcessOf32Bits() {
#ifdef __x86_64__
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const std::vector<char> program = narrowProgram(set.id());
    const std::string path = testing::scratchDirectory() + "/narrow";
    std::ofstream(path, std::ios::binary).write(program.data(), static_cast<std::streamsize>(program.size()));
    QCOMPARE(chmod(path.c_str(), 0700), 0);
    ChildProcess child([&] {
        execl(path.c_str(), path.c_str(), nullptr);
        return 77;
    });
    const bool waits = testing::waitUntil([&] { return !child.running() || semctl(set.id(), 0, GETNCNT) == 1; });
    if (!child.running()) QSKIP("no programs of 32 bits here");
    QVERIFY(waits);
    WaiterScan scan;
    QVERIFY(testing::waitUntil([&] {
        scan.scanAll();
        return waiterOf(scan.waiters(), child.pid()).has_value();
    }));
    const auto waiter = waiterOf(scan.waiters(), child.pid());
    QVERIFY(waiter->call == WaitCall::Semop);
    QVERIFY(waiter->known == WaitKnowledge::OtherWidth);
    QVERIFY(!waiter->object);
    QVERIFY(waiter->operations.empty());
    scan.scanAll();
    QVERIFY(waiterOf(scan.waiters(), child.pid()) == waiter);
    scan.refreshKnown();
    QVERIFY(waiterOf(scan.waiters(), child.pid()) == waiter);
#else
    QSKIP("the program is for x86");
#endif
}

void WaiterRightsTest::withoutDescriptors() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const ChildProcess child([&] { return down(set.id()); });
    QVERIFY(testing::awaitWaiter(child.pid()).has_value());
    ChildProcess looking([&] {
        WaiterScan scan;
        scan.scanAll();
        const int next = dup(STDIN_FILENO);
        for (rlim_t spare = 0; spare < 3; ++spare) {
            const rlimit limit{static_cast<rlim_t>(next) + 1 + spare, 4096};
            if (setrlimit(RLIMIT_NOFILE, &limit) != 0) return 90;
            // Nobody is told to wait for nothing
            if (findWaiters().notReadable == 0) return 1 + static_cast<int>(spare);
            if (spare > 0) continue;
            scan.refreshKnown();
            if (!waiterOf(scan.waiters(), child.pid())) return 10;
        }
        return 0;
    });
    QCOMPARE(looking.wait(), 0);
}

IPCLENS_TEST_MAIN(WaiterRightsTest)

#include "waiter_rights_test.moc"
