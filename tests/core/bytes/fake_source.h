// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/bytes/byte_target.h"

#include <QByteArray>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <string_view>
#include <vector>

namespace ipclens::testing {

/// A source of any size that holds only the pages that were written to, and counts what is read of it. Reading a page
/// that nobody has touched would allocate it elsewhere: here it is counted.
class FakeSource final : public bytes::ByteTarget {
public:
    static constexpr std::uint64_t page = 4096;

    explicit FakeSource(std::uint64_t size)
        : size_(size) {}

    /// Writes, and so touches.
    void put(std::uint64_t offset, std::string_view text) {
        while (!text.empty()) {
            auto& content = pages_[offset / page];
            content.resize(page);
            const auto length = std::min<std::size_t>(page - offset % page, text.size());
            std::memcpy(content.data() + offset % page, text.data(), length);
            offset += length;
            text.remove_prefix(length);
        }
    }
    void touch(std::uint64_t offset) { pages_[offset / page].resize(page); }
    /// The page may be in swap or untouched: nobody knows.
    void blur(std::uint64_t offset) { unclear_[offset / page] = true; }
    /// From now on it ends there, though size() was told to be more.
    void shrinkTo(std::uint64_t size) { end_ = size; }

    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        const std::uint64_t end = std::min(size_, end_);
        if (offset >= end) return 0;
        into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), end - offset)));
        for (std::size_t done = 0; done < into.size();) {
            const std::uint64_t place = offset + done;
            const auto length =
                static_cast<std::size_t>(std::min<std::uint64_t>(page - place % page, into.size() - done));
            const auto part = into.subspan(done, length);
            const auto found = pages_.find(place / page);
            if (unclear_.contains(place / page)) ++unclearReads;
            if (found == pages_.end()) {
                std::fill(part.begin(), part.end(), std::byte{0});
            } else {
                std::memcpy(part.data(), found->second.data() + place % page, length);
                bytesRead += length;
            }
            done += length;
        }
        return into.size();
    }
    [[nodiscard]] Result<std::vector<bytes::PageRun>> runs(std::uint64_t offset, std::uint64_t length) override {
        ++runsAsked;
        std::vector<bytes::PageRun> runs;
        const std::uint64_t size = std::min(size_, end_);
        if (offset >= size) return runs;
        const std::uint64_t end = offset + std::min(length, size - offset);
        const auto add = [&](std::uint64_t until, bytes::PageState state) {
            until = std::min(until, end);
            if (until <= offset) return;
            if (!runs.empty() && runs.back().state == state) {
                runs.back().length += until - offset;
            } else {
                runs.push_back({offset, until - offset, state});
            }
            offset = until;
        };
        std::map<std::uint64_t, bytes::PageState> states;
        for (auto it = pages_.lower_bound(offset / page); it != pages_.end() && it->first * page < end; ++it)
            states[it->first] = bytes::PageState::Resident;
        for (auto it = unclear_.lower_bound(offset / page); it != unclear_.end() && it->first * page < end; ++it)
            states[it->first] = bytes::PageState::MaybeSwapped;
        for (const auto& [number, state] : states) {
            add(number * page, bytes::PageState::Untouched);
            add(number * page + page, state);
        }
        add(end, bytes::PageState::Untouched);
        return runs;
    }
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> bytes) override {
        if (offset > size_ || bytes.size() > size_ - offset)
            return failure(errorOf(ErrorKind::OutOfRange, "write", "past the end"));
        put(offset, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return {};
    }
    [[nodiscard]] std::size_t touchedPages() const { return pages_.size(); }

    std::uint64_t bytesRead = 0; ///< of touched pages
    int unclearReads = 0;
    int runsAsked = 0;

private:
    std::uint64_t size_;
    std::uint64_t end_ = ~std::uint64_t{0};
    std::map<std::uint64_t, std::vector<std::byte>> pages_;
    std::map<std::uint64_t, bool> unclear_;
};

inline QByteArray contentOf(bytes::ByteSource& source, std::uint64_t offset, std::size_t length) {
    QByteArray content(static_cast<qsizetype>(length), '\xee');
    const auto got = source.read(offset, {reinterpret_cast<std::byte*>(content.data()), length});
    return content.left(got ? static_cast<qsizetype>(*got) : 0);
}

/// For QVERIFY2, which asks for its text also where all is well.
template <class T>
QByteArray whyNot(const Result<T>& result) {
    return result ? QByteArray() : QByteArray::fromStdString(result.error().message());
}

} // namespace ipclens::testing
