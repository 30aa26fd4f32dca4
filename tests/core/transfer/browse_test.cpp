// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "core/transfer/browse.h"
#include "core/transfer/leftovers.h"
#include "tests/core/transfer/posix_queue_fixture.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>

#include <signal.h>
#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::ChildProcess;
using ipclens::testing::joined;
using ipclens::testing::linesOf;
using ipclens::testing::waitUntilBlockedIn;
using ipclens::testing::wordOf;
using ipclens::testing::WordQueue;

namespace {

/// As it is received, and as it is sent.
const std::vector<std::string> ordered = {"9:first", "5:one", "5:two", "0:", "0:last"};
const std::vector<std::string> asSent = {"5:one", "0:", "9:first", "0:last", "5:two"};

std::vector<std::string> wordsOf(const BrowseReport& report) {
    std::vector<std::string> words;
    for (const BrowsedMessage& message : report.messages) {
        words.push_back(
            wordOf(message.priority, {reinterpret_cast<const char*>(message.payload.data()), message.payload.size()}));
    }
    return words;
}

/// A process that waits for room to send one message.
ChildProcess waitingSender(const WordQueue& queue, const char* text) {
    return ChildProcess([&queue, text] {
        const mqd_t blocking = mq_open(queue.name().text().c_str(), O_WRONLY | O_CLOEXEC);
        return mq_send(blocking, text, std::strlen(text), 0);
    });
}

/// A browse in a thread of its own.
class BrowseThread {
public:
    BrowseThread(Name queue, const std::string& folder, const Control& control)
        : thread_([this, queue, folder, control] {
            tid_ = static_cast<pid_t>(::gettid());
            report_ = browse(queue, folder, true, control);
        }) {}
    [[nodiscard]] bool waitsForRoom() {
        return ipclens::testing::waitUntil([this] { return tid_ != 0; }) &&
               waitUntilBlockedIn(tid_, {SYS_mq_timedsend});
    }
    const BrowseReport& report() {
        if (thread_.joinable()) thread_.join();
        return report_;
    }
    ~BrowseThread() { static_cast<void>(report()); }
    BrowseThread(const BrowseThread&) = delete;
    BrowseThread& operator=(const BrowseThread&) = delete;

private:
    std::atomic<pid_t> tid_ = 0;
    BrowseReport report_;
    std::thread thread_;
};

} // namespace

class BrowseTest : public ipclens::testing::TransferFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void allIsAsItWas();
    void anEmptyQueueIsLeftAlone();
    void ofManyBytesTheHeadsAreKept();
    void aFullQueueIsRefused();
    void aNotificationIsRefused();
    void ourOwnNotificationStands();
    void whatFindsNoRoomStaysInTheFile();
    void cancellingEndsTheWaitForRoom();
    void cancelledBeforeItBegan();
    void unlinkedMeanwhile();
    void sendersInBetween();
    void receiversInBetween();
    void withoutPermissionToWriteNothingIsTaken();
    void withoutAFolderNothingIsTaken();
    void anOddNameIsInTheLines();
};

void BrowseTest::allIsAsItWas() {
    const WordQueue queue("/browsed");
    QVERIFY(queue.put(asSent));
    Progress progress;
    const BrowseReport report = browse(queue.name(), folder(), false, {.progress = &progress});
    QVERIFY2(!report.stopped, report.stopped ? report.stopped->message().c_str() : "");
    QCOMPARE(joined(wordsOf(report)), joined(ordered));
    QCOMPARE(report.taken, ordered.size());
    QCOMPARE(report.putBack, ordered.size());
    QCOMPARE(report.arrived, std::uint64_t{0});
    QCOMPARE(report.received, std::uint64_t{0});
    QVERIFY(report.keptIn.empty());
    QVERIFY(!report.unlinked);
    QCOMPARE(progress.done.load(), 2 * ordered.size());
    QCOMPARE(progress.total.load(), 2 * ordered.size());
    QCOMPARE(files(), QStringList());
    QCOMPARE(joined(queue.takeAll()), joined(ordered));
}

void BrowseTest::anEmptyQueueIsLeftAlone() {
    const WordQueue queue("/browsed");
    const BrowseReport report = browse(queue.name(), folder(), false, {});
    QVERIFY(!report.stopped);
    QVERIFY(report.messages.empty());
    QCOMPARE(files(), QStringList());
    QCOMPARE(browse(Name::of("/not-there"), folder(), false, {}).stopped->kind, ErrorKind::NotFound);
}

void BrowseTest::ofManyBytesTheHeadsAreKept() {
    const ipclens::testing::MadeQueue queue("/long", 0600, 10, 1000);
    for (unsigned i = 0; i < 6; ++i)
        QVERIFY(queue.send(std::string(600, 'x'), i));
    QVERIFY(queue.send("short", 0));
    const BrowseReport report = browse(Name::of("/long"), folder(), false, {}, 1300);
    QVERIFY2(!report.stopped, report.stopped ? report.stopped->message().c_str() : "");
    QCOMPARE(report.messages.size(), std::size_t{7});
    for (std::size_t i = 0; i < 6; ++i) {
        QCOMPARE(report.messages[i].size, std::uint64_t{600});
        QCOMPARE(report.messages[i].priority, static_cast<unsigned>(5 - i));
        QCOMPARE(report.messages[i].payload.size(), i < 2 ? std::size_t{600} : browsedHead);
        QCOMPARE(report.messages[i].whole(), i < 2);
    }
    QVERIFY(report.messages.back().whole()); // there is room for it
}

void BrowseTest::aFullQueueIsRefused() {
    const WordQueue queue("/full", 5);
    QVERIFY(queue.put(asSent));
    const BrowseReport refused = browse(queue.name(), folder(), false, {});
    QCOMPARE(refused.obstacle, BrowseObstacle::Full);
    QCOMPARE(refused.stopped->kind, ErrorKind::WouldBlock);
    QCOMPARE(refused.taken, std::uint64_t{0});
    QCOMPARE(files(), QStringList());
    const BrowseReport forced = browse(queue.name(), folder(), true, {});
    QVERIFY(!forced.stopped);
    QCOMPARE(forced.obstacle, BrowseObstacle::None);
    QCOMPARE(joined(wordsOf(forced)), joined(ordered));
    QCOMPARE(joined(queue.takeAll()), joined(ordered));
}

void BrowseTest::aNotificationIsRefused() {
    const WordQueue queue("/notified");
    QVERIFY(queue.put("1:one"));
    ChildProcess other([&queue] {
        const mqd_t own = mq_open(queue.name().text().c_str(), O_RDONLY | O_CLOEXEC);
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGUSR1;
        ::signal(SIGUSR1, SIG_IGN);
        if (mq_notify(own, &event) != 0) return 1;
        ::pause();
        return 0;
    });
    const auto held = [&] {
        std::string line(128, '\0');
        return ::pread(queue.get(), line.data(), line.size(), 0) > 0 &&
               line.find("NOTIFY_PID:" + std::to_string(other.pid())) != std::string::npos;
    };
    QVERIFY(ipclens::testing::waitUntil(held));
    const BrowseReport refused = browse(queue.name(), folder(), false, {});
    QCOMPARE(refused.obstacle, BrowseObstacle::Notified);
    QVERIFY(refused.stopped->message().find(std::to_string(other.pid())) != std::string::npos);
    QCOMPARE(queue.count(), 1L);
    QVERIFY(held());
    const BrowseReport forced = browse(queue.name(), folder(), true, {});
    QVERIFY(!forced.stopped);
    QVERIFY(!held()); // what was put back was taken for news
    QCOMPARE(joined(queue.takeAll()), std::string("1:one "));
}

void BrowseTest::ourOwnNotificationStands() {
    const WordQueue queue("/own");
    QVERIFY(queue.put("1:one"));
    auto handle = posix::MessageQueue::open("/own");
    QVERIFY(handle);
    const auto notification = handle->notify(posix::NotifyBySignal{SIGURG, 0});
    QVERIFY(notification);
    QCOMPARE(browse(queue.name(), folder(), false, {}).obstacle, BrowseObstacle::Notified);
    QVERIFY((*notification)->pending()); // its descriptors have come and gone meanwhile
}

void BrowseTest::whatFindsNoRoomStaysInTheFile() {
    const WordQueue queue("/crowded", 5);
    QVERIFY(queue.put(asSent));
    ChildProcess other = waitingSender(queue, "late");
    QVERIFY(waitUntilBlockedIn(other.pid(), {SYS_mq_timedsend}));
    const BrowseReport report = browse(queue.name(), folder(), true, {});
    QCOMPARE(other.wait(), 0);
    QCOMPARE(report.taken, std::uint64_t{5});
    QCOMPARE(report.putBack, std::uint64_t{4});
    QCOMPARE(report.arrived, std::uint64_t{1});
    QCOMPARE(report.kept, std::uint64_t{1});
    QCOMPARE(report.stopped->kind, ErrorKind::WouldBlock);
    const auto lines = linesOf(report.keptIn);
    QCOMPARE(lines.size(), std::size_t{5});
    QCOMPARE(lines.back().state, LineState::Held);
    QCOMPARE(lines.front().state, LineState::Back);

    const std::vector<Leftover> expected{{report.keptIn, LineState::Held, 1, queue.name()}};
    QVERIFY(leftovers(folder()) == expected);
    QCOMPARE(putBack(report.keptIn, queue.name(), {}).stopped->kind, ErrorKind::WouldBlock); // it is full still
    QVERIFY(leftovers(folder()) == expected);
    QCOMPARE(queue.take(), ordered.front());
    const Report back = putBack(report.keptIn, queue.name(), {});
    QVERIFY(!back.stopped);
    QCOMPARE(back.messages, std::uint64_t{1});
    QCOMPARE(files(), QStringList());
    QCOMPARE(joined(queue.takeAll()), std::string("5:one 5:two 0:late 0: 0:last "));
}

void BrowseTest::cancellingEndsTheWaitForRoom() {
    const WordQueue queue("/crowded", 5);
    QVERIFY(queue.put(asSent));
    ChildProcess other = waitingSender(queue, "late");
    QVERIFY(waitUntilBlockedIn(other.pid(), {SYS_mq_timedsend}));
    Cancellation cancellation;
    BrowseThread browsing(queue.name(), folder(), {.cancellation = &cancellation, .wait = true});
    QVERIFY(browsing.waitsForRoom());
    cancellation.cancel();
    QCOMPARE(browsing.report().stopped->kind, ErrorKind::Interrupted);
    QCOMPARE(browsing.report().kept, std::uint64_t{1});
    QCOMPARE(linesOf(browsing.report().keptIn).back().state, LineState::Held);
}

void BrowseTest::cancelledBeforeItBegan() {
    const WordQueue queue("/browsed");
    QVERIFY(queue.put(asSent));
    Cancellation cancellation;
    cancellation.cancel();
    const BrowseReport report = browse(queue.name(), folder(), false, {.cancellation = &cancellation});
    QCOMPARE(report.stopped->kind, ErrorKind::Interrupted);
    QCOMPARE(report.taken, std::uint64_t{0});
    QCOMPARE(files(), QStringList());
}

void BrowseTest::unlinkedMeanwhile() {
    const WordQueue queue("/going", 5);
    QVERIFY(queue.put(asSent));
    ChildProcess other = waitingSender(queue, "late");
    QVERIFY(waitUntilBlockedIn(other.pid(), {SYS_mq_timedsend}));
    BrowseThread browsing(queue.name(), folder(), {.wait = true});
    QVERIFY(browsing.waitsForRoom());
    QCOMPARE(mq_unlink("/going"), 0);
    QCOMPARE(queue.take(), ordered.front());
    const BrowseReport& report = browsing.report();
    QVERIFY(report.unlinked);
    QCOMPARE(report.stopped->kind, ErrorKind::Removed);
    QCOMPARE(report.putBack, std::uint64_t{5}); // for those who have it open
    QCOMPARE(report.kept, std::uint64_t{5});
    std::vector<std::string> words;
    for (const SavedMessage& saved : linesOf(report.keptIn)) {
        QCOMPARE(saved.state, LineState::Send);
        words.push_back(wordOf(saved));
    }
    QCOMPARE(joined(words), joined(ordered));
    QCOMPARE(queue.count(), 5L);
}

void BrowseTest::sendersInBetween() {
    if (!ipclens::testing::setSysctl("fs/mqueue/msg_max", 200)) QSKIP("can't have long queues here");
    const WordQueue queue("/busy", 200);
    QVERIFY(queue.put(asSent));
    std::atomic<bool> seen = false;
    unsigned sent = 0;
    std::thread sender([&] {
        for (; sent < 180 && !seen; ++sent) {
            if (!queue.put("3:" + std::to_string(sent))) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    std::uint64_t arrived = 0;
    while (!seen) {
        const BrowseReport report = browse(queue.name(), folder(), false, {});
        if (report.stopped || report.putBack != report.taken) break;
        arrived += report.arrived;
        seen = arrived > 0 || report.taken > 180;
    }
    seen = true;
    sender.join();
    QVERIFY(arrived > 0);
    QVERIFY(arrived <= sent);
    QCOMPARE(files(), QStringList());
    QCOMPARE(queue.takeAll().size(), ordered.size() + sent);
}

void BrowseTest::receiversInBetween() {
    const WordQueue queue("/shared");
    std::atomic<bool> seen = false;
    std::vector<std::string> taken;
    std::thread receiver([&] {
        while (!seen) {
            if (std::string word = queue.take(); !word.empty()) taken.push_back(std::move(word));
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    });
    std::uint64_t received = 0;
    std::size_t sent = 0;
    for (int times = 0; times < 20'000 && received == 0; ++times) {
        while (queue.count() < 8 && queue.put("1:" + std::to_string(sent)))
            ++sent;
        const BrowseReport report = browse(queue.name(), folder(), true, {});
        if (report.stopped) break;
        received += report.received;
    }
    seen = true;
    receiver.join();
    QVERIFY(received > 0);
    QCOMPARE(files(), QStringList());
    QCOMPARE(taken.size() + queue.takeAll().size(), sent);
}

void BrowseTest::withoutPermissionToWriteNothingIsTaken() {
    const WordQueue queue("/readable", 10, 0644);
    QVERIFY(queue.put(asSent));
    const std::string where = folder();
    const auto status = ipclens::testing::runUnprivileged([&] {
        const BrowseReport report = browse(queue.name(), where, true, {});
        if (!report.stopped || report.stopped->kind != ErrorKind::Denied || report.taken != 0) return 1;
        return report.stopped->reason == "it takes permission to read and to write" ? 0 : 2;
    });
    if (!status) QSKIP("can't be another user here");
    QCOMPARE(*status, 0);
    QCOMPARE(joined(queue.takeAll()), joined(ordered));
}

void BrowseTest::withoutAFolderNothingIsTaken() {
    const WordQueue queue("/browsed");
    QVERIFY(queue.put(asSent));
    const BrowseReport report = browse(queue.name(), "/proc/nowhere", false, {});
    QVERIFY(report.stopped);
    QCOMPARE(report.taken, std::uint64_t{0});
    QCOMPARE(joined(queue.takeAll()), joined(ordered));
}

void BrowseTest::anOddNameIsInTheLines() {
    const WordQueue queue("/a \"b\"\\%\n\xff", 1);
    QVERIFY(queue.put("1:x"));
    ChildProcess other = waitingSender(queue, "late");
    QVERIFY(waitUntilBlockedIn(other.pid(), {SYS_mq_timedsend}));
    const BrowseReport report = browse(queue.name(), folder(), true, {});
    QCOMPARE(report.kept, std::uint64_t{1});
    const auto left = leftovers(folder());
    QCOMPARE(left.size(), std::size_t{1});
    QVERIFY(left.front().queue == queue.name());
}

IPCLENS_TEST_MAIN(BrowseTest)
#include "browse_test.moc"
