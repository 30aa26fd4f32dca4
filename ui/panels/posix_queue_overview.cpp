// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/posix_queue_overview.h"

#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/panels/activity_curve.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int margin = 12;
constexpr int widestText = 620;

} // namespace

PosixQueueOverview::PosixQueueOverview(QWidget* parent)
    : QWidget(parent)
    , curve_(new ActivityCurve(tr("Messages in the last minute"), Kind::MessageQueue, this))
    , facts_(new ToneLabel(Tone::MutedText, this))
    , title_(new ToneLabel(std::nullopt, this))
    , reason_(new ToneLabel(Tone::MutedText, this))
    , browse_(new ActionButton(tr("&Browse\u2026"), nullptr, ActionButton::Look::Plain, this)) {
    setObjectName(QStringLiteral("posixQueueOverview"));
    curve_->setObjectName(QStringLiteral("messageCurve"));
    facts_->setObjectName(QStringLiteral("queueFacts"));
    facts_->setElides(true);
    facts_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    title_->setObjectName(QStringLiteral("overviewTitle"));
    reason_->setObjectName(QStringLiteral("overviewReason"));
    for (ToneLabel* label : {title_, reason_}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    browse_->setObjectName(QStringLiteral("browse"));
    setFocusProxy(browse_);
    connect(browse_, &QPushButton::clicked, this, &PosixQueueOverview::browseAsked);

    auto* middle = new QWidget(this);
    middle->setMaximumWidth(widestText);
    auto* text = new QVBoxLayout(middle);
    text->setContentsMargins(0, 0, 0, 0);
    text->addStretch(1);
    text->addWidget(title_);
    text->addWidget(reason_);
    text->addSpacing(4);
    text->addWidget(browse_, 0, Qt::AlignHCenter);
    text->addStretch(2);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(middle, 10);
    row->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, 4, margin, 8);
    layout->addWidget(curve_);
    layout->addWidget(facts_);
    layout->addLayout(row, 1);
}

void PosixQueueOverview::show(const PosixQueueInfo& info, const NameTable* names) {
    info_ = info;
    showFacts();
    explain(names);
}

void PosixQueueOverview::showCurve(std::shared_ptr<const watching::Trace> messages,
                                   std::chrono::steady_clock::time_point end) {
    curve_->show(std::move(messages), end);
}

void PosixQueueOverview::setOpenIn(const QString& names) {
    openIn_ = names;
    showFacts();
}

void PosixQueueOverview::setRefusal(const QString& why) {
    browse_->setEnabled(why.isEmpty());
    browse_->setToolTip(why.isEmpty() ? tr("Takes all messages out and puts them back; says first what may happen")
                                      : why);
}

void PosixQueueOverview::offerCode(CopyAsMenu& menu) {
    menu.openOver(*browse_);
}

QSize PosixQueueOverview::minimumSizeHint() const {
    const int title = std::max(title_->heightForWidth(textWidth()), title_->fontMetrics().height());
    const int lines = title + browse_->sizeHint().height() + layout()->spacing();
    return {curve_->minimumSizeHint().width() + 2 * margin, lines + 2 * layout()->contentsMargins().bottom()};
}

void PosixQueueOverview::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

int PosixQueueOverview::textWidth() const {
    return std::min(width() - 2 * margin, widestText);
}

void PosixQueueOverview::fit() {
    const int spacing = layout()->spacing();
    int room = height() - minimumSizeHint().height();
    const auto show = [&](QWidget* widget, int needed) {
        room -= needed + spacing;
        widget->setVisible(room >= 0);
    };
    // The curve goes first: the row of the queue has one too
    show(facts_, facts_->sizeHint().height());
    show(reason_, reason_->heightForWidth(textWidth()));
    show(curve_, curve_->minimumSizeHint().height());
}

void PosixQueueOverview::showFacts() {
    QStringList facts;
    if (info_.attributesKnown) {
        facts += tr("takes %1 of %2 at most")
                     .arg(words::counted(info_.maxMessages, tr("message"), tr("messages")),
                          words::counted(info_.messageSize, tr("byte"), tr("bytes")));
    }
    if (!openIn_.isEmpty()) facts += tr("open in %1").arg(openIn_);
    facts_->setShorter(facts.mid(0, 1));
    facts_->setText(facts.join(QStringLiteral(" \u00b7 ")));
}

void PosixQueueOverview::explain(const NameTable* names) {
    const bool readable = info_.access == Access::Readable;
    browse_->setVisible(readable);
    if (!readable) {
        title_->setText(tr("You may not read this queue"));
        reason_->setText(sentences::ownership(info_.permissions, names) + QLatin1Char(' ') +
                         tr("Messages can only be taken with read permission."));
        return fit();
    }
    const bool empty = info_.attributesKnown && info_.messages == 0;
    title_->setText(empty ? tr("This queue is empty")
                          : tr("The messages of a POSIX queue can\u2019t be seen without taking them"));
    reason_->setText(
        tr("Linux has no way to look at a message that waits in one. Browsing takes all of them out, keeps "
           "each in a file meanwhile, and puts them back in their order and priority."));
    fit();
}

} // namespace ipclens::ui
