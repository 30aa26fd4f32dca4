// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/users_of.h"
#include "ui/session/update.h"

#include <QWidget>

#include <chrono>
#include <cstdint>
#include <optional>

namespace ipclens::ui {

class Curve;
class GlowLabel;
class TokenRow;
class ToneLabel;

/// What is known of one POSIX semaphore: its value as a number and as tokens, who waits, and both over the last minute.
/// A number that has changed glows for a moment.
class PosixSemaphoreView : public QWidget {
    Q_OBJECT

public:
    explicit PosixSemaphoreView(QWidget* parent = nullptr);

    /// Another semaphore; nothing glows.
    void reset(const PosixSemaphoreInfo& info);
    /// It is gone: what was read last stays, greyed.
    void setEnded();
    /// The same one as it is now.
    void show(const PosixSemaphoreInfo& info);
    /// Of the same one, up to `end`.
    void showLastMinute(const PosixSemaphoreDetail& detail, std::chrono::steady_clock::time_point end);
    /// Who was seen to wait, after each look at all threads.
    void showWaiting(const processes::UsersOf& users);
    /// Who was seen to have it mapped.
    void showMapped(const processes::UsersOf& users);
    /// Whether a wait of ours is among those who wait.
    void setOwnWait(bool waits);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void say();
    void sayIdle();
    void setFonts();

    PosixSemaphoreInfo info_;
    bool ownWait_ = false;
    bool ended_ = false;
    bool idle_ = false;                          ///< nobody takes what there is, though some are counted
    bool unseen_ = false;                        ///< some who are counted are nowhere, and that is said
    std::optional<std::uint32_t> countedAtLook_; ///< how many waited when it was looked last who does
    GlowLabel* value_;
    TokenRow* tokens_;
    GlowLabel* waiting_;
    ToneLabel* idleNote_;
    ToneLabel* seenNote_;
    ToneLabel* mappedNote_;
    Curve* values_;
    Curve* waits_;
};

} // namespace ipclens::ui
