// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <cstddef>
#include <vector>

class QButtonGroup;
class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace ipclens::ui {

class ToneLabel;

/// Where one message is typed: its type, its bytes as text or hex, and whether sending may wait. What was typed stays
/// after it was sent, and after it was not.
class SendBar : public QWidget {
    Q_OBJECT

public:
    explicit SendBar(QWidget* parent = nullptr);

    /// Empty: can be used; else why not.
    void setRefusal(const QString& toSend, const QString& toReceive);
    /// Operations of this panel that wait now; 0 hides the line.
    void setWaiting(int waiting);

signals:
    void sendAsked(long type, const std::vector<std::byte>& payload, bool wait);
    void receiveAsked();
    void cancelAsked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum Form : int { Text, Hex };

    void layOut();
    void chooseForm(Form form);
    /// Looks at what is typed: says what is wrong or how many bytes it is.
    void check();
    void send();
    void say(const QString& text, bool wrong);

    QLineEdit* type_;
    QButtonGroup* forms_;
    QPlainTextEdit* payload_;
    ToneLabel* verdict_;
    QCheckBox* wait_;
    QPushButton* send_;
    QPushButton* receive_;
    ToneLabel* waiting_;
    QPushButton* cancel_;
    QString refusal_;
    bool wrong_ = false;
};

} // namespace ipclens::ui
