// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// How the window is put together: its parts, its menus, and who tells whom.

#include "core/base/version.h"
#include "core/listing/filter.h"
#include "ui/arrival_teller.h"
#include "ui/detail_area.h"
#include "ui/health_watch.h"
#include "ui/leftover_offer.h"
#include "ui/main_window.h"
#include "ui/models/filter_terms.h"
#include "ui/models/object_table_model.h"
#include "ui/namespace_chooser.h"
#include "ui/operation_desk.h"
#include "ui/panels/held_strip.h"
#include "ui/panels/limits_view.h"
#include "ui/row_menu.h"
#include "ui/session/session.h"
#include "ui/session/window_fields.h"
#include "ui/settings.h"
#include "ui/status_text.h"
#include "ui/theme_controller.h"
#include "ui/views/pages.h"
#include "ui/views/process_page.h"
#include "ui/views/process_pages.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_line.h"
#include "ui/widgets/message_banner.h"
#include "ui/widgets/object_table.h"
#include "ui/widgets/side_bar.h"
#include "ui/widgets/space_guard.h"
#include "ui/widgets/status_line.h"
#include "ui/widgets/wait_strip.h"
#include "ui/window_actions.h"
#include "ui/window_tool_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>
#include <utility>
#include <vector>

namespace ipclens::ui {
namespace {

constexpr QSize firstSize{1180, 760};
/// Its header and two rows.
constexpr int leastList = 84;

QVBoxLayout* plainColumn(QWidget* parent) {
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

/// Fields and their words, as the filter of Session knows them, and the names that are listed.
FilterLine::Offer completionsOf(const QString& before, const Session& session) {
    const std::vector<listing::Filter::ExtraField> windowFields{
        {"is", {}, WindowFields::states()}, {"pid", {}, {}}, {"process", {}, {}}};
    const auto last = session.last();
    auto offer = filter_terms::offerFor(before, windowFields, last ? last->rows->snapshot.get() : nullptr);
    return {offer.from, std::move(offer.words)};
}

} // namespace

void MainWindow::buildContent() {
    auto* central = new QWidget(this);
    auto* rows = plainColumn(central);
    toolBar_ = new WindowToolBar(*actions_, central);
    auto* namespaces = new NamespaceChooser(session_, this);
    connect(namespaces, &NamespaceChooser::message, this, &MainWindow::showMessage);
    toolBar_->addFirst(namespaces->makeButton(toolBar_));
    sides_ = new QSplitter(Qt::Horizontal, central);
    status_ = new StatusLine(central);
    rows->addWidget(toolBar_);
    rows->addWidget(sides_, 1);
    rows->addWidget(status_);
    setCentralWidget(central);

    sideBar_ = new SideBar(sides_);
    auto* mainPane = new QWidget(sides_);
    mainColumn_ = plainColumn(mainPane);
    main_ = new QStackedWidget(mainPane);
    mainColumn_->addWidget(main_, 1);
    parts_ = new QSplitter(Qt::Vertical, main_);
    main_->addWidget(parts_);
    health_ = new HealthWatch(this);
    pages_ = new ProcessPages(session_, *main_);

    auto* listPane = new QWidget(parts_);
    listColumn_ = plainColumn(listPane);
    list_ = new QStackedWidget(listPane);
    listColumn_->addWidget(list_, 1);
    table_ = new ObjectTable(*model_, list_);
    list_->addWidget(table_);
    buildListPages();
    waits_ = new WaitStrip(session_, listPane);
    held_ = new HeldStrip(session_, listPane);
    banner_ = new MessageBanner(listPane);
    listColumn_->addWidget(held_);
    listColumn_->addWidget(waits_);
    listColumn_->addWidget(banner_);
    details_ = new DetailArea(session_, parts_, &settings_);
    waits_->setToldElsewhere([this](OperationId operation) { return details_->tells(operation); });

    sides_->setObjectName(QStringLiteral("sides"));
    parts_->setObjectName(QStringLiteral("parts"));
    for (QSplitter* splitter : {sides_, parts_}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(splitter == sides_ ? 1 : 3);
    }
    sides_->setStretchFactor(1, 1);
    parts_->setStretchFactor(0, 3);
    parts_->setStretchFactor(1, 5);
    list_->setMinimumHeight(leastList); // strips and banner come on top of it
    details_->setMinimumHeight(140);
}

void MainWindow::buildListPages() {
    noObjects_ = new EmptyState(tr("No IPC objects"),
                                tr("There are no semaphores, shared memory or message queues here now, neither of "
                                   "System V nor of POSIX. What appears is shown at once."),
                                list_);
    noObjects_->setObjectName(QStringLiteral("noObjects"));
    const std::array<QString, 3> captions{tr("Create a semaphore"), tr("Create shared memory"),
                                          tr("Create a message queue")};
    for (std::size_t kind = 0; kind < captions.size(); ++kind) {
        QAction* action = actions_->create.at(kind);
        QPushButton* button = noObjects_->addButton(captions.at(kind));
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [action, button] {
            button->setEnabled(action->isEnabled());
            button->setToolTip(action->toolTip());
        });
    }
    noMatches_ = new EmptyState(tr("No object matches the filter"), tr("There are others that it leaves out."), list_);
    noMatches_->setObjectName(QStringLiteral("noMatches"));
    QPushButton* clear = noMatches_->addButton(tr("Clear the filter"));
    connect(clear, &QPushButton::clicked, &toolBar_->filterLine(), &QLineEdit::clear);
    list_->addWidget(noObjects_);
    list_->addWidget(noMatches_);
}

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addMenu(actions_->makeCreateMenu(this));
    file->addSeparator();
    file->addAction(actions_->quit);

    QMenu* object = menuBar()->addMenu(tr("&Object"));
    object->addActions({actions_->change, actions_->remove, actions_->pin});
    object->addSeparator();
    object->addActions({actions_->copyName, actions_->copyCommand, actions_->copyKey, actions_->copyId});

    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addActions(actions_->places->actions());
    view->addSeparator();
    view->addActions({actions_->filter, actions_->focusList, actions_->focusDetails});
    view->addSeparator();
    view->addMenu(actions_->makeLiveMenu(this));
    view->addActions({actions_->health, actions_->lookOnly});
    view->addSeparator();
    view->addMenu(makeColumnMenu(*table_, this));
    view->addMenu(actions_->makeThemeMenu(this));

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(actions_->about);
}

void MainWindow::connectActions() {
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
        QAction* action = actions_->create.at(static_cast<std::size_t>(kind));
        connect(action, &QAction::triggered, this, [this, kind] { desk_->create(kind); });
    }
    connect(actions_->change, &QAction::triggered, this, &MainWindow::openChangeDialog);
    connect(actions_->remove, &QAction::triggered, this, [this] { desk_->remove(table_->selectedObjects()); });
    connect(actions_->pin, &QAction::triggered, this, &MainWindow::pinChosen);
    connectCopyActions(*actions_, *table_);
    connect(actions_->pause, &QAction::toggled, &session_, &Session::setPaused);
    connect(actions_->refresh, &QAction::triggered, &session_, &Session::refresh);
    connect(actions_->lookOnly, &QAction::toggled, &session_, &Session::setLookOnly);
    connect(&session_, &Session::lookOnlyChanged, this, [this](bool lookOnly) {
        actions_->lookOnly->setChecked(lookOnly);
        updateActions();
    });
    connect(actions_->rates, &QActionGroup::triggered, this, [this](const QAction* action) {
        session_.setRate(action->data().toDouble());
        settings_.setRate(action->data().toDouble());
    });
    connect(actions_->themes, &QActionGroup::triggered, this,
            [this](const QAction* action) { theme_.setTheme(static_cast<Theme>(action->data().toInt())); });
    connect(actions_->places, &QActionGroup::triggered, this,
            [this](const QAction* action) { sideBar_->setPlace(static_cast<Place>(action->data().toInt())); });
    connect(actions_->filter, &QAction::triggered, this, [this] {
        toolBar_->filterLine().setFocus(Qt::ShortcutFocusReason);
        toolBar_->filterLine().selectAll();
    });
    connect(actions_->focusList, &QAction::triggered, table_, [this] {
        if (ProcessPage* page = pages_->visible()) return page->focusMain();
        table_->setFocus(Qt::ShortcutFocusReason);
    });
    connect(actions_->focusDetails, &QAction::triggered, details_, &DetailArea::focusPage);
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_->about, &QAction::triggered, this, &MainWindow::showAbout);
    // Delete and copying mean chosen rows; elsewhere in the window these keys have another meaning
    for (QAction* action : {actions_->remove, actions_->copyName}) {
        removeAction(action);
        table_->addAction(action);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    }
    new SpaceGuard(this);
}

void MainWindow::connectParts() {
    interestTimer_.setSingleShot(true);
    connect(&interestTimer_, &QTimer::timeout, this, &MainWindow::sendInterest);
    connect(&session_, &Session::updated, this, &MainWindow::apply);
    connect(&session_, &Session::processesUpdated, this, &MainWindow::applyProcesses);
    connect(sideBar_, &SideBar::placeChosen, this, &MainWindow::setPlace);
    FilterLine& filter = toolBar_->filterLine();
    filter.setCompletions([this](const QString& before) { return completionsOf(before, session_); });
    connect(&filter, &QLineEdit::textChanged, this, &MainWindow::sendQuery);
    connect(&filter, &FilterLine::leaving, table_, [this] { table_->setFocus(Qt::OtherFocusReason); });
    connect(table_, &ObjectTable::typed, &filter, [&filter](const QString& text) {
        filter.setFocus(Qt::OtherFocusReason);
        filter.insert(text);
    });
    connect(table_, &ObjectTable::sortOrderChanged, this, &MainWindow::sendQuery);
    connect(table_, &ObjectTable::visibleRowsChanged, this, &MainWindow::sendInterestSoon);
    connect(table_, &ObjectTable::chosenColumnsChanged, this, &MainWindow::sendInterestSoon);
    connect(table_, &ObjectTable::currentObjectChanged, this, &MainWindow::showChosen);
    connect(table_, &ObjectTable::selectionSizeChanged, this, &MainWindow::updateActions);
    connect(table_, &ObjectTable::currentObjectChanged, this, &MainWindow::updateActions);
    connect(table_, &ObjectTable::opened, details_, &DetailArea::focusPage);
    connect(table_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& position) { showRowMenu(*table_, position, *actions_, toolBar_->filterLine()); });
    connect(details_, &DetailArea::interestChanged, this, &MainWindow::sendInterestSoon);
    connect(details_, &DetailArea::message, this, &MainWindow::showMessage);
    connect(details_, &DetailArea::outdated, banner_, &MessageBanner::withdraw);
    connect(details_, &DetailArea::resizeAsked, desk_, &OperationDesk::resize);
    connect(desk_, &OperationDesk::message, this, &MainWindow::showMessage);
    connect(held_, &HeldStrip::message, this, &MainWindow::showMessage);
    const auto* leftovers = new LeftoverOffer(session_, this);
    connect(leftovers, &LeftoverOffer::message, this, &MainWindow::showMessage);
    connect(leftovers, &LeftoverOffer::offered, banner_, &MessageBanner::offer);
    const auto* arrivals = new ArrivalTeller(session_, this);
    connect(arrivals, &ArrivalTeller::message, this, &MainWindow::showMessage);
    connect(held_, &HeldStrip::leaving, table_, [this] { table_->setFocus(Qt::OtherFocusReason); });
    connect(desk_, &OperationDesk::created, this, &MainWindow::expect);
    connectHealth();
    connect(waits_, &WaitStrip::underWayChanged, this,
            [this](int waiting, int running) { status_->setNotice(underWayText(waiting, running), waiting > 0); });
}

void MainWindow::connectHealth() {
    connect(health_, &HealthWatch::interestChanged, this, &MainWindow::sendInterestSoon);
    connect(health_, &HealthWatch::countsChanged, this, &MainWindow::showHealthCounts);
    connect(pages_, &ProcessPages::objectActivated, this, &MainWindow::showObject);
    connect(pages_, &ProcessPages::removalAsked, desk_, &OperationDesk::remove);
    connect(pages_, &ProcessPages::signalAsked, desk_, &OperationDesk::sendSignal);
    connect(details_, &DetailArea::signalAsked, desk_, &OperationDesk::sendSignal);
    connect(pages_, &ProcessPages::message, this, &MainWindow::showMessage);
    actions_->health->setChecked(!sideBar_->isHealthFolded());
    connect(actions_->health, &QAction::toggled, this, [this](bool on) { sideBar_->setHealthFolded(!on); });
    connect(sideBar_, &SideBar::healthFolded, this, [this](bool folded) {
        actions_->health->setChecked(!folded);
        settings_.setHealthFolded(folded);
        tellVisibility();
    });
    for (QAction* action : actions_->places->actions()) {
        const auto place = static_cast<Place>(action->data().toInt());
        if (kindOf(place) || place == Place::All || place == Place::Limits || hasProcessPage(place)) continue;
        sideBar_->leaveOut(place);
        action->setVisible(false);
        action->setEnabled(false);
    }
}

void MainWindow::restore() {
    sideBar_->setHealthFolded(settings_.healthFolded());
    table_->setColumnPlaces(settings_.columns());
    table_->setSortOrder(settings_.sortOrder());
    session_.setRate(settings_.rate());
    actions_->setRate(settings_.rate());
    for (QAction* action : actions_->themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(theme_.theme()));
    if (!restoreGeometry(settings_.windowGeometry())) resize(firstSize);
    const auto sides = settings_.splitterSizes(QStringLiteral("sides"), 2);
    sides_->setSizes(sides.isEmpty() ? QList<int>{sideBar_->sizeHint().width(), firstSize.width()} : sides);
    const auto parts = settings_.splitterSizes(QStringLiteral("parts"), 2);
    parts_->setSizes(parts.isEmpty() ? QList<int>{300, 500} : parts);
}

void MainWindow::remember() {
    settings_.setColumns(table_->columnPlaces());
    settings_.setSortOrder(table_->sortOrder());
    settings_.setWindowGeometry(saveGeometry());
    settings_.setSplitterSizes(QStringLiteral("sides"), sides_->sizes());
    settings_.setSplitterSizes(QStringLiteral("parts"), parts_->sizes());
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About IPC Lens"));
    box->setTextFormat(Qt::PlainText);
    const std::string_view number = version();
    const QString versionText = QString::fromUtf8(number.data(), static_cast<qsizetype>(number.size()));
    box->setText(tr("IPC Lens %1").arg(versionText));
    box->setInformativeText(
        tr("Shows semaphores, shared memory and message queues of System V and POSIX as they live.\n\n"
           "Looking changes nothing. MIT licence."));
    box->open();
}

} // namespace ipclens::ui
