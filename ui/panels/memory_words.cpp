// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_words.h"

#include "ui/models/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ipclens::ui::memory_words {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("MemoryPanel", text);
}

QString attached(const SegmentInfo& info, bool ours, std::uint64_t own) {
    const std::uint64_t others = info.attached - std::min(info.attached, own);
    QString text = tr("%1 attached").arg(words::count(others));
    if (ours) text += QLatin1Char(' ') + tr("(+1 while this view is open)");
    return text;
}

/// The process that the bytes are read through.
QString reader(const SegmentDetail& detail) {
    if (detail.reader && !detail.reader->gone) return words::process(detail.reader);
    return tr("process %1").arg(detail.throughPid);
}

QString facts(const PosixSegmentInfo& info) {
    QString size = words::size(info.size);
    if (info.resident == unknownBytes) return size;
    return QStringLiteral("%1 \u00b7 %2").arg(size, tr("%1 resident").arg(words::size(info.resident)));
}

/// Name and pid, which no end of a line parts.
QString inOnePiece(const std::optional<ProcessLabel>& label) {
    return words::process(label).replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

} // namespace

QString facts(const SegmentDetail& detail, std::uint64_t own) {
    if (const PosixSegmentInfo* posix = detail.info.posix()) return facts(*posix);
    const SegmentInfo& info = *detail.info.systemV();
    QStringList parts{attached(info, detail.access == bytes::SegmentAccess::Attached, own)};
    if (detail.known.residency) {
        parts += tr("%1 resident").arg(words::size(info.resident));
        if (info.swapped > 0) parts += tr("%1 in swap").arg(words::size(info.swapped));
    }
    if (info.locked) parts += tr("locked in memory");
    if (info.removed) parts += tr("marked for destruction");
    if (detail.creator) parts += tr("made by %1").arg(inOnePiece(detail.creator));
    if (detail.lastProcess && info.lastPid != 0) parts += tr("last there: %1").arg(inOnePiece(detail.lastProcess));
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString access(const SegmentDetail& detail) {
    if (!detail.access) return {};
    switch (*detail.access) {
    case bytes::SegmentAccess::MapFiles:
        return tr("Read through %1\u2019s mapping: the segment does not notice").arg(reader(detail));
    case bytes::SegmentAccess::OwnFile: return tr("Read through its file: the segment does not notice");
    case bytes::SegmentAccess::Attached: break;
    }
    return tr("Attached read-only by this window");
}

QString whyNotUnnoticed(const SegmentInfo& info, std::uint64_t own) {
    if (info.attached <= own) return tr("Nobody has this segment attached, so its bytes can\u2019t be read unnoticed.");
    return tr("Without root\u2019s rights the bytes can\u2019t be read unnoticed.");
}

QString consequencesOfAttaching(const SegmentInfo& info) {
    QString text =
        tr("Attaching changes the segment\u2019s nattch, its lpid and its atime, and detaching its dtime: they "
           "would no longer tell who was there last.");
    text += QLatin1Char(' ');
    text += info.swapped == 0 ? tr("No byte is changed, and no page is allocated.")
                              : tr("No byte is changed; but part of it is in swap, and there a page that nobody has "
                                   "touched looks like one that is swapped, and looking allocates it.");
    if (info.removed) {
        text += QLatin1Char(' ');
        text += tr("It is marked for destruction, and stays at least as long as this view has it attached.");
    }
    return text;
}

std::optional<Nothing> whyNothing(const SegmentDetail& detail, const NameTable* names) {
    const Segment& info = detail.info;
    const bool posix = info.api() == Api::Posix;
    if (detail.access) {
        if (info.size() > 0) return {};
        return Nothing{{}, tr("This segment has no bytes"), tr("Its size is 0 until somebody makes it longer.")};
    }
    if (info.access() != Access::Readable || (posix && detail.error && detail.error->kind == ErrorKind::Denied)) {
        return Nothing{QStringLiteral("lock"), tr("You may not read this segment"),
                       tr("It belongs to %1 (group %2), and its mode is %3.")
                           .arg(words::user(names, info.permissions().uid), words::group(names, info.permissions().gid),
                                words::mode(info.permissions().mode))};
    }
    if (posix && detail.error) return Nothing{{}, tr("Its bytes can\u2019t be read"), error(*detail.error)};
    return {};
}

Nothing whyNothingIsLeft() {
    return {{}, tr("There is nothing to show"), tr("None of its bytes were at hand when it was removed.")};
}

QString whyReadOnly(const Segment& segment) {
    return tr("Its mode, %1, does not let you write to it.").arg(words::mode(segment.permissions().mode));
}

QString tracesOfWriting(Api api) {
    if (api == Api::Posix) return tr("Each write goes through its file, whose mtime and ctime change.");
    return tr("Each write attaches the segment for a moment: its lpid, atime and dtime change.");
}

QString cutShort(std::uint64_t before, std::uint64_t now) {
    return tr("The segment is now %1: it was cut short from %2").arg(words::size(now), words::size(before));
}

QString place(const ByteRange& selection) {
    QString text = tr("At 0x%1").arg(selection.offset, 0, 16);
    if (selection.length < 2) return text;
    text += QStringLiteral(" \u00b7 ");
    return text + tr("%1 selected").arg(words::counted(selection.length, tr("byte"), tr("bytes")));
}

QString error(const Error& error) {
    return words::line(error.message());
}

} // namespace ipclens::ui::memory_words
