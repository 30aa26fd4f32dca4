// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/session.h"

#include "ui/session/operation_runner.h"
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
    explicit Private(Session& session)
        : session_(session)
        , sampler_([this](std::shared_ptr<const Update> update) {
            queue([this, update = std::move(update)] { take(update); });
        })
        , runner_([this](OperationId id, const Operation& operation, const Outcome& outcome) {
            queue([this, id, operation, outcome] { finish(id, operation, outcome); });
        }) {}

    /// Runs `job` in the GUI thread, later; never where the session has gone meanwhile.
    template <class Job>
    void queue(Job job) {
        QMetaObject::invokeMethod(&session_, std::move(job), Qt::QueuedConnection);
    }

    OperationId run(const Operation& operation) {
        const OperationId id = ++lastOperation_;
        if (lookOnly_ && changesObjects(operation)) {
            Outcome refused;
            refused.error = errorOf(ErrorKind::Denied, describe(operation), "look-only mode is on");
            queue([this, id, operation, refused] { emit session_.operationFinished(id, operation, refused); });
            return id;
        }
        runner_.run(id, operation);
        if (mayWait(operation)) emit session_.runningChanged();
        return id;
    }

    Session& session_;
    Interest interest_;
    std::shared_ptr<const Update> last_;
    OperationId lastOperation_ = 0;
    bool lookOnly_ = false;
    Sampler sampler_;
    OperationRunner runner_;

private:
    void take(const std::shared_ptr<const Update>& update) {
        last_ = update;
        emit session_.updated(update);
        sampler_.taken(update->serial);
    }

    void finish(OperationId id, const Operation& operation, const Outcome& outcome) {
        const bool waited = runner_.forget(id);
        if (changesObjects(operation)) sampler_.refresh();
        if (waited) emit session_.runningChanged();
        emit session_.operationFinished(id, operation, outcome);
    }
};

Session::Session(QObject* parent)
    : QObject(parent)
    , d_(std::make_unique<Private>(*this)) {}

Session::~Session() = default;

void Session::start() {
    d_->sampler_.start();
}

void Session::setQuery(const RowQuery& query) {
    d_->sampler_.setQuery(query);
}

void Session::setInterest(const Interest& interest) {
    if (d_->interest_ == interest) return;
    d_->interest_ = interest;
    d_->sampler_.setInterest(interest);
}

const Interest& Session::interest() const {
    return d_->interest_;
}

void Session::setRate(double hertz) {
    const double bounded = std::clamp(hertz, slowestHertz, fastestHertz);
    d_->sampler_.setInterval(std::chrono::milliseconds(static_cast<std::int64_t>(1000 / bounded)));
}

void Session::setPaused(bool paused) {
    d_->sampler_.setPaused(paused);
}

void Session::setWindowVisible(bool visible) {
    d_->sampler_.setWindowVisible(visible);
}

void Session::refresh() {
    d_->sampler_.refresh();
}

void Session::setLookOnly(bool lookOnly) {
    if (d_->lookOnly_ == lookOnly) return;
    d_->lookOnly_ = lookOnly;
    d_->sampler_.setLookOnly(lookOnly);
    emit lookOnlyChanged(lookOnly);
}

bool Session::lookOnly() const {
    return d_->lookOnly_;
}

OperationId Session::run(const Operation& operation) {
    return d_->run(operation);
}

void Session::cancel(OperationId operation) {
    if (d_->runner_.cancel(operation)) emit runningChanged();
}

std::vector<RunningOperation> Session::running() const {
    return d_->runner_.running();
}

std::shared_ptr<const Update> Session::last() const {
    return d_->last_;
}

} // namespace ipclens::ui
