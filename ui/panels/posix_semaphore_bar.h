// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/sentences.h"

#include <QWidget>

#include <chrono>
#include <optional>

class QBoxLayout;
class QCheckBox;
class QLineEdit;
class QPushButton;

namespace ipclens::ui {

class CopyAsMenu;
class OutcomeLine;

/// Where one is taken off a POSIX semaphore (sem_wait) or given to it (sem_post): whether and how long taking may wait.
/// Tells how the last one went.
class PosixSemaphoreBar : public QWidget {
    Q_OBJECT

public:
    explicit PosixSemaphoreBar(QWidget* parent = nullptr);

    /// Another semaphore; nothing that was said of the last one stays.
    void reset();
    /// Whether the panel says above, for all to see, why nothing can be done: then there is nothing to set up either.
    enum class Where { SaidHere, SaidAbove };
    /// Empty: can be used; else why not.
    void setRefusal(const QString& why, Where where = Where::SaidHere);
    /// A wait that was asked for is under way since then; none: no more.
    void setRunning(std::optional<std::chrono::steady_clock::time_point> since);
    /// What came of the last one.
    void say(const sentences::Said& said);

    /// How Wait would wait if it was pressed now.
    struct Request {
        bool wait = true;
        std::optional<std::chrono::nanoseconds> timeout;
    };
    /// Nothing where the timeout makes no sense.
    [[nodiscard]] std::optional<Request> request() const;
    /// Puts code for what the buttons do over them, and both into a menu beside them.
    void offerCode(CopyAsMenu& wait, CopyAsMenu& post);

signals:
    void waitAsked(const ipclens::ui::PosixSemaphoreBar::Request& request);
    void postAsked();
    void cancelAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void withdraw();
    void check();
    void wait();

    QWidget* how_;
    QWidget* verbs_;
    QCheckBox* noWait_;
    QLineEdit* timeout_;
    QPushButton* post_;
    QPushButton* wait_;
    OutcomeLine* line_;
    QBoxLayout* all_ = nullptr; ///< how_ and verbs_
    QPushButton* copy_ = nullptr;
    QString refusal_;
    bool saidAbove_ = false;
    std::optional<sentences::Said> said_;
};

} // namespace ipclens::ui
