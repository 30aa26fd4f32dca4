// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/hexview/byte_cache.h"
#include "ui/hexview/hex_layout.h"
#include "ui/hexview/hex_painter.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <optional>
#include <span>
#include <vector>

class QMenu;

namespace ipclens::ui {

/// The forms in which bytes can be copied.
enum class CopyForm {
    Hex,  ///< "66 72 61 6d"
    Text, ///< "fram", with a dot for each byte that is not printable ASCII
    Dump, ///< lines of offset | hex | text
};

/// Shows bytes of any size as offset | hex | text. It holds only what is in sight and a page around it: it tells which
/// bytes it wants, paints what it was given, and marks what it does not have as unknown. Nothing here reads anything.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HexView(QWidget* parent = nullptr);

    /// Room beside the bytes, for what belongs to them.
    using QAbstractScrollArea::setViewportMargins;

    /// Shows something else, of this many bytes: from its start, with no byte known.
    void setSize(std::uint64_t size);
    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// Bytes of one sample; replaces those before. Bytes that differ from the sample before glow for a second.
    void setBytes(std::uint64_t offset, std::span<const std::byte> bytes, ByteCache::Clock::time_point sampledAt);
    /// No byte is known any more.
    void clearBytes();
    [[nodiscard]] const ByteCache& cache() const { return cache_; }

    /// The bytes it wants to be given: those in sight, and about a page before and after.
    [[nodiscard]] ByteRange wantedRange() const { return wanted_; }

    /// Bytes a line: 8, 16 or 32; none: as many of these as there is room for.
    void setColumns(std::optional<int> columns);
    [[nodiscard]] std::optional<int> columns() const { return columns_; }
    [[nodiscard]] const HexLayout& hexLayout() const { return layout_; }
    [[nodiscard]] std::uint64_t topLine() const { return topLine_; }

    [[nodiscard]] std::uint64_t cursor() const { return cursor_; }
    /// From the anchor to the cursor, both included: one byte where nothing more is selected, none of no bytes.
    [[nodiscard]] ByteRange selection() const;
    /// Puts the cursor on a byte (past the end: on the last one) and shows it.
    void goTo(std::uint64_t offset);
    void select(ByteRange range);

    /// Puts the selection onto the clipboard. Where not all of it is at hand, asks for it by copyNeedsBytes.
    void copySelection(CopyForm form);
    /// Puts bytes onto the clipboard.
    static void copyBytes(std::uint64_t offset, std::span<const std::byte> bytes, CopyForm form);

signals:
    /// wantedRange() has changed.
    void visibleRangeChanged(quint64 offset, quint64 length);
    /// The cursor or the selection has moved.
    void selectionChanged();
    /// setColumns() was called, perhaps from the context menu.
    void columnsChanged();
    void copyNeedsBytes(quint64 offset, quint64 length, ipclens::ui::CopyForm form);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
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
    void addColumnActions();
    void adoptLook();
    void relayout();
    void updateScrollBar();
    void setTopLine(std::uint64_t line);
    void scrollLines(std::int64_t lines);
    void onScrollBarAction(int action);
    void ensureVisible(std::uint64_t offset);
    [[nodiscard]] ByteRange seenRange() const;
    enum class Wanted { WhereNeeded, Anew };
    void updateWanted(Wanted how);
    void updateBytes(const std::vector<ByteRange>& ranges);
    void updateSelection(const ByteRange& before, std::uint64_t cursorBefore);
    void advanceGlow();
    void setCursorAndAnchor(std::uint64_t cursor, std::uint64_t anchor);
    void dragTo(QPoint place);
    [[nodiscard]] std::optional<std::uint64_t> placeAfterKey(const QKeyEvent& event) const;
    [[nodiscard]] QPoint toContent(QPoint inViewport) const;
    void describeCursor();

    HexPainter painter_;
    HexLayout layout_;
    ByteCache cache_;
    std::uint64_t size_ = 0;
    std::optional<int> columns_;
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
    QMenu* columnsMenu_ = nullptr;
};

} // namespace ipclens::ui
