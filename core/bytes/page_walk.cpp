// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/page_walk.h"

#include <algorithm>
#include <utility>

namespace ipclens::bytes {
namespace {

/// So much is in hand at once: small enough to be cancelled soon, large enough for threads to share.
constexpr std::uint64_t firstStep = std::uint64_t{256} << 20;
constexpr std::uint64_t largestStep = std::uint64_t{1} << 62;

bool isUntouched(const std::vector<PageRun>& runs) noexcept {
    return std::all_of(runs.begin(), runs.end(), [](const PageRun& run) { return run.state == PageState::Untouched; });
}

} // namespace

PageWalk::PageWalk(ByteSource& source, std::uint64_t begin, std::uint64_t end, Direction direction,
                   std::uint64_t lookAhead) noexcept
    : source_(&source)
    , begin_(begin)
    , end_(std::max(begin, std::min(end, source.size())))
    , direction_(direction)
    , lookAhead_(lookAhead)
    , step_(firstStep) {}

/// All of it, though the source may tell of it by and by.
Result<void> PageWalk::tell(Window& window) {
    const std::uint64_t size = std::max(source_->size(), window.end);
    const std::uint64_t end = window.end + std::min(lookAhead_, size - window.end);
    bool atOnce = true;
    for (std::uint64_t place = window.begin; place < end;) {
        auto some = source_->runs(place, end - place);
        if (!some) return failure(std::move(some.error()));
        if (some->empty()) break; // the source has become shorter
        atOnce &= window.runs.empty();
        place = some->back().offset + some->back().length;
        window.runs.insert(window.runs.end(), some->begin(), some->end());
    }
    step_ = atOnce && isUntouched(window.runs) ? std::min(step_ * 2, largestStep) : firstStep;
    return {};
}

Result<PageWalk::Window> PageWalk::next() {
    const std::uint64_t length = std::min(step_, end_ - begin_);
    Window window;
    window.begin = direction_ == Direction::Up ? begin_ : end_ - length;
    window.end = window.begin + length;
    if (direction_ == Direction::Up) {
        begin_ = window.end;
    } else {
        end_ = window.begin;
    }
    if (auto told = tell(window); !told) {
        begin_ = end_;
        return failure(std::move(told.error()));
    }
    return window;
}

} // namespace ipclens::bytes
