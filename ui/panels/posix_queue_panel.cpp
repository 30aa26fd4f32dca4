// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/posix_queue_panel.h"

#include "core/watching/diff.h"
#include "ui/dialogs/browse_dialog.h"
#include "ui/dialogs/posix_receive_dialog.h"
#include "ui/models/words.h"
#include "ui/panels/browsed_messages.h"
#include "ui/panels/composer.h"
#include "ui/panels/ended_line.h"
#include "ui/panels/message_desk.h"
#include "ui/panels/message_view.h"
#include "ui/panels/notification_line.h"
#include "ui/panels/posix_queue_overview.h"
#include "ui/panels/posix_transfer_menu.h"
#include "ui/panels/queue_column.h"
#include "ui/panels/queue_gauge.h"
#include "ui/panels/queue_waiters.h"
#include "ui/panels/rescue_strip.h"
#include "ui/panels/taken_strip.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/page_stack.h"

#include <QPointer>
#include <QVBoxLayout>

namespace ipclens::ui {

class PosixQueuePanel::Private {
public:
    Private(PosixQueuePanel& panel, Session& session, Settings* settings)
        : panel_(panel)
        , session_(session)
        , ended_(new EndedLine(&panel))
        , rescue_(new RescueStrip(&panel))
        , gauge_(new QueueGauge(&panel))
        , waiters_(new QueueWaiters(&panel))
        , notification_(new NotificationLine(&panel))
        , pages_(new PageStack(&panel))
        , overview_(new PosixQueueOverview(&panel))
        , browsed_(new BrowsedMessages(&panel))
        , desk_(session, settings, panel, Api::Posix)
        , transfer_(new PosixTransferMenu(desk_.composer()->transferMenu(), session, &panel)) {
        layOut();
        connectParts();
        connectSending();
        offerCode();
        updateRefusal();
    }

    void setObject(const PosixQueueInfo& info) {
        const bool another = gone_ || info_.name != info.name || !watching::sameObject(info_, info);
        info_ = info;
        gone_ = false;
        ended_->hide();
        if (another) {
            notified_.reset();
            closeDialogs();
            browsed_->unchoose();
            desk_.message()->clear(PosixQueuePanel::tr("No message chosen"));
            showPage(picture_ && picture_->name == info.name && watching::sameObject(*picture_, info));
            overview_->showCurve(nullptr, {});
            rescue_->setQueue(info.name);
        }
        waiters_->setQueue(queue());
        desk_.setQueue(info);
        notification_->setWatched(session_.arrivals().watches(info.name));
        showInfo();
        emit panel_.interestChanged();
    }

    void setInfo(const PosixQueueInfo& info) {
        if (gone_) return;
        info_ = info;
        desk_.setInfo(info);
        showInfo();
    }

    void setEnded() {
        gone_ = true;
        waiters_->setQueue(std::nullopt);
        closeDialogs();
        ended_->say(PosixQueuePanel::tr("This queue has been removed: nobody can open it any more, and its messages go "
                                        "with the last process that has it open. What was read last stays here."));
        browsed_->setEnded();
        notification_->setWatched(false);
        updateRefusal();
    }

    [[nodiscard]] std::optional<Name> interest() const {
        return info_.name.empty() || gone_ ? std::nullopt : std::optional(info_.name);
    }

    void take(const Update& update) {
        names_ = update.names;
        credentials_ = update.credentials;
        if (gone_ || !update.posixQueue || update.posixQueue->error) return;
        if (update.posixQueue->info.name != info_.name || !watching::sameObject(update.posixQueue->info, info_)) return;
        info_ = update.posixQueue->info;
        notified_ = update.posixQueue->notified;
        overview_->showCurve(update.posixQueue->messages, update.sampledAt);
        showInfo();
    }

    [[nodiscard]] QueueWaiters& waiters() const { return *waiters_; }
    [[nodiscard]] std::size_t keptMessages() const { return desk_.taken()->count(); }
    [[nodiscard]] bool tells(OperationId id) const { return desk_.work().tells(id); }

private:
    [[nodiscard]] ObjectId queue() const { return objectIdOf(info_); }

    void layOut() {
        pages_->addWidget(overview_);
        pages_->addWidget(browsed_);
        column_ = new QueueColumn({{ended_, rescue_, gauge_}, pages_, desk_.message(), desk_.taken(), desk_.composer()},
                                  &panel_);
        auto* layout = new QVBoxLayout(&panel_);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(column_);
        gauge_->setLead(notification_);
        showPage(false);
    }

    void connectParts() {
        QObject::connect(waiters_, &QueueWaiters::changed, &panel_, [this] {
            gauge_->setWaiting(waiters_->words(), waiters_->details());
            overview_->setOpenIn(waiters_->openIn());
        });
        QObject::connect(overview_, &PosixQueueOverview::browseAsked, &panel_, [this] { askBrowse(); });
        QObject::connect(browsed_, &BrowsedMessages::browseAsked, &panel_, [this] { askBrowse(); });
        QObject::connect(browsed_, &BrowsedMessages::closed, &panel_, [this] {
            picture_.reset();
            showPage(false);
        });
        QObject::connect(browsed_, &BrowsedMessages::chosen, desk_.message(), &MessageView::setPart);
        QObject::connect(&desk_, &MessageDesk::structChanged, browsed_, &BrowsedMessages::setStruct);
        QObject::connect(&desk_.work(), &QueueWork::browsed, &panel_,
                         [this](ObjectId queue, const BrowsedMessages::Report& report) { showBrowsed(queue, report); });
        QObject::connect(rescue_, &RescueStrip::putBackAsked, &panel_,
                         [this](const std::string& path) { putBack(path); });
        QObject::connect(&session_, &Session::operationFinished, rescue_, &RescueStrip::follow);
        QObject::connect(notification_, &NotificationLine::watchAsked, &panel_,
                         [this](bool watch) { notifyMe(watch); });
        QObject::connect(&session_.arrivals(), &QueueArrivals::watchedChanged, notification_,
                         [this] { notification_->setWatched(!gone_ && session_.arrivals().watches(info_.name)); });
        QObject::connect(desk_.taken(), &TakenStrip::chosen, &panel_,
                         [this](const QString& title, ObjectId queue, const sysv::Message& message) {
                             browsed_->unchoose();
                             desk_.message()->setMessage(title, queue, message);
                             desk_.message()->show();
                         });
        QObject::connect(&session_, &Session::lookOnlyChanged, &panel_, [this] { updateRefusal(); });
    }

    void connectSending() {
        QObject::connect(desk_.composer(), &Composer::receiveAsked, &panel_, [this] { askReceive(); });
        QObject::connect(transfer_, &PosixTransferMenu::asked, &panel_,
                         [this](const operation::PosixTransfer& transfer) { desk_.work().transfer(transfer); });
        QObject::connect(transfer_, &PosixTransferMenu::message, &panel_, &Panel::message);
    }

    void offerCode() {
        auto* browse = CopyAsMenu::ofOperation(
            session_,
            [this] {
                return operation::Browse{info_.name, false};
            },
            &panel_);
        QObject::connect(browse, &CopyAsMenu::message, &panel_, &Panel::message);
        overview_->offerCode(*browse);
    }

    void showInfo() {
        transfer_->setQueue(info_.name, info_.inode);
        gauge_->show(info_);
        overview_->show(info_, names_.get());
        notification_->show(info_, notified_);
        browsed_->setNow(info_.attributesKnown ? std::optional(info_.messages) : std::nullopt);
        desk_.composer()->setLongest(info_.attributesKnown ? std::optional(info_.messageSize) : std::nullopt);
        if (receive_ != nullptr) receive_->setInfo(info_);
        if (browse_ != nullptr) browse_->setInfo(info_, notifiedWords());
        updateRefusal();
    }

    void updateRefusal() {
        QString why;
        if (gone_) why = PosixQueuePanel::tr("The queue has been removed");
        if (session_.lookOnly()) why = PosixQueuePanel::tr("Look-only: nothing can be changed");
        QString noRead;
        if (info_.access != Access::Readable) noRead = PosixQueuePanel::tr("You have no read permission");
        const bool writes = credentials_ == nullptr || credentials_->mayWriteFile(info_.permissions);
        const QString toTake = why.isEmpty() ? noRead : why;
        const QString toSend = why.isEmpty() && !writes ? PosixQueuePanel::tr("You have no write permission") : why;
        QString toBrowse = toTake.isEmpty() ? toSend : toTake;
        if (toBrowse.isEmpty() && info_.attributesKnown && info_.messages == 0)
            toBrowse = PosixQueuePanel::tr("There is nothing in it");
        desk_.setRefusal(toSend, toTake);
        transfer_->setRefusal(toSend, toTake);
        overview_->setRefusal(toBrowse);
        browsed_->setRefusal(toBrowse);
        rescue_->setRefusal(toSend);
        notification_->setRefusal(gone_ ? PosixQueuePanel::tr("The queue has been removed") : noRead);
    }

    void askReceive() {
        if (receive_ != nullptr) return;
        receive_ = new PosixReceiveDialog(session_, info_, &panel_);
        QObject::connect(receive_, &PosixReceiveDialog::chosen, &desk_.work(),
                         [this](bool wait) { desk_.work().receive({}, wait); });
        QObject::connect(receive_, &PosixReceiveDialog::message, &panel_, &Panel::message);
        receive_->open();
    }

    void askBrowse() {
        if (browse_ != nullptr) return;
        browse_ = new BrowseDialog(session_, info_, notifiedWords(), &panel_);
        QObject::connect(browse_, &BrowseDialog::chosen, &desk_.work(), &QueueWork::browse);
        QObject::connect(browse_, &BrowseDialog::message, &panel_, &Panel::message);
        browse_->open();
    }

    void closeDialogs() {
        if (receive_ != nullptr) receive_->reject();
        if (browse_ != nullptr) browse_->reject();
    }

    [[nodiscard]] QString notifiedWords() const { return NotificationLine::holder(info_, notified_); }

    void showBrowsed(ObjectId queue, const BrowsedMessages::Report& report) {
        if (queue != this->queue()) return;
        if (report->kept > 0 || report->unlinked) rescue_->add(report->keptIn, report->kept);
        if (report->taken == 0) return;
        browsed_->show(queue, report, QDateTime::currentDateTime());
        desk_.message()->clear(PosixQueuePanel::tr("No message chosen"));
        picture_ = info_;
        showPage(true);
        browsed_->setFocus(Qt::OtherFocusReason);
        if (gone_) browsed_->setEnded();
    }

    void showPage(bool browsed) {
        pages_->setCurrentIndex(browsed ? 1 : 0);
        panel_.setFocusProxy(pages_->currentWidget());
        desk_.message()->setVisible(browsed);
        column_->showMessages();
    }

    void putBack(const std::string& path) {
        rescue_->setUnderWay(true);
        desk_.work().transfer({operation::PosixTransfer::What::PutBack, info_.name, path, false, info_.inode},
                              [this](bool) { rescue_->setUnderWay(false); });
    }

    void notifyMe(bool watch) {
        QueueArrivals& arrivals = session_.arrivals();
        if (!watch) return arrivals.forget(info_.name);
        arrivals.watch(info_.name);
        emit panel_.message(
            Severity::Info,
            PosixQueuePanel::tr("You are told when messages come to %1. One that a waiting receiver takes "
                                "at once is not seen.")
                .arg(words::object(queue())));
    }

    PosixQueuePanel& panel_;
    Session& session_;
    EndedLine* ended_;
    RescueStrip* rescue_;
    QueueGauge* gauge_;
    QueueWaiters* waiters_;
    NotificationLine* notification_;
    PageStack* pages_;
    PosixQueueOverview* overview_;
    BrowsedMessages* browsed_;
    MessageDesk desk_;
    PosixTransferMenu* transfer_;
    QueueColumn* column_ = nullptr;
    QPointer<PosixReceiveDialog> receive_; ///< while one is open
    QPointer<BrowseDialog> browse_;        ///< the same
    PosixQueueInfo info_;
    std::optional<PosixQueueInfo> picture_; ///< whose messages browsed_ has, shown or not
    std::optional<ProcessLabel> notified_;
    bool gone_ = false;
    std::shared_ptr<const NameTable> names_;
    std::shared_ptr<const Credentials> credentials_;
};

PosixQueuePanel::PosixQueuePanel(Session& session, Settings* settings, QWidget* parent)
    : Panel(session, parent)
    , d_(std::make_unique<Private>(*this, session, settings)) {}

PosixQueuePanel::~PosixQueuePanel() = default;

void PosixQueuePanel::setObject(const ObjectInfo& info) {
    if (const auto* queue = std::get_if<PosixQueueInfo>(&info)) d_->setObject(*queue);
}

void PosixQueuePanel::setInfo(const ObjectInfo& info) {
    if (const auto* queue = std::get_if<PosixQueueInfo>(&info)) d_->setInfo(*queue);
}

void PosixQueuePanel::setEnded() {
    d_->setEnded();
}

void PosixQueuePanel::addInterest(Interest& interest) const {
    if (const auto queue = d_->interest()) interest.posixQueue = queue;
    d_->waiters().addInterest(interest.processes);
}

void PosixQueuePanel::apply(const Update& update) {
    d_->take(update);
}

void PosixQueuePanel::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    d_->waiters().apply(*view);
}

bool PosixQueuePanel::tells(OperationId operation) const {
    return d_->tells(operation);
}

std::size_t PosixQueuePanel::keptMessages() const {
    return d_->keptMessages();
}

} // namespace ipclens::ui
