// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_tools.h"

#include "ui/hexview/form_menu.h"
#include "ui/hexview/hex_view.h"
#include "ui/models/words.h"
#include "ui/panels/bookmark_bar.h"
#include "ui/panels/edit_strip.h"
#include "ui/panels/memory_header.h"
#include "ui/panels/memory_words.h"
#include "ui/widgets/copy_as_menu.h"

#include <QAction>
#include <QMenu>

#include <utility>

namespace ipclens::ui {
namespace {

/// The platform's own first, and what hands from elsewhere reach for.
QList<QKeySequence> redoKeys() {
    QList<QKeySequence> keys{QKeySequence(QKeySequence::Redo)};
    const QKeySequence other(Qt::CTRL | Qt::Key_Y);
    if (!keys.contains(other)) keys += other;
    return keys;
}

} // namespace

MemoryTools::MemoryTools(Session& session, HexView& view, MemoryHeader& header, MemorySettings& settings,
                         QWidget& panel)
    : QObject(&panel)
    , session_(session)
    , view_(view)
    , header_(header)
    , settings_(settings)
    , editor_(session, view, nullptr)
    , moments_(session, view, nullptr)
    , momentStrip_(new MomentStrip(moments_, &panel))
    , editStrip_(new EditStrip(editor_, &panel))
    , bookmarkBar_(new BookmarkBar(&panel))
    , freeze_(new QAction(tr("&Freeze"), this))
    , compare_(new QAction(tr("&Compare with This Moment"), this))
    , bookmark_(new QAction(tr("Boo&kmark Here\u2026"), this))
    , undo_(new QAction(tr("&Undo"), this))
    , redo_(new QAction(tr("&Redo"), this)) {
    view_.setForm(settings_.form());
    editor_.setWritesAtOnce(settings_.writesAtOnce());
    addActions(panel);
    connectHeader();
    connect(&view_, &HexView::formChanged, this, [this] { settings_.setForm(view_.form()); });
    connect(&view_, &HexView::contextMenuAsked, this, [this](QMenu* menu) { fillContextMenu(*menu); });
    connect(&moments_, &MomentKeeper::changed, this, &MemoryTools::updateObstacle);
    connect(&moments_, &MomentKeeper::thawed, this, &MemoryTools::thawed);
    connect(&moments_, &MomentKeeper::message, this, &MemoryTools::message);
    connect(&editor_, &MemoryEditor::message, this, &MemoryTools::message);
    connect(&editor_, &MemoryEditor::outdated, this, &MemoryTools::outdated);
    connect(&editor_, &MemoryEditor::changed, this, &MemoryTools::updateActions);
    connect(&session_, &Session::lookOnlyChanged, this, &MemoryTools::updateObstacle);
    offerCode();
    connect(bookmarkBar_, &BookmarkBar::named, this, [this](quint64 offset, const QString& name) {
        setBookmark({offset, name});
    });
    connect(bookmarkBar_, &BookmarkBar::closed, this, [this] { view_.setFocus(Qt::OtherFocusReason); });
    // A button that goes off as it is used would give the focus to whatever comes next
    connect(editStrip_, &EditStrip::used, this, [this] { view_.setFocus(Qt::OtherFocusReason); });
    updateActions();
}

void MemoryTools::offerCode() {
    const auto code = [this](CopyAsMenu::OperationSource source) -> CopyAsMenu& {
        auto* menu = CopyAsMenu::ofOperation(session_, std::move(source), editStrip_);
        connect(menu, &CopyAsMenu::message, this, &MemoryTools::message);
        return *menu;
    };
    editStrip_->offerCode(code([this] { return editor_.pendingWrite(); }),
                          code([this] { return editor_.pendingUndo(); }),
                          code([this] { return editor_.pendingResolution(); }));
}

QList<QWidget*> MemoryTools::strips() const {
    return {momentStrip_, editStrip_, bookmarkBar_};
}

void MemoryTools::addActions(QWidget& panel) {
    using State = MomentKeeper::State;
    freeze_->setCheckable(true);
    freeze_->setShortcut(Qt::Key_F8);
    bookmark_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_B));
    undo_->setShortcut(QKeySequence::Undo);
    redo_->setShortcuts(redoKeys());
    connect(freeze_, &QAction::triggered, this, [this](bool on) {
        // Checked once the moment is there
        freeze_->setChecked(moments_.state() == State::Frozen);
        on ? moments_.take(State::Frozen) : moments_.forget();
    });
    connect(compare_, &QAction::triggered, this, [this] { moments_.take(State::Comparing); });
    connect(bookmark_, &QAction::triggered, this, &MemoryTools::openBookmark);
    connect(undo_, &QAction::triggered, &editor_, &MemoryEditor::undo);
    connect(redo_, &QAction::triggered, &editor_, &MemoryEditor::redo);
    for (QAction* action : {freeze_, compare_, bookmark_, undo_, redo_}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        panel.addAction(action);
    }
}

void MemoryTools::connectHeader() {
    QMenu& menu = header_.viewMenu();
    addFormActions(menu, view_);
    menu.addSeparator();
    menu.addAction(freeze_);
    menu.addAction(compare_);
    menu.addSeparator();
    menu.addAction(bookmark_);
    QMenu* marks = menu.addMenu(tr("Book&marks"));
    connect(marks, &QMenu::aboutToShow, this, [this, marks] { fillBookmarks(*marks); });
    // A button that was clicked for its menu keeps the focus, where keys would open it again
    for (QMenu* used : {&header_.copyMenu(), &header_.viewMenu()}) {
        connect(used, &QMenu::triggered, this, [this] {
            if (header_.isAncestorOf(header_.window()->focusWidget())) view_.setFocus(Qt::OtherFocusReason);
        });
    }
    connect(&header_, &MemoryHeader::lockToggled, &editor_, &MemoryEditor::setOpen);
}

void MemoryTools::fillBookmarks(QMenu& menu) {
    menu.clear();
    for (const HexMark& mark : view_.marks()) {
        // As it stands: an & would be an access key
        const QString name = QString(mark.name).replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action = menu.addAction(QStringLiteral("%1\t0x%2").arg(name, QString::number(mark.offset, 16)));
        connect(action, &QAction::triggered, this, [this, mark] { view_.goTo(mark.offset); });
    }
    if (menu.isEmpty()) menu.addAction(tr("None for this segment"))->setEnabled(false);
}

void MemoryTools::fillContextMenu(QMenu& menu) {
    menu.addSeparator();
    if (editor_.isUnlocked()) {
        menu.addAction(undo_);
        menu.addAction(redo_);
        menu.addSeparator();
    }
    menu.addAction(bookmark_);
}

void MemoryTools::leave() {
    editor_.leave();
    bookmarkBar_->hide();
    if (!cutShort_.isEmpty()) emit outdated(std::exchange(cutShort_, {}));
    nothing_ = tr("No byte of it has been read yet.");
    moments_.forget();
}

void MemoryTools::enter(const Segment& segment) {
    segment_ = segment;
    moments_.setSegment(segment, false);
    view_.setMarks(bookmarks_.of(segment));
    editor_.enter(segment);
    updateObstacle();
}

void MemoryTools::take(const SegmentDetail& detail) {
    segment_ = detail.info;
    writable_ = detail.writable;
    nothing_.clear();
    moments_.setSegment(detail.info, detail.access == bytes::SegmentAccess::Attached);
    editor_.setInfo(detail.info);
    if (moments_.state() == MomentKeeper::State::Comparing) momentStrip_->follow();
    updateObstacle();
}

bool MemoryTools::followSize(std::uint64_t size) {
    const std::uint64_t before = view_.size();
    if (size == before) return false;
    view_.changeSize(size);
    if (!cutShort_.isEmpty()) emit outdated(cutShort_);
    cutShort_ = size < before ? memory_words::cutShort(before, size) : QString();
    if (!cutShort_.isEmpty()) emit message(Severity::Info, cutShort_);
    return true;
}

void MemoryTools::takeNothing(const QString& why) {
    nothing_ = why;
    updateObstacle();
}

/// Why the segment can't be changed, as a sentence; empty: it can.
QString MemoryTools::obstacle() const {
    if (!nothing_.isEmpty()) return nothing_;
    if (session_.lookOnly()) return tr("Look-only mode is on.");
    return writable_ ? QString() : memory_words::whyReadOnly(segment_);
}

void MemoryTools::updateObstacle() {
    QString why = obstacle();
    if (why.isEmpty() && moments_.state() == MomentKeeper::State::Frozen)
        why = tr("The view is frozen: what stands there now may be something else. Go on live to write.");
    editor_.setObstacle(why);
    updateActions();
    header_.setResizable(segment_.api() == Api::Posix, obstacle());
}

void MemoryTools::updateActions() {
    header_.setLock(editor_.isUnlocked(), editor_.obstacle());
    const bool shown = nothing_.isEmpty();
    for (QAction* action : {freeze_, compare_, bookmark_})
        action->setEnabled(shown && view_.size() > 0);
    freeze_->setChecked(moments_.state() == MomentKeeper::State::Frozen);
    undo_->setEnabled(editor_.canUndo());
    redo_->setEnabled(editor_.canRedo());
    if (settings_.writesAtOnce() != editor_.writesAtOnce()) settings_.setWritesAtOnce(editor_.writesAtOnce());
}

QString MemoryTools::nameAtCursor() const {
    for (const HexMark& mark : view_.marks()) {
        if (mark.offset == view_.cursor()) return mark.name;
    }
    return {};
}

void MemoryTools::openBookmark() {
    bookmarkBar_->open(view_.cursor(), nameAtCursor());
}

void MemoryTools::setBookmark(const HexMark& mark) {
    if (bookmarks_.of(segment_).size() >= Bookmarks::mostMarks && !mark.name.isEmpty())
        emit message(Severity::Warning,
                     tr("This segment has %1 bookmarks, and can have no more").arg(Bookmarks::mostMarks));
    bookmarks_.set(segment_, mark);
    view_.setMarks(bookmarks_.of(segment_));
}

} // namespace ipclens::ui
