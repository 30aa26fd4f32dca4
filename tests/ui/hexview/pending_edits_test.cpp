// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/byte_text.h"
#include "ui/hexview/pending_edits.h"

#include <QTest>

#include <array>
#include <string_view>

using ipclens::bytes::Patch;
using ipclens::testing::bytesOf;
using ipclens::ui::PendingEdits;

namespace {

void type(PendingEdits& edits, std::uint64_t offset, std::string_view text) {
    QVERIFY(edits.typeOver(offset, bytesOf(text)));
}

} // namespace

class PendingEditsTest : public QObject {
    Q_OBJECT

private slots:
    void gathersNeighbours();
    void undoesStepByStep();
    void typingEndsRedo();
    void settlesWhatWasWritten();
    void joinsWhatBelongsTogether();
    void whatIsBeingWrittenIsNotJoined();
    void isBounded();
    void worksAtTheEnd();
};

void PendingEditsTest::gathersNeighbours() {
    PendingEdits edits;
    type(edits, 5, "b");
    type(edits, 9, "x");
    type(edits, 4, "a");
    type(edits, 6, "cd");
    QCOMPARE(edits.count(), std::size_t{5});
    QCOMPARE(edits.patches(), (std::vector<Patch>{{4, bytesOf("abcd")}, {9, bytesOf("x")}}));
    QCOMPARE(edits.at(7), std::optional(std::byte{'d'}));
    QVERIFY(!edits.at(8));
    for (const auto& [from, count] : {std::pair<std::uint64_t, std::size_t>{0, 5}, {5, 4}, {8, 1}, {10, 0}})
        QCOMPARE(edits.countFrom(from), count);
}

void PendingEditsTest::undoesStepByStep() {
    PendingEdits edits;
    type(edits, 0, "ab");
    type(edits, 1, "c");
    QCOMPARE(edits.undo(), std::optional<std::uint64_t>(1));
    QCOMPARE(edits.patches(), (std::vector<Patch>{{0, bytesOf("ab")}}));
    QCOMPARE(edits.undo(), std::optional<std::uint64_t>(0));
    QVERIFY(edits.isEmpty());
    QVERIFY(!edits.canUndo());
    QVERIFY(!edits.undo());
    QVERIFY(edits.redo());
    QVERIFY(edits.redo());
    QVERIFY(!edits.canRedo());
    QCOMPARE(edits.patches(), (std::vector<Patch>{{0, bytesOf("ac")}}));
}

void PendingEditsTest::typingEndsRedo() {
    PendingEdits edits;
    type(edits, 0, "a");
    edits.undo();
    type(edits, 3, "b");
    QVERIFY(!edits.canRedo());
    QCOMPARE(edits.patches(), (std::vector<Patch>{{3, bytesOf("b")}}));
}

void PendingEditsTest::settlesWhatWasWritten() {
    PendingEdits edits;
    type(edits, 0, "ab");
    const auto written = edits.patches();
    const std::size_t steps = edits.steps();
    // Typed while that is being written: over one of the bytes, and elsewhere
    type(edits, 1, "c");
    type(edits, 8, "d");
    edits.settle(written, steps);
    QCOMPARE(edits.patches(), (std::vector<Patch>{{1, bytesOf("c")}, {8, bytesOf("d")}}));
    QVERIFY(edits.undo());
    QVERIFY(edits.undo());
    QVERIFY(!edits.canUndo());
    // Back to what was written: it may be written again, and is no step any more
    QCOMPARE(edits.patches(), (std::vector<Patch>{{1, bytesOf("b")}}));
}

void PendingEditsTest::joinsWhatBelongsTogether() {
    PendingEdits edits;
    type(edits, 4, "a");
    type(edits, 4, "b");
    QVERIFY(edits.typeOver(4, bytesOf("c"), true));
    QCOMPARE(edits.steps(), std::size_t{2});
    QVERIFY(edits.undo());
    QCOMPARE(edits.at(4), std::optional(std::byte{'a'}));
    QVERIFY(edits.redo());
    QCOMPARE(edits.at(4), std::optional(std::byte{'c'}));
    // Neither elsewhere nor to several bytes
    QVERIFY(edits.typeOver(5, bytesOf("d"), true));
    type(edits, 5, "ef");
    QVERIFY(edits.typeOver(5, bytesOf("g"), true));
    QCOMPARE(edits.steps(), std::size_t{5});
    // What could be made again can't after it
    edits.undo();
    edits.undo();
    QVERIFY(edits.typeOver(5, bytesOf("h"), true));
    QVERIFY(!edits.canRedo());
    QVERIFY(edits.undo());
    QVERIFY(!edits.at(5));
}

void PendingEditsTest::whatIsBeingWrittenIsNotJoined() {
    PendingEdits edits;
    type(edits, 4, "a");
    const auto written = edits.patches();
    const std::size_t steps = edits.steps();
    edits.seal();
    QVERIFY(edits.typeOver(4, bytesOf("b"), true));
    QCOMPARE(edits.steps(), std::size_t{2});
    edits.settle(written, steps);
    QCOMPARE(edits.at(4), std::optional(std::byte{'b'}));
    // Only those that were sealed
    QVERIFY(edits.typeOver(4, bytesOf("c"), true));
    QCOMPARE(edits.steps(), std::size_t{1});
    QVERIFY(edits.undo());
    QCOMPARE(edits.at(4), std::optional(std::byte{'a'}));
    // A seal goes with its step
    type(edits, 9, "x");
    edits.seal();
    edits.undo();
    type(edits, 9, "y");
    QVERIFY(edits.typeOver(9, bytesOf("z"), true));
    QCOMPARE(edits.steps(), std::size_t{1});
}

void PendingEditsTest::isBounded() {
    PendingEdits edits;
    const std::vector<std::byte> most(PendingEdits::mostBytes);
    QVERIFY(edits.typeOver(0, most));
    const std::array<std::byte, 1> one{};
    QVERIFY(!edits.typeOver(most.size(), one));
    QCOMPARE(edits.count(), most.size());
    QVERIFY(edits.typeOver(7, one));
}

void PendingEditsTest::worksAtTheEnd() {
    PendingEdits edits;
    const std::uint64_t last = (std::uint64_t{1} << 63) - 2;
    type(edits, last, "z");
    type(edits, last - 1, "y");
    QCOMPARE(edits.patches(), (std::vector<Patch>{{last - 1, bytesOf("yz")}}));
}

QTEST_GUILESS_MAIN(PendingEditsTest)

#include "pending_edits_test.moc"
