// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/filter_line.h"

#include "core/listing/filter_words.h"
#include "ui/theme.h"
#include "ui/widgets/icons.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStringListModel>

#include <string>
#include <utility>

namespace ipclens::ui {
namespace {

/// The bubble below the line. It takes no room in the layout, so that an error while typing moves nothing.
class ErrorLabel : public QLabel {
public:
    explicit ErrorLabel(QWidget* parent)
        : QLabel(parent) {
        setObjectName(QStringLiteral("filterError"));
        setTextFormat(Qt::PlainText);
        setContentsMargins(9, 5, 9, 5);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(toneColor(Tone::DangerText, palette()));
        painter.setBrush(toneColor(Tone::DangerGround, palette()));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.end();
        QLabel::paintEvent(event);
    }
};

QIcon clearIcon(const QWidget& widget) {
    return tintedIcon(QStringLiteral("clear"), widget.palette());
}

} // namespace

FilterLine::FilterLine(QWidget* parent)
    : QLineEdit(parent)
    , completer_(new QCompleter(this))
    , words_(new QStringListModel(this)) {
    setObjectName(QStringLiteral("filterLine"));
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter: key:0x51*, name:/psm_*, api:posix, is:full"));
    completer_->setModel(words_);
    completer_->setWidget(this);
    completer_->setCompletionMode(QCompleter::PopupCompletion);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::takeCompletion);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::complete);
    connect(this, &QLineEdit::textChanged, this, &FilterLine::offerToClear);
}

void FilterLine::setCompletions(Completions completions) {
    completions_ = std::move(completions);
}

/// In place of QLineEdit's own button, which searches the desktop's icon themes before the window can be seen.
void FilterLine::offerToClear() {
    if (clear_ == nullptr) {
        if (text().isEmpty()) return;
        clear_ = addAction(clearIcon(*this), TrailingPosition);
        clear_->setToolTip(tr("Clear"));
        connect(clear_, &QAction::triggered, this, &QLineEdit::clear);
    }
    clear_->setVisible(!text().isEmpty());
}

void FilterLine::setError(const QString& error) {
    if (error == error_) return;
    error_ = error;
    setAccessibleDescription(error);
    showError();
}

// Of the list: a term that is still being chosen there is no error yet
bool FilterLine::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide) {
        offering_ = event->type() == QEvent::Show;
        showError();
    }
    return QLineEdit::eventFilter(watched, event);
}

void FilterLine::setTerm(const QString& field, const QString& pattern) {
    const std::string expression = text().toStdString();
    const std::string replaced = field.toLower().toStdString();
    QStringList terms;
    for (const listing::FilterWord& word : listing::splitFilter(expression)) {
        if (word.colon && word.field == replaced) continue;
        terms += QString::fromStdString(expression.substr(word.begin, word.end - word.begin));
    }
    terms.append(field + QLatin1Char(':') + pattern);
    setText(terms.join(QLatin1Char(' ')));
}

void FilterLine::keyPressEvent(QKeyEvent* event) {
    const bool offering = completer_->popup()->isVisible();
    switch (event->key()) {
    case Qt::Key_Escape:
        if (offering) return event->ignore(); // the list takes it
        if (text().isEmpty()) {
            emit leaving();
        } else {
            clear();
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        if (offering) return event->ignore();
        emit leaving();
        return;
    default: QLineEdit::keyPressEvent(event);
    }
}

void FilterLine::focusInEvent(QFocusEvent* event) {
    // It also gets the keyboard when what had it goes: what is typed then must not replace the filter
    const bool chained = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QFocusEvent unselecting(event->type(), Qt::OtherFocusReason);
    QLineEdit::focusInEvent(chained ? &unselecting : event);
    // A completer forgets its widget's keys when another line of the window used a popup in between
    completer_->setWidget(this);
}

void FilterLine::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && clear_ != nullptr) clear_->setIcon(clearIcon(*this));
}

void FilterLine::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (error_.isEmpty() || offering_) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(toneColor(Tone::DangerText, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
}

void FilterLine::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    showError();
}

void FilterLine::moveEvent(QMoveEvent* event) {
    QLineEdit::moveEvent(event);
    showError();
}

void FilterLine::hideEvent(QHideEvent* event) {
    QLineEdit::hideEvent(event);
    if (errorLabel_ != nullptr) errorLabel_->hide();
}

void FilterLine::complete() {
    const QString before = text().left(cursorPosition());
    const Offer offer = before.isEmpty() || !completions_ ? Offer() : completions_(before);
    const QString typed = before.mid(offer.from);
    // A list that opens at every space would be in the way of reading; after a colon it is what one waits for
    const bool begun = !typed.isEmpty() || before.endsWith(QLatin1Char(':'));
    if (!begun || offer.words.isEmpty() || offer.words == QStringList(typed)) {
        completer_->popup()->hide();
        return;
    }
    offeredFrom_ = offer.from;
    words_->setStringList(offer.words);
    completer_->setCompletionPrefix(QString());
    QRect place = cursorRect();
    place.setWidth(completer_->popup()->sizeHintForColumn(0) + 2 * fontMetrics().averageCharWidth() + 24);
    completer_->popup()->installEventFilter(this);
    completer_->complete(place);
}

void FilterLine::takeCompletion(const QString& completion) {
    const QString after = text().mid(cursorPosition());
    const bool isField = completion.endsWith(QLatin1Char(':'));
    const QString inserted = !isField && after.isEmpty() ? completion + QLatin1Char(' ') : completion;
    setText(text().left(offeredFrom_) + inserted + after);
    setCursorPosition(offeredFrom_ + static_cast<int>(inserted.size()));
    if (isField) complete();
}

void FilterLine::showError() {
    const bool shown = !error_.isEmpty() && !offering_;
    if (shown && errorLabel_ == nullptr) errorLabel_ = new ErrorLabel(window());
    if (shown) {
        errorLabel_->setText(error_);
        const QSize size = errorLabel_->sizeHint();
        const QPoint below = mapTo(window(), QPoint(width(), height() + 3));
        errorLabel_->setGeometry(qMax(4, below.x() - size.width()), below.y(), size.width(), size.height());
        errorLabel_->raise();
    }
    if (errorLabel_ != nullptr) errorLabel_->setVisible(shown);
    update();
}

} // namespace ipclens::ui
