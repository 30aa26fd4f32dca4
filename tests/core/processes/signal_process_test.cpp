// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/signal_process.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::ChildProcess;

namespace {

int sleeping() {
    pause();
    return 0;
}

} // namespace

class SignalProcessTest : public QObject {
    Q_OBJECT

private slots:
    void hitsTheOneThatIsMeant();
    void sparesAReusedPid();
    void whoIsGone();
    void whatIsNoSignal();
    void notOfAnotherUser();
};

void SignalProcessTest::hitsTheOneThatIsMeant() {
    for (const int signal : {SIGTERM, SIGKILL, SIGRTMAX}) {
        ChildProcess meant(sleeping);
        const ChildProcess other(sleeping);
        const auto sent = sendSignal(*find(meant.pid()), signal);
        QVERIFY2(sent.has_value(), sent ? "" : sent.error().message().c_str());
        QCOMPARE(meant.wait(), -signal);
        QVERIFY(other.running());
    }
}

void SignalProcessTest::sparesAReusedPid() {
    const ChildProcess child(sleeping);
    Process before = *find(child.pid());
    before.startTicks -= 1;
    const auto sent = sendSignal(before, SIGKILL);
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, ErrorKind::NotFound);
    QVERIFY(sent.error().message().find("another has its pid") != std::string::npos);
    QVERIFY(child.running());
}

void SignalProcessTest::whoIsGone() {
    ChildProcess child(sleeping);
    const Process process = *find(child.pid());
    child.signal(SIGKILL);
    child.wait();
    const auto sent = sendSignal(process, SIGTERM);
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, ErrorKind::NotFound);
    QCOMPARE(sent.error().attempted, "send SIGTERM to " + process.name + ' ' + std::to_string(process.pid));
    Process hostile = process;
    hostile.name = "\x1b[31m\n";
    QVERIFY(sendSignal(hostile, SIGTERM).error().message().starts_with("send SIGTERM to \\x1b[31m\\x0a "));
}

void SignalProcessTest::whatIsNoSignal() {
    const ChildProcess child(sleeping);
    const Process process = *find(child.pid());
    for (const int signal : {-1, 0, 65}) {
        const auto sent = sendSignal(process, signal);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::Invalid);
    }
    // kill(2) takes these for groups of processes
    for (const pid_t pid : {0, -1, -process.pid}) {
        Process nobody = process;
        nobody.pid = pid;
        const auto sent = sendSignal(nobody, SIGTERM);
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::Invalid);
    }
    QVERIFY(child.running());
}

void SignalProcessTest::notOfAnotherUser() {
    const ChildProcess child(sleeping);
    const Process process = *find(child.pid());
    const auto result = testing::runUnprivileged([&] {
        const auto sent = sendSignal(process, SIGTERM);
        return !sent && sent.error().kind == ErrorKind::Denied ? 0 : 1;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
    QVERIFY(child.running());
}

IPCLENS_TEST_MAIN(SignalProcessTest)

#include "signal_process_test.moc"
