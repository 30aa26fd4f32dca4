// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/population.h"
#include "tests/bench/report.h"

#include <string>

namespace ipclens::bench {

/// Snapshot and diff against the bare system calls, and `ipclens list --json` against lsipc(1). Needs a full namespace.
void measureCore(Report& report, const std::string& programs);

/// Listing POSIX names against readdir(3), fstatat(2) and pread(2). Makes its objects itself.
void measurePosix(Report& report);

/// What following every object costs in time and memory. Makes no object.
void measureHistory(Report& report);

/// Searches of a GiB of shared memory against memchr(3), and checksums. Needs 1 GiB of memory.
void measureMemory(Report& report);
/// `ipclens send --count 100000` beside a bare loop of msgsnd(2). Raises MSGMNB in the namespace.
void measureSend(Report& report, const std::string& programs);

/// What a refresh, a filter and another order cost the rows and the table model, with a view attached. Needs a full
/// namespace and a QApplication.
void measureModels(Report& report);

/// The hex view: a great segment against a small one, and what a page of bytes costs to paint. Needs a
/// QApplication.
void measureHexView(Report& report);

/// Scanning all threads for waiters against reading their files bare, and what following those costs. Makes its
/// processes itself.
void measureWaiters(Report& report);
/// Who has which object attached, mapped or open, against reading the same maps. Makes 500 processes.
void measureUses(Report& report);

/// The real window in a real X server, beside an empty one.
void measureFullWindow(Report& report, const std::string& programs, const Population& population);
void measureSmallWindow(Report& report, const std::string& programs); ///< needs an empty one, fills it itself

} // namespace ipclens::bench
