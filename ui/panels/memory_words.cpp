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

/// Name and pid, which no end of a line parts.
QString inOnePiece(const std::optional<ProcessLabel>& label) {
    return words::process(label).replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

} // namespace

QString facts(const SegmentDetail& detail, std::uint64_t own) {
    const SegmentInfo& info = detail.info;
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

QString whyReadOnly(const SegmentInfo& info) {
    return tr("Its mode, %1, does not let you write to it.").arg(words::mode(info.permissions.mode));
}

QString place(const ByteRange& selection) {
    QString text = tr("At 0x%1").arg(selection.offset, 0, 16);
    if (selection.length < 2) return text;
    text += QStringLiteral(" \u00b7 ");
    return text + tr("%1 selected").arg(words::counted(selection.length, tr("byte"), tr("bytes")));
}

QString error(const Error& error) {
    return words::printable(error.message());
}

} // namespace ipclens::ui::memory_words
