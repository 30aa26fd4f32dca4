// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/scan.h"

#include "core/bytes/page_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <compare>
#include <utility>

namespace ipclens::bytes {
namespace {

constexpr std::string_view attempted = "scan";
/// So many pages are read in one go.
constexpr std::size_t pagesAtOnce = 64;
/// A number may lie so far beyond the page that it begins in.
constexpr std::size_t mostBeyond = 7;

Error invalid(const char* reason) {
    return errorOf(ErrorKind::Invalid, std::string(attempted), reason);
}

bool holds(const ScanStep& step, const NumberFormat& format, std::uint64_t before, std::uint64_t now) {
    switch (step.test) {
    case ScanTest::Any: return true;
    case ScanTest::Equal: return step.range->holds(now);
    case ScanTest::Changed: return before != now;
    case ScanTest::Unchanged: return before == now;
    case ScanTest::Increased: return std::is_lt(compareNumbers(before, now, format));
    case ScanTest::Decreased: break;
    }
    return std::is_gt(compareNumbers(before, now, format));
}

std::optional<Error> faultOf(const ScanStep& step, const NumberFormat& format) {
    if (!format.isValid()) return invalid("there is no number of this width");
    if (step.test != ScanTest::Equal) return {};
    if (!step.range) return invalid("there is no value to compare with");
    if (step.range->format() != format) return invalid("the value is of another format");
    return {};
}

} // namespace

Error Scan::tooMuch() const {
    Error error = errorOf(ErrorKind::Limit, std::string(attempted),
                          fmt::format("there is more to remember than {} MiB", options_.mostMemory >> 20U));
    error.hint = "begin with a value instead of any";
    return error;
}

Result<void> Scan::checkRoom(ByteSource& source, const LongWork& work) const {
    std::uint64_t touched = 0;
    for (PageWalk walk(source, 0, source.size()); !walk.atEnd();) {
        if (work.cancelled()) return failure(cancelledError(std::string(attempted)));
        const auto window = walk.next();
        if (!window) return failure(window.error());
        for (const PageRun& run : window->runs)
            touched += run.state == PageState::Resident ? run.length / ScanPage::size : 0;
        if (touched * ScanPage::leastOfAll > options_.mostMemory) return failure(tooMuch());
    }
    return {};
}

Result<void> Scan::add(std::uint64_t offset, std::span<const std::uint16_t> places, std::span<const std::byte> bytes) {
    if (places.empty()) return {};
    const ScanPage& page = pages_.emplace_back(offset, places, bytes, options_.format);
    count_ += page.count();
    memory_ += page.footprint();
    if (memory_ <= options_.mostMemory) return {};
    return failure(tooMuch());
}

/// The candidates of a run of touched pages.
Result<void> Scan::readRun(ByteSource& source, const PageRun& run, std::uint64_t readEnd, const ScanStep& step,
                           std::vector<std::byte>& buffer) {
    const std::size_t width = options_.format.width;
    const std::size_t stride = options_.aligned ? width : 1;
    const std::uint64_t length = std::min<std::uint64_t>(run.length, pagesAtOnce * ScanPage::size);
    const std::uint64_t wanted = std::min(length + mostBeyond, readEnd - run.offset);
    const auto got = source.read(run.offset, std::span(buffer).first(static_cast<std::size_t>(wanted)));
    if (!got) return failure(got.error());
    coverage_.vanished += length - std::min<std::uint64_t>(length, *got);
    const auto bytes = std::span<const std::byte>(buffer).first(*got);
    std::vector<std::uint16_t> places;
    for (std::size_t page = 0; page < std::min<std::uint64_t>(length, *got); page += ScanPage::size) {
        const std::uint64_t offset = run.offset + page;
        const auto here = bytes.subspan(page, std::min(ScanPage::size + width - 1, bytes.size() - page));
        const std::size_t end = std::min<std::uint64_t>(ScanPage::size, length - page);
        places.clear();
        for (auto place = static_cast<std::size_t>((stride - offset % stride) % stride);
             place < end && place + width <= here.size(); place += stride) {
            if (step.test == ScanTest::Any || step.range->holds(loadNumber(here.data() + place, options_.format)))
                places.push_back(static_cast<std::uint16_t>(place));
        }
        if (auto added = add(offset, places, here); !added) return added;
    }
    return {};
}

/// A run of pages in any state.
Result<void> Scan::look(ByteSource& source, PageRun run, std::uint64_t readEnd, const ScanStep& step,
                        const LongWork& work, std::vector<std::byte>& buffer) {
    switch (run.state) {
    case PageState::Untouched: coverage_.untouched += run.length; return {};
    case PageState::MaybeSwapped: coverage_.unclear += run.length; return {};
    case PageState::Resident: coverage_.read += run.length; break;
    }
    while (run.length > 0) {
        if (work.cancelled()) return failure(cancelledError(std::string(attempted)));
        if (auto read = readRun(source, run, readEnd, step, buffer); !read) return read;
        const std::uint64_t done = std::min<std::uint64_t>(run.length, pagesAtOnce * ScanPage::size);
        run.offset += done;
        run.length -= done;
        work.tell(run.offset, source.size());
    }
    return {};
}

Scan::Made Scan::first(ByteSource& source, const ScanOptions& options, const ScanStep& step, const LongWork& work) {
    if (auto fault = faultOf(step, options.format)) return failure(std::move(*fault));
    if (step.test != ScanTest::Any && step.test != ScanTest::Equal)
        return failure(invalid("there is no scan before to compare with"));
    const std::shared_ptr<Scan> scan(new Scan(options));
    if (step.test == ScanTest::Any) {
        if (auto room = scan->checkRoom(source, work); !room) return failure(std::move(room.error()));
    }
    std::vector<std::byte> buffer(pagesAtOnce * ScanPage::size + mostBeyond);
    const std::uint64_t all = source.size();
    for (PageWalk walk(source, 0, all, PageWalk::Direction::Up, mostBeyond); !walk.atEnd();) {
        const auto window = walk.next();
        if (!window) return failure(window.error());
        for (std::size_t index = 0; index < window->runs.size(); ++index) {
            const bool unclear =
                index + 1 < window->runs.size() && window->runs[index + 1].state == PageState::MaybeSwapped;
            PageRun run = window->runs[index];
            // What lies behind is not read where it may be a page that is not there
            const std::uint64_t readEnd = run.offset + run.length + (unclear ? 0 : mostBeyond);
            if (run.offset >= window->end) break;
            run.length = std::min(run.length, window->end - run.offset);
            if (auto looked = scan->look(source, run, readEnd, step, work, buffer); !looked)
                return failure(looked.error());
        }
        work.tell(window->end, all);
    }
    return scan;
}

Scan::Made Scan::next(ByteSource& source, const ScanStep& step, const LongWork& work) const {
    if (auto fault = faultOf(step, options_.format)) return failure(std::move(*fault));
    const std::shared_ptr<Scan> scan(new Scan(options_));
    scan->steps_ = steps_ + 1;
    scan->coverage_ = coverage_;
    std::vector<std::byte> buffer(pagesAtOnce * ScanPage::size + mostBeyond);
    std::vector<std::uint16_t> places;
    for (std::size_t first = 0; first < pages_.size();) {
        if (work.cancelled()) return failure(cancelledError(std::string(attempted)));
        // Neighbours are read together
        std::size_t end = first + 1;
        while (end < pages_.size() && end - first < pagesAtOnce &&
               pages_[end].offset() == pages_[end - 1].offset() + ScanPage::size)
            ++end;
        const std::uint64_t begin = pages_[first].offset();
        const auto length = static_cast<std::size_t>(pages_[end - 1].offset() - begin) + pages_[end - 1].extent();
        const auto got = source.read(begin, std::span(buffer).first(length));
        if (!got) return failure(got.error());
        const auto bytes = std::span<const std::byte>(buffer).first(*got);
        for (; first < end; ++first) {
            const ScanPage& page = pages_[first];
            const auto here = bytes.subspan(std::min<std::size_t>(page.offset() - begin, bytes.size()));
            places.clear();
            page.each(options_.format, [&](std::uint16_t place, std::uint64_t before) {
                if (place + options_.format.width > here.size()) return false;
                if (holds(step, options_.format, before, loadNumber(here.data() + place, options_.format)))
                    places.push_back(place);
                return true;
            });
            if (auto added = scan->add(page.offset(), places, here); !added) return failure(added.error());
        }
        work.tell(first, pages_.size());
    }
    return scan;
}

std::vector<Scan::Candidate> Scan::candidates(std::size_t most) const {
    std::vector<Candidate> found;
    for (const ScanPage& page : pages_) {
        if (found.size() >= most) break;
        page.each(options_.format, [&](std::uint16_t place, std::uint64_t value) {
            found.push_back({page.offset() + place, value});
            return found.size() < most;
        });
    }
    return found;
}

} // namespace ipclens::bytes
