// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_struct.h"

#include "ui/dialogs/struct_dialog.h"
#include "ui/settings.h"

#include <QWidget>

namespace ipclens::ui {

QueueStruct::QueueStruct(Settings* settings, QWidget* window)
    : QObject(window)
    , settings_(settings)
    , window_(window) {}

void QueueStruct::setQueue(Key key, Id id) {
    // It was asked of another queue
    if (dialog_ != nullptr && (key != key_ || id != id_)) dialog_->reject();
    key_ = key;
    id_ = id;
    if (settings_ != nullptr && !key.isPrivate()) return adopt(settings_->messageStruct(key));
    const auto kept = unnamed_.find(id.value);
    adopt(kept != unnamed_.end() ? kept->second : QString());
}

void QueueStruct::edit(const QString& text) {
    if (dialog_ != nullptr) return;
    dialog_ = new StructDialog(text, window_);
    connect(dialog_, &StructDialog::declared, this, &QueueStruct::choose);
    dialog_->open();
}

void QueueStruct::choose(const QString& text) {
    adopt(text.trimmed().isEmpty() ? QString() : text);
    if (settings_ != nullptr && !key_.isPrivate()) {
        settings_->setMessageStruct(key_, text_);
    } else {
        unnamed_[id_.value] = text_;
    }
    emit chosen(text_);
}

void QueueStruct::adopt(const QString& text) {
    const auto parsed = bytes::StructDeclaration::parse(text.toStdString());
    text_ = parsed ? text : QString();
    declaration_ = parsed ? std::optional(*parsed) : std::nullopt;
}

} // namespace ipclens::ui
