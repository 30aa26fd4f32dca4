// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/message_desk.h"

#include "ui/panels/composer.h"
#include "ui/panels/message_history.h"
#include "ui/panels/message_view.h"
#include "ui/panels/panel.h"
#include "ui/panels/taken_strip.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"

#include <utility>
#include <variant>

namespace ipclens::ui {

MessageDesk::MessageDesk(Session& session, Settings* settings, Panel& panel, Api api)
    : session_(session)
    , panel_(panel)
    , work_(session, this)
    , message_(new MessageView(&panel))
    , taken_(new TakenStrip(&panel))
    , composer_(new Composer(&panel, api))
    , struct_(new QueueStruct(settings, &panel))
    , history_(new MessageHistory(
          composer_->historyMenu(), [this] { return composer_->composition(); }, settings, &panel, api)) {
    connectComposer();
    connectMessages();
    connectStruct();
    offerCode();
}

void MessageDesk::setQueue(const QueueStruct::Queue& queue) {
    std::visit([this](const auto& info) { work_.setQueue(objectIdOf(info), inodeOf(&info)); }, queue);
    struct_->setQueue(queue);
    showStruct();
    composer_->offerStruct(struct_->text());
}

void MessageDesk::setRefusal(const QString& toSend, const QString& toTake) {
    composer_->setRefusal(toSend, toTake);
    message_->setRefusal(toSend);
    // They go back into the queues that they were in, whichever is shown
    taken_->setRefusal(session_.lookOnly() ? toSend : QString());
}

void MessageDesk::connectComposer() {
    connect(composer_, &Composer::sendAsked, this, [this](const Composition& composition) {
        history_->add(composition);
        work_.send(composition);
    });
    connect(composer_, &Composer::cancelAsked, &work_, &QueueWork::cancel);
    connect(composer_, &Composer::readFileAsked, &work_, qOverload<const QString&>(&QueueWork::readFile));
    connect(&work_, &QueueWork::fileRead, composer_, &Composer::setFile);
    connect(&work_, &QueueWork::underWay, composer_, &Composer::setUnderWay);
    connect(&work_, &QueueWork::said, &panel_, &Panel::message);
    connect(history_, &MessageHistory::chosen, composer_, &Composer::setComposition);
}

void MessageDesk::connectMessages() {
    connect(&work_, &QueueWork::taken, taken_, &TakenStrip::add);
    connect(taken_, &TakenStrip::sendAsked, this, [this](const TakenStrip::Taken& taken) {
        work_.send(taken.queue, taken.message,
                   [this, number = taken.number](bool sent) { taken_->setSent(number, sent); });
    });
    connect(message_, &MessageView::sendAsked, this,
            [this](ObjectId queue, const sysv::Message& message) { work_.send(queue, message); });
    connect(message_, &MessageView::composeAsked, this, [this](const sysv::Message& message) {
        composer_->setComposition(composition::of(message, struct_->text()));
    });
}

void MessageDesk::connectStruct() {
    connect(message_, &MessageView::structAsked, struct_, [this] { struct_->edit(struct_->text()); });
    connect(composer_, &Composer::structAsked, struct_, [this](const QString& declaration) {
        struct_->edit(declaration.isEmpty() ? struct_->text() : declaration);
    });
    connect(struct_, &QueueStruct::chosen, this, [this](const QString& declaration) {
        showStruct();
        composer_->setStruct(declaration);
    });
}

void MessageDesk::offerCode() {
    const auto menuOf = [this](CopyAsMenu::OperationSource source) -> CopyAsMenu& {
        auto* menu = CopyAsMenu::ofOperation(session_, std::move(source), &panel_);
        connect(menu, &CopyAsMenu::message, &panel_, &Panel::message);
        return *menu;
    };
    auto& send = menuOf([this]() -> std::optional<Operation> {
        const auto composed = composer_->composed();
        if (!composed) return std::nullopt;
        return QueueWork::operationOf(work_.queue(), composer_->composition(), *composed);
    });
    composer_->offerCode(send, menuOf([this] { return operation::Receive{work_.queue(), {}, false, std::nullopt}; }));
    message_->offerCode(menuOf([this]() -> std::optional<Operation> {
        if (!message_->message()) return std::nullopt;
        return QueueWork::operationOf(message_->queue(), *message_->message());
    }));
    taken_->offerCode(menuOf([this]() -> std::optional<Operation> {
        const auto taken = taken_->current();
        if (!taken) return std::nullopt;
        return QueueWork::operationOf(taken->queue, taken->message);
    }));
}

void MessageDesk::showStruct() {
    message_->setStruct(struct_->declaration());
    emit structChanged(struct_->declaration());
}

} // namespace ipclens::ui
