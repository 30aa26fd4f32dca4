// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/hexview/byte_cache.h"
#include "ui/session/update.h"

#include <QString>

#include <cstdint>

/// What the memory panel says, as plain text: pure functions of their arguments.
namespace ipclens::ui::memory_words {

/// "64 MiB · 2 attached (+1 while this view is open) · 8 KiB resident · made by renderer 4711 · last attached or
/// detached by viewer 4712". `own`: attachments of ours that the segment's count holds already.
[[nodiscard]] QString facts(const SegmentDetail& detail, std::uint64_t own);

/// How the bytes are read: "Read through renderer 4711’s mapping: the segment does not notice".
[[nodiscard]] QString access(const SegmentDetail& detail);

/// Why the bytes are not shown without asking, and what an attachment would change. `own`: as facts() has it.
[[nodiscard]] QString whyNotUnnoticed(const SegmentInfo& info, std::uint64_t own);
[[nodiscard]] QString consequencesOfAttaching(const SegmentInfo& info);

/// Why this process can't write to a segment that its mode does not let it write to.
[[nodiscard]] QString whyReadOnly(const SegmentInfo& info);

/// An error as one line.
[[nodiscard]] QString error(const Error& error);
/// "At 0x10", "At 0x10 \u00b7 32 bytes selected".
[[nodiscard]] QString place(const ByteRange& selection);

} // namespace ipclens::ui::memory_words
