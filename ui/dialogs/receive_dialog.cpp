// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/receive_dialog.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/message_model.h"
#include "ui/models/payload.h"
#include "ui/models/selection_words.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <vector>

namespace ipclens::ui {
namespace {

enum Choice : int { Any, OfType, ExceptType, LowestUpTo };

constexpr int previewLength = 80;

} // namespace

class ReceiveDialog::Private {
public:
    Private(ReceiveDialog& dialog, const MessageModel& messages)
        : dialog_(dialog)
        , messages_(messages)
        , choices_(new QButtonGroup(&dialog))
        , type_(new QLineEdit(QStringLiteral("1"), &dialog))
        , wait_(new QCheckBox(ReceiveDialog::tr("&Wait if there is none; it can be cancelled"), &dialog))
        , typeFault_(new Verdict(&dialog))
        , what_(new Verdict(&dialog))
        , buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel, &dialog))
        , take_(buttons_->addButton(ReceiveDialog::tr("&Take the message"), QDialogButtonBox::AcceptRole)) {
        layOut();
        take_->setObjectName(QStringLiteral("verb"));
        take_->setAutoDefault(false);
        buttons_->button(QDialogButtonBox::Cancel)->setDefault(true);
        buttons_->button(QDialogButtonBox::Cancel)->setIcon({});
        const auto again = [this] { say(); };
        QObject::connect(choices_, &QButtonGroup::idClicked, &dialog_, again);
        QObject::connect(type_, &QLineEdit::textChanged, &dialog_, again);
        QObject::connect(wait_, &QCheckBox::toggled, &dialog_, again);
        for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
            QObject::connect(&messages_, signal, &dialog_, again);
        QObject::connect(&messages_, &QAbstractItemModel::dataChanged, &dialog_, again);
        QObject::connect(buttons_, &QDialogButtonBox::rejected, &dialog_, &QDialog::reject);
        QObject::connect(take_, &QPushButton::clicked, &dialog_, [this] { take(); });
        say();
    }

private:
    void layOut() {
        auto* layout = new QVBoxLayout(&dialog_);
        const auto add = [&](Choice choice, const QString& text) {
            auto* button = new QRadioButton(text, &dialog_);
            choices_->addButton(button, choice);
            layout->addWidget(button);
        };
        add(Any, ReceiveDialog::tr("The &first message, of any type"));
        add(OfType, ReceiveDialog::tr("The first &of a type"));
        add(ExceptType, ReceiveDialog::tr("The first &except of a type"));
        add(LowestUpTo, ReceiveDialog::tr("The &lowest type up to a number"));
        choices_->button(Any)->setChecked(true);
        type_->setObjectName(QStringLiteral("receiveType"));
        type_->setAccessibleName(ReceiveDialog::tr("Type"));
        type_->setFont(monospaceFont());
        type_->setMaximumWidth(dialog_.fontMetrics().horizontalAdvance(QLatin1Char('0')) * 12);
        auto* row = new QHBoxLayout;
        row->addSpacing(24);
        row->addWidget(type_);
        row->addWidget(typeFault_, 1);
        layout->addLayout(row);
        layout->addSpacing(6);
        layout->addWidget(wait_);
        layout->addSpacing(6);
        what_->setObjectName(QStringLiteral("whatIsTaken"));
        what_->setMinimumHeight(dialog_.fontMetrics().lineSpacing() * 4);
        what_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        layout->addWidget(what_, 1);
        layout->addWidget(buttons_);
        dialog_.setMinimumWidth(dialog_.fontMetrics().averageCharWidth() * 68);
    }

    [[nodiscard]] std::optional<sysv::Selection> selection() const {
        sysv::Selection selection;
        if (choices_->checkedId() == Any) return selection;
        const auto type = input::messageType(type_->text());
        if (!type) return std::nullopt;
        selection.type = choices_->checkedId() == LowestUpTo ? -*type : *type;
        selection.except = choices_->checkedId() == ExceptType;
        return selection;
    }

    void say() {
        const auto asked = selection();
        type_->setEnabled(choices_->checkedId() != Any);
        const auto typed = input::messageType(type_->text());
        typeFault_->fault(asked || typed ? QString() : typed.error());
        take_->setEnabled(asked.has_value());
        if (!asked) {
            what_->note({});
            return;
        }
        what_->note(selection::sentence(*asked) + QLatin1Char(' ') + candidateWords(*asked));
    }

    [[nodiscard]] QString candidateWords(const sysv::Selection& asked) const {
        std::vector<MessageHead> heads;
        const int count = messages_.rowCount();
        for (int row = 0; row < count && messages_.head(row) != nullptr; ++row)
            heads.push_back(*messages_.head(row));
        const auto candidate = selection::candidate(asked, heads, static_cast<int>(heads.size()) == count);
        using State = selection::Candidate::State;
        if (candidate.state == State::Unknown)
            return ReceiveDialog::tr("Which one that is now is not among the messages that are in view.");
        if (candidate.state == State::None) {
            return wait_->isChecked() ? ReceiveDialog::tr("There is none now: it waits for one.")
                                      : ReceiveDialog::tr("There is none now: nothing would be taken.");
        }
        const MessageHead& head = heads[candidate.place];
        const bool whole = head.head.size() == head.size;
        return ReceiveDialog::tr("Now that is #%1: type %2, %3: %4")
                   .arg(candidate.place)
                   .arg(head.type)
                   .arg(words::size(head.size), payload::preview(head.head, whole, previewLength)) +
               QLatin1Char('\n') + ReceiveDialog::tr("The queue has it no longer then; it stays in sight here.");
    }

    void take() {
        const auto asked = selection();
        if (!asked) return;
        emit dialog_.chosen(*asked, wait_->isChecked());
        dialog_.accept();
    }

    ReceiveDialog& dialog_;
    const MessageModel& messages_;
    QButtonGroup* choices_;
    QLineEdit* type_;
    QCheckBox* wait_;
    Verdict* typeFault_;
    Verdict* what_;
    QDialogButtonBox* buttons_;
    QPushButton* take_;
};

ReceiveDialog::ReceiveDialog(Id queue, const MessageModel& messages, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Receive from %1").arg(words::object({Kind::MessageQueue, queue})));
    d_ = std::make_unique<Private>(*this, messages);
}

ReceiveDialog::~ReceiveDialog() = default;

} // namespace ipclens::ui
