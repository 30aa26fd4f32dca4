// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ipclens::cli {

/// Standard output, gathered and written in large pieces. A failed write throws: Failed with why, or OutputClosed where
/// the reader is gone. What was gathered and never flushed is dropped, so a verb that fails leaves no half document.
class Output {
public:
    explicit Output(int descriptor) noexcept
        : descriptor_(descriptor) {}

    /// Where to append to. Call spill() now and then.
    [[nodiscard]] std::string& text() noexcept { return text_; }
    void append(std::string_view text) { text_ += text; }
    /// Writes what is there once it is a large piece.
    void spill() {
        if (text_.size() >= largePiece) flush();
    }
    void flush();
    /// Throws as flush() does where it is known beforehand that nothing can be written: a closed descriptor, say.
    void requireWritable() const;

private:
    static constexpr std::size_t largePiece = std::size_t{64} * 1024;

    int descriptor_;
    std::string text_;
};

} // namespace ipclens::cli
