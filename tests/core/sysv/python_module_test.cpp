// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/key.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <csignal>

#include <sys/ipc.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using namespace std::chrono_literals;
using ipclens::testing::bytesOf;
using ipclens::testing::need;

namespace {

Result<void> apply(const SemaphoreSet& set, std::int16_t delta, const Wait& wait = {}, bool undo = false) {
    const SemaphoreOperation operation{0, delta, undo};
    return set.apply({&operation, 1}, wait);
}

} // namespace

/// Whoever comes from the Python module sysv_ipc 1.2 finds all that it offers. One function a class of it; the names in
/// comments are its.
class PythonModuleTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void semaphoreConstructor();
    void semaphoreAttributes();
    void semaphoreOperations();
    void sharedMemoryConstructor();
    void sharedMemoryAttributes();
    void sharedMemoryReadAndWrite();
    void messageQueueConstructor();
    void messageQueueAttributes();
    void messageQueueSendAndReceive();
    void moduleFunctions();
    void moduleErrors();
};

void PythonModuleTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PythonModuleTest::semaphoreConstructor() {
    SemaphoreSetOptions options;
    options.mode = 0640;                                                 // mode
    options.values = {5};                                                // initial_value
    const auto exclusive = need(SemaphoreSet::create(Key{42}, options)); // flags=IPC_CREX
    const auto existing = need(SemaphoreSet::open(Key{42}));             // flags=0
    options.ifExists = IfExists::Open;                                   // flags=IPC_CREAT
    const auto either = need(SemaphoreSet::create(Key{42}, options));
    const auto random = need(SemaphoreSet::create(RandomKey{}, {}));   // key=None
    const auto unnamed = need(SemaphoreSet::create(PrivateKey{}, {})); // key=IPC_PRIVATE
    QVERIFY(existing.id() == exclusive.id() && either.id() == exclusive.id());
    for (const auto& set : {exclusive, random, unnamed})
        VERIFY_DONE(set.remove());
}

void PythonModuleTest::semaphoreAttributes() {
    const auto set = need(SemaphoreSet::create(Key{42}, {}));
    VERIFY_DONE(apply(set, 1));
    const auto info = set.stat().value();
    QVERIFY(info.id == set.id());                              // id
    QVERIFY(info.key == Key{42});                              // key
    QVERIFY(info.operatedAt > 0);                              // o_time
    QCOMPARE(info.permissions.uid, ::geteuid());               // uid
    QCOMPARE(info.permissions.gid, ::getegid());               // gid
    QCOMPARE(info.permissions.creatorUid, ::geteuid());        // cuid
    QCOMPARE(info.permissions.creatorGid, ::getegid());        // cgid
    QCOMPARE(info.permissions.mode, std::uint16_t{0600});      // mode
    VERIFY_DONE(set.change({::geteuid(), ::getegid(), 0644})); // uid, gid, mode are set
    VERIFY_DONE(set.setValue(0, 9));                           // value is set
    auto state = set.state(0).value();
    QCOMPARE(state.value, 9U);           // value
    QCOMPARE(state.lastPid, ::getpid()); // last_pid
    ipclens::testing::ChildProcess zero([set] { return apply(set, 0) ? 0 : 1; });
    ipclens::testing::ChildProcess more([set] { return apply(set, -10) ? 0 : 1; });
    for (const pid_t pid : {zero.pid(), more.pid()})
        QVERIFY(ipclens::testing::waitUntilBlockedIn(pid, {SYS_semop, SYS_semtimedop}));
    state = set.state(0).value();
    QCOMPARE(state.waitingForIncrease, 1U); // waiting_for_nonzero
    QCOMPARE(state.waitingForZero, 1U);     // waiting_for_zero
    VERIFY_DONE(set.setValue(0, 10));
    QCOMPARE(more.wait(), 0);
    QCOMPARE(zero.wait(), 0);
    VERIFY_DONE(set.remove()); // remove()
}

void PythonModuleTest::semaphoreOperations() {
    const auto set = need(SemaphoreSet::create(PrivateKey{}, {}));
    VERIFY_DONE(apply(set, 3));                                                               // V(), release(delta)
    VERIFY_DONE(apply(set, -2));                                                              // P(), acquire(delta=2)
    VERIFY_FAILS(apply(set, -2, Wait::atMost(5ms)), ErrorKind::TimedOut, ETIMEDOUT);          // acquire(timeout=0.005)
    VERIFY_FAILS(apply(set, -2, Wait::never()), ErrorKind::WouldBlock, EAGAIN);               // block=False
    VERIFY_FAILS(apply(set, 0, Wait::atMost(5ms)), ErrorKind::TimedOut, ETIMEDOUT);           // Z(timeout)
    ipclens::testing::ChildProcess child([set] { return apply(set, -1, {}, true) ? 0 : 1; }); // undo=True
    QCOMPARE(child.wait(), 0);
    QCOMPARE(set.value(0).value(), std::uint16_t{1});
    VERIFY_DONE(apply(set, -1));
    VERIFY_DONE(apply(set, 0)); // Z()
    VERIFY_DONE(set.remove());
}

void PythonModuleTest::sharedMemoryConstructor() {
    SharedMemoryOptions options;
    options.size = 4096;                                                 // size
    options.mode = 0640;                                                 // mode
    options.fill = ' ';                                                  // init_character
    options.noReserve = true;                                            // SHM_NORESERVE; SHM_HUGETLB is hugePages
    const auto exclusive = need(SharedMemory::create(Key{42}, options)); // flags=IPC_CREX
    options.ifExists = IfExists::Open;                                   // flags=IPC_CREAT
    QVERIFY(need(SharedMemory::create(Key{42}, options)).id() == exclusive.id());
    QVERIFY(need(SharedMemory::open(Key{42})).id() == exclusive.id());    // flags=0, size=0
    const auto random = need(SharedMemory::create(RandomKey{}, options)); // key=None
    for (const auto& segment : {exclusive, random})
        VERIFY_DONE(segment.remove());
}

void PythonModuleTest::sharedMemoryAttributes() {
    SharedMemoryOptions options;
    options.size = 100;
    const auto segment = need(SharedMemory::create(Key{42}, options));
    auto attachment = need(segment.attach());
    QVERIFY(attachment.address() != nullptr); // address, attached
    VERIFY_DONE(attachment.detach());         // detach()
    QVERIFY(attachment.address() == nullptr);
    const auto info = segment.stat().value().info;
    QVERIFY(info.id == segment.id());                              // id
    QVERIFY(info.key == Key{42});                                  // key
    QCOMPARE(info.size, std::uint64_t{100});                       // size
    QVERIFY(info.attachedAt > 0);                                  // last_attach_time
    QVERIFY(info.detachedAt > 0);                                  // last_detach_time
    QVERIFY(info.changedAt > 0);                                   // last_change_time
    QCOMPARE(info.creatorPid, ::getpid());                         // creator_pid
    QCOMPARE(info.lastPid, ::getpid());                            // last_pid
    QCOMPARE(info.attached, std::uint64_t{0});                     // number_attached
    QCOMPARE(info.permissions.creatorUid, ::geteuid());            // cuid
    QCOMPARE(info.permissions.creatorGid, ::getegid());            // cgid
    VERIFY_DONE(segment.change({::geteuid(), ::getegid(), 0644})); // uid, gid, mode
    QCOMPARE(segment.stat().value().info.permissions.mode, std::uint16_t{0644});
    VERIFY_DONE(segment.remove()); // remove()
}

void PythonModuleTest::sharedMemoryReadAndWrite() {
    SharedMemoryOptions options;
    options.size = 10;
    options.fill = '.';
    const auto segment = need(SharedMemory::create(PrivateKey{}, options));
    AttachOptions attach; // attach(address, flags): SHM_RDONLY is the default, SHM_RND round, SHM_REMAP remap
    attach.mode = AttachMode::ReadWrite;
    const auto attachment = need(segment.attach(attach));
    VERIFY_DONE(attachment.write(3, bytesOf(std::string_view("a\0b", 3)))); // write(s, offset)
    std::vector<std::byte> all(attachment.size());
    VERIFY_DONE(attachment.read(0, all)); // read()
    QVERIFY(all == bytesOf(std::string_view("...a\0b....", 10)));
    std::vector<std::byte> some(2);
    VERIFY_DONE(attachment.read(5, some)); // read(byte_count, offset)
    QVERIFY(some == bytesOf("b."));
    QCOMPARE(static_cast<const char*>(attachment.address())[3], 'a'); // the buffer protocol: the memory itself
    VERIFY_DONE(segment.remove());
}

void PythonModuleTest::messageQueueConstructor() {
    MessageQueueOptions options;
    options.mode = 0640;
    const auto exclusive = need(MessageQueue::create(Key{42}, options)); // flags=IPC_CREX
    options.ifExists = IfExists::Open;                                   // flags=IPC_CREAT
    QVERIFY(need(MessageQueue::create(Key{42}, options)).id() == exclusive.id());
    QVERIFY(need(MessageQueue::open(Key{42})).id() == exclusive.id()); // flags=0
    const auto random = need(MessageQueue::create(RandomKey{}, {}));   // key=None
    for (const auto& queue : {exclusive, random})
        VERIFY_DONE(queue.remove());
}

void PythonModuleTest::messageQueueAttributes() {
    const auto queue = need(MessageQueue::create(Key{42}, {}));
    VERIFY_DONE(queue.send(1, bytesOf("a")));
    VERIFY_DONE(queue.send(1, bytesOf("b")));
    VERIFY_DONE(queue.receive());
    const auto info = queue.stat().value();
    QVERIFY(info.id == queue.id());                     // id
    QVERIFY(info.key == Key{42});                       // key
    QVERIFY(info.sentAt > 0);                           // last_send_time
    QVERIFY(info.receivedAt > 0);                       // last_receive_time
    QVERIFY(info.changedAt > 0);                        // last_change_time
    QCOMPARE(info.messages, std::uint64_t{1});          // current_messages
    QCOMPARE(info.lastSendPid, ::getpid());             // last_send_pid
    QCOMPARE(info.lastReceivePid, ::getpid());          // last_receive_pid
    QCOMPARE(info.permissions.creatorUid, ::geteuid()); // cuid
    QCOMPARE(info.permissions.creatorGid, ::getegid()); // cgid
    QueueChange change;
    change.capacity = info.capacity / 2;                   // max_size
    change.permissions = {::geteuid(), ::getegid(), 0644}; // uid, gid, mode
    VERIFY_DONE(queue.change(change));
    QCOMPARE(queue.stat().value().capacity, info.capacity / 2);
    QCOMPARE(queue.stat().value().permissions.mode, std::uint16_t{0644});
    VERIFY_DONE(queue.remove()); // remove()
}

void PythonModuleTest::messageQueueSendAndReceive() {
    const auto queue = need(MessageQueue::create(PrivateKey{}, {}));
    VERIFY_DONE(queue.send(3, bytesOf("a"), Wait::never())); // send(message, block=False, type=3)
    VERIFY_DONE(queue.send(2, bytesOf("b")));
    Selection selection;
    selection.type = -2; // receive(block, type)
    QVERIFY(queue.receive(selection).value() == (Message{2, bytesOf("b")}));
    VERIFY_FAILS(queue.receive(selection, Wait::never()), ErrorKind::WouldBlock, ENOMSG);
    QVERIFY(queue.receive().value() == (Message{3, bytesOf("a")}));
    VERIFY_DONE(queue.remove());
}

void PythonModuleTest::moduleFunctions() {
    QCOMPARE(keyOfPath("/etc/passwd", 42).value().key.value,
             static_cast<std::uint32_t>(::ftok("/etc/passwd", 42))); // ftok(path, id)
    const auto set = need(SemaphoreSet::create(PrivateKey{}, {}));
    SharedMemoryOptions options;
    options.size = 1;
    const auto segment = need(SharedMemory::create(PrivateKey{}, options));
    const auto queue = need(MessageQueue::create(PrivateKey{}, {}));
    VERIFY_DONE(SharedMemory::adopt(segment.id()).attach());     // attach(id)
    VERIFY_DONE(SemaphoreSet::adopt(set.id()).remove());         // remove_semaphore(id)
    VERIFY_DONE(SharedMemory::adopt(segment.id()).remove());     // remove_shared_memory(id)
    VERIFY_DONE(MessageQueue::adopt(queue.id()).remove());       // remove_message_queue(id)
    for (const std::uint32_t key : {0x80000000U, 0x7fffffffU}) { // KEY_MIN, KEY_MAX
        const auto extreme = need(SemaphoreSet::create(Key{key}, {}));
        VERIFY_DONE(extreme.setValue(0, 32767)); // SEMAPHORE_VALUE_MAX
        VERIFY_DONE(extreme.remove());
    }
}

void PythonModuleTest::moduleErrors() {
    const auto set = need(SemaphoreSet::create(Key{42}, {}));
    VERIFY_FAILS(SemaphoreSet::create(Key{42}, {}), ErrorKind::Exists, EEXIST);      // ExistentialError
    VERIFY_FAILS(SemaphoreSet::open(Key{43}), ErrorKind::NotFound, ENOENT);          // ExistentialError
    VERIFY_FAILS(apply(set, -1, Wait::atMost(1ms)), ErrorKind::TimedOut, ETIMEDOUT); // BusyError
    VERIFY_FAILS(apply(set, -1, Wait::never()), ErrorKind::WouldBlock, EAGAIN);      // BusyError
    VERIFY_DONE(set.remove());
    SharedMemoryOptions options;
    options.size = 1;
    const auto segment = need(SharedMemory::create(PrivateKey{}, options));
    auto attachment = need(segment.attach());
    VERIFY_DONE(attachment.detach());
    std::byte byte{};
    QVERIFY(!attachment.read(0, {&byte, 1})); // NotAttachedError
    VERIFY_DONE(segment.remove());            // PermissionsError: see access_test
}

IPCLENS_TEST_MAIN(PythonModuleTest)

#include "python_module_test.moc"
