// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <climits>

#include <cerrno>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

namespace {

QByteArray textOf(const Message& message) {
    return {reinterpret_cast<const char*>(message.payload.data()), static_cast<qsizetype>(message.payload.size())};
}

QByteArray received(const MessageQueue& queue) {
    return textOf(need(queue.receive(Wait::never())));
}

} // namespace

class PosixMessageQueueTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void glibcOpensWhatWeMade();
    void createsAndOpens();
    void modeIsExactWhateverTheUmask();
    void systemsDefaults();
    void oneDefaultBesideAWish();
    void highestPriorityFirst();
    void firstInFirstOutAmongEquals();
    void prioritiesAreChecked();
    void anyBytesOfAnyLength();
    void tooLongForTheQueue();
    void fullAndEmpty();
    void oneDirection();
    void blockFlagIsOfTheHandle();
    void blockFlagIsAboveTheWait();
    void oddNames();
    void unlinkedWhileOpen();
    void unlinkedWhileWaiting();
    void changesModeAndOwner();
    void closed();
};

void PosixMessageQueueTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixMessageQueueTest::glibcOpensWhatWeMade() {
    const auto ours = need(MessageQueue::create("/x", holding(3, 100)));
    VERIFY_DONE(ours.send(bytesOf("hello"), 5));
    const mqd_t theirs = ::mq_open("/x", O_RDWR);
    QVERIFY(theirs >= 0);
    char text[100];
    unsigned priority = 0;
    QCOMPARE(::mq_receive(theirs, text, sizeof text, &priority), ssize_t{5});
    QCOMPARE(priority, 5U);
    QCOMPARE(::mq_send(theirs, "back", 4, 6), 0);
    const Message message = need(ours.receive());
    QCOMPARE(textOf(message), QByteArray("back"));
    QCOMPARE(message.priority, 6U);
    ::mq_close(theirs);
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::createsAndOpens() {
    VERIFY_FAILS(MessageQueue::open("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(MessageQueue::look("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(MessageQueue::unlink("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(MessageQueue::change("/x", {{}, {}, 0600}), ErrorKind::NotFound, ENOENT);
    const auto made = need(MessageQueue::create("/x", holding(2, 10)));
    VERIFY_DONE(made.send(bytesOf("1")));
    VERIFY_FAILS(MessageQueue::create("/x", holding(2, 10)), ErrorKind::Exists, EEXIST);
    QueueOptions options = holding(3, 20);
    options.mode = 0666;
    options.ifExists = IfExists::Open;
    const auto opened = need(MessageQueue::create("/x", options));
    QVERIFY(made.made() && !opened.made());
    QVERIFY(need(opened.attributes()) == (QueueAttributes{1, 2, 10}));
    QCOMPARE(modeOf("/dev/mqueue/x"), mode_t{0600});
    VERIFY_DONE(MessageQueue::unlink("/x"));
    QVERIFY(need(MessageQueue::create("/x", options)).made());
    VERIFY_DONE(MessageQueue::unlink("/x"));
    for (const char* bad : {"x", "/", "/a/b", "/.", "/.."}) {
        VERIFY_FAILS(MessageQueue::create(bad, {}), ErrorKind::Invalid, 0);
        VERIFY_FAILS(MessageQueue::open(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(MessageQueue::look(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(MessageQueue::unlink(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(MessageQueue::change(bad, {}), ErrorKind::Invalid, 0);
    }
}

void PosixMessageQueueTest::modeIsExactWhateverTheUmask() {
    const Umask mask(0077);
    for (const mode_t mode : {0666U, 0777U, 0400U, 0U}) {
        QueueOptions options;
        options.mode = mode;
        const auto queue = need(MessageQueue::create("/x", options));
        QCOMPARE(modeOf("/dev/mqueue/x"), mode);
        VERIFY_DONE(queue.send(bytesOf("x")));
        VERIFY_DONE(MessageQueue::unlink("/x"));
    }
}

void PosixMessageQueueTest::systemsDefaults() {
    const auto queue = need(MessageQueue::create("/x", {}));
    const QueueAttributes attributes = need(queue.attributes());
    QCOMPARE(attributes.maxMessages, static_cast<std::uint64_t>(readSysctl("fs/mqueue/msg_default").value()));
    QCOMPARE(attributes.messageSize, static_cast<std::uint64_t>(readSysctl("fs/mqueue/msgsize_default").value()));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::oneDefaultBesideAWish() {
    QueueOptions options;
    options.maxMessages = 3;
    QueueAttributes attributes = need(need(MessageQueue::create("/x", options)).attributes());
    QCOMPARE(attributes.maxMessages, std::uint64_t{3});
    QCOMPARE(attributes.messageSize, static_cast<std::uint64_t>(readSysctl("fs/mqueue/msgsize_default").value()));
    VERIFY_DONE(MessageQueue::unlink("/x"));
    options = {};
    options.messageSize = 33;
    attributes = need(need(MessageQueue::create("/x", options)).attributes());
    QCOMPARE(attributes.maxMessages, static_cast<std::uint64_t>(readSysctl("fs/mqueue/msg_default").value()));
    QCOMPARE(attributes.messageSize, std::uint64_t{33});
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::highestPriorityFirst() {
    const auto queue = need(MessageQueue::create("/x", {}));
    for (const unsigned priority : {7U, 0U, 32767U, 1U, 32766U})
        VERIFY_DONE(queue.send(bytesOf(std::to_string(priority)), priority));
    for (const unsigned priority : {32767U, 32766U, 7U, 1U, 0U}) {
        const Message message = need(queue.receive(Wait::never()));
        QCOMPARE(message.priority, priority);
        QCOMPARE(textOf(message), QByteArray::number(priority));
    }
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::firstInFirstOutAmongEquals() {
    const auto queue = need(MessageQueue::create("/x", {}));
    for (const char* text : {"1", "2", "3"})
        VERIFY_DONE(queue.send(bytesOf(text), 4));
    VERIFY_DONE(queue.send(bytesOf("high"), 5));
    VERIFY_DONE(queue.send(bytesOf("4"), 4));
    for (const char* text : {"high", "1", "2", "3", "4"})
        QCOMPARE(received(queue), QByteArray(text));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::prioritiesAreChecked() {
    const auto queue = need(MessageQueue::create("/x", {}));
    VERIFY_FAILS(queue.send({}, priorityMax + 1), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.send({}, UINT_MAX), ErrorKind::Invalid, 0);
    QCOMPARE(need(queue.attributes()).messages, std::uint64_t{0});
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::anyBytesOfAnyLength() {
    const auto queue = need(MessageQueue::create("/x", holding(4, 1000)));
    for (const std::string& text :
         {std::string(), std::string(1, '\0'), std::string("a\0b", 3), std::string(1000, '\xff')}) {
        VERIFY_DONE(queue.send(bytesOf(text)));
        QCOMPARE(need(queue.status()).bytes, std::uint64_t{text.size()});
        QCOMPARE(received(queue), QByteArray::fromStdString(text));
    }
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::tooLongForTheQueue() {
    const auto queue = need(MessageQueue::create("/x", holding(1, 10)));
    const auto sent = queue.send(std::vector<std::byte>(11));
    VERIFY_FAILS(sent, ErrorKind::Limit, EMSGSIZE);
    QCOMPARE(sent.error().hint, std::string("at most 10 bytes"));
    VERIFY_DONE(queue.send(std::vector<std::byte>(10)));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::fullAndEmpty() {
    const auto queue = need(MessageQueue::create("/x", holding(2, 10)));
    VERIFY_FAILS(queue.receive(Wait::never()), ErrorKind::WouldBlock, EAGAIN);
    VERIFY_DONE(queue.send(bytesOf("1"), 0, Wait::never()));
    VERIFY_DONE(queue.send(bytesOf("2"), 0, Wait::never()));
    const auto full = queue.send(bytesOf("3"), 9, Wait::never());
    VERIFY_FAILS(full, ErrorKind::WouldBlock, EAGAIN);
    QCOMPARE(full.error().hint, std::string("2 of 2 messages, of 10 bytes at most"));
    QVERIFY(need(queue.attributes()) == (QueueAttributes{2, 2, 10}));
    QCOMPARE(received(queue), QByteArray("1"));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::oneDirection() {
    QueueOptions options;
    options.direction = Direction::Send;
    const auto sender = need(MessageQueue::create("/x", options));
    const auto receiver = need(MessageQueue::open("/x", Direction::Receive));
    VERIFY_DONE(sender.send(bytesOf("1")));
    VERIFY_FAILS(sender.receive(), ErrorKind::Denied, 0);
    VERIFY_FAILS(sender.status(), ErrorKind::Denied, 0);
    VERIFY_FAILS(receiver.send(bytesOf("2")), ErrorKind::Denied, 0);
    QCOMPARE(need(sender.attributes()).messages, std::uint64_t{1});
    QCOMPARE(need(receiver.status()).bytes, std::uint64_t{1});
    QCOMPARE(received(receiver), QByteArray("1"));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::blockFlagIsOfTheHandle() {
    const auto first = need(MessageQueue::create("/x", {}));
    const auto second = need(MessageQueue::open("/x"));
    QVERIFY(need(first.blocks()) && need(second.blocks()));
    VERIFY_DONE(first.setBlocks(false));
    QVERIFY(!need(first.blocks()) && need(second.blocks()));
    VERIFY_FAILS(second.receive(Wait::never()), ErrorKind::WouldBlock, EAGAIN);
    QVERIFY(need(second.blocks())); // not to wait for once leaves the flag alone
    VERIFY_DONE(first.setBlocks(true));
    QVERIFY(need(first.blocks()));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::blockFlagIsAboveTheWait() {
    const auto queue = need(MessageQueue::create("/x", holding(1, 10)));
    VERIFY_DONE(queue.setBlocks(false));
    Cancellation cancellation;
    Wait cancellable = Wait::atMost(std::chrono::hours(1));
    cancellable.cancellation = &cancellation;
    for (const Wait& wait : {Wait::unlimited(), Wait::atMost(std::chrono::hours(1)), cancellable}) {
        VERIFY_FAILS(queue.receive(wait), ErrorKind::WouldBlock, EAGAIN);
        VERIFY_DONE(queue.send(bytesOf("1"), 0, wait));
        VERIFY_FAILS(queue.send(bytesOf("2"), 0, wait), ErrorKind::WouldBlock, EAGAIN);
        QCOMPARE(received(queue), QByteArray("1"));
    }
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::oddNames() {
    std::vector<std::string> names = ipclens::testing::oddNames();
    names.push_back("/" + std::string(255, 'n'));
    for (const std::string& name : names) {
        const auto made = need(MessageQueue::create(name, {}));
        QCOMPARE(modeOf("/dev/mqueue" + name), mode_t{0600});
        VERIFY_DONE(need(MessageQueue::open(name)).send(bytesOf("abc")));
        QCOMPARE(received(made), QByteArray("abc"));
        VERIFY_DONE(MessageQueue::change(name, {{}, {}, 0640}));
        QCOMPARE(need(MessageQueue::look(name)).file.permissions.mode, std::uint16_t{0640});
        VERIFY_DONE(MessageQueue::unlink(name));
    }
}

void PosixMessageQueueTest::unlinkedWhileOpen() {
    const auto first = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(MessageQueue::unlink("/x"));
    const auto second = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(first.send(bytesOf("1")));
    VERIFY_FAILS(second.receive(Wait::never()), ErrorKind::WouldBlock, EAGAIN);
    QCOMPARE(received(first), QByteArray("1"));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::unlinkedWhileWaiting() {
    const auto queue = need(MessageQueue::create("/x", {}));
    ChildProcess waiter([] { return textOf(need(need(MessageQueue::open("/x")).receive())) == "1" ? 0 : 1; });
    QVERIFY(waitUntilBlockedIn(waiter.pid(), {SYS_mq_timedreceive}));
    VERIFY_DONE(MessageQueue::unlink("/x"));
    QVERIFY(waitUntilBlockedIn(waiter.pid(), {SYS_mq_timedreceive}));
    QVERIFY(waiter.running());
    VERIFY_DONE(queue.send(bytesOf("1")));
    QCOMPARE(waiter.wait(), 0);
}

void PosixMessageQueueTest::changesModeAndOwner() {
    const auto queue = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(MessageQueue::change("/x", {{}, {}, 0}));
    QCOMPARE(modeOf("/dev/mqueue/x"), mode_t{0});
    VERIFY_DONE(MessageQueue::change("/x", {::geteuid(), ::getegid(), 0751}));
    QCOMPARE(modeOf("/dev/mqueue/x"), mode_t{0751});
    VERIFY_DONE(MessageQueue::change("/x", {}));
    QCOMPARE(modeOf("/dev/mqueue/x"), mode_t{0751});
    VERIFY_FAILS(MessageQueue::change("/x", {static_cast<uid_t>(-1), {}, 0600}), ErrorKind::Invalid, EINVAL);
    QCOMPARE(modeOf("/dev/mqueue/x"), mode_t{0751});
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixMessageQueueTest::closed() {
    auto queue = need(MessageQueue::create("/x", {}));
    queue.close();
    QCOMPARE(queue.fd(), -1);
    VERIFY_FAILS(queue.send({}), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.receive(), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.attributes(), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.status(), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.blocks(), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.setBlocks(true), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.notify(NotifyBySignal{10, 0}), ErrorKind::Invalid, 0);
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

IPCLENS_TEST_MAIN(PosixMessageQueueTest)

#include "message_queue_test.moc"
