// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/segment.h"
#include "ui/hexview/moment.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"
#include "ui/widgets/strip.h"

#include <memory>

class QPushButton;

namespace ipclens::ui {

class HexView;

/// Keeps one moment of the segment that a hex view shows: the view is frozen to it, or what is there now is compared
/// with it. A moment holds at most 16 MiB, around what was in sight when it was taken.
class MomentKeeper : public QObject {
    Q_OBJECT

public:
    enum class State { Live, Frozen, Comparing };

    MomentKeeper(Session& session, HexView& view, QObject* parent);

    /// Another segment is shown, or this one as it is now.
    void forget();
    /// What is asked of the segment when a moment is taken. `attached`: by an attachment of ours.
    void setSegment(const Segment& segment, bool attached);

    [[nodiscard]] State state() const { return state_; }
    /// The moment's bytes, for a frozen view; null where it is live.
    [[nodiscard]] std::shared_ptr<const Moment> shown() const { return state_ == State::Frozen ? moment_ : nullptr; }
    /// "Frozen at 21:40:12 · holds all 64 KiB".
    [[nodiscard]] QString summary() const;

    /// Takes a moment, and goes into that state with it as soon as it is there.
    void take(State state);
    /// With the moment that is kept.
    void show(State state);
    /// To the next byte after the cursor that differs from the moment, by a look at all that the moment holds.
    void goToNextDifference();

signals:
    void changed();
    /// The view is to show what is live again.
    void thawed();
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    [[nodiscard]] ByteRange range() const;
    void fetch(ByteRange range, std::function<void(const Outcome&)> done);
    void showFrozen();

    HexView& view_;
    OwnOperations operations_;
    Segment segment_;
    bool attached_ = false;
    State state_ = State::Live;
    std::shared_ptr<const Moment> moment_;
    std::uint64_t sizeThen_ = 0; ///< the segment's at that moment
};

/// Stands above bytes that are frozen or compared, and says since when and how many.
class MomentStrip : public Strip {
    Q_OBJECT

public:
    explicit MomentStrip(MomentKeeper& keeper, QWidget* parent = nullptr);

    void follow();

private:
    MomentKeeper& keeper_;
    QPushButton* compare_;
    QPushButton* next_;
    QPushButton* back_;
    QPushButton* end_;
};

} // namespace ipclens::ui
