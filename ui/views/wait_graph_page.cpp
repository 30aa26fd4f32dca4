// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/wait_graph_page.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/views/graph_export.h"
#include "ui/views/page_heading.h"
#include "ui/views/process_menu.h"
#include "ui/views/wait_graph_view.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

namespace ipclens::ui {
namespace {

std::size_t waitingProcesses(const ProcessView& view) {
    std::set<pid_t> pids;
    if (view.waiters != nullptr) {
        for (const processes::Waiter& waiter : *view.waiters)
            pids.insert(waiter.process.pid);
    }
    return pids.size();
}

} // namespace

WaitGraphPage::WaitGraphPage(Session& session, QWidget* parent)
    : ProcessPage(session, parent)
    , heading_(new PageHeading(tr("Wait graph"), this))
    , graph_(new WaitGraphView(this))
    , pages_(new QStackedWidget(this))
    , nothing_(new EmptyState(tr("Looking\u2026"), QString(), this))
    , legend_(new ToneLabel(Tone::MutedText, this))
    , doubts_(new ToneLabel(Tone::MutedText, this))
    , arrange_(new QPushButton(tr("&Arrange"), this))
    , fit_(new QPushButton(tr("F&it"), this)) {
    setObjectName(QStringLiteral("waitGraphPage"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    build();
    graph_->setTeller([this](const PictureBox& box) {
        return view_ == nullptr ? QStringList() : toldOf(box, *view_, this->session().last().get());
    });
    connect(graph_, &WaitGraphView::objectActivated, this, &WaitGraphPage::objectActivated);
    connect(graph_, &WaitGraphView::menuAsked, this, &WaitGraphPage::showMenu);
    connect(arrange_, &QPushButton::clicked, graph_, &WaitGraphView::arrange);
    connect(fit_, &QPushButton::clicked, graph_, &WaitGraphView::fit);
}

WaitGraphPage::~WaitGraphPage() = default;

void WaitGraphPage::build() {
    auto* menu = new QMenu(this);
    QAction* svg = menu->addAction(tr("As &SVG\u2026"), this, [this] { askFile(Format::Svg); });
    QAction* png = menu->addAction(tr("As &PNG\u2026"), this, [this] { askFile(Format::Png); });
    svg->setObjectName(QStringLiteral("exportSvg"));
    png->setObjectName(QStringLiteral("exportPng"));
    export_ = new ActionButton(tr("E&xport"), menu, ActionButton::Look::Plain, this);
    export_->setObjectName(QStringLiteral("exportGraph"));
    arrange_->setObjectName(QStringLiteral("arrangeGraph"));
    arrange_->setToolTip(tr("Lay it out anew: until then, what stays keeps its place"));
    fit_->setObjectName(QStringLiteral("fitGraph"));
    fit_->setToolTip(tr("Show the whole (Ctrl+0); Ctrl and the wheel make it larger and smaller"));
    for (QPushButton* button : {arrange_, fit_, export_})
        heading_->addWidget(button);
    legend_->setFont(captionFont(font()));
    legend_->setText(
        tr("Solid: waits, as seen.  Dashed: who would likely end that, inferred.  Red: a likely deadlock."));
    legend_->setElides(true);
    legend_->setContentsMargins(12, 5, 12, 0);
    doubts_->setObjectName(QStringLiteral("graphDoubts"));
    doubts_->setFont(captionFont(font()));
    doubts_->setElides(true);
    doubts_->setContentsMargins(12, 0, 12, 6);
    pages_->addWidget(nothing_);
    pages_->addWidget(graph_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(heading_);
    layout->addWidget(pages_, 1);
    layout->addWidget(legend_);
    layout->addWidget(doubts_);
}

void WaitGraphPage::apply(const std::shared_ptr<const ProcessView>& view) {
    if (view->graph == nullptr) return;
    view_ = view;
    const GraphPicture picture = pictureOf(*view, session().last().get());
    leftOut_ = picture.leftOut;
    // As large as it will be: it is laid out for that
    if (pages_->currentWidget() != graph_) graph_->resize(pages_->size());
    graph_->setPicture(picture);
    tellNothing();
    const bool any = !picture.boxes.empty();
    pages_->setCurrentWidget(any ? static_cast<QWidget*>(graph_) : nothing_);
    legend_->setVisible(any);
    for (QPushButton* button : {export_, arrange_, fit_})
        button->setEnabled(any);
    say();
}

/// Why nothing is drawn: flatly only where every thread could be looked into.
void WaitGraphPage::tellNothing() {
    if (view_->waiters && !view_->waiters->empty()) {
        nothing_->setTitle(tr("No wait can be drawn"));
        nothing_->setExplanation(tr("What those who wait are waiting for can\u2019t be told."));
        return;
    }
    nothing_->setTitle(view_->threadsNotReadable == 0 ? tr("Nobody waits") : tr("Nobody is seen to wait"));
    nothing_->setExplanation(tr("No process that could be looked into is blocked on a semaphore or queue."));
}

void WaitGraphPage::say() {
    const auto& graph = *view_->graph;
    const auto last = session().last();
    if (graph.cycles.empty()) {
        const std::size_t waiting = waitingProcesses(*view_);
        heading_->say(waiting == 0 ? QString() : words::counted(waiting, tr("process waits"), tr("processes wait")));
    } else {
        QStringList cycles;
        for (const processes::WaitCycle& cycle : graph.cycles)
            cycles += cycleLine(graph, cycle, last.get());
        const QString begin = cycles.size() == 1
                                  ? tr("Likely deadlock: ")
                                  : words::count(static_cast<std::uint64_t>(cycles.size())) + tr(" likely deadlocks: ");
        heading_->say(begin + cycles.join(QStringLiteral("; ")), Tone::DangerText);
    }
    QStringList doubts{process_words::scanAge(*view_)};
    doubts += process_words::hidden(*view_, std::nullopt, last.get());
    if (leftOut_ > 0) {
        doubts += tr("%1 more are not drawn: likely deadlocks and what hangs on them come first")
                      .arg(words::counted(leftOut_, tr("process or object"), tr("processes and objects")));
    }
    doubts.removeAll(QString());
    doubts_->setText(doubts.join(QStringLiteral("  \u00b7  ")));
}

void WaitGraphPage::focusMain() {
    graph_->setFocus(Qt::OtherFocusReason);
}

void WaitGraphPage::showMenu(const PictureBox& box, const QPoint& position) {
    auto* menu = new ProcessMenu(session(), box.process, box.object, this);
    connect(menu, &ProcessMenu::objectActivated, this, &WaitGraphPage::objectActivated);
    connect(menu, &ProcessMenu::signalAsked, this, &WaitGraphPage::signalAsked);
    menu->popup(position);
}

void WaitGraphPage::askFile(Format format) {
    const bool svg = format == Format::Svg;
    auto* dialog = new QFileDialog(this, tr("Export the wait graph"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("exportFile"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(svg ? tr("SVG drawings (*.svg)") : tr("PNG pictures (*.png)"));
    dialog->setDefaultSuffix(svg ? QStringLiteral("svg") : QStringLiteral("png"));
    dialog->selectFile(svg ? QStringLiteral("wait-graph.svg") : QStringLiteral("wait-graph.png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString& path) { write(path, format); });
    dialog->open();
}

void WaitGraphPage::write(const QString& path, Format format) {
    QByteArray bytes = format == Format::Svg ? svgOf(*graph_) : pngOf(*graph_);
    const QString shown = words::line(path.toStdString());
    if (bytes.isEmpty()) {
        emit message(Severity::Info, tr("Nothing was written: there is no graph any more"));
        return;
    }
    writer_.post([this, path, shown, bytes = std::move(bytes)] {
        const QString wrong = writeWhole(path, bytes);
        const auto tell = [this, shown, wrong] {
            if (wrong.isEmpty())
                emit message(Severity::Success, tr("Wrote ") + shown);
            else
                emit message(Severity::Error, tr("Can\u2019t write ") + shown + QStringLiteral(": ") + wrong);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    });
}

} // namespace ipclens::ui
