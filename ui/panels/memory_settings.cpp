// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_settings.h"

#include "core/bytes/same_segment.h"
#include "ui/settings.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace ipclens::ui {
namespace {

const QString alwaysKey = QStringLiteral("memory/always_attach");
const QString columnsKey = QStringLiteral("memory/columns");
const QString groupKey = QStringLiteral("memory/group");
const QString orderKey = QStringLiteral("memory/byte_order");
const QString codingKey = QStringLiteral("memory/text");
const QString dimKey = QStringLiteral("memory/dim_zeros");
const QString atOnceKey = QStringLiteral("memory/write_at_once");

constexpr std::array<std::pair<TextCoding, const char*>, 3> codings{{
    {TextCoding::Ascii, "ascii"},
    {TextCoding::Utf8, "utf-8"},
    {TextCoding::Latin1, "latin-1"},
}};

/// Empty for a private segment.
QString bookmarksKey(const Segment& segment) {
    const QString group = QStringLiteral("bookmarks/");
    if (segment.posix() != nullptr) return group + settingsName(segment.posix()->name);
    const Key key = segment.systemV()->key;
    return key.isPrivate() ? QString() : group + QString::fromStdString(toString(key));
}

/// "0x1a60 frame header".
std::optional<HexMark> markOf(const QString& text) {
    const auto space = text.indexOf(QLatin1Char(' '));
    bool isNumber = false;
    const auto offset = text.left(space).toULongLong(&isNumber, 0);
    const QString name = space < 0 ? QString() : text.mid(space + 1).simplified().left(Bookmarks::longestName);
    if (!isNumber || name.isEmpty()) return {};
    return HexMark{offset, name};
}

bool before(const HexMark& left, const HexMark& right) {
    return left.offset < right.offset;
}

void put(std::vector<HexMark>& marks, const HexMark& mark) {
    const auto place = std::lower_bound(marks.begin(), marks.end(), mark, before);
    const bool there = place != marks.end() && place->offset == mark.offset;
    if (mark.name.isEmpty()) {
        if (there) marks.erase(place);
    } else if (there) {
        place->name = mark.name;
    } else if (marks.size() < Bookmarks::mostMarks) {
        marks.insert(place, mark);
    }
}

} // namespace

MemorySettings::MemorySettings()
    : file_(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("ipclens"), QStringLiteral("ipclens")) {}

bool MemorySettings::alwaysAttach() const {
    return file_.value(alwaysKey, false).toBool();
}

void MemorySettings::setAlwaysAttach(bool always) {
    file_.setValue(alwaysKey, always);
}

HexForm MemorySettings::form() const {
    HexForm form;
    const int columns = file_.value(columnsKey, 0).toInt();
    if (columns == 8 || columns == 16 || columns == 32) form.columns = columns;
    const int group = file_.value(groupKey, 1).toInt();
    if (group == 2 || group == 4 || group == 8) form.groups.bytes = group;
    if (file_.value(orderKey).toString() == QLatin1String("big")) form.groups.order = std::endian::big;
    const QString word = file_.value(codingKey).toString();
    for (const auto& [coding, name] : codings) {
        if (word == QLatin1String(name)) form.coding = coding;
    }
    form.dimZeros = file_.value(dimKey, true).toBool();
    return form;
}

void MemorySettings::setForm(const HexForm& form) {
    file_.setValue(columnsKey, form.columns.value_or(0));
    file_.setValue(groupKey, form.groups.bytes);
    const bool little = form.groups.order == std::endian::little;
    file_.setValue(orderKey, little ? QStringLiteral("little") : QStringLiteral("big"));
    for (const auto& [coding, name] : codings) {
        if (coding == form.coding) file_.setValue(codingKey, QLatin1String(name));
    }
    file_.setValue(dimKey, form.dimZeros);
}

bool MemorySettings::writesAtOnce() const {
    return file_.value(atOnceKey, false).toBool();
}

void MemorySettings::setWritesAtOnce(bool atOnce) {
    file_.setValue(atOnceKey, atOnce);
}

std::vector<HexMark> Bookmarks::of(const Segment& segment) const {
    const QString key = bookmarksKey(segment);
    if (key.isEmpty()) {
        const auto found = ofPrivate_.find(segment.object());
        const bool same = found != ofPrivate_.end() && bytes::isSameSegment(found->second.first, segment);
        return same ? found->second.second : std::vector<HexMark>{};
    }
    std::vector<HexMark> marks;
    for (const QString& text : file_.value(key).toStringList()) {
        if (const auto mark = markOf(text)) put(marks, *mark);
    }
    return marks;
}

void Bookmarks::set(const Segment& segment, const HexMark& mark) {
    std::vector<HexMark> marks = of(segment);
    put(marks, {mark.offset, mark.name.simplified().left(longestName)});
    const QString key = bookmarksKey(segment);
    if (key.isEmpty()) {
        ofPrivate_[segment.object()] = {segment, std::move(marks)};
        return;
    }
    QStringList texts;
    for (const HexMark& one : marks)
        texts += QStringLiteral("0x%1 %2").arg(one.offset, 0, 16).arg(one.name);
    if (texts.isEmpty()) return file_.remove(key);
    file_.setValue(key, texts);
}

} // namespace ipclens::ui
