// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/orphans_page.h"

#include "ui/delegates/process_delegate.h"
#include "ui/models/orphan_model.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/views/page_heading.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/rows_view.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>
#include <optional>

namespace ipclens::ui {
namespace {

EpochSeconds nowSeconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

QString headline(const processes::Orphans& found) {
    std::uint64_t bytes = 0;
    for (const processes::Orphan& orphan : found.orphans)
        bytes += orphan.bytes;
    QStringList parts;
    if (!found.orphans.empty()) {
        const QString objects = words::counted(found.orphans.size(), OrphansPage::tr("object that likely nobody needs"),
                                               OrphansPage::tr("objects that likely nobody needs"));
        parts += bytes > 0 ? OrphansPage::tr("%1, %2").arg(objects, words::size(bytes)) : objects;
    }
    if (found.notTold > 0) {
        parts += OrphansPage::tr("of %1 it can\u2019t be told: %2")
                     .arg(words::counted(found.notTold, OrphansPage::tr("other"), OrphansPage::tr("others")),
                          words::line(found.doubt));
    }
    return parts.join(QStringLiteral("  \u00b7  "));
}

} // namespace

OrphansPage::OrphansPage(Session& session, QWidget* parent)
    : ProcessPage(session, parent)
    , heading_(new PageHeading(tr("Orphans"), this))
    , model_(new OrphanModel(this))
    , pages_(new QStackedWidget(this))
    , nothing_(new EmptyState(tr("Looking\u2026"), QString(), this))
    , all_(new QPushButton(tr("Choose &all"), this))
    , remove_(new QPushButton(tr("Re&move chosen\u2026"), this)) {
    setObjectName(QStringLiteral("orphansPage"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    buildTable();
    all_->setObjectName(QStringLiteral("chooseAll"));
    remove_->setObjectName(QStringLiteral("removeChosen"));
    heading_->addWidget(all_);
    heading_->addWidget(remove_);
    pages_->addWidget(nothing_);
    pages_->addWidget(table_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(heading_);
    layout->addWidget(pages_, 1);
    connect(all_, &QPushButton::clicked, this,
            [this] { model_->chooseAll(model_->chosen().size() < model_->choosable()); });
    connect(remove_, &QPushButton::clicked, this, [this] { emit removalAsked(model_->chosen()); });
    connect(model_, &OrphanModel::choiceChanged, this, &OrphansPage::showChoice);
    connect(&this->session(), &Session::lookOnlyChanged, this, &OrphansPage::showChoice);
    showChoice();
}

void OrphansPage::buildTable() {
    auto* delegate = new ProcessDelegate(OrphanModel::KindRole, -1, this);
    delegate->setTextTone([](const QModelIndex& index) {
        return index.column() == OrphanModel::AgeColumn ? std::optional(Tone::MutedText) : std::nullopt;
    });
    table_ = new RowsView(*model_, *delegate, this);
    table_->setObjectName(QStringLiteral("orphans"));
    table_->setAccessibleName(tr("Objects that likely nobody needs"));
    const QString check = QStringLiteral("00");
    table_->setColumns({{check, check, 0, 0},
                        {QStringLiteral("sem:@2147483"), QStringLiteral("sem:/render-lock-name"), 1, 0}, // and its dot
                        {QStringLiteral("nobody has it attached, and its creator"),
                         QStringLiteral("nobody has it attached, and its creator 4711000 is gone"), 4, 0},
                        {QStringLiteral("59 min ago"), QStringLiteral("59 min ago"), 0, 0},
                        {QStringLiteral("16.1 KiB"), QStringLiteral("16.1 KiB"), 0, 0},
                        {QStringLiteral("renderer 4711"), QStringLiteral("renderer 4711"), 1, 1}});
    connect(table_, &QWidget::customContextMenuRequested, this, &OrphansPage::showMenu);
    connect(table_, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == OrphanModel::CheckColumn) model_->toggle(index.row());
    });
    connect(table_, &RowsView::opened, this, [this](const QModelIndex& index) {
        const OrphanRow* row = model_->row(index);
        if (row != nullptr && index.column() != OrphanModel::CheckColumn) emit objectActivated(row->orphan.object);
    });
    table_->installEventFilter(this);
}

void OrphansPage::apply(const std::shared_ptr<const ProcessView>& view) {
    if (view->orphans == nullptr) return;
    model_->setOrphans(view->orphans->orphans, nowSeconds());
    heading_->say(headline(*view->orphans));
    nothing_->setTitle(tr("No orphans"));
    nothing_->setExplanation(tr("Every object that was looked at is used, or was until a moment ago."));
    pages_->setCurrentWidget(model_->rowCount() > 0 ? static_cast<QWidget*>(table_) : nothing_);
    showChoice();
}

void OrphansPage::focusMain() {
    table_->setFocus(Qt::OtherFocusReason);
}

/// Space pauses the window; on a row it checks its box.
bool OrphansPage::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if (watched != table_ || (!pressed && event->type() != QEvent::ShortcutOverride))
        return ProcessPage::eventFilter(watched, event);
    const auto* key = static_cast<const QKeyEvent*>(event);
    if (key->key() != Qt::Key_Space || key->modifiers() != Qt::NoModifier)
        return ProcessPage::eventFilter(watched, event);
    if (pressed) model_->toggle(table_->currentIndex().row());
    event->accept();
    return true;
}

void OrphansPage::showChoice() {
    const auto chosen = model_->chosen();
    const bool all = !chosen.empty() && chosen.size() == model_->choosable();
    all_->setText(all ? tr("Choose n&one") : tr("Choose &all"));
    all_->setEnabled(model_->choosable() > 0);
    const std::uint64_t bytes = model_->chosenBytes();
    QString caption = tr("Re&move chosen\u2026");
    if (!chosen.empty()) {
        const QString objects = words::counted(chosen.size(), tr("object"), tr("objects"));
        caption = bytes > 0 ? tr("Re&move %1, %2\u2026").arg(objects, words::size(bytes))
                            : tr("Re&move %1\u2026").arg(objects);
    }
    remove_->setText(caption);
    remove_->setEnabled(!chosen.empty() && !session().lookOnly());
    remove_->setToolTip(session().lookOnly() ? tr("Look-only: nothing can be changed") : QString());
}

void OrphansPage::showMenu(const QPoint& position) {
    const OrphanRow* row = model_->row(table_->indexAt(position));
    if (row == nullptr) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const ObjectId object = row->orphan.object;
    connect(menu->addAction(tr("&Show in the list")), &QAction::triggered, this,
            [this, object] { emit objectActivated(object); });
    QAction* remove = menu->addAction(tr("&Remove\u2026"));
    remove->setEnabled(!session().lookOnly() && OrphanModel::canBeChosen(*row));
    connect(remove, &QAction::triggered, this, [this, object] { emit removalAsked({object}); });
    menu->popup(table_->viewport()->mapToGlobal(position));
}

} // namespace ipclens::ui
