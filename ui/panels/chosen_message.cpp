// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/chosen_message.h"

#include "ui/models/message_model.h"
#include "ui/panels/message_list.h"
#include "ui/panels/message_view.h"

#include <QCoreApplication>

#include <algorithm>

namespace ipclens::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ipclens::ui::ChosenMessage", text);
}

} // namespace

void ChosenMessage::reset(ObjectId queue) {
    queue_ = queue;
    head_.reset();
    sought_.reset();
    view_.clear(tr("No message chosen"));
}

void ChosenMessage::unchoose() {
    sought_.reset();
    list_.unchoose();
}

void ChosenMessage::showFound(const std::vector<MessageHead>& messages) {
    const auto chosen = current();
    sought_.reset();
    model_.showFound(messages);
    if (!chosen) return;
    if (const auto row = model_.rowOf(*chosen)) {
        list_.selectRow(*row);
    } else if (view_.message()) {
        view_.setNote(tr("This message is no longer among those that match."));
    }
}

void ChosenMessage::showAll() {
    sought_ = current();
    model_.showAll();
    if (!sought_ || model_.rowCount() == 0) return;
    // What the list knows behind the filter is old: who stands where is known for certain once it was looked at there
    const auto last = static_cast<std::uint64_t>(model_.rowCount() - 1);
    list_.doItemsLayout(); // it scrolls no further than what it has laid out
    list_.scrollTo(model_.index(static_cast<int>(std::min(sought_->index, last)), 0));
}

void ChosenMessage::show(const QueueDetail* detail) {
    if (detail != nullptr) chooseWhatIsSought(*detail);
    const auto row = list_.chosen();
    if (!row) return;
    sought_.reset();
    const std::uint64_t place = model_.place(*row);
    const QString title = tr("Message #%1").arg(place);
    const MessageHead* head = model_.head(*row);
    head_ = head != nullptr ? std::optional(*head) : std::nullopt;
    if (head != nullptr && head->head.size() == head->size) {
        view_.setMessage(title, queue_, {head->type, head->head});
    } else if (detail != nullptr && detail->chosen && detail->asked.chosen == place &&
               (head == nullptr || isWholeOf(*detail->chosen, *head))) {
        // The answer to an older question may hold what was at this place before the queue moved
        view_.setMessage(title, queue_, *detail->chosen);
    } else if (shown_.row() != *row) {
        view_.clear(tr("Message #%1 \u2026").arg(place)); // not what was chosen before
    }
    shown_ = list_.currentIndex();
}

/// The one that is chosen, or is to be.
std::optional<MessageHead> ChosenMessage::current() const {
    return list_.chosen() ? head_ : sought_;
}

void ChosenMessage::chooseWhatIsSought(const QueueDetail& detail) {
    if (!sought_ || detail.asked.count == 0 || model_.showsFound()) return;
    const std::uint64_t end = detail.asked.first + detail.asked.count;
    if (detail.asked.first > sought_->index || std::min(sought_->index + 1, detail.info.messages) > end) return;
    const auto row = model_.rowOf(*sought_);
    sought_.reset();
    if (row) {
        list_.selectRow(*row);
    } else if (view_.message()) {
        view_.setNote(tr("This message is no longer where it was."));
    }
}

} // namespace ipclens::ui
