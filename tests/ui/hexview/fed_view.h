// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/byte_source.h"
#include "ui/hexview/hex_view.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ipclens::testing {

/// Bytes that can be told from their offset; counts what is read of it.
class CountingSource : public bytes::ByteSource {
public:
    explicit CountingSource(std::uint64_t size)
        : size_(size) {}

    static std::byte byteAt(std::uint64_t offset) {
        return static_cast<std::byte>((offset * 7 + (offset >> 8)) & 0xff);
    }

    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        const std::uint64_t left = offset < size_ ? size_ - offset : 0;
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, into.size()));
        for (std::size_t i = 0; i < count; ++i)
            into[i] = byteAt(offset + i);
        bytesRead += count;
        ++reads;
        return count;
    }
    void shrinkTo(std::uint64_t size) { size_ = size; }

    std::uint64_t bytesRead = 0;
    int reads = 0;

private:
    std::uint64_t size_;
};

/// A view that is given bytes of a source as soon as it asks.
class SourceView : public ui::HexView {
public:
    explicit SourceView(bytes::ByteSource& source)
        : source_(source) {
        resize(900, 420);
        connect(this, &HexView::visibleRangeChanged, this, [this] { feed(); });
        setSize(source.size());
    }

    void feed() {
        std::vector<std::byte> bytes(wantedRange().length);
        bytes.resize(source_.read(wantedRange().offset, bytes).value_or(0));
        setBytes(wantedRange().offset, bytes, ui::ByteCache::Clock::now());
    }
    [[nodiscard]] QPoint hexPlace(std::uint64_t offset) const {
        return hexLayout().hexCell(offset, topLine()).center();
    }
    [[nodiscard]] QPoint textPlace(std::uint64_t offset) const {
        return hexLayout().textCell(offset, topLine()).center();
    }

private:
    bytes::ByteSource& source_;
};

} // namespace ipclens::testing
