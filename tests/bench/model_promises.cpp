// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/listing/lister.h"
#include "core/watching/diff.h"
#include "tests/bench/promises.h"
#include "ui/models/object_table_model.h"
#include "ui/session/row_engine.h"
#include "ui/session/window_fields.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QTableView>

#include <fmt/format.h>

#include <memory>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ipclens::bench {

namespace {

using namespace ipclens::ui;
using Shared = std::shared_ptr<const listing::Snapshot>;

constexpr std::size_t removedAtOnce = 340;
constexpr std::size_t madeAtOnce = 340;
constexpr std::size_t changedAtOnce = 680;

/// Rows, model and a view of it, fed as the sampling thread feeds them.
class Table {
public:
    Table() {
        view.verticalHeader()->hide();
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.setModel(&model);
        view.resize(1100, 700);
        view.show();
    }

    void ask(const RowQuery& query) {
        auto filter = listing::Filter::parse(query.filter, fields_.fields());
        if (!filter) throw std::runtime_error(filter.error().message());
        workTook = millisecondsOf([&] { step_ = engine_.setQuery(query, std::move(*filter)); });
        applyStep({});
    }
    void sample(const Shared& next) {
        std::vector<ObjectId> made;
        workTook = millisecondsOf([&] {
            const auto changes = watching::diff(*engine_.rows()->snapshot, *next);
            for (const watching::Change& change : changes) {
                if (change.what == watching::ChangeKind::Made) made.push_back(change.object);
            }
            step_ = engine_.advance(next, changes);
        });
        applyStep(std::move(made));
    }

    ObjectTableModel model;
    QTableView view;
    double workTook = 0;  ///< of the sampling thread, in milliseconds
    double applyTook = 0; ///< of the model, with all that the view does in answer at once
    double afterTook = 0; ///< what the view puts off: layout and painting

private:
    void applyStep(std::vector<ObjectId> made) {
        auto update = std::make_shared<Update>();
        update->rows = std::move(step_.rows);
        update->changes = std::move(step_.changes);
        update->made = std::move(made);
        update->names = names_;
        applyTook = millisecondsOf([&] { model.apply(update); });
        model.setVisibleRows(view.rowAt(0), view.rowAt(view.viewport()->height() - 1));
        afterTook = millisecondsOf([] { QCoreApplication::processEvents(); });
    }

    std::shared_ptr<const NameTable> names_ = std::make_shared<const NameTable>();
    UserNames users_;
    ProcessNames processes_;
    WindowFields fields_{processes_};
    RowEngine engine_{users_};
    RowEngine::Step step_;
};

/// The next moment of a busy system: some objects gone, as many new, others changed, all over the place.
Shared laterThan(const listing::Snapshot& now, std::mt19937& random, int& nextId) {
    listing::Snapshot next = now;
    std::shuffle(next.queues.begin(), next.queues.end(), random);
    next.queues.resize(next.queues.size() - removedAtOnce);
    for (std::size_t changed = 0; changed < changedAtOnce; ++changed) {
        QueueInfo& queue = next.queues[changed];
        ++queue.messages;
        queue.bytes += 100;
        ++queue.sentAt;
    }
    for (std::size_t made = 0; made < madeAtOnce; ++made) {
        QueueInfo queue = next.queues[random() % next.queues.size()];
        queue.id = Id{nextId++};
        queue.key = Key{static_cast<std::uint32_t>(random())};
        next.queues.push_back(queue);
    }
    next.sortById();
    return std::make_shared<const listing::Snapshot>(std::move(next));
}

void measureRefreshes(Report& report, Table& table, const Shared& full) {
    std::vector<double> unchanged;
    for (int run = 0; run < 51; ++run) {
        table.sample(std::make_shared<const listing::Snapshot>(*full));
        unchanged.push_back(table.applyTook + table.afterTook);
    }
    report.atMost("refresh, nothing changed", median(unchanged), 0.5, "ms", "model and view");

    std::mt19937 random(1);
    int nextId = 1 << 30;
    std::vector<double> apply;
    std::vector<double> after;
    std::vector<double> work;
    Shared now = full;
    for (int run = 0; run < 15; ++run) {
        now = laterThan(*now, random, nextId);
        table.sample(now);
        apply.push_back(table.applyTook);
        after.push_back(table.afterTook);
        work.push_back(table.workTook);
    }
    report.atMost("refresh, 340 gone, 340 made, 680 changed, scattered", median(apply), 8, "ms",
                  fmt::format("model with a view; then {:.1f} ms of layout and painting; {:.1f} ms in the sampler",
                              median(after), median(work)));
    table.sample(full);
    table.sample(full);
}

void measureQueries(Report& report, Table& table) {
    const auto measure = [&](const char* what, const std::vector<RowQuery>& queries) {
        std::vector<double> hold;
        std::vector<double> latency;
        for (int round = 0; round < 5; ++round) {
            for (const RowQuery& query : queries) {
                table.ask(query);
                hold.push_back(table.applyTook);
                latency.push_back(table.workTook + table.applyTook + table.afterTook);
            }
        }
        const double worstHold = *std::max_element(hold.begin(), hold.end());
        const double worst = *std::max_element(latency.begin(), latency.end());
        report.tell(fmt::format("{}: model", what), median(hold), "ms", fmt::format("worst {:.1f} ms", worstHold));
        report.tell(fmt::format("{}: rows, model and painting", what), median(latency), "ms",
                    fmt::format("worst {:.1f} ms", worst));
    };
    std::vector<RowQuery> keystrokes;
    for (const char* filter : {"", "0", "0x", "0x2", "0x20", "0x200", "key:0x2*7", "owner:root", "is:msg", "mode:06*"})
        keystrokes.push_back({.filter = filter, .column = Column::Key});
    measure("keystroke in the filter", keystrokes);

    std::vector<RowQuery> clicks;
    for (int column = 0; column < ObjectTableModel::columns; ++column) {
        for (const bool descending : {false, true})
            clicks.push_back({.column = static_cast<Column>(column), .descending = descending});
    }
    measure("click on a column", clicks);
}

} // namespace

void measureModels(Report& report) {
    Report::heading("Rows and table model, 68,096 objects, a view attached, sorted by key, filtered by mode");
    auto listed = listing::makeFastestLister()->list({});
    if (!listed) throw std::runtime_error(listed.error().message());
    listed->sortById();
    const auto full = std::make_shared<const listing::Snapshot>(std::move(*listed));

    Table table;
    table.ask({.filter = "mode:0600", .column = Column::Key});
    table.sample(full);
    report.tell("first list", table.applyTook + table.afterTook, "ms",
                fmt::format("{} rows; {:.1f} ms in the sampler", table.model.rowCount(), table.workTook));
    measureRefreshes(report, table, full);
    measureQueries(report, table);
}

} // namespace ipclens::bench
