// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/memory_work.h"

#include <QString>

#include <cstddef>

/// What the find bar says, as plain text: pure functions of their arguments.
namespace ipclens::ui::find_words {

/// What is wrong with what was typed.
[[nodiscard]] QString refused(const Error& error);
/// What was not looked at: "61 MiB that nobody has touched, all zeros, were not searched". Empty where that is nothing.
[[nodiscard]] QString notSearched(const bytes::Coverage& coverage);

[[nodiscard]] QString found(const MemoryOutcome& outcome, bool backward);
[[nodiscard]] QString foundAll(const MemoryOutcome& outcome);
[[nodiscard]] QString scanned(const MemoryOutcome& outcome);

/// What loading would write over, before it does. `own` of the attachments are this process's.
[[nodiscard]] QString loadQuestion(const Segment& segment, std::uint64_t own, const operation::PlanLoad& asked,
                                   const bytes::LoadPlan& plan);
[[nodiscard]] QString saved(const bytes::Saved& saved, const std::string& path);
[[nodiscard]] QString loaded(const bytes::Loaded& loaded, ObjectId segment, const std::string& path);

} // namespace ipclens::ui::find_words
