// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/taken_strip.h"

#include "ui/models/composition.h"
#include "ui/models/payload.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/copy_as_menu.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int rowsAtOnce = 3;

/// As high as its first rows are; one of them is the least.
class TakenList : public QListWidget {
public:
    explicit TakenList(QWidget* parent)
        : QListWidget(parent) {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    }
    [[nodiscard]] QSize sizeHint() const override {
        return {QListWidget::sizeHint().width(), heightOf(std::clamp(count(), 1, rowsAtOnce))};
    }
    [[nodiscard]] QSize minimumSizeHint() const override {
        return {QListWidget::minimumSizeHint().width(), heightOf(1)};
    }

private:
    [[nodiscard]] int heightOf(int rows) const {
        const int row = count() > 0 ? sizeHintForRow(0) : fontMetrics().height();
        return rows * row + 2 * frameWidth();
    }
};

} // namespace

TakenStrip::TakenStrip(QWidget* parent)
    : QWidget(parent)
    , title_(new QLabel(this))
    , list_(new TakenList(this))
    , sendBack_(new ActionButton(tr("Put bac&k"), nullptr, ActionButton::Look::Plain, this)) {
    setObjectName(QStringLiteral("takenStrip"));
    title_->setTextFormat(Qt::PlainText);
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    list_->setObjectName(QStringLiteral("takenMessages"));
    list_->setAccessibleName(tr("Messages taken"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setFont(monospaceFont());
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* copyText = new ActionButton(tr("Copy text"), nullptr, ActionButton::Look::Plain, this);
    copyText->setObjectName(QStringLiteral("copyTaken"));
    auto* copyHex = new ActionButton(tr("Copy hex"), nullptr, ActionButton::Look::Plain, this);
    auto* clearAll = new ActionButton(tr("Let &go\u2026"), nullptr, ActionButton::Look::Plain, this);
    clearAll->setToolTip(tr("Removes these messages from here; they are nowhere else"));
    auto* top = new QHBoxLayout;
    top->addWidget(title_, 1);
    top->addWidget(sendBack_);
    top->addWidget(copyText);
    top->addWidget(copyHex);
    top->addWidget(clearAll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(list_);

    connect(list_, &QListWidget::currentRowChanged, this, &TakenStrip::choose);
    connect(list_, &QListWidget::itemClicked, this, &TakenStrip::choose);
    sendBack_->setObjectName(QStringLiteral("sendTakenBack"));
    connect(sendBack_, &QPushButton::clicked, this, &TakenStrip::askToSend);
    connect(copyText, &QPushButton::clicked, this, [this] { copy(false); });
    connect(copyHex, &QPushButton::clicked, this, [this] { copy(true); });
    clearAll->setObjectName(QStringLiteral("letGo"));
    connect(clearAll, &QPushButton::clicked, this, &TakenStrip::askToLetGo);
    refresh();
}

void TakenStrip::setRefusal(const QString& toSend) {
    refusal_ = toSend;
    updateSendBack();
}

std::optional<TakenStrip::Taken> TakenStrip::current() const {
    const Taken* taken = chosenOne();
    return taken != nullptr ? std::optional(*taken) : std::nullopt;
}

void TakenStrip::offerCode(CopyAsMenu& menu) {
    menu.openOver(*sendBack_);
}

void TakenStrip::add(ObjectId queue, sysv::Message message) {
    const QString line =
        QStringLiteral("%1  %2 %3  %4  %5")
            .arg(words::object(queue), composition::rankWord(queue.api()), QString::number(message.type),
                 words::size(message.payload.size()), payload::preview(message.payload, true));
    {
        const QSignalBlocker quiet(list_); // the two are not of one length in between
        taken_.insert(taken_.begin(), {++lastNumber_, queue, std::move(message)});
        auto* item = new QListWidgetItem(line);
        list_->insertItem(0, item);
        item->setSizeHint({1, list_->sizeHintForRow(0)}); // it is as wide as the list, and no wider: the end is elided
        list_->setCurrentRow(0);
    }
    refresh();
    choose();
}

void TakenStrip::setSent(std::uint64_t number, bool sent) {
    const auto entry =
        std::find_if(taken_.begin(), taken_.end(), [&](const Taken& taken) { return taken.number == number; });
    if (entry == taken_.end()) return; // let go meanwhile
    if (sent) {
        const QSignalBlocker quiet(list_);
        delete list_->takeItem(static_cast<int>(entry - taken_.begin()));
        taken_.erase(entry);
    } else {
        entry->goesBack = false;
    }
    refresh();
}

void TakenStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::InfoGround, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
}

const TakenStrip::Taken* TakenStrip::chosenOne() const {
    const int row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(taken_.size())) return nullptr;
    return &taken_[static_cast<std::size_t>(row)];
}

void TakenStrip::choose() {
    updateSendBack();
    const Taken* taken = chosenOne();
    if (taken == nullptr) return;
    emit chosen(tr("Taken from %1").arg(words::object(taken->queue)), taken->queue, taken->message);
}

void TakenStrip::askToSend() {
    const int row = list_->currentRow();
    if (chosenOne() == nullptr) return;
    Taken& taken = taken_[static_cast<std::size_t>(row)];
    taken.goesBack = true; // pressed twice it would be there twice
    updateSendBack();
    emit sendAsked(Taken(taken));
}

void TakenStrip::copy(bool hex) const {
    const Taken* taken = chosenOne();
    if (taken == nullptr) return;
    const payload::Bytes bytes(taken->message.payload);
    QGuiApplication::clipboard()->setText(hex ? payload::toHex(bytes) : payload::asText(bytes));
}

void TakenStrip::askToLetGo() {
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Let go?"),
                                tr("%1 that were taken out of their queues are nowhere but in this list. "
                                   "Once let go, they are lost.")
                                    .arg(words::counted(taken_.size(), tr("message"), tr("messages"))),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("letGoQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton* verb = box->addButton(tr("&Let go"), QMessageBox::DestructiveRole);
    verb->setObjectName(QStringLiteral("letGoVerb"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(verb, &QPushButton::clicked, this, &TakenStrip::clear);
    box->open();
}

void TakenStrip::clear() {
    taken_.clear();
    list_->clear();
    refresh();
}

void TakenStrip::refresh() {
    setVisible(!taken_.empty());
    title_->setText(tr("Taken: %1").arg(words::counted(taken_.size(), tr("message"), tr("messages"))));
    updateSendBack();
    list_->updateGeometry();
}

void TakenStrip::updateSendBack() {
    const Taken* taken = chosenOne();
    sendBack_->setEnabled(refusal_.isEmpty() && taken != nullptr && !taken->goesBack);
    if (!refusal_.isEmpty() || taken == nullptr) return sendBack_->setToolTip(refusal_);
    const QString place =
        taken->queue.api() == Api::Posix ? tr("as the last of its priority") : tr("as its last message");
    sendBack_->setToolTip(tr("Puts it back into %1, %2").arg(words::object(taken->queue), place));
}

} // namespace ipclens::ui
