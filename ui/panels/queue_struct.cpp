// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_struct.h"

#include "core/watching/diff.h"
#include "ui/dialogs/struct_dialog.h"
#include "ui/settings.h"

#include <QWidget>

namespace ipclens::ui {
namespace {

using Queue = QueueStruct::Queue;

ObjectId idOf(const Queue& queue) {
    return std::visit([](const auto& info) { return objectIdOf(info); }, queue);
}

/// Whether an id or name still names the queue that it named when that was seen last. A queue of System V does not know
/// who made it; its ctime is when it was made, or when somebody changed its owner, mode or capacity.
bool isSameQueue(const Queue& before, const Queue& now) {
    if (idOf(before) != idOf(now)) return false;
    if (const auto* posix = std::get_if<PosixQueueInfo>(&before))
        return watching::sameObject(*posix, std::get<PosixQueueInfo>(now));
    const auto& then = std::get<QueueInfo>(before);
    const auto& later = std::get<QueueInfo>(now);
    return then.changedAt == later.changedAt && watching::sameObject(then, later);
}

} // namespace

QueueStruct::QueueStruct(Settings* settings, QWidget* window)
    : QObject(window)
    , settings_(settings)
    , window_(window) {}

void QueueStruct::setQueue(const Queue& queue) {
    // It was asked of another queue
    if (dialog_ != nullptr && !isSameQueue(queue_, queue)) dialog_->reject();
    queue_ = queue;
    if (isKept()) {
        const auto* systemV = std::get_if<QueueInfo>(&queue_);
        return adopt(systemV != nullptr ? settings_->messageStruct(systemV->key)
                                        : settings_->messageStruct(std::get<PosixQueueInfo>(queue_).name));
    }
    const auto kept = unnamed_.find(idOf(queue));
    const bool same = kept != unnamed_.end() && isSameQueue(kept->second.first, queue);
    adopt(same ? kept->second.second : QString());
}

void QueueStruct::setInfo(const Queue& queue) {
    queue_ = queue;
    if (const auto kept = unnamed_.find(idOf(queue)); kept != unnamed_.end()) kept->second.first = queue;
}

void QueueStruct::edit(const QString& text) {
    if (dialog_ != nullptr) return;
    dialog_ = new StructDialog(text, window_);
    connect(dialog_, &StructDialog::declared, this, &QueueStruct::choose);
    dialog_->open();
}

void QueueStruct::choose(const QString& text) {
    adopt(text.trimmed().isEmpty() ? QString() : text);
    const auto* systemV = std::get_if<QueueInfo>(&queue_);
    if (!isKept()) {
        unnamed_[idOf(queue_)] = {queue_, text_};
    } else if (systemV != nullptr) {
        settings_->setMessageStruct(systemV->key, text_);
    } else {
        settings_->setMessageStruct(std::get<PosixQueueInfo>(queue_).name, text_);
    }
    emit chosen(text_);
}

bool QueueStruct::isKept() const {
    const auto* systemV = std::get_if<QueueInfo>(&queue_);
    return settings_ != nullptr && (systemV == nullptr || !systemV->key.isPrivate());
}

void QueueStruct::adopt(const QString& text) {
    const auto parsed = bytes::StructDeclaration::parse(text.toStdString());
    text_ = parsed ? text : QString();
    declaration_ = parsed ? std::optional(*parsed) : std::nullopt;
}

} // namespace ipclens::ui
