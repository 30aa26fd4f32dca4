// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/kind_fields.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include <limits>

#include <unistd.h>

namespace ipclens::ui {
namespace {

constexpr int mostRows = 8;

} // namespace

int KindFields::labelWidth(const QWidget& widget) {
    return widget.fontMetrics().horizontalAdvance(tr("Semaphores"));
}

QString KindFields::pages(std::uint64_t bytes) {
    static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return words::counted(bytes / page + (bytes % page != 0 ? 1 : 0), tr("page"), tr("pages"));
}

KindFields::KindFields(QWidget* parent)
    : QWidget(parent)
    , grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(16);
    grid_->setColumnMinimumWidth(0, labelWidth(*this));
    grid_->setVerticalSpacing(12);
    grid_->setColumnStretch(1, 1);
    grid_->setColumnStretch(2, 2);
    // Kinds have one to four rows: each begins at the top
    grid_->setRowStretch(mostRows, 1);
}

KindFields::Field KindFields::addField(const QString& label, const QString& name, const QString& text,
                                       const QString& placeholder) {
    const Field field{new QLineEdit(text, this), new Verdict(this)};
    field.edit->setObjectName(name);
    field.edit->setPlaceholderText(placeholder);
    field.edit->setFont(monospaceFont());
    auto* title = new QLabel(label, this);
    title->setBuddy(field.edit);
    if (focusProxy() == nullptr) setFocusProxy(field.edit);
    const int row = rows_++;
    grid_->addWidget(title, row, 0);
    grid_->addWidget(field.edit, row, 1);
    grid_->addWidget(field.verdict, row, 2);
    return field;
}

Verdict* KindFields::addWords(const QString& label, const QString& name) {
    auto* words = new Verdict(this);
    words->setObjectName(name);
    const int row = rows_++;
    grid_->addWidget(new QLabel(label, this), row, 0);
    grid_->addWidget(words, row, 1, 1, 2);
    return words;
}

QCheckBox* KindFields::addBox(const QString& text, const QString& toolTip) {
    auto* box = new QCheckBox(text, this);
    box->setToolTip(toolTip);
    grid_->addWidget(box, rows_++, 1, 1, 2);
    return box;
}

SetFields::SetFields(QWidget* parent)
    : KindFields(parent)
    , count_(addField(tr("Semaphores"), QStringLiteral("count"), QStringLiteral("1"), tr("as many as values")))
    , values_(addField(tr("Values"), QStringLiteral("values"), QStringLiteral("0"), tr("0"))) {
    values_.edit->setToolTip(tr("One value for all, or one for each, with commas between"));
    connect(count_.edit, &QLineEdit::textChanged, this, &SetFields::check);
    connect(values_.edit, &QLineEdit::textChanged, this, &SetFields::check);
    check();
}

void SetFields::check() {
    options_.reset();
    const auto values = input::values(values_.edit->text());
    const bool counted = !count_.edit->text().trimmed().isEmpty();
    const auto count = counted ? input::number(count_.edit->text(), 1, std::numeric_limits<std::int32_t>::max())
                               : input::Parsed<std::int64_t>(values ? static_cast<std::int64_t>(values->size()) : 1);
    const auto members = [](std::int64_t number) {
        return words::counted(static_cast<std::uint64_t>(number), SetFields::tr("semaphore"),
                              SetFields::tr("semaphores"));
    };
    if (count) {
        count_.verdict->note(members(*count));
    } else {
        count_.verdict->fault(count.error());
    }
    if (!values) {
        values_.verdict->fault(values.error());
    } else if (count && values->size() != 1 && static_cast<std::int64_t>(values->size()) != *count) {
        values_.verdict->fault(
            tr("%1 values for %2: give one for all, or one for each").arg(values->size()).arg(members(*count)));
    } else if (count) {
        values_.verdict->note(values->size() == 1 ? tr("each begins at %1").arg(values->front()) : tr("one for each"));
        options_.emplace();
        options_->values = *values;
        options_->count = static_cast<std::uint32_t>(*count);
    }
    emit changed();
}

SegmentFields::SegmentFields(QWidget* parent)
    : KindFields(parent)
    , size_(addField(tr("Size"), QStringLiteral("size"), {}, QStringLiteral("64M")))
    , fill_(addField(tr("Fill with"), QStringLiteral("fill"), {}, tr("nothing")))
    , huge_(addBox(tr("&Huge pages"), tr("SHM_HUGETLB: from the pool of huge pages, which must have some")))
    , noReserve_(addBox(tr("No &swap reserved"), tr("SHM_NORESERVE: memory is found when a page is first touched"))) {
    connect(size_.edit, &QLineEdit::textChanged, this, &SegmentFields::check);
    connect(fill_.edit, &QLineEdit::textChanged, this, &SegmentFields::check);
    connect(huge_, &QCheckBox::toggled, this, &SegmentFields::check);
    connect(noReserve_, &QCheckBox::toggled, this, &SegmentFields::check);
    check();
}

void SegmentFields::check() {
    options_.reset();
    const auto size = input::size(size_.edit->text());
    const bool fits = size && *size > 0;
    if (size_.edit->text().trimmed().isEmpty()) {
        size_.verdict->note(size.error()); // nothing is wrong before something was typed
    } else if (fits) {
        size_.verdict->note(
            QStringLiteral("%1 \u00b7 %2").arg(words::counted(*size, tr("byte"), tr("bytes")), pages(*size)));
    } else {
        size_.verdict->fault(size ? tr("a segment has at least 1 byte") : size.error());
    }
    const bool fills = !fill_.edit->text().trimmed().isEmpty();
    const auto fill = fills ? input::number(fill_.edit->text(), 0, 255) : input::Parsed<std::int64_t>(0);
    if (!fill) {
        fill_.verdict->fault(fill.error());
    } else {
        fill_.verdict->note(fills ? tr("every byte is 0x%1").arg(*fill, 2, 16, QLatin1Char('0'))
                                  : tr("zeros; pages stay untouched"));
    }
    if (fits && fill) {
        options_.emplace();
        options_->size = *size;
        if (fills) options_->fill = static_cast<std::uint8_t>(*fill);
        options_->hugePages = huge_->isChecked();
        options_->noReserve = noReserve_->isChecked();
    }
    emit changed();
}

QueueFields::QueueFields(QWidget* parent)
    : KindFields(parent)
    , capacity_(addField(tr("Capacity"), QStringLiteral("capacity"), {}, tr("system default"))) {
    connect(capacity_.edit, &QLineEdit::textChanged, this, &QueueFields::check);
    check();
}

void QueueFields::check() {
    options_.reset();
    const bool given = !capacity_.edit->text().trimmed().isEmpty();
    const auto capacity = given ? input::size(capacity_.edit->text()) : input::Parsed<std::uint64_t>(0);
    if (!capacity) {
        capacity_.verdict->fault(capacity.error());
    } else {
        capacity_.verdict->note(given ? tr("%1; above MSGMNB only with CAP_SYS_RESOURCE")
                                            .arg(words::counted(*capacity, tr("byte"), tr("bytes")))
                                      : tr("MSGMNB, the limit of this system"));
        options_.emplace();
        if (given) options_->capacity = *capacity;
    }
    emit changed();
}

} // namespace ipclens::ui
