// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/operation_dialog.h"

#include "ui/dialogs/heading.h"
#include "ui/dialogs/verdict.h"
#include "ui/session/session.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ipclens::ui {

OperationDialog::OperationDialog(Session& session, const QString& title, const QString& verb, QWidget* parent)
    : QDialog(parent)
    , session_(session)
    , operations_(session, this)
    , heading_(new Heading({}, this))
    , content_(new QVBoxLayout)
    , words_(new Verdict(this))
    , buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
    , verb_(buttons_->addButton(verb, QDialogButtonBox::AcceptRole)) {
    setWindowTitle(title);
    verb_->setObjectName(QStringLiteral("verb"));
    words_->setObjectName(QStringLiteral("words"));
    words_->hide();
    heading_->hide();
    cancelButton()->setIcon({});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading_);
    layout->addLayout(content_, 1);
    layout->addWidget(words_);
    layout->addWidget(buttons_);
    // accept() would close: what is done is known only later
    connect(verb_, &QPushButton::clicked, this, [this] { carryOut(); });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&session_, &Session::lookOnlyChanged, this, &OperationDialog::updateVerb);
    updateVerb();
}

void OperationDialog::done(int result) {
    closed_ = true;
    QDialog::done(result);
    if (underWay_ == 0) deleteLater();
}

bool OperationDialog::event(QEvent* event) {
    const bool taken = QDialog::event(event);
    // Words that need another line have it at once, and nothing is cut for them
    if (event->type() == QEvent::LayoutRequest && isVisible() && height() < leastHeight())
        resize(width(), leastHeight());
    return taken;
}

void OperationDialog::setHeading(const QString& text) {
    heading_->setText(text);
    heading_->setVisible(!text.isEmpty());
}

int OperationDialog::leastHeight() const {
    return layout()->hasHeightForWidth() ? layout()->totalMinimumHeightForWidth(width())
                                         : layout()->totalMinimumSize().height();
}

void OperationDialog::fitHeight() {
    layout()->activate(); // what was needed before would be the least height still
    const int wide = isVisible() ? width() : std::max(minimumWidth(), layout()->totalSizeHint().width());
    resize(wide,
           layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : layout()->totalSizeHint().height());
}

void OperationDialog::keepRoomForWords(int lines) {
    QSizePolicy kept = words_->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    words_->setSizePolicy(kept);
    words_->setMinimumHeight(words_->fontMetrics().lineSpacing() * lines);
    words_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
}

QPushButton* OperationDialog::cancelButton() const {
    return buttons_->button(QDialogButtonBox::Cancel);
}

void OperationDialog::setRefusal(const QString& why) {
    refusal_ = why;
    updateVerb();
}

void OperationDialog::start(const Operation& operation, const OwnOperations::Done& done) {
    ++underWay_;
    updateVerb();
    words_->hide();
    operations_.run(operation, [this, done](const Operation& ran, const Outcome& outcome) {
        --underWay_;
        updateVerb();
        done(ran, outcome);
        if (closed_ && underWay_ == 0) deleteLater();
    });
}

void OperationDialog::look(const Operation& operation, OwnOperations::Done done) {
    operations_.run(operation, std::move(done));
}

void OperationDialog::showError(const QString& text) {
    if (closed_) {
        emit message(Severity::Error, text);
        return;
    }
    words_->fault(text);
    words_->show();
}

void OperationDialog::showNote(const QString& text) {
    words_->note(text);
    words_->setVisible(!text.isEmpty());
}

void OperationDialog::offerCode(CopyAsMenu::OperationSource source) {
    auto* copyAs = CopyAsMenu::ofOperation(session_, std::move(source), this);
    connect(copyAs, &CopyAsMenu::message, this, &OperationDialog::message);
    copyAs->openOver(*verb_);
    buttons_->addButton(copyAs->makeButton(buttons_), QDialogButtonBox::ResetRole); // its place: apart from the others
}

void OperationDialog::updateVerb() {
    const QString why = session_.lookOnly() ? tr("Look-only: nothing can be changed") : refusal_;
    verb_->setEnabled(why.isEmpty() && underWay_ == 0);
    verb_->setToolTip(why);
}

} // namespace ipclens::ui
