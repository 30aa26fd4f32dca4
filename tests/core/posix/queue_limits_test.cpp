// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "core/posix/queue_limits.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <climits>

#include <cerrno>
#include <cstdio>
#include <utility>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

namespace {

/// Whether a queue can't be made for this reason; says what it was otherwise.
bool fails(const QueueOptions& options, ErrorKind kind, int number, std::string_view word) {
    const auto made = MessageQueue::create("/x", options);
    if (!made && made.error().kind == kind && made.error().number == number &&
        made.error().message().find(word) != std::string::npos) {
        return true;
    }
    std::fprintf(stderr, "%s\n", made ? "it was made" : made.error().message().c_str());
    return false;
}

bool madeAndUnlinked(const QueueOptions& options) {
    return MessageQueue::create("/x", options) && MessageQueue::unlink("/x");
}

} // namespace

/// The limits of mq_overview(7), of which one errno may mean several.
class QueueLimitsTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void overTheSystemsMaximum();
    void overAnyMaximum();
    void nothing();
    void memoryOfTheUser();
    void openFiles();
    void numberOfQueues();
    void whatTheCallerMayMake();
    void whatAQueueCosts();
    void moreThanCanBeCounted();
};

void QueueLimitsTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void QueueLimitsTest::overTheSystemsMaximum() {
    const auto status = runUnprivileged([] {
        const auto most = static_cast<std::uint64_t>(readSysctl("fs/mqueue/msg_max").value());
        const auto longest = static_cast<std::uint64_t>(readSysctl("fs/mqueue/msgsize_max").value());
        bool good = madeAndUnlinked(holding(most, longest));
        good = good && fails(holding(most + 1, 10), ErrorKind::Limit, EINVAL, "(MSG_MAX)");
        good = good && fails(holding(1, longest + 1), ErrorKind::Limit, EINVAL, "(MSGSIZE_MAX)");
        return good ? 0 : 1;
    });
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
}

void QueueLimitsTest::overAnyMaximum() {
    for (const std::uint64_t number : {std::uint64_t{70'000}, std::uint64_t{LONG_MAX}, std::uint64_t{UINT64_MAX}}) {
        QVERIFY(fails(holding(number, 1), ErrorKind::Limit, EINVAL, "messages are too many"));
        QVERIFY(fails(holding(1, number * (number < 100'000 ? 1000 : 1)), ErrorKind::Limit, EINVAL, "bytes"));
    }
}

void QueueLimitsTest::nothing() {
    VERIFY_FAILS(MessageQueue::create("/x", holding(0, 1)), ErrorKind::Invalid, 0);
    VERIFY_FAILS(MessageQueue::create("/x", holding(1, 0)), ErrorKind::Invalid, 0);
}

void QueueLimitsTest::memoryOfTheUser() {
    ChildProcess child([] {
        const ResourceLimit limit(RLIMIT_MSGQUEUE, 2000);
        // no more can be said: what other processes of this user have counts as well
        const bool good = fails(holding(2, 1000), ErrorKind::Limit, EMFILE, "2000 bytes (RLIMIT_MSGQUEUE)");
        return good ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void QueueLimitsTest::openFiles() {
    ChildProcess child([] {
        const int next = ::dup(0);
        ::close(next);
        const ResourceLimit limit(RLIMIT_NOFILE, static_cast<rlim_t>(next));
        return fails({}, ErrorKind::Limit, EMFILE, "Too many open files") ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void QueueLimitsTest::numberOfQueues() {
    const long long before = readSysctl("fs/mqueue/queues_max").value();
    if (!setSysctl("fs/mqueue/queues_max", 1)) QSKIP("the limit can't be set here");
    const auto status = runUnprivileged([] {
        if (!MessageQueue::create("/only", {})) return 1;
        const bool good = fails({}, ErrorKind::Limit, ENOSPC, "at most 1 (QUEUES_MAX)");
        return MessageQueue::unlink("/only") && good ? 0 : 2;
    });
    QVERIFY(setSysctl("fs/mqueue/queues_max", before));
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
}

void QueueLimitsTest::whatTheCallerMayMake() {
    const auto most = static_cast<std::uint64_t>(readSysctl("fs/mqueue/msg_max").value());
    const auto longest = static_cast<std::uint64_t>(readSysctl("fs/mqueue/msgsize_max").value());
    QCOMPARE(queueLimits().mostMessages, queueLimits().privileged ? 65536U : most);
    const auto byDefault = MessageQueue::create("/x", {});
    if (!byDefault && byDefault.error().number == EMFILE) QSKIP("other queues of this user leave no room for this one");
    QVERIFY(byDefault && MessageQueue::unlink("/x"));
    QCOMPARE(byDefault->attributes()->maxMessages, queueLimits().defaultMessages);
    QCOMPARE(byDefault->attributes()->messageSize, queueLimits().defaultSize);
    const auto status = runUnprivileged([=] {
        const ResourceLimit memory(RLIMIT_MSGQUEUE, 4711);
        const QueueLimits limits = queueLimits();
        return !limits.privileged && limits.mostMessages == most && limits.mostSize == longest && limits.memory == 4711
                   ? 0
                   : 1;
    });
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
}

void QueueLimitsTest::whatAQueueCosts() {
    const auto status = runUnprivileged([] {
        for (const auto& [messages, size] : {std::pair{1U, 1U}, std::pair{3U, 100U}, std::pair{10U, 8192U}}) {
            const std::uint64_t cost = queueCost(messages, size).value();
            {
                const ResourceLimit less(RLIMIT_MSGQUEUE, cost - 1);
                if (!fails(holding(messages, size), ErrorKind::Limit, EMFILE, "RLIMIT_MSGQUEUE")) return 1;
            }
            const ResourceLimit enough(RLIMIT_MSGQUEUE, cost);
            // Another test of this user may have a queue at the moment
            if (!waitUntil([&, count = messages, length = size] { return madeAndUnlinked(holding(count, length)); }))
                return 2;
        }
        return 0;
    });
    if (!status) QSKIP("needs another user");
    QCOMPARE(*status, 0);
}

void QueueLimitsTest::moreThanCanBeCounted() {
    QCOMPARE(queueCost(65536, 1U << 24U).value(), (std::uint64_t{1} << 40U) + (65536 + 32768) * 6 * sizeof(void*));
    QVERIFY(!queueCost(UINT64_MAX, 2));
    QVERIFY(!queueCost(UINT64_MAX / 8, 8));
}

IPCLENS_TEST_MAIN(QueueLimitsTest)

#include "queue_limits_test.moc"
