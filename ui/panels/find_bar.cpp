// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/find_bar.h"

#include "ui/hexview/hex_view.h"
#include "ui/models/place_model.h"
#include "ui/panels/find_form.h"
#include "ui/panels/find_words.h"
#include "ui/panels/memory_words.h"
#include "ui/session/session.h"
#include "ui/theme.h"
#include "ui/widgets/flat_header.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto tickEvery = 100ms;
constexpr int rowsAtOnce = 6;
constexpr int progressSteps = 1000;

} // namespace

FindBar::FindBar(Session& session, HexView& view, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , view_(view)
    , operations_(session, this)
    , form_(new FindForm(this))
    , next_(new QPushButton(tr("&Next"), this))
    , previous_(new QPushButton(tr("&Previous"), this))
    , all_(new QPushButton(tr("Find &all"), this))
    , closeButton_(new QPushButton(tr("Close"), this))
    , scanLine_(new QWidget(this))
    , scanTest_(new QComboBox(scanLine_))
    , scan_(new QPushButton(scanLine_))
    , newScan_(new QPushButton(tr("New scan"), scanLine_))
    , status_(new QLabel(this))
    , progress_(new QProgressBar(this))
    , cancel_(new QPushButton(tr("Cancel"), this))
    , results_(new QTableView(this))
    , model_(new PlaceModel(this)) {
    setObjectName(QStringLiteral("findBar"));
    next_->setObjectName(QStringLiteral("findNext"));
    previous_->setObjectName(QStringLiteral("findPrevious"));
    all_->setObjectName(QStringLiteral("findAll"));
    scanTest_->setObjectName(QStringLiteral("scanTest"));
    scan_->setObjectName(QStringLiteral("scan"));
    newScan_->setObjectName(QStringLiteral("newScan"));
    status_->setObjectName(QStringLiteral("findStatus"));
    cancel_->setObjectName(QStringLiteral("findCancel"));
    results_->setObjectName(QStringLiteral("findResults"));
    layOut();
    connectParts();
    showScan();
    showProgress();
    showResults();
    say({});
    hide();
}

void FindBar::layOut() {
    status_->setTextFormat(Qt::PlainText);
    status_->setForegroundRole(QPalette::WindowText);
    status_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    status_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Room for two lines from the beginning: what was found moves nothing
    status_->setWordWrap(true);
    status_->setMinimumHeight(2 * status_->fontMetrics().lineSpacing());
    progress_->setRange(0, progressSteps);
    progress_->setMaximumWidth(160);
    progress_->setAccessibleName(tr("How far the search is"));
    scanTest_->setAccessibleName(tr("Which numbers to keep"));
    results_->setAccessibleName(tr("Places found"));
    results_->setModel(model_);
    results_->setHorizontalHeader(new FlatHeader(results_));
    results_->horizontalHeader()->setStretchLastSection(true);
    results_->verticalHeader()->hide();
    results_->setFont(monospaceFont());
    results_->setShowGrid(false);
    results_->setFrameShape(QFrame::NoFrame);
    results_->setTabKeyNavigation(false);
    results_->setSelectionBehavior(QAbstractItemView::SelectRows);
    results_->setSelectionMode(QAbstractItemView::SingleSelection);
    // The style's least height would make fewer rows of the room
    results_->verticalHeader()->setMinimumSectionSize(results_->fontMetrics().height());
    results_->verticalHeader()->setDefaultSectionSize(results_->fontMetrics().height() + 4);
    results_->setColumnWidth(PlaceModel::Offset, results_->fontMetrics().horizontalAdvance(QLatin1Char('0')) * 22);

    auto* what = new QHBoxLayout;
    what->addWidget(form_, 1);
    auto* actions = new QHBoxLayout;
    for (QPushButton* button : {next_, previous_, all_})
        actions->addWidget(button);
    actions->addWidget(status_, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{progress_, cancel_, closeButton_})
        actions->addWidget(widget);
    auto* caption = new QLabel(tr("Scan for"), scanLine_);
    caption->setBuddy(scanTest_);
    auto* scans = new QHBoxLayout(scanLine_);
    scans->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{caption, scanTest_, scan_, newScan_})
        scans->addWidget(widget);
    scans->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(6);
    layout->addLayout(what);
    layout->addWidget(scanLine_);
    layout->addLayout(actions);
    layout->addWidget(results_);
}

void FindBar::connectParts() {
    connect(next_, &QPushButton::clicked, this, &FindBar::findNext);
    connect(previous_, &QPushButton::clicked, this, &FindBar::findPrevious);
    connect(all_, &QPushButton::clicked, this, &FindBar::findAll);
    connect(closeButton_, &QPushButton::clicked, this, &FindBar::close);
    connect(scan_, &QPushButton::clicked, this, &FindBar::scan);
    connect(newScan_, &QPushButton::clicked, this, &FindBar::newScan);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        if (running_) operations_.cancel(*running_);
    });
    connect(form_, &FindForm::returnPressed, this, &FindBar::find);
    connect(form_, &FindForm::changed, this, &FindBar::followForm);
    connect(form_, &FindForm::whatChanged, this, &FindBar::followWhat);
    connect(results_, &QTableView::clicked, this, [this](const QModelIndex& index) { goTo(index.row()); });
    connect(results_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid()) goTo(current.row());
            });
    tick_.setInterval(tickEvery);
    connect(&tick_, &QTimer::timeout, this, &FindBar::showProgress);
}

void FindBar::setSegment(const Segment& segment) {
    stop();
    segment_ = segment;
    foundAt_.reset();
    newScan();
    say({});
}

void FindBar::open() {
    show();
    form_->focusPattern();
}

void FindBar::close() {
    stop();
    hide();
    view_.setFocus(Qt::OtherFocusReason);
}

void FindBar::followForm() {
    // What is found by now was not asked for in these words
    if (!scanning_ || isForOtherNumbers(*scanning_)) stop();
    foundAt_.reset();
    say({});
    // A scan goes on with the numbers that it began with
    if (scanned_ && isForOtherNumbers(scanned_->options())) newScan();
}

void FindBar::followWhat() {
    if (!scanned_) newScan();
    showScan();
    // The words stay, to be looked for as something else; where they are none of that, that is said at once
    if (form_->isEmpty()) return;
    if (const auto matcher = form_->matcher(); !matcher) say(find_words::refused(matcher.error()), Tone::Problem);
}

void FindBar::find(bool backward) {
    // By a key, while it is closed: what it says has to be seen
    show();
    auto matcher = form_->matcher();
    if (!matcher) return say(find_words::refused(matcher.error()), Tone::Problem);
    const ByteRange selected = view_.selection();
    // From the match that is selected to the next one; else the cursor's own place counts
    const bool onMatch = foundAt_ && selected.offset == *foundAt_;
    const std::uint64_t from = backward || !onMatch ? selected.offset : selected.offset + 1;
    run(operation::FindMatch{std::move(*matcher), from, backward}, [this, backward](const MemoryOutcome& outcome) {
        say(find_words::found(outcome, backward));
        foundAt_.reset();
        if (!outcome.match) return;
        foundAt_ = outcome.match->offset;
        view_.goTo(outcome.match->offset);
        view_.select({outcome.match->offset, outcome.match->length});
    });
}

void FindBar::findAll() {
    auto matcher = form_->matcher();
    if (!matcher) return say(find_words::refused(matcher.error()), Tone::Problem);
    newScan();
    run(operation::FindAllMatches{std::move(*matcher)}, [this](const MemoryOutcome& outcome) {
        say(find_words::foundAll(outcome));
        model_->setMatches(outcome.all.matches);
        showResults();
    });
}

void FindBar::scan() {
    operation::ScanNumbers scan;
    scan.before = scanned_;
    scan.options.format = form_->format();
    scan.options.aligned = form_->aligned();
    scan.step.test = static_cast<bytes::ScanTest>(scanTest_->currentData().toInt());
    if (scan.step.test == bytes::ScanTest::Equal) {
        auto range = form_->range();
        if (!range) return say(find_words::refused(range.error()), Tone::Problem);
        scan.step.range = *range;
    }
    const bytes::ScanOptions options = scan.options;
    run(std::move(scan), [this](const MemoryOutcome& outcome) {
        scanned_ = outcome.scan;
        say(find_words::scanned(outcome));
        model_->setCandidates(outcome.candidates, scanned_->options().format);
        showResults();
        showScan();
    });
    scanning_ = options;
}

bool FindBar::isForOtherNumbers(const bytes::ScanOptions& options) const {
    return options.format != form_->format() || options.aligned != form_->aligned();
}

void FindBar::newScan() {
    scanned_.reset();
    model_->clear();
    showResults();
    showScan();
}

void FindBar::run(What what, std::function<void(const MemoryOutcome&)> done) {
    stop();
    running_ =
        operations_.run(operation::MemoryWork{segment_, attached_, std::move(what)},
                        [this, turn = ++turn_, done = std::move(done)](const Operation&, const Outcome& outcome) {
                            // Of work that something else has replaced nobody wants to hear
                            if (turn != turn_ || !running_) return;
                            running_.reset();
                            scanning_.reset();
                            showProgress();
                            if (!outcome.error) return done(outcome.memory);
                            const bool cancelled = outcome.error->kind == ErrorKind::Interrupted;
                            say(cancelled ? tr("Cancelled") : memory_words::error(*outcome.error),
                                cancelled ? Tone::Plain : Tone::Problem);
                        });
    say({});
    showProgress();
}

void FindBar::stop() {
    if (running_) operations_.cancel(*running_);
    running_.reset();
    scanning_.reset();
    showProgress();
}

void FindBar::showProgress() {
    const auto running = session_.running();
    const auto ours = std::find_if(running.begin(), running.end(),
                                   [this](const RunningOperation& one) { return running_ && one.id == *running_; });
    if (running_ && !tick_.isActive()) tick_.start();
    if (!running_) tick_.stop();
    // What is done within a blink does not flicker
    const bool lasts = ours != running.end() && std::chrono::steady_clock::now() - ours->since >= tickEvery;
    progress_->setVisible(lasts);
    cancel_->setVisible(lasts);
    if (!lasts) return;
    cancel_->setEnabled(!ours->cancelling);
    const double part = ours->total == 0 ? 0 : static_cast<double>(ours->done) / static_cast<double>(ours->total);
    progress_->setValue(static_cast<int>(part * progressSteps));
}

void FindBar::showResults() {
    const int rows = model_->rowCount();
    results_->setVisible(rows > 0);
    const int height = std::min(rows, rowsAtOnce) * results_->verticalHeader()->defaultSectionSize() +
                       results_->horizontalHeader()->sizeHint().height() + 2;
    results_->setFixedHeight(height);
}

void FindBar::showScan() {
    using bytes::ScanTest;
    scanLine_->setVisible(form_->isNumber());
    const QVariant before = scanTest_->currentData();
    scanTest_->clear();
    const auto add = [this](const QString& text, ScanTest test) { scanTest_->addItem(text, static_cast<int>(test)); };
    if (scanned_) {
        add(tr("changed"), ScanTest::Changed);
        add(tr("unchanged"), ScanTest::Unchanged);
        add(tr("increased"), ScanTest::Increased);
        add(tr("decreased"), ScanTest::Decreased);
    } else {
        add(tr("any value"), ScanTest::Any);
    }
    add(tr("the number above"), ScanTest::Equal);
    scanTest_->setCurrentIndex(std::max(scanTest_->findData(before), 0));
    scan_->setText(scanned_ ? tr("&Scan again") : tr("First &scan"));
    newScan_->setVisible(scanned_ != nullptr);
}

void FindBar::goTo(int row) {
    const bytes::Match place = model_->placeOf(row);
    view_.goTo(place.offset);
    view_.select({place.offset, place.length});
}

void FindBar::say(const QString& text, Tone tone) {
    problem_ = tone == Tone::Problem;
    status_->setText(text);
    status_->setToolTip(text);
    applyColors();
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    close();
}

void FindBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyColors();
    QWidget::changeEvent(event);
}

void FindBar::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, toneColor(ui::Tone::Separator, palette()));
}

void FindBar::applyColors() {
    QPalette toned = palette();
    toned.setColor(QPalette::WindowText, toneColor(problem_ ? ui::Tone::DangerText : ui::Tone::MutedText, palette()));
    status_->setPalette(toned);
}

} // namespace ipclens::ui
