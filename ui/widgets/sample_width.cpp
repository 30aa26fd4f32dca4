// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/sample_width.h"

#include <QFont>
#include <QFontMetrics>
#include <QHash>
#include <QString>

#include <utility>

namespace ipclens::ui {

int sampleWidth(const QString& sample, const QFont& font) {
    static QHash<std::pair<QString, QFont>, int> widths;
    const auto key = std::make_pair(sample, font);
    const auto known = widths.constFind(key);
    if (known != widths.constEnd()) return *known;
    return *widths.insert(key, QFontMetrics(font).horizontalAdvance(sample));
}

} // namespace ipclens::ui
