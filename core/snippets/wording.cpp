// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/wording.h"

#include "core/bytes/hex_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ipclens::snippets {

std::string nameOf(const Target& target) {
    if (target.isPosix()) return fmt::format("{}:{}", kindName(target.object.kind), target.object.name.bytes());
    if (target.key.isPrivate()) return toString(target.object);
    return fmt::format("{}:{}", kindName(target.object.kind), toString(target.key));
}

std::string spokenNameOf(const Target& target) {
    std::string text;
    for (const char c : nameOf(target)) {
        const auto value = static_cast<std::byte>(c);
        text +=
            bytes::isPrintable(value) ? std::string(1, c) : fmt::format("\\x{:02x}", std::to_integer<unsigned>(value));
    }
    return text;
}

bool isMasked(mode_t mode) noexcept {
    return (mode & 0077U) != 0;
}

bool noWait(const Waiting& waiting) noexcept {
    return !waiting.block || (waiting.timeout && waiting.timeout->count() <= 0);
}

std::optional<std::chrono::nanoseconds> limitOf(const Waiting& waiting) noexcept {
    return noWait(waiting) ? std::nullopt : waiting.timeout;
}

std::string seconds(std::chrono::nanoseconds duration) {
    constexpr std::int64_t second = 1'000'000'000;
    std::string text = fmt::format("{}.{:09}", duration.count() / second, duration.count() % second);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string octalMode(mode_t mode) {
    return fmt::format("{:04o}", mode & 0777U);
}

std::optional<std::uint32_t> numberOf(std::string_view owner) noexcept {
    std::uint32_t number = 0;
    const char* end = owner.data() + owner.size();
    const auto [stopped, error] = std::from_chars(owner.data(), end, number);
    if (error != std::errc() || stopped != end) return std::nullopt;
    return number;
}

InitialValues initialValues(const sysv::SemaphoreSetOptions& options) {
    InitialValues initial;
    const auto given = static_cast<std::uint32_t>(options.values.size());
    initial.count = options.count.value_or(std::max(given, 1U));
    const bool zeros =
        std::all_of(options.values.begin(), options.values.end(), [](std::uint16_t value) { return value == 0; });
    if (!zeros) initial.values = options.values;
    return initial;
}

} // namespace ipclens::snippets
