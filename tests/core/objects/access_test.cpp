// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/access.h"
#include "core/objects/kernel.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using testing::ChildProcess;
using testing::MadeObject;

namespace {

constexpr int same = 0;
constexpr int otherRead = 1;
constexpr int otherWrite = 2;
constexpr int otherControl = 3;
constexpr int notPossible = 4;

constexpr uid_t unprivileged = 65534;

/// Queues of every kind of owner, with modes that tell the classes apart.
std::vector<MadeObject> makeQueues() {
    std::vector<MadeObject> queues;
    for (const uid_t uid : {uid_t{0}, unprivileged}) {
        for (const gid_t gid : {gid_t{0}, unprivileged}) {
            for (const unsigned mode : {0U, 0400U, 0040U, 0004U, 0200U, 0020U, 0002U, 0600U, 0066U, 0707U, 0777U}) {
                queues.emplace_back(Kind::MessageQueue, IPC_PRIVATE, 0600);
                if (!setPermissions(queues.back(), uid, gid, static_cast<unsigned short>(mode))) queues.pop_back();
            }
        }
    }
    return queues;
}

/// What the kernel grants, tried out, against what Credentials reckon.
int compareWithKernel(const Credentials& credentials, int id) {
    msqid_ds known{};
    const int slot = id & 0x7fff;
    if (msgctl(slot, MSG_STAT_ANY, &known) != id) return notPossible;
    const Permissions permissions = kernel::permissionsFrom(known.msg_perm);
    msqid_ds status{};
    if ((msgctl(id, IPC_STAT, &status) == 0) != credentials.mayRead(permissions)) return otherRead;
    const struct {
        long type;
    } message{1};
    if ((msgsnd(id, &message, 0, IPC_NOWAIT) == 0) != credentials.mayWrite(permissions)) return otherWrite;
    status = known;
    if ((msgctl(id, IPC_SET, &status) == 0) != credentials.mayControl(permissions)) return otherControl;
    return same;
}

int compareAll(const std::vector<MadeObject>& queues) {
    const Credentials credentials = Credentials::current();
    for (const auto& queue : queues) {
        if (const int result = compareWithKernel(credentials, queue.id()); result != same) return result;
    }
    return same;
}

bool dropCapability(unsigned capability) {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> data{};
    if (syscall(SYS_capget, &header, data.data()) != 0) return false;
    data[0].effective &= ~(1U << capability);
    return syscall(SYS_capset, &header, data.data()) == 0;
}

} // namespace

class AccessTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void asRoot();
    void withoutTheCapability();
    void unprivilegedUser();
    void creatorCountsAsOwner();
    void rootOfAnotherUserNamespace();
    void rootOfTheOwningUserNamespace();
    void makerOfTheOwningUserNamespace();

private:
    std::vector<MadeObject> queues_;
};

void AccessTest::init() {
    queues_ = makeQueues();
    QVERIFY(!queues_.empty());
}

void AccessTest::cleanup() {
    queues_.clear();
}

void AccessTest::asRoot() {
    const Credentials credentials = Credentials::current();
    QVERIFY(credentials.mayRead({1, 1, 1, 1, 0}));
    QVERIFY(credentials.mayWrite({1, 1, 1, 1, 0}));
    QVERIFY(credentials.mayControl({1, 1, 1, 1, 0}));
    QCOMPARE(compareAll(queues_), same);
}

void AccessTest::withoutTheCapability() {
    ChildProcess child([this] {
        if (!dropCapability(CAP_IPC_OWNER) || !dropCapability(CAP_SYS_ADMIN)) return notPossible;
        if (Credentials::current().mayRead({1, 1, 1, 1, 0})) return otherRead;
        return compareAll(queues_);
    });
    QCOMPARE(child.wait(), same);
}

void AccessTest::unprivilegedUser() {
    const auto result = testing::runUnprivileged([this] { return compareAll(queues_); });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, same);
}

void AccessTest::creatorCountsAsOwner() {
    const auto result = testing::runUnprivileged([] {
        const Credentials credentials = Credentials::current();
        const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE, 0600);
        if (!setPermissions(queue, 0, 0, 0200)) return notPossible;
        return compareWithKernel(credentials, queue.id());
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, same);
}

void AccessTest::rootOfAnotherUserNamespace() {
    ChildProcess child([this] {
        if (unshare(CLONE_NEWUSER) != 0) return notPossible;
        // All capabilities, but not in the namespace that owns the queues
        if (Credentials::current().mayRead({1, 1, 1, 1, 0})) return otherRead;
        const auto mayNothing = [](const MadeObject& queue) {
            msqid_ds status{};
            return msgctl(queue.id(), IPC_STAT, &status) != 0 && errno == EACCES;
        };
        if (std::none_of(queues_.begin(), queues_.end(), mayNothing)) return otherRead;
        return same;
    });
    const int result = child.wait();
    if (result == notPossible) QSKIP("no user namespace here");
    QCOMPARE(result, same);
}

void AccessTest::rootOfTheOwningUserNamespace() {
    ChildProcess child([] {
        if (unshare(CLONE_NEWUSER | CLONE_NEWIPC) != 0) return notPossible;
        return Credentials::current().mayRead({1, 1, 1, 1, 0}) ? same : otherRead;
    });
    const int result = child.wait();
    if (result == notPossible) QSKIP("no user namespace here");
    QCOMPARE(result, same);
}

void AccessTest::makerOfTheOwningUserNamespace() {
    int ready[2];
    QCOMPARE(pipe(ready), 0);
    ChildProcess inside([&] {
        const char done = unshare(CLONE_NEWUSER | CLONE_NEWIPC) == 0 ? 'y' : 'n';
        if (write(ready[1], &done, 1) != 1) return notPossible;
        pause();
        return same;
    });
    char done = 'n';
    QCOMPARE(read(ready[0], &done, 1), ssize_t{1});
    close(ready[0]);
    close(ready[1]);
    if (done != 'y') QSKIP("no user namespace here");
    ChildProcess maker([pid = inside.pid()] {
        const int ipc = open(("/proc/" + std::to_string(pid) + "/ns/ipc").c_str(), O_RDONLY | O_CLOEXEC);
        if (ipc < 0 || setns(ipc, CLONE_NEWIPC) != 0) return notPossible;
        if (!dropCapability(CAP_IPC_OWNER) || !dropCapability(CAP_SYS_ADMIN)) return notPossible;
        const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE, 0);
        if (!Credentials::current().mayRead({1, 1, 1, 1, 0})) return otherRead;
        return compareWithKernel(Credentials::current(), queue.id());
    });
    QCOMPARE(maker.wait(), same);
}

IPCLENS_TEST_MAIN(AccessTest)

#include "access_test.moc"
