// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// A library for LD_PRELOAD that looks at a Qt program from within, so that the program itself is measured as it is
// installed. On standard output, one event a line:
//
//     painted NANOSECONDS     CLOCK_MONOTONIC when a table with IPCLENS_PROBE_ROWS rows has been painted; with 0 rows:
//                             when any window has been
//     act HOLD LATENCY WHAT   milliseconds, for each of IPCLENS_PROBE_ACTS=1's keystrokes in the filter line and clicks
//                             on columns: the longest time that the event loop was held, and when the result was
//                             painted

#include <QAbstractItemModel>
#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QMouseEvent>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <stop_token>
#include <thread>
#include <utility>

#include <unistd.h>

namespace {

long long now() {
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

class Probe : public QObject {
public:
    explicit Probe(QObject* parent)
        : QObject(parent)
        , rows_(qEnvironmentVariableIntValue("IPCLENS_PROBE_ROWS"))
        , acts_(qEnvironmentVariableIsSet("IPCLENS_PROBE_ACTS")) {
        QCoreApplication::instance()->installEventFilter(this);
    }

private:
    bool eventFilter(QObject* receiver, QEvent* event) override {
        if (event->type() != QEvent::Paint) return false;
        if (painted_) {
            if (waiting_ && table_ != nullptr && receiver == table_->viewport() && changed_)
                afterPaint([this] { end(); });
            return false;
        }
        if (rows_ > 0) {
            auto* const table = qobject_cast<QTableView*>(receiver->parent());
            if (table == nullptr || table->viewport() != receiver || table->model() == nullptr) return false;
            if (table->model()->rowCount() < rows_) return false;
            table_ = table;
        }
        painted_ = true;
        // What follows the painting in the event loop: it is on the screen then
        afterPaint([this] {
            std::printf("painted %lld\n", now());
            std::fflush(stdout);
            if (acts_) QTimer::singleShot(3000, this, [this] { beginActs(); });
        });
        return false;
    }

    template <class Job>
    void afterPaint(Job job) {
        QMetaObject::invokeMethod(this, std::move(job), Qt::QueuedConnection);
    }

    void beginActs() {
        const auto other = [this] { changed_ = true; };
        connect(table_->model(), &QAbstractItemModel::layoutChanged, this, other);
        connect(table_->model(), &QAbstractItemModel::rowsInserted, this, other);
        connect(table_->model(), &QAbstractItemModel::rowsRemoved, this, other);
        filter_ = table_->window()->findChild<QLineEdit*>();
        pulse_ = std::jthread([this](const std::stop_token& stop) { pulse(stop); });
        next();
    }

    /// In a thread of its own: asks the event loop again and again how long it takes to answer, as a click would find
    /// it.
    void pulse(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::microseconds(500));
            if (!waiting_ || asked_.exchange(true)) continue;
            QMetaObject::invokeMethod(
                this,
                [this, sent = now()] {
                    hold_ = std::max(hold_, now() - sent);
                    asked_ = false;
                },
                Qt::QueuedConnection);
        }
    }

    void next() {
        static const QString typed = QStringLiteral("7c1");
        constexpr int rounds = 3;
        constexpr int clicks = 8;
        const int keys = filter_ == nullptr ? 0 : static_cast<int>(typed.size());
        const int all = 2 * keys + clicks;
        if (act_ == rounds * all) {
            std::puts("end");
            std::fflush(stdout);
            return;
        }
        const int act = act_++ % all;
        changed_ = false;
        hold_ = 0;
        waiting_ = true;
        begun_ = now();
        if (act < keys) {
            what_ = QStringLiteral("filter %1").arg(typed.left(act + 1));
            QCoreApplication::postEvent(filter_, new QKeyEvent(QEvent::KeyPress, 0, Qt::NoModifier, typed.mid(act, 1)));
        } else if (act < 2 * keys) {
            what_ = QStringLiteral("backspace to %1").arg(typed.left(2 * keys - act - 1));
            QCoreApplication::postEvent(filter_, new QKeyEvent(QEvent::KeyPress, Qt::Key_Backspace, Qt::NoModifier));
        } else {
            clickColumn(1 + (act - 2 * keys) / 2);
        }
        // An act that changes no row has no result to wait for
        QTimer::singleShot(1500, this, [this, number = act_] {
            if (number == act_) end();
        });
    }

    void clickColumn(int column) {
        what_ = QStringLiteral("click on column %1").arg(column);
        QHeaderView* const header = table_->horizontalHeader();
        const QPointF place(header->sectionViewportPosition(column) + header->sectionSize(column) / 2.0,
                            header->height() / 2.0);
        for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
            QCoreApplication::postEvent(header->viewport(),
                                        new QMouseEvent(type, place, header->viewport()->mapToGlobal(place),
                                                        Qt::LeftButton, Qt::LeftButton, Qt::NoModifier));
        }
    }

    void end() {
        if (!waiting_) return;
        waiting_ = false;
        const double latency = static_cast<double>(now() - begun_) / 1e6;
        if (changed_) std::printf("act %.3f %.3f %s\n", static_cast<double>(hold_) / 1e6, latency, qPrintable(what_));
        std::fflush(stdout);
        QTimer::singleShot(400, this, [this] { next(); });
    }

    int rows_;
    bool acts_;
    bool painted_ = false;
    QTableView* table_ = nullptr;
    QLineEdit* filter_ = nullptr;
    QString what_;
    int act_ = 0;
    std::atomic<bool> waiting_ = false;
    std::atomic<bool> asked_ = false;
    bool changed_ = false;
    long long begun_ = 0;
    long long hold_ = 0;
    std::jthread pulse_;
};

void begin() {
    ::unsetenv("LD_PRELOAD"); // no children's business
    new Probe(QCoreApplication::instance());
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(begin)
