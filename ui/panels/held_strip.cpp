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

/// What the adjustments of a set mean: only what was taken is held, and what was given with undo is taken back.
struct Words {
    QString title;
    QString later;
    QString verb;
};

Words wordsOf(const UndoLedger::Adjustments& adjustments) {
    const auto all = [&](auto&& test) { return std::all_of(adjustments.begin(), adjustments.end(), test); };
    if (all([](const auto& one) { return one.second > 0; }))
        return {HeldStrip::tr("Held"), HeldStrip::tr("given back when IPC Lens ends"), HeldStrip::tr("Release")};
    if (all([](const auto& one) { return one.second < 0; }))
        return {HeldStrip::tr("Given with undo"), HeldStrip::tr("taken back when IPC Lens ends"),
                HeldStrip::tr("Take back")};
    return {HeldStrip::tr("Done with undo"), HeldStrip::tr("turned back when IPC Lens ends"),
            HeldStrip::tr("Turn back")};
}

} // namespace

class HeldRow : public QWidget {
public:
    HeldRow(Id set, QWidget* parent)
        : QWidget(parent)
        , set_(set)
        , title_(new QLabel(this))
        , what_(new ToneLabel(std::nullopt, this))
        , release_(new QPushButton(this)) {
        what_->setElides(true);
        what_->setFont(monospaceFont());
        what_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        release_->setObjectName(QStringLiteral("release"));
        release_->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard where it is used
        title_->setTextFormat(Qt::PlainText);
        QFont bold = font();
        bold.setBold(true);
        title_->setFont(bold);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(16, 2, 12, 2);
        layout->addWidget(title_);
        layout->addWidget(what_, 1);
        layout->addWidget(release_);
    }

    [[nodiscard]] Id set() const { return set_; }
    [[nodiscard]] QPushButton& button() const { return *release_; }

    void show(const UndoLedger::Adjustments& adjustments) {
        const Words said = wordsOf(adjustments);
        const QString done = operationsText(doneWith(adjustments, -1));
        const QString text = QStringLiteral("%1 %2").arg(words::object({Kind::Semaphore, set_}), done);
        title_->setText(said.title);
        what_->setText(QStringLiteral("%1  \u00b7  %2").arg(text, said.later));
        what_->setToolTip(
            HeldStrip::tr("%1, done with SEM_UNDO. When IPC Lens ends, the kernel adds its adjustment "
                          "(semadj): %2, but no value falls below 0. Whoever sets a value before (SETVAL, "
                          "SETALL) clears that.")
                .arg(text, operationsText(doneWith(adjustments, 1))));
        release_->setText(said.verb);
        release_->setAccessibleName(QStringLiteral("%1 %2").arg(said.verb, text));
    }

private:
    Id set_;
    QLabel* title_;
    ToneLabel* what_;
    QPushButton* release_;
};

HeldStrip::HeldStrip(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , operations_(session, this)
    , layout_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("heldStrip"));
    setAccessibleName(tr("What was done with undo"));
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
        // Else Qt would give the keyboard to what comes next, be it the filter
        if (row->button().hasFocus()) emit leaving();
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
        if (session_.lookOnly() && row->button().hasFocus()) emit leaving();
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
