// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/posix_semaphore_panel.h"

#include "ui/models/posix_semaphore_words.h"
#include "ui/models/sentences.h"
#include "ui/models/users_seen.h"
#include "ui/models/words.h"
#include "ui/panels/ended_line.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/posix_semaphore_bar.h"
#include "ui/panels/posix_semaphore_view.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/notice.h"

#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <chrono>
#include <map>
#include <utility>

namespace ipclens::ui {

class PosixSemaphorePanel::Private {
public:
    Private(PosixSemaphorePanel& panel, Session& session)
        : panel_(panel)
        , session_(session)
        , operations_(session, &panel)
        , ended_(new EndedLine(&panel))
        , scroll_(new QScrollArea(&panel))
        , view_(new PosixSemaphoreView)
        , notice_(new Notice(&panel))
        , bar_(new PosixSemaphoreBar(&panel)) {
        layOut();
        QObject::connect(bar_, &PosixSemaphoreBar::waitAsked, &panel_, [this](const auto& request) { wait(request); });
        QObject::connect(bar_, &PosixSemaphoreBar::postAsked, &panel_, [this] { post(); });
        QObject::connect(bar_, &PosixSemaphoreBar::cancelAsked, &panel_, [this] {
            if (const auto run = waits_.find(shown()); run != waits_.end()) operations_.cancel(run->second.id);
        });
        bar_->offerCode(*code([this]() -> std::optional<Operation> {
            const auto request = bar_->request();
            if (!request) return std::nullopt;
            return operationOf(*request);
        }),
                        *code([this] {
                            return Operation(operation::PostSemaphore{info_.name, info_.inode});
                        }));
        QObject::connect(&operations_, &OwnOperations::waits, &panel_, [this](OperationId id) { markWaiting(id); });
        QObject::connect(&session_, &Session::lookOnlyChanged, &panel_, [this] { updateRefusal(); });
    }

    void setObject(const PosixSemaphoreInfo& info) {
        info_ = info;
        gone_ = false;
        usable_ = true; // until it is known better
        ended_->hide();
        view_->reset(info);
        bar_->reset();
        showAccess();
        showWait();
        updateRefusal();
        lookedAt_ = {};
        emit panel_.interestChanged();
    }

    void setInfo(const PosixSemaphoreInfo& info) {
        if (gone_ || info == info_) return;
        info_ = info;
        view_->show(info);
        showAccess();
        updateRefusal();
    }

    void setEnded() {
        gone_ = true;
        view_->setEnded();
        sayEnded();
        updateRefusal();
    }

    void addInterest(Interest& interest) const {
        if (info_.name.empty() || gone_) return;
        interest.posixSemaphore = info_.name;
        if (info_.bogus || denied()) return;
        interest.processes.waiting = true;
        interest.processes.uses = true;
    }

    void take(const ProcessView& view) {
        if (gone_ || info_.name.empty()) return;
        const processes::UsersOf users = usersSeen(view, ObjectId::posix(Kind::Semaphore, info_.name));
        if (view.uses) view_->showMapped(users);
        // Who has just come is found by the next look at all threads, and only that can miss somebody
        if (view.waiters && std::exchange(lookedAt_, view.scannedAt) != view.scannedAt) view_->showWaiting(users);
    }

    void take(const Update& update) {
        if (names_ != update.names) {
            names_ = update.names;
            showAccess();
        }
        // That it is gone is told by the table, which alone knows whether it stays gone
        if (gone_ || !update.posixSemaphore || update.posixSemaphore->error) return;
        const PosixSemaphoreInfo& info = update.posixSemaphore->info;
        if (Which{info.name, info.inode} != shown()) return;
        setInfo(info);
        if (std::exchange(usable_, update.posixSemaphore->usable) != update.posixSemaphore->usable) updateRefusal();
        view_->showLastMinute(*update.posixSemaphore, update.sampledAt);
    }

    [[nodiscard]] bool tells(OperationId id) const {
        const auto wait = waits_.find(shown());
        return wait != waits_.end() && wait->second.id == id;
    }

private:
    /// A semaphore: another one that has its name later is not it.
    using Which = std::pair<Name, std::uint64_t>;

    /// A sem_wait of ours that has not ended.
    struct Wait {
        OperationId id = 0;
        std::chrono::steady_clock::time_point since;
        bool waiting = false; ///< longer than a blink
    };

    void layOut() {
        auto* layout = new QVBoxLayout(&panel_);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(ended_);
        scroll_->setFrameShape(QFrame::NoFrame);
        scroll_->setWidgetResizable(true);
        scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll_->setBackgroundRole(QPalette::Base);
        scroll_->setWidget(view_);
        view_->setAutoFillBackground(false);
        auto* content = new QWidget(&panel_);
        pages_ = new QStackedLayout(content);
        pages_->addWidget(scroll_);
        pages_->addWidget(notice_);
        layout->addWidget(content, 1);
        layout->addWidget(bar_);
        panel_.setFocusProxy(scroll_);
    }

    [[nodiscard]] Which shown() const { return {info_.name, info_.inode}; }

    static QString stillWaits(const Which& which) {
        return PosixSemaphorePanel::tr("The last wait on %1 still goes on")
            .arg(words::object(ObjectId::posix(Kind::Semaphore, which.first)));
    }

    [[nodiscard]] operation::WaitSemaphore operationOf(const PosixSemaphoreBar::Request& request) const {
        return {info_.name, request.wait, request.timeout, info_.inode};
    }

    /// In the background; the bar tells how it goes, also of a semaphore that is chosen again meanwhile.
    void wait(const PosixSemaphoreBar::Request& request) {
        if (gone_) return;
        const Which which = shown();
        if (waits_.contains(which)) {
            emit panel_.message(Severity::Warning, stillWaits(which));
            return;
        }
        const auto done = [this, which](const Operation& operation, const Outcome& outcome) {
            waits_.erase(which);
            emit panel_.outdated(stillWaits(which));
            if (which == shown()) showWait();
            tell(which, operation, outcome);
        };
        waits_[which] = {operations_.run(operationOf(request), done), std::chrono::steady_clock::now()};
    }

    void post() {
        if (gone_) return;
        operations_.run(operation::PostSemaphore{info_.name, info_.inode},
                        [this, which = shown()](const Operation& operation, const Outcome& outcome) {
                            tell(which, operation, outcome);
                        });
    }

    void tell(const Which& which, const Operation& operation, const Outcome& outcome) {
        if (which == shown()) return bar_->say(sentences::semaphoreOutcome(operation, outcome));
        const auto said = sentences::outcome(operation, outcome);
        emit panel_.message(said.severity, said.text);
    }

    void markWaiting(OperationId id) {
        for (auto& [which, wait] : waits_) {
            if (wait.id == id) wait.waiting = true;
        }
        showWait();
    }

    void showWait() {
        const auto wait = waits_.find(shown());
        const bool waiting = wait != waits_.end() && wait->second.waiting;
        bar_->setRunning(waiting ? std::optional(wait->second.since) : std::nullopt);
        view_->setOwnWait(waiting);
        if (gone_) sayEnded();
    }

    void sayEnded() {
        const QString over = PosixSemaphorePanel::tr("This semaphore has been removed. What was read last stays here.");
        const QString goesOn =
            PosixSemaphorePanel::tr("Your wait on it goes on: who has it open can still post, and you can cancel.");
        ended_->say(waits_.contains(shown()) ? over + QLatin1Char(' ') + goesOn : over);
    }

    /// Code for what a button of the bar would run.
    CopyAsMenu* code(CopyAsMenu::OperationSource source) {
        auto* menu = CopyAsMenu::ofOperation(session_, std::move(source), &panel_);
        QObject::connect(menu, &CopyAsMenu::message, &panel_, &Panel::message);
        return menu;
    }

    [[nodiscard]] bool denied() const { return !info_.bogus && !info_.known && info_.access != Access::Readable; }

    void showAccess() {
        if (info_.bogus) {
            notice_->say(QString(), posix_semaphore::bogusTitle(), posix_semaphore::bogusReason(info_));
        } else if (denied()) {
            notice_->say(QStringLiteral("lock"), posix_semaphore::deniedTitle(),
                         sentences::ownership(info_.permissions, names_.get()) + QLatin1Char(' ') +
                             posix_semaphore::deniedReason());
        }
        QWidget* page = info_.bogus || denied() ? static_cast<QWidget*>(notice_) : scroll_;
        if (page == pages_->currentWidget()) return;
        pages_->setCurrentWidget(page);
        emit panel_.interestChanged(); // nobody is named where nothing is shown
    }

    void updateRefusal() {
        QString why;
        if (session_.lookOnly()) why = PosixSemaphorePanel::tr("Look-only: nothing can be changed");
        if (denied() || !usable_) why = PosixSemaphorePanel::tr("Wait and Post need permission to read and to write");
        if (info_.bogus) why = PosixSemaphorePanel::tr("This is no semaphore");
        if (gone_) why = PosixSemaphorePanel::tr("This semaphore has been removed");
        using Where = PosixSemaphoreBar::Where;
        bar_->setRefusal(why, gone_ || info_.bogus || denied() ? Where::SaidAbove : Where::SaidHere);
    }

    PosixSemaphorePanel& panel_;
    Session& session_;
    OwnOperations operations_;
    EndedLine* ended_;
    QScrollArea* scroll_;
    PosixSemaphoreView* view_;
    Notice* notice_;
    PosixSemaphoreBar* bar_;
    QStackedLayout* pages_ = nullptr;
    PosixSemaphoreInfo info_;
    std::chrono::steady_clock::time_point lookedAt_; ///< the last look at all threads that was shown
    bool gone_ = false;
    bool usable_ = true; ///< we may wait on it and post it
    std::shared_ptr<const NameTable> names_;
    std::map<Which, Wait> waits_; ///< one a semaphore
};

PosixSemaphorePanel::PosixSemaphorePanel(Session& session, QWidget* parent)
    : Panel(session, parent)
    , d_(std::make_unique<Private>(*this, session)) {}

PosixSemaphorePanel::~PosixSemaphorePanel() = default;

void PosixSemaphorePanel::setObject(const ObjectInfo& info) {
    if (const auto* semaphore = std::get_if<PosixSemaphoreInfo>(&info)) d_->setObject(*semaphore);
}

void PosixSemaphorePanel::setInfo(const ObjectInfo& info) {
    if (const auto* semaphore = std::get_if<PosixSemaphoreInfo>(&info)) d_->setInfo(*semaphore);
}

void PosixSemaphorePanel::setEnded() {
    d_->setEnded();
}

void PosixSemaphorePanel::addInterest(Interest& interest) const {
    d_->addInterest(interest);
}

void PosixSemaphorePanel::apply(const Update& update) {
    d_->take(update);
}

void PosixSemaphorePanel::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    d_->take(*view);
}

bool PosixSemaphorePanel::tells(OperationId operation) const {
    return d_->tells(operation);
}

} // namespace ipclens::ui
