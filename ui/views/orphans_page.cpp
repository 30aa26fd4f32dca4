// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/orphans_page.h"

#include "ui/delegates/cell_delegate.h"
#include "ui/models/orphan_model.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/views/page_heading.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/empty_state.h"

#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

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
    table_ = new CalmTable(*model_,
                           {{.characters = 30, .monospace = true},
                            {},
                            {.characters = 13, .muted = true},
                            {.characters = 10, .monospace = true},
                            {.characters = 24, .stepsAside = 1}},
                           this);
    table_->setObjectName(QStringLiteral("orphans"));
    table_->setAccessibleName(tr("Objects that likely nobody needs"));
    table_->setLeastRest(40);
    table_->cells(OrphanModel::ObjectColumn).setTextTone([](const QModelIndex&) { return std::nullopt; });
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_, &QWidget::customContextMenuRequested, this, &OrphansPage::showMenu);
    connect(table_, &CalmTable::opened, this, [this](const QModelIndex& index) {
        if (const OrphanRow* row = model_->row(index)) emit objectActivated(row->orphan.object);
    });
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

void OrphansPage::showChoice() {
    const auto chosen = model_->chosen();
    const bool all = !chosen.empty() && chosen.size() == model_->choosable();
    all_->setText(all ? tr("Choose n&one") : tr("Choose &all"));
    all_->setEnabled(model_->choosable() > 0);
    const std::uint64_t bytes = model_->chosenBytes();
    QString caption = tr("Re&move chosen\u2026");
    if (!chosen.empty()) {
        caption = bytes > 0 ? tr("Re&move %1, %2\u2026").arg(words::count(chosen.size()), words::size(bytes))
                            : tr("Re&move %1\u2026").arg(words::count(chosen.size()));
    }
    remove_->setText(caption);
    remove_->setEnabled(!chosen.empty() && !session().lookOnly());
    remove_->setToolTip(session().lookOnly() ? tr("Look-only: nothing is changed") : QString());
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
    remove->setEnabled(!session().lookOnly());
    connect(remove, &QAction::triggered, this, [this, object] { emit removalAsked({object}); });
    menu->popup(table_->viewport()->mapToGlobal(position));
}

} // namespace ipclens::ui
