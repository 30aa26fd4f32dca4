// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/held_strip.h"

#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/panels/operation_text.h"
#include "ui/theme.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

/// Of more sets than this the last lines are left out, and counted.
constexpr std::size_t rowsAtOnce = 4;

/// What was done, from what would undo it.
std::vector<sysv::SemaphoreOperation> doneWith(const UndoLedger::Adjustments& adjustments, int sign) {
    std::vector<sysv::SemaphoreOperation> operations;
    for (const auto& [member, adjustment] : adjustments)
        operations.push_back({member, static_cast<std::int16_t>(sign * adjustment), true});
    return operations;
}

} // namespace

class HeldRow : public QWidget {
public:
    HeldRow(Id set, QWidget* parent)
        : QWidget(parent)
        , set_(set)
        , what_(new QLabel(this))
        , release_(new QPushButton(HeldStrip::tr("Release"), this)) {
        what_->setTextFormat(Qt::PlainText);
        what_->setFont(monospaceFont());
        what_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        release_->setObjectName(QStringLiteral("release"));
        auto* title = new QLabel(HeldStrip::tr("Held"), this);
        QFont bold = font();
        bold.setBold(true);
        title->setFont(bold);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(16, 2, 8, 2);
        layout->addWidget(title);
        layout->addWidget(what_, 1);
        layout->addWidget(release_);
    }

    [[nodiscard]] Id set() const { return set_; }
    [[nodiscard]] QPushButton& button() const { return *release_; }

    void show(const UndoLedger::Adjustments& adjustments) {
        const QString done = operationsText(doneWith(adjustments, -1));
        const QString text = QStringLiteral("%1 %2").arg(words::object({Kind::Semaphore, set_}), done);
        what_->setText(QStringLiteral("%1  \u00b7  %2").arg(text, HeldStrip::tr("turned back when IPC Lens ends")));
        what_->setToolTip(HeldStrip::tr("Done with SEM_UNDO: when IPC Lens ends, the kernel does %1. Somebody who sets "
                                        "a value before (SETVAL, SETALL) clears that.")
                              .arg(operationsText(doneWith(adjustments, 1))));
        release_->setAccessibleName(HeldStrip::tr("Release %1").arg(text));
    }

private:
    Id set_;
    QLabel* what_;
    QPushButton* release_;
};

HeldStrip::HeldStrip(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , operations_(session, this)
    , layout_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("heldStrip"));
    setAccessibleName(tr("What is held"));
    layout_->setContentsMargins(0, 3, 0, 2);
    layout_->setSpacing(0);
    connect(&session_, &Session::undoChanged, this, &HeldStrip::refresh);
    connect(&session_, &Session::lookOnlyChanged, this, &HeldStrip::updateRefusal);
    refresh();
}

void HeldStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), kindGround(Kind::Semaphore, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
}

void HeldStrip::refresh() {
    const auto all = session_.undo().all();
    std::erase_if(rows_, [&](HeldRow* row) {
        if (all.contains(row->set())) return false;
        row->hide();
        row->deleteLater();
        return true;
    });
    for (const auto& [set, adjustments] : all) {
        auto place = std::find_if(rows_.begin(), rows_.end(), [id = set](auto* row) { return row->set() == id; });
        if (place == rows_.end()) {
            if (rows_.size() == rowsAtOnce) continue;
            auto* row = new HeldRow(set, this);
            connect(&row->button(), &QPushButton::clicked, this, [this, id = set] { release(id); });
            auto* code = CopyAsMenu::ofOperation(
                session_, [this, id = set]() -> std::optional<Operation> { return session_.undo().release(id); }, row);
            connect(code, &CopyAsMenu::message, this, &HeldStrip::message);
            code->openOver(row->button());
            layout_->addWidget(row);
            place = rows_.insert(rows_.end(), row);
        }
        (*place)->show(adjustments);
    }
    updateRefusal();
    setVisible(!rows_.empty());
}

void HeldStrip::release(Id set) {
    const auto apply = session_.undo().release(set);
    if (!apply) return;
    operations_.run(*apply, [this](const Operation& operation, const Outcome& outcome) {
        const auto said = sentences::outcome(operation, outcome);
        emit message(said.severity, said.text);
    });
}

void HeldStrip::updateRefusal() {
    for (const HeldRow* row : rows_) {
        row->button().setEnabled(!session_.lookOnly());
        row->button().setToolTip(session_.lookOnly() ? tr("Look-only: nothing can be changed")
                                                     : tr("Turn it back now, as the kernel would"));
    }
}

QStringList whatIsTurnedBack(const UndoLedger& ledger) {
    QStringList lines;
    for (const auto& [set, adjustments] : ledger.all())
        lines += QStringLiteral("%1: %2").arg(words::object({Kind::Semaphore, set}),
                                              operationsText(doneWith(adjustments, 1)));
    return lines;
}

} // namespace ipclens::ui
