// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/long_work.h"
#include "core/base/result.h"
#include "core/bytes/byte_source.h"
#include "core/bytes/number.h"
#include "core/bytes/scan_page.h"
#include "core/bytes/search.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ipclens::bytes {

/// Which candidates stay. All but Any and Equal compare with what was there at the scan before.
enum class ScanTest : std::uint8_t { Any, Equal, Changed, Unchanged, Increased, Decreased };

struct ScanStep {
    ScanTest test = ScanTest::Any;
    std::optional<NumberRange> range; ///< for Equal, in the scan's format
};

struct ScanOptions {
    NumberFormat format;
    bool aligned = true; ///< candidates begin at multiples of the width alone
    /// What may be remembered. While a step is under way, what the scan before remembers is there too.
    std::uint64_t mostMemory = std::uint64_t{512} << 20;
};

/// Finds the place of a number that is known only by what it does: a first scan remembers all numbers (or all that have
/// a value), and each further one keeps those that changed, did not change, went up, went down, or have a value now.
/// Immutable: a step gives another one, and where it fails the one before is as it was.
class Scan {
public:
    struct Candidate {
        std::uint64_t offset = 0;
        std::uint64_t value = 0; ///< at the last step, as loadNumber() gives it
        bool operator==(const Candidate&) const = default;
    };
    using Made = Result<std::shared_ptr<const Scan>>;

    /// Looks at the numbers that begin on touched pages, with what a search looks at (Coverage); pages that are touched
    /// later have no candidates. `step.test`: Any or Equal. Errors: Limit where more than options.mostMemory would have
    /// to be remembered; Invalid for another test, or a number without a format; Interrupted (cancelled); those of the
    /// source.
    [[nodiscard]] static Made first(ByteSource& source, const ScanOptions& options, const ScanStep& step,
                                    const LongWork& work = {});
    /// Reads the pages that have candidates once more, and keeps those for which the test holds. Those that can't be
    /// read any more, as the source has become shorter, fall out. Floats that are no number neither go up nor down;
    /// Changed and Unchanged go by their bytes.
    [[nodiscard]] Made next(ByteSource& source, const ScanStep& step, const LongWork& work = {}) const;

    [[nodiscard]] const ScanOptions& options() const noexcept { return options_; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] int steps() const noexcept { return steps_; }
    [[nodiscard]] std::uint64_t memory() const noexcept { return memory_; }
    /// Of the first scan.
    [[nodiscard]] const Coverage& coverage() const noexcept { return coverage_; }
    /// The first ones, ascending.
    [[nodiscard]] std::vector<Candidate> candidates(std::size_t most) const;

private:
    explicit Scan(const ScanOptions& options)
        : options_(options) {}

    [[nodiscard]] Error tooMuch() const;
    /// Whether every number of the touched pages can be remembered, before any is read.
    [[nodiscard]] Result<void> checkRoom(ByteSource& source, const LongWork& work) const;
    [[nodiscard]] Result<void> look(ByteSource& source, PageRun run, std::uint64_t readEnd, const ScanStep& step,
                                    const LongWork& work, std::vector<std::byte>& buffer);
    [[nodiscard]] Result<void> readRun(ByteSource& source, const PageRun& run, std::uint64_t readEnd,
                                       const ScanStep& step, std::vector<std::byte>& buffer);
    [[nodiscard]] Result<void> add(std::uint64_t offset, std::span<const std::uint16_t> places,
                                   std::span<const std::byte> bytes);

    ScanOptions options_;
    std::vector<ScanPage> pages_;
    std::uint64_t count_ = 0;
    std::uint64_t memory_ = 0;
    int steps_ = 1;
    Coverage coverage_;
};

} // namespace ipclens::bytes
