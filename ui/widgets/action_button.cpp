// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/action_button.h"

#include "ui/theme.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QMenu>

namespace ipclens::ui {
namespace {

constexpr int sidePadding = 10;
constexpr int arrowRoom = 14;

} // namespace

ActionButton::ActionButton(QAction* action, Look look, QWidget* parent)
    : QPushButton(parent)
    , action_(action)
    , look_(look) {
    setObjectName(action->objectName() + QStringLiteral("Button"));
    setAutoDefault(false);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    applyColors();
}

ActionButton::ActionButton(const QString& text, QMenu* menu, Look look, QWidget* parent)
    : QPushButton(text, parent)
    , look_(look)
    , caption_(text) {
    setMenu(menu);
    applyColors();
}

void ActionButton::setIconName(const QString& name) {
    iconName_ = name;
    applyColors();
}

void ActionButton::setIconOnly() {
    iconOnly_ = true;
    follow();
}

void ActionButton::setCaption(const QString& caption) {
    caption_ = caption;
    follow();
}

void ActionButton::setShortCaption(const QString& caption) {
    shortCaption_ = caption;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    follow();
}

// Styles give buttons of dialogs a least width, which a row of tools has no room for
QSize ActionButton::sizeFor(const QString& words) const {
    const int text = fontMetrics().size(Qt::TextShowMnemonic, words).width();
    const int picture = iconName_.isEmpty() ? 0 : iconSize().width() + (text > 0 ? 6 : 0);
    const int arrow = menu() == nullptr ? 0 : arrowRoom;
    return {text + picture + arrow + 2 * sidePadding, fontMetrics().height() + 12};
}

QSize ActionButton::sizeHint() const {
    return sizeFor(words());
}

QSize ActionButton::minimumSizeHint() const {
    return sizeFor(shortCaption_.isEmpty() ? words() : shortCaption_);
}

void ActionButton::resizeEvent(QResizeEvent* event) {
    QPushButton::resizeEvent(event);
    if (!shortCaption_.isEmpty()) follow();
}

/// All that it would say.
QString ActionButton::words() const {
    return shortCaption_.isEmpty() ? text() : caption_;
}

void ActionButton::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange) applyColors();
}

void ActionButton::follow() {
    if (action_ == nullptr) {
        const bool narrow = !shortCaption_.isEmpty() && width() < sizeFor(caption_).width();
        setText(narrow ? shortCaption_ : caption_);
        return;
    }
    QString words = action_->text();
    words.remove(QLatin1Char('&'));
    setText(iconOnly_ ? QString() : caption_.isEmpty() ? words : caption_);
    setAccessibleName(words);
    setToolTip(action_->toolTip());
    setEnabled(action_->isEnabled());
    setCheckable(action_->isCheckable());
    setChecked(action_->isChecked());
}

void ActionButton::applyColors() {
    if (applying_) return;
    applying_ = true;
    const QPalette base = QApplication::palette(this);
    QPalette own;
    if (look_ == Look::Main) {
        own.setColor(QPalette::Button, toneColor(Tone::Accent, base));
        own.setColor(QPalette::ButtonText, toneColor(Tone::AccentText, base));
        own.setColor(QPalette::Disabled, QPalette::Button, base.color(QPalette::Button));
        own.setColor(QPalette::Disabled, QPalette::ButtonText, base.color(QPalette::Disabled, QPalette::ButtonText));
    } else if (look_ == Look::Danger) {
        own.setColor(QPalette::Active, QPalette::ButtonText, toneColor(Tone::DangerText, base));
        own.setColor(QPalette::Inactive, QPalette::ButtonText, toneColor(Tone::DangerText, base));
    }
    setPalette(own);
    if (!iconName_.isEmpty()) setIcon(tintedIcon(iconName_, palette()));
    applying_ = false;
}

} // namespace ipclens::ui
