// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/own_operations.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;
constexpr auto blink = 250ms;

} // namespace

OwnOperations::OwnOperations(Session& session, QObject* parent)
    : QObject(parent)
    , session_(session) {
    connect(&session_, &Session::operationFinished, this, &OwnOperations::finish);
}

OperationId OwnOperations::run(const Operation& operation, Done done) {
    const OperationId id = session_.run(operation);
    running_.emplace(id, std::move(done));
    QTimer::singleShot(blink, this, [this, id] {
        if (running_.contains(id)) emit waits(id);
    });
    return id;
}

void OwnOperations::cancel(OperationId operation) {
    if (running_.contains(operation)) session_.cancel(operation);
}

void OwnOperations::finish(OperationId id, const Operation& operation, const Outcome& outcome) {
    const auto found = running_.find(id);
    if (found == running_.end()) return;
    const Done done = std::move(found->second);
    running_.erase(found);
    done(operation, outcome);
}

} // namespace ipclens::ui
