// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/hexview/pending_edits.h"

#include <QTest>

#include <array>
#include <string_view>

using ipclens::bytes::Patch;
using ipclens::ui::PendingEdits;

namespace {

std::vector<std::byte> bytesOf(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

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
