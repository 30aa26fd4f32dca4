// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/undo_ledger.h"

#include <QTest>

#include <string>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;

namespace {

const UndoLedger::Clock::time_point start{100s};

operation::Apply apply(int set, std::vector<sysv::SemaphoreOperation> operations) {
    operation::Apply apply;
    apply.set = Id{set};
    apply.operations = std::move(operations);
    return apply;
}

listing::Snapshot listingOf(std::initializer_list<std::pair<int, std::uint32_t>> sets) {
    listing::Snapshot listing;
    for (const auto& [id, key] : sets) {
        SemaphoreSetInfo info;
        info.id = Id{id};
        info.key = Key{key};
        listing.sets.push_back(info);
    }
    return listing;
}

/// "3:[0]+1[2]-4 5:[1]+1"
std::string words(const UndoLedger& ledger) {
    std::string text;
    for (const auto& [set, adjustments] : ledger.all()) {
        text += (text.empty() ? "" : " ") + std::to_string(set.value) + ":";
        for (const auto& [member, adjustment] : adjustments)
            text += "[" + std::to_string(member) + "]" + (adjustment > 0 ? "+" : "") + std::to_string(adjustment);
    }
    return text;
}

} // namespace

class UndoLedgerTest : public QObject {
    Q_OBJECT

private slots:
    void addsUpWhatHasUndo();
    void aReleaseLeavesNothing();
    void settingClears();
    void whatIsGoneHasNothingToUndo();
    void aReusedIdIsAnotherSet();
    void anOlderListingProvesNothing();
};

void UndoLedgerTest::addsUpWhatHasUndo() {
    UndoLedger ledger;
    QVERIFY(ledger.empty());
    QVERIFY(!ledger.note(apply(3, {{0, -1, false}, {1, 0, true}}), nullptr, start));
    QVERIFY(ledger.empty());
    QVERIFY(ledger.note(apply(3, {{0, -1, true}, {2, 4, true}, {1, -1, false}}), nullptr, start));
    QVERIFY(ledger.note(apply(5, {{1, -1, true}}), nullptr, start));
    QVERIFY(ledger.note(apply(3, {{0, -1, true}}), nullptr, start));
    QCOMPARE(words(ledger), "3:[0]+2[2]-4 5:[1]+1");
}

void UndoLedgerTest::aReleaseLeavesNothing() {
    UndoLedger ledger;
    static_cast<void>(ledger.note(apply(3, {{0, -2, true}, {1, 1, true}}), nullptr, start));
    const auto release = ledger.release(Id{3});
    QVERIFY(release.has_value());
    QVERIFY(!release->block);
    QCOMPARE(release->operations.size(), 2U);
    QCOMPARE(release->operations[0].delta, std::int16_t{2});
    QVERIFY(release->operations[0].undo);
    QVERIFY(ledger.note(*release, nullptr, start));
    QVERIFY(ledger.empty());
    QVERIFY(!ledger.release(Id{3}));
}

void UndoLedgerTest::settingClears() {
    UndoLedger ledger;
    static_cast<void>(ledger.note(apply(3, {{0, -1, true}, {1, -1, true}}), nullptr, start));
    static_cast<void>(ledger.note(apply(4, {{0, -1, true}}), nullptr, start));
    QVERIFY(!ledger.note(operation::SetValue{Id{3}, 7, 1}, nullptr, start));
    QVERIFY(ledger.note(operation::SetValue{Id{3}, 1, 1}, nullptr, start));
    QCOMPARE(words(ledger), "3:[0]+1 4:[0]+1");
    QVERIFY(ledger.note(operation::SetValues{Id{3}, {1, 1}}, nullptr, start));
    QCOMPARE(words(ledger), "4:[0]+1");
}

void UndoLedgerTest::whatIsGoneHasNothingToUndo() {
    UndoLedger ledger;
    static_cast<void>(ledger.note(apply(3, {{0, -1, true}}), nullptr, start));
    static_cast<void>(ledger.note(apply(4, {{0, -1, true}}), nullptr, start));
    QVERIFY(!ledger.follow(listingOf({{3, 1}, {4, 1}}), start + 1s));
    QVERIFY(ledger.follow(listingOf({{4, 1}}), start + 2s));
    QCOMPARE(words(ledger), "4:[0]+1");
}

void UndoLedgerTest::aReusedIdIsAnotherSet() {
    UndoLedger ledger;
    const auto before = listingOf({{3, 1}});
    static_cast<void>(ledger.note(apply(3, {{0, -1, true}}), &before, start));
    QVERIFY(!ledger.follow(before, start + 1s));
    QVERIFY(ledger.follow(listingOf({{3, 2}}), start + 2s));
    QVERIFY(ledger.empty());
}

void UndoLedgerTest::anOlderListingProvesNothing() {
    UndoLedger ledger;
    static_cast<void>(ledger.note(apply(3, {{0, -1, true}}), nullptr, start));
    QVERIFY(!ledger.follow(listingOf({}), start - 1s));
    QCOMPARE(words(ledger), "3:[0]+1");
}

QTEST_APPLESS_MAIN(UndoLedgerTest)
#include "undo_ledger_test.moc"
