// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/overwrite.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::ui {

/// Bytes that a person has typed over, and that are not written yet; with undo, a step at a time.
class PendingEdits {
public:
    /// At most so many bytes wait to be written.
    static constexpr std::size_t mostBytes = std::size_t{64} * 1024;

    [[nodiscard]] bool isEmpty() const { return bytes_.empty(); }
    [[nodiscard]] std::size_t count() const { return bytes_.size(); }
    /// Of these, those from `offset` on.
    [[nodiscard]] std::size_t countFrom(std::uint64_t offset) const;
    [[nodiscard]] std::optional<std::byte> at(std::uint64_t offset) const;
    /// The bytes by their offsets, neighbours together.
    [[nodiscard]] std::vector<bytes::Patch> patches() const;

    /// Puts bytes over those from `offset` on, as one step. False, and nothing is changed, where they become too many.
    /// `joinLast`: a single byte that the last step put there too belongs to that step, unless it was sealed.
    bool typeOver(std::uint64_t offset, std::span<const std::byte> bytes, bool joinLast = false);

    [[nodiscard]] bool canUndo() const { return done_ > 0; }
    [[nodiscard]] bool canRedo() const { return done_ < steps_.size(); }
    /// Where the step was that is taken back, or made again; none where there is none.
    std::optional<std::uint64_t> undo();
    std::optional<std::uint64_t> redo();
    void clear();

    /// How many steps have been made: what settle() wants to know.
    [[nodiscard]] std::size_t steps() const { return done_; }
    /// What was typed so far is on its way to be written: nothing is joined to it.
    void seal() { sealed_ = done_; }
    /// These have been written: they wait no longer, unless they were typed over again. The first `steps` steps are
    /// forgotten.
    void settle(std::span<const bytes::Patch> written, std::size_t steps);

private:
    struct Change {
        std::uint64_t offset = 0;
        std::optional<std::byte> before;
        std::byte after{};
    };
    using Step = std::vector<Change>;

    std::map<std::uint64_t, std::byte> bytes_;
    [[nodiscard]] bool canJoin(std::uint64_t offset, std::size_t length) const;

    std::vector<Step> steps_;
    std::size_t done_ = 0;   ///< of steps_; those after it can be made again
    std::size_t sealed_ = 0; ///< of those done
};

} // namespace ipclens::ui
