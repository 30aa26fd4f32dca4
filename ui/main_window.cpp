// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/main_window.h"

#include "ui/detail_area.h"
#include "ui/health_watch.h"
#include "ui/models/object_table_model.h"
#include "ui/models/words.h"
#include "ui/operation_desk.h"
#include "ui/panels/held_strip.h"
#include "ui/panels/limits_view.h"
#include "ui/row_menu.h"
#include "ui/session/session.h"
#include "ui/session/window_fields.h"
#include "ui/settings.h"
#include "ui/status_text.h"
#include "ui/theme_controller.h"
#include "ui/views/process_page.h"
#include "ui/views/process_pages.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_line.h"
#include "ui/widgets/message_banner.h"
#include "ui/widgets/object_table.h"
#include "ui/widgets/side_bar.h"
#include "ui/widgets/status_line.h"
#include "ui/widgets/wait_strip.h"
#include "ui/window_actions.h"
#include "ui/window_tool_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

/// How long a new object may take to be listed, to be chosen then.
constexpr auto expectation = 5s;
/// Until what the window shows is asked for: once for all that happens together.
constexpr auto interestDelay = 5ms;

ProcessInterest both(const ProcessInterest& one, const ProcessInterest& other) {
    return {one.waiting || other.waiting, one.uses || other.uses, one.orphans || other.orphans};
}

} // namespace

MainWindow::MainWindow(Session& session, Settings& settings, ThemeController& theme, QWidget* parent)
    : QMainWindow(parent)
    , session_(session)
    , settings_(settings)
    , theme_(theme)
    , actions_(new WindowActions(this))
    , desk_(new OperationDesk(session, settings, this))
    , model_(new ObjectTableModel(this)) {
    setWindowTitle(tr("IPC Lens"));
    buildContent();
    buildMenus();
    connectActions();
    connectParts();
    restore();
    table_->setFocus(Qt::OtherFocusReason); // the arrows choose at once, and what is typed goes on to the filter
    sendQuery();
    if (const auto last = session_.last()) apply(last);
}

MainWindow::~MainWindow() = default;

void MainWindow::setLookOnly(bool lookOnly) {
    actions_->lookOnly->setChecked(lookOnly);
}

void MainWindow::apply(const std::shared_ptr<const Update>& update) {
    const bool newRows = update->rows != rows_;
    const bool otherQuery = update->query != query_;
    rows_ = update->rows;
    query_ = update->query;
    model_->apply(update);
    followPins(*update);
    sideBar_->setCounts(update->counts);
    showHealth(*update);
    showListPage(*update);
    if (main_->currentWidget() == limits_ && limits_ != nullptr) {
        limits_->apply(*update);
    } else if (main_->currentWidget() == parts_) {
        details_->apply(*update);
    }
    chooseWhatIsExpected();
    if (newRows) chooseAgain();
    // Where the list was scrolled to says nothing of what it lists now
    if (otherQuery) table_->showFromTop();
    updateActions();
}

void MainWindow::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    if (view == nullptr) return;
    health_->apply(*view);
    pages_->apply(view);
    model_->setProcesses(view);
    if (main_->currentWidget() == parts_) details_->apply(view);
}

void MainWindow::showHealthCounts() {
    sideBar_->setHealth(health_->counts());
    if (const auto last = session_.last()) showHealth(*last);
}

void MainWindow::showHealth(const Update& update) {
    const HealthText health = healthText(update.health);
    QStringList left{objectsText(update, main_->currentWidget() == parts_), waitingText(health_->counts())};
    left.removeAll(QString());
    status_->setLeft(left.join(QStringLiteral(" \u00b7 ")));
    status_->setAlarm(deadlockText(health_->counts()));
    status_->setRight(health.line, health.alarming, health.explanation);
    const auto& error = update.health.filterError;
    toolBar_->filterLine().setError(error ? words::printable(error->reason) : QString());
}

void MainWindow::showListPage(const Update& update) {
    if (!update.rows) return;
    QWidget* page = table_;
    if (update.rows->order.empty()) {
        const KindCounts& counts = update.counts;
        const bool none = counts.semaphores + counts.sharedMemory + counts.messageQueues == 0;
        const bool filtered = !update.query.filter.empty();
        page = !none && filtered ? noMatches_ : noObjects_;
        // Where a filter is not understood the answer to the last one stays, and that may be an empty list
        const auto& error = update.health.filterError;
        noMatches_->setExplanation(error ? words::printable(error->reason)
                                         : tr("There are others that it leaves out."));
        noObjects_->setTitle(none ? tr("No IPC objects") : tr("None of this kind"));
        // With nothing to choose there is nothing to see in full, but what is gone stays in sight
        if (none && !details_->isOccupied()) details_->hide();
    } else {
        details_->show();
    }
    if (list_->currentWidget() != page) list_->setCurrentWidget(page);
}

/// An object that was just made is chosen as soon as it is listed; in the very first list the first row, so that the
/// window shows at once what it is for.
void MainWindow::chooseWhatIsExpected() {
    if (expected_) {
        if (table_->chooseObject(*expected_) || std::chrono::steady_clock::now() > expectedUntil_) expected_.reset();
        return;
    }
    if (choseFirst_ || model_->rowCount() == 0) return;
    choseFirst_ = true;
    // After the list was painted, which should not wait for a panel
    QTimer::singleShot(interestDelay, this, [this] {
        if (details_->isOccupied() || model_->rowCount() == 0) return;
        table_->chooseObject(objectIdOf(model_->viewAt(0)));
    });
}

/// What is shown in full had its row left out by the filter for a while, and has it back now.
void MainWindow::chooseAgain() {
    const auto shown = details_->object();
    if (shown && !table_->currentIndex().isValid()) table_->chooseObject(*shown);
}

void MainWindow::setPlace(Place place) {
    for (QAction* action : actions_->places->actions()) {
        if (action->data().toInt() == static_cast<int>(place)) action->setChecked(true);
    }
    QWidget* shown = widgetOf(place);
    main_->setCurrentWidget(shown);
    if (const auto last = session_.last()) showHealth(*last);
    // Messages stand below what is seen now
    auto* below = shown == parts_ ? listColumn_ : mainColumn_;
    below->addWidget(held_);
    below->addWidget(waits_);
    below->addWidget(banner_);
    if (shown == parts_) {
        sendQuery();
        details_->apply(session_.processes()); // the next is up to a second away
    }
    pages_->apply(session_.processes());
    updateActions();
    sendInterestSoon();
}

/// Views are made when they are first chosen.
QWidget* MainWindow::widgetOf(Place place) {
    if (ProcessPage* page = pages_->pageOf(place)) return page;
    if (place != Place::Limits) return parts_;
    if (limits_ == nullptr) {
        limits_ = new LimitsView(this);
        main_->addWidget(limits_);
        if (const auto last = session_.last()) limits_->apply(*last);
    }
    return limits_;
}

/// In the list of all objects, whatever the filter had left.
void MainWindow::showObject(ObjectId object) {
    sideBar_->setPlace(Place::All);
    table_->setFocus(Qt::OtherFocusReason);
    if (table_->chooseObject(object)) return;
    toolBar_->filterLine().clear();
    expect(object);
}

void MainWindow::sendQuery() {
    const SortOrder order = table_->sortOrder();
    RowQuery query;
    query.filter = toolBar_->filterLine().text().toStdString();
    query.kind = kindOf(sideBar_->place());
    query.column = order.column;
    query.descending = order.descending;
    session_.setQuery(query);
    sendInterestSoon(); // what the filter looks at
}

void MainWindow::sendInterestSoon() {
    if (!interestTimer_.isActive()) interestTimer_.start(interestDelay);
}

/// A column that is not shown costs nothing, and neither does a term that is not in the filter.
ProcessInterest MainWindow::listInterest() const {
    const ProcessInterest columns{.waiting = table_->isColumnVisible(Column::Waiting),
                                  .uses = table_->isColumnVisible(Column::UsedBy)};
    return both(columns, WindowFields::interestOf(toolBar_->filterLine().text().toStdString()));
}

void MainWindow::sendInterest() {
    Interest interest;
    if (main_->currentWidget() == parts_) {
        if (list_->currentWidget() == table_) interest.visibleRows = model_->visibleObjects();
        details_->addInterest(interest);
        interest.processes = both(interest.processes, listInterest());
    } else if (const ProcessPage* page = pages_->visible()) {
        interest.processes = page->interest();
    } else if (limits_ != nullptr) {
        limits_->addInterest(interest);
    }
    interest.processes = both(interest.processes, health_->interest());
    health_->setLookedFor(interest.processes);
    for (const ObjectId object : pinned_) {
        auto& read = interest.visibleRows;
        if (std::find(read.begin(), read.end(), object) == read.end()) read.push_back(object);
    }
    session_.setInterest(interest);
}

void MainWindow::tellVisibility() {
    const bool visible = isVisible() && !isMinimized();
    session_.setWindowVisible(visible);
    health_->setSeen(visible && !sideBar_->isHealthFolded());
}

void MainWindow::updateActions() {
    const bool listed = main_->currentWidget() == parts_ && list_->currentWidget() == table_;
    const auto objects = listed ? table_->selectedObjects() : std::vector<ObjectId>();
    const int chosen = static_cast<int>(objects.size());
    const bool withId =
        std::any_of(objects.begin(), objects.end(), [](ObjectId object) { return object.api() == Api::SysV; });
    const auto object = listed ? table_->currentObject() : std::nullopt;
    const bool isSet = chosen == 1 && object && object->kind == Kind::Semaphore && object->api() == Api::SysV;
    actions_->update({session_.lookOnly(), chosen, isSet, isSet && pinned_.contains(*object), withId});
}

void MainWindow::showChosen() {
    const auto object = table_->currentObject();
    if (!object || object == details_->object()) return;
    details_->setObject(copyOf(model_->viewAt(table_->currentIndex().row())));
    sendInterestSoon();
}

void MainWindow::showMessage(Severity severity, const QString& text) {
    banner_->showMessage(severity, text);
}

void MainWindow::expect(ObjectId object) {
    expected_ = object;
    expectedUntil_ = std::chrono::steady_clock::now() + expectation;
    choseFirst_ = true;
}

void MainWindow::openChangeDialog() {
    const auto chosen = table_->selectedObjects();
    if (chosen.size() != 1) return;
    const int row = model_->rowOf(chosen.front());
    if (row >= 0) desk_->change(copyOf(model_->viewAt(row)));
}

/// The values of a set that is not seen go on being read, so that its last minute has no gap.
void MainWindow::pinChosen(bool pin) {
    const auto object = table_->currentObject();
    if (!object || object->kind != Kind::Semaphore || object->api() != Api::SysV) return;
    if (pin) {
        pinned_.insert(*object);
    } else {
        pinned_.erase(*object);
    }
    sendInterestSoon();
}

/// A pin means one object, and not the next one that has its id.
void MainWindow::followPins(const Update& update) {
    const auto gone = [&](ObjectId object) {
        return !update.rows->snapshot->find(object) ||
               std::find(update.made.begin(), update.made.end(), object) != update.made.end();
    };
    if (std::erase_if(pinned_, gone) > 0) sendInterestSoon();
}

QStringList MainWindow::whatClosingCosts() const {
    QStringList costs;
    if (!session_.undo().empty())
        costs += tr("When it ends the kernel turns back what was done here with undo:\n\n%1")
                     .arg(whatIsTurnedBack(session_.undo()).join(QLatin1Char('\n')));
    if (const std::size_t kept = details_->keptMessages(); kept == 1) {
        costs += tr("1 message that was taken out of its queue is nowhere else, and would be lost.");
    } else if (kept > 1) {
        costs += tr("%1 messages that were taken out of their queues are nowhere else, and would be lost.")
                     .arg(words::count(kept));
    }
    return costs;
}

void MainWindow::askWhetherToClose() {
    const bool held = !session_.undo().empty();
    auto* box =
        new QMessageBox(QMessageBox::Warning, held ? tr("Something is turned back") : tr("Messages would be lost"),
                        tr("Close IPC Lens?"), QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("heldQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(whatClosingCosts().join(QStringLiteral("\n\n")));
    QPushButton* close = box->addButton(tr("C&lose"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(close, &QPushButton::clicked, this, [this] {
        closingAgreed_ = true;
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
    box->open();
}

void MainWindow::closeUnasked() {
    closingAgreed_ = true;
    close();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    tellVisibility();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    tellVisibility();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) tellVisibility();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!closingAgreed_ && !whatClosingCosts().isEmpty()) {
        event->ignore();
        if (findChild<QMessageBox*>(QStringLiteral("heldQuestion")) == nullptr) askWhetherToClose();
        return;
    }
    remember();
    QMainWindow::closeEvent(event);
}

} // namespace ipclens::ui
