// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/semaphore_set.h"
#include "ui/models/sentences.h"

#include <QWidget>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

class QBoxLayout;
class QCheckBox;
class QLineEdit;
class QPushButton;

namespace ipclens::ui {

class CopyAsMenu;
class OperationChips;
class OutcomeLine;

/// Where one atomic semop is put together: its parts, whether it is undone, whether and how long it may wait. Tells how
/// the last one went.
class AtomicBar : public QWidget {
    Q_OBJECT

public:
    explicit AtomicBar(QWidget* parent = nullptr);

    /// Another set, of so many members; nothing of the last one stays.
    void reset(std::uint32_t count);
    /// Which member a new part begins with.
    void setNextMember(std::uint32_t member);
    /// Empty: can be used; else why not.
    void setRefusal(const QString& why);
    /// One that was run is under way since then; none: no more.
    void setRunning(std::optional<std::chrono::steady_clock::time_point> since);
    /// What came of it.
    void say(const sentences::Said& said);
    /// What was said of the last one holds no longer.
    void withdraw();

    /// What a button would run if it was pressed now.
    struct Request {
        std::vector<sysv::SemaphoreOperation> operations;
        bool wait = true;
        std::optional<std::chrono::nanoseconds> timeout;
    };
    /// Nothing where a field is missing or makes no sense.
    [[nodiscard]] std::optional<Request> request() const;
    /// P with undo, to be given back later; nothing where it does not only take.
    [[nodiscard]] std::optional<Request> holdRequest() const;
    /// Puts code for request() beside the button that runs it, and code for holdRequest() over the one that holds.
    void offerCode(CopyAsMenu& run, CopyAsMenu& hold);

signals:
    void runAsked(const ipclens::ui::AtomicBar::Request& request);
    void holdAsked(const ipclens::ui::AtomicBar::Request& request);
    void setAllAsked();
    void cancelAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void check();
    void run();
    void hold();
    [[nodiscard]] std::vector<sysv::SemaphoreOperation> operations(bool undo) const;
    [[nodiscard]] bool takesAlone() const;

    OperationChips* chips_;
    QCheckBox* undo_;
    QCheckBox* noWait_;
    QLineEdit* timeout_;
    QPushButton* setAll_;
    QPushButton* hold_;
    QPushButton* run_;
    OutcomeLine* line_;
    QWidget* what_;
    QWidget* how_;
    QWidget* verbs_;
    QBoxLayout* all_ = nullptr;  ///< what_, and the others
    QBoxLayout* rest_ = nullptr; ///< how_ and verbs_
    QString refusal_;
    std::optional<sentences::Said> said_;
};

} // namespace ipclens::ui
