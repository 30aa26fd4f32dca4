// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/whole_segment.h"

#include "ui/hexview/change_map_bar.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/find_bar.h"
#include "ui/panels/memory_header.h"
#include "ui/panels/segment_files.h"
#include "ui/widgets/action_button.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QPushButton>

namespace ipclens::ui {

WholeSegment::WholeSegment(Session& session, HexView& view, MemoryHeader& header, QWidget* panel)
    : QObject(panel)
    , view_(view)
    , find_(new FindBar(session, view, panel))
    , files_(new SegmentFiles(session, view, panel))
    , map_(new ChangeMapBar(&view)) {
    const auto add = [&](const QString& text, const QKeySequence& key, auto&& then) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        // While the panel is in sight, wherever else in the window one is: no other part of it has these keys
        action->setShortcutContext(Qt::WindowShortcut);
        connect(action, &QAction::triggered, find_, then);
        panel->addAction(action);
        actions_ += action;
        return action;
    };
    QAction* find = add(tr("Find\u2026"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), &FindBar::open);
    add(tr("Find next"), QKeySequence(Qt::Key_F3), &FindBar::findNext);
    add(tr("Find previous"), QKeySequence(Qt::SHIFT | Qt::Key_F3), &FindBar::findPrevious);

    auto* findButton = new ActionButton(find->text(), nullptr, ActionButton::Look::Plain, &header);
    findButton->setObjectName(QStringLiteral("find"));
    findButton->setToolTip(tr("Find bytes, text and numbers in the whole segment (%1)")
                               .arg(find->shortcut().toString(QKeySequence::NativeText)));
    connect(findButton, &QPushButton::clicked, find, &QAction::trigger);
    auto* fileButton = new ActionButton(tr("Fi&le"), &files_->menu(), ActionButton::Look::Plain, &header);
    fileButton->setObjectName(QStringLiteral("file"));
    for (ActionButton* button : {findButton, fileButton}) {
        header.addButton(button);
        buttons_ += button;
    }
    connect(files_, &SegmentFiles::message, this, &WholeSegment::message);
    connect(map_, &ChangeMapBar::offsetChosen, &view_, &HexView::goTo);
    view_.setViewportMargins(0, 0, map_->sizeHint().width(), 0);
    view_.viewport()->installEventFilter(this);
    placeMap();
    takeNothing();
}

QWidget* WholeSegment::strip() const {
    return find_;
}

void WholeSegment::setSegment(const Segment& segment) {
    find_->setSegment(segment);
    files_->setSegment(segment);
    map_->setMap(nullptr);
    takeNothing();
}

void WholeSegment::take(const SegmentDetail& detail, std::uint64_t own) {
    const bool attached = detail.access == bytes::SegmentAccess::Attached;
    find_->setAttached(attached);
    files_->setAttached(attached);
    files_->setSegment(detail.info, own);
    map_->setMap(detail.changes);
    setUsable(detail.access && detail.info.size() > 0);
}

void WholeSegment::takeNothing() {
    setUsable(false);
    find_->hide();
}

void WholeSegment::setLocked(const QString& why) {
    files_->setLoadObstacle(why);
}

bool WholeSegment::tells(OperationId operation) const {
    return find_->tells(operation);
}

void WholeSegment::setUsable(bool usable) {
    for (QAction* action : actions_)
        action->setEnabled(usable);
    for (QWidget* button : buttons_)
        button->setEnabled(usable);
    files_->setBytesShown(usable);
}

/// Between the bytes and the scroll bar, in the room that the view leaves for it.
void WholeSegment::placeMap() {
    const QRect bytes = view_.viewport()->geometry();
    map_->setGeometry(bytes.right() + 1, bytes.top(), map_->sizeHint().width(), bytes.height());
}

bool WholeSegment::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move) placeMap();
    return QObject::eventFilter(watched, event);
}

} // namespace ipclens::ui
