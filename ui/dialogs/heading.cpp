// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/heading.h"

namespace ipclens::ui {
namespace {

constexpr int belowIt = 4;

} // namespace

Heading::Heading(const QString& text, QWidget* parent)
    : ToneLabel(std::nullopt, parent) {
    setObjectName(QStringLiteral("heading"));
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
    setText(text);
    setContentsMargins(0, 0, 0, belowIt);
    setElides(true);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a long name widens no dialog
}

} // namespace ipclens::ui
