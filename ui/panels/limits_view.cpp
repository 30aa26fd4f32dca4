// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/limits_view.h"

#include "ui/models/limit_words.h"
#include "ui/theme.h"
#include "ui/widgets/gauge.h"
#include "ui/widgets/tone_label.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace ipclens::ui {
namespace {

std::optional<Tone> toneOf(limit_words::Pressure pressure) {
    switch (pressure) {
    case limit_words::Pressure::High: return Tone::WarningText;
    case limit_words::Pressure::Critical: return Tone::DangerText;
    case limit_words::Pressure::Calm: break;
    }
    return std::nullopt;
}

} // namespace

class LimitsView::Private {
public:
    explicit Private(LimitsView& view)
        : page_(new QWidget)
        , grid_(new QGridLayout(page_)) {
        grid_->setContentsMargins(16, 12, 16, 12);
        grid_->setHorizontalSpacing(16);
        grid_->setVerticalSpacing(7);
        grid_->setColumnStretch(1, 4);
        grid_->setColumnStretch(2, 2);
        grid_->setColumnStretch(3, 5);
        auto* scroll = new QScrollArea(&view);
        scroll->setWidget(page_);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setBackgroundRole(QPalette::Base);
        page_->setAutoFillBackground(false);
        auto* layout = new QVBoxLayout(&view);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(scroll);
    }

    void take(const std::vector<limits::Limit>& limits) {
        if (limits.empty()) return;
        if (!sameNames(limits)) build(limits);
        shown_ = limits;
        paint();
    }

    void paint() {
        for (std::size_t i = 0; i < shown_.size() && i < lines_.size(); ++i)
            show(lines_[i], shown_[i]);
    }

private:
    struct Line {
        Kind kind = Kind::Semaphore;
        QLabel* name = nullptr;
        QLabel* description = nullptr;
        Gauge* gauge = nullptr;
        ToneLabel* words = nullptr;
    };

    [[nodiscard]] bool sameNames(const std::vector<limits::Limit>& limits) const {
        return std::equal(
            limits.begin(), limits.end(), shown_.begin(), shown_.end(),
            [](const auto& one, const auto& other) { return one.api == other.api && one.name == other.name; });
    }

    void build(const std::vector<limits::Limit>& limits) {
        while (QLayoutItem* item = grid_->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        lines_.clear();
        int row = 0;
        QString above;
        for (const limits::Limit& limit : limits) {
            const QString heading = limit_words::heading(limit);
            if (std::exchange(above, heading) != heading) addHeading(heading, row++);
            Line line{limit_words::kindOf(limit), new ToneLabel(std::nullopt, page_),
                      new ToneLabel(Tone::MutedText, page_), new Gauge(page_), new ToneLabel(std::nullopt, page_)};
            line.name->setFont(monospaceFont());
            for (QLabel* label : {line.description, static_cast<QLabel*>(line.words)})
                label->setWordWrap(true); // for a narrow window
            line.words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
            grid_->addWidget(line.name, row, 0);
            grid_->addWidget(line.description, row, 1);
            grid_->addWidget(line.gauge, row, 2);
            grid_->addWidget(line.words, row, 3);
            lines_.push_back(line);
            ++row;
        }
        grid_->setRowStretch(row, 1);
    }

    void addHeading(const QString& text, int row) {
        auto* heading = new ToneLabel(std::nullopt, page_);
        QFont bold = heading->font();
        bold.setBold(true);
        heading->setFont(bold);
        heading->setText(text);
        heading->setContentsMargins(0, row == 0 ? 0 : 14, 0, 0);
        grid_->addWidget(heading, row, 0, 1, 4);
    }

    static void show(const Line& line, const limits::Limit& limit) {
        const QString words = limit_words::sentence(limit);
        const auto tone = toneOf(limit_words::pressureOf(limit));
        const QPalette& palette = line.gauge->palette();
        const QColor color = tone ? toneColor(*tone, palette) : kindColor(line.kind, palette);
        const auto percent = limit.percent();
        line.name->setText(limit_words::name(limit));
        line.description->setText(limit_words::description(limit));
        line.name->setToolTip(limit_words::origin(limit));
        line.gauge->setVisible(percent.has_value());
        line.gauge->setAccessibleName(limit_words::name(limit));
        line.gauge->show(percent ? std::optional(*percent / 100) : std::nullopt, color, words);
        if (line.words->text() != words) line.words->setText(words);
        line.words->setTone(tone);
    }

    QWidget* page_;
    QGridLayout* grid_;
    std::vector<Line> lines_;
    std::vector<limits::Limit> shown_;
};

LimitsView::LimitsView(QWidget* parent)
    : QWidget(parent)
    , d_(std::make_unique<Private>(*this)) {}

LimitsView::~LimitsView() = default;

void LimitsView::addInterest(Interest& interest) const {
    interest.limits = true;
}

void LimitsView::apply(const Update& update) {
    d_->take(update.limits);
}

void LimitsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) d_->paint();
}

} // namespace ipclens::ui
