// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/waiters_view.h"

#include "ui/delegates/process_delegate.h"
#include "ui/models/process_words.h"
#include "ui/models/users_seen.h"
#include "ui/models/waiter_model.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/views/page_heading.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QLayout>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 12;

} // namespace

WaitersView::WaitersView(Session& session, const QString& title, QWidget* parent)
    : ProcessRowsView(session, title, parent)
    , model_(new WaiterModel(this))
    , hidden_(new ToneLabel(Tone::MutedText, this)) {
    buildTable();
    hidden_->setObjectName(QStringLiteral("hiddenWaiters"));
    nobody().setObjectName(QStringLiteral("nobodyWaits"));
    hidden_->setElides(true);
    hidden_->setContentsMargins(sideMargin, 5, sideMargin, 5);
    hidden_->hide();
    layout()->addWidget(hidden_);
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
    makeTable(
        *model_, *delegate,
        {{QStringLiteral("philosopher"), QStringLiteral("philosopher-wide"), 1, 0},
         {QStringLiteral("4711000"), QStringLiteral("4711000 / 4711000"), 0, 0},
         {QStringLiteral("0x51a00001-00"), QStringLiteral("/render-lock-name"), 2, 0}, // and its dot
         {QStringLiteral("semop [0] \u22121 undo, [1]"), QStringLiteral("semop [0] \u22121 undo, [1] \u22121"), 4, 0},
         {QStringLiteral("\u2265 59 min"), QStringLiteral("\u2265 59 min"), 0, 0},
         {QStringLiteral("www-data"), QStringLiteral("www-data"), 0, 2},
         {QStringLiteral("docker 3f2a"), QStringLiteral("docker 3f2a91c0b7de"), 1, 1}});
    table().setObjectName(QStringLiteral("waiters"));
    table().setAccessibleName(tr("Who waits"));
    table().setColumnEmpty(WaiterModel::ContainerColumn, true);
    sortFirst(WaiterModel::SinceColumn, Qt::DescendingOrder);
}

void WaitersView::setObject(std::optional<ObjectId> object) {
    beginLooking(object, tr("Looking through all threads\u2026"));
    model_->setObject(object);
    table().setColumnEmpty(WaiterModel::ObjectColumn, object.has_value());
    tellNobody(0);
    hidden_->hide();
}

/// Flatly only where every thread could be looked into.
void WaitersView::tellNobody(std::uint32_t notTold) {
    if (notTold == 0) {
        nobody().setTitle(object() ? tr("Nobody waits for it") : tr("Nobody waits"));
        nobody().setExplanation(
            object() ? tr("A thread that begins to wait for this object is shown with the next look at all threads.")
                     : tr("No thread is blocked on a semaphore or a message queue now. One that begins "
                          "to wait is shown with the next look at all threads."));
        return;
    }
    const QString threads = words::counted(notTold, tr("thread"), tr("threads"));
    nobody().setTitle(object() ? tr("Nobody is seen to wait for it") : tr("Nobody is seen to wait"));
    nobody().setExplanation(
        object() ? tr("%1 could not be looked into, and may wait for this object.").arg(threads)
                 : tr("%1 could not be looked into, and may wait for a semaphore or a message queue.").arg(threads));
}

void WaitersView::setEnded() {
    model_->setEnded();
}

void WaitersView::apply(const std::shared_ptr<const ProcessView>& view) {
    if (!view->waiters) return;
    const auto update = session().last();
    model_->apply(view, update);
    table().setColumnEmpty(WaiterModel::ContainerColumn, !model_->hasContainers());
    heading().say(process_words::scanAge(*view, object()));
    const QString hidden = process_words::hidden(*view, object(), update.get());
    hidden_->setText(hidden);
    hidden_->setVisible(!hidden.isEmpty());
    const bool looked = view->scannedAt != std::chrono::steady_clock::time_point{};
    tellNobody(waitsNotTold(*view, object()));
    showNobody(looked && model_->rowCount() == 0 && hidden.isEmpty());
}

void WaitersView::activate(const QModelIndex& index) {
    if (!index.isValid() || object()) return;
    if (const auto& awaited = model_->waiterAt(index.row()).object) emit objectActivated(*awaited);
}

ProcessRowsView::Subject WaitersView::subjectOf(const QModelIndex& index) const {
    const processes::Waiter& waiter = model_->waiterAt(index.row());
    return {waiter.process, object() ? std::nullopt : waiter.object};
}

} // namespace ipclens::ui
