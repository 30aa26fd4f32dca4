// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/unique_fd.h"
#include "core/posix/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/bogus_file.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <csignal>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

/// What is told of a queue without taking a message.
class QueueStatusTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void parses();
    void looksByDirectory();
    void looksByName();
    void looksWhereNothingIsMounted();
    void ofWhoIsRegistered();
    void takesNoMessage();
    void whatIsNoQueue();
};

void QueueStatusTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void QueueStatusTest::parses() {
    QueueStatus status;
    QVERIFY(parseQueueStatus("QSIZE:129        NOTIFY:2     SIGNO:34    NOTIFY_PID:8260  \n", status));
    QVERIFY(status == (QueueStatus{129, 2, 34, 8260}));
    QVERIFY(parseQueueStatus("QSIZE:0", status));
    QVERIFY(status == QueueStatus{});
    QVERIFY(parseQueueStatus("NOTIFY_PID:3 QSIZE:18446744073709551615\n", status));
    QVERIFY(status == (QueueStatus{UINT64_MAX, 0, 0, 3}));
    for (const char* bad : {"", "QSIZE", "QSIZE:", "QSIZE:x", "XQSIZE:3", "18", "QSIZE:99999999999999999999"})
        QVERIFY(!parseQueueStatus(bad, status));
}

void QueueStatusTest::looksByDirectory() {
    const auto queue = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(queue.send(bytesOf("12345")));
    VERIFY_DONE(queue.send(bytesOf("678")));
    const UniqueFd directory(::open("/dev/mqueue", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const QueueLook look = lookAtQueue(directory.get(), "x");
    QCOMPARE(look.error, 0);
    QVERIFY(look.statusKnown && look.attributesKnown && !look.foreign);
    QVERIFY(look.status == (QueueStatus{8, 0, 0, 0}));
    QVERIFY(look.attributes == need(queue.attributes()));
    QCOMPARE(look.attributes.messages, std::uint64_t{2});
    QCOMPARE(look.file.permissions.mode, std::uint16_t{0600});
    QCOMPARE(look.file.permissions.uid, ::geteuid());
    QCOMPARE(lookAtQueue(directory.get(), "y").error, ENOENT);
    VERIFY_DONE(MessageQueue::unlink("/x"));
    QCOMPARE(lookAtQueue(directory.get(), "x").error, ENOENT);
}

void QueueStatusTest::looksByName() {
    const auto queue = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(queue.send(bytesOf("12345")));
    const QueueLook look = need(MessageQueue::look("/x"));
    const QueueLook byFile = lookAtQueue(AT_FDCWD, "/dev/mqueue/x");
    QVERIFY(look.statusKnown && look.attributesKnown && look.error == 0);
    QVERIFY(look.status == byFile.status && look.attributes == byFile.attributes);
    QVERIFY(look.file.id == byFile.file.id && look.file.permissions == byFile.file.permissions);
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void QueueStatusTest::looksWhereNothingIsMounted() {
    ChildProcess child([] {
        if (::unshare(CLONE_NEWNS) != 0 || ::umount2("/dev/mqueue", MNT_DETACH) != 0) return 1;
        const auto queue = need(MessageQueue::create("/x", {}));
        need(queue.send(bytesOf("12345")));
        const QueueLook look = need(MessageQueue::look("/x"));
        if (look.status.bytes != 5 || look.attributes.messages != 1) return 2;
        need(MessageQueue::change("/x", {{}, {}, 0640}));
        if (need(MessageQueue::look("/x")).file.permissions.mode != 0640) return 3;
        need(MessageQueue::unlink("/x"));
        return 0;
    });
    QCOMPARE(child.wait(), 0);
}

void QueueStatusTest::ofWhoIsRegistered() {
    const auto queue = need(MessageQueue::create("/x", {}));
    auto notification = need(queue.notify(NotifyBySignal{SIGUSR1, 0}));
    QVERIFY(need(queue.status()) == (QueueStatus{0, SIGEV_SIGNAL, SIGUSR1, ::getpid()}));
    notification = nullptr;
    QVERIFY(need(queue.status()) == QueueStatus{});
    ChildProcess child([] {
        const mqd_t theirs = ::mq_open("/x", O_RDONLY);
        sigevent event{};
        event.sigev_notify = SIGEV_NONE;
        if (::mq_notify(theirs, &event) != 0) return 1;
        ::pause();
        return 2;
    });
    QVERIFY(waitUntil([&] { return need(queue.status()).notifyPid == child.pid(); }));
    QCOMPARE(lookAtQueue(AT_FDCWD, "/dev/mqueue/x").status.notifyPid, child.pid());
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void QueueStatusTest::takesNoMessage() {
    const auto queue = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(queue.send(bytesOf("1"), 1));
    VERIFY_DONE(queue.send(bytesOf("2"), 2));
    for (int i = 0; i < 10; ++i)
        QVERIFY(lookAtQueue(AT_FDCWD, "/dev/mqueue/x").statusKnown && need(MessageQueue::look("/x")).statusKnown);
    QVERIFY(need(queue.receive()) == (Message{2, bytesOf("2")}));
    QVERIFY(need(queue.receive()) == (Message{1, bytesOf("1")}));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void QueueStatusTest::whatIsNoQueue() {
    const BogusFile file("fifo", "/dev/shm/x");
    const QueueLook look = lookAtQueue(AT_FDCWD, "/dev/shm/x");
    QVERIFY(look.foreign && !look.statusKnown && !look.attributesKnown);
    const BogusFile empty("empty", "/dev/shm/y");
    const QueueLook other = lookAtQueue(AT_FDCWD, "/dev/shm/y");
    QVERIFY(!other.statusKnown && !other.attributesKnown);
}

IPCLENS_TEST_MAIN(QueueStatusTest)

#include "queue_status_test.moc"
