// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/session.h"

#include "ui/session/operation_runner.h"
#include "ui/session/process_watch.h"
#include "ui/session/sampler.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace ipclens::ui {

namespace {

constexpr double slowestHertz = 0.5;
constexpr double fastestHertz = 20;

} // namespace

/// All in the GUI thread; what comes from other threads is queued to it.
class Session::Private {
public:
    explicit Private(Session& owner)
        : session(owner)
        , sampler([this](std::shared_ptr<const Update> update) {
            queue([this, update = std::move(update)] { take(update); });
        })
        , processWatch([this](std::shared_ptr<const ProcessView> view) {
            queue([this, view = std::move(view)] { take(view); });
        })
        , runner([this](OperationId id, const Operation& operation, const Outcome& outcome) {
            queue([this, id, operation, outcome] { finish(id, operation, outcome); });
        }) {}

    /// Runs `job` in the GUI thread, later; never where the session has gone meanwhile.
    template <class Job>
    void queue(Job job) {
        QMetaObject::invokeMethod(&session, std::move(job), Qt::QueuedConnection);
    }

    OperationId run(const Operation& operation) {
        const OperationId id = ++lastOperation;
        if (lookOnly && changesObjects(operation)) {
            Outcome refused;
            refused.error = errorOf(ErrorKind::Denied, describe(operation), "look-only mode is on");
            queue([this, id, operation, refused] { emit session.operationFinished(id, operation, refused); });
            return id;
        }
        arrivals.operationBegins(operation);
        runner.run(id, operation);
        if (mayWait(operation)) emit session.runningChanged();
        return id;
    }

    Session& session;
    Interest interest;
    std::shared_ptr<const Update> last;
    OperationId lastOperation = 0;
    bool lookOnly = false;
    UndoLedger undo;
    QueueArrivals arrivals;
    Sampler sampler;
    std::shared_ptr<const ProcessView> processes;
    ProcessWatch processWatch;
    OperationRunner runner;

private:
    void take(const std::shared_ptr<const Update>& update) {
        last = update;
        processWatch.setListed({update->rows->snapshot, update->at});
        const bool lost = !undo.empty() && undo.follow(*update->rows->snapshot, update->sampledAt);
        emit session.updated(update);
        if (lost) emit session.undoChanged();
        sampler.taken(update->serial);
    }

    void take(const std::shared_ptr<const ProcessView>& view) {
        // One may come late, when nobody wants any more
        if (interest.processes != ProcessInterest{}) {
            processes = view;
            sampler.setProcesses(view);
            emit session.processesUpdated(view);
        }
        processWatch.taken();
    }

    void finish(OperationId id, const Operation& operation, const Outcome& outcome) {
        const bool waited = runner.forget(id);
        arrivals.operationEnds(operation);
        const auto* listing = last ? last->rows->snapshot.get() : nullptr;
        const bool owed = !outcome.error && undo.note(operation, listing, std::chrono::steady_clock::now());
        if (changesObjects(operation)) sampler.refresh();
        if (waited) emit session.runningChanged();
        if (owed) emit session.undoChanged();
        emit session.operationFinished(id, operation, outcome);
    }
};

Session::Session(QObject* parent)
    : QObject(parent)
    , d_(std::make_unique<Private>(*this)) {}

Session::~Session() = default;

void Session::start() {
    d_->sampler.start();
}

void Session::setQuery(const RowQuery& query) {
    d_->sampler.setQuery(query);
}

void Session::setInterest(const Interest& interest) {
    if (d_->interest == interest) return;
    d_->interest = interest;
    d_->sampler.setInterest(interest);
    d_->processWatch.setInterest(interest.processes);
    if (interest.processes == ProcessInterest{}) {
        // It grows old from here
        d_->processes.reset();
        d_->sampler.setProcesses(nullptr);
    }
}

const Interest& Session::interest() const {
    return d_->interest;
}

void Session::setRate(double hertz) {
    const double bounded = std::clamp(hertz, slowestHertz, fastestHertz);
    const std::chrono::milliseconds interval(static_cast<std::int64_t>(1000 / bounded));
    d_->sampler.setInterval(interval);
    d_->processWatch.setInterval(interval);
}

void Session::setPaused(bool paused) {
    d_->sampler.setPaused(paused);
    d_->processWatch.setPaused(paused);
}

void Session::setWindowVisible(bool visible) {
    d_->sampler.setWindowVisible(visible);
    d_->processWatch.setWindowVisible(visible);
}

void Session::refresh() {
    d_->sampler.refresh();
    d_->processWatch.refresh();
}

void Session::setLookOnly(bool lookOnly) {
    if (d_->lookOnly == lookOnly) return;
    d_->lookOnly = lookOnly;
    d_->sampler.setLookOnly(lookOnly);
    emit lookOnlyChanged(lookOnly);
}

bool Session::lookOnly() const {
    return d_->lookOnly;
}

OperationId Session::run(const Operation& operation) {
    return d_->run(operation);
}

void Session::cancel(OperationId operation) {
    if (d_->runner.cancel(operation)) emit runningChanged();
}

std::vector<RunningOperation> Session::running() const {
    return d_->runner.running();
}

QueueArrivals& Session::arrivals() {
    return d_->arrivals;
}

const UndoLedger& Session::undo() const {
    return d_->undo;
}

std::shared_ptr<const Update> Session::last() const {
    return d_->last;
}

std::shared_ptr<const ProcessView> Session::processes() const {
    return d_->processes;
}

} // namespace ipclens::ui
