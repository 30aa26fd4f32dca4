// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/pattern.h"

#include "core/bytes/sequence_matcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace ipclens::bytes {
namespace {

constexpr std::string_view attempted = "search";

/// Numbers of a range, at any place or at multiples of their width.
class NumberMatcher final : public Matcher {
public:
    NumberMatcher(const NumberRange& range, bool aligned) noexcept
        : range_(range)
        , step_(aligned ? range.format().width : 1) {}

    [[nodiscard]] std::size_t mostLength() const noexcept override { return range_.format().width; }
    bool each(std::span<const std::byte> bytes, std::size_t places, std::uint64_t offset,
              const Found& found) const override {
        const NumberFormat format = range_.format();
        if (bytes.size() < format.width) return true;
        const std::size_t end = std::min(places, bytes.size() - format.width + 1);
        for (auto place = static_cast<std::size_t>((step_ - offset % step_) % step_); place < end; place += step_) {
            if (range_.holds(loadNumber(bytes.data() + place, format)) && !found({offset + place, format.width}))
                return false;
        }
        return true;
    }

private:
    NumberRange range_;
    std::size_t step_;
};

/// Finds bytes that stand for one number alone, where they are at a multiple of their width.
class AlignedMatcher final : public Matcher {
public:
    explicit AlignedMatcher(std::vector<std::byte> bytes)
        : width_(bytes.size())
        , bytes_(std::move(bytes)) {}

    [[nodiscard]] std::size_t mostLength() const noexcept override { return width_; }
    bool each(std::span<const std::byte> bytes, std::size_t places, std::uint64_t offset,
              const Found& found) const override {
        return bytes_.each(bytes, places, offset,
                           [&](Match match) { return match.offset % width_ != 0 || found(match); });
    }

private:
    std::uint64_t width_;
    BytesMatcher bytes_;
};

std::optional<unsigned> digitOf(char c) noexcept {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return {};
}

Result<void> checkLength(std::size_t length) {
    if (length == 0)
        return failure(errorOf(ErrorKind::Invalid, std::string(attempted), "there is nothing to look for"));
    if (length > mostPatternBytes) {
        return failure(errorOf(ErrorKind::OutOfRange, std::string(attempted),
                               fmt::format("a pattern has {} bytes at most", mostPatternBytes)));
    }
    return {};
}

struct Make {
    using Made = Result<std::shared_ptr<const Matcher>>;

    Made operator()(const BytePattern& pattern) const {
        if (auto checked = checkLength(pattern.bytes.size()); !checked) return failure(std::move(checked.error()));
        return std::make_shared<const BytesMatcher>(pattern.bytes);
    }
    Made operator()(const TextPattern& pattern) const {
        if (!pattern.eitherCase) {
            const auto bytes = std::as_bytes(std::span(pattern.text));
            return (*this)(BytePattern{{bytes.begin(), bytes.end()}});
        }
        auto matcher = std::make_shared<const EitherCaseMatcher>(pattern.text);
        if (auto checked = checkLength(matcher->mostLength()); !checked) return failure(std::move(checked.error()));
        return matcher;
    }
    Made operator()(const NumberPattern& pattern) const {
        auto bytes = pattern.range.onlyBytes();
        if (!bytes) return std::make_shared<const NumberMatcher>(pattern.range, pattern.aligned);
        if (pattern.aligned) return std::make_shared<const AlignedMatcher>(std::move(*bytes));
        return std::make_shared<const BytesMatcher>(std::move(*bytes));
    }
};

} // namespace

Result<std::vector<std::byte>> bytesFromHex(std::string_view text) {
    std::vector<std::byte> bytes;
    std::optional<unsigned> first;
    const auto wrong = [&](std::string reason) {
        return failure(errorOf(ErrorKind::Invalid, std::string(attempted), std::move(reason)));
    };
    for (std::size_t place = 0; place < text.size(); ++place) {
        const char c = text[place];
        if (c == ' ' || c == ',' || c == '\t' || c == '\n') {
            if (first) return wrong("half a byte: each byte has two hex digits");
            continue;
        }
        if (!first && c == '0' && place + 1 < text.size() && (text[place + 1] == 'x' || text[place + 1] == 'X')) {
            ++place;
            continue;
        }
        const auto digit = digitOf(c);
        if (!digit) return wrong("not hex digits");
        if (first) {
            bytes.push_back(static_cast<std::byte>(*first << 4U | *digit));
            first.reset();
        } else {
            first = digit;
        }
    }
    if (first) return wrong("half a byte: each byte has two hex digits");
    return bytes;
}

Result<std::shared_ptr<const Matcher>> Matcher::make(const Pattern& pattern) {
    return std::visit(Make{}, pattern);
}

} // namespace ipclens::bytes
