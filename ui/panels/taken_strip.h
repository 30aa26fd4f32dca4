// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/sysv/message_queue.h"

#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace ipclens::ui {

class CopyAsMenu;

/// Messages that were taken out of queues from here: the kernel has them no longer, so they stay in sight until the
/// person lets them go. Shows itself while there are any.
class TakenStrip : public QWidget {
    Q_OBJECT

public:
    explicit TakenStrip(QWidget* parent = nullptr);

    void add(Id queue, sysv::Message message);
    [[nodiscard]] std::size_t count() const { return taken_.size(); }
    /// Empty: messages can be sent again; else why not.
    void setRefusal(const QString& toSend);
    /// The one that is chosen in the list; none: there is none.
    [[nodiscard]] std::optional<sysv::Message> current() const;
    /// Puts code for what "Put back" does over it.
    void offerCode(CopyAsMenu& menu);

signals:
    void chosen(const QString& title, const ipclens::sysv::Message& message);
    /// Into the queue that is shown with it, as it is.
    void sendAsked(const ipclens::sysv::Message& message);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Taken {
        QString title;
        sysv::Message message;
    };

    void choose();
    void copy(bool hex) const;
    void askToLetGo();
    void clear();
    void refresh();

    QLabel* title_;
    QListWidget* list_;
    QPushButton* sendBack_;
    std::vector<Taken> taken_; ///< the newest first, as in the list
};

} // namespace ipclens::ui
