// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/message_history.h"

#include "ui/settings.h"

#include <QInputDialog>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr std::size_t mostSent = 20;

/// For a menu, where & would underline the next letter and a tab would begin a shortcut.
QString menuText(QString text) {
    return text.replace(QLatin1Char('&'), QLatin1String("&&")).replace(QLatin1Char('\t'), QLatin1Char(' '));
}

} // namespace

MessageHistory::MessageHistory(QMenu* menu, std::function<Composition()> current, Settings* settings, QWidget* parent,
                               Api api)
    : QObject(parent)
    , menu_(menu)
    , current_(std::move(current))
    , settings_(settings)
    , window_(parent)
    , api_(api) {
    if (settings_ != nullptr) favourites_ = settings_->favouriteMessages();
    connect(menu_, &QMenu::aboutToShow, this, &MessageHistory::fill);
}

void MessageHistory::add(const Composition& sent) {
    std::erase(sent_, sent);
    sent_.insert(sent_.begin(), sent);
    if (sent_.size() > mostSent) sent_.pop_back();
}

void MessageHistory::fill() {
    menu_->clear();
    if (settings_ != nullptr) favourites_ = settings_->favouriteMessages(); // another panel may have saved one
    menu_->addSection(tr("Favourites"));
    for (auto favourite = favourites_.cbegin(); favourite != favourites_.cend(); ++favourite) {
        const auto composition = composition::fromSetting(favourite.value());
        if (!composition) continue;
        auto* action =
            menu_->addAction(menuText(favourite.key()), this, [this, composition] { emit chosen(*composition); });
        action->setToolTip(composition::title(*composition, api_));
    }
    menu_->addAction(tr("Save as favourite\u2026"), this, &MessageHistory::askName);
    if (!favourites_.isEmpty()) {
        QMenu* forget = menu_->addMenu(tr("Forget"));
        for (auto favourite = favourites_.cbegin(); favourite != favourites_.cend(); ++favourite) {
            forget->addAction(menuText(favourite.key()), this, [this, name = favourite.key()] {
                favourites_.remove(name);
                save(favourites_);
            });
        }
    }
    menu_->addSection(tr("Sent from here"));
    for (const Composition& sent : sent_)
        menu_->addAction(menuText(composition::title(sent, api_)), this, [this, sent] { emit chosen(sent); });
    if (sent_.empty()) menu_->addAction(tr("Nothing yet"))->setEnabled(false);
}

void MessageHistory::askName() {
    auto* dialog = new QInputDialog(window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as favourite"));
    dialog->setLabelText(tr("Name; one that is taken is replaced:"));
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, saved = current_()](const QString& name) {
        if (name.trimmed().isEmpty()) return;
        favourites_.insert(name.trimmed(), composition::toSetting(saved));
        save(favourites_);
    });
    dialog->open();
}

void MessageHistory::save(const QMap<QString, QString>& favourites) {
    if (settings_ != nullptr) settings_->setFavouriteMessages(favourites);
}

} // namespace ipclens::ui
