// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace ipclens::ui {

/// A few words beside a field or below a form: what it means as typed, or what is wrong with it. Plain text.
class Verdict : public QLabel {
    Q_OBJECT

public:
    explicit Verdict(QWidget* parent = nullptr);

    void note(const QString& text) { say(text, false); }
    void fault(const QString& text) { say(text, true); }
    [[nodiscard]] bool wrong() const { return wrong_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void say(const QString& text, bool wrong);
    void applyColors();

    bool wrong_ = false;
    bool applying_ = false;
};

} // namespace ipclens::ui
