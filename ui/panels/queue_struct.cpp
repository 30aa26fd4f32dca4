// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_struct.h"

#include "core/watching/diff.h"
#include "ui/dialogs/struct_dialog.h"
#include "ui/settings.h"

#include <QWidget>

namespace ipclens::ui {
namespace {

/// Whether an id still names the queue that it named when that was seen last. A queue does not know who made it; its
/// ctime is when it was made, or when somebody changed its owner, mode or capacity.
bool isSameQueue(const QueueInfo& before, const QueueInfo& now) {
    return before.id == now.id && before.changedAt == now.changedAt && watching::sameObject(before, now);
}

} // namespace

QueueStruct::QueueStruct(Settings* settings, QWidget* window)
    : QObject(window)
    , settings_(settings)
    , window_(window) {}

void QueueStruct::setQueue(const QueueInfo& queue) {
    // It was asked of another queue
    if (dialog_ != nullptr && !isSameQueue(queue_, queue)) dialog_->reject();
    queue_ = queue;
    if (settings_ != nullptr && !queue.key.isPrivate()) return adopt(settings_->messageStruct(queue.key));
    const auto kept = unnamed_.find(queue.id);
    const bool same = kept != unnamed_.end() && isSameQueue(kept->second.first, queue);
    adopt(same ? kept->second.second : QString());
}

void QueueStruct::setInfo(const QueueInfo& queue) {
    queue_ = queue;
    if (const auto kept = unnamed_.find(queue.id); kept != unnamed_.end()) kept->second.first = queue;
}

void QueueStruct::edit(const QString& text) {
    if (dialog_ != nullptr) return;
    dialog_ = new StructDialog(text, window_);
    connect(dialog_, &StructDialog::declared, this, &QueueStruct::choose);
    dialog_->open();
}

void QueueStruct::choose(const QString& text) {
    adopt(text.trimmed().isEmpty() ? QString() : text);
    if (settings_ != nullptr && !queue_.key.isPrivate()) {
        settings_->setMessageStruct(queue_.key, text_);
    } else {
        unnamed_[queue_.id] = {queue_, text_};
    }
    emit chosen(text_);
}

void QueueStruct::adopt(const QString& text) {
    const auto parsed = bytes::StructDeclaration::parse(text.toStdString());
    text_ = parsed ? text : QString();
    declaration_ = parsed ? std::optional(*parsed) : std::nullopt;
}

} // namespace ipclens::ui
