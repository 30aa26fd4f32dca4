// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/window_tool_bar.h"

#include "ui/theme.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/filter_line.h"
#include "ui/window_actions.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace ipclens::ui {

using Look = ActionButton::Look;

WindowToolBar::WindowToolBar(WindowActions& actions, QWidget* parent)
    : QWidget(parent)
    , actions_(actions)
    , filter_(new FilterLine(this)) {
    setObjectName(QStringLiteral("toolBar"));
    auto* create = new ActionButton(tr("New"), actions.makeCreateMenu(this), Look::Main, this);
    create->setObjectName(QStringLiteral("newButton"));
    create->setIconName(QStringLiteral("plus"));
    const auto followCreate = [create, action = actions.create.front()] {
        create->setEnabled(action->isEnabled());
        create->setToolTip(action->isEnabled() ? tr("Make a new object") : action->toolTip());
    };
    connect(actions.create.front(), &QAction::changed, create, followCreate);
    followCreate();
    auto* change = new ActionButton(actions.change, Look::Plain, this);
    auto* remove = new ActionButton(actions.remove, Look::Danger, this);
    remove->setCaption(tr("Remove"));
    live_ = new ActionButton(QString(), actions.makeLiveMenu(this), Look::Plain, this);
    live_->setObjectName(QStringLiteral("liveButton"));
    live_->setToolTip(tr("How often to look"));
    pause_ = new ActionButton(actions.pause, Look::Plain, this);
    pause_->setIconOnly();
    auto* refresh = new ActionButton(actions.refresh, Look::Plain, this);
    refresh->setIconName(QStringLiteral("refresh"));
    refresh->setIconOnly();
    auto* lookOnly = new ActionButton(actions.lookOnly, Look::Plain, this);
    lookOnly->setIconName(QStringLiteral("look"));

    filter_->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
    filter_->setMaximumWidth(fontMetrics().averageCharWidth() * 62);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 7, 10, 8);
    layout->setSpacing(6);
    for (QWidget* button :
         {static_cast<QWidget*>(create), static_cast<QWidget*>(change), static_cast<QWidget*>(remove)})
        layout->addWidget(button);
    layout->addSpacing(12);
    for (ActionButton* button : {live_, pause_, refresh})
        layout->addWidget(button);
    layout->addSpacing(12);
    layout->addWidget(lookOnly);
    layout->addStretch(1);
    layout->addWidget(filter_, 4);

    connect(&actions, &WindowActions::liveTextChanged, this, &WindowToolBar::showLive);
    showLive();
}

void WindowToolBar::addFirst(QWidget* button) {
    auto* row = qobject_cast<QHBoxLayout*>(layout());
    row->insertSpacing(0, 12);
    row->insertWidget(0, button);
}

void WindowToolBar::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::Toolbar, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), toneColor(Tone::Separator, palette()));
}

void WindowToolBar::showLive() {
    const bool paused = actions_.pause->isChecked();
    live_->setCaption(actions_.liveText());
    live_->setAccessibleName(actions_.liveText());
    pause_->setIconName(paused ? QStringLiteral("resume") : QStringLiteral("pause"));
}

} // namespace ipclens::ui
