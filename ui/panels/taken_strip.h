// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/sysv/message_queue.h"

#include <QWidget>

#include <cstddef>
#include <cstdint>
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

    struct Taken {
        std::uint64_t number = 0; ///< none has it twice, also once it has left the list
        ObjectId queue;           ///< it was in this one
        sysv::Message message;
        bool goesBack = false; ///< is being sent there
    };

    void add(ObjectId queue, sysv::Message message);
    /// What came of sendAsked(): a message that is in its queue again leaves the list, another can be put back anew.
    void setSent(std::uint64_t number, bool sent);
    [[nodiscard]] std::size_t count() const { return taken_.size(); }
    /// Empty: messages can be sent again; else why not.
    void setRefusal(const QString& toSend);
    /// The one that is chosen in the list; none: there is none.
    [[nodiscard]] std::optional<Taken> current() const;
    /// Puts code for what "Put back" does over it.
    void offerCode(CopyAsMenu& menu);

signals:
    void chosen(const QString& title, ipclens::ObjectId queue, const ipclens::sysv::Message& message);
    /// Into the queue that it was in, as it is; setSent() says what came of it.
    void sendAsked(const ipclens::ui::TakenStrip::Taken& taken);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] const Taken* chosenOne() const;
    void choose();
    void askToSend();
    void copy(bool hex) const;
    void askToLetGo();
    void clear();
    void refresh();
    void updateSendBack();

    QLabel* title_;
    QListWidget* list_;
    QPushButton* sendBack_;
    QString refusal_;
    std::uint64_t lastNumber_ = 0;
    std::vector<Taken> taken_; ///< the newest first, as in the list
};

} // namespace ipclens::ui
