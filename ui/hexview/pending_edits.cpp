// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/pending_edits.h"

#include <algorithm>
#include <utility>

namespace ipclens::ui {

std::size_t PendingEdits::countFrom(std::uint64_t offset) const {
    return static_cast<std::size_t>(std::distance(bytes_.lower_bound(offset), bytes_.end()));
}

std::optional<std::byte> PendingEdits::at(std::uint64_t offset) const {
    const auto found = bytes_.find(offset);
    return found == bytes_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<bytes::Patch> PendingEdits::patches() const {
    std::vector<bytes::Patch> patches;
    for (const auto& [offset, value] : bytes_) {
        const bool next = !patches.empty() && patches.back().offset + patches.back().bytes.size() == offset;
        if (!next) patches.push_back({offset, {}});
        patches.back().bytes.push_back(value);
    }
    return patches;
}

bool PendingEdits::canJoin(std::uint64_t offset, std::size_t length) const {
    if (length != 1 || done_ <= sealed_) return false;
    const Step& last = steps_[done_ - 1];
    return last.size() == 1 && last.front().offset == offset;
}

bool PendingEdits::typeOver(std::uint64_t offset, std::span<const std::byte> bytes, bool joinLast) {
    if (joinLast && canJoin(offset, bytes.size())) {
        steps_.resize(done_);
        steps_.back().front().after = bytes.front();
        bytes_[offset] = bytes.front();
        return true;
    }
    Step step;
    std::size_t added = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto before = at(offset + i);
        added += before ? 0 : 1;
        step.push_back({offset + i, before, bytes[i]});
    }
    if (bytes_.size() + added > mostBytes) return false;
    for (const Change& change : step)
        bytes_[change.offset] = change.after;
    steps_.resize(done_);
    steps_.push_back(std::move(step));
    ++done_;
    return true;
}

std::optional<std::uint64_t> PendingEdits::undo() {
    if (!canUndo()) return std::nullopt;
    const Step& step = steps_[--done_];
    sealed_ = std::min(sealed_, done_);
    for (auto change = step.rbegin(); change != step.rend(); ++change) {
        if (change->before) {
            bytes_[change->offset] = *change->before;
        } else {
            bytes_.erase(change->offset);
        }
    }
    return step.front().offset;
}

std::optional<std::uint64_t> PendingEdits::redo() {
    if (!canRedo()) return std::nullopt;
    const Step& step = steps_[done_++];
    for (const Change& change : step)
        bytes_[change.offset] = change.after;
    return step.front().offset;
}

void PendingEdits::clear() {
    *this = {};
}

void PendingEdits::settle(std::span<const bytes::Patch> written, std::size_t steps) {
    for (const bytes::Patch& patch : written) {
        for (std::size_t i = 0; i < patch.bytes.size(); ++i) {
            const auto found = bytes_.find(patch.offset + i);
            if (found != bytes_.end() && found->second == patch.bytes[i]) bytes_.erase(found);
        }
    }
    const std::size_t gone = std::min(steps, done_);
    steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(gone));
    done_ -= gone;
    sealed_ -= std::min(sealed_, gone);
}

} // namespace ipclens::ui
