// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/test_main.h"
#include "ui/models/posix_semaphore_words.h"

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using processes::UsersOf;
using watching::Trace;
using Moment = std::chrono::steady_clock::time_point;

namespace {

PosixSemaphoreInfo known(std::uint32_t value, std::uint32_t waiting) {
    PosixSemaphoreInfo info;
    info.known = true;
    info.value = value;
    info.waiting = waiting;
    return info;
}

const Moment start{1000s};

Trace trace(std::initializer_list<Trace::Step> steps) {
    return Trace{steps};
}

UsersOf waitingUsers(int count) {
    UsersOf users;
    for (int i = 0; i < count; ++i) {
        processes::Waiting waiting;
        waiting.process.pid = 4711 + i;
        waiting.process.name = "worker";
        waiting.call = "sem_wait";
        users.waiting.push_back(waiting);
    }
    return users;
}

} // namespace

class PosixSemaphoreWordsTest : public QObject {
    Q_OBJECT

private slots:
    void countsWhoWaits();
    void namesWhoIsSeenWaiting();
    void saysWhenSomeAreNotSeen();
    void namesWhoHasItMapped();
    void namesAreEscaped();
    void knowsSinceWhenNobodyTakes();
    void saysWhatStandsThere();
};

void PosixSemaphoreWordsTest::countsWhoWaits() {
    QCOMPARE(posix_semaphore::waiting(known(0, 0), false), QStringLiteral("nobody"));
    QCOMPARE(posix_semaphore::waiting(known(0, 1), false), QStringLiteral("1 waits"));
    QCOMPARE(posix_semaphore::waiting(known(0, 1), true), QStringLiteral("1 waits: it is yours"));
    QCOMPARE(posix_semaphore::waiting(known(0, 3), true), QStringLiteral("3 wait, one is yours"));
    QCOMPARE(posix_semaphore::waiting({}, true), QStringLiteral("\u2013"));
    QCOMPARE(posix_semaphore::value({}), QStringLiteral("\u2013"));
}

void PosixSemaphoreWordsTest::namesWhoIsSeenWaiting() {
    QCOMPARE(posix_semaphore::seenWaiting(waitingUsers(0), 0, true), QString());
    QCOMPARE(posix_semaphore::seenWaiting(waitingUsers(2), 2, true),
             QStringLiteral("Seen waiting: worker 4711, worker 4712."));
    QVERIFY(posix_semaphore::seenWaiting(waitingUsers(9), 9, true).contains(QStringLiteral("and 3 more")));
    UsersOf ours = waitingUsers(1);
    ours.waiting.front().process.pid = getpid();
    QCOMPARE(posix_semaphore::seenWaiting(ours, 1, true), QStringLiteral("Seen waiting: IPC Lens."));
}

void PosixSemaphoreWordsTest::saysWhenSomeAreNotSeen() {
    UsersOf none;
    QVERIFY(posix_semaphore::seenWaiting(none, 1, true).contains(QStringLiteral("inferred")));
    // One who has just come is not known to be gone
    QCOMPARE(posix_semaphore::seenWaiting(none, 1, false), QString());
    QVERIFY(posix_semaphore::seenWaiting(waitingUsers(1), 3, true).contains(QStringLiteral("inferred")));
    none.complete = false;
    QVERIFY(!posix_semaphore::seenWaiting(none, 1, true).contains(QStringLiteral("killed")));
    UsersOf some = waitingUsers(1);
    some.complete = false;
    QCOMPARE(posix_semaphore::seenWaiting(some, 3, true),
             QStringLiteral("Seen waiting: worker 4711. Others can\u2019t be seen."));
}

void PosixSemaphoreWordsTest::namesWhoHasItMapped() {
    QCOMPARE(posix_semaphore::mappedBy({}), QString());
    UsersOf users;
    processes::Attached viewer;
    viewer.process.pid = 12;
    viewer.process.name = "viewer";
    viewer.times = 1;
    users.attached.push_back(viewer);
    viewer.process.pid = 13;
    viewer.times = 0; // a descriptor alone
    viewer.descriptors = 1;
    users.attached.push_back(viewer);
    QCOMPARE(posix_semaphore::mappedBy(users), QStringLiteral("Mapped by: viewer 12."));
}

void PosixSemaphoreWordsTest::namesAreEscaped() {
    UsersOf users = waitingUsers(1);
    users.waiting.front().process.name = "a\nb\x1b";
    const QString text = posix_semaphore::seenWaiting(users, 1, true);
    QVERIFY2(!text.contains(QLatin1Char('\n')) && !text.contains(QChar(0x1b)), qPrintable(text));
}

void PosixSemaphoreWordsTest::knowsSinceWhenNobodyTakes() {
    const Trace value = trace({{start, 0}, {start + 10s, 1}, {start + 20s, 2}});
    const Trace waiting = trace({{start, 0}, {start + 5s, 1}, {start + 12s, 2}});
    const auto idle = [](const Trace& values, const Trace& waits, Moment now) {
        return posix_semaphore::idleWhileCounted(&values, &waits, now);
    };
    QCOMPARE(idle(value, waiting, start + 30s), std::chrono::nanoseconds(20s));
    QCOMPARE(idle(value, trace({{start, 1}, {start + 25s, 0}}), start + 30s), 0ns);
    QCOMPARE(idle(trace({{start, 0}}), waiting, start + 30s), 0ns);
    // Nobody looked: nothing is known of that time
    QCOMPARE(idle(trace({{start, 1}, {start + 14s, Trace::unknown}, {start + 18s, 1}}), waiting, start + 30s),
             std::chrono::nanoseconds(12s));
    QCOMPARE(idle(trace({{start, 1}, {start + 14s, Trace::unknown}}), waiting, start + 30s), 0ns);
    QCOMPARE(posix_semaphore::idleWhileCounted(nullptr, &waiting, start), 0ns);
}

void PosixSemaphoreWordsTest::saysWhatStandsThere() {
    PosixSemaphoreInfo info;
    info.bogus = true;
    info.fileSize = 12;
    QVERIFY2(posix_semaphore::bogusReason(info).contains(QStringLiteral("a file of 12 B")),
             qPrintable(posix_semaphore::bogusReason(info)));
    QVERIFY(posix_semaphore::bogusReason(info).contains(QStringLiteral("It can be removed")));
    info.fileType = FileType::Directory;
    QVERIFY(posix_semaphore::bogusReason(info).contains(QStringLiteral("a directory")));
    QVERIFY(!posix_semaphore::bogusReason(info).contains(QStringLiteral("It can be removed")));
}

IPCLENS_TEST_MAIN(PosixSemaphoreWordsTest)
#include "posix_semaphore_words_test.moc"
