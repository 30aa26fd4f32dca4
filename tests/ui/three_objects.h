// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/raw_objects.h"

#include <QString>

namespace ipclens::testing {

inline constexpr key_t setKey = 0x5101;
inline constexpr key_t segmentKey = 0x5102;
inline constexpr key_t queueKey = 0x5103;
inline const QString setKeyText = QStringLiteral("0x00005101");
inline const QString segmentKeyText = QStringLiteral("0x00005102");
inline const QString queueKeyText = QStringLiteral("0x00005103");

/// One object of each kind.
struct ThreeObjects {
    raw::SemaphoreSet set{setKey, {1, 0, 3}};
    raw::Segment segment{segmentKey, 4096};
    raw::Queue queue{queueKey};
};

} // namespace ipclens::testing
