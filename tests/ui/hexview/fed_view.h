// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/byte_source.h"
#include "ui/hexview/hex_view.h"

#include <QPoint>
#include <QTest>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
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

/// A view that says where a byte stands in it.
class PlacedView : public ui::HexView {
public:
    PlacedView() { resize(900, 420); }

    [[nodiscard]] QPoint hexPlace(std::uint64_t offset) const {
        return hexLayout().hexCell(offset, topLine()).center();
    }
    [[nodiscard]] QPoint textPlace(std::uint64_t offset) const {
        return hexLayout().textCell(offset, topLine()).center();
    }
};

/// A view that is given bytes of a source as soon as it asks.
class SourceView : public PlacedView {
public:
    explicit SourceView(bytes::ByteSource& source)
        : source_(source) {
        connect(this, &HexView::visibleRangeChanged, this, [this] { feed(); });
        setSize(source.size());
    }

    void feed() {
        std::vector<std::byte> bytes(wantedRange().length);
        bytes.resize(source_.read(wantedRange().offset, bytes).value_or(0));
        setBytes(wantedRange().offset, bytes, ui::ByteCache::Clock::now());
    }

private:
    bytes::ByteSource& source_;
};

/// A shown view, with the keyboard, that is given the bytes of a CountingSource as soon as it asks; some of them
/// changed.
class FedView : public PlacedView {
public:
    explicit FedView(quint64 size) {
        connect(this, &HexView::visibleRangeChanged, this, &FedView::feed);
        setSize(size);
        show();
        setFocus();
        // Shortcuts are for the active window
        if (!QTest::qWaitForWindowActive(this)) QTest::qFail("the window is not active", __FILE__, __LINE__);
    }

    static std::byte byteAt(quint64 offset) { return CountingSource::byteAt(offset); }

    void feed(quint64 offset, quint64 length) {
        std::vector<std::byte> bytes(length);
        for (quint64 i = 0; i < length; ++i)
            bytes[i] = byteAt(offset + i);
        for (const auto& [place, value] : changed) {
            if (place >= offset && place - offset < length) bytes[place - offset] = value;
        }
        setBytes(offset, bytes, ui::ByteCache::Clock::now());
    }
    void feedAgain() { feed(wantedRange().offset, wantedRange().length); }

    std::vector<std::pair<quint64, std::byte>> changed;
};

inline void setColumns(ui::HexView& view, std::optional<int> columns) {
    ui::HexForm form = view.form();
    form.columns = columns;
    view.setForm(form);
}

} // namespace ipclens::testing
