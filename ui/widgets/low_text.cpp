// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/low_text.h"

namespace ipclens::ui {
namespace {

/// Of the document's margin, which scrolls with the text, and the frame.
constexpr int aroundTheLines = 14;

} // namespace

LowText::LowText(int leastLines, int lines, QWidget* parent)
    : QPlainTextEdit(parent)
    , leastLines_(leastLines)
    , lines_(lines) {}

QSize LowText::sizeHint() const {
    return {QPlainTextEdit::sizeHint().width(), heightOf(lines_)};
}

QSize LowText::minimumSizeHint() const {
    return {QPlainTextEdit::minimumSizeHint().width(), heightOf(leastLines_)};
}

int LowText::heightOf(int lines) const {
    return QFontMetrics(font()).lineSpacing() * lines + aroundTheLines;
}

} // namespace ipclens::ui
