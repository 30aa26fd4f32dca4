// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/semaphore.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/window_fixture.h"
#include "ui/ending_signals.h"

#include <QFile>
#include <QMessageBox>
#include <QProcess>
#include <QSignalSpy>

#include <csignal>

using namespace ipclens;
using ipclens::testing::need;
using ipclens::testing::WindowFixture;

/// The window when its session ends.
class EndingSignalsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void eachIsTold_data();
    void eachIsTold();
    void whatIsIgnoredStaysSo();
    void theWindowEndsItsWaits();
    void theProgramEndsInOrder();
};

namespace {

/// Whether a process has a handler for this signal: proc(5), SigCgt.
bool catches(qint64 pid, int signal) {
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) return false;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("SigCgt:"))
            return ((line.mid(7).trimmed().toULongLong(nullptr, 16) >> (signal - 1)) & 1) != 0;
    }
    return false;
}

} // namespace

void EndingSignalsTest::init() {
    QFile::remove(WindowFixture::settingsFile());
}

void EndingSignalsTest::eachIsTold_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void EndingSignalsTest::eachIsTold() {
    QFETCH(const int, number);
    const ui::EndingSignals ending;
    const QSignalSpy told(&ending, &ui::EndingSignals::received);
    QCOMPARE(::raise(number), 0);
    QCOMPARE(told.count(), 0); // not in the handler
    QTRY_COMPARE(told.count(), 1);
    struct sigaction now {};
    QCOMPARE(::sigaction(number, nullptr, &now), 0);
    QVERIFY2(now.sa_handler == SIG_DFL, "the next one ends the program");
}

void EndingSignalsTest::whatIsIgnoredStaysSo() {
    const auto before = ::signal(SIGHUP, SIG_IGN);
    {
        const ui::EndingSignals ending;
        const QSignalSpy told(&ending, &ui::EndingSignals::received);
        QCOMPARE(::raise(SIGHUP), 0);
        QTest::qWait(50);
        QCOMPARE(told.count(), 0);
    }
    QVERIFY(::signal(SIGHUP, before) == SIG_IGN);
}

void EndingSignalsTest::theWindowEndsItsWaits() {
    need(posix::Semaphore::create("/gate", {}));
    {
        WindowFixture fixture;
        QVERIFY(fixture.ready());
        const ui::EndingSignals ending;
        connect(&ending, &ui::EndingSignals::received, &fixture.window, &ui::MainWindow::closeUnasked);
        ui::operation::WaitSemaphore take;
        take.semaphore = Name::of("/gate");
        fixture.session.run(take);
        QTRY_COMPARE(need(posix::Semaphore::look("/gate")).waiting, 1U);
        QCOMPARE(::raise(SIGTERM), 0);
        QTRY_VERIFY(!fixture.window.isVisible());
        QVERIFY(fixture.window.findChild<QMessageBox*>() == nullptr);
    }
    QCOMPARE(need(posix::Semaphore::look("/gate")).waiting, 0U);
    need(posix::Semaphore::unlink("/gate"));
}

void EndingSignalsTest::theProgramEndsInOrder() {
    const QString settings = qEnvironmentVariable("XDG_CONFIG_HOME") + QStringLiteral("/ipclens/ipclens.ini");
    QVERIFY(!QFile::exists(settings));
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(qEnvironmentVariable("IPCLENS_BIN") + QStringLiteral("/ipclens-gui"), QStringList());
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(catches(program.processId(), SIGTERM), 20000);
    program.terminate();
    QVERIFY(program.waitForFinished(20000));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    QVERIFY2(QFile::exists(settings), "it remembers how it stood, as always");
}

IPCLENS_GUI_TEST_MAIN(EndingSignalsTest)
#include "ending_signals_test.moc"
