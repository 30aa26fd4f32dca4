// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/key_probe.h"
#include "core/objects/fields.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace ipclens;
using namespace ipclens::listing;
using testing::MadeObject;

namespace {

Result<Snapshot> probe(std::vector<KeyProbe::Range> ranges, Kinds kinds = {}) {
    KeyProbe::Options options;
    options.ranges = std::move(ranges);
    return KeyProbe(std::move(options)).list(kinds);
}

constexpr std::uint32_t lastKey = 0xffffffff;

} // namespace

class KeyProbeTest : public QObject {
    Q_OBJECT

private slots:
    void findsEachKind();
    void theRangeGivenAndNoMore();
    void rangesThatOverlap();
    void upToTheLastKey();
    void neverTriesKeyZero();
    void emptyRanges();
    void findsWhatMayNotBeRead();
    void tellsProgress();
    void canBeCancelled();
    void privateObjectsAreNotFound();
};

void KeyProbeTest::findsEachKind() {
    const MadeObject set(Kind::Semaphore, 0x100, 0640, 3);
    const MadeObject segment(Kind::SharedMemory, 0x100, 0600, 5000);
    const MadeObject queue(Kind::MessageQueue, 0xffff, 0666);
    const auto snapshot = KeyProbe({}).list({}).value();
    QCOMPARE(snapshot.count(), std::size_t{3});
    QCOMPARE(snapshot.sets.at(0).id.value, set.id());
    QCOMPARE(snapshot.sets.at(0).count, 3U);
    QCOMPARE(snapshot.segments.at(0).id.value, segment.id());
    QCOMPARE(snapshot.segments.at(0).size, std::uint64_t{5000});
    QCOMPARE(snapshot.queues.at(0).id.value, queue.id());
    QVERIFY(snapshot.queues.at(0).access == Access::Readable);
    QCOMPARE(probe({{}}, Kinds::only(Kind::Semaphore)).value().count(), std::size_t{1});
}

void KeyProbeTest::theRangeGivenAndNoMore() {
    const MadeObject before(Kind::Semaphore, 0x0f);
    const MadeObject first(Kind::Semaphore, 0x10);
    const MadeObject last(Kind::Semaphore, 0x1f);
    const MadeObject behind(Kind::Semaphore, 0x20);
    const auto snapshot = probe({{0x10, 0x1f}}).value();
    QCOMPARE(snapshot.sets.size(), std::size_t{2});
    QVERIFY(snapshot.sets[0].key == Key{0x10});
    QVERIFY(snapshot.sets[1].key == Key{0x1f});
}

void KeyProbeTest::rangesThatOverlap() {
    const MadeObject made(Kind::MessageQueue, 0x15);
    const auto snapshot = probe({{0x14, 0x16}, {0x10, 0x20}, {0x15, 0x15}, {0x21, 0x30}}).value();
    QCOMPARE(snapshot.queues.size(), std::size_t{1});
}

void KeyProbeTest::upToTheLastKey() {
    const MadeObject made(Kind::MessageQueue, -1);
    const auto snapshot = probe({{lastKey - 2500, lastKey}}).value();
    QCOMPARE(snapshot.queues.size(), std::size_t{1});
    QVERIFY(snapshot.queues[0].key == Key{lastKey});
}

void KeyProbeTest::neverTriesKeyZero() {
    QCOMPARE(probe({{0, 0}}).value().count(), std::size_t{0});
    QCOMPARE(probe({{0, 3}}).value().count(), std::size_t{0});
    QVERIFY(testing::objectsInNamespace().empty());
}

void KeyProbeTest::emptyRanges() {
    QCOMPARE(probe({}).value().count(), std::size_t{0});
    QCOMPARE(probe({{9, 3}}).value().count(), std::size_t{0});
}

void KeyProbeTest::findsWhatMayNotBeRead() {
    const MadeObject set(Kind::Semaphore, 0x33, 0600, 2);
    const MadeObject segment(Kind::SharedMemory, 0x33, 0600, 4096);
    const MadeObject queue(Kind::MessageQueue, 0x33, 0606);
    const auto result = testing::runUnprivileged([&] {
        const auto snapshot = probe({{0x33, 0x33}}).value();
        if (snapshot.count() != 3 || snapshot.queues[0].access != Access::Readable) return 1;
        if (snapshot.sets[0].access != Access::Hidden || snapshot.segments[0].access != Access::Hidden) return 2;
        if (snapshot.sets[0].id.value != set.id() || snapshot.sets[0].key != Key{0x33}) return 3;
        const auto size = fieldValue(ObjectView(snapshot.segments.data()), Field::Size, snapshot.known);
        return std::holds_alternative<Null>(size) ? 0 : 4;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

void KeyProbeTest::tellsProgress() {
    std::vector<std::uint64_t> told;
    KeyProbe::Options options;
    options.ranges = {{1, 2500}, {5000, 5000}};
    options.progress = [&](std::uint64_t tried, std::uint64_t all) {
        QCOMPARE(all, std::uint64_t{2501});
        told.push_back(tried);
    };
    QVERIFY(KeyProbe(std::move(options)).list({}));
    QVERIFY((told == std::vector<std::uint64_t>{1000, 2000, 2500, 2501}));
}

void KeyProbeTest::canBeCancelled() {
    Cancellation cancellation;
    std::uint64_t last = 0;
    KeyProbe::Options options;
    options.ranges = {{1, lastKey}};
    options.cancellation = &cancellation;
    options.progress = [&](std::uint64_t tried, std::uint64_t all) {
        QCOMPARE(all, std::uint64_t{lastKey});
        last = tried;
        if (tried == 3000) cancellation.cancel();
    };
    const auto result = KeyProbe(std::move(options)).list(Kinds::only(Kind::Semaphore));
    QVERIFY(!result);
    QVERIFY(result.error().kind == ErrorKind::Interrupted);
    QCOMPARE(result.error().number, ECANCELED);
    QCOMPARE(last, std::uint64_t{3000});
}

void KeyProbeTest::privateObjectsAreNotFound() {
    const MadeObject made(Kind::Semaphore, IPC_PRIVATE);
    QCOMPARE(KeyProbe({}).list({}).value().count(), std::size_t{0});
}

IPCLENS_TEST_MAIN(KeyProbeTest)

#include "key_probe_test.moc"
