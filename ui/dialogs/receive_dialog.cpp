// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/receive_dialog.h"

#include "ui/dialogs/heading.h"
#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/message_model.h"
#include "ui/models/payload.h"
#include "ui/models/selection_words.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/panels/own_operations.h"
#include "ui/session/session.h"
#include "ui/theme.h"
#include "ui/widgets/copy_as_menu.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <initializer_list>
#include <vector>

namespace ipclens::ui {
namespace {

enum Choice : int { Any, OfType, ExceptType, LowestUpTo };

constexpr int previewLength = 80;

} // namespace

class ReceiveDialog::Private {
public:
    Private(ReceiveDialog& dialog, Session& session, const QueueInfo& queue, const MessageModel& messages)
        : dialog_(dialog)
        , queue_(queue.id)
        , messages_(messages)
        , operations_(session, &dialog)
        , choices_(new QButtonGroup(&dialog))
        , type_(new QLineEdit(QStringLiteral("1"), &dialog))
        , size_(new QLineEdit(&dialog))
        , truncate_(new QCheckBox(ReceiveDialog::tr("&cut a longer one: its rest is lost (MSG_NOERROR)"), &dialog))
        , wait_(new QCheckBox(ReceiveDialog::tr("&Wait if there is none; it can be cancelled"), &dialog))
        , typeFault_(new Verdict(&dialog))
        , what_(new Verdict(&dialog))
        , buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel, &dialog))
        , take_(buttons_->addButton(ReceiveDialog::tr("&Take the message"), QDialogButtonBox::AcceptRole)) {
        layOut(ReceiveDialog::tr("Receive from %1").arg(sentences::objectTitle(queue)));
        auto* copyAs = CopyAsMenu::ofOperation(
            session, [this] { return operation(); }, &dialog_);
        QObject::connect(copyAs, &CopyAsMenu::message, &dialog_, &ReceiveDialog::message);
        copyAs->openOver(*take_);
        buttons_->addButton(copyAs->makeButton(buttons_), QDialogButtonBox::ResetRole);
        take_->setObjectName(QStringLiteral("verb"));
        take_->setAutoDefault(false);
        buttons_->button(QDialogButtonBox::Cancel)->setDefault(true);
        buttons_->button(QDialogButtonBox::Cancel)->setIcon({});
        const auto again = [this] { say(); };
        QObject::connect(choices_, &QButtonGroup::idClicked, &dialog_, [this](int choice) {
            say();
            if (choice == Any) return;
            type_->setFocus(Qt::OtherFocusReason); // the arrows, which go from choice to choice, take it back
            type_->selectAll();
        });
        QObject::connect(type_, &QLineEdit::textChanged, &dialog_, again);
        QObject::connect(wait_, &QCheckBox::toggled, &dialog_, again);
        QObject::connect(size_, &QLineEdit::textChanged, &dialog_, again);
        QObject::connect(truncate_, &QCheckBox::toggled, &dialog_, again);
        const auto moved = [this] {
            stale_ = true;
            say();
        };
        for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
            QObject::connect(&messages_, signal, &dialog_, moved);
        QObject::connect(&messages_, &QAbstractItemModel::dataChanged, &dialog_, again);
        QObject::connect(buttons_, &QDialogButtonBox::rejected, &dialog_, &QDialog::reject);
        QObject::connect(take_, &QPushButton::clicked, &dialog_, [this] { take(); });
        say();
    }

private:
    void layOut(const QString& heading) {
        auto* layout = new QVBoxLayout(&dialog_);
        layout->addWidget(new Heading(heading, &dialog_));
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
        size_->setObjectName(QStringLiteral("receiveSize"));
        size_->setAccessibleName(ReceiveDialog::tr("At most so many bytes"));
        size_->setFont(monospaceFont());
        size_->setPlaceholderText(ReceiveDialog::tr("any"));
        size_->setMaximumWidth(type_->maximumWidth());
        wait_->setObjectName(QStringLiteral("receiveWait"));
        truncate_->setObjectName(QStringLiteral("receiveTruncate"));
        auto* sizeLabel = new QLabel(ReceiveDialog::tr("At most so many &bytes"), &dialog_);
        sizeLabel->setBuddy(size_);
        auto* sizeRow = new QHBoxLayout;
        sizeRow->addWidget(sizeLabel);
        sizeRow->addWidget(size_);
        sizeRow->addWidget(truncate_, 1);
        layout->addLayout(sizeRow);
        layout->addWidget(wait_);
        layout->addSpacing(6);
        what_->setObjectName(QStringLiteral("whatIsTaken"));
        what_->setMinimumHeight(dialog_.fontMetrics().lineSpacing() * 4);
        what_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        layout->addWidget(what_, 1);
        layout->addWidget(buttons_);
        QWidget* before = choices_->button(Any);
        for (QWidget* next :
             std::initializer_list<QWidget*>{choices_->button(OfType), choices_->button(ExceptType),
                                             choices_->button(LowestUpTo), type_, size_, truncate_, wait_, buttons_}) {
            QWidget::setTabOrder(before, next);
            before = next;
        }
        choices_->button(Any)->setFocus(Qt::OtherFocusReason);
        dialog_.setMinimumWidth(dialog_.fontMetrics().averageCharWidth() * 68);
    }

    [[nodiscard]] std::optional<sysv::Selection> selection() const {
        sysv::Selection selection;
        if (!size_->text().trimmed().isEmpty()) {
            const auto size = input::size(size_->text());
            if (!size) return std::nullopt;
            selection.maxSize = *size;
            selection.truncate = truncate_->isChecked();
        }
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
        truncate_->setEnabled(!size_->text().trimmed().isEmpty());
        const auto typed = input::messageType(type_->text());
        typeFault_->fault(asked || typed ? QString() : typed.error());
        take_->setEnabled(asked.has_value());
        if (!asked) {
            const auto size = input::size(size_->text());
            if (!size && !size_->text().trimmed().isEmpty()) {
                what_->fault(size.error());
            } else {
                what_->note({});
            }
            return;
        }
        what_->note(selection::sentence(*asked) + QLatin1Char(' ') + candidateWords(*asked));
    }

    [[nodiscard]] QString candidateWords(const sysv::Selection& asked) {
        using State = selection::Candidate::State;
        std::vector<MessageHead> heads;
        const int count = messages_.rowCount();
        for (int row = 0; !messages_.showsFound() && row < count && messages_.head(row) != nullptr; ++row)
            heads.push_back(*messages_.head(row));
        const bool all = !messages_.showsFound() && static_cast<int>(heads.size()) == count;
        auto candidate = selection::candidate(asked, heads, all);
        if (candidate.state == State::Unknown) {
            if (stale_ || !isFoundFor(asked)) lookFor(asked);
            if (!isFoundFor(asked)) return ReceiveDialog::tr("Looking which one that is\u2026");
            heads = found_;
            candidate = selection::candidate(asked, heads, foundAll_);
        }
        if (candidate.state == State::Unknown)
            return ReceiveDialog::tr("Which one that is was not found among the first %1 messages.").arg(mostSearched);
        if (candidate.state == State::None) {
            return wait_->isChecked() ? ReceiveDialog::tr("As of now there is none: it waits for one.")
                                      : ReceiveDialog::tr("As of now there is none: nothing would be taken.");
        }
        return takenWords(asked, heads[candidate.place]);
    }

    [[nodiscard]] static QString takenWords(const sysv::Selection& asked, const MessageHead& head) {
        const bool whole = head.head.size() == head.size;
        QString words = ReceiveDialog::tr("As of now that is #%1: type %2, %3: %4")
                            .arg(head.index)
                            .arg(head.type)
                            .arg(words::size(head.size), payload::preview(head.head, whole, previewLength));
        words += QLatin1Char('\n');
        if (!asked.maxSize || head.size <= *asked.maxSize)
            return words +
                   ReceiveDialog::tr("It is removed from the queue and kept in this window; you can put it back.");
        if (asked.truncate)
            return words +
                   ReceiveDialog::tr("Its first %1 are kept in this window; the rest is lost.")
                       .arg(words::counted(*asked.maxSize, ReceiveDialog::tr("byte"), ReceiveDialog::tr("bytes")));
        return words + ReceiveDialog::tr("It is longer than that: it would stay where it is (E2BIG).");
    }

    [[nodiscard]] bool isFoundFor(const sysv::Selection& asked) const {
        return foundFor_ && foundFor_->type == asked.type && foundFor_->except == asked.except;
    }

    /// Peeks at all messages, in the background; one search at a time.
    void lookFor(const sysv::Selection& asked) {
        if (looking_) return;
        looking_ = true;
        stale_ = false;
        transfer::MessageFilter filter;
        filter.type = asked.type;
        filter.except = asked.except;
        operations_.run(operation::SearchMessages{queue_, filter},
                        [this, asked](const Operation&, const Outcome& outcome) {
                            looking_ = false;
                            if (outcome.error) return;
                            foundFor_ = asked;
                            found_ = outcome.found;
                            foundAll_ = outcome.searched.whole && outcome.found.size() < mostFound;
                            say();
                        });
    }

    [[nodiscard]] std::optional<Operation> operation() const {
        const auto asked = selection();
        if (!asked) return std::nullopt;
        return operation::Receive{{Kind::MessageQueue, queue_}, *asked, wait_->isChecked(), std::nullopt};
    }

    void take() {
        const auto asked = selection();
        if (!asked) return;
        emit dialog_.chosen(*asked, wait_->isChecked());
        dialog_.accept();
    }

    ReceiveDialog& dialog_;
    Id queue_;
    const MessageModel& messages_;
    OwnOperations operations_;
    std::optional<sysv::Selection> foundFor_;
    std::vector<MessageHead> found_;
    bool looking_ = false;
    bool stale_ = false; ///< the queue has moved since
    bool foundAll_ = false;
    QButtonGroup* choices_;
    QLineEdit* type_;
    QLineEdit* size_;
    QCheckBox* truncate_;
    QCheckBox* wait_;
    Verdict* typeFault_;
    Verdict* what_;
    QDialogButtonBox* buttons_;
    QPushButton* take_;
};

ReceiveDialog::ReceiveDialog(Session& session, const QueueInfo& queue, const MessageModel& messages, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Receive"));
    d_ = std::make_unique<Private>(*this, session, queue, messages);
}

ReceiveDialog::~ReceiveDialog() = default;

} // namespace ipclens::ui
