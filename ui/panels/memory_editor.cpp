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

QString keepsOpen() {
    return MemoryEditor::tr("Write or discard what was typed before you close the lock");
}

std::size_t countOf(const std::vector<bytes::Patch>& patches) {
    std::size_t count = 0;
    for (const bytes::Patch& patch : patches)
        count += patch.bytes.size();
    return count;
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
    connect(&view_, &HexView::typingRefused, this, [this](const QString& why) {
        if (why.isEmpty()) return warnLocked();
        emit message(Severity::Warning, why);
    });
}

void MemoryEditor::leave() {
    if (shown_.segment.isNone()) return;
    warn({});
    endConflict();
    if (view_.edits().isEmpty() && shown_.done.empty() && shown_.undone.empty() && !shown_.writing) {
        kept_.erase(shown_.segment.object());
        return;
    }
    // What came of a write is told when it is there
    if (!view_.edits().isEmpty() && !shown_.writing) {
        emit message(Severity::Info, tr("What was typed over and not written waits until you come back: %1")
                                         .arg(words::counted(waiting(), tr("byte"), tr("bytes"))));
    }
    shown_.edits = view_.edits();
    shown_.turn = ++turns_;
    const ObjectId object = shown_.segment.object();
    kept_[object] = std::exchange(shown_, {});
    if (kept_.size() > mostKept) forgetOldest();
}

void MemoryEditor::forgetOldest() {
    auto oldest = kept_.end();
    for (auto kept = kept_.begin(); kept != kept_.end(); ++kept) {
        // What was typed and is not written yet was promised to wait
        if (!kept->second.edits.isEmpty() || kept->second.writing) continue;
        if (oldest == kept_.end() || kept->second.turn < oldest->second.turn) oldest = kept;
    }
    if (oldest != kept_.end()) kept_.erase(oldest);
}

void MemoryEditor::enter(const Segment& segment) {
    open_ = false;
    obstacle_ = tr("No byte of it has been read yet.");
    shown_ = {};
    const auto kept = kept_.find(segment.object());
    if (kept != kept_.end() && bytes::isSameSegment(kept->second.segment, segment)) {
        shown_ = std::move(kept->second);
        kept_.erase(kept);
        // It was open when that was typed; nothing is written by itself all the same
        open_ = !shown_.edits.isEmpty();
        shown_.failed = open_;
        view_.setEdits(std::exchange(shown_.edits, {}));
    }
    shown_.segment = segment;
    follow();
}

void MemoryEditor::setInfo(const Segment& segment) {
    const bool resized = segment.size() != shown_.segment.size();
    shown_.segment = segment;
    if (resized) emit changed();
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

void MemoryEditor::warnLocked() {
    warn(whyLocked());
}

void MemoryEditor::setOpen(bool open) {
    if (!open && waiting() > 0) {
        warn(keepsOpen());
    } else {
        open_ = open;
    }
    follow();
}

void MemoryEditor::follow() {
    view_.setUnlocked(isUnlocked());
    endWarning();
    emit changed();
}

void MemoryEditor::warn(const QString& text) {
    if (!warned_.isEmpty() && text != warned_) emit outdated(warned_);
    warned_ = text;
    if (!text.isEmpty()) emit message(Severity::Warning, text);
}

/// What was said of a state that is over would stand there as if it still was.
void MemoryEditor::endWarning() {
    const bool holds = warned_ == whyLocked() || (warned_ == keepsOpen() && waiting() > 0);
    if (!holds) warn({});
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
    shown_.failed = shown_.failed && waiting() > 0 && !isUnlocked();
    const bool mayWrite = !shown_.writing && !shown_.failed && isUnlocked();
    if (atOnce_ && waiting() > 0 && !view_.isHalfTyped() && mayWrite) commit();
    endWarning();
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
    if (const std::size_t beyond = view_.edits().countFrom(shown_.segment.size()); beyond > 0) {
        text += QStringLiteral(" \u00b7 ");
        text += tr("%1 beyond the end, where the segment was cut short").arg(words::count(beyond));
    }
    text += QStringLiteral(" \u00b7 0x%1: %2 \u2192 %3").arg(first.offset, 0, 16).arg(was, hexOf(first.bytes));
    if (patches.size() > 1) text += QLatin1Char(' ') + tr("and elsewhere");
    return text;
}

QString MemoryEditor::traces() const {
    return memory_words::tracesOfWriting(shown_.segment.api());
}

std::optional<Operation> MemoryEditor::pendingWrite() const {
    if (waiting() == 0) return std::nullopt;
    operation::WriteBytes write{shown_.segment, {}};
    for (const bytes::Patch& patch : view_.edits().patches())
        write.replacements.push_back({patch, {}});
    return write;
}

void MemoryEditor::commit() {
    const auto write = pendingWrite();
    if (shown_.writing || !write || !isUnlocked()) return;
    const auto patches = view_.edits().patches();
    const std::size_t steps = view_.edits().steps();
    view_.sealEdits();
    run(*write,
        [this, steps, patches](Work& work, const Outcome& outcome) { finishCommit(work, outcome, steps, patches); });
}

void MemoryEditor::run(const Operation& write, std::function<void(Work&, const Outcome&)> done) {
    endConflict();
    shown_.writing = true;
    operations_.run(write, [this, done = std::move(done)](const Operation& operation, const Outcome& outcome) {
        Work* work = workOn(std::get<operation::WriteBytes>(operation).segment);
        if (work != nullptr) work->writing = false;
        if (outcome.error) emit message(Severity::Error, memory_words::error(*outcome.error));
        if (work != nullptr) done(*work, outcome);
        emit changed();
    });
    emit changed();
}

/// A write under way is not forgotten, so it is there unless its id or name is another segment's by now.
MemoryEditor::Work* MemoryEditor::workOn(const Segment& segment) {
    const auto isOn = [&](const Work& work) {
        return work.segment.object() == segment.object() && work.writing && bytes::isSameSegment(segment, work.segment);
    };
    if (isOn(shown_)) return &shown_;
    const auto kept = kept_.find(segment.object());
    return kept != kept_.end() && isOn(kept->second) ? &kept->second : nullptr;
}

void MemoryEditor::finishCommit(Work& work, const Outcome& outcome, std::size_t steps,
                                const std::vector<bytes::Patch>& patches) {
    work.failed = outcome.error.has_value();
    if (outcome.error) return;
    keep(work.done, Step{outcome.overwritten.before, patches});
    work.undone.clear();
    settle(work, patches, steps);
}

void MemoryEditor::settle(Work& work, const std::vector<bytes::Patch>& written, std::size_t steps) {
    // Tells editsChanged: what was typed meanwhile goes on from there
    if (&work == &shown_) return view_.settle(written, steps);
    work.edits.settle(written, steps);
    tellFromAfar(work, written);
}

/// Where the segment is shown, its bytes tell.
void MemoryEditor::tellFromAfar(const Work& work, const std::vector<bytes::Patch>& written) {
    QString text =
        tr("%1: %2 written")
            .arg(words::object(work.segment.object()), words::counted(countOf(written), tr("byte"), tr("bytes")));
    if (!work.edits.isEmpty()) {
        text +=
            QLatin1Char(' ') +
            tr("(%1 typed since, not written yet)").arg(words::counted(work.edits.count(), tr("byte"), tr("bytes")));
    }
    emit message(Severity::Success, text);
}

void MemoryEditor::discard() {
    view_.discardEdits();
}

bool MemoryEditor::canUndo() const {
    return isUnlocked() && !shown_.writing && (view_.edits().canUndo() || !shown_.done.empty());
}

bool MemoryEditor::canRedo() const {
    return isUnlocked() && !shown_.writing && (view_.edits().canRedo() || !shown_.undone.empty());
}

void MemoryEditor::undo() {
    if (!canUndo() || view_.undoTyping()) return;
    if (!shown_.done.empty()) revert(Way::Back, false);
}

void MemoryEditor::redo() {
    if (!canRedo() || view_.redoTyping()) return;
    if (!shown_.undone.empty()) revert(Way::Again, false);
}

std::optional<Operation> MemoryEditor::pendingUndo() const {
    if (view_.edits().canUndo() || shown_.done.empty()) return std::nullopt;
    return writeOf(Way::Back, false);
}

std::optional<Operation> MemoryEditor::pendingResolution() const {
    if (!conflictWay_) return std::nullopt;
    return writeOf(*conflictWay_, true);
}

Operation MemoryEditor::writeOf(Way way, bool whateverIsThere) const {
    const Step& step = way == Way::Back ? shown_.done.back() : shown_.undone.back();
    const auto& put = way == Way::Back ? step.before : step.after;
    const auto& there = way == Way::Back ? step.after : step.before;
    operation::WriteBytes write{shown_.segment, {}};
    for (std::size_t i = 0; i < put.size(); ++i)
        write.replacements.push_back({put[i], whateverIsThere ? std::vector<std::byte>{} : there[i].bytes});
    return write;
}

void MemoryEditor::revert(Way way, bool whateverIsThere) {
    const Step step = way == Way::Back ? shown_.done.back() : shown_.undone.back();
    run(writeOf(way, whateverIsThere),
        [this, way, step](Work& work, const Outcome& outcome) { finishRevert(work, outcome, way, step); });
}

void MemoryEditor::finishRevert(Work& work, const Outcome& outcome, Way way, const Step& step) {
    if (outcome.error) return;
    if (!outcome.overwritten.written)
        return meetConflict(work, outcome, way, way == Way::Back ? step.after : step.before);
    auto& from = way == Way::Back ? work.done : work.undone;
    auto& to = way == Way::Back ? work.undone : work.done;
    from.pop_back();
    keep(to, step);
    settle(work, way == Way::Back ? step.before : step.after, 0);
    if (&work == &shown_) view_.goTo(step.after.front().offset);
}

void MemoryEditor::meetConflict(const Work& work, const Outcome& outcome, Way way,
                                const std::vector<bytes::Patch>& ours) {
    const auto& there = outcome.overwritten.before;
    std::size_t place = 0;
    while (place + 1 < ours.size() && there[place] == ours[place])
        ++place;
    const QString why = tr("At 0x%1 stands %2 now, not the %3 that was left there: somebody else has written.")
                            .arg(ours[place].offset, 0, 16)
                            .arg(hexOf(there[place].bytes), hexOf(ours[place].bytes));
    if (&work != &shown_) {
        // The step is there still: who comes back can ask again
        const QString name = words::object(work.segment.object());
        return emit message(Severity::Warning, tr("%1: nothing was written. %2").arg(name, why));
    }
    conflictWay_ = way;
    conflict_ = why;
}

void MemoryEditor::resolveConflict(bool writeAnyway) {
    if (!conflictWay_ || shown_.writing) return;
    const Way way = *conflictWay_;
    // Nothing was written since: the step that met the conflict is still the last one
    if (writeAnyway && isUnlocked()) return revert(way, true);
    if (writeAnyway) return warnLocked();
    endConflict();
    (way == Way::Back ? shown_.done : shown_.undone).pop_back();
    emit changed();
}

void MemoryEditor::endConflict() {
    conflict_.clear();
    conflictWay_.reset();
}

} // namespace ipclens::ui
