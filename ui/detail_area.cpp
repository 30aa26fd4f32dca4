// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/detail_area.h"

#include "core/watching/diff.h"
#include "ui/models/words.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/posix_queue_panel.h"
#include "ui/panels/posix_semaphore_panel.h"
#include "ui/panels/process_panels.h"
#include "ui/panels/properties_panel.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/semaphore_panel.h"
#include "ui/session/process_ties.h"
#include "ui/session/session.h"
#include "ui/theme.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/detail_header.h"
#include "ui/widgets/underline_tabs.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int kindTab = 0;
constexpr int waitingTab = 1;
constexpr int processesTab = 2;
constexpr int propertiesTab = 3;

QString tabTitle(ObjectId object) {
    switch (object.kind) {
    case Kind::Semaphore:
        return object.api() == Api::Posix ? DetailArea::tr("Semaphore") : DetailArea::tr("Semaphores");
    case Kind::SharedMemory: return DetailArea::tr("Memory");
    case Kind::MessageQueue: return DetailArea::tr("Messages");
    }
    return {};
}

constexpr std::size_t twoDigits = 88; // as wide as they get

QString withCount(const QString& title, std::size_t count) {
    return count == 0 ? title : QStringLiteral("%1 %2").arg(title, words::count(count));
}

bool isSameObject(const ObjectInfo& before, const ObjectInfo& after) {
    return std::visit(
        [&](const auto& info) {
            const auto* other = std::get_if<std::decay_t<decltype(info)>>(&after);
            return other != nullptr && watching::sameObject(info, *other);
        },
        before);
}

} // namespace

DetailArea::DetailArea(Session& session, QWidget* parent, Settings* settings)
    : QWidget(parent)
    , session_(session)
    , settings_(settings)
    , header_(new DetailHeader(this))
    , tabs_(new UnderlineTabs(this))
    , pages_(new QStackedWidget(this))
    , nothing_(new QLabel(tr("Choose an object above to see what is in it."), this)) {
    setObjectName(QStringLiteral("detailArea"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* hint = qobject_cast<QLabel*>(nothing_);
    hint->setAlignment(Qt::AlignCenter);
    hint->setEnabled(false);
    tabs_->setObjectName(QStringLiteral("detailTabs"));
    tabs_->setAccessibleName(tr("What to show of the object"));
    for (const QString& title : {QString(), tr("Waiting"), tr("Processes"), tr("Properties")})
        tabs_->addTab(title);
    for (const int counted : {waitingTab, processesTab})
        tabs_->reserve(counted, withCount(tabs_->tabText(counted), twoDigits));

    auto* copyAs = CopyAsMenu::ofObject(
        session_, [this] { return object(); }, this);
    connect(copyAs, &CopyAsMenu::message, this, &DetailArea::message);
    copyAs_ = copyAs->makeButton(header_);
    header_->addButton(copyAs_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addWidget(tabs_);
    layout->addWidget(pages_, 1);
    pages_->addWidget(nothing_);
    connect(tabs_, &QTabBar::currentChanged, this, &DetailArea::showTab);
    clear();
}

void DetailArea::setObject(const ObjectInfo& info) {
    info_ = info;
    ended_ = false;
    for (auto& [tab, common] : common_)
        common.fresh = false;
    forgetCounts();
    const ObjectId object = objectIdOf(viewOf(info));
    kindPanel_ = panelFor(object);
    if (kindPanel_ != nullptr) kindPanel_->setObject(info);
    header_->setInfo(info, false);
    copyAs_->setEnabled(true);
    tabs_->setTabText(kindTab, tabTitle(object));
    const bool noKindPanel = kindPanel_ == nullptr && tabs_->currentIndex() == kindTab;
    if (noKindPanel || (!hasWaiters() && tabs_->currentIndex() == waitingTab)) tabs_->setCurrentIndex(propertiesTab);
    tabs_->setTabVisible(kindTab, kindPanel_ != nullptr);
    tabs_->setTabVisible(waitingTab, hasWaiters());
    header_->show();
    tabs_->show();
    showTab(tabs_->currentIndex());
}

void DetailArea::clear() {
    info_.reset();
    kindPanel_ = nullptr;
    header_->hide();
    tabs_->hide();
    pages_->setCurrentWidget(nothing_);
    emit interestChanged();
}

std::optional<ObjectId> DetailArea::object() const {
    if (!info_ || ended_) return std::nullopt;
    return objectIdOf(viewOf(*info_));
}

void DetailArea::apply(const Update& update) {
    if (!info_) return;
    if (!ended_ && update.rows) followInfo(update);
    if (Panel* panel = visiblePanel(); panel != nullptr && !ended_) panel->apply(update);
}

void DetailArea::apply(const std::shared_ptr<const ProcessView>& view) {
    if (!info_ || ended_ || view == nullptr) return;
    showCounts(*view);
    if (Panel* panel = visiblePanel()) panel->applyProcesses(view);
}

void DetailArea::addInterest(Interest& interest) const {
    const Panel* panel = visiblePanel();
    if (panel != nullptr && !ended_) panel->addInterest(interest);
}

std::size_t DetailArea::keptMessages() const {
    std::size_t kept = 0;
    for (const auto& [shows, panel] : panels_)
        kept += panel != nullptr ? panel->keptMessages() : 0;
    return kept;
}

bool DetailArea::tells(OperationId operation) const {
    const Panel* panel = visiblePanel();
    return panel != nullptr && panel->isVisible() && panel->tells(operation);
}

void DetailArea::focusPage() {
    if (Panel* panel = visiblePanel()) panel->setFocus(Qt::OtherFocusReason);
}

Panel* DetailArea::panelFor(ObjectId object) {
    // One panel shows segments of both
    const Api api = object.kind == Kind::SharedMemory ? Api::SysV : object.api();
    Panel*& panel = panels_[{object.kind, api}];
    if (panel != nullptr) return panel;
    Panel* made = api == Api::Posix ? makePosixPanel(object.kind) : makeSystemVPanel(object.kind);
    if (made != nullptr) panel = adopt(made);
    return panel;
}

Panel* DetailArea::makeSystemVPanel(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return new SemaphorePanel(session_);
    case Kind::SharedMemory: return new MemoryPanel(session_);
    case Kind::MessageQueue: return new QueuePanel(session_, settings_);
    }
    return nullptr;
}

Panel* DetailArea::makePosixPanel(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return new PosixSemaphorePanel(session_);
    case Kind::MessageQueue: return new PosixQueuePanel(session_, settings_);
    case Kind::SharedMemory: break;
    }
    return nullptr;
}

Panel* DetailArea::makeTabPanel(int tab) {
    switch (tab) {
    case waitingTab: return new WaitingPanel(session_);
    case processesTab: return new ProcessesPanel(session_);
    default: return new PropertiesPanel(session_);
    }
}

Panel* DetailArea::freshPanel(int tab) {
    CommonPanel& common = common_[tab];
    if (common.panel == nullptr) common.panel = adopt(makeTabPanel(tab));
    if (std::exchange(common.fresh, true)) return common.panel;
    common.panel->setObject(*info_);
    if (ended_) common.panel->setEnded();
    return common.panel;
}

/// Nobody can wait for memory.
bool DetailArea::hasWaiters() const {
    return info_ && objectIdOf(viewOf(*info_)).kind != Kind::SharedMemory;
}

/// How many, as far as anybody looked, whichever tab is seen.
void DetailArea::showCounts(const ProcessView& view) {
    const ObjectId object = objectIdOf(viewOf(*info_));
    const auto tell = [this](int tab, const QString& title, std::size_t count) {
        const QString text = withCount(title, count);
        if (tabs_->tabText(tab) != text) tabs_->setTabText(tab, text); // lays out anew
    };
    if (view.waiters) {
        const auto& all = *view.waiters;
        const auto seen =
            std::count_if(all.begin(), all.end(), [&](const auto& each) { return each.object == object; });
        const auto hidden = view.hiddenWaiters.find(object);
        tell(waitingTab, tr("Waiting"),
             static_cast<std::size_t>(seen) + (hidden == view.hiddenWaiters.end() ? 0 : hidden->second));
    }
    if (view.tied) tell(processesTab, tr("Processes"), tiedTo(*view.tied, object).size());
}

void DetailArea::forgetCounts() {
    tabs_->setTabText(waitingTab, tr("Waiting"));
    tabs_->setTabText(processesTab, tr("Processes"));
}

Panel* DetailArea::adopt(Panel* panel) {
    pages_->addWidget(panel);
    connect(panel, &Panel::interestChanged, this, &DetailArea::interestChanged);
    connect(panel, &Panel::message, this, &DetailArea::message);
    connect(panel, &Panel::signalAsked, this, &DetailArea::signalAsked);
    connect(panel, &Panel::outdated, this, &DetailArea::outdated);
    connect(panel, &Panel::resizeAsked, this, [this] {
        if (info_ && !ended_) emit resizeAsked(*info_);
    });
    return panel;
}

Panel* DetailArea::visiblePanel() const {
    if (!info_) return nullptr;
    if (tabs_->currentIndex() == kindTab) return kindPanel_;
    const auto common = common_.find(tabs_->currentIndex());
    return common == common_.end() ? nullptr : common->second.panel;
}

void DetailArea::showTab(int tab) {
    if (!info_) return;
    Panel* panel = tab == kindTab ? kindPanel_ : freshPanel(tab);
    pages_->setCurrentWidget(panel);
    if (const auto last = session_.last(); last && !ended_) panel->apply(*last);
    apply(session_.processes());
    emit interestChanged();
}

void DetailArea::followInfo(const Update& update) {
    const auto& snapshot = *update.rows->snapshot;
    const ObjectId id = objectIdOf(viewOf(*info_));
    const auto found = snapshot.find(id);
    if (!found) return end();
    const ObjectInfo now = copyOf(*found);
    if (now == *info_) return;
    // The kernel gives ids anew: another object under the old id is not the one that was looked at
    if (!isSameObject(*info_, now)) return end();
    info_ = now;
    header_->setInfo(now, false);
    if (kindPanel_ != nullptr) kindPanel_->setInfo(now);
    for (auto& [tab, common] : common_)
        if (common.fresh) common.panel->setInfo(now);
}

void DetailArea::end() {
    ended_ = true;
    header_->setInfo(*info_, true);
    copyAs_->setEnabled(false);
    if (kindPanel_ != nullptr) kindPanel_->setEnded();
    for (auto& [tab, common] : common_)
        if (common.fresh) common.panel->setEnded();
    forgetCounts();
    emit interestChanged();
}

} // namespace ipclens::ui
