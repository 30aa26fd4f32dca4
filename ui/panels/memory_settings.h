// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/segment.h"
#include "ui/hexview/hex_form.h"
#include "ui/hexview/hex_view.h"

#include <QSettings>

#include <map>
#include <vector>

namespace ipclens::ui {

/// What the memory panel remembers from one start to the next, in the person's settings file. A value that makes no
/// sense counts as none.
class MemorySettings {
public:
    MemorySettings();

    [[nodiscard]] bool alwaysAttach() const;
    void setAlwaysAttach(bool always);
    [[nodiscard]] HexForm form() const;
    void setForm(const HexForm& form);
    /// Whether what is typed over bytes is written at once.
    [[nodiscard]] bool writesAtOnce() const;
    void setWritesAtOnce(bool atOnce);

private:
    mutable QSettings file_;
};

/// The named places of segments: by key or name in the settings, as these mean the same memory from one start of its
/// programs to the next. Those of a private segment, which has nothing but an id, last as long as the window.
class Bookmarks {
public:
    static constexpr int longestName = 80;
    static constexpr std::size_t mostMarks = 200;

    /// In the order of their offsets.
    [[nodiscard]] std::vector<HexMark> of(const Segment& segment) const;
    /// Names a place, instead of what it was called before; an empty name removes it.
    void set(const Segment& segment, const HexMark& mark);

private:
    mutable QSettings file_{QSettings::IniFormat, QSettings::UserScope, QStringLiteral("ipclens"),
                            QStringLiteral("ipclens")};
    std::map<ObjectId, std::pair<Segment, std::vector<HexMark>>> ofPrivate_;
};

} // namespace ipclens::ui
