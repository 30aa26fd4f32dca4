// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_file.h"
#include "tests/core/transfer/killed_at.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::ChildProcess;
using ipclens::testing::contentsOf;
using ipclens::testing::stoodAt;
using ipclens::testing::waitUntilBlockedIn;

namespace {

constexpr int busy = 2;

SavedMessage message(long type) {
    return {{type, {std::byte{'x'}}}, LineState::Held};
}

/// 0, `busy`, or another error.
int appendTo(const std::string& path, long type) {
    auto file = MessageFile::openToAppend(path);
    if (!file) return file.error().kind == ErrorKind::WouldBlock ? busy : 3;
    return file->append(message(type)) ? 0 : 4;
}

/// 0 where nobody else gets a lock of the file.
int makeAndProbe(const std::string& folder) {
    auto file = MessageFile::createAnew(folder, "browsing-x-1");
    if (!file) return 3;
    const UniqueFd other(::open(file->path().c_str(), O_RDONLY | O_CLOEXEC));
    if (!other) return 4;
    return ::flock(other.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK ? 0 : 5;
}

} // namespace

/// Two processes come to one file: the second at every system call that the first makes.
class MessageFileTest : public ipclens::testing::TransferFixture {
    Q_OBJECT

private slots:
    void othersAppend();
    void othersRemoveIt();
    void othersLookForLeftovers();
};

void MessageFileTest::othersAppend() {
    int both = 0;
    for (int point = 1;; ++point) {
        makeFolder();
        const std::string file = path("out.jsonl");
        QCOMPARE(appendTo(file, 1), 0);
        bool appended = false;
        const auto end = stoodAt(
            point, [&] { return appendTo(file, 2); }, [&] { appended = appendTo(file, 3) == 0; });
        if (!end) QSKIP("can't be traced here");
        QVERIFY2(end->status == 0 || end->status == busy, qPrintable(QString::number(end->status)));
        std::vector<std::string> expected = {"1:x"};
        if (appended) expected.emplace_back("3:x");
        if (end->status == 0) expected.emplace_back("2:x");
        auto there = contentsOf(file);
        QVERIFY(there);
        std::sort(expected.begin() + 1, expected.end());
        std::sort(there->messages.begin() + 1, there->messages.end());
        QCOMPARE(there->messages, expected);
        both += appended && end->status == 0 ? 1 : 0;
        if (!end->stood) break;
    }
    QVERIFY(both > 0);
}

void MessageFileTest::othersRemoveIt() {
    int removals = 0;
    for (int point = 1;; ++point) {
        makeFolder();
        const std::string file = path("out.jsonl");
        QCOMPARE(appendTo(file, 1), 0);
        const auto end = stoodAt(
            point, [&] { return appendTo(file, 2); },
            [&] {
                auto opened = MessageFile::openToAppend(file);
                const auto before = contentsOf(file);
                const bool done = before && !before->messages.empty() && before->messages.back() == "2:x";
                if (!opened || done) return;
                opened->remove();
                ++removals;
            });
        if (!end) QSKIP("can't be traced here");
        QVERIFY2(end->status == 0 || end->status == busy, qPrintable(QString::number(end->status)));
        // What is told to be written can be found
        const auto there = contentsOf(file);
        QVERIFY(there);
        const bool written = !there->messages.empty() && there->messages.back() == "2:x";
        QVERIFY2(written || end->status == busy, qPrintable(QString::number(point)));
        if (!end->stood) break;
    }
    QVERIFY(removals > 0);
}

void MessageFileTest::othersLookForLeftovers() {
    int held = 0;
    for (int point = 1;; ++point) {
        makeFolder();
        UniqueFd looker;
        const auto look = [&] {
            looker.reset(::open(path("browsing-x-1.jsonl").c_str(), O_RDONLY | O_CLOEXEC));
            if (looker && ::flock(looker.get(), LOCK_SH | LOCK_NB) != 0) looker.reset();
        };
        const auto release = [&](const ChildProcess& child) {
            if (!looker) return;
            // Interrupted as well, while it waits for the lock
            if (waitUntilBlockedIn(child.pid(), {SYS_flock}, std::chrono::milliseconds(200))) {
                child.signal(SIGUSR1);
                ++held;
            }
            looker.reset();
        };
        const auto end = stoodAt(
            point,
            [&] {
                struct sigaction action {};
                action.sa_handler = [](int) {};
                ::sigaction(SIGUSR1, &action, nullptr);
                return makeAndProbe(folder());
            },
            look, release);
        if (!end) QSKIP("can't be traced here");
        QCOMPARE(end->status, 0);
        if (!end->stood) break;
    }
    QVERIFY(held > 0);
}

IPCLENS_TEST_MAIN(MessageFileTest)
#include "message_file_test.moc"
