// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/hexview/byte_cache.h"

#include <QDateTime>

#include <cstddef>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// Bytes of one stretch as they were at one time.
struct Moment {
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;
    QDateTime takenAt;

    [[nodiscard]] ByteRange range() const { return {offset, bytes.size()}; }
    /// None where the moment does not hold the byte.
    [[nodiscard]] std::optional<std::byte> at(std::uint64_t place) const {
        if (!range().contains(place)) return {};
        return bytes[place - offset];
    }
};

} // namespace ipclens::ui
