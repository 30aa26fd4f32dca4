// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/namespace_words.h"

#include <QObject>
#include <QTest>

using namespace ipclens;
using namespace ipclens::ui;

class NamespaceWordsTest : public QObject {
    Q_OBJECT

private slots:
    void aLineNamesContainerProcessesAndObjects();
    void theOwnOneIsSaidToBe();
    void whatCantBeEnteredSaysSo();
    void bytesOfOthersAreEscaped();
    void theReasonIsTakenOutOfWhatWasPrinted();
};

namespace {

processes::IpcNamespace other() {
    processes::IpcNamespace each;
    each.inode = 4026532201;
    each.processes = {{.pid = 812, .name = "postgres"}, {.pid = 813, .name = "writer"}};
    each.container = "docker 3f2a91c0b7de";
    each.mayEnter = true;
    each.counts = processes::NamespaceCounts{5, 3, 0};
    return each;
}

} // namespace

void NamespaceWordsTest::aLineNamesContainerProcessesAndObjects() {
    QCOMPARE(
        namespace_words::line(other()),
        QStringLiteral("ipc:[4026532201]  ·  docker 3f2a91c0b7de  ·  postgres 812 and 1 more  ·  8 System V objects"));
}

void NamespaceWordsTest::theOwnOneIsSaidToBe() {
    auto own = other();
    own.own = true;
    QCOMPARE(namespace_words::line(own), QStringLiteral("ipc:[4026532201]  ·  shown here  ·  8 System V objects"));
}

void NamespaceWordsTest::whatCantBeEnteredSaysSo() {
    auto denied = other();
    denied.mayEnter = false;
    denied.counts.reset();
    QVERIFY(namespace_words::toolTip(denied).contains(QStringLiteral("no right to enter")));
    QVERIFY(!namespace_words::toolTip(other()).contains(QStringLiteral("no right to enter")));
    QVERIFY(!namespace_words::line(denied).contains(QStringLiteral("object")));
}

void NamespaceWordsTest::bytesOfOthersAreEscaped() {
    auto hostile = other();
    hostile.processes.front().name = "\x1b[31m";
    hostile.container = "lxc \n<b>";
    const QString line = namespace_words::line(hostile);
    QVERIFY(line.contains(QStringLiteral("\\x1b[31m")));
    QVERIFY(!line.contains(QLatin1Char('\n')));
    QVERIFY(!namespace_words::toolTip(hostile).contains(QLatin1Char('\x1b')));
}

void NamespaceWordsTest::theReasonIsTakenOutOfWhatWasPrinted() {
    QCOMPARE(namespace_words::reasonIn("qt.qpa: noise\nipclens-gui: enter 7: not permitted (EPERM)\n"),
             QStringLiteral("enter 7: not permitted (EPERM)"));
    QCOMPARE(namespace_words::reasonIn(""), QStringLiteral("it ended at once"));
}

QTEST_APPLESS_MAIN(NamespaceWordsTest)
#include "namespace_words_test.moc"
