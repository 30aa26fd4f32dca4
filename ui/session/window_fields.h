// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/filter.h"
#include "ui/session/process_names.h"

#include <string>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// What the window's filter line knows beyond the fields of the JSON:
///
///     is:orphan is:full …   see states()
///     pid:4711              any process that the object remembers (creator, last attach, send, receive), or that is
///                           notified of a message in a POSIX queue; not of sets
///     process:orders*       the same by name, of those that still live
///
/// `is:orphan` and `process:` look at processes, which end without any object changing.
class WindowFields {
public:
    explicit WindowFields(ProcessNames& processes) noexcept
        : processes_(&processes) {}

    /// For Filter::parse(); they refer to this object.
    [[nodiscard]] std::vector<listing::Filter::ExtraField> fields();
    /// The words that `is:` takes, for completion.
    [[nodiscard]] static std::vector<std::string> states();

    /// Whether a process was looked at since the last call.
    [[nodiscard]] bool takeLookedAtProcesses() noexcept { return std::exchange(lookedAtProcesses_, false); }

private:
    [[nodiscard]] bool isOrphan(ObjectView view);
    [[nodiscard]] bool processMatches(ObjectView view, std::string_view pattern);

    ProcessNames* processes_;
    bool lookedAtProcesses_ = false;
};

} // namespace ipclens::ui
