// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::transfer {

/// The payload of one message after another: bytes, in which placeholders become something else each time.
///
/// | placeholder      | becomes                                                    |
/// |------------------|------------------------------------------------------------|
/// | `{{seq}}`        | the number of the message, from 0                          |
/// | `{{time}}`       | now, in seconds since the epoch (UTC): 1790000000.250000   |
/// | `{{uuid}}`       | a new random UUID (version 4)                              |
/// | `{{random A B}}` | a whole number from A to B, both included                  |
/// | `{{file}}`       | the bytes of a file that was given                         |
class MessageTemplate {
public:
    /// What is wrong with a template, and where: columns count characters (UTF-8 sequences) from 1.
    struct Fault {
        std::size_t column = 1;
        std::string reason;
        bool operator==(const Fault&) const = default;
    };

    /// Bytes as they are.
    [[nodiscard]] static MessageTemplate literal(std::vector<std::byte> bytes);
    /// A text with `{{seq}}`; anything else in braces is text like any other.
    [[nodiscard]] static MessageTemplate withSequence(std::string_view text);
    /// A text with any placeholder. Faults: a `{{` that begins none of them, numbers that are none, `{{file}}` without
    /// a file.
    [[nodiscard]] static tl::expected<MessageTemplate, Fault>
    parse(std::string_view text, const std::optional<std::vector<std::byte>>& file = std::nullopt);

    /// Whether there is a placeholder that gives each message a payload of its own.
    [[nodiscard]] bool varies() const noexcept { return !parts_.empty(); }
    /// The payload of message `sequence`; it stays until the next call.
    [[nodiscard]] std::span<const std::byte> expand(std::uint64_t sequence);

private:
    enum class Filler : std::uint8_t { Nothing, Sequence, Time, Uuid, Random };
    /// Literal bytes, and what follows them.
    struct Part {
        std::vector<std::byte> before;
        Filler filler = Filler::Nothing;
        std::int64_t least = 0;
        std::int64_t most = 0;
    };
    class Parser;

    void fill(const Part& part, std::uint64_t sequence);
    void append(std::string_view text);

    std::vector<Part> parts_;
    std::vector<std::byte> payload_;
    std::mt19937_64 random_;
};

} // namespace ipclens::transfer
