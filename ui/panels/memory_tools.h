// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/memory_editor.h"
#include "ui/panels/memory_settings.h"
#include "ui/panels/moment_keeper.h"
#include "ui/panels/panel.h"

#include <QObject>

class QAction;
class QMenu;

namespace ipclens::ui {

class BookmarkBar;
class EditStrip;
class MemoryHeader;

/// All that a person can do with the bytes of a segment beside looking at them: how they are shown, bookmarks, moments,
/// and writing over them.
class MemoryTools : public QObject {
    Q_OBJECT

public:
    MemoryTools(Session& session, HexView& view, MemoryHeader& header, MemorySettings& settings, QWidget& panel);

    /// The lines that stand above the bytes while there is something to say.
    [[nodiscard]] QList<QWidget*> strips() const;
    [[nodiscard]] MemoryEditor& editor() { return editor_; }
    /// The bytes of a moment, where the view is frozen to it.
    [[nodiscard]] std::shared_ptr<const Moment> frozen() const { return moments_.shown(); }

    /// Around a change of the segment that is shown.
    void leave();
    void enter(const Segment& segment);
    /// A sample has come, and its bytes are shown.
    void take(const SegmentDetail& detail);
    /// A POSIX segment may have become longer or shorter: the view does too. Whether it has.
    bool followSize(std::uint64_t size);
    /// No bytes are shown; why, as a sentence.
    void takeNothing(const QString& why);

signals:
    void thawed();
    void message(ipclens::ui::Severity severity, const QString& text);
    void outdated(const QString& text);

private:
    void connectHeader();
    void offerCode();
    void addActions(QWidget& panel);
    void fillContextMenu(QMenu& menu);
    void fillBookmarks(QMenu& menu);
    [[nodiscard]] QString obstacle() const;
    void updateObstacle();
    void updateActions();
    void openBookmark();
    void setBookmark(const HexMark& mark);
    [[nodiscard]] QString nameAtCursor() const;

    Session& session_;
    HexView& view_;
    MemoryHeader& header_;
    MemorySettings& settings_;
    Bookmarks bookmarks_;
    MemoryEditor editor_;
    MomentKeeper moments_;
    MomentStrip* momentStrip_;
    EditStrip* editStrip_;
    BookmarkBar* bookmarkBar_;
    Segment segment_;
    bool writable_ = false;
    QString cutShort_; ///< what was said of its size, while that is so
    QString nothing_;  ///< why no bytes are shown; empty where they are

    QAction* freeze_;
    QAction* compare_;
    QAction* bookmark_;
    QAction* undo_;
    QAction* redo_;
};

} // namespace ipclens::ui
