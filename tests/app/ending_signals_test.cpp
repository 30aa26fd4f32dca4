// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace ipclens::testing;

/// SIGTERM and SIGHUP for a verb that waits. A semaphore of POSIX counts who waits in memory that all share: who is
/// killed there is counted for ever.
class EndingSignalsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aWaitEndsFirst_data();
    void aWaitEndsFirst();
    void underNohupItWaitsOn();
    void aWatchEnds();
};

namespace {

/// A line for a shell: takes from a semaphore in the background, and goes on when that waits.
QString takeAndThen(const QString& rest) {
    return "ipclens op sem:/gate -1 & until ipclens show sem:/gate --json | grep -q '\"waiting\": *1'; "
           "do sleep 0.05; done; " +
           rest;
}

} // namespace

void EndingSignalsTest::init() {
    QCOMPARE(run("create sem /gate").status, 0);
}

void EndingSignalsTest::cleanup() {
    QCOMPARE(run("remove sem:/gate").status, 0);
}

void EndingSignalsTest::aWaitEndsFirst_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("TERM") << SIGTERM;
    QTest::newRow("HUP") << SIGHUP;
}

void EndingSignalsTest::aWaitEndsFirst() {
    QFETCH(const int, number);
    const QString signal = QTest::currentDataTag();
    const Ran ran = runInShell(takeAndThen("kill -" + signal + " $!; wait $!"));
    QCOMPARE(ran.status, 128 + number); // as a shell says that a signal ended it
    const std::string told = "stopped by SIG" + signal.toStdString() + "; nothing was changed";
    QVERIFY2(ran.err.find(told) != std::string::npos, ran.err.c_str());
    QCOMPARE(run("show sem:/gate --json").json()["waiting"], 0);
    QCOMPARE(run("op sem:/gate +1").status, 0);
    QCOMPARE(run("show sem:/gate --json").json()["value"], 1);
}

void EndingSignalsTest::underNohupItWaitsOn() {
    const QString rest = "kill -HUP $!; sleep 0.2; ipclens op sem:/gate +1; wait $!";
    const Ran ran = runInShell("trap '' HUP; " + takeAndThen(rest));
    QCOMPARE(ran.status, 0);
    QCOMPARE(run("show sem:/gate --json").json()["value"], 0);
}

void EndingSignalsTest::aWatchEnds() {
    RunningIpclens watch({"watch"});
    QVERIFY(!watch.waitForLines(1).empty());
    watch.signal(SIGTERM);
    watch.finish();
    QVERIFY(!watch.running());
}

IPCLENS_TEST_MAIN(EndingSignalsTest)

#include "ending_signals_test.moc"
