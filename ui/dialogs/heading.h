// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/tone_label.h"

namespace ipclens::ui {

/// The first line of a dialog: what is to be done, and to which object. Not every window manager shows titles. Plain
/// text on one line, whole in its tool tip where a long name is cut.
class Heading : public ToneLabel {
    Q_OBJECT

public:
    explicit Heading(const QString& text, QWidget* parent = nullptr);
};

} // namespace ipclens::ui
