// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/set_all_dialog.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringList>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

/// The values that are overwritten are read anew so often while the dialog is open.
constexpr auto readAgainAfter = 1s;
constexpr int namedAtMost = 8;
constexpr int shownLines = 4;

QString listOf(const std::vector<std::uint16_t>& values) {
    QStringList words;
    for (const std::uint16_t value : values)
        words += QString::number(value);
    return words.join(QLatin1Char(' '));
}

} // namespace

QString valueChanges(const std::vector<std::uint16_t>& now, const std::vector<std::uint16_t>& next) {
    QStringList changes;
    int changed = 0;
    for (std::size_t index = 0; index < std::min(now.size(), next.size()); ++index) {
        if (now[index] == next[index]) continue;
        if (++changed <= namedAtMost)
            changes += QStringLiteral("[%1] %2 \u2192 %3").arg(index).arg(now[index]).arg(next[index]);
    }
    if (changed == 0)
        return now.size() == 1 ? SetAllDialog::tr("It has this value now")
                               : SetAllDialog::tr("All have these values now");
    QString text = changes.join(QStringLiteral(", "));
    if (changed > namedAtMost) text += SetAllDialog::tr(" and %1 more").arg(changed - namedAtMost);
    const auto staying = now.size() - static_cast<std::size_t>(changed);
    return staying == 0 ? text : SetAllDialog::tr("%1; %2 as before").arg(text).arg(staying);
}

class SetAllDialog::Private {
public:
    Private(SetAllDialog& dialog, const SemaphoreSetInfo& info)
        : dialog_(dialog)
        , set_(info.id)
        , count_(info.count)
        , values_(new QPlainTextEdit(&dialog))
        , verdict_(new Verdict(&dialog)) {
        const QString all = count_ == 1
                                ? SetAllDialog::tr("Value for the only semaphore of %1")
                                : SetAllDialog::tr("Values for all %1 semaphores of %2").arg(words::count(count_));
        const QString heading = all.arg(sentences::objectTitle(info));
        dialog.setHeading(heading);
        values_->setObjectName(QStringLiteral("allValues"));
        values_->setAccessibleName(heading);
        values_->setFont(monospaceFont());
        values_->setTabChangesFocus(true);
        values_->setPlaceholderText(SetAllDialog::tr("One for all, or one for each"));
        values_->setMinimumHeight(QFontMetrics(values_->font()).lineSpacing() * shownLines + 12);
        verdict_->setObjectName(QStringLiteral("valueChanges"));
        auto* warning =
            new QLabel(SetAllDialog::tr("SETALL overwrites the values at once, whoever holds or waits: waiting "
                                        "processes go on where they can now, and what any process has "
                                        "done with undo on this set is not turned back any more."),
                       &dialog);
        warning->setTextFormat(Qt::PlainText);
        warning->setWordWrap(true);
        dialog.content()->addWidget(values_, 1);
        dialog.content()->addWidget(verdict_);
        dialog.content()->addWidget(warning);
        dialog.resize(dialog.fontMetrics().averageCharWidth() * 80, dialog.sizeHint().height());
        dialog.cancelButton()->setDefault(true);
        dialog.verbButton()->setAutoDefault(false);
        QObject::connect(values_, &QPlainTextEdit::textChanged, &dialog, [this] { check(); });
        again_.setInterval(readAgainAfter);
        QObject::connect(&again_, &QTimer::timeout, &dialog, [this] { read(); });
        again_.start();
        dialog.offerCode([this]() -> std::optional<Operation> {
            if (!next_) return std::nullopt;
            return operation::SetValues{set_, *next_};
        });
        check();
        read();
        values_->setFocus(Qt::OtherFocusReason);
    }

    void carryOut() {
        if (!next_) return;
        dialog_.start(operation::SetValues{set_, *next_}, [this](const Operation& ran, const Outcome& outcome) {
            const auto said = sentences::outcome(ran, outcome);
            if (outcome.error) return dialog_.showError(said.text);
            emit dialog_.message(said.severity, said.text);
            dialog_.accept();
        });
    }

private:
    void read() {
        if (reading_) return;
        reading_ = true;
        dialog_.look(operation::ReadValues{set_}, [this](const Operation& /*ran*/, const Outcome& outcome) {
            reading_ = false;
            if (outcome.error) {
                now_.reset();
                // Who may write but not read can still set them
                if (outcome.error->kind != ErrorKind::Denied) again_.stop();
                unread_ = sentences::error(*outcome.error);
                return check();
            }
            const bool first = !now_ && values_->toPlainText().isEmpty();
            now_ = outcome.values;
            if (first) {
                values_->setPlainText(listOf(*now_));
                values_->selectAll();
            }
            check();
        });
    }

    void check() {
        next_.reset();
        const auto typed = input::values(values_->toPlainText());
        if (!typed) return refuse(typed.error());
        std::vector<std::uint16_t> values = *typed;
        if (values.size() == 1) values.assign(count_, values.front());
        if (values.size() != count_)
            return refuse(count_ == 1
                              ? SetAllDialog::tr("%1 values for 1 semaphore").arg(words::count(values.size()))
                              : SetAllDialog::tr("%1 values for %2 semaphores: give one for all, or one for each")
                                    .arg(words::count(values.size()), words::count(count_)));
        next_ = std::move(values);
        dialog_.setRefusal({});
        if (now_ && now_->size() == next_->size()) {
            verdict_->note(valueChanges(*now_, *next_));
        } else {
            verdict_->note(unread_.isEmpty() ? SetAllDialog::tr("Reading what they are now\u2026")
                                             : SetAllDialog::tr("What they are now is not known: %1").arg(unread_));
        }
    }

    void refuse(const QString& why) {
        verdict_->fault(why);
        dialog_.setRefusal(why);
    }

    SetAllDialog& dialog_;
    Id set_;
    std::uint32_t count_;
    QPlainTextEdit* values_;
    Verdict* verdict_;
    QTimer again_;
    bool reading_ = false;
    QString unread_;
    std::optional<std::vector<std::uint16_t>> now_;
    std::optional<std::vector<std::uint16_t>> next_;
};

SetAllDialog::SetAllDialog(Session& session, const SemaphoreSetInfo& info, QWidget* parent)
    : OperationDialog(session, tr("Set all values"), tr("&Set all"), parent)
    , d_(std::make_unique<Private>(*this, info)) {}

SetAllDialog::~SetAllDialog() = default;

void SetAllDialog::carryOut() {
    d_->carryOut();
}

} // namespace ipclens::ui
