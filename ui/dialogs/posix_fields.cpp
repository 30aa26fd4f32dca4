// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/posix_fields.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/words.h"

#include <QLineEdit>

#include <limits>

namespace ipclens::ui {
namespace {

QString bytesOf(std::uint64_t count) {
    return words::counted(count, KindFields::tr("byte"), KindFields::tr("bytes"));
}

bool isTyped(const QLineEdit& edit) {
    return !edit.text().trimmed().isEmpty();
}

} // namespace

PosixSemaphoreFields::PosixSemaphoreFields(QWidget* parent)
    : KindFields(parent)
    , value_(addField(tr("Value"), QStringLiteral("value"), QStringLiteral("1"), QStringLiteral("1"))) {
    connect(value_.edit, &QLineEdit::textChanged, this, &PosixSemaphoreFields::check);
    check();
}

void PosixSemaphoreFields::check() {
    options_.reset();
    const auto value = input::number(value_.edit->text(), 0, posix::semaphoreValueMax);
    if (value) {
        value_.verdict->note(*value == 0   ? tr("the first sem_wait waits for a sem_post")
                             : *value == 1 ? tr("one sem_wait gets through, the next one waits")
                                           : tr("%1 sem_wait get through, the next one waits")
                                                 .arg(words::count(static_cast<std::uint64_t>(*value))));
        options_.emplace();
        options_->value = static_cast<std::uint32_t>(*value);
    } else {
        value_.verdict->fault(value.error());
    }
    emit changed();
}

PosixSegmentFields::PosixSegmentFields(QWidget* parent)
    : KindFields(parent)
    , size_(addField(tr("Size"), QStringLiteral("posixSize"), {}, QStringLiteral("64M")))
    , fill_(addField(tr("Fill with"), QStringLiteral("posixFill"), {}, tr("nothing"))) {
    connect(size_.edit, &QLineEdit::textChanged, this, &PosixSegmentFields::check);
    connect(fill_.edit, &QLineEdit::textChanged, this, &PosixSegmentFields::check);
    check();
}

void PosixSegmentFields::setFree(std::uint64_t bytes) {
    free_ = bytes;
    check();
}

void PosixSegmentFields::check() {
    options_.reset();
    const auto size = input::size(size_.edit->text());
    if (!isTyped(*size_.edit)) {
        size_.verdict->note(size.error()); // nothing is wrong before something was typed
    } else if (!size) {
        size_.verdict->fault(size.error());
    } else if (*size == 0) {
        size_.verdict->note(tr("0 bytes: it can be given a size later"));
    } else {
        size_.verdict->note(QStringLiteral("%1 \u00b7 %2").arg(bytesOf(*size), pages(*size)));
    }
    const bool fills = isTyped(*fill_.edit);
    // To try it would take all the memory there is before it failed
    const bool tooMuch = fills && size && *size > free_;
    const auto fill = fills ? input::number(fill_.edit->text(), 0, 255) : input::Parsed<std::int64_t>(0);
    if (!fill) {
        fill_.verdict->fault(fill.error());
    } else if (!fills) {
        fill_.verdict->note(tr("zeros; a page takes up memory when it is first written"));
    } else if (tooMuch) {
        fill_.verdict->fault(tr("/dev/shm has only %1 left").arg(words::size(free_)));
    } else {
        fill_.verdict->note(tr("every byte is 0x%1, and takes up memory at once").arg(*fill, 2, 16, QLatin1Char('0')));
    }
    if (size && fill && !tooMuch) {
        options_.emplace();
        options_->size = *size;
        if (fills) options_->fill = static_cast<std::uint8_t>(*fill);
    }
    emit changed();
}

PosixQueueFields::PosixQueueFields(QWidget* parent)
    : KindFields(parent)
    , messages_(addField(tr("Messages"), QStringLiteral("maxMessages"), {}, tr("system default")))
    , size_(addField(tr("Each up to"), QStringLiteral("messageSize"), {}, tr("system default")))
    , cost_(addWords(tr("Costs"), QStringLiteral("cost"))) {
    messages_.edit->setToolTip(tr("How many messages it holds (mq_maxmsg); who sends one more waits"));
    size_.edit->setToolTip(tr("How many bytes a message has at most (mq_msgsize)"));
    connect(messages_.edit, &QLineEdit::textChanged, this, &PosixQueueFields::check);
    connect(size_.edit, &QLineEdit::textChanged, this, &PosixQueueFields::check);
    check();
}

void PosixQueueFields::setLimits(const posix::QueueLimits& limits) {
    limits_ = limits;
    if (limits.defaultMessages > 0) messages_.edit->setPlaceholderText(QString::number(limits.defaultMessages));
    if (limits.defaultSize > 0) size_.edit->setPlaceholderText(QString::number(limits.defaultSize));
    check();
}

void PosixQueueFields::check() {
    options_.reset();
    const posix::QueueLimits known = limits_.value_or(posix::QueueLimits());
    const auto messages = checkField(messages_, false, known.defaultMessages, known.mostMessages);
    const auto size = checkField(size_, true, known.defaultSize, known.mostSize);
    if (messages && size) {
        options_.emplace();
        if (isTyped(*messages_.edit)) options_->maxMessages = *messages;
        if (isTyped(*size_.edit)) options_->messageSize = *size;
    }
    showCost(messages, size);
    emit changed();
}

std::optional<std::uint64_t> PosixQueueFields::checkField(const Field& field, bool inBytes, std::uint64_t byDefault,
                                                          std::uint64_t most) {
    const QString limit = limits_ ? tr("at most %1").arg(inBytes ? words::size(most) : words::count(most)) : QString();
    if (!isTyped(*field.edit)) {
        const QString what = byDefault > 0
                                 ? tr("%1 by default").arg(inBytes ? bytesOf(byDefault) : words::count(byDefault))
                                 : tr("the default of this system");
        field.verdict->note(limit.isEmpty() ? what : QStringLiteral("%1; %2").arg(what, limit));
        return byDefault;
    }
    const auto typed = inBytes ? input::size(field.edit->text())
                               : input::number(field.edit->text(), 1, std::numeric_limits<std::int64_t>::max())
                                     .map([](std::int64_t number) { return static_cast<std::uint64_t>(number); });
    if (!typed) {
        field.verdict->fault(typed.error());
        return std::nullopt;
    }
    if (*typed == 0) {
        field.verdict->fault(tr("a message has at least 1 byte of room"));
        return std::nullopt;
    }
    if (limits_ && *typed > most) {
        const QString name = inBytes ? QStringLiteral("MSGSIZE_MAX") : QStringLiteral("MSG_MAX");
        field.verdict->fault(limits_->privileged ? tr("%1, whoever makes it").arg(limit)
                                                 : tr("%1 (%2) without CAP_SYS_RESOURCE").arg(limit, name));
        return std::nullopt;
    }
    field.verdict->note(inBytes ? bytesOf(*typed) : limit);
    return *typed;
}

void PosixQueueFields::showCost(std::optional<std::uint64_t> messages, std::optional<std::uint64_t> size) {
    if (!limits_ || messages.value_or(0) == 0 || size.value_or(0) == 0) return cost_->note(words::unknown());
    const auto cost = posix::queueCost(*messages, *size);
    if (!cost) return cost_->fault(tr("more memory than can be counted"));
    const QString bytes = words::size(*cost);
    if (limits_->memory == UINT64_MAX) return cost_->note(tr("%1; your queues have no limit together").arg(bytes));
    const QString limit = words::size(limits_->memory);
    if (*cost > limits_->memory)
        return cost_->fault(tr("%1: your queues may have %2 together (RLIMIT_MSGQUEUE)").arg(bytes, limit));
    cost_->note(tr("%1 of the %2 that your queues may have together (RLIMIT_MSGQUEUE)").arg(bytes, limit));
}

} // namespace ipclens::ui
