// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/page_scroll.h"

#include <vector>

class QSplitter;

namespace ipclens::ui {

class Composer;
class MessageView;
class PageStack;
class TakenStrip;

/// The parts of a queue's panel below each other: lines that say how it is, its messages beside the one that is
/// chosen, those that were taken, and the composer. Where there is no room for all, the composer is folded to a line,
/// or, while a person composes, the messages are; never is a part lower than it needs to be.
class QueueColumn : public PageScroll {
    Q_OBJECT

public:
    struct Parts {
        std::vector<QWidget*> lines; ///< from above
        PageStack* messages = nullptr;
        MessageView* message = nullptr;
        TakenStrip* taken = nullptr;
        Composer* composer = nullptr;
    };

    QueueColumn(const Parts& parts, QWidget* parent);

    /// There is something to see among the messages: they come back where the composer has taken their room, unless
    /// somebody types there.
    void showMessages();

protected:
    void fit() override;

private:
    [[nodiscard]] QSplitter* layOut();
    void compose();

    Parts parts_;
    QSplitter* messages_;
    bool composing_ = false; ///< where there is no room for both, the composer has it
};

} // namespace ipclens::ui
