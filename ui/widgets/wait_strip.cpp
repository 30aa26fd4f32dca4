// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/wait_strip.h"

#include "ui/models/words.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto blink = 400ms;
constexpr auto tickInterval = 200ms;
constexpr int rowsAtOnce = 3;

/// "waiting 12 s".
QString howLong(const RunningOperation& operation, std::chrono::steady_clock::time_point now) {
    const QString what = operation.waits ? WaitStrip::tr("waiting") : WaitStrip::tr("running");
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - operation.since).count();
    if (seconds < 60) return WaitStrip::tr("%1 %2 s").arg(what).arg(seconds);
    return WaitStrip::tr("%1 %2 min %3 s").arg(what).arg(seconds / 60).arg(seconds % 60);
}

/// How far an operation of many things is; empty for one thing.
QString progress(const RunningOperation& operation) {
    if (operation.done == 0 && operation.total < 2) return {};
    const auto told = operation.inBytes ? &words::size : &words::count;
    if (operation.total == 0) return told(operation.done);
    return WaitStrip::tr("%1 of %2").arg(told(operation.done), told(operation.total));
}

} // namespace

/// One operation that waits or is at work.
class WaitRow : public QWidget {
public:
    WaitRow(Session& session, const RunningOperation& operation, QWidget* parent)
        : QWidget(parent)
        , id_(operation.id)
        , time_(new QLabel(this))
        , cancel_(new QPushButton(WaitStrip::tr("Cancel"), this)) {
        auto* what = new QLabel(words::line(operation.description), this);
        what->setTextFormat(Qt::PlainText);
        what->setFont(monospaceFont());
        time_->setTextFormat(Qt::PlainText);
        cancel_->setAccessibleName(WaitStrip::tr("Cancel %1").arg(what->text()));
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(16, 2, 12, 2);
        layout->addWidget(what);
        layout->addWidget(time_);
        layout->addStretch();
        layout->addWidget(cancel_);
        connect(cancel_, &QPushButton::clicked, this, [&session, this] { session.cancel(id_); });
    }

    [[nodiscard]] OperationId id() const { return id_; }

    void update(const RunningOperation& operation, std::chrono::steady_clock::time_point now) {
        QString text = operation.cancelling ? WaitStrip::tr("cancelling\u2026") : howLong(operation, now);
        if (const QString far = progress(operation); !far.isEmpty()) text = far;
        time_->setText(QStringLiteral("\u00b7 ") + text);
        cancel_->setEnabled(!operation.cancelling);
    }

private:
    OperationId id_;
    QLabel* time_;
    QPushButton* cancel_;
};

WaitStrip::WaitStrip(Session& session, QWidget* parent)
    : QWidget(parent)
    , session_(session) {
    setObjectName(QStringLiteral("waitStrip"));
    setAccessibleName(tr("Waiting operations"));
    auto* inner = new QWidget;
    inner->setAutoFillBackground(false);
    layout_ = new QVBoxLayout(inner);
    layout_->setContentsMargins(0, 2, 0, 2);
    layout_->setSpacing(0);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(inner);
    inner->setAutoFillBackground(false);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 1, 0, 0);
    outer->addWidget(scroll);

    tick_.setInterval(tickInterval);
    connect(&tick_, &QTimer::timeout, this, &WaitStrip::refresh);
    connect(&session_, &Session::runningChanged, this, &WaitStrip::refresh);
    hide();
}

void WaitStrip::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::InfoGround, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
}

bool WaitStrip::isListed(const RunningOperation& operation) const {
    return !toldElsewhere_ || !toldElsewhere_(operation.id);
}

void WaitStrip::refresh() {
    const auto now = std::chrono::steady_clock::now();
    auto running = session_.running();
    if (running.empty()) {
        tick_.stop();
    } else if (!tick_.isActive()) {
        tick_.start();
    }
    std::erase_if(running, [&](const auto& one) { return now - one.since < blink; });
    const auto waiting =
        static_cast<int>(std::count_if(running.begin(), running.end(), [](const auto& one) { return one.waits; }));
    const int working = static_cast<int>(running.size()) - waiting;
    std::erase_if(running, [this](const auto& one) { return !isListed(one); });

    const auto before = rows_.size();
    std::erase_if(rows_, [&](WaitRow* row) {
        if (std::any_of(running.begin(), running.end(), [&](const auto& one) { return one.id == row->id(); }))
            return false;
        row->deleteLater();
        row->hide();
        return true;
    });
    bool changed = rows_.size() != before;
    for (const RunningOperation& operation : running) {
        auto place = std::find_if(rows_.begin(), rows_.end(), [&](auto* row) { return row->id() == operation.id; });
        if (place == rows_.end()) {
            auto* row = new WaitRow(session_, operation, this);
            layout_->addWidget(row);
            place = rows_.insert(rows_.end(), row);
            changed = true;
        }
        (*place)->update(operation, now);
    }
    if (changed && !rows_.empty()) {
        const int shown = std::min(rowsAtOnce, static_cast<int>(rows_.size()));
        setFixedHeight(shown * rows_.front()->sizeHint().height() + 5);
    }
    setVisible(!rows_.empty());
    const bool fewerOrMore = waiting != waiting_ || working != working_;
    waiting_ = waiting;
    working_ = working;
    if (fewerOrMore) emit underWayChanged(waiting, working);
}

} // namespace ipclens::ui
