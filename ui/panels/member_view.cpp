// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/member_view.h"

#include "ui/delegates/button_delegate.h"
#include "ui/delegates/sparkline_delegate.h"
#include "ui/delegates/token_delegate.h"
#include "ui/delegates/value_delegate.h"
#include "ui/delegates/waits_delegate.h"
#include "ui/models/semaphore_model.h"
#include "ui/panels/member_columns.h"
#include "ui/panels/visible_rows.h"
#include "ui/theme.h"
#include "ui/widgets/flat_header.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int margin = 16;
constexpr int buttonPadding = 20;
constexpr int cellMargins = 18;
constexpr int narrowHistory = 60;
constexpr int mostHistory = 238;

} // namespace

MemberView::MemberView(SemaphoreModel& model, QWidget* parent)
    : QTableView(parent)
    , model_(model)
    , header_(new FlatHeader(this)) {
    setObjectName(QStringLiteral("members"));
    setAccessibleName(tr("Semaphores of the set"));
    setModel(&model_);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    header_->setShortRole(SemaphoreModel::ShortRole);
    header_->setSectionsClickable(false);
    setHorizontalHeader(header_);
    setUpDelegates();
    setUpActions();
    layOutColumns();

    moved_.setSingleShot(true);
    moved_.setInterval(0);
    connect(&moved_, &QTimer::timeout, this, &MemberView::visibleMembersChanged);
    const auto later = qOverload<>(&QTimer::start);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &moved_, later);
    connect(&model_, &QAbstractItemModel::modelReset, &moved_, later);
    connect(&model_, &QAbstractItemModel::modelReset, this, &MemberView::layOutColumns);
    connect(this, &QTableView::clicked, this, &MemberView::trigger);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& cell) {
        if (cell.column() == SemaphoreModel::ValueColumn) editValue(cell.row());
    });
}

std::optional<RowRange> MemberView::visibleMembers() const {
    return visibleRows(*this, margin);
}

bool MemberView::sees(int member) const {
    const QModelIndex cell = model_.index(member, SemaphoreModel::DownColumn);
    return isVisible() && viewport()->rect().intersects(visualRect(cell));
}

void MemberView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    layOutColumns();
    moved_.start();
}

void MemberView::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    moved_.start();
}

void MemberView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) layOutColumns();
}

void MemberView::mouseDoubleClickEvent(QMouseEvent* event) {
    // A button that is pressed twice soon is pressed twice
    if (indexAt(event->pos()).column() >= SemaphoreModel::DownColumn) {
        mousePressEvent(event);
    } else {
        QTableView::mouseDoubleClickEvent(event);
    }
}

void MemberView::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || state() == EditingState || !currentIndex().isValid()) {
        QTableView::keyPressEvent(event);
        return;
    }
    if (currentIndex().column() >= SemaphoreModel::DownColumn) {
        trigger(currentIndex());
    } else {
        editValue(currentIndex().row());
    }
}

void MemberView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex cell = byKey ? currentIndex() : indexAt(event->pos());
    if (!cell.isValid()) return;
    setCurrentIndex(cell);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const auto& [action, column] :
         {std::pair{down_, SemaphoreModel::DownColumn}, std::pair{up_, SemaphoreModel::UpColumn},
          std::pair{set_, SemaphoreModel::SetColumn}, std::pair{hold_, SemaphoreModel::UpColumn}}) {
        auto* entry = menu->addAction(action->text(), action, &QAction::trigger);
        entry->setShortcut(action->shortcut());
        entry->setEnabled(enabled(cell.row(), column) &&
                          !(column == SemaphoreModel::DownColumn && cancels(cell.row())));
        const QString refusal = model_.refusal();
        const bool said = action == hold_ && refusal.isEmpty();
        entry->setToolTip(said ? hold_->toolTip() : model_.index(cell.row(), column).data(Qt::ToolTipRole).toString());
    }
    if (cancels(cell.row()))
        menu->addAction(tr("Cancel the waiting P"), this, [this, row = cell.row()] { emit cancelAsked(row); });
    emit menuOpens(*menu, cell.row());
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(cell).center()) : event->globalPos());
}

void MemberView::setUpDelegates() {
    const auto plain = [this](int column) {
        auto* delegate = new CellDelegate(this);
        setItemDelegateForColumn(column, delegate);
        return delegate;
    };
    const auto muted = [](const QModelIndex&) { return std::optional(Tone::MutedText); };
    auto* indexDelegate = plain(SemaphoreModel::IndexColumn);
    indexDelegate->setMonospace(true);
    indexDelegate->setTextTone(muted);
    auto* waiting = new WaitsDelegate(SemaphoreModel::PartsRole, this);
    setItemDelegateForColumn(SemaphoreModel::WaitingColumn, waiting);
    waiting->setShortRole(SemaphoreModel::ShortRole);
    waiting->setTextTone([](const QModelIndex& cell) {
        return std::optional(cell.data(SemaphoreModel::WaitingRole).toBool() ? Tone::WarningText : Tone::MutedText);
    });
    plain(SemaphoreModel::ProcessColumn)->setTextTone([](const QModelIndex& cell) {
        return cell.data(SemaphoreModel::GoneRole).toBool() ? std::optional(Tone::MutedText) : std::nullopt;
    });
    auto* value = new ValueDelegate(this);
    value->setGlow(SemaphoreModel::GlowRole, SemaphoreModel::glowSteps);
    connect(value, &ValueDelegate::entered, this, &MemberView::valueEntered);
    setItemDelegateForColumn(SemaphoreModel::ValueColumn, value);
    auto* tokens = new TokenDelegate(SemaphoreModel::ValueRole, this);
    tokens->setGlow(SemaphoreModel::GlowRole, SemaphoreModel::glowSteps);
    setItemDelegateForColumn(SemaphoreModel::TokensColumn, tokens);
    setItemDelegateForColumn(SemaphoreModel::HistoryColumn,
                             new SparklineDelegate([this](int row) { return model_.historyAt(row); },
                                                   [this] { return model_.historyEnd(); }, this));
    auto* buttons = new ButtonDelegate(this);
    buttons->setShortRole(SemaphoreModel::ShortRole);
    for (const int column : {SemaphoreModel::DownColumn, SemaphoreModel::UpColumn, SemaphoreModel::SetColumn})
        setItemDelegateForColumn(column, buttons);
}

void MemberView::setUpActions() {
    const auto make = [this](const QString& text, const QKeySequence& key) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        // Not in the spin box, where these keys are typed
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setAutoRepeat(false);
        addAction(action);
        return action;
    };
    down_ = make(tr("P \u22121"), Qt::Key_P);
    up_ = make(tr("V +1"), Qt::Key_V);
    hold_ = make(tr("Hold (P \u22121 with undo)"), Qt::Key_H);
    hold_->setToolTip(tr("Takes one; Release gives it back, or the kernel when IPC Lens ends"));
    // Enter is handled by keyPressEvent, since on a button's cell it presses the button; here it is only shown
    set_ = new QAction(tr("Set\u2026"), this);
    set_->setShortcut(Qt::Key_Return);
    connect(down_, &QAction::triggered, this, [this] {
        const int row = currentIndex().row();
        if (row >= 0 && enabled(row, SemaphoreModel::DownColumn) && !cancels(row)) emit downAsked(row);
    });
    connect(up_, &QAction::triggered, this, [this] {
        const int row = currentIndex().row();
        if (row >= 0 && enabled(row, SemaphoreModel::UpColumn)) emit upAsked(row);
    });
    connect(hold_, &QAction::triggered, this, [this] {
        const int row = currentIndex().row();
        if (row >= 0 && enabled(row, SemaphoreModel::UpColumn)) emit holdAsked(row);
    });
    connect(set_, &QAction::triggered, this, [this] { editValue(currentIndex().row()); });
}

void MemberView::layOutColumns() {
    const QFontMetrics metrics(font());
    verticalHeader()->setDefaultSectionSize(metrics.height() + 19);
    const QString lastIndex = QStringLiteral("[%1]").arg(std::max(model_.rowCount() - 1, 10));
    const int index = QFontMetrics(monospaceFont()).horizontalAdvance(lastIndex) + cellMargins;
    const int value = std::max(9 * metrics.horizontalAdvance(QLatin1Char('0')),
                               header_->widthFor(title(SemaphoreModel::ValueColumn, Qt::DisplayRole)));
    const int room = viewport()->width() - index - value - ButtonDelegate::rightMargin;
    const MemberColumns columns = memberColumns(room, measures());
    const auto place = [this](int column, int width) {
        setColumnHidden(column, width == 0);
        if (width > 0) setColumnWidth(column, width);
    };
    place(SemaphoreModel::IndexColumn, index);
    place(SemaphoreModel::ValueColumn, value);
    place(SemaphoreModel::TokensColumn, columns.tokens);
    place(SemaphoreModel::HistoryColumn, columns.history);
    place(SemaphoreModel::WaitingColumn, columns.waiting);
    place(SemaphoreModel::ProcessColumn, columns.process);
    for (const int column : {SemaphoreModel::DownColumn, SemaphoreModel::UpColumn})
        place(column, columns.button);
    place(SemaphoreModel::SetColumn, columns.button + ButtonDelegate::rightMargin);
}

MemberMeasures MemberView::measures() const {
    const QFontMetrics metrics(font());
    const int digit = metrics.horizontalAdvance(QLatin1Char('0'));
    const auto titled = [this](int column, int role = Qt::DisplayRole) {
        return header_->widthFor(title(column, role));
    };
    MemberMeasures measures;
    measures.button = metrics.horizontalAdvance(tr("Cancel")) + buttonPadding;
    measures.shortButton = metrics.horizontalAdvance(tr("Set")) + ButtonDelegate::leastMargins;
    measures.words = 34 * digit;
    measures.leastWaiting = std::max(titled(SemaphoreModel::WaitingColumn), 9 * digit);
    measures.leastProcess = std::max(titled(SemaphoreModel::ProcessColumn, SemaphoreModel::ShortRole), 9 * digit);
    measures.mostProcess = 30 * digit;
    measures.leastTokens = titled(SemaphoreModel::TokensColumn);
    measures.mostTokens = 32 * digit;
    measures.leastHistory = std::max(titled(SemaphoreModel::HistoryColumn), narrowHistory);
    measures.mostHistory = mostHistory;
    return measures;
}

QString MemberView::title(int column, int role) const {
    return model_.headerData(column, Qt::Horizontal, role).toString();
}

void MemberView::trigger(const QModelIndex& cell) {
    if (!enabled(cell.row(), cell.column())) return;
    switch (cell.column()) {
    case SemaphoreModel::DownColumn:
        if (cancels(cell.row())) {
            emit cancelAsked(cell.row());
        } else {
            emit downAsked(cell.row());
        }
        break;
    case SemaphoreModel::UpColumn: emit upAsked(cell.row()); break;
    case SemaphoreModel::SetColumn: editValue(cell.row()); break;
    default: break;
    }
}

void MemberView::editValue(int member) {
    const QModelIndex cell = model_.index(member, SemaphoreModel::ValueColumn);
    if (!cell.isValid() || (cell.flags() & Qt::ItemIsEditable) == 0) return;
    setCurrentIndex(cell);
    edit(cell);
}

bool MemberView::enabled(int member, int column) const {
    return (model_.index(member, column).flags() & Qt::ItemIsEnabled) != 0;
}

bool MemberView::cancels(int member) const {
    return model_.index(member, SemaphoreModel::DownColumn).data(SemaphoreModel::CancelRole).toBool();
}

} // namespace ipclens::ui
