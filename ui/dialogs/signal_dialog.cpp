// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/signal_dialog.h"

#include "ui/models/process_words.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

#include <array>
#include <csignal>

namespace ipclens::ui {
namespace {

constexpr std::array offered{SIGTERM, SIGINT, SIGHUP, SIGKILL, SIGSTOP, SIGCONT, SIGUSR1, SIGUSR2};
constexpr int widthInCharacters = 64;

/// What it does to a process that made no other arrangements (signal(7)).
QString effectOf(int signal) {
    switch (signal) {
    case SIGTERM: return SignalDialog::tr("Asks it to end. It may clean up first, or not heed it.");
    case SIGINT: return SignalDialog::tr("Interrupts it, as Ctrl+C does: most programs end.");
    case SIGHUP: return SignalDialog::tr("Many services read their settings anew; most other programs end.");
    case SIGKILL:
        return SignalDialog::tr("Ends it at once. It can clean up nothing, but the kernel undoes its operations with "
                                "undo and detaches its segments.");
    case SIGSTOP: return SignalDialog::tr("Stops it where it is until it is sent SIGCONT. What it holds stays held.");
    case SIGCONT: return SignalDialog::tr("Lets it go on where it was stopped.");
    default: return SignalDialog::tr("Means what the program makes of it; one that makes nothing of it ends.");
    }
}

QString signalName(int signal) {
    return words::signal(signal).section(QLatin1Char(' '), 0, 0);
}

} // namespace

SignalDialog::SignalDialog(Session& session, const processes::Process& process, QWidget* parent)
    : OperationDialog(session, tr("Send a signal"), tr("&Send"), parent)
    , process_(process)
    , signals_(new QComboBox(this))
    , effect_(new ToneLabel(Tone::MutedText, this)) {
    setObjectName(QStringLiteral("signalDialog"));
    setHeading(tr("Send a signal to %1?").arg(words::process(process_)));
    offerSignals();
    describeProcess();
    resize(fontMetrics().averageCharWidth() * widthInCharacters, 0);
    cancelButton()->setDefault(true);
    cancelButton()->setFocus();
    verbButton()->setAutoDefault(false);
    showChoice();
    fitHeight();
}

void SignalDialog::offerSignals() {
    signals_->setObjectName(QStringLiteral("signals"));
    signals_->setAccessibleName(tr("Signal"));
    for (const int signal : offered)
        signals_->addItem(words::signal(signal), signal);
    connect(signals_, &QComboBox::currentIndexChanged, this, &SignalDialog::showChoice);
}

void SignalDialog::describeProcess() {
    const auto view = session().processes();
    const auto last = session().last();
    const auto* details = view ? view->detailsOf(process_) : nullptr;
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    const auto add = [&](const QString& name, const QString& value) {
        auto* label = new ToneLabel(std::nullopt, this);
        label->setText(value);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setAccessibleName(name);
        label->setElides(true);
        auto* title = new ToneLabel(Tone::MutedText, this);
        title->setText(name);
        form->addRow(title, label);
    };
    add(tr("Process"), words::printable(process_.name));
    add(tr("Pid"), QString::number(process_.pid));
    add(tr("Command line"), process_words::commandLine(details));
    add(tr("User"), process_words::user(details, last.get()));
    add(tr("Started"), words::dateTime(process_.startedAt));
    if (const QString container = process_words::container(details); !container.isEmpty())
        add(tr("Container"), container);
    auto* title = new ToneLabel(Tone::MutedText, this);
    title->setText(tr("S&ignal"));
    title->setBuddy(signals_);
    form->addRow(title, signals_);
    effect_->setWordWrap(true);
    form->addRow(QString(), effect_);
    content()->addLayout(form);
}

int SignalDialog::chosen() const {
    return signals_->currentData().toInt();
}

void SignalDialog::showChoice() {
    effect_->setText(effectOf(chosen()));
    verbButton()->setText(tr("&Send %1").arg(signalName(chosen())));
}

void SignalDialog::carryOut() {
    const int signal = chosen();
    start(operation::SendSignal{process_, signal}, [this, signal](const Operation& /*ran*/, const Outcome& outcome) {
        if (outcome.error) return showError(sentences::error(*outcome.error));
        emit message(Severity::Success, tr("%1 sent to %2").arg(signalName(signal), words::process(process_)));
        accept();
    });
}

} // namespace ipclens::ui
