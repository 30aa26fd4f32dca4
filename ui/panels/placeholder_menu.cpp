// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/placeholder_menu.h"

#include <array>
#include <utility>

namespace ipclens::ui {

PlaceholderMenu::PlaceholderMenu(QWidget* parent)
    : QMenu(parent) {
    const std::array<std::pair<const char*, QString>, 4> placeholders{{
        {"{{seq}}", tr("the number of the message, from 0")},
        {"{{time}}", tr("now, in seconds since the epoch")},
        {"{{uuid}}", tr("a new random UUID")},
        {"{{random 1 6}}", tr("a whole number from 1 to 6")},
    }};
    for (const auto& [placeholder, meaning] : placeholders) {
        const QString text = QLatin1String(placeholder);
        addAction(QStringLiteral("%1\t%2").arg(text, meaning), this, [this, text] { emit chosen(text); });
    }
    addAction(QStringLiteral("{{file}}\t%1").arg(tr("the bytes of a file\u2026")), this, &PlaceholderMenu::fileAsked);
}

} // namespace ipclens::ui
