// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_editor.h"

#include "core/bytes/same_segment.h"
#include "ui/hexview/hex_view.h"
#include "ui/models/words.h"
#include "ui/panels/memory_words.h"

#include <utility>

namespace ipclens::ui {
namespace {

constexpr std::size_t mostSteps = 100;
constexpr std::size_t mostKept = 32;
constexpr std::size_t bytesInWords = 4;

QString hexOf(std::span<const std::byte> bytes) {
    const auto first = bytes.first(std::min(bytes.size(), bytesInWords));
    QString text = QString::fromStdString(bytes::toText(first, bytes::TextForm::Hex));
    if (bytes.size() > bytesInWords) text += QStringLiteral(" \u2026");
    return text;
}

void keep(auto& steps, auto step) {
    steps.push_back(std::move(step));
    if (steps.size() > mostSteps) steps.erase(steps.begin());
}

} // namespace

MemoryEditor::MemoryEditor(Session& session, HexView& view, QObject* parent)
    : QObject(parent)
    , view_(view)
    , operations_(session, this) {
    connect(&view_, &HexView::editsChanged, this, &MemoryEditor::onEdits);
    connect(&view_, &HexView::typingRefused, this,
            [this](const QString& why) { emit message(Severity::Warning, why.isEmpty() ? whyLocked() : why); });
}

void MemoryEditor::leave() {
    if (segment_.id.value < 0) return;
    if (view_.edits().isEmpty() && done_.empty() && undone_.empty()) {
        kept_.erase(segment_.id.value);
        return;
    }
    if (!view_.edits().isEmpty()) {
        emit message(Severity::Info, tr("What was typed over and not written waits until you come back: %1")
                                         .arg(words::counted(waiting(), tr("byte"), tr("bytes"))));
    }
    kept_[segment_.id.value] = {segment_, view_.edits(), std::move(done_), std::move(undone_), ++turns_};
    if (kept_.size() > mostKept) forgetOldest();
}

void MemoryEditor::forgetOldest() {
    auto oldest = kept_.end();
    for (auto kept = kept_.begin(); kept != kept_.end(); ++kept) {
        // What was typed and is not written yet was promised to wait
        if (!kept->second.edits.isEmpty()) continue;
        if (oldest == kept_.end() || kept->second.turn < oldest->second.turn) oldest = kept;
    }
    if (oldest != kept_.end()) kept_.erase(oldest);
}

void MemoryEditor::enter(const SegmentInfo& segment) {
    segment_ = segment;
    open_ = false;
    writing_ = false;
    failed_ = false;
    obstacle_ = tr("No byte of it has been read yet.");
    endConflict();
    done_.clear();
    undone_.clear();
    const auto kept = kept_.find(segment.id.value);
    if (kept != kept_.end() && bytes::isSameSegment(kept->second.segment, segment)) {
        done_ = std::move(kept->second.done);
        undone_ = std::move(kept->second.undone);
        // It was open when that was typed; nothing is written by itself all the same
        open_ = !kept->second.edits.isEmpty();
        failed_ = open_;
        view_.setEdits(kept->second.edits);
        kept_.erase(kept);
    }
    follow();
}

void MemoryEditor::setObstacle(const QString& why) {
    if (why == obstacle_) return;
    obstacle_ = why;
    follow();
}

QString MemoryEditor::whyLocked() const {
    if (!obstacle_.isEmpty()) return obstacle_;
    return open_ ? QString() : tr("The lock is closed: open it to write over bytes.");
}

void MemoryEditor::setOpen(bool open) {
    if (!open && waiting() > 0) {
        emit message(Severity::Warning, tr("Write or discard what was typed before you close the lock"));
    } else {
        open_ = open;
    }
    follow();
}

void MemoryEditor::follow() {
    view_.setUnlocked(isUnlocked());
    emit changed();
}

QString MemoryEditor::edit(std::uint64_t offset, std::span<const std::byte> bytes) {
    if (!isUnlocked()) return whyLocked();
    return view_.typeOver(offset, bytes);
}

void MemoryEditor::setWritesAtOnce(bool atOnce) {
    atOnce_ = atOnce;
    emit changed();
}

std::size_t MemoryEditor::waiting() const {
    return view_.edits().count();
}

void MemoryEditor::onEdits() {
    failed_ = failed_ && waiting() > 0 && !isUnlocked();
    if (atOnce_ && waiting() > 0 && !view_.isHalfTyped() && !writing_ && !failed_ && isUnlocked()) commit();
    emit changed();
}

QString MemoryEditor::summary() const {
    const auto patches = view_.edits().patches();
    if (patches.empty()) return {};
    const bytes::Patch& first = patches.front();
    std::vector<std::byte> before;
    for (std::size_t i = 0; i < first.bytes.size(); ++i) {
        const auto value = view_.cache().at(first.offset + i);
        if (!value) break;
        before.push_back(*value);
    }
    // What is out of sight lives on unseen: what it is now can't be told
    const QString was = before.size() == first.bytes.size() ? hexOf(before) : QStringLiteral("?");
    QString text = tr("%1 typed over, not written yet").arg(words::counted(waiting(), tr("byte"), tr("bytes")));
    text += QStringLiteral(" \u00b7 0x%1: %2 \u2192 %3").arg(first.offset, 0, 16).arg(was, hexOf(first.bytes));
    if (patches.size() > 1) text += QLatin1Char(' ') + tr("and elsewhere");
    return text;
}

std::optional<Operation> MemoryEditor::pendingWrite() const {
    if (waiting() == 0) return std::nullopt;
    operation::WriteBytes write{segment_, {}};
    for (const bytes::Patch& patch : view_.edits().patches())
        write.replacements.push_back({patch, {}});
    return write;
}

void MemoryEditor::commit() {
    const auto write = pendingWrite();
    if (writing_ || !write || !isUnlocked()) return;
    const auto patches = view_.edits().patches();
    const std::size_t steps = view_.edits().steps();
    view_.sealEdits();
    endConflict();
    writing_ = true;
    operations_.run(*write, [this, steps, patches](const Operation& operation, const Outcome& outcome) {
        const auto& written = std::get<operation::WriteBytes>(operation).segment;
        if (written.id == segment_.id && writing_) finishCommit(outcome, steps, patches);
    });
    emit changed();
}

void MemoryEditor::finishCommit(const Outcome& outcome, std::size_t steps, const std::vector<bytes::Patch>& patches) {
    writing_ = false;
    failed_ = outcome.error.has_value();
    if (outcome.error) {
        emit message(Severity::Error, memory_words::error(*outcome.error));
        emit changed();
        return;
    }
    keep(done_, Step{outcome.overwritten.before, patches});
    undone_.clear();
    // Tells editsChanged: what was typed meanwhile goes on from there
    view_.settle(patches, steps);
}

void MemoryEditor::discard() {
    view_.discardEdits();
}

bool MemoryEditor::canUndo() const {
    return isUnlocked() && !writing_ && (view_.edits().canUndo() || !done_.empty());
}

bool MemoryEditor::canRedo() const {
    return isUnlocked() && !writing_ && (view_.edits().canRedo() || !undone_.empty());
}

void MemoryEditor::undo() {
    if (!canUndo() || view_.undoTyping()) return;
    if (!done_.empty()) revert(Way::Back, false);
}

void MemoryEditor::redo() {
    if (!canRedo() || view_.redoTyping()) return;
    if (!undone_.empty()) revert(Way::Again, false);
}

void MemoryEditor::revert(Way way, bool whateverIsThere) {
    const Step step = way == Way::Back ? done_.back() : undone_.back();
    const auto& put = way == Way::Back ? step.before : step.after;
    const auto& there = way == Way::Back ? step.after : step.before;
    operation::WriteBytes write{segment_, {}};
    for (std::size_t i = 0; i < put.size(); ++i)
        write.replacements.push_back({put[i], whateverIsThere ? std::vector<std::byte>{} : there[i].bytes});
    endConflict();
    writing_ = true;
    operations_.run(write, [this, way, step](const Operation& operation, const Outcome& outcome) {
        const auto& written = std::get<operation::WriteBytes>(operation).segment;
        if (written.id == segment_.id && writing_) finishRevert(outcome, way, step);
    });
    emit changed();
}

void MemoryEditor::finishRevert(const Outcome& outcome, Way way, const Step& step) {
    writing_ = false;
    if (outcome.error) {
        emit message(Severity::Error, memory_words::error(*outcome.error));
    } else if (!outcome.overwritten.written) {
        const auto& ours = way == Way::Back ? step.after : step.before;
        std::size_t place = 0;
        while (place + 1 < ours.size() && outcome.overwritten.before[place] == ours[place])
            ++place;
        conflictWay_ = way;
        conflict_ = tr("At 0x%1 stands %2 now, not the %3 that was left there: somebody else has written.")
                        .arg(ours[place].offset, 0, 16)
                        .arg(hexOf(outcome.overwritten.before[place].bytes), hexOf(ours[place].bytes));
    } else {
        auto& from = way == Way::Back ? done_ : undone_;
        auto& to = way == Way::Back ? undone_ : done_;
        from.pop_back();
        keep(to, step);
        view_.settle(way == Way::Back ? step.before : step.after, 0);
        view_.goTo(step.after.front().offset);
    }
    emit changed();
}

void MemoryEditor::resolveConflict(bool writeAnyway) {
    if (!conflictWay_ || writing_) return;
    const Way way = *conflictWay_;
    // Nothing was written since: the step that met the conflict is still the last one
    if (writeAnyway && isUnlocked()) return revert(way, true);
    if (writeAnyway) return emit message(Severity::Warning, whyLocked());
    endConflict();
    (way == Way::Back ? done_ : undone_).pop_back();
    emit changed();
}

void MemoryEditor::endConflict() {
    conflict_.clear();
    conflictWay_.reset();
}

} // namespace ipclens::ui
