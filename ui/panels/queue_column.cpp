// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_column.h"

#include "ui/panels/composer.h"
#include "ui/panels/message_view.h"
#include "ui/panels/taken_strip.h"
#include "ui/widgets/page_stack.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace ipclens::ui {

QueueColumn::QueueColumn(const Parts& parts, QWidget* parent)
    : PageScroll(parent)
    , parts_(parts)
    , messages_(layOut()) {
    setObjectName(QStringLiteral("queueColumn"));
    connect(parts_.composer, &Composer::unfoldAsked, this, &QueueColumn::compose);
    connect(parts_.composer, &Composer::messagesAsked, this, [this] {
        composing_ = false;
        fit();
        parts_.messages->currentWidget()->setFocus(Qt::OtherFocusReason);
    });
    connect(parts_.taken, &TakenStrip::chosen, this, &QueueColumn::showMessages);
}

QSplitter* QueueColumn::layOut() {
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("queueSplitter"));
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(parts_.messages);
    splitter->addWidget(parts_.message);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 400});
    for (QWidget* line : parts_.lines)
        rows().addWidget(line);
    rows().addWidget(splitter, 1);
    rows().addWidget(parts_.taken);
    rows().addWidget(parts_.composer);
    return splitter;
}

void QueueColumn::showMessages() {
    if (!composing_ || parts_.composer->isBeingFilled()) return;
    composing_ = false;
    fit();
}

void QueueColumn::compose() {
    composing_ = true;
    fit();
}

void QueueColumn::fit() {
    int needed = messages_->minimumSizeHint().height() + parts_.composer->heightUnfolded();
    for (const QWidget* line : parts_.lines)
        needed += line->isHidden() ? 0 : leastHeightOf(*line);
    needed += parts_.taken->isHidden() ? 0 : leastHeightOf(*parts_.taken);
    const bool forAll = needed <= viewport()->height();
    // What somebody types in is not taken away under the hand
    composing_ = !forAll && (composing_ || parts_.composer->isBeingFilled());
    parts_.composer->setFolded(!forAll && !composing_);
    parts_.composer->setAlone(composing_);
    messages_->setHidden(composing_);
}

} // namespace ipclens::ui
