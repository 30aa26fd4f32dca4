// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/carry_messages.h"

#include "core/transfer/message_file.h"

#include <chrono>
#include <memory>
#include <utility>

namespace ipclens::ui {

namespace {

/// Of a browse, for the room of each message that it puts back.
constexpr std::chrono::seconds patience{5};

Outcome outcomeOf(transfer::Report report) {
    Outcome outcome;
    outcome.report = std::move(report);
    outcome.error = outcome.report.stopped;
    return outcome;
}

transfer::Report report(const operation::Transfer& asked, const transfer::Control& control) {
    using What = operation::Transfer::What;
    switch (asked.what) {
    case What::Move: return transfer::moveToQueue(asked.from, asked.to, transfer::rescueFolder(), control);
    case What::Copy: return transfer::copyToQueue(asked.from, asked.to, control);
    case What::Drain: return transfer::drainToFile(asked.from, asked.path, control);
    case What::Load: break;
    }
    return transfer::loadFromFile(asked.path, asked.to, control);
}

transfer::Report report(const operation::PosixTransfer& asked, const transfer::Control& control) {
    using What = operation::PosixTransfer::What;
    switch (asked.what) {
    case What::Drain: return transfer::drainToFile(asked.queue, asked.path, control);
    case What::Load: return transfer::loadFromFile(asked.path, asked.queue, control);
    case What::PutBack: break;
    }
    return transfer::putBack(asked.path, asked.queue, control);
}

} // namespace

Outcome carry(const operation::Transfer& asked, Cancellation& cancellation, transfer::Progress& progress) {
    return outcomeOf(report(asked, {&cancellation, asked.block, std::nullopt, &progress}));
}

Outcome carry(const operation::PosixTransfer& asked, Cancellation& cancellation, transfer::Progress& progress) {
    return outcomeOf(report(asked, {&cancellation, asked.block, std::nullopt, &progress, asked.inode}));
}

Outcome carry(const operation::Browse& asked, Cancellation& cancellation, transfer::Progress& progress) {
    auto report = std::make_shared<transfer::BrowseReport>(transfer::browse(
        asked.queue, transfer::rescueFolder(), asked.force, {&cancellation, true, patience, &progress, asked.inode}));
    Outcome outcome;
    outcome.error = report->stopped;
    outcome.browsed = std::move(report);
    return outcome;
}

} // namespace ipclens::ui
