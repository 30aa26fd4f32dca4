// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"
#include "core/objects/info.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <map>
#include <optional>
#include <utility>
#include <variant>

class QWidget;

namespace ipclens::ui {

class Settings;
class StructDialog;

/// The struct that a person chose for the messages of the queue that is shown. It is kept for each key, and for each
/// name of a POSIX queue; of a private queue, whose id means nothing after a restart, as long as the window is there,
/// and not for another queue that has its id later.
class QueueStruct : public QObject {
    Q_OBJECT

public:
    using Queue = std::variant<QueueInfo, PosixQueueInfo>;

    /// Without settings it is kept as long as this.
    QueueStruct(Settings* settings, QWidget* window);

    void setQueue(const Queue& queue);
    /// What is known now of the queue that is shown.
    void setInfo(const Queue& queue);
    /// As it was typed; empty: none was chosen.
    [[nodiscard]] const QString& text() const { return text_; }
    [[nodiscard]] const std::optional<bytes::StructDeclaration>& declaration() const { return declaration_; }
    /// Lets the person declare it, beginning with this text.
    void edit(const QString& text);

signals:
    /// By the person, for this queue.
    void chosen(const QString& text);

private:
    void choose(const QString& text);
    void adopt(const QString& text);
    /// Whether it outlives the window.
    [[nodiscard]] bool isKept() const;

    Settings* settings_;
    QWidget* window_;
    Queue queue_;
    QString text_;
    std::optional<bytes::StructDeclaration> declaration_;
    std::map<ObjectId, std::pair<Queue, QString>> unnamed_; ///< with the queue as it was seen last
    QPointer<StructDialog> dialog_;                         ///< while one is open
};

} // namespace ipclens::ui
