// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/usage_words.h"

#include <QObject>
#include <QTest>

#include <optional>
#include <span>
#include <string>
#include <vector>

using namespace ipclens;
using namespace ipclens::ui;
using processes::Use;

namespace {

using Uses = std::optional<std::span<const Use>>;

const ObjectId segmentId{Kind::SharedMemory, Id{7}};

Use use(pid_t pid, std::string name) {
    return {segmentId, {.process = {.pid = pid, .name = std::move(name)}, .times = 2, .writable = true}};
}

ProcessLabel label(pid_t pid, std::string name) {
    return {pid, std::move(name), false};
}

ProcessLabel gone(pid_t pid) {
    return {pid, {}, true};
}

processes::Waiter waiter(pid_t pid, std::string name) {
    processes::Waiter one;
    one.process = {.pid = pid, .name = std::move(name)};
    one.thread = pid;
    one.operations = {{0, -1, true}};
    return one;
}

} // namespace

class UsageWordsTest : public QObject {
    Q_OBJECT

private slots:
    void thoseOfOneNameStandTogether();
    void aSegmentThatNobodyHasNamesItsCreator();
    void whatCantBeSeenIsNotSaidToBeNobody();
    void aQueueHasADirection();
    void aSetNamesWhoOperatedOnIt();
    void whoWaitsIsNamedOrCounted();
    void namesAreEscaped();
};

void UsageWordsTest::thoseOfOneNameStandTogether() {
    const SegmentInfo info;
    const std::vector<Use> uses{use(1, "python3"), use(2, "viewer"), use(3, "python3")};
    const auto told = words::usedBy(&info, nullptr, Uses(uses));
    QCOMPARE(told.text, QStringLiteral("python3 ×2, viewer"));
    QVERIFY(!told.nobody);
    QCOMPARE(words::usersInFull(Uses(uses)).split(QLatin1Char('\n')).first(),
             QStringLiteral("python3 1: attached rw ×2"));
}

void UsageWordsTest::aSegmentThatNobodyHasNamesItsCreator() {
    const SegmentInfo info;
    RowDetail detail;
    detail.creator = gone(4711);
    const std::vector<Use> none;
    QCOMPARE(words::usedBy(&info, &detail, Uses(none)).text, QStringLiteral("creator 4711 is gone"));
    QVERIFY(words::usedBy(&info, &detail, Uses(none)).nobody);
    detail.creator = label(4711, "maker");
    QCOMPARE(words::usedBy(&info, &detail, Uses(none)).text, QStringLiteral("made by maker"));
    QCOMPARE(words::usedBy(&info, nullptr, std::nullopt).text, QStringLiteral("–"));
}

void UsageWordsTest::whatCantBeSeenIsNotSaidToBeNobody() {
    SegmentInfo info;
    info.attached = 2;
    RowDetail detail;
    detail.lastProcess = label(12, "viewer");
    const std::vector<Use> none;
    QCOMPARE(words::usedBy(&info, &detail, Uses(none)).text, QStringLiteral("viewer"));
    QVERIFY(!words::usedBy(&info, &detail, Uses(none)).nobody);
}

void UsageWordsTest::aQueueHasADirection() {
    const QueueInfo info;
    RowDetail detail;
    QCOMPARE(words::usedBy(&info, &detail, std::nullopt).text, QStringLiteral("–"));
    detail.sender = label(1, "orders");
    QCOMPARE(words::usedBy(&info, &detail, std::nullopt).text, QStringLiteral("orders →"));
    detail.receiver = label(2, "billing");
    QCOMPARE(words::usedBy(&info, &detail, std::nullopt).text, QStringLiteral("orders → billing"));
    QVERIFY(!words::usedBy(&info, &detail, std::nullopt).nobody);
    detail.sender = gone(1);
    detail.receiver = gone(2);
    QVERIFY(words::usedBy(&info, &detail, std::nullopt).nobody);
}

void UsageWordsTest::aSetNamesWhoOperatedOnIt() {
    const SemaphoreSetInfo info;
    RowDetail detail;
    detail.memberProcesses = {label(1, "philosopher"), label(2, "philosopher")};
    QCOMPARE(words::usedBy(&info, &detail, std::nullopt).text, QStringLiteral("philosopher ×2"));
    QVERIFY(!words::usedBy(&info, &detail, std::nullopt).nobody);
}

void UsageWordsTest::whoWaitsIsNamedOrCounted() {
    const auto first = waiter(1, "philosopher");
    const auto second = waiter(2, "philosopher");
    QCOMPARE(words::waitingFor({}, 0), QStringLiteral("–"));
    QCOMPARE(words::waitingFor({}, std::nullopt), QStringLiteral("–"));
    QCOMPARE(words::waitingFor({}, 3), QStringLiteral("3"));
    QCOMPARE(words::waitingFor({&first, &second}, 2), QStringLiteral("philosopher ×2"));
    QCOMPARE(words::waitingFor({&first}, 3), QStringLiteral("philosopher, 2 more"));
    QCOMPARE(words::waitersInFull({&first}), QStringLiteral("philosopher 1: semop [0] −1 undo"));
}

void UsageWordsTest::namesAreEscaped() {
    const SegmentInfo info;
    const std::vector<Use> uses{use(1, "\x1b[31m")};
    QVERIFY(!words::usedBy(&info, nullptr, Uses(uses)).text.contains(QLatin1Char('\x1b')));
    const auto hostile = waiter(1, "a\nb");
    QVERIFY(!words::waitingFor({&hostile}, 1).contains(QLatin1Char('\n')));
    QCOMPARE(words::waitersInFull({&hostile}).count(QLatin1Char('\n')), 0);
}

QTEST_APPLESS_MAIN(UsageWordsTest)
#include "usage_words_test.moc"
