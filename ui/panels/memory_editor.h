// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/overwrite.h"
#include "core/objects/segment.h"
#include "ui/hexview/pending_edits.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace ipclens::ui {

class HexView;

/// Writing over the bytes of the segment that a hex view shows, behind a lock that is closed at first: what is typed
/// waits, marked, until it is committed, or is written at once. What was written can be taken back: the bytes that
/// stood there are written again, after a look whether there still is what was written from here.
///
/// What waits to be written, and what can be taken back, is kept for each segment as long as the window is there; what
/// came of a write reaches the segment that it was for, whichever is shown by then.
class MemoryEditor : public QObject {
    Q_OBJECT

public:
    MemoryEditor(Session& session, HexView& view, QObject* parent);

    /// Another segment is to be shown. To be called before and after the view shows it.
    void leave();
    void enter(const Segment& segment);
    /// Why the segment can't be written to, as far as the panel knows; empty: it can.
    void setObstacle(const QString& why);
    void setInfo(const Segment& segment);

    /// Whether bytes can be written over now: the lock is open, and nothing else is in the way.
    [[nodiscard]] bool isUnlocked() const { return open_ && obstacle_.isEmpty(); }
    /// Why not, as a sentence; empty where they can be.
    [[nodiscard]] QString whyLocked() const;
    /// Says why not, until that is so no longer.
    void warnLocked();
    /// Why the lock can't be opened, as a sentence; empty: it can.
    [[nodiscard]] QString obstacle() const { return obstacle_; }
    /// For others that show the same bytes: puts `bytes` over those from `offset` on, all or none, as if they had been
    /// typed into the hex view. Gives why not, as a sentence; empty where it was taken.
    QString edit(std::uint64_t offset, std::span<const std::byte> bytes);
    /// Opens or closes the lock. It stays open while something waits to be written.
    void setOpen(bool open);

    void setWritesAtOnce(bool atOnce);
    [[nodiscard]] bool writesAtOnce() const { return atOnce_; }

    /// "2 bytes typed over: 0x1a68 55 bc → 42 42".
    [[nodiscard]] QString summary() const;
    /// What a writing leaves beside the bytes, as a sentence.
    [[nodiscard]] QString traces() const;
    [[nodiscard]] std::size_t waiting() const;
    [[nodiscard]] bool isWriting() const { return shown_.writing; }
    /// What commit() would run; nothing where nothing waits.
    [[nodiscard]] std::optional<Operation> pendingWrite() const;
    /// What undo() would run; nothing where it takes back what was only typed.
    [[nodiscard]] std::optional<Operation> pendingUndo() const;
    /// What resolveConflict(true) would run.
    [[nodiscard]] std::optional<Operation> pendingResolution() const;
    void commit();
    void discard();

    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    void undo();
    void redo();
    /// What keeps the last undo or redo from being done: somebody else wrote there. Empty: nothing.
    [[nodiscard]] QString conflict() const { return conflict_; }
    /// Ends it: by writing all the same, or by leaving what is there, which can't be taken back from here any more. It
    /// ends by itself where something else is written: what was asked is then not the last step any more.
    void resolveConflict(bool writeAnyway);

signals:
    /// Anything that is told here has changed.
    void changed();
    void message(ipclens::ui::Severity severity, const QString& text);
    /// A warning that message() told is so no longer.
    void outdated(const QString& text);

private:
    /// One writing that can be taken back or made again: what stood there, and what was written.
    struct Step {
        std::vector<bytes::Patch> before;
        std::vector<bytes::Patch> after;
    };
    enum class Way { Back, Again };
    /// What goes on with one segment.
    struct Work {
        Segment segment;
        PendingEdits edits; ///< while another segment is shown; else the view has them
        std::vector<Step> done;
        std::vector<Step> undone;
        bool writing = false;
        bool failed = false;    ///< the last writing: not tried again by itself
        std::uint64_t turn = 0; ///< the higher, the later it was left
    };

    void onEdits();
    void revert(Way way, bool whateverIsThere);
    [[nodiscard]] Operation writeOf(Way way, bool whateverIsThere) const;
    [[nodiscard]] Work* workOn(const Segment& segment);
    void run(const Operation& write, std::function<void(Work&, const Outcome&)> done);
    void finishCommit(Work& work, const Outcome& outcome, std::size_t steps, const std::vector<bytes::Patch>& patches);
    void finishRevert(Work& work, const Outcome& outcome, Way way, const Step& step);
    void meetConflict(const Work& work, const Outcome& outcome, Way way, const std::vector<bytes::Patch>& ours);
    void settle(Work& work, const std::vector<bytes::Patch>& written, std::size_t steps);
    void tellFromAfar(const Work& work, const std::vector<bytes::Patch>& written);
    void endConflict();
    void forgetOldest();
    void follow();
    void warn(const QString& text);
    void endWarning();

    HexView& view_;
    OwnOperations operations_;
    Work shown_;
    std::map<ObjectId, Work> kept_;
    std::uint64_t turns_ = 0;
    QString obstacle_;
    QString conflict_;
    std::optional<Way> conflictWay_;
    QString warned_; ///< what stands in the banner of the lock, as far as it is known here
    bool open_ = false;
    bool atOnce_ = false;
};

} // namespace ipclens::ui
