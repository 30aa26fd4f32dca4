// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/waiters_view.h"

#include "ui/delegates/process_delegate.h"
#include "ui/models/process_words.h"
#include "ui/models/waiter_model.h"
#include "ui/session/session.h"
#include "ui/views/page_heading.h"
#include "ui/views/process_menu.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/rows_view.h"
#include "ui/widgets/tone_label.h"

#include <QHeaderView>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 12;

} // namespace

WaitersView::WaitersView(Session& session, const QString& title, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , model_(new WaiterModel(this))
    , heading_(new PageHeading(title, this))
    , hidden_(new ToneLabel(Tone::MutedText, this))
    , pages_(new QStackedWidget(this))
    , nobody_(new EmptyState({}, {}, pages_)) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    buildTable();
    hidden_->setObjectName(QStringLiteral("hiddenWaiters"));
    nobody_->setObjectName(QStringLiteral("nobodyWaits"));
    hidden_->setElides(true);
    hidden_->setContentsMargins(sideMargin, 5, sideMargin, 5);
    hidden_->hide();
    pages_->addWidget(table_);
    pages_->addWidget(nobody_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(heading_);
    layout->addWidget(pages_, 1);
    layout->addWidget(hidden_);
    setFocusProxy(table_);
    setObject({});
}

void WaitersView::buildTable() {
    auto* delegate = new ProcessDelegate(WaiterModel::KindRole, WaiterModel::PartsRole, this);
    delegate->setTextTone([](const QModelIndex& index) -> std::optional<Tone> {
        switch (index.column()) {
        case WaiterModel::AsksColumn: return Tone::WarningText;
        case WaiterModel::ThreadColumn:
        case WaiterModel::UserColumn:
        case WaiterModel::ContainerColumn: return Tone::MutedText;
        default: return std::nullopt;
        }
    });
    table_ = new RowsView(*model_, *delegate, pages_);
    table_->setObjectName(QStringLiteral("waiters"));
    table_->setAccessibleName(tr("Who waits"));
    table_->setColumns(
        {{QStringLiteral("philosopher"), QStringLiteral("philosopher-wide"), 1, 0},
         {QStringLiteral("4711000"), QStringLiteral("4711000 / 4711000"), 0, 0},
         {QStringLiteral("0x51a00001-00"), QStringLiteral("/render-lock-name"), 2, 0}, // and its dot
         {QStringLiteral("semop [0] \u22121 undo, [1]"), QStringLiteral("semop [0] \u22121 undo, [1] \u22121"), 4, 0},
         {QStringLiteral("\u2265 59 min"), QStringLiteral("\u2265 59 min"), 0, 0},
         {QStringLiteral("www-data"), QStringLiteral("www-data"), 0, 2},
         {QStringLiteral("docker 3f2a"), QStringLiteral("docker 3f2a91c0b7de"), 1, 1}});
    table_->setColumnEmpty(WaiterModel::ContainerColumn, true);
    table_->header()->setSectionsClickable(true);
    table_->header()->setSortIndicator(WaiterModel::SinceColumn, Qt::DescendingOrder);
    table_->setSortingEnabled(true);
    connect(table_, &RowsView::opened, this, &WaitersView::activate);
    connect(table_, &QWidget::customContextMenuRequested, this, &WaitersView::showMenu);
}

void WaitersView::setObject(std::optional<ObjectId> object) {
    object_ = object;
    model_->setObject(object);
    table_->setColumnEmpty(WaiterModel::ObjectColumn, object.has_value());
    nobody_->setTitle(object ? tr("Nobody waits for it") : tr("Nobody waits"));
    nobody_->setExplanation(
        object ? tr("A thread that begins to wait for this object is shown with the next look at all threads.")
               : tr("No thread is blocked on a semaphore or a message queue now. One that begins "
                    "to wait is shown with the next look at all threads."));
    heading_->say(tr("Looking through all threads\u2026"));
    hidden_->hide();
    pages_->setCurrentWidget(table_);
}

void WaitersView::setEnded() {
    model_->setEnded();
}

void WaitersView::apply(const std::shared_ptr<const ProcessView>& view) {
    if (!view->waiters) return;
    const auto update = session_.last();
    model_->apply(view, update);
    table_->setColumnEmpty(WaiterModel::ContainerColumn, !model_->hasContainers());
    heading_->say(process_words::scanAge(*view));
    const QString hidden = process_words::hidden(*view, object_, update.get());
    hidden_->setText(hidden);
    hidden_->setVisible(!hidden.isEmpty());
    const bool looked = view->scannedAt != std::chrono::steady_clock::time_point{};
    QWidget* page = looked && model_->rowCount() == 0 && hidden.isEmpty() ? static_cast<QWidget*>(nobody_) : table_;
    if (pages_->currentWidget() != page) pages_->setCurrentWidget(page);
}

void WaitersView::activate(const QModelIndex& index) {
    if (!index.isValid() || object_) return;
    if (const auto& object = model_->waiterAt(index.row()).object) emit objectActivated(*object);
}

void WaitersView::showMenu(const QPoint& position) {
    const QModelIndex index = table_->indexAt(position);
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled)) return;
    const processes::Waiter waiter = model_->waiterAt(index.row());
    auto* menu = new ProcessMenu(session_, waiter.process, object_ ? std::nullopt : waiter.object, this);
    menu->addCopy(index);
    connect(menu, &ProcessMenu::objectActivated, this, &WaitersView::objectActivated);
    connect(menu, &ProcessMenu::signalAsked, this, &WaitersView::signalAsked);
    menu->popup(table_->viewport()->mapToGlobal(position));
}

} // namespace ipclens::ui
