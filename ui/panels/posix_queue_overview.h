// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/session/update.h"

#include <QWidget>

class QPushButton;

namespace ipclens::ui {

class ActivityCurve;
class CopyAsMenu;
class ToneLabel;

/// What can be known of a POSIX queue without taking anything: how many messages it had in the last minute, what it
/// takes, who has it open; and, as its messages can't be seen, the offer to browse it.
class PosixQueueOverview : public QWidget {
    Q_OBJECT

public:
    explicit PosixQueueOverview(QWidget* parent = nullptr);

    void show(const PosixQueueInfo& info, const NameTable* names);
    void showCurve(std::shared_ptr<const watching::Trace> messages, std::chrono::steady_clock::time_point end);
    /// "billing 4711, orders 4710"; empty: nobody is known to.
    void setOpenIn(const QString& names);
    /// Empty: it can be browsed; else why not.
    void setRefusal(const QString& why);
    /// Puts code for what "Browse…" asks first over it.
    void offerCode(CopyAsMenu& menu);

    /// As low as what it offers is, with one line that says why.
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void browseAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showFacts();
    void explain(const NameTable* names);
    [[nodiscard]] int textWidth() const;
    /// Shows as much as there is room for.
    void fit();

    ActivityCurve* curve_;
    ToneLabel* facts_;
    ToneLabel* title_;
    ToneLabel* reason_;
    QPushButton* browse_;
    PosixQueueInfo info_;
    QString openIn_;
};

} // namespace ipclens::ui
