// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/fastest_lister.h"
#include "core/listing/key_probe.h"
#include "core/listing/proc_table.h"
#include "core/listing/stat_index.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace ipclens;
using namespace ipclens::listing;
using testing::MadeObject;

namespace {

/// The STAT index of a kernel before 4.17, to someone who may read one queue of many: this kernel can't be made to.
class OldStatIndex final : public Lister {
public:
    std::string_view name() const noexcept override { return "old"; }
    std::string_view title() const noexcept override { return "old STAT index"; }
    Result<Snapshot> list(Kinds) override {
        Snapshot snapshot;
        snapshot.queues.resize(1);
        snapshot.unlisted = 1;
        snapshot.warnings.emplace_back("one may not be read");
        return snapshot;
    }
};

template <class... Listers>
FastestLister tried(std::unique_ptr<Listers>... listers) {
    std::vector<std::unique_ptr<Lister>> candidates;
    (candidates.push_back(std::move(listers)), ...);
    return FastestLister(std::move(candidates));
}

} // namespace

class FastestListerTest : public QObject {
    Q_OBJECT

private slots:
    void hereItIsTheStatIndex();
    void goesOnToOneThatWorks();
    void goesOnToOneThatListsAll();
    void keepsTheListingWithTheMost();
    void saysWhyNoneWorks();
};

void FastestListerTest::hereItIsTheStatIndex() {
    const MadeObject made(Kind::MessageQueue, IPC_PRIVATE);
    const auto lister = makeFastestLister();
    QVERIFY(lister->name() == "stat");
    const auto snapshot = lister->list({}).value();
    QCOMPARE(snapshot.count(), std::size_t{1});
    QVERIFY(snapshot.warnings.empty());
    QVERIFY(lister->name() == "stat");
    QVERIFY(lister->title() == "STAT index");
}

void FastestListerTest::goesOnToOneThatWorks() {
    const MadeObject made(Kind::MessageQueue, IPC_PRIVATE);
    auto lister = tried(std::make_unique<ProcTable>("/nowhere"), std::make_unique<StatIndex>());
    const auto snapshot = lister.list({}).value();
    QCOMPARE(snapshot.count(), std::size_t{1});
    QVERIFY(lister.name() == "stat");
    QCOMPARE(snapshot.warnings.size(), std::size_t{1});
    QVERIFY(snapshot.warnings[0].find("/nowhere/sem") != std::string::npos);
}

void FastestListerTest::goesOnToOneThatListsAll() {
    const MadeObject first(Kind::MessageQueue, IPC_PRIVATE);
    const MadeObject second(Kind::MessageQueue, IPC_PRIVATE);
    auto lister = tried(std::make_unique<OldStatIndex>(), std::make_unique<ProcTable>());
    const auto snapshot = lister.list({}).value();
    QVERIFY(lister.name() == "proc");
    QCOMPARE(snapshot.count(), std::size_t{2});
    QCOMPARE(snapshot.warnings.size(), std::size_t{1});
}

void FastestListerTest::keepsTheListingWithTheMost() {
    const MadeObject unseen(Kind::MessageQueue, IPC_PRIVATE);
    auto lister = tried(std::make_unique<OldStatIndex>(), std::make_unique<ProcTable>("/nowhere"),
                        std::make_unique<KeyProbe>(KeyProbe::Options{}));
    const auto snapshot = lister.list({}).value();
    QVERIFY(lister.name() == "old");
    QCOMPARE(snapshot.count(), std::size_t{1});
    QCOMPARE(snapshot.unlisted, 1U);
    QCOMPARE(snapshot.warnings.size(), std::size_t{2});
}

void FastestListerTest::saysWhyNoneWorks() {
    auto lister = tried(std::make_unique<ProcTable>("/nowhere"), std::make_unique<ProcTable>("/nor here"));
    const auto result = lister.list({});
    QVERIFY(!result);
    QVERIFY(result.error().attempted.find("/nowhere/sem") != std::string::npos);
}

IPCLENS_TEST_MAIN(FastestListerTest)

#include "fastest_lister_test.moc"
