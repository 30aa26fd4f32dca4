// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/window_actions.h"

#include "ui/settings.h"
#include "ui/widgets/side_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QMenu>
#include <QVariant>
#include <QWidget>

namespace ipclens::ui {
namespace {

QString hertzText(double hertz) {
    return WindowActions::tr("%1 Hz").arg(QString::number(hertz));
}

QString whyNot(const WindowActions::Situation& situation, bool one) {
    if (situation.lookOnly) return WindowActions::tr("Off in look-only mode: nothing here can be changed");
    if (situation.chosen == 0) return WindowActions::tr("Choose an object first");
    if (one && situation.chosen > 1) return WindowActions::tr("Choose one object alone");
    return {};
}

/// The tool tip says what the action does and its key, or why it can't be done now.
void setPossible(QAction* action, const QString& whyNot, const QString& what) {
    action->setEnabled(whyNot.isEmpty());
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString hint = keys.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, keys);
    action->setToolTip(whyNot.isEmpty() ? hint : whyNot);
    action->setStatusTip(QString());
}

} // namespace

WindowActions::WindowActions(QWidget* window)
    : QObject(window)
    , window_(window) {
    addObjectActions();
    addViewActions();
    addPlaces();
    addRates();
    themes = new QActionGroup(this);
    addChoice(themes, tr("As the system"), {}, static_cast<int>(Theme::System));
    addChoice(themes, tr("Light"), {}, static_cast<int>(Theme::Light));
    addChoice(themes, tr("Dark"), {}, static_cast<int>(Theme::Dark));
    update({});
}

void WindowActions::update(Situation situation) {
    if (updated_ && situation == situation_) return;
    updated_ = true;
    situation_ = situation;
    const QString lookOnlyReason = situation.lookOnly ? whyNot(situation, false) : QString();
    for (QAction* action : create)
        setPossible(action, lookOnlyReason, tr("Make a new object"));
    setPossible(change, whyNot(situation, true), tr("Change owner, mode and more"));
    setPossible(remove, whyNot(situation, false), tr("Remove the chosen objects; asks first"));
    const QString onlySets =
        situation.isSet ? QString() : tr("Choose one semaphore set: other objects are always followed");
    setPossible(pin, onlySets, tr("Read its values while it is not seen too, so that its last minute has no gap"));
    pin->setChecked(situation.pinned);
    Situation copying = situation;
    copying.lookOnly = false;
    for (QAction* action : {copyKey, copyName, copyCommand})
        setPossible(action, whyNot(copying, false), action->text());
    const QString noId = situation.withId ? QString() : tr("POSIX objects have a name and no id");
    setPossible(copyId, situation.chosen == 0 ? whyNot(copying, false) : noId, copyId->text());
}

QString WindowActions::liveText() const {
    if (pause->isChecked()) return tr("Paused");
    const QAction* rate = rates->checkedAction();
    return tr("Live \u00b7 %1").arg(hertzText(rate == nullptr ? defaultRate : rate->data().toDouble()));
}

void WindowActions::setRate(double hertz) {
    for (QAction* action : rates->actions()) {
        if (action->data().toDouble() == hertz) action->setChecked(true);
    }
    emit liveTextChanged();
}

QMenu* WindowActions::makeCreateMenu(QWidget* parent) const {
    auto* menu = new QMenu(tr("&New"), parent);
    for (QAction* action : create)
        menu->addAction(action);
    return menu;
}

QMenu* WindowActions::makeLiveMenu(QWidget* parent) const {
    auto* menu = new QMenu(tr("Li&ve"), parent);
    menu->addAction(pause);
    menu->addAction(refresh);
    menu->addSeparator();
    menu->addActions(rates->actions());
    return menu;
}

QMenu* WindowActions::makeThemeMenu(QWidget* parent) const {
    auto* menu = new QMenu(tr("&Theme"), parent);
    menu->addActions(themes->actions());
    return menu;
}

QAction* WindowActions::add(const QString& text, const QString& shortcut, const QString& name) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    if (!shortcut.isEmpty()) action->setShortcut(QKeySequence(shortcut, QKeySequence::PortableText));
    window_->addAction(action);
    return action;
}

QAction* WindowActions::addChoice(QActionGroup* group, const QString& text, const QString& shortcut,
                                  const QVariant& data) {
    QAction* action = add(text, shortcut, {});
    action->setCheckable(true);
    action->setData(data);
    group->addAction(action);
    return action;
}

void WindowActions::addObjectActions() {
    create = {add(tr("&Semaphore\u2026"), QStringLiteral("Ctrl+N"), QStringLiteral("createSemaphoreSet")),
              add(tr("Shared &memory\u2026"), QStringLiteral("Ctrl+Shift+N"), QStringLiteral("createSharedMemory")),
              add(tr("Message &queue\u2026"), QStringLiteral("Ctrl+Alt+N"), QStringLiteral("createMessageQueue"))};
    change = add(tr("&Change\u2026"), QStringLiteral("Ctrl+E"), QStringLiteral("change"));
    remove = add(tr("&Remove\u2026"), QStringLiteral("Delete"), QStringLiteral("remove"));
    pin = add(tr("Keep reading &values"), {}, QStringLiteral("pin"));
    pin->setCheckable(true);
    copyKey = add(tr("Copy &key or name"), {}, QStringLiteral("copyKey"));
    copyId = add(tr("Copy &id"), {}, QStringLiteral("copyId"));
    copyName = add(tr("Copy as the command &line names it"), QStringLiteral("Ctrl+C"), QStringLiteral("copyName"));
    copyCommand = add(tr("Copy the c&ommand that shows it"), {}, QStringLiteral("copyCommand"));
}

void WindowActions::addViewActions() {
    pause = add(tr("&Pause"), QStringLiteral("Space"), QStringLiteral("pause"));
    pause->setCheckable(true);
    connect(pause, &QAction::toggled, this, &WindowActions::liveTextChanged);
    refresh = add(tr("&Refresh now"), QStringLiteral("F5"), QStringLiteral("refresh"));
    lookOnly = add(tr("Look &only"), QStringLiteral("Ctrl+L"), QStringLiteral("lookOnly"));
    lookOnly->setCheckable(true);
    lookOnly->setToolTip(tr("Turn off everything that would change an object (Ctrl+L)"));
    filter = add(tr("&Filter"), QStringLiteral("Ctrl+F"), QStringLiteral("filter"));
    focusList = add(tr("Go to the l&ist"), QStringLiteral("F6"), QStringLiteral("focusList"));
    focusDetails = add(tr("Go to the &details"), QStringLiteral("F7"), QStringLiteral("focusDetails"));
    quit = add(tr("&Quit"), QStringLiteral("Ctrl+Q"), QStringLiteral("quit"));
    about = add(tr("&About IPC Lens"), {}, QStringLiteral("about"));
    health = add(tr("Count &health all the time"), {}, QStringLiteral("health"));
    health->setCheckable(true);
    health->setToolTip(tr("Look who waits, what is stuck and what is left over, all the time"));
}

void WindowActions::addPlaces() {
    places = new QActionGroup(this);
    addChoice(places, tr("&All objects"), QStringLiteral("Ctrl+1"), static_cast<int>(Place::All));
    addChoice(places, tr("&Semaphores"), QStringLiteral("Ctrl+2"), static_cast<int>(Place::Semaphores));
    addChoice(places, tr("Shared &memory"), QStringLiteral("Ctrl+3"), static_cast<int>(Place::SharedMemory));
    addChoice(places, tr("Message &queues"), QStringLiteral("Ctrl+4"), static_cast<int>(Place::MessageQueues));
    addChoice(places, tr("&Waiting processes"), QStringLiteral("Ctrl+6"), static_cast<int>(Place::Waiting));
    addChoice(places, tr("Deadloc&ks"), QStringLiteral("Ctrl+7"), static_cast<int>(Place::Deadlocks));
    addChoice(places, tr("Or&phans"), QStringLiteral("Ctrl+8"), static_cast<int>(Place::Orphans));
    addChoice(places, tr("P&rocesses"), QStringLiteral("Ctrl+9"), static_cast<int>(Place::Processes));
    addChoice(places, tr("Wait &graph"), QStringLiteral("Ctrl+0"), static_cast<int>(Place::WaitGraph));
    addChoice(places, tr("&Limits"), QStringLiteral("Ctrl+5"), static_cast<int>(Place::Limits));
    places->actions().constFirst()->setChecked(true);
}

void WindowActions::addRates() {
    rates = new QActionGroup(this);
    for (const double hertz : offeredRates())
        addChoice(rates, hertzText(hertz), {}, hertz)->setChecked(hertz == defaultRate);
    connect(rates, &QActionGroup::triggered, this, &WindowActions::liveTextChanged);
}

} // namespace ipclens::ui
