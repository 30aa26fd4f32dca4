// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/sequence_matcher.h"

#include <algorithm>
#include <array>
#include <clocale>
#include <cstring>
#include <cwctype>
#include <limits>
#include <locale.h>
#include <optional>

namespace ipclens::bytes {
namespace {

/// So many candidates that are none, a stretch of bytes, make the chosen byte a common one.
constexpr std::size_t bytesPerCandidate = 64;
constexpr std::size_t leastCandidates = 64;

/// How common a byte is in memory, by experience: zeros fill it, then come all ones, blanks and small numbers.
int commonness(std::byte value) noexcept {
    if (value == std::byte{0}) return 4;
    if (value == std::byte{0xff}) return 3;
    if (value == std::byte{' '} || value == std::byte{1}) return 2;
    return value < std::byte{0x10} || value == std::byte{'e'} ? 1 : 0;
}

/// The first place from `from` on, and before `end`, where that byte is; `end` for none.
std::size_t placeOf(std::byte value, std::span<const std::byte> bytes, std::size_t from, std::size_t end) noexcept {
    if (from >= end) return end;
    const void* const found = std::memchr(bytes.data() + from, std::to_integer<int>(value), end - from);
    if (found == nullptr) return end;
    return static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes.data());
}

/// The case pairs of Unicode, whatever locale the process has.
locale_t unicode() noexcept {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
}

void appendUtf8(std::string& out, char32_t c) {
    const auto tail = [&](unsigned shift) { out.push_back(static_cast<char>(0x80U | (c >> shift & 0x3fU))); };
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xc0U | c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xe0U | c >> 12U));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xf0U | c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

struct Decoded {
    char32_t character = 0;
    std::size_t length = 1;
};

/// One character from the beginning; nothing where these bytes are no UTF-8.
std::optional<Decoded> decode(std::string_view text) noexcept {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return Decoded{lead, 1};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
    char32_t character = lead & (0xffU >> (length + 1));
    for (std::size_t place = 1; place < length; ++place) {
        const auto next = static_cast<unsigned char>(text[place]);
        if ((next & 0xc0U) != 0x80) return {};
        character = character << 6U | (next & 0x3fU);
    }
    return Decoded{character, length};
}

std::vector<std::string> formsOf(char32_t character, std::string_view asWritten) {
    std::vector<std::string> forms{std::string(asWritten)};
    const auto add = [&](char32_t other) {
        std::string form;
        appendUtf8(form, other);
        if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
    };
    if (unicode() != nullptr) {
        add(static_cast<char32_t>(towupper_l(static_cast<wint_t>(character), unicode())));
        add(static_cast<char32_t>(towlower_l(static_cast<wint_t>(character), unicode())));
    } else if ((character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')) {
        add(character ^ 0x20U);
    }
    return forms;
}

} // namespace

BytesMatcher::BytesMatcher(std::vector<std::byte> bytes)
    : bytes_(std::move(bytes)) {
    const auto rarest = std::min_element(bytes_.begin(), bytes_.end(), [](std::byte left, std::byte right) {
        return commonness(left) < commonness(right);
    });
    pivot_ = static_cast<std::size_t>(rarest - bytes_.begin());
}

bool BytesMatcher::each(std::span<const std::byte> bytes, std::size_t places, std::uint64_t offset,
                        const Found& found) const {
    const std::size_t length = bytes_.size();
    if (bytes.size() < length) return true;
    const std::size_t end = std::min(places, bytes.size() - length + 1);
    const auto match = [&](std::size_t place) { return Match{offset + place, static_cast<std::uint32_t>(length)}; };
    std::size_t place = 0;
    std::size_t inVain = 0;
    while (inVain < leastCandidates + place / bytesPerCandidate) {
        place = placeOf(bytes_[pivot_], bytes, place + pivot_, end + pivot_) - pivot_;
        if (place >= end) return true;
        if (std::memcmp(bytes.data() + place, bytes_.data(), length) != 0) {
            ++inVain;
        } else if (!found(match(place))) {
            return false;
        }
        ++place;
    }
    while (place < end) {
        const void* const next = memmem(bytes.data() + place, end + length - 1 - place, bytes_.data(), length);
        if (next == nullptr) return true;
        place = static_cast<std::size_t>(static_cast<const std::byte*>(next) - bytes.data());
        if (place >= end) return true; // who writes there meanwhile may make it so
        if (!found(match(place))) return false;
        ++place;
    }
    return true;
}

EitherCaseMatcher::EitherCaseMatcher(std::string_view utf8) {
    while (!utf8.empty()) {
        const auto decoded = decode(utf8);
        const std::size_t length = decoded ? decoded->length : 1;
        const std::string_view asWritten = utf8.substr(0, length);
        characters_.push_back(decoded ? formsOf(decoded->character, asWritten) : Forms{std::string(asWritten)});
        std::size_t most = 0;
        for (const std::string& form : characters_.back())
            most = std::max(most, form.size());
        mostLength_ += most;
        utf8.remove_prefix(length);
    }
}

std::size_t EitherCaseMatcher::matchAt(std::span<const std::byte> bytes) const noexcept {
    std::size_t length = 0;
    for (const Forms& forms : characters_) {
        const auto rest = bytes.subspan(length);
        const auto fits = [&](const std::string& form) {
            return form.size() <= rest.size() && std::memcmp(form.data(), rest.data(), form.size()) == 0;
        };
        const auto form = std::find_if(forms.begin(), forms.end(), fits);
        if (form == forms.end()) return 0;
        length += form->size();
    }
    return length;
}

bool EitherCaseMatcher::each(std::span<const std::byte> bytes, std::size_t places, std::uint64_t offset,
                             const Found& found) const {
    const std::size_t end = std::min(places, bytes.size());
    const Forms& heads = characters_.front();
    // The next place where each form of the first character may begin
    std::array<std::size_t, 3> next{end, end, end};
    const auto advance = [&](std::size_t form, std::size_t from) {
        next[form] = placeOf(static_cast<std::byte>(heads[form].front()), bytes, from, end);
    };
    for (std::size_t form = 0; form < heads.size(); ++form)
        advance(form, 0);
    while (true) {
        const std::size_t place = *std::min_element(next.begin(), next.end());
        if (place >= end) return true;
        const std::size_t length = matchAt(bytes.subspan(place));
        if (length > 0 && !found({offset + place, static_cast<std::uint32_t>(length)})) return false;
        for (std::size_t form = 0; form < heads.size(); ++form) {
            if (next[form] == place) advance(form, place + 1);
        }
    }
}

} // namespace ipclens::bytes
