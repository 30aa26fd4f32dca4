// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/blocked_call.h"
#include "core/processes/waiter.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <cstring>
#include <elf.h>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <linux/futex.h>
#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::processes;
using Operations = std::vector<sysv::SemaphoreOperation>;
using Values = std::vector<std::uint16_t>;

namespace {

Waiter waiterIn(WaitCall call, long type = 0, std::optional<std::uint64_t> size = {}) {
    Waiter waiter;
    waiter.call = call;
    waiter.type = type;
    waiter.size = size;
    return waiter;
}

BlockedCall futex(unsigned operation) {
    BlockedCall blocked;
    blocked.number = SYS_futex;
    blocked.arguments[1] = operation;
    return blocked;
}

template <class Word>
std::string auxv(std::initializer_list<Word> words) {
    std::string text(words.size() * sizeof(Word), 0);
    std::memcpy(text.data(), std::data(words), text.size());
    return text;
}

} // namespace

/// What is told of a waiter in words, and how the kernel's words are read.
class WaiterTest : public QObject {
    Q_OBJECT

private slots:
    void calls();
    void wordsOfOperations();
    void wordsOfMessages();
    void wordsOfWhatIsNotKnown();
    void whichOperationBlocks();
    void linesOfSyscall();
    void callsThatWait();
    void timeouts();
    void placesOfSleep();
    void widthOfProcesses();
};

void WaiterTest::calls() {
    QCOMPARE(callName(WaitCall::Semop), std::string_view("semop"));
    QCOMPARE(callName(WaitCall::SemWait), std::string_view("sem_wait"));
    QCOMPARE(callName(WaitCall::MqReceive), std::string_view("mq_receive"));
    QVERIFY(isSending(WaitCall::Msgsnd) && isSending(WaitCall::MqSend));
    QVERIFY(!isSending(WaitCall::Msgrcv) && !isSending(WaitCall::MqReceive) && !isSending(WaitCall::Semop));
}

void WaiterTest::wordsOfOperations() {
    Waiter waiter = waiterIn(WaitCall::Semop);
    waiter.operations = {{0, -1, true}, {1, -1, false}};
    QCOMPARE(wordsOf(waiter), std::string("[0] \u22121 undo, [1] \u22121"));
    waiter.operations = {{2, 0, false}, {65535, 32767, true}, {3, std::numeric_limits<std::int16_t>::min(), false}};
    QCOMPARE(wordsOf(waiter), std::string("[2] 0, [65535] +32767 undo, [3] \u221232768"));
    QCOMPARE(wordsOf(waiterIn(WaitCall::SemWait)), std::string("\u22121"));
}

void WaiterTest::wordsOfMessages() {
    QCOMPARE(wordsOf(waiterIn(WaitCall::Msgrcv, 99, 256)), std::string("type 99, up to 256 bytes"));
    QCOMPARE(wordsOf(waiterIn(WaitCall::Msgrcv, 0, 1)), std::string("any type, up to 1 byte"));
    QCOMPARE(wordsOf(waiterIn(WaitCall::Msgrcv, -5, 0)), std::string("lowest type up to 5, up to 0 bytes"));
    QCOMPARE(wordsOf(waiterIn(WaitCall::Msgrcv, std::numeric_limits<long>::min(), 2)),
             std::string("lowest type up to 9223372036854775808, up to 2 bytes"));
    Waiter waiter = waiterIn(WaitCall::Msgrcv, 7, 64);
    waiter.except = true;
    QCOMPARE(wordsOf(waiter), std::string("any type but 7, up to 64 bytes"));
    QCOMPARE(wordsOf(waiterIn(WaitCall::Msgsnd, 1, 64)), std::string("64 bytes of type 1"));
    QCOMPARE(wordsOf(waiterIn(WaitCall::MqSend, 3, 20)), std::string("priority 3, 20 bytes"));
    QCOMPARE(wordsOf(waiterIn(WaitCall::MqReceive, 0, 8192)), std::string("up to 8192 bytes"));
}

void WaiterTest::wordsOfWhatIsNotKnown() {
    Waiter waiter = waiterIn(WaitCall::Msgsnd, 0, 64);
    QVERIFY(doubtOf(waiter).empty());
    waiter.known = WaitKnowledge::ObjectOnly;
    QCOMPARE(wordsOf(waiter), std::string("64 bytes"));
    QCOMPARE(doubtOf(waiter), std::string_view("arguments not readable"));
    waiter = waiterIn(WaitCall::Semop);
    waiter.known = WaitKnowledge::CallOnly;
    QVERIFY(wordsOf(waiter).empty());
    QCOMPARE(doubtOf(waiter), std::string_view("arguments not readable"));
    waiter = waiterIn(WaitCall::Msgrcv);
    waiter.known = WaitKnowledge::OtherWidth;
    QVERIFY(wordsOf(waiter).empty());
    QCOMPARE(doubtOf(waiter), std::string_view("a 32-bit process, not decodable"));
}

void WaiterTest::whichOperationBlocks() {
    const auto blocks = [](const Operations& operations, const Values& values) -> int {
        const auto index = blockingOperation(operations, values);
        return index ? static_cast<int>(*index) : -1;
    };
    QCOMPARE(blocks({{0, -1, true}, {1, -1, false}}, {1, 0}), 1);
    QCOMPARE(blocks({{0, -1, true}, {1, -1, false}}, {0, 0}), 0);
    QCOMPARE(blocks({{0, -1, true}, {1, -1, false}}, {1, 1}), -1);
    // As the kernel does: one after the other, on what the ones before leave
    QCOMPARE(blocks({{0, -1, false}, {0, -1, false}}, {1}), 1);
    QCOMPARE(blocks({{0, 1, false}, {0, -2, false}}, {1}), -1);
    QCOMPARE(blocks({{0, 0, false}}, {3}), 0);
    QCOMPARE(blocks({{0, -3, false}, {0, 0, false}}, {3}), -1);
    QCOMPARE(blocks({{0, 1, false}, {1, -1, false}}, {32767, 0}), -1); // ERANGE: it does not wait
    QCOMPARE(blocks({{5, -1, false}}, {0, 0}), -1);                    // the set was made anew, with less
    QCOMPARE(blocks({}, {1}), -1);
}

void WaiterTest::linesOfSyscall() {
    const auto blocked = blockedCallIn("220 0x98304 0x7ffec8a355ca 0x2 0x0 0xffffffffffffffff 0x7f8593041740 "
                                       "0x7ffec8a33298 0x7f859314f5da\n");
    QVERIFY(blocked.has_value());
    QCOMPARE(blocked->number, 220L);
    QCOMPARE(blocked->arguments[1], std::uint64_t{0x7ffec8a355ca});
    QCOMPARE(blocked->asInt(4), -1);
    QCOMPARE(blocked->stack, std::uint64_t{0x7ffec8a33298});
    QVERIFY(!blocked->mayBeNarrow());
    QVERIFY(blockedCallIn("117 0x1 0x2 0x1 0x0 0x8048100 0x0 0xffd0f000 0x8048080")->mayBeNarrow());
    for (const char* line : {"running\n", "-1 0x7ffec8a33298 0x7f859314f5da\n", "", "\n", "220", "220 0x1 0x2",
                             "0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0\n", "220 1 2 3 4 5 6 7 8"})
        QVERIFY2(!blockedCallIn(line), line);
}

void WaiterTest::callsThatWait() {
    const auto callOf = [](const BlockedCall& blocked) -> int {
        const auto form = waitFormOf(blocked);
        return form ? static_cast<int>(form->call) : -1;
    };
    constexpr auto semWait = static_cast<int>(WaitCall::SemWait);
    QCOMPARE(callOf(futex(FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME)), semWait);
    QCOMPARE(callOf(futex(FUTEX_WAIT)), semWait);
    // The lock of a program's own, and waits that no semaphore makes
    QCOMPARE(callOf(futex(FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME | FUTEX_PRIVATE_FLAG)), -1);
    QCOMPARE(callOf(futex(FUTEX_WAIT | FUTEX_PRIVATE_FLAG)), -1);
    QCOMPARE(callOf(futex(FUTEX_LOCK_PI)), -1);
    BlockedCall blocked;
    blocked.number = SYS_msgrcv;
    QCOMPARE(callOf(blocked), static_cast<int>(WaitCall::Msgrcv));
    blocked.number = SYS_mq_timedsend;
    QCOMPARE(callOf(blocked), static_cast<int>(WaitCall::MqSend));
    blocked.number = SYS_read;
    QCOMPARE(callOf(blocked), -1);
}

void WaiterTest::timeouts() {
    BlockedCall blocked;
    blocked.number = SYS_semtimedop;
    QVERIFY(!waitFormOf(blocked)->timed);
    blocked.arguments[3] = 0x7ffec8a355ca;
    QVERIFY(waitFormOf(blocked)->timed);
    blocked.number = SYS_msgrcv; // what stands there is its type
    QVERIFY(!waitFormOf(blocked)->timed);
    blocked.number = SYS_mq_timedreceive;
    QVERIFY(!waitFormOf(blocked)->timed);
    blocked.arguments[4] = 0x7ffec8a355ca;
    QVERIFY(waitFormOf(blocked)->timed);
}

void WaiterTest::placesOfSleep() {
    QVERIFY(sleepIn("__do_semtimedop") == Sleep::Semop);
    QVERIFY(sleepIn("do_semtimedop") == Sleep::Semop);
    QVERIFY(sleepIn("do_msgrcv.constprop.0") == Sleep::Msgrcv);
    QVERIFY(sleepIn("do_msgsnd") == Sleep::Msgsnd);
    QVERIFY(sleepIn("wq_sleep") == Sleep::MqEither);
    QVERIFY(sleepIn("futex_do_wait") == Sleep::Futex);
    QVERIFY(sleepIn("0") == Sleep::Unknown);
    QVERIFY(sleepIn("") == Sleep::Unknown);
    QVERIFY(sleepIn("do_sys_poll") == Sleep::Elsewhere);
    QVERIFY(sleepIn("____") == Sleep::Elsewhere);
    QVERIFY(waitCallOf(Sleep::Semop) == WaitCall::Semop);
    QVERIFY(!waitCallOf(Sleep::MqEither) && !waitCallOf(Sleep::Futex) && !waitCallOf(Sleep::Unknown));
}

void WaiterTest::widthOfProcesses() {
    std::ifstream file("/proc/self/auxv", std::ios::binary);
    const std::string ours(std::istreambuf_iterator<char>(file), {});
    QVERIFY(!ours.empty());
    QVERIFY(!isOfOtherWidth(ours));
    QVERIFY(!isOfOtherWidth(""));
    QVERIFY(!isOfOtherWidth(auxv<std::uint64_t>({AT_PAGESZ, 4096, AT_PHENT, sizeof(Elf64_Phdr), AT_NULL, 0})));
    // As the kernel writes them for one of 32 bits
    QVERIFY(isOfOtherWidth(auxv<std::uint32_t>(
        {AT_SYSINFO, 0xf7f2a570, AT_PAGESZ, 4096, AT_PHENT, sizeof(Elf32_Phdr), AT_PHNUM, 8, AT_NULL, 0})));
    QVERIFY(isOfOtherWidth(auxv<std::uint32_t>({AT_NULL, 0, AT_NULL, 0})));
}

IPCLENS_TEST_MAIN(WaiterTest)

#include "waiter_test.moc"
