// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/semaphore_panel.h"

#include "ui/dialogs/set_all_dialog.h"
#include "ui/models/semaphore_model.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/panels/atomic_bar.h"
#include "ui/panels/ended_line.h"
#include "ui/panels/member_view.h"
#include "ui/panels/own_operations.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/notice.h"

#include <QItemSelectionModel>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int fadeInterval = 300; // a little more than from one update to the next, see take()
constexpr int clockInterval = 250;

} // namespace

class SemaphorePanel::Private {
public:
    Private(SemaphorePanel& panel, Session& session)
        : panel_(panel)
        , session_(session)
        , operations_(session, &panel)
        , view_(new MemberView(model_, &panel))
        , notice_(new Notice(&panel))
        , ended_(new EndedLine(&panel))
        , bar_(new AtomicBar(&panel)) {
        auto* layout = new QVBoxLayout(&panel_);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(ended_);
        auto* content = new QWidget(&panel_);
        pages_ = new QStackedLayout(content);
        pages_->addWidget(view_);
        pages_->addWidget(notice_);
        layout->addWidget(content, 1);
        layout->addWidget(bar_);
        panel_.setFocusProxy(view_);

        fading_.setInterval(fadeInterval);
        QObject::connect(&fading_, &QTimer::timeout, &panel_, [this] {
            if (!model_.fade()) fading_.stop();
        });
        clock_.setInterval(clockInterval);
        QObject::connect(&clock_, &QTimer::timeout, &panel_, [this] {
            if (!model_.tellOwnWaits()) clock_.stop();
        });
        QObject::connect(view_, &MemberView::visibleMembersChanged, &panel_, [this] { updateInterest(); });
        QObject::connect(view_, &MemberView::downAsked, &panel_, [this](int member) { apply(member, -1); });
        QObject::connect(view_, &MemberView::upAsked, &panel_, [this](int member) { apply(member, 1); });
        QObject::connect(view_, &MemberView::menuOpens, &panel_,
                         [this](QMenu& menu, int member) { offerCode(menu, member); });
        QObject::connect(view_, &MemberView::cancelAsked, &panel_, [this](int member) { cancel(member); });
        QObject::connect(view_, &MemberView::valueEntered, &panel_,
                         [this](int member, int value) { set(member, value); });
        QObject::connect(view_, &MemberView::holdAsked, &panel_,
                         [this](int member) { runAtomic(step(member, -1, true)); });
        QObject::connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, &panel_,
                         [this](const QModelIndex& now) {
                             bar_->setNextMember(static_cast<std::uint32_t>(std::max(now.row(), 0)));
                         });
        // What is taken to be held is listed by the window until it is given back
        for (const auto asked : {&AtomicBar::runAsked, &AtomicBar::holdAsked})
            QObject::connect(bar_, asked, &panel_, [this](const auto& request) { runAtomic(operationOf(request)); });
        bar_->offerCode(*code([this] { return bar_->request(); }), *code([this] { return bar_->holdRequest(); }));
        QObject::connect(bar_, &AtomicBar::setAllAsked, &panel_, [this] { setAll(); });
        QObject::connect(bar_, &AtomicBar::cancelAsked, &panel_, [this] {
            if (const auto run = runs_.find(info_.id); run != runs_.end()) operations_.cancel(run->second.id);
        });
        QObject::connect(&operations_, &OwnOperations::waits, &panel_, [this](OperationId id) { markWaiting(id); });
        QObject::connect(&session_, &Session::lookOnlyChanged, &panel_, [this] { updateRefusal(); });
        QObject::connect(&session_, &Session::undoChanged, &panel_, [this] {
            // What was said to be turned back later has been, or is given up
            if (owed_.empty() || session_.undo().of(info_.id) == owed_) return;
            owed_.clear();
            bar_->withdraw();
        });
        updateRefusal();
    }

    void setObject(const SemaphoreSetInfo& info) {
        info_ = info;
        gone_ = false;
        owed_.clear();
        ended_->hide();
        model_.reset(info.count);
        fading_.stop();
        for (const auto& [id, wait] : waits_)
            showWait(wait);
        showAccess(info.access != Access::Readable);
        bar_->reset(info.count);
        showRun();
        updateRefusal();
    }

    void setInfo(const SemaphoreSetInfo& info) {
        info_ = info;
        if (!gone_) showAccess(info.access != Access::Readable);
    }

    void setEnded() {
        gone_ = true;
        ended_->say(SemaphorePanel::tr("This set has been removed. What was read last stays here."));
        model_.setEnded();
        updateRefusal();
    }

    void take(const Update& update) {
        names_ = update.names;
        if (gone_ || !update.set || update.set->asked.id != info_.id) return;
        const SetDetail& detail = *update.set;
        // Gone is told by the table, which alone knows whether it stays gone
        if (detail.error && detail.error->kind == ErrorKind::Denied) showAccess(true);
        if (detail.error) return;
        showAccess(false);
        // With what is new, so that both are painted at once
        const bool fades = fading_.isActive() && fading_.remainingTime() < fadeInterval / 2;
        if (fades) model_.fade();
        model_.apply(detail, update.sampledAt);
        if (model_.glowing() && (fades || !fading_.isActive())) fading_.start();
    }

    void take(const ProcessView& view) {
        if (!gone_) model_.setWaits(membersWaits(view, objectIdOf(info_)));
    }

    void addInterest(Interest& interest) const {
        if (info_.id.value < 0 || gone_) return;
        const auto rows = view_->visibleMembers().value_or(RowRange{});
        interest.set =
            SetInterest{info_.id, static_cast<std::uint32_t>(rows.first), static_cast<std::uint32_t>(rows.last)};
        if (!denied_) interest.processes.waiting = true; // it is told beside the members
    }

    [[nodiscard]] bool tells(OperationId id) const {
        const auto run = runs_.find(info_.id);
        if (run != runs_.end() && run->second.id == id) return true;
        const auto wait = waits_.find(id);
        return wait != waits_.end() && wait->second.set == info_.id &&
               view_->sees(static_cast<int>(wait->second.member));
    }

private:
    /// A P or V of ours that has not ended.
    struct Wait {
        Id set;
        std::uint32_t member = 0;
        std::chrono::steady_clock::time_point since;
        bool waiting = false; ///< longer than a blink
    };

    /// An atomic operation of ours that has not ended.
    struct Run {
        OperationId id = 0;
        std::chrono::steady_clock::time_point since;
        bool waiting = false;
    };

    static QString stillWaits(Id set) {
        return SemaphorePanel::tr("The last operation on %1 still waits").arg(words::object({Kind::Semaphore, set}));
    }

    /// All of it in the background; the bar tells how it goes, also of a set that is chosen again meanwhile.
    void runAtomic(const operation::Apply& apply) {
        if (gone_) return;
        if (runs_.contains(apply.set)) {
            emit panel_.message(Severity::Warning, stillWaits(apply.set));
            return;
        }
        const OperationId id = operations_.run(apply, [this](const Operation& ran, const Outcome& outcome) {
            const Id set = std::get<operation::Apply>(ran).set;
            runs_.erase(set);
            emit panel_.outdated(stillWaits(set));
            const auto said = sentences::outcome(ran, outcome);
            if (set != info_.id) {
                emit panel_.message(said.severity, said.text);
                return;
            }
            showRun();
            owed_ = session_.undo().of(set);
            bar_->say(sentences::atomicOutcome(ran, outcome, !owed_.empty()));
        });
        runs_[apply.set] = {id, std::chrono::steady_clock::now()};
    }

    [[nodiscard]] operation::Apply operationOf(const AtomicBar::Request& request) const {
        return {info_.id, request.operations, request.wait, request.timeout};
    }

    /// Code for what a button of the bar would run.
    CopyAsMenu* code(const std::function<std::optional<AtomicBar::Request>()>& asked) {
        const auto source = [this, asked]() -> std::optional<Operation> {
            const auto request = asked();
            if (!request) return std::nullopt;
            return operationOf(*request);
        };
        auto* menu = CopyAsMenu::ofOperation(session_, source, &panel_);
        QObject::connect(menu, &CopyAsMenu::message, &panel_, &Panel::message);
        return menu;
    }

    void showRun() {
        const auto run = runs_.find(info_.id);
        const bool waiting = run != runs_.end() && run->second.waiting;
        bar_->setRunning(waiting ? std::optional(run->second.since) : std::nullopt);
    }

    void setAll() {
        if (gone_) return;
        auto* dialog = new SetAllDialog(session_, info_, panel_.window());
        QObject::connect(dialog, &OperationDialog::message, &panel_, &Panel::message);
        dialog->open();
    }

    [[nodiscard]] operation::Apply step(int member, int delta, bool undo = false) const {
        return {info_.id,
                {{static_cast<std::uint16_t>(member), static_cast<std::int16_t>(delta), undo}},
                true,
                std::nullopt};
    }

    /// Code for what the buttons of a member do.
    void offerCode(QMenu& menu, int member) {
        menu.addSeparator();
        const auto offer = [&](const QString& title, const Operation& operation) {
            auto* copyAs = CopyAsMenu::ofOperation(
                session_, [operation] { return operation; }, &menu);
            copyAs->setTitle(title);
            QObject::connect(copyAs, &CopyAsMenu::message, &panel_, &Panel::message);
            menu.addMenu(copyAs);
        };
        offer(SemaphorePanel::tr("Copy P \u22121 as"), step(member, -1));
        offer(SemaphorePanel::tr("Copy V +1 as"), step(member, 1));
        offer(SemaphorePanel::tr("Copy Hold as"), step(member, -1, true));
        const auto value = model_.index(member, SemaphoreModel::ValueColumn).data(SemaphoreModel::ValueRole);
        if (value.isValid()) {
            offer(SemaphorePanel::tr("Copy Set to %1 as").arg(value.toUInt()),
                  operation::SetValue{info_.id, static_cast<std::uint32_t>(member), value.toUInt()});
        }
    }

    void apply(int member, int delta) {
        if (gone_) return;
        const auto index = static_cast<std::uint32_t>(member);
        const operation::Apply apply = step(member, delta);
        // The end is always told later than the number, but the number is only known after the call
        auto number = std::make_shared<OperationId>(0);
        *number = operations_.run(apply, [this, number](const Operation& operation, const Outcome& outcome) {
            endWait(*number);
            say(operation, outcome);
        });
        waits_.emplace(*number, Wait{info_.id, index, std::chrono::steady_clock::now()});
    }

    void set(int member, int value) {
        if (gone_) return;
        const operation::SetValue set{info_.id, static_cast<std::uint32_t>(member), static_cast<std::uint32_t>(value)};
        operations_.run(set, [this](const Operation& operation, const Outcome& outcome) { say(operation, outcome); });
    }

    void cancel(int member) {
        for (const auto& [id, wait] : waits_) {
            if (wait.waiting && wait.set == info_.id && wait.member == static_cast<std::uint32_t>(member))
                operations_.cancel(id);
        }
    }

    void markWaiting(OperationId id) {
        for (auto& [set, run] : runs_) {
            if (run.id == id) run.waiting = true;
        }
        showRun();
        const auto found = waits_.find(id);
        if (found == waits_.end()) return;
        found->second.waiting = true;
        showWait(found->second);
    }

    void endWait(OperationId id) {
        const auto found = waits_.find(id);
        if (found == waits_.end()) return;
        const Wait ended = found->second;
        waits_.erase(found);
        showWait(ended);
    }

    /// The longest of those that wait where this one does or did.
    void showWait(const Wait& one) {
        if (one.set != info_.id) return;
        std::optional<std::chrono::steady_clock::time_point> since;
        for (const auto& [id, wait] : waits_) {
            if (!wait.waiting || wait.set != one.set || wait.member != one.member) continue;
            since = std::min(since.value_or(wait.since), wait.since);
        }
        model_.setOwnWait(one.member, since);
        if (since && !clock_.isActive()) clock_.start();
    }

    void say(const Operation& operation, const Outcome& outcome) {
        const auto said = sentences::outcome(operation, outcome);
        emit panel_.message(said.severity, said.text);
    }

    void showAccess(bool denied) {
        denied_ = denied;
        if (denied) {
            notice_->say(QStringLiteral("lock"), SemaphorePanel::tr("You may not read this set"),
                         sentences::ownership(info_.permissions, names_.get()) + QLatin1Char(' ') +
                             SemaphorePanel::tr("Its values, and who waits, can only be read with read permission."));
        }
        pages_->setCurrentWidget(denied ? static_cast<QWidget*>(notice_) : view_);
        updateInterest();
    }

    void updateRefusal() {
        const QString why = session_.lookOnly() ? SemaphorePanel::tr("Look-only: nothing can be changed") : QString();
        model_.setRefusal(why);
        bar_->setRefusal(gone_ ? SemaphorePanel::tr("This set has been removed") : why);
    }

    void updateInterest() {
        Interest now;
        addInterest(now);
        if (std::exchange(told_, now) != now) emit panel_.interestChanged();
    }

    SemaphorePanel& panel_;
    Session& session_;
    SemaphoreModel model_;
    OwnOperations operations_;
    MemberView* view_;
    Notice* notice_;
    EndedLine* ended_;
    AtomicBar* bar_;
    QStackedLayout* pages_ = nullptr;
    QTimer fading_;
    QTimer clock_;
    SemaphoreSetInfo info_;
    bool gone_ = false;
    bool denied_ = false;
    std::shared_ptr<const NameTable> names_;
    std::unordered_map<OperationId, Wait> waits_;
    std::map<Id, Run> runs_;       ///< one a set
    UndoLedger::Adjustments owed_; ///< of the set, when the bar said what came of the last one
    Interest told_;
};

SemaphorePanel::SemaphorePanel(Session& session, QWidget* parent)
    : Panel(session, parent)
    , d_(std::make_unique<Private>(*this, session)) {}

SemaphorePanel::~SemaphorePanel() = default;

void SemaphorePanel::setObject(const ObjectInfo& info) {
    if (const auto* set = std::get_if<SemaphoreSetInfo>(&info)) d_->setObject(*set);
}

void SemaphorePanel::setInfo(const ObjectInfo& info) {
    if (const auto* set = std::get_if<SemaphoreSetInfo>(&info)) d_->setInfo(*set);
}

void SemaphorePanel::setEnded() {
    d_->setEnded();
}

void SemaphorePanel::addInterest(Interest& interest) const {
    d_->addInterest(interest);
}

bool SemaphorePanel::tells(OperationId operation) const {
    return d_->tells(operation);
}

void SemaphorePanel::apply(const Update& update) {
    d_->take(update);
}

void SemaphorePanel::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    d_->take(*view);
}

} // namespace ipclens::ui
