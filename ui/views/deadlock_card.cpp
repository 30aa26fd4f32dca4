// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/deadlock_card.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/views/graph_picture.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/tone_label.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <set>

namespace ipclens::ui {
namespace {

constexpr int radius = 6;
constexpr int barWidth = 3;

/// A button's words, in which an ampersand is one.
QString caption(QString text) {
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

/// "0x51a00002 (sem:@1)": as the list has it, and as the sentences do.
QString bothNames(ObjectId object, const Update* update) {
    const QString listed = process_words::object(object, update);
    const QString told = words::object(object);
    return listed == told || object.api() == Api::Posix ? listed : QStringLiteral("%1 (%2)").arg(listed, told);
}

} // namespace

DeadlockCard::DeadlockCard(const processes::WaitGraph& graph, const processes::WaitCycle& cycle, const Update* update,
                           QWidget* parent)
    : QWidget(parent)
    , rows_(new QVBoxLayout(this))
    , headline_(new ToneLabel(Tone::DangerText, this))
    , way_(new ToneLabel(std::nullopt, this))
    , sentenceRows_(new QVBoxLayout)
    , doubts_(new ToneLabel(Tone::MutedText, this)) {
    setObjectName(QStringLiteral("deadlockCard"));
    QFont bold = font();
    bold.setBold(true);
    headline_->setFont(bold);
    headline_->setObjectName(QStringLiteral("deadlockHeadline"));
    way_->setWordWrap(true);
    way_->setFont(monospaceFont());
    way_->setText(cycleLine(graph, cycle, update));
    way_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    doubts_->setWordWrap(true);
    sentenceRows_->setSpacing(3);
    rows_->setContentsMargins(18, 12, 14, 12);
    rows_->setSpacing(8);
    rows_->addWidget(headline_);
    rows_->addWidget(way_);
    rows_->addLayout(sentenceRows_);
    rows_->addWidget(doubts_);
    addButtons(graph, cycle, update);
}

std::string DeadlockCard::identity(const processes::WaitGraph& graph, const processes::WaitCycle& cycle) {
    std::string identity;
    for (const std::size_t node : cycle.nodes)
        identity += graph.nodes[node].identity() + '\n';
    return identity;
}

void DeadlockCard::addButtons(const processes::WaitGraph& graph, const processes::WaitCycle& cycle,
                              const Update* update) {
    constexpr std::size_t mostButtons = 6; // more would be a wall; the waiting processes have all
    constexpr int columns = 3;             // so that they fit a narrow window
    auto* buttons = new QGridLayout;
    buttons->setSpacing(8);
    const auto add = [buttons](QWidget* button) {
        const int place = buttons->count();
        buttons->addWidget(button, place / columns, place % columns);
    };
    std::set<ObjectId> objects;
    for (const std::size_t index : cycle.nodes) {
        const processes::WaitNode& node = graph.nodes[index];
        if (!node.object || !objects.insert(*node.object).second || objects.size() > mostButtons) continue;
        auto* show = new ActionButton(caption(tr("Show ") + bothNames(*node.object, update)), nullptr,
                                      ActionButton::Look::Plain, this);
        show->setObjectName(QStringLiteral("showObject"));
        connect(show, &QPushButton::clicked, this, [this, object = *node.object] { emit objectActivated(object); });
        add(show);
    }
    for (const std::size_t index : cycle.nodes) {
        const processes::WaitNode& node = graph.nodes[index];
        if (!node.process) continue;
        ++processes_;
        if (signals_.size() == mostButtons) continue;
        auto* send =
            new ActionButton(caption(tr("Send signal to ") + QString::number(node.process->pid) + QChar(0x2026)),
                             nullptr, ActionButton::Look::Plain, this);
        send->setObjectName(QStringLiteral("sendSignal"));
        connect(send, &QPushButton::clicked, this, [this, process = *node.process] { emit signalAsked(process); });
        add(send);
        signals_.emplace_back(send, words::toolTip(words::process(*node.process)));
    }
    buttons->setColumnStretch(columns, 1);
    rows_->addLayout(buttons);
}

void DeadlockCard::setCycle(const processes::WaitCycle& cycle, std::chrono::steady_clock::time_point now) {
    headline_->setText(
        tr("Likely deadlock of %1, seen for %2")
            .arg(words::counted(processes_, tr("process"), tr("processes")),
                 process_words::wholeTime(std::chrono::floor<std::chrono::seconds>(std::max(now - cycle.since, {})))));
    while (sentences_.size() < cycle.sentences.size()) {
        auto* sentence = new ToneLabel(std::nullopt, this);
        sentence->setWordWrap(true);
        sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        sentenceRows_->addWidget(sentence);
        sentences_.push_back(sentence);
    }
    for (std::size_t i = 0; i < sentences_.size(); ++i) {
        sentences_[i]->setVisible(i < cycle.sentences.size());
        const QString text = i < cycle.sentences.size() ? words::line(cycle.sentences[i]) : QString();
        if (sentences_[i]->text() != text) sentences_[i]->setText(text);
    }
    QStringList doubts;
    for (const std::string& doubt : cycle.doubts)
        doubts += words::line(doubt);
    doubts_->setText(tr("What speaks against it: ") + doubts.join(QStringLiteral("; ")));
    doubts_->setVisible(!doubts.isEmpty());
}

void DeadlockCard::setLookOnly(bool lookOnly) {
    for (const auto& [button, whom] : signals_) {
        button->setEnabled(!lookOnly);
        button->setToolTip(lookOnly ? tr("Look-only: no signal is sent") : whom);
    }
}

void DeadlockCard::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(toneColor(Tone::Separator, palette()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(frame, radius, radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(Tone::DangerText, palette()));
    painter.drawRoundedRect(QRectF(6, 12, barWidth, height() - 24), barWidth / 2.0, barWidth / 2.0);
}

} // namespace ipclens::ui
