// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_panel.h"

#include "ui/dialogs/receive_dialog.h"
#include "ui/models/message_model.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/panels/chosen_message.h"
#include "ui/panels/composer.h"
#include "ui/panels/ended_line.h"
#include "ui/panels/message_desk.h"
#include "ui/panels/message_finder.h"
#include "ui/panels/message_list.h"
#include "ui/panels/message_view.h"
#include "ui/panels/queue_column.h"
#include "ui/panels/queue_gauge.h"
#include "ui/panels/queue_waiters.h"
#include "ui/panels/taken_strip.h"
#include "ui/panels/transfer_menu.h"
#include "ui/session/session.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/page_stack.h"

#include <QPointer>
#include <QVBoxLayout>

#include <cerrno>

namespace ipclens::ui {

class QueuePanel::Private {
public:
    Private(QueuePanel& panel, Session& session, Settings* settings)
        : panel_(panel)
        , session_(session)
        , ended_(new EndedLine(&panel))
        , gauge_(new QueueGauge(&panel))
        , waiters_(new QueueWaiters(&panel))
        , finder_(new MessageFinder(session, &panel))
        , pages_(new PageStack(&panel))
        , list_(new MessageList(model_, &panel))
        , notice_(new Notice(&panel))
        , desk_(session, settings, panel, Api::SysV)
        , chosen_(model_, *list_, *desk_.message())
        , transfer_(new TransferMenu(desk_.composer()->transferMenu(), session, &panel)) {
        layOut();
        connectParts();
        updateRefusal();
        chosen_.reset(objectIdOf(info_));
    }

    void setObject(const QueueInfo& info) {
        const bool another = info.id != info_.id;
        info_ = info;
        gone_ = false;
        blind_ = false;
        waiters_->setQueue(objectIdOf(info));
        ended_->hide();
        if (another && receive_ != nullptr) receive_->reject();
        if (another) column_->showMessages();
        model_.reset(info.messages);
        desk_.setQueue(info);
        chosen_.reset(objectIdOf(info));
        finder_->setQueue(info.id);
        finder_->setInfo(info);
        transfer_->setQueue(info);
        gauge_->show(info, known_);
        showReadable(info.access == Access::Readable);
        updateRefusal();
        updateInterest();
    }

    void setInfo(const QueueInfo& info) {
        if (gone_) return;
        info_ = info;
        desk_.setInfo(info);
        finder_->setInfo(info);
        transfer_->setQueue(info);
        gauge_->show(info, known_);
    }

    void setEnded() {
        gone_ = true;
        waiters_->setQueue(std::nullopt);
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
        if (const auto row = list_->chosen()) interest.chosen = model_.place(*row);
        if (model_.showsFound()) return interest;
        if (const auto rows = list_->visibleMessages()) {
            interest.first = static_cast<std::uint64_t>(rows->first);
            interest.count = static_cast<std::uint32_t>(rows->last - rows->first + 1);
        } else {
            interest.count = firstLook;
        }
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
        if (detail.asked.count > 0) {
            finder_->setReadAt(detail.readAt);
            model_.apply(detail);
        }
        chosen_.show(&detail);
        updateInterest();
    }

    [[nodiscard]] QueueWaiters& waiters() const { return *waiters_; }
    [[nodiscard]] std::size_t keptMessages() const { return desk_.taken()->count(); }
    [[nodiscard]] bool tells(OperationId id) const { return desk_.work().tells(id) || finder_->tells(id); }

private:
    /// Messages to look at before the list has been laid out.
    static constexpr std::uint32_t firstLook = 32;

    void layOut() {
        pages_->addWidget(list_);
        pages_->addWidget(notice_);
        column_ =
            new QueueColumn({{ended_, gauge_}, pages_, desk_.message(), desk_.taken(), desk_.composer()}, &panel_);
        auto* layout = new QVBoxLayout(&panel_);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(column_);
        gauge_->setLead(finder_);
        panel_.setFocusProxy(list_);
    }

    void connectParts() {
        const auto again = [this] { updateInterest(); };
        QObject::connect(list_, &MessageList::visibleMessagesChanged, &panel_, again);
        QObject::connect(list_, &MessageList::chosenChanged, &panel_, [this] {
            chosen_.show(nullptr);
            updateInterest();
        });
        QObject::connect(list_, &MessageList::chosenTaken, &panel_, [this] {
            if (desk_.message()->message())
                desk_.message()->setNote(QueuePanel::tr("This message has left the queue."));
            updateInterest();
        });
        QObject::connect(desk_.taken(), &TakenStrip::chosen, &panel_,
                         [this](const QString& title, ObjectId queue, const sysv::Message& message) {
                             chosen_.unchoose();
                             desk_.message()->setMessage(title, queue, message);
                         });
        connectFinder();
        QObject::connect(waiters_, &QueueWaiters::changed, gauge_,
                         [this] { gauge_->setWaiting(waiters_->words(), waiters_->details()); });
        QObject::connect(&desk_, &MessageDesk::structChanged, &panel_,
                         [this](const auto& declaration) { model_.setStruct(declaration); });
        QObject::connect(desk_.composer(), &Composer::receiveAsked, &panel_, [this] { askReceive(); });
        QObject::connect(transfer_, &TransferMenu::asked, &desk_.work(),
                         qOverload<const operation::Transfer&>(&QueueWork::transfer));
        QObject::connect(transfer_, &TransferMenu::message, &panel_, &Panel::message);
        QObject::connect(&session_, &Session::lookOnlyChanged, &panel_, [this] { updateRefusal(); });
    }

    void connectFinder() {
        QObject::connect(finder_, &MessageFinder::found, &panel_, [this](const std::vector<MessageHead>& messages) {
            column_->showMessages();
            chosen_.showFound(messages);
            updateInterest();
        });
        QObject::connect(finder_, &MessageFinder::cleared, &panel_, [this] {
            chosen_.showAll();
            updateInterest();
        });
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
            finder_->setEnabled(false);
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
        finder_->setEnabled(readable && !blind_);
        if (!blind_) pages_->setCurrentWidget(readable ? static_cast<QWidget*>(list_) : notice_);
        updateRefusal();
    }

    void updateRefusal() {
        QString why;
        if (gone_) why = QueuePanel::tr("The queue has been removed");
        if (session_.lookOnly()) why = QueuePanel::tr("Look-only: nothing can be changed");
        const QString noRead = denied_ ? QueuePanel::tr("You have no read permission") : QString();
        const QString toTake = why.isEmpty() ? noRead : why;
        desk_.setRefusal(why, toTake);
        transfer_->setRefusal(why, toTake, toTake);
    }

    void askReceive() {
        if (receive_ != nullptr) return;
        receive_ = new ReceiveDialog(session_, info_, model_, &panel_);
        QObject::connect(receive_, &ReceiveDialog::chosen, &desk_.work(), &QueueWork::receive);
        QObject::connect(receive_, &ReceiveDialog::message, &panel_, &Panel::message);
        receive_->open();
    }

    void updateInterest() {
        const auto now = interest();
        if (now == told_) return;
        told_ = now;
        emit panel_.interestChanged();
    }

    QueuePanel& panel_;
    Session& session_;
    MessageModel model_;
    EndedLine* ended_;
    QueueGauge* gauge_;
    QueueWaiters* waiters_;
    MessageFinder* finder_;
    PageStack* pages_;
    MessageList* list_;
    Notice* notice_;
    MessageDesk desk_;
    ChosenMessage chosen_;
    TransferMenu* transfer_;
    QueueColumn* column_ = nullptr;
    QPointer<ReceiveDialog> receive_; ///< while one is open
    QueueInfo info_;
    Knowledge known_;
    bool gone_ = false;
    bool denied_ = false;
    bool blind_ = false; ///< the kernel lacks MSG_COPY
    std::shared_ptr<const NameTable> names_;
    std::optional<QueueInterest> told_;
};

QueuePanel::QueuePanel(Session& session, Settings* settings, QWidget* parent)
    : Panel(session, parent)
    , d_(std::make_unique<Private>(*this, session, settings)) {}

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
    d_->waiters().addInterest(interest.processes);
}

void QueuePanel::apply(const Update& update) {
    d_->take(update);
}

void QueuePanel::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    d_->waiters().apply(*view);
}

bool QueuePanel::tells(OperationId operation) const {
    return d_->tells(operation);
}

std::size_t QueuePanel::keptMessages() const {
    return d_->keptMessages();
}

} // namespace ipclens::ui
