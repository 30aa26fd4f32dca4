// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_panel.h"

#include "ui/dialogs/receive_dialog.h"
#include "ui/models/message_model.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/panels/ended_line.h"
#include "ui/panels/message_list.h"
#include "ui/panels/message_view.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/queue_gauge.h"
#include "ui/panels/send_bar.h"
#include "ui/panels/taken_strip.h"
#include "ui/session/session.h"
#include "ui/widgets/notice.h"

#include <QPersistentModelIndex>
#include <QPointer>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <cerrno>
#include <unordered_map>

namespace ipclens::ui {

class QueuePanel::Private {
public:
    Private(QueuePanel& panel, Session& session)
        : panel_(panel)
        , session_(session)
        , operations_(session, &panel)
        , ended_(new EndedLine(&panel))
        , gauge_(new QueueGauge(&panel))
        , list_(new MessageList(model_, &panel))
        , notice_(new Notice(&panel))
        , message_(new MessageView(&panel))
        , taken_(new TakenStrip(&panel))
        , send_(new SendBar(&panel)) {
        layOut();
        connectParts();
        updateRefusal();
        message_->clear(QueuePanel::tr("No message chosen"));
    }

    void setObject(const QueueInfo& info) {
        const bool another = info.id != info_.id;
        info_ = info;
        gone_ = false;
        blind_ = false;
        ended_->hide();
        if (another && receive_ != nullptr) receive_->reject();
        model_.reset(info.messages);
        message_->clear(QueuePanel::tr("No message chosen"));
        gauge_->show(info, known_);
        showReadable(info.access == Access::Readable);
        updateRefusal();
        updateWaiting();
        updateInterest();
    }

    void setInfo(const QueueInfo& info) {
        if (gone_) return;
        info_ = info;
        gauge_->show(info, known_);
    }

    void setEnded() {
        gone_ = true;
        if (receive_ != nullptr) receive_->reject();
        ended_->say(QueuePanel::tr("This queue has been removed, with its messages. What was read last stays here."));
        model_.setEnded();
        updateRefusal();
    }

    [[nodiscard]] std::optional<QueueInterest> interest() const {
        if (info_.id.value < 0 || gone_) return std::nullopt;
        QueueInterest interest;
        interest.id = info_.id;
        if (blind_) return interest;
        if (const auto rows = list_->visibleMessages()) {
            interest.first = static_cast<std::uint64_t>(rows->first);
            interest.count = static_cast<std::uint32_t>(rows->last - rows->first + 1);
        } else {
            interest.count = firstLook;
        }
        if (const auto row = list_->chosen()) interest.chosen = static_cast<std::uint64_t>(*row);
        return interest;
    }

    void take(const Update& update) {
        names_ = update.names;
        if (gone_ || !update.queue || update.queue->asked.id != info_.id) return;
        const QueueDetail& detail = *update.queue;
        if (detail.error) {
            showError(*detail.error);
            return;
        }
        known_ = detail.known;
        info_ = detail.info;
        gauge_->show(detail.info, detail.known);
        showReadable(true);
        if (detail.asked.count == 0) return;
        model_.apply(detail);
        showChosen(&detail);
        updateInterest();
    }

private:
    /// Messages to look at before the list has been laid out.
    static constexpr std::uint32_t firstLook = 32;

    void layOut() {
        auto* left = new QWidget(&panel_);
        pages_ = new QStackedLayout(left);
        pages_->addWidget(list_);
        pages_->addWidget(notice_);
        auto* splitter = new QSplitter(Qt::Horizontal, &panel_);
        splitter->setObjectName(QStringLiteral("queueSplitter"));
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
        splitter->addWidget(left);
        splitter->addWidget(message_);
        splitter->setStretchFactor(0, 3);
        splitter->setStretchFactor(1, 2);
        splitter->setSizes({600, 400});
        auto* layout = new QVBoxLayout(&panel_);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(ended_);
        layout->addWidget(gauge_);
        layout->addWidget(splitter, 1);
        layout->addWidget(taken_);
        layout->addWidget(send_);
        panel_.setFocusProxy(list_);
    }

    void connectParts() {
        const auto again = [this] { updateInterest(); };
        QObject::connect(list_, &MessageList::visibleMessagesChanged, &panel_, again);
        QObject::connect(list_, &MessageList::chosenChanged, &panel_, [this] {
            showChosen(nullptr);
            updateInterest();
        });
        QObject::connect(list_, &MessageList::chosenTaken, &panel_, [this] {
            if (message_->message()) message_->setNote(QueuePanel::tr("This message has left the queue."));
            updateInterest();
        });
        QObject::connect(taken_, &TakenStrip::chosen, &panel_,
                         [this](const QString& title, const sysv::Message& message) {
                             list_->unchoose();
                             message_->setMessage(title, message);
                         });
        QObject::connect(
            send_, &SendBar::sendAsked, &panel_,
            [this](long type, const std::vector<std::byte>& bytes, bool wait) { send(type, bytes, wait); });
        QObject::connect(send_, &SendBar::receiveAsked, &panel_, [this] { askReceive(); });
        QObject::connect(send_, &SendBar::cancelAsked, &panel_, [this] { cancelWaits(); });
        QObject::connect(&operations_, &OwnOperations::waits, &panel_, [this](OperationId id) {
            if (const auto found = started_.find(id); found != started_.end()) found->second.waiting = true;
            updateWaiting();
        });
        QObject::connect(&session_, &Session::lookOnlyChanged, &panel_, [this] { updateRefusal(); });
    }

    /// The chosen message, as soon as all of it is there: most are no longer than what the list looks at anyway.
    void showChosen(const QueueDetail* detail) {
        const auto row = list_->chosen();
        if (!row) return;
        const QString title = QueuePanel::tr("Message #%1").arg(*row);
        const MessageHead* head = model_.head(*row);
        if (head != nullptr && head->head.size() == head->size) {
            message_->setMessage(title, {head->type, head->head});
        } else if (detail != nullptr && detail->chosen && detail->asked.chosen == static_cast<std::uint64_t>(*row)) {
            // The answer to an older question may hold what was at this place before the queue moved
            message_->setMessage(title, *detail->chosen);
        } else if (shown_.row() != *row) {
            message_->clear(QueuePanel::tr("Message #%1 \u2026").arg(*row)); // not what was chosen before
        }
        shown_ = list_->currentIndex();
    }

    void showError(const Error& error) {
        if (error.kind == ErrorKind::Denied) {
            showReadable(false);
        } else if (error.number == ENOSYS) {
            blind_ = true;
            notice_->say(
                {}, QueuePanel::tr("This kernel can\u2019t show the messages of a queue"),
                QueuePanel::tr("It was built without CONFIG_CHECKPOINT_RESTORE, so a message can only be seen by "
                               "taking it. How many there are, and their bytes, are shown above."));
            pages_->setCurrentWidget(notice_);
        }
        updateRefusal();
    }

    void showReadable(bool readable) {
        if (!readable) {
            notice_->say(QStringLiteral("lock"), QueuePanel::tr("You may not read this queue"),
                         sentences::ownership(info_.permissions, names_.get()) + QLatin1Char(' ') +
                             QueuePanel::tr("Its messages can only be looked at, or taken, with read permission."));
        }
        denied_ = !readable;
        if (!blind_) pages_->setCurrentWidget(readable ? static_cast<QWidget*>(list_) : notice_);
        updateRefusal();
    }

    void updateRefusal() {
        QString why;
        if (gone_) why = QueuePanel::tr("The queue has been removed");
        if (session_.lookOnly()) why = QueuePanel::tr("Look-only: nothing can be changed");
        const QString noRead = denied_ ? QueuePanel::tr("You have no read permission") : QString();
        send_->setRefusal(why, why.isEmpty() ? noRead : why);
    }

    void send(long type, const std::vector<std::byte>& bytes, bool wait) {
        run(operation::Send{info_.id, type, bytes, wait, std::nullopt});
    }

    void askReceive() {
        if (receive_ != nullptr) return;
        receive_ = new ReceiveDialog(info_.id, model_, &panel_);
        QObject::connect(receive_, &ReceiveDialog::chosen, &panel_,
                         [this, queue = info_.id](const sysv::Selection& selection, bool wait) {
                             run(operation::Receive{queue, selection, wait, std::nullopt});
                         });
        receive_->open();
    }

    void run(const Operation& operation) {
        auto number = std::make_shared<OperationId>(0);
        *number = operations_.run(operation, [this, number](const Operation& ran, const Outcome& outcome) {
            started_.erase(*number);
            updateWaiting();
            if (outcome.message) {
                if (const auto* receive = std::get_if<operation::Receive>(&ran))
                    taken_->add(receive->queue, *outcome.message);
            }
            const auto said = sentences::outcome(ran, outcome);
            emit panel_.message(said.severity, said.text);
        });
        started_.emplace(*number, Started{});
    }

    void cancelWaits() {
        for (const auto& [id, started] : started_)
            operations_.cancel(id);
    }

    void updateWaiting() {
        int waiting = 0;
        for (const auto& [id, started] : started_)
            waiting += started.waiting ? 1 : 0;
        send_->setWaiting(waiting);
    }

    void updateInterest() {
        const auto now = interest();
        if (now == told_) return;
        told_ = now;
        emit panel_.interestChanged();
    }

    struct Started {
        bool waiting = false; ///< longer than a blink
    };

    QueuePanel& panel_;
    Session& session_;
    MessageModel model_;
    OwnOperations operations_;
    EndedLine* ended_;
    QueueGauge* gauge_;
    MessageList* list_;
    Notice* notice_;
    MessageView* message_;
    TakenStrip* taken_;
    SendBar* send_;
    QStackedLayout* pages_ = nullptr;
    QPointer<ReceiveDialog> receive_; ///< while one is open
    QPersistentModelIndex shown_;     ///< the row whose message is in view; goes where its message goes
    QueueInfo info_;
    Knowledge known_;
    bool gone_ = false;
    bool denied_ = false;
    bool blind_ = false; ///< the kernel lacks MSG_COPY
    std::shared_ptr<const NameTable> names_;
    std::unordered_map<OperationId, Started> started_;
    std::optional<QueueInterest> told_;
};

QueuePanel::QueuePanel(Session& session, QWidget* parent)
    : Panel(session, parent)
    , d_(std::make_unique<Private>(*this, session)) {}

QueuePanel::~QueuePanel() = default;

void QueuePanel::setObject(const ObjectInfo& info) {
    if (const auto* queue = std::get_if<QueueInfo>(&info)) d_->setObject(*queue);
}

void QueuePanel::setInfo(const ObjectInfo& info) {
    if (const auto* queue = std::get_if<QueueInfo>(&info)) d_->setInfo(*queue);
}

void QueuePanel::setEnded() {
    d_->setEnded();
}

void QueuePanel::addInterest(Interest& interest) const {
    if (const auto queue = d_->interest()) interest.queue = queue;
}

void QueuePanel::apply(const Update& update) {
    d_->take(update);
}

} // namespace ipclens::ui
