// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/hexview/byte_cache.h"
#include "ui/session/update.h"

#include <QString>

#include <cstdint>
#include <optional>

/// What the memory panel says, as plain text: pure functions of their arguments.
namespace ipclens::ui::memory_words {

/// Of System V "2 attached (+1 while this view is open) · 8 KiB resident · made by renderer 4711 · last there: viewer
/// 4712"; of POSIX "64 KiB · 8 KiB resident". `own`: attachments of ours that the segment's count holds already.
[[nodiscard]] QString facts(const SegmentDetail& detail, std::uint64_t own);

/// How the bytes are read: "Read through renderer 4711’s mapping: the segment does not notice".
[[nodiscard]] QString access(const SegmentDetail& detail);

/// Why the bytes are not shown without asking, and what an attachment would change. `own`: as facts() has it.
[[nodiscard]] QString whyNotUnnoticed(const SegmentInfo& info, std::uint64_t own);
[[nodiscard]] QString consequencesOfAttaching(const SegmentInfo& info);

/// What stands in place of the bytes.
struct Nothing {
    QString icon;
    QString title;
    QString reason;
};
/// Why there are no bytes to show; none where there are, or an attachment could show them.
[[nodiscard]] std::optional<Nothing> whyNothing(const SegmentDetail& detail, const NameTable* names);
/// Of a segment that was removed before any were read.
[[nodiscard]] Nothing whyNothingIsLeft();

/// Why this process can't write to a segment that its mode does not let it write to.
[[nodiscard]] QString whyReadOnly(const Segment& segment);
/// What a writing leaves beside the bytes, as a sentence.
[[nodiscard]] QString tracesOfWriting(Api api);
/// That a segment has become shorter while it was looked at.
[[nodiscard]] QString cutShort(std::uint64_t before, std::uint64_t now);

/// An error as one line.
[[nodiscard]] QString error(const Error& error);
/// "At 0x10", "At 0x10 \u00b7 32 bytes selected".
[[nodiscard]] QString place(const ByteRange& selection);

} // namespace ipclens::ui::memory_words
