// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/hex_dump.h"

#include <algorithm>
#include <string_view>

namespace ipclens::bytes {
namespace {

constexpr std::string_view digitsOfHex = "0123456789abcdef";
constexpr std::size_t groupOf = 8;

void appendOffset(std::string& out, std::uint64_t offset, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        out += digitsOfHex[(offset >> shift) & 0xf];
}

} // namespace

void appendHexDigits(std::string& out, std::byte value) {
    out += digitsOfHex[std::to_integer<unsigned>(value) >> 4];
    out += digitsOfHex[std::to_integer<unsigned>(value) & 0xf];
}

int offsetDigits(std::uint64_t size) noexcept {
    const std::uint64_t last = size == 0 ? 0 : size - 1;
    int digits = 8;
    while (digits < 16 && (last >> (digits * 4)) != 0)
        ++digits;
    return digits;
}

HexDump::HexDump(std::uint64_t offset, std::uint64_t size)
    : offset_(offset)
    , digits_(offsetDigits(size)) {
    pending_.reserve(hexDumpColumns);
}

void HexDump::add(std::span<const std::byte> bytes, std::string& out) {
    while (!bytes.empty()) {
        const std::size_t taken = std::min(bytes.size(), hexDumpColumns - pending_.size());
        pending_.insert(pending_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(taken));
        bytes = bytes.subspan(taken);
        if (pending_.size() < hexDumpColumns) return;
        take(pending_, out);
        pending_.clear();
    }
}

void HexDump::finish(std::string& out) {
    if (pending_.empty() && skipped_ > 0) {
        // The last line shows where the bytes end, also where it repeats the one before
        offset_ -= hexDumpColumns;
        if (--skipped_ > 0) out += "*\n";
        appendLine(previous_, out);
        offset_ += hexDumpColumns;
        skipped_ = 0;
    }
    if (!pending_.empty()) {
        take(pending_, out);
        pending_.clear();
    }
}

void HexDump::take(std::span<const std::byte> line, std::string& out) {
    if (std::ranges::equal(line, previous_)) {
        ++skipped_;
    } else {
        if (skipped_ > 0) out += "*\n";
        skipped_ = 0;
        appendLine(line, out);
        previous_.assign(line.begin(), line.end());
    }
    offset_ += line.size();
}

void HexDump::appendLine(std::span<const std::byte> line, std::string& out) const {
    appendOffset(out, offset_, digits_);
    for (std::size_t column = 0; column < hexDumpColumns; ++column) {
        out.append(column % groupOf == 0 ? 2 : 1, ' ');
        if (column < line.size()) {
            appendHexDigits(out, line[column]);
        } else {
            out.append(2, ' ');
        }
    }
    out.append(2, ' ');
    for (const std::byte value : line)
        out += isPrintable(value) ? static_cast<char>(value) : '.';
    out += '\n';
}

} // namespace ipclens::bytes
