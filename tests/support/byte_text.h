// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <cstddef>
#include <string_view>
#include <vector>

namespace ipclens::testing {

/// The bytes of a text, as a test writes them down; zero bytes too, where the view has a length.
inline std::vector<std::byte> bytesOf(std::string_view text) {
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

inline std::vector<std::byte> bytesOfHex(const char* hex) {
    const QByteArray raw = QByteArray::fromHex(hex);
    return bytesOf({raw.constData(), static_cast<std::size_t>(raw.size())});
}

inline QByteArray hexOf(const std::vector<std::byte>& bytes) {
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex();
}

} // namespace ipclens::testing
