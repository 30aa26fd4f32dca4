// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace ipclens::transfer {

namespace {

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";
constexpr std::string_view blanks = " \t";

std::span<const std::byte> bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(blanks, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(blanks, end);
    }
    return words;
}

/// Characters before a place in UTF-8, counted from 1; a byte that is no UTF-8 counts as one.
std::size_t columnAt(std::string_view text, std::size_t place) {
    constexpr unsigned char continuation = 0x80;
    constexpr unsigned char mask = 0xc0;
    const auto starts = [](char c) { return (static_cast<unsigned char>(c) & mask) != continuation; };
    return 1 + static_cast<std::size_t>(
                   std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), starts));
}

} // namespace

/// Reads a text from left to right.
class MessageTemplate::Parser {
public:
    Parser(std::string_view text, const std::optional<std::vector<std::byte>>& file)
        : text_(text)
        , file_(file) {}

    tl::expected<std::vector<Part>, Fault> parse() {
        std::size_t at = 0;
        for (auto open = text_.find(opening); open != std::string_view::npos; open = text_.find(opening, at)) {
            // Of "{{{seq}}" the last two braces are the placeholder's: JSON's own stand before it
            while (open + opening.size() < text_.size() && text_[open + opening.size()] == '{')
                ++open;
            literal(text_.substr(at, open - at));
            const auto close = text_.find(closing, open + opening.size());
            if (close == std::string_view::npos) return fault(open, "this {{ has no }}");
            if (auto wrong = placeholder(open, close)) return tl::unexpected(std::move(*wrong));
            at = close + closing.size();
        }
        literal(text_.substr(at));
        parts_.push_back(std::move(next_));
        return std::move(parts_);
    }

private:
    std::optional<Fault> placeholder(std::size_t open, std::size_t close) {
        const auto words = wordsOf(text_.substr(open + opening.size(), close - open - opening.size()));
        const std::string_view name = words.empty() ? std::string_view() : words.front();
        const bool alone = words.size() == 1;
        if (name == "seq" && alone) return filler(Filler::Sequence);
        if (name == "time" && alone) return filler(Filler::Time);
        if (name == "uuid" && alone) return filler(Filler::Uuid);
        if (name == "random") return random(open, words);
        if (name == "file" && alone) {
            if (!file_) return faultAt(open, "{{file}}: no file was chosen");
            next_.before.insert(next_.before.end(), file_->begin(), file_->end());
            return std::nullopt;
        }
        return faultAt(open, "no placeholder: there are {{seq}}, {{time}}, {{uuid}}, {{random 1 6}} and {{file}}");
    }

    std::optional<Fault> random(std::size_t open, const std::vector<std::string_view>& words) {
        if (words.size() != 3) return faultAt(open, "random takes two numbers: {{random 1 6}}");
        for (std::int64_t* bound : {&next_.least, &next_.most}) {
            const std::string_view word = words[bound == &next_.least ? 1 : 2];
            const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), *bound);
            if (error != std::errc() || end != word.data() + word.size())
                return faultAt(static_cast<std::size_t>(word.data() - text_.data()), "this is no whole number");
        }
        if (next_.least > next_.most) return faultAt(open, "the first number of random is above the second");
        return filler(Filler::Random);
    }

    void literal(std::string_view text) {
        const auto bytes = bytesOf(text);
        next_.before.insert(next_.before.end(), bytes.begin(), bytes.end());
    }
    std::optional<Fault> filler(Filler filler) {
        next_.filler = filler;
        parts_.push_back(std::exchange(next_, {}));
        return std::nullopt;
    }
    [[nodiscard]] Fault faultAt(std::size_t place, std::string reason) const {
        return {columnAt(text_, place), std::move(reason)};
    }
    [[nodiscard]] tl::unexpected<Fault> fault(std::size_t place, std::string reason) const {
        return tl::unexpected(faultAt(place, std::move(reason)));
    }

    std::string_view text_;
    const std::optional<std::vector<std::byte>>& file_;
    std::vector<Part> parts_;
    Part next_;
};

MessageTemplate MessageTemplate::literal(std::vector<std::byte> bytes) {
    MessageTemplate made;
    made.payload_ = std::move(bytes);
    return made;
}

MessageTemplate MessageTemplate::withSequence(std::string_view text) {
    constexpr std::string_view placeholder = "{{seq}}";
    MessageTemplate made;
    for (auto at = text.find(placeholder); at != std::string_view::npos; at = text.find(placeholder)) {
        const auto before = bytesOf(text.substr(0, at));
        made.parts_.push_back({{before.begin(), before.end()}, Filler::Sequence, 0, 0});
        text.remove_prefix(at + placeholder.size());
    }
    const auto rest = bytesOf(text);
    if (made.parts_.empty()) return literal({rest.begin(), rest.end()});
    made.parts_.push_back({{rest.begin(), rest.end()}, Filler::Nothing, 0, 0});
    return made;
}

tl::expected<MessageTemplate, MessageTemplate::Fault>
MessageTemplate::parse(std::string_view text, const std::optional<std::vector<std::byte>>& file) {
    auto parts = Parser(text, file).parse();
    if (!parts) return tl::unexpected(std::move(parts.error()));
    if (parts->size() == 1) return literal(std::move(parts->front().before));
    MessageTemplate made;
    made.parts_ = std::move(*parts);
    std::random_device seed;
    made.random_.seed((std::uint64_t{seed()} << 32U) | seed());
    return made;
}

std::span<const std::byte> MessageTemplate::expand(std::uint64_t sequence) {
    if (!varies()) return payload_;
    payload_.clear();
    for (const Part& part : parts_) {
        payload_.insert(payload_.end(), part.before.begin(), part.before.end());
        fill(part, sequence);
    }
    return payload_;
}

void MessageTemplate::append(std::string_view text) {
    const auto bytes = bytesOf(text);
    payload_.insert(payload_.end(), bytes.begin(), bytes.end());
}

void MessageTemplate::fill(const Part& part, std::uint64_t sequence) {
    constexpr std::size_t longest = 20;
    std::array<char, longest> digits{};
    const auto appendNumber = [&](auto number) {
        const auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        append({digits.data(), static_cast<std::size_t>(end - digits.data())});
    };
    switch (part.filler) {
    case Filler::Nothing: break;
    case Filler::Sequence: appendNumber(sequence); break;
    case Filler::Time: {
        constexpr std::int64_t microseconds = 1'000'000;
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const auto count = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
        append(fmt::format("{}.{:06}", count / microseconds, count % microseconds));
        break;
    }
    case Filler::Uuid: {
        // RFC 9562, version 4: random but for the version and the variant
        const std::uint64_t high = (random_() & ~std::uint64_t{0xf000}) | 0x4000U;
        const std::uint64_t low = (random_() & ~(std::uint64_t{3} << 62U)) | (std::uint64_t{2} << 62U);
        append(fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xffffU, high & 0xffffU,
                           low >> 48U, low & 0xffffffffffffU));
        break;
    }
    case Filler::Random: appendNumber(std::uniform_int_distribution(part.least, part.most)(random_)); break;
    }
}

} // namespace ipclens::transfer
