// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/search.h"

#include "core/bytes/page_walk.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <system_error>

namespace ipclens::bytes {
namespace {

/// What is looked at in one go without a view: a copy that stays in the processor's cache.
constexpr std::uint64_t copiedPiece = std::uint64_t{256} << 10;
/// Less than this is done sooner than a thread is started.
constexpr std::uint64_t worthAThread = std::uint64_t{16} << 20;
constexpr unsigned mostThreads = 4;

enum class Wanted { First, Last, All };

/// Places that a match may begin at, and the bytes that are looked at for it.
struct Piece {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t readEnd = 0;
    bool resident = false; ///< all of these bytes are
};

struct PieceResult {
    std::vector<Match> matches;
    std::uint64_t count = 0;
    std::uint64_t vanished = 0;
    std::optional<Error> error;
};

/// Cuts the places of a window into pieces. A match may begin up to `tail` bytes before a touched page, and end as far
/// behind it.
class Pieces {
public:
    Pieces(const PageWalk::Window& window, std::uint64_t tail, std::uint64_t pieceBytes) noexcept
        : window_(window)
        , tail_(tail)
        , pieceBytes_(pieceBytes) {}

    std::vector<Piece> cut() {
        std::uint64_t done = window_.begin; // places before this one are in pieces, or need none
        for (std::size_t index = 0; index < window_.runs.size(); ++index) {
            const PageRun& run = window_.runs[index];
            if (run.state != PageState::Resident) continue;
            const std::uint64_t end = run.offset + run.length;
            const std::uint64_t whole = end - std::min(run.length, tail_);
            // Zeros before and behind may be read, as they are no pages; what may be one and is not there may not
            const std::uint64_t lead = isUnclear(index, -1) ? run.offset : run.offset - std::min(run.offset, tail_);
            const std::uint64_t beyond = isUnclear(index, 1) ? end : end + std::min(tail_, ~std::uint64_t{0} - end);
            add(std::max(done, lead), run.offset, beyond, false);
            add(std::max(done, run.offset), whole, end, true);
            add(std::max({done, run.offset, whole}), end, beyond, false);
            done = std::max(done, end);
        }
        return std::move(pieces_);
    }

private:
    [[nodiscard]] bool isUnclear(std::size_t index, int step) const noexcept {
        const std::size_t neighbour = index + static_cast<std::size_t>(step);
        return neighbour < window_.runs.size() && window_.runs[neighbour].state == PageState::MaybeSwapped;
    }

    void add(std::uint64_t begin, std::uint64_t end, std::uint64_t readEnd, bool resident) {
        const std::uint64_t last = std::min(end, window_.end);
        for (std::uint64_t place = begin; place < last; place += std::min(pieceBytes_, last - place)) {
            const std::uint64_t pieceEnd = place + std::min(pieceBytes_, last - place);
            const std::uint64_t wanted = pieceEnd + std::min(tail_, ~std::uint64_t{0} - pieceEnd);
            pieces_.push_back({place, pieceEnd, std::min(wanted, readEnd), resident});
        }
    }

    const PageWalk::Window& window_;
    std::uint64_t tail_;
    std::uint64_t pieceBytes_;
    std::vector<Piece> pieces_;
};

class Searcher {
public:
    Searcher(ByteSource& source, const Matcher& matcher, SearchRange range, Wanted wanted, std::size_t mostKept,
             const LongWork& work)
        : source_(source)
        , matcher_(matcher)
        , begin_(range.begin)
        , end_(std::max(range.begin, std::min(range.end, source.size())))
        , wanted_(wanted)
        , mostKept_(mostKept)
        , work_(work)
        , view_(end_ - begin_ > copiedPiece ? source.view() : nullptr) {}

    Result<FoundAll> search();

private:
    void account(const PageWalk::Window& window);
    void searchPieces(const std::vector<Piece>& pieces, std::vector<PieceResult>& results);
    void searchSome(const std::vector<Piece>& pieces, std::vector<PieceResult>& results, std::size_t thread);
    PieceResult searchPiece(const Piece& piece, std::vector<std::byte>& buffer);
    void match(const Piece& piece, std::span<const std::byte> bytes, PieceResult& result) const;
    [[nodiscard]] std::optional<Error> collect(std::vector<PieceResult>& results);
    [[nodiscard]] bool hasEnough() const noexcept { return wanted_ != Wanted::All && found_.count > 0; }

    ByteSource& source_;
    const Matcher& matcher_;
    std::uint64_t begin_;
    std::uint64_t end_;
    Wanted wanted_;
    std::size_t mostKept_;
    const LongWork& work_;
    std::unique_ptr<ByteView> view_;
    std::array<std::vector<std::byte>, mostThreads> buffers_; ///< one a thread
    std::mutex reading_;                                      ///< a source is read by one thread at once
    FoundAll found_;
    std::uint64_t passed_ = 0; ///< in windows before
    std::atomic<std::uint64_t> passedNow_ = 0;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<std::size_t> stop_ = 0; ///< pieces from here on need not be looked at
};

Result<FoundAll> Searcher::search() {
    const std::uint64_t tail = matcher_.mostLength() - 1;
    const bool down = wanted_ == Wanted::Last;
    PageWalk walk(source_, begin_, end_, down ? PageWalk::Direction::Down : PageWalk::Direction::Up, tail);
    while (!walk.atEnd() && !hasEnough()) {
        const auto window = walk.next();
        if (!window) return failure(window.error());
        account(*window);
        std::vector<Piece> pieces = Pieces(*window, tail, view_ ? view_->pieceBytes() : copiedPiece).cut();
        if (down) std::reverse(pieces.begin(), pieces.end());
        std::vector<PieceResult> results(pieces.size());
        searchPieces(pieces, results);
        if (work_.cancelled()) return failure(cancelledError("search"));
        if (auto error = collect(results)) return failure(std::move(*error));
        passed_ += window->end - window->begin;
        work_.tell(passed_, end_ - begin_);
    }
    return std::move(found_);
}

void Searcher::account(const PageWalk::Window& window) {
    std::uint64_t told = 0;
    for (const PageRun& run : window.runs) {
        const std::uint64_t length = std::min(run.offset + run.length, window.end) - std::min(run.offset, window.end);
        told += length;
        switch (run.state) {
        case PageState::Resident: found_.coverage.read += length; break;
        case PageState::Untouched: found_.coverage.untouched += length; break;
        case PageState::MaybeSwapped: found_.coverage.unclear += length; break;
        }
    }
    found_.coverage.vanished += window.end - window.begin - told;
}

void Searcher::searchPieces(const std::vector<Piece>& pieces, std::vector<PieceResult>& results) {
    next_ = 0;
    stop_ = pieces.size();
    passedNow_ = 0;
    std::uint64_t bytes = 0;
    for (const Piece& piece : pieces)
        bytes += piece.end - piece.begin;
    std::vector<std::thread> helpers;
    if (view_ && bytes >= worthAThread) {
        try {
            while (helpers.size() + 1 < searchThreads())
                helpers.emplace_back([&, thread = helpers.size() + 1] { searchSome(pieces, results, thread); });
        } catch (const std::system_error&) {
            // No more threads are to be had: those that there are do it
        }
    }
    searchSome(pieces, results, 0);
    for (std::thread& helper : helpers)
        helper.join();
}

void Searcher::searchSome(const std::vector<Piece>& pieces, std::vector<PieceResult>& results, std::size_t thread) {
    while (!work_.cancelled()) {
        const std::size_t index = next_.fetch_add(1);
        if (index >= stop_.load()) return;
        results[index] = searchPiece(pieces[index], buffers_[thread]);
        const bool enough = results[index].error || (wanted_ != Wanted::All && results[index].count > 0);
        std::size_t stop = stop_.load();
        while (enough && index + 1 < stop && !stop_.compare_exchange_weak(stop, index + 1)) {
        }
        passedNow_ += pieces[index].end - pieces[index].begin;
        if (thread == 0) work_.tell(passed_ + passedNow_, end_ - begin_);
    }
}

PieceResult Searcher::searchPiece(const Piece& piece, std::vector<std::byte>& buffer) {
    PieceResult result;
    if (piece.resident && view_) {
        auto bytes = view_->at(piece.begin, piece.readEnd - piece.begin, buffer);
        if (bytes) {
            match(piece, *bytes, result);
            if (bytes->size() < piece.end - piece.begin) result.vanished = piece.end - piece.begin - bytes->size();
            view_->release(*bytes);
        } else {
            result.error = std::move(bytes.error());
        }
        return result;
    }
    // A piece that has nothing in place is only as large as a view would have it where its run is cut for views
    for (Piece part = piece; part.begin < piece.end; part.begin = part.end) {
        part.end = part.begin + std::min(copiedPiece, piece.end - part.begin);
        part.readEnd = std::min(part.end + (matcher_.mostLength() - 1), piece.readEnd);
        const auto length = static_cast<std::size_t>(part.readEnd - part.begin);
        if (buffer.size() < length) buffer.resize(std::max<std::size_t>(copiedPiece + mostPatternBytes, length));
        const auto into = std::span(buffer).first(length);
        const std::scoped_lock lock(reading_);
        const auto got = source_.read(part.begin, into);
        if (!got) {
            result.error = got.error();
            return result;
        }
        match(part, into.first(*got), result);
        if (part.begin + *got < part.end && piece.resident) result.vanished += part.end - part.begin - *got;
    }
    return result;
}

void Searcher::match(const Piece& piece, std::span<const std::byte> bytes, PieceResult& result) const {
    matcher_.each(bytes, static_cast<std::size_t>(piece.end - piece.begin), piece.begin, [&](Match match) {
        ++result.count;
        if (wanted_ == Wanted::Last) {
            result.matches.assign(1, match);
        } else if (result.matches.size() < mostKept_) {
            result.matches.push_back(match);
        }
        return wanted_ != Wanted::First;
    });
}

/// In the order of the pieces.
std::optional<Error> Searcher::collect(std::vector<PieceResult>& results) {
    for (PieceResult& result : results) {
        if (result.error) return std::move(result.error);
        found_.coverage.vanished += result.vanished;
        found_.coverage.read -= result.vanished;
        found_.count += result.count;
        const std::size_t room = mostKept_ - found_.matches.size();
        const std::size_t kept = std::min(room, result.matches.size());
        found_.matches.insert(found_.matches.end(), result.matches.begin(),
                              result.matches.begin() + static_cast<std::ptrdiff_t>(kept));
        if (hasEnough()) break;
    }
    return {};
}

Result<FoundOne> findOne(ByteSource& source, const Matcher& matcher, SearchRange range, Wanted wanted,
                         const LongWork& work) {
    auto found = Searcher(source, matcher, range, wanted, 1, work).search();
    if (!found) return failure(std::move(found.error()));
    FoundOne one;
    if (!found->matches.empty()) one.match = found->matches.front();
    one.coverage = found->coverage;
    return one;
}

} // namespace

unsigned searchThreads() noexcept {
    return std::min(std::max(std::thread::hardware_concurrency(), 1U), mostThreads);
}

Result<FoundOne> findFirst(ByteSource& source, const Matcher& matcher, SearchRange range, const LongWork& work) {
    return findOne(source, matcher, range, Wanted::First, work);
}

Result<FoundOne> findLast(ByteSource& source, const Matcher& matcher, SearchRange range, const LongWork& work) {
    return findOne(source, matcher, range, Wanted::Last, work);
}

Result<FoundAll> findAll(ByteSource& source, const Matcher& matcher, SearchRange range, std::size_t mostKept,
                         const LongWork& work) {
    return Searcher(source, matcher, range, Wanted::All, mostKept, work).search();
}

} // namespace ipclens::bytes
