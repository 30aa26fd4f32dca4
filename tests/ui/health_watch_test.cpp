// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/posix_object_ids.h"
#include "tests/ui/models/process_view_fixture.h"
#include "ui/health_watch.h"

#include <QTest>

#include <memory>
#include <optional>
#include <utility>

using namespace ipclens;
using testing::processView;
using testing::waiterOf;
using ui::HealthWatch;
using ui::ProcessView;

namespace {

const auto now = std::chrono::steady_clock::now();

processes::Waiter waiterFor(ObjectId object) {
    processes::Waiter waiter = waiterOf(4711, 3, {{0, -1, false}}, now);
    waiter.object = object;
    return waiter;
}

std::shared_ptr<ProcessView> viewOf(processes::Waiter waiter, std::size_t cycles) {
    auto view = processView({std::move(waiter)}, {}, now);
    processes::WaitGraph graph;
    graph.cycles.resize(cycles);
    view->graph = std::make_shared<const processes::WaitGraph>(std::move(graph));
    return view;
}

} // namespace

/// The counts of the sidebar, of what is looked for now and then.
class HealthWatchTest : public QObject {
    Q_OBJECT

private slots:
    void deadlocksStandBetweenWalks();
    void deadlocksOfSystemVNeedNoWalk();
};

void HealthWatchTest::deadlocksStandBetweenWalks() {
    HealthWatch watch;
    watch.setLookedFor({true, false, false});
    const ObjectId lock = testing::semaphoreNamed("/lock");
    watch.apply(*viewOf(waiterFor(lock), 1));
    QCOMPARE(watch.counts().deadlocks, std::optional<std::uint64_t>(1));
    // No graph finds it without those who have the semaphore open
    auto between = viewOf(waiterFor(lock), 0);
    between->uses.reset();
    watch.apply(*between);
    QCOMPARE(watch.counts().deadlocks, std::optional<std::uint64_t>(1));
    watch.apply(*viewOf(waiterFor(lock), 0));
    QCOMPARE(watch.counts().deadlocks, std::optional<std::uint64_t>(0));
}

void HealthWatchTest::deadlocksOfSystemVNeedNoWalk() {
    HealthWatch watch;
    watch.setLookedFor({true, false, false});
    for (const std::size_t cycles : {2U, 0U}) {
        auto view = viewOf(waiterFor(testing::setOf(3)), cycles);
        view->uses.reset();
        watch.apply(*view);
        QCOMPARE(watch.counts().deadlocks, std::optional<std::uint64_t>(cycles));
    }
}

QTEST_GUILESS_MAIN(HealthWatchTest)

#include "health_watch_test.moc"
