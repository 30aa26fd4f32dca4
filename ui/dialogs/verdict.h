// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/tone_label.h"

namespace ipclens::ui {

/// A few words beside a field or below a form: what it means as typed, or what is wrong with it. Plain text.
class Verdict : public ToneLabel {
    Q_OBJECT

public:
    explicit Verdict(QWidget* parent = nullptr);

    void note(const QString& text) { say(text, false); }
    void fault(const QString& text) { say(text, true); }
    [[nodiscard]] bool wrong() const { return wrong_; }

private:
    void say(const QString& text, bool wrong);

    bool wrong_ = false;
};

} // namespace ipclens::ui
