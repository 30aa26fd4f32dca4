// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Messages that are moved into another queue: all, or as many as it takes, and none lost.

#include "core/transfer/transfer.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::contentsOf;
using ipclens::testing::need;
using ipclens::testing::TestQueue;
using ipclens::testing::TransferFixture;
using ipclens::testing::waitUntil;
using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

/// Files of this process grow no longer, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
        : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit less{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &less);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*signal_)(int);
    rlimit before_{};
};

} // namespace

class MoveTest : public TransferFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void moves();
    void moveStopsBeforeItTakesWhereThereIsNoRoom();
    void moveWaitsForRoom();
    void moveWaitsNoLongerThanItsTime();
    void moveIsCancelled();
    void moveRefusesWhatNeverFits();
    void moveKeepsWhatARemovedQueueRefuses();
    void moveSendsOnWhatItCannotWriteDown_data();
    void moveSendsOnWhatItCannotWriteDown();
    void moveNeedsTwoQueues();
    void moveMindsTheRightToSend();
};

void MoveTest::moves() {
    const TestQueue from;
    const TestQueue to;
    to.put(9, "z");
    from.put(7, "a");
    from.put(1, "");
    const Report report = moveToQueue(from.id(), to.id(), folder(), {});
    QVERIFY(!report.stopped);
    QCOMPARE(report.messages, 2U);
    QCOMPARE(to.contents(), (Words{"9:z", "7:a", "1:"}));
    QCOMPARE(from->stat()->messages, 0U);
    QVERIFY(files().isEmpty());
}

void MoveTest::moveStopsBeforeItTakesWhereThereIsNoRoom() {
    const TestQueue from;
    const TestQueue to(4);
    from.put(1, "abc");
    from.put(2, "def");
    const auto before = from->stat();
    const Report report = moveToQueue(from.id(), to.id(), folder(), {});
    QVERIFY(report.stopped && report.stopped->kind == ErrorKind::WouldBlock);
    QCOMPARE(report.messages, 1U);
    QVERIFY(report.keptIn.empty());
    QCOMPARE(to.contents(), Words{"1:abc"});
    QCOMPARE(from.contents(), Words{"2:def"});
    QVERIFY(files().isEmpty());
}

void MoveTest::moveWaitsForRoom() {
    const TestQueue from;
    const TestQueue to(4);
    from.put(1, "abc");
    from.put(2, "def");
    Progress progress;
    std::thread taker([&] {
        waitUntil([&] { return progress.done.load() == 1; });
        need(to->receive());
    });
    const Report report = moveToQueue(from.id(), to.id(), folder(), {.wait = true, .progress = &progress});
    taker.join();
    QVERIFY(!report.stopped);
    QCOMPARE(to.contents(), Words{"2:def"});
}

void MoveTest::moveWaitsNoLongerThanItsTime() {
    const TestQueue from;
    const TestQueue to(4);
    to.put(1, "full");
    from.put(1, "abc");
    const auto begun = std::chrono::steady_clock::now();
    const Report report = moveToQueue(from.id(), to.id(), folder(), {.wait = true, .timeout = 30ms});
    QVERIFY(report.stopped && report.stopped->kind == ErrorKind::TimedOut);
    QVERIFY(std::chrono::steady_clock::now() - begun >= 30ms);
    QCOMPARE(from.contents(), Words{"1:abc"});
}

void MoveTest::moveIsCancelled() {
    const TestQueue from;
    const TestQueue to(4);
    to.put(1, "full");
    from.put(1, "abc");
    Cancellation cancellation;
    std::thread canceller([&] {
        std::this_thread::sleep_for(30ms);
        cancellation.cancel();
    });
    const Report report = moveToQueue(from.id(), to.id(), folder(), {.cancellation = &cancellation, .wait = true});
    canceller.join();
    QVERIFY(report.stopped && report.stopped->number == ECANCELED);
    QCOMPARE(from.contents(), Words{"1:abc"});
    QVERIFY(files().isEmpty());
}

void MoveTest::moveRefusesWhatNeverFits() {
    const TestQueue from;
    const TestQueue to(4);
    from.put(1, "too long");
    const Report report = moveToQueue(from.id(), to.id(), folder(), {.wait = true});
    QVERIFY(report.stopped && report.stopped->kind == ErrorKind::Limit);
    QCOMPARE(from.contents(), Words{"1:too long"});
}

/// Another process takes the room that was seen, again and again, and at last the queue itself: what was taken by then
/// is in the file, or nothing was taken.
void MoveTest::moveKeepsWhatARemovedQueueRefuses() {
    bool kept = false;
    for (int round = 0; round < 60 && !kept; ++round) {
        const TestQueue from;
        const TestQueue to;
        constexpr int count = 300;
        for (int i = 0; i < count; ++i)
            from.put(1, std::to_string(i));
        Progress progress;
        std::thread remover([&] {
            waitUntil([&] { return progress.done.load() >= 3; });
            static_cast<void>(to->remove());
        });
        const Report report = moveToQueue(from.id(), to.id(), folder(), {.progress = &progress});
        remover.join();
        if (!report.stopped) continue;
        QVERIFY2(report.stopped->kind == ErrorKind::Removed || report.stopped->kind == ErrorKind::NotFound,
                 report.stopped->message().c_str());
        kept = !report.keptIn.empty();
        const auto rescued = contentsOf(report.keptIn);
        QVERIFY(rescued);
        QCOMPARE(rescued->messages.size(), kept ? 1U : 0U);
        if (kept) {
            QCOMPARE(rescued->last, LineState::Held);
            QCOMPARE(rescued->messages.front(), "1:" + std::to_string(report.messages));
        }
        QCOMPARE(report.messages + rescued->messages.size() + from->stat()->messages, std::uint64_t{count});
    }
    if (!kept) QSKIP("the queue was never removed between a take and its send");
}

void MoveTest::moveSendsOnWhatItCannotWriteDown_data() {
    QTest::addColumn<unsigned>("capacity");
    QTest::addColumn<bool>("reaches");
    QTest::newRow("the destination has room") << 4096U << true;
    QTest::newRow("the destination refuses it") << 100U << false;
}

/// While the move waits for room for the small message that it saw, somebody else takes that one: the next is a large
/// one, for which the file has no room.
void MoveTest::moveSendsOnWhatItCannotWriteDown() {
    QFETCH(const unsigned, capacity);
    QFETCH(const bool, reaches);
    const TestQueue from;
    const TestQueue to(capacity);
    const std::string large(2000, 'x');
    from.put(1, "small");
    from.put(2, large);
    to.put(9, std::string(capacity, 'f'));
    const FileSizeLimit limit(1000);
    Progress progress;
    std::thread other([&] {
        waitUntil([&] { return progress.total.load() == 2; });
        std::this_thread::sleep_for(50ms); // the first has been looked at
        need(from->receive());
        need(to->receive());
    });
    const Report report = moveToQueue(from.id(), to.id(), folder(), {.wait = true, .progress = &progress});
    other.join();
    QVERIFY(report.stopped);
    QCOMPARE(report.stopped->number, EFBIG);
    QCOMPARE(report.messages, reaches ? 1U : 0U);
    QCOMPARE(to.contents(), reaches ? Words{"2:" + large} : Words());
    QCOMPARE(from.contents(), reaches ? Words() : Words{"2:" + large});
    QVERIFY(files().isEmpty());
}

void MoveTest::moveNeedsTwoQueues() {
    const TestQueue queue;
    queue.put(1, "a");
    QCOMPARE(moveToQueue(queue.id(), queue.id(), folder(), {}).stopped->kind, ErrorKind::Invalid);
    QCOMPARE(moveToQueue(queue.id(), Id{0x7fffff}, folder(), {}).stopped->kind, ErrorKind::NotFound);
    const TestQueue other;
    QVERIFY(moveToQueue(queue.id(), other.id(), "/proc/no-folder", {}).stopped); // nowhere to write it down
    QCOMPARE(queue.contents(), Words{"1:a"});
    QCOMPARE(moveToQueue(Id{0x7fffff}, queue.id(), folder(), {}).stopped->kind, ErrorKind::NotFound);
}

void MoveTest::moveMindsTheRightToSend() {
    const TestQueue from;
    const TestQueue to;
    from.put(1, "a");
    sysv::QueueChange change;
    change.permissions.mode = 0666;
    need(from->change(change));
    change.permissions.mode = 0444;
    need(to->change(change));
    const auto status = ipclens::testing::runUnprivileged([&] {
        const Report report = moveToQueue(from.id(), to.id(), "/tmp", {});
        return report.stopped && report.stopped->kind == ErrorKind::Denied && report.messages == 0 ? 0 : 1;
    });
    if (!status) QSKIP("can't become another user here");
    QCOMPARE(*status, 0);
    QCOMPARE(from.contents(), Words{"1:a"});
}

IPCLENS_TEST_MAIN(MoveTest)

#include "move_test.moc"
