// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/filter.h"
#include "ui/session/interest.h"
#include "ui/session/process_names.h"
#include "ui/session/process_view.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ipclens::ui {

/// What the window's filter line knows beyond the fields of the JSON:
///
///     is:orphan is:full …   see states()
///     pid:4711              any process that the object remembers (creator, last attach, send, receive), that is
///                           notified of a message in a POSIX queue, has it attached, mapped or open, or waits for it
///     process:orders*       the same by name, of those that still live
///
/// `is:orphan`, `is:waiting`, `pid:` and `process:` look at processes, which come and go without any object changing.
class WindowFields {
public:
    explicit WindowFields(ProcessNames& processes) noexcept
        : processes_(&processes) {}

    /// For Filter::parse(); they refer to this object.
    [[nodiscard]] std::vector<listing::Filter::ExtraField> fields();
    /// What has to be looked for so that a filter can tell: by its terms.
    [[nodiscard]] static ProcessInterest interestOf(std::string_view filter);
    /// The words that `is:` takes, for completion.
    [[nodiscard]] static std::vector<std::string> states();

    /// What is known of who uses and awaits objects; null: nobody looked.
    void setView(std::shared_ptr<const ProcessView> view);

    /// Whether a process was looked at since the last call.
    [[nodiscard]] bool takeLookedAtProcesses() noexcept { return std::exchange(lookedAtProcesses_, false); }

private:
    [[nodiscard]] bool isOrphan(ObjectView view);
    [[nodiscard]] bool isWaiting(ObjectView view);
    [[nodiscard]] bool pidMatches(ObjectView view, std::string_view pattern);
    [[nodiscard]] bool processMatches(ObjectView view, std::string_view pattern);
    /// Whether it holds for any process that has the object, or waits for it.
    template <class Test>
    [[nodiscard]] bool anySeen(ObjectId object, Test test) const;

    ProcessNames* processes_;
    std::shared_ptr<const ProcessView> view_;
    std::multimap<ObjectId, const processes::Waiter*> waiters_; ///< of view_
    bool lookedAtProcesses_ = false;
};

} // namespace ipclens::ui
