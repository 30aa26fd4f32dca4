// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/verdict.h"

namespace ipclens::ui {

Verdict::Verdict(QWidget* parent)
    : ToneLabel(Tone::MutedText, parent) {
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void Verdict::say(const QString& text, bool wrong) {
    wrong_ = wrong;
    setTone(wrong ? Tone::DangerText : Tone::MutedText);
    setText(text);
}

} // namespace ipclens::ui
