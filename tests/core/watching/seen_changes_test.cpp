// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/seen_changes.h"

#include <QTest>

#include <chrono>
#include <string_view>

using namespace ipclens;
using listing::Snapshot;

namespace {

constexpr EpochSeconds made = 50;

PosixSemaphoreInfo semaphore(std::string_view name, std::uint64_t inode = 11) {
    PosixSemaphoreInfo info;
    info.name = Name::of(name);
    info.inode = inode;
    info.known = true;
    info.value = 3;
    info.changedAt = made;
    return info;
}

/// A listing that follows another one.
Snapshot next(const Snapshot& before, std::vector<PosixSemaphoreInfo> semaphores, EpochSeconds at) {
    Snapshot after;
    after.posixSemaphores = std::move(semaphores);
    after.takenAt = std::chrono::system_clock::time_point(std::chrono::seconds(at));
    after.sortById();
    watching::noteChangesSeen(before, after);
    return after;
}

EpochSeconds seen(const Snapshot& snapshot, std::string_view name) {
    const auto view = snapshot.find(ObjectId::posix(Kind::Semaphore, Name::of(name)));
    return view ? std::get<const PosixSemaphoreInfo*>(*view)->changeSeenAt : -1;
}

} // namespace

class SeenChangesTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasThereBeforeIsNotKnown();
    void aMovedValueIsSeen();
    void whoWaitsIsSeen();
    void aNewOneWasMadeJustThen();
    void aNameThatIsUsedAgainBeginsAnew();
    void aChangedFileIsSeen();
    void whatCantBeReadMovesNothing();
};

void SeenChangesTest::whatWasThereBeforeIsNotKnown() {
    Snapshot first;
    first.posixSemaphores = {semaphore("/a"), semaphore("/b")};
    first.sortById();
    QCOMPARE(seen(first, "/a"), 0);
    const Snapshot second = next(first, {semaphore("/a"), semaphore("/b")}, 100);
    QCOMPARE(seen(second, "/a"), 0);
    QVERIFY(second.posixSemaphores == first.posixSemaphores);
}

void SeenChangesTest::aMovedValueIsSeen() {
    Snapshot first;
    first.posixSemaphores = {semaphore("/a"), semaphore("/b")};
    first.sortById();
    auto moved = semaphore("/b");
    moved.value = 2;
    const Snapshot second = next(first, {semaphore("/a"), moved}, 100);
    QCOMPARE(seen(second, "/a"), 0);
    QCOMPARE(seen(second, "/b"), 100);
    // And stays
    const Snapshot third = next(second, {moved}, 200);
    QCOMPARE(seen(third, "/b"), 100);
}

void SeenChangesTest::whoWaitsIsSeen() {
    Snapshot first;
    first.posixSemaphores = {semaphore("/a")};
    auto waited = semaphore("/a");
    waited.waiting = 1;
    QCOMPARE(seen(next(first, {waited}, 100), "/a"), 100);
}

void SeenChangesTest::aNewOneWasMadeJustThen() {
    auto fresh = semaphore("/new");
    fresh.changedAt = 99;
    QCOMPARE(seen(next(Snapshot(), {fresh}, 100), "/new"), 99);
}

void SeenChangesTest::aNameThatIsUsedAgainBeginsAnew() {
    Snapshot first;
    first.posixSemaphores = {semaphore("/a", 11)};
    first.posixSemaphores.front().changeSeenAt = 90;
    QCOMPARE(seen(next(first, {semaphore("/a", 12)}, 100), "/a"), made);
}

void SeenChangesTest::aChangedFileIsSeen() {
    Snapshot first;
    first.posixSemaphores = {semaphore("/a")};
    auto changed = semaphore("/a");
    changed.changedAt = 95; // its mode, say
    QCOMPARE(seen(next(first, {changed}, 100), "/a"), 95);
}

void SeenChangesTest::whatCantBeReadMovesNothing() {
    Snapshot first;
    first.posixSemaphores = {semaphore("/a")};
    auto denied = semaphore("/a");
    denied.known = false;
    denied.value = 0;
    const Snapshot second = next(first, {denied}, 100);
    QCOMPARE(seen(second, "/a"), 0);
    QCOMPARE(seen(next(second, {semaphore("/a")}, 200), "/a"), 0);
}

QTEST_APPLESS_MAIN(SeenChangesTest)
#include "seen_changes_test.moc"
