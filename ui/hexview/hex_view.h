// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/text_form.h"
#include "ui/hexview/byte_cache.h"
#include "ui/hexview/hex_form.h"
#include "ui/hexview/hex_layout.h"
#include "ui/hexview/hex_painter.h"
#include "ui/hexview/moment.h"
#include "ui/hexview/pending_edits.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <vector>

class QMenu;

namespace ipclens::ui {

/// A place that has a name.
struct HexMark {
    std::uint64_t offset = 0;
    QString name;

    bool operator==(const HexMark&) const = default;
};

/// Shows bytes of any size as offset | hex | text. It holds only what is in sight and a page around it: it tells which
/// bytes it wants, paints what it was given, and marks what it does not have as unknown. Nothing here reads or writes
/// anything: what is typed over the bytes, where that is allowed, is marked and waits to be taken.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HexView(QWidget* parent = nullptr);

    /// Room beside the bytes, for what belongs to them.
    using QAbstractScrollArea::setViewportMargins;

    /// Shows something else, of this many bytes: from its start, with no byte known.
    void setSize(std::uint64_t size);
    /// What is shown has become longer or shorter. The rest stays as it is: what was typed beyond the end too, out of
    /// sight.
    void changeSize(std::uint64_t size);
    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// Bytes of one sample; replaces those before. Bytes that differ from the sample before glow for a second.
    void setBytes(std::uint64_t offset, std::span<const std::byte> bytes, ByteCache::Clock::time_point sampledAt);
    /// No byte is known any more.
    void clearBytes();
    [[nodiscard]] const ByteCache& cache() const { return cache_; }

    /// The bytes it wants to be given: those in sight, and about a page before and after.
    [[nodiscard]] ByteRange wantedRange() const { return wanted_; }

    void setForm(const HexForm& form);
    [[nodiscard]] const HexForm& form() const { return form_; }
    [[nodiscard]] const HexLayout& hexLayout() const { return layout_; }
    [[nodiscard]] std::uint64_t topLine() const { return topLine_; }

    [[nodiscard]] std::uint64_t cursor() const { return cursor_; }
    /// From the anchor to the cursor, both included: one byte where nothing more is selected, none of no bytes.
    [[nodiscard]] ByteRange selection() const;
    /// Puts the cursor on a byte (past the end: on the last one) and shows it.
    void goTo(std::uint64_t offset);
    void select(ByteRange range);

    /// Puts the selection onto the clipboard. Where not all of it is at hand, asks for it by copyNeedsBytes.
    void copySelection(bytes::TextForm form);

    /// Whether keys and the clipboard write over bytes.
    void setUnlocked(bool unlocked);
    [[nodiscard]] bool isUnlocked() const { return unlocked_; }
    /// What was typed and is not written yet.
    [[nodiscard]] const PendingEdits& edits() const { return edits_; }
    void setEdits(const PendingEdits& edits);
    /// The byte under the cursor has only its first digit yet.
    [[nodiscard]] bool isHalfTyped() const { return secondDigit_; }
    /// Puts bytes over those from `offset` on, as if typed. Gives why not, as a sentence; empty where it is done.
    /// `joinLast`: as PendingEdits::typeOver has it.
    QString typeOver(std::uint64_t offset, std::span<const std::byte> bytes, bool joinLast = false);
    /// What was typed so far is on its way to be written; settle() tells that it is.
    void sealEdits() { edits_.seal(); }
    /// The last step of typing; false where there is none.
    bool undoTyping();
    bool redoTyping();
    void discardEdits();
    /// These were written: they wait no longer, and are what is there until the next sample tells. `steps`: what
    /// edits().steps() was when they were taken.
    void settle(std::span<const bytes::Patch> written, std::size_t steps);

    /// Marks the bytes that differ from these; null: none.
    void setCompared(std::shared_ptr<const Moment> moment);
    /// How many bytes in sight differ from them.
    [[nodiscard]] std::uint64_t differencesInSight() const;

    /// Marks places by name, in the order of their offsets.
    void setMarks(std::vector<HexMark> marks);
    [[nodiscard]] const std::vector<HexMark>& marks() const { return marks_; }

signals:
    /// wantedRange() has changed.
    void visibleRangeChanged(quint64 offset, quint64 length);
    /// The cursor or the selection has moved.
    void selectionChanged();
    void formChanged();
    void copyNeedsBytes(quint64 offset, quint64 length, ipclens::bytes::TextForm form);
    /// edits() or isHalfTyped() have changed.
    void editsChanged();
    /// Something was typed that could not be taken; why, as a sentence. Empty: the lock is closed.
    void typingRefused(const QString& why);
    /// For those who add to the context menu, before it is shown.
    void contextMenuAsked(QMenu* menu);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void timerEvent(QTimerEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void addCopyActions();
    void addEditActions();
    void adoptLook();
    void relayout();
    void updateScrollBar();
    void setTopLine(std::uint64_t line);
    void scrollLines(std::int64_t lines);
    void onScrollBarAction(int action);
    void ensureVisible(std::uint64_t offset);
    void showColumnOf(std::uint64_t offset);
    [[nodiscard]] ByteRange seenRange() const;
    [[nodiscard]] bool isLineSeen(std::uint64_t offset) const;
    void showLineOf(std::uint64_t offset);
    enum class Wanted { WhereNeeded, Anew };
    void updateWanted(Wanted how);
    void updateBytes(const std::vector<ByteRange>& ranges);
    /// With the bytes around them that may be parts of the same characters.
    [[nodiscard]] ByteRange withNeighbours(const ByteRange& range) const;
    void updateSelection(const ByteRange& before, std::uint64_t cursorBefore);
    void advanceGlow();
    void setCursorAndAnchor(std::uint64_t cursor, std::uint64_t anchor);
    void dragTo(QPoint place);
    [[nodiscard]] std::optional<std::uint64_t> placeAfterKey(const QKeyEvent& event) const;
    [[nodiscard]] QPoint toContent(QPoint inViewport) const;
    void describeCursor();
    [[nodiscard]] QString describeByte(std::uint64_t offset) const;
    [[nodiscard]] HexScene scene() const;
    void setArea(HexLayout::Area area);
    bool typeKey(const QKeyEvent& event);
    void typeDigit(unsigned digit);
    void typeText(const QString& text);
    void paste();
    bool take(std::uint64_t offset, std::span<const std::byte> bytes, bool joinLast = false);
    void setSecondDigit(bool second);
    /// After a step of typing was undone or redone at that place; false where there was none.
    bool showStep(std::optional<std::uint64_t> place);

    HexPainter painter_;
    HexLayout layout_;
    ByteCache cache_;
    std::uint64_t size_ = 0;
    HexForm form_;
    std::uint64_t topLine_ = 0;
    std::uint64_t anchor_ = 0;
    std::uint64_t cursor_ = 0;
    ByteRange wanted_;
    ByteCache::Clock::time_point shownAt_; ///< the moment whose glow is on the screen
    QBasicTimer fade_;
    QBasicTimer dragScroll_;
    QPoint dragPlace_; ///< in the viewport
    bool settingScrollBar_ = false;
    int wheelRest_ = 0; ///< eighths of a degree that make no line yet
    bool unlocked_ = false;
    HexLayout::Area area_ = HexLayout::Area::Hex; ///< that typing goes to
    bool secondDigit_ = false;
    PendingEdits edits_;
    std::shared_ptr<const Moment> compared_;
    std::vector<HexMark> marks_;
    std::vector<std::uint64_t> markOffsets_;
};

} // namespace ipclens::ui
