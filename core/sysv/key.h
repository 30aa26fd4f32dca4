// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"

#include <cstdint>
#include <string>

#include <sys/types.h>

namespace ipclens::sysv {

/// What ftok(3) mixes into a key.
struct KeyOrigin {
    Key key;
    std::uint8_t project = 1; ///< its low 8 bits are the key's highest byte
    dev_t device = 0;         ///< whole st_dev; 8 bits of it are in the key
    ino_t inode = 0;          ///< whole st_ino; 16 bits of it are in the key
};

/// ftok(3) of an existing path, with what it was made of. Errors: those of stat(2); Invalid where the key comes out as
/// 0 (IPC_PRIVATE).
[[nodiscard]] Result<KeyOrigin> keyOfPath(const std::string& path, std::uint8_t project);

/// What a key's bytes say if ftok(3) made it: the project, and the low bits of device and inode.
struct KeyBytes {
    std::uint8_t project = 0;
    std::uint8_t device = 0; ///< st_dev & 0xff
    std::uint16_t inode = 0; ///< st_ino & 0xffff
};
[[nodiscard]] constexpr KeyBytes bytesOfKey(Key key) noexcept {
    return {static_cast<std::uint8_t>(key.value >> 24U), static_cast<std::uint8_t>(key.value >> 16U),
            static_cast<std::uint16_t>(key.value)};
}

/// Whether ftok(3) of this path, with the project that the key names, gives this key: the inverse, for one candidate.
[[nodiscard]] Result<bool> keyCouldComeFrom(Key key, const std::string& path);

} // namespace ipclens::sysv
