// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/transfer.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <functional>

#include <sys/msg.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::ChildProcess;
using ipclens::testing::need;
using ipclens::testing::TestQueue;

namespace {

constexpr int noTracing = 77;
constexpr rlim_t fileLimit = 1000;
/// Its line has no room in a file of that size.
const std::string large(2000, 'x');

/// Files of this process grow no longer, as on a full disk.
void limitFiles() {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{fileLimit, fileLimit};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

/// Whether a call that takes a message is about to be made; a copy takes none.
bool isTake(const __ptrace_syscall_info& info) {
    return info.op == PTRACE_SYSCALL_INFO_ENTRY && info.entry.nr == SYS_msgrcv &&
           (info.entry.args[4] & static_cast<std::uint64_t>(MSG_COPY)) == 0;
}

/// Runs something in another process, which stands still right before and right behind the first call that takes a
/// message, as if others were faster there. Gives what `work` gave.
int runAround(const std::function<int()>& work, const std::function<void()>& before,
              const std::function<void()>& behind) {
    ChildProcess child([&work] {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) return noTracing;
        ::raise(SIGSTOP);
        limitFiles();
        return work();
    });
    int status = 0;
    if (::waitpid(child.pid(), &status, WUNTRACED) != child.pid()) return noTracing;
    if (!WIFSTOPPED(status)) return WIFEXITED(status) ? WEXITSTATUS(status) : noTracing;
    if (::ptrace(PTRACE_SETOPTIONS, child.pid(), nullptr, PTRACE_O_TRACESYSGOOD) != 0) return noTracing;
    for (bool taking = false;;) {
        if (::ptrace(PTRACE_SYSCALL, child.pid(), nullptr, nullptr) != 0) return noTracing;
        if (::waitpid(child.pid(), &status, 0) != child.pid()) return noTracing;
        if (WIFEXITED(status)) return WEXITSTATUS(status);
        __ptrace_syscall_info info{};
        if (::ptrace(PTRACE_GET_SYSCALL_INFO, child.pid(), sizeof info, &info) < 0) return noTracing;
        if (isTake(info)) {
            taking = true;
            before();
        } else if (taking && info.op == PTRACE_SYSCALL_INFO_EXIT) {
            behind();
            ::ptrace(PTRACE_DETACH, child.pid(), nullptr, nullptr);
            return child.wait();
        }
    }
}

/// What the caller has in hand after a transfer that nobody would have the end of; the exit status of a child.
int inHand(const Report& report) {
    const bool right = report.stopped && report.stopped->number == EFBIG && report.messages == 0 && report.inHand;
    return right && TestQueue::wordOf(*report.inHand) == "2:" + large ? 0 : 1;
}

} // namespace

/// A message was taken that no file and no queue will have: it is not lost, the caller has it.
class RefusalTest : public QObject {
    Q_OBJECT

private slots:
    void drainHandsOver_data();
    void drainHandsOver();
    void moveHandsOver();
};

void RefusalTest::drainHandsOver_data() {
    QTest::addColumn<bool>("removed");
    QTest::newRow("its queue is removed") << true;
    QTest::newRow("its queue is full again") << false;
}

/// Somebody takes the small message that was seen, so that the large one is taken, for which the file has no room.
void RefusalTest::drainHandsOver() {
    QFETCH(const bool, removed);
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("out.jsonl")).toStdString();
    constexpr std::uint64_t capacity = 4096;
    const TestQueue queue(capacity);
    queue.put(1, "small");
    queue.put(2, large);
    const int status =
        runAround([&] { return inHand(drainToFile(queue.id(), path, {})); }, [&] { need(queue->receive()); },
                  [&] { removed ? need(queue->remove()) : queue.put(9, std::string(capacity, 'f')); });
    if (status == noTracing) QSKIP("can't be traced here");
    QCOMPARE(status, 0);
    const auto contents = ipclens::testing::contentsOf(path);
    QVERIFY(contents && contents->messages.empty());
}

void RefusalTest::moveHandsOver() {
    const QTemporaryDir folder;
    const TestQueue from;
    const TestQueue to;
    from.put(1, "small");
    from.put(2, large);
    const int status =
        runAround([&] { return inHand(moveToQueue(from.id(), to.id(), folder.path().toStdString(), {})); },
                  [&] { need(from->receive()); },
                  [&] {
                      need(from->remove());
                      need(to->remove());
                  });
    if (status == noTracing) QSKIP("can't be traced here");
    QCOMPARE(status, 0);
    QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
}

IPCLENS_TEST_MAIN(RefusalTest)

#include "refusal_test.moc"
