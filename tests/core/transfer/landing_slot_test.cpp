// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/browse.h"
#include "core/transfer/landing_slot.h"
#include "tests/core/transfer/killed_at.h"
#include "tests/core/transfer/posix_queue_fixture.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/test_main.h"

#include <QByteArray>
#include <QFile>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::End;
using ipclens::testing::killedAt;
using ipclens::testing::WordQueue;

namespace {

constexpr std::string_view payload = "landed";

/// The line of the message in the slots here.
QByteArray line() {
    const auto* data = reinterpret_cast<const std::byte*>(payload.data());
    SavedMessage saved{{5, {data, data + payload.size()}}, LineState::Held, Api::Posix};
    saved.queue = Name::of("/from");
    return QByteArray::fromStdString(lineOf(saved));
}

QByteArray contents(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const std::string& path, const QByteArray& text) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

/// What a process leaves that is killed when a message has landed, whose line is to begin at `end`.
bool leaveSlot(const std::string& messageFile, std::uint64_t end) {
    auto slot = LandingSlot::make(messageFile, Name::of("/from"), 64);
    if (!slot) return false;
    slot->arm(end);
    const auto* data = reinterpret_cast<const std::byte*>(payload.data());
    std::copy_n(data, payload.size(), slot->room().begin());
    slot->priority() = 5;
    slot->landed(payload.size());
    return true;
}

const QByteArray older = "{\"priority\": 1, \"hex\": \"41\"}\n";
const QByteArray theirs = "{\"priority\": 2, \"hex\": \"42\"}\n";

} // namespace

/// A slot that a killed process left behind, beside a file that others have changed since, or that others have made.
class LandingSlotTest : public ipclens::testing::TransferFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void nothingThatStandsInTheFileGoes_data();
    void nothingThatStandsInTheFileGoes();
    void aLastLineWithoutItsEnd();
    void killedWhileItSettles();
    void slotsThatAreNoPlainFile();
    void slotsOfOthers();
    void filesThatAreNoSlot();
};

void LandingSlotTest::nothingThatStandsInTheFileGoes_data() {
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<int>("end");
    QTest::addColumn<QByteArray>("after");
    const int end = static_cast<int>(older.size());
    QTest::newRow("no file") << QByteArray() << end << line();
    QTest::newRow("as it was") << older << end << older + line();
    QTest::newRow("killed within the line") << older + line().left(12) << end << older + line();
    QTest::newRow("killed behind the line") << older + line() << end << older + line();
    QTest::newRow("lines added") << older + theirs << end << older + theirs + line();
    QTest::newRow("lines added behind the line") << older + line() + theirs << end << older + line() + theirs;
    QTest::newRow("lines added behind a part of it")
        << older + line().left(12) + theirs << end << older + line().left(12) + theirs + line();
    QTest::newRow("lines taken out") << theirs << 2 * end << theirs + line();
    // its end falls within a line, at what might be the beginning of ours
    QTest::newRow("another file") << QByteArray("#\n#{\n") << 3 << "#\n#{\n" + line();
    QTest::newRow("the line is there, but is an older one")
        << line() << static_cast<int>(line().size()) << line() + line();
}

void LandingSlotTest::nothingThatStandsInTheFileGoes() {
    QFETCH(const QByteArray, before);
    QFETCH(const int, end);
    QFETCH(const QByteArray, after);
    const std::string file = path("out.jsonl");
    if (!before.isEmpty()) QVERIFY(write(file, before));
    QVERIFY(leaveSlot(file, static_cast<std::uint64_t>(end)));
    const auto settled = settle(file);
    QVERIFY2(settled, settled ? "" : settled.error().message().c_str());
    QCOMPARE(contents(file), after);
    QCOMPARE(files(), QStringList(QStringLiteral("out.jsonl")));
    QVERIFY(settle(file)); // and nothing more comes of it
    QCOMPARE(contents(file), after);
}

void LandingSlotTest::aLastLineWithoutItsEnd() {
    const std::string file = path("out.jsonl");
    for (const QByteArray& before : {older + "mine", QByteArray("x{")}) {
        QVERIFY(write(file, before));
        // In the second, what stands from there on might be the beginning of ours
        QVERIFY(leaveSlot(file, before.size() == 2 ? 1 : static_cast<std::uint64_t>(older.size())));
        const auto settled = settle(file);
        QVERIFY(!settled);
        QCOMPARE(settled.error().kind, ErrorKind::Invalid);
        QCOMPARE(contents(file), before);
        QCOMPARE(files().size(), 2);
        QVERIFY(write(file, before + '\n')); // then it has its place
        QVERIFY(settle(file));
        QCOMPARE(contents(file), before + '\n' + line());
    }
}

void LandingSlotTest::killedWhileItSettles() {
    const std::string file = path("out.jsonl");
    for (int point = 1;; ++point) {
        QVERIFY(write(file, older + theirs));
        QVERIFY(leaveSlot(file, static_cast<std::uint64_t>(older.size())));
        const End end = killedAt(point, [&] { static_cast<void>(settle(file)); });
        if (end == End::NoTracing) QSKIP("can't be traced here");
        QVERIFY(settle(file));
        QCOMPARE(contents(file), older + theirs + line());
        if (end == End::Done) break;
    }
}

void LandingSlotTest::slotsThatAreNoPlainFile() {
    const std::string file = path("out.jsonl");
    const std::string slot = file + ".taking";
    const std::string kept = path("kept");
    QVERIFY(write(file, older + theirs));
    QVERIFY(leaveSlot(file, 0));
    QCOMPARE(::rename(slot.c_str(), kept.c_str()), 0);
    const QByteArray inSlot = contents(kept);
    const std::vector<std::function<int()>> plants = {
        [&] { return ::symlink(kept.c_str(), slot.c_str()); },
        [&] { return ::link(kept.c_str(), slot.c_str()); },
        [&] { return ::mkfifo(slot.c_str(), 0600); },
        [&] { return ::mkdir(slot.c_str(), 0700); },
    };
    for (const auto& plant : plants) {
        QCOMPARE(plant(), 0);
        const auto settled = settle(file);
        QVERIFY(!settled);
        QCOMPARE(settled.error().kind, ErrorKind::Invalid);
        QCOMPARE(contents(file), older + theirs);
        QCOMPARE(contents(kept), inSlot);
        QCOMPARE(::remove(slot.c_str()), 0); // it is there yet
    }
}

void LandingSlotTest::slotsOfOthers() {
    const std::string file = path("out.jsonl");
    const std::string slot = file + ".taking";
    QVERIFY(write(file, older + theirs));
    QVERIFY(leaveSlot(file, 0));
    if (::chown(slot.c_str(), 65534, 65534) != 0) QSKIP("can't make files of another user here");
    const QByteArray inSlot = contents(slot);
    const WordQueue queue("/to");
    QVERIFY(queue.put("1:one"));
    for (const Report& report :
         {loadFromFile(file, queue.name(), {}), putBack(file, queue.name(), {}), drainToFile(queue.name(), file, {})}) {
        QVERIFY(report.stopped);
        QCOMPARE(report.stopped->kind, ErrorKind::Denied);
        QCOMPARE(report.messages, std::uint64_t{0});
    }
    QCOMPARE(queue.count(), 1L);
    QCOMPARE(contents(file), older + theirs);
    QCOMPARE(contents(slot), inSlot);
    // No file is made for it either
    QCOMPARE(::unlink(file.c_str()), 0);
    QVERIFY(!settle(file));
    QCOMPARE(files().size(), 1);
}

void LandingSlotTest::filesThatAreNoSlot() {
    const std::string file = path("out.jsonl");
    const std::string slot = file + ".taking";
    QVERIFY(write(file, older));
    for (const QByteArray& notes : {QByteArray("notes"), QByteArray(5000, 'n')}) {
        QVERIFY(write(slot, notes));
        const auto settled = settle(file);
        QVERIFY(!settled);
        QCOMPARE(settled.error().kind, ErrorKind::Invalid);
        QCOMPARE(contents(slot), notes);
        QCOMPARE(contents(file), older);
    }
    // What a kill leaves of one that is just made
    for (const QByteArray& begun : {QByteArray(), QByteArray(100, '\0'), QByteArray(5000, '\0')}) {
        QVERIFY(write(slot, begun));
        QVERIFY(settle(file));
        QCOMPARE(files().size(), 1);
        QCOMPARE(contents(file), older);
    }
}

IPCLENS_TEST_MAIN(LandingSlotTest)
#include "landing_slot_test.moc"
