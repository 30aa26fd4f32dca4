// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/verb.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ipclens::cli {

/// The bytes to send or write: --text, --hex, --file or --stdin.
class PayloadOptions {
public:
    void declare(Verb& verb, const char* textDescription);

    /// Refuses what is not exactly one payload, and reads the words; no file yet.
    void parse();
    /// The bytes; `--text` as it stands. Of a file or standard input at most one byte more than `most` is read, so that
    /// an endless one is told from one that fits.
    [[nodiscard]] std::vector<std::byte> read(std::uint64_t most) const;
    [[nodiscard]] const std::optional<std::string>& text() const noexcept { return text_; }

private:
    std::optional<std::string> text_;
    std::optional<std::string> hex_;
    std::optional<std::string> file_;
    bool standardInput_ = false;
    std::vector<std::byte> hexBytes_;
};

[[nodiscard]] std::vector<std::byte> bytesOf(std::string_view text);

} // namespace ipclens::cli
