// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/pattern.h"

#include <string>
#include <string_view>
#include <vector>

namespace ipclens::bytes {

/// Finds bytes as they stand: by memchr(3) for the byte of them that is likely to be the rarest, and by memmem(3) where
/// it turns out to be common.
class BytesMatcher final : public Matcher {
public:
    explicit BytesMatcher(std::vector<std::byte> bytes);

    [[nodiscard]] std::size_t mostLength() const noexcept override { return bytes_.size(); }
    bool each(std::span<const std::byte> bytes, std::size_t places, std::uint64_t offset,
              const Found& found) const override;

private:
    std::vector<std::byte> bytes_;
    std::size_t pivot_ = 0; ///< the place of the rarest
};

/// Finds text whose letters may be capital or small.
class EitherCaseMatcher final : public Matcher {
public:
    explicit EitherCaseMatcher(std::string_view utf8);

    [[nodiscard]] std::size_t mostLength() const noexcept override { return mostLength_; }
    bool each(std::span<const std::byte> bytes, std::size_t places, std::uint64_t offset,
              const Found& found) const override;

private:
    /// The forms of one character in UTF-8. None of them begins another, so at most one fits at a place.
    using Forms = std::vector<std::string>;

    /// The length of the match at the beginning; 0 for none.
    [[nodiscard]] std::size_t matchAt(std::span<const std::byte> bytes) const noexcept;

    std::vector<Forms> characters_;
    std::size_t mostLength_ = 0;
};

} // namespace ipclens::bytes
