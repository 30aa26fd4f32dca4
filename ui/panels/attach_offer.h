// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace ipclens::ui {

class CopyAsMenu;

/// Stands where a segment's bytes would be while they can't be read without attaching it: what an attachment changes,
/// and the button for it. Plain text.
class AttachOffer : public QWidget {
    Q_OBJECT

public:
    explicit AttachOffer(QWidget* parent = nullptr);

    /// `reason`: why the bytes are not to be seen as they are.
    void say(const QString& reason, const QString& consequences);
    /// Why it can't be attached now; empty: it can.
    void setRefusal(const QString& why);
    void setAlways(bool always);
    /// Puts code for what the button does over it.
    void offerCode(CopyAsMenu& menu);

signals:
    void attachAsked();
    void alwaysChosen(bool always);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    QLabel* reason_;
    QLabel* consequences_;
    QLabel* refusal_;
    QPushButton* attach_;
    QCheckBox* always_;
};

} // namespace ipclens::ui
