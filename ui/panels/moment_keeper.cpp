// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/moment_keeper.h"

#include "ui/hexview/hex_view.h"
#include "ui/models/words.h"
#include "ui/panels/memory_words.h"
#include "ui/session/perform.h"

#include <QPushButton>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

/// The first byte from `begin` on that differs; the size of the shorter where none does.
std::size_t firstDifference(std::span<const std::byte> left, std::span<const std::byte> right, std::size_t begin) {
    const std::size_t end = std::min(left.size(), right.size());
    const auto from = static_cast<std::ptrdiff_t>(std::min(begin, end));
    const auto until = left.begin() + static_cast<std::ptrdiff_t>(end);
    return static_cast<std::size_t>(std::mismatch(left.begin() + from, until, right.begin() + from).first -
                                    left.begin());
}

} // namespace

MomentKeeper::MomentKeeper(Session& session, HexView& view, QObject* parent)
    : QObject(parent)
    , view_(view)
    , operations_(session, this) {
    connect(&view_, &HexView::visibleRangeChanged, this, [this] {
        if (state_ == State::Frozen) showFrozen();
        if (state_ == State::Comparing) emit changed();
    });
}

void MomentKeeper::forget() {
    const State before = std::exchange(state_, State::Live);
    moment_.reset();
    view_.setCompared(nullptr);
    if (before == State::Frozen) emit thawed();
    emit changed();
}

void MomentKeeper::setSegment(const Segment& segment, bool attached) {
    segment_ = segment;
    attached_ = attached;
}

ByteRange MomentKeeper::range() const {
    const std::uint64_t size = segment_.size();
    if (size <= mostFetchedBytes) return {0, size};
    const ByteRange seen = view_.wantedRange();
    const std::uint64_t middle = seen.offset + seen.length / 2;
    const std::uint64_t begin = middle - std::min(middle, mostFetchedBytes / 2);
    return {std::min(begin, size - mostFetchedBytes), mostFetchedBytes};
}

void MomentKeeper::fetch(ByteRange range, std::function<void(const Outcome&)> done) {
    const operation::FetchBytes wanted{segment_, range.offset, range.length, attached_};
    operations_.run(wanted, [this, done = std::move(done)](const Operation& operation, const Outcome& outcome) {
        if (std::get<operation::FetchBytes>(operation).segment.object() != segment_.object()) return;
        if (outcome.error) {
            emit message(Severity::Error, memory_words::error(*outcome.error));
        } else {
            done(outcome);
        }
    });
}

void MomentKeeper::take(State state) {
    const ByteRange wanted = range();
    if (wanted.length == 0) return;
    fetch(wanted, [this, wanted, state](const Outcome& outcome) {
        sizeThen_ = wanted.length < mostFetchedBytes ? outcome.bytes.size() : segment_.size();
        moment_ = std::make_shared<Moment>(Moment{wanted.offset, outcome.bytes, QDateTime::currentDateTime()});
        show(state);
    });
}

void MomentKeeper::show(State state) {
    if (state == State::Live) return forget();
    if (!moment_) return take(state);
    const State before = std::exchange(state_, state);
    view_.setCompared(state == State::Comparing ? moment_ : nullptr);
    if (state == State::Frozen) showFrozen();
    if (before == State::Frozen && state != State::Frozen) emit thawed();
    emit changed();
}

void MomentKeeper::showFrozen() {
    const ByteRange held = moment_->range();
    const ByteRange wanted = view_.wantedRange();
    // What was not there before does not glow
    view_.clearBytes();
    const std::uint64_t begin = std::max(held.offset, wanted.offset);
    const std::uint64_t end = std::min(held.offset + held.length, wanted.offset + wanted.length);
    if (begin >= end) return;
    view_.setBytes(begin, std::span(moment_->bytes).subspan(begin - held.offset, end - begin), {});
}

void MomentKeeper::goToNextDifference() {
    if (state_ != State::Comparing) return;
    const auto moment = moment_;
    fetch(moment->range(), [this, moment](const Outcome& outcome) {
        if (moment != moment_) return;
        const auto after = moment->range().contains(view_.cursor()) ? view_.cursor() - moment->offset + 1 : 0;
        const std::size_t end = std::min(moment->bytes.size(), outcome.bytes.size());
        std::size_t place = firstDifference(moment->bytes, outcome.bytes, after);
        if (place == end) place = firstDifference(moment->bytes, outcome.bytes, 0);
        if (place == end) {
            emit message(Severity::Info, tr("Nothing of what the moment holds differs now"));
        } else {
            view_.goTo(moment->offset + place);
        }
    });
}

QString MomentKeeper::summary() const {
    if (!moment_) return {};
    const QString at = moment_->takenAt.time().toString(QStringLiteral("HH:mm:ss"));
    const ByteRange held = moment_->range();
    const QString holds = held.length == sizeThen_ ? tr("holds all %1").arg(words::size(held.length))
                                                   : tr("holds 0x%1 to 0x%2 (%3 of %4)")
                                                         .arg(held.offset, 0, 16)
                                                         .arg(held.offset + held.length - 1, 0, 16)
                                                         .arg(words::size(held.length), words::size(sizeThen_));
    if (state_ == State::Frozen) return tr("Frozen at %1 \u00b7 %2").arg(at, holds);
    const QString differing = words::counted(view_.differencesInSight(), tr("byte"), tr("bytes"));
    return tr("Compared with %1 \u00b7 differing in sight: %2 \u00b7 %3").arg(at, differing, holds);
}

MomentStrip::MomentStrip(MomentKeeper& keeper, QWidget* parent)
    : Strip(Tone::InfoGround, parent)
    , keeper_(keeper) {
    setObjectName(QStringLiteral("momentStrip"));
    using State = MomentKeeper::State;
    compare_ = addButton(QStringLiteral("compareWithNow"), tr("Compare with Now"));
    next_ = addButton(QStringLiteral("nextDifference"), tr("Ne&xt Difference"));
    back_ = addButton(QStringLiteral("showMoment"), tr("Show That Moment"));
    end_ = addButton(QStringLiteral("endMoment"), tr("Go On Live"));
    connect(compare_, &QPushButton::clicked, &keeper_, [this] { keeper_.show(State::Comparing); });
    connect(next_, &QPushButton::clicked, &keeper_, &MomentKeeper::goToNextDifference);
    connect(back_, &QPushButton::clicked, &keeper_, [this] { keeper_.show(State::Frozen); });
    connect(end_, &QPushButton::clicked, &keeper_, &MomentKeeper::forget);
    connect(&keeper_, &MomentKeeper::changed, this, &MomentStrip::follow);
    follow();
}

void MomentStrip::follow() {
    const auto state = keeper_.state();
    compare_->setVisible(state == MomentKeeper::State::Frozen);
    next_->setVisible(state == MomentKeeper::State::Comparing);
    back_->setVisible(state == MomentKeeper::State::Comparing);
    end_->setText(state == MomentKeeper::State::Comparing ? tr("Stop Comparing") : tr("Go On Live"));
    say(keeper_.summary());
    setVisible(state != MomentKeeper::State::Live);
}

} // namespace ipclens::ui
