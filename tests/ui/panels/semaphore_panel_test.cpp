// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/process.h"
#include "core/sysv/semaphore_set.h"
#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/models/semaphore_model.h"
#include "ui/models/words.h"
#include "ui/panels/semaphore_panel.h"
#include "ui/widgets/flat_header.h"
#include "ui/widgets/notice.h"

#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::ChildProcess;
using ipclens::testing::PanelHost;

namespace {

/// A set that goes with the test.
class TestSet {
public:
    explicit TestSet(std::vector<std::uint16_t> values, std::uint32_t count = 0, mode_t mode = 0600)
        : set_(make(std::move(values), count, mode)) {}
    ~TestSet() { (void)set_.remove(); }
    TestSet(const TestSet&) = delete;
    TestSet& operator=(const TestSet&) = delete;

    const sysv::SemaphoreSet* operator->() const { return &set_; }
    [[nodiscard]] ObjectId object() const { return {Kind::Semaphore, set_.id()}; }

private:
    static sysv::SemaphoreSet make(std::vector<std::uint16_t> values, std::uint32_t count, mode_t mode) {
        sysv::SemaphoreSetOptions options;
        options.values = std::move(values);
        if (count > 0) options.count = count;
        options.mode = mode;
        return *sysv::SemaphoreSet::create(sysv::PrivateKey{}, options);
    }

    sysv::SemaphoreSet set_;
};

/// "philosopher 9121"
QString nameOf(const ChildProcess& child) {
    return words::process(*processes::find(child.pid()));
}

} // namespace

class SemaphorePanelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsValuesAsTheyMove();
    void showsWhoWaits();
    void looksForWhoWaitsWhileItCanTell();
    void buttonsTakeAndGive();
    void keysTakeAndGive();
    void quickClicksAllCount();
    void enterSetsAValue();
    void escapeLeavesTheValue();
    void leavingTheEditorSetsNothing();
    void anEditorSurvivesRefreshes();
    void aWaitingTakeCanBeCancelled();
    void asksOnlyForWhatIsSeen();
    void lookOnlyTurnsActionsOff();
    void aDeniedSetShowsNoZeros();
    void aRemovedSetStaysAsItWas();
    void buttonsAreWholeInANarrowWindow();
    void tokensAndCurvesStayInANarrowWindow();
    void looksWithoutTraces();

private:
    [[nodiscard]] QTableView* view() const { return panel_->findChild<QTableView*>(QStringLiteral("members")); }
    [[nodiscard]] QString text(int row, int column) const {
        return view()->model()->index(row, column).data().toString();
    }
    void click(int row, int column) const {
        const QModelIndex cell = view()->model()->index(row, column);
        view()->scrollTo(cell);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(cell).center());
    }
    void key(int row, Qt::Key key) const {
        view()->setFocus();
        view()->setCurrentIndex(view()->model()->index(row, SemaphoreModel::ValueColumn));
        QTest::keyClick(view(), key);
    }
    [[nodiscard]] QSpinBox* editor() const { return view()->viewport()->findChild<QSpinBox*>(); }

    std::unique_ptr<Session> session_;
    std::unique_ptr<SemaphorePanel> panel_;
    std::unique_ptr<PanelHost> host_;
};

void SemaphorePanelTest::init() {
    session_ = std::make_unique<Session>();
    session_->setRate(20);
    panel_ = std::make_unique<SemaphorePanel>(*session_);
    host_ = std::make_unique<PanelHost>(*session_, *panel_);
}

void SemaphorePanelTest::cleanup() {
    panel_.reset();
    host_.reset();
    session_.reset();
}

void SemaphorePanelTest::showsValuesAsTheyMove() {
    const TestSet set({3, 0, 32767});
    QVERIFY(host_->open(set.object()));
    QTRY_COMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("3"));
    QCOMPARE(text(2, SemaphoreModel::ValueColumn), QStringLiteral("32767"));
    QVERIFY(set->setValue(1, 7));
    QTRY_COMPARE(text(1, SemaphoreModel::ValueColumn), QStringLiteral("7"));
    const auto glow = view()->model()->index(1, SemaphoreModel::ValueColumn).data(SemaphoreModel::GlowRole);
    QVERIFY(glow.toInt() > 0);
    QTRY_COMPARE(view()->model()->index(1, SemaphoreModel::ValueColumn).data(SemaphoreModel::GlowRole).toInt(), 0);
}

void SemaphorePanelTest::showsWhoWaits() {
    const TestSet set({0, 1, 1});
    const ChildProcess waiter([&] { return set->apply(std::array{sysv::SemaphoreOperation{0, -1}}) ? 0 : 1; });
    QVERIFY(host_->open(set.object()));
    const QString waits = QStringLiteral("waits: %1 wants \u22121").arg(nameOf(waiter));
    QTRY_COMPARE(text(0, SemaphoreModel::WaitingColumn), waits);
    // The second one is blocked by a member that is not its first
    const ChildProcess both([&] {
        const std::array operations{sysv::SemaphoreOperation{1, -1}, sysv::SemaphoreOperation{2, -2, true}};
        return set->apply(operations) ? 0 : 1;
    });
    QTRY_COMPARE(text(2, SemaphoreModel::WaitingColumn),
                 QStringLiteral("waits: %1 wants \u22122, undo").arg(nameOf(both)));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("\u2014"));
    QCOMPARE(text(0, SemaphoreModel::WaitingColumn), waits);
    // Let go, it is named no more
    QVERIFY(set->setValue(0, 1));
    QTRY_COMPARE(text(0, SemaphoreModel::WaitingColumn), QStringLiteral("\u2014"));
}

void SemaphorePanelTest::looksForWhoWaitsWhileItCanTell() {
    const TestSet set({0});
    QVERIFY(host_->open(set.object()));
    QVERIFY(session_->interest().processes == (ProcessInterest{true, false, false}));
    QVERIFY(set->remove());
    QTRY_VERIFY(host_->ended);
    Interest interest;
    panel_->addInterest(interest);
    QVERIFY(interest == Interest{});
}

void SemaphorePanelTest::buttonsTakeAndGive() {
    const TestSet set({3, 3});
    QVERIFY(host_->open(set.object()));
    click(1, SemaphoreModel::DownColumn);
    QTRY_COMPARE(*set->value(1), 2);
    click(1, SemaphoreModel::UpColumn);
    QTRY_COMPARE(*set->value(1), 3);
    QCOMPARE(*set->value(0), 3);
    QTRY_COMPARE(host_->said.size(), 2);
    QVERIFY2(host_->said[0].contains(QStringLiteral("[1] \u22121: done")), qPrintable(host_->said[0]));
    // The new value is told by the sample that follows, and not by guessing
    QTRY_COMPARE(text(1, SemaphoreModel::ValueColumn), QStringLiteral("3"));
}

void SemaphorePanelTest::keysTakeAndGive() {
    const TestSet set({3, 3});
    QVERIFY(host_->open(set.object()));
    key(1, Qt::Key_P);
    QTRY_COMPARE(*set->value(1), 2);
    key(0, Qt::Key_V);
    QTRY_COMPARE(*set->value(0), 4);
    // A button's cell is pressed by Enter
    view()->setCurrentIndex(view()->model()->index(1, SemaphoreModel::UpColumn));
    QTest::keyClick(view(), Qt::Key_Return);
    QTRY_COMPARE(*set->value(1), 3);
    QTest::keyClick(view(), Qt::Key_Up);
    QCOMPARE(view()->currentIndex().row(), 0);
}

void SemaphorePanelTest::quickClicksAllCount() {
    const TestSet set({0});
    QVERIFY(host_->open(set.object()));
    const QPoint button = view()->visualRect(view()->model()->index(0, SemaphoreModel::UpColumn)).center();
    for (int i = 0; i < 3; ++i) {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, button);
        // What a window system makes of a second press soon after: a double click, and its release
        QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, button);
        QTest::mouseRelease(view()->viewport(), Qt::LeftButton, {}, button);
    }
    QTRY_COMPARE(*set->value(0), 6);
}

void SemaphorePanelTest::enterSetsAValue() {
    const TestSet set({3});
    QVERIFY(host_->open(set.object()));
    key(0, Qt::Key_Return);
    QVERIFY(editor() != nullptr);
    QCOMPARE(editor()->value(), 3);
    QTest::keyClicks(editor(), QStringLiteral("1234"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(*set->value(0), 1234);
    QTRY_VERIFY(editor() == nullptr);
    QTRY_COMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("1234"));
}

void SemaphorePanelTest::escapeLeavesTheValue() {
    const TestSet set({3});
    QVERIFY(host_->open(set.object()));
    click(0, SemaphoreModel::SetColumn);
    QTRY_VERIFY(editor() != nullptr);
    QTest::keyClicks(editor(), QStringLiteral("99"));
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(editor() == nullptr);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(*set->value(0), 3);
    QVERIFY(host_->said.isEmpty());
}

void SemaphorePanelTest::leavingTheEditorSetsNothing() {
    const TestSet set({3, 4});
    QVERIFY(host_->open(set.object()));
    for (const bool byTab : {false, true}) {
        click(0, SemaphoreModel::SetColumn);
        QTRY_VERIFY(editor() != nullptr);
        QTest::keyClicks(editor(), QStringLiteral("99"));
        if (byTab) {
            QTest::keyClick(editor(), Qt::Key_Tab);
        } else {
            click(1, SemaphoreModel::WaitingColumn);
        }
        QTRY_VERIFY(editor() == nullptr);
    }
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(*set->value(0), 3);
}

void SemaphorePanelTest::anEditorSurvivesRefreshes() {
    const TestSet set({3});
    QVERIFY(host_->open(set.object()));
    key(0, Qt::Key_Return);
    QTest::keyClicks(editor(), QStringLiteral("55"));
    QVERIFY(set->setValue(0, 9));
    QTRY_COMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("9"));
    QVERIFY(editor() != nullptr);
    QCOMPARE(editor()->value(), 55);
}

void SemaphorePanelTest::aWaitingTakeCanBeCancelled() {
    const TestSet set({0});
    QVERIFY(host_->open(set.object()));
    key(0, Qt::Key_P);
    QTRY_COMPARE(text(0, SemaphoreModel::DownColumn), QStringLiteral("Cancel"));
    QTRY_VERIFY(text(0, SemaphoreModel::WaitingColumn).startsWith(QStringLiteral("your P waits ")));
    const QString clock = text(0, SemaphoreModel::WaitingColumn);
    QTRY_VERIFY(text(0, SemaphoreModel::WaitingColumn) != clock);
    QCOMPARE(session_->running().size(), 1U);
    click(0, SemaphoreModel::DownColumn);
    QTRY_COMPARE(text(0, SemaphoreModel::DownColumn), QStringLiteral("P \u22121"));
    QTRY_COMPARE(host_->said.size(), 1);
    QVERIFY2(host_->said[0].endsWith(QStringLiteral("cancelled, nothing was changed")), qPrintable(host_->said[0]));
    QCOMPARE(*set->value(0), 0);

    key(0, Qt::Key_P);
    QTRY_COMPARE(text(0, SemaphoreModel::DownColumn), QStringLiteral("Cancel"));
    key(0, Qt::Key_V);
    QTRY_COMPARE(text(0, SemaphoreModel::DownColumn), QStringLiteral("P \u22121"));
    QTRY_COMPARE(host_->said.size(), 3);
}

void SemaphorePanelTest::asksOnlyForWhatIsSeen() {
    const TestSet set({1}, 32000);
    QVERIFY(host_->open(set.object()));
    QTRY_COMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("1"));
    QCOMPARE(view()->model()->rowCount(), 32000);
    QVERIFY(session_->interest().set->last < 100);
    QCOMPARE(text(31999, SemaphoreModel::ValueColumn), QStringLiteral("\u2013"));
    view()->verticalScrollBar()->setValue(view()->verticalScrollBar()->maximum());
    QTRY_COMPARE(text(31999, SemaphoreModel::ValueColumn), QStringLiteral("1"));
    QCOMPARE(session_->interest().set->last, 31999U);
    QVERIFY(session_->interest().set->first > 31800);
}

void SemaphorePanelTest::lookOnlyTurnsActionsOff() {
    const TestSet set({3});
    QVERIFY(host_->open(set.object()));
    session_->setLookOnly(true);
    click(0, SemaphoreModel::DownColumn);
    key(0, Qt::Key_P);
    key(0, Qt::Key_V);
    key(0, Qt::Key_Return);
    QVERIFY(editor() == nullptr);
    QVERIFY(host_->waitForUpdate());
    QCOMPARE(*set->value(0), 3);
    QVERIFY(host_->said.isEmpty());
    const QModelIndex button = view()->model()->index(0, SemaphoreModel::DownColumn);
    QVERIFY(button.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Look-only")));
}

void SemaphorePanelTest::aDeniedSetShowsNoZeros() {
    // Whoever runs this may read all; so the panel is told what another person's window would be told
    SemaphoreSetInfo info;
    info.id = Id{5};
    info.count = 3;
    info.access = Access::Denied;
    info.permissions = {0, 0, 0, 0, 0600};
    panel_->show();
    panel_->setObject(info);
    QVERIFY(!view()->isVisible());
    auto* notice = panel_->findChild<Notice*>();
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("rw-------")), qPrintable(notice->text()));
    const auto looksForWaiters = [this] {
        Interest interest;
        panel_->addInterest(interest);
        return interest.processes.waiting;
    };
    QVERIFY(!looksForWaiters());
    info.access = Access::Readable;
    panel_->setInfo(info);
    QVERIFY(view()->isVisible());
    QVERIFY(looksForWaiters());
}

void SemaphorePanelTest::aRemovedSetStaysAsItWas() {
    const TestSet set({3});
    QVERIFY(host_->open(set.object()));
    QTRY_COMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("3"));
    QVERIFY(set->remove());
    QTRY_VERIFY(host_->ended);
    QCOMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("3"));
    click(0, SemaphoreModel::UpColumn);
    key(0, Qt::Key_V);
    QVERIFY(host_->waitForUpdate());
    QVERIFY(host_->said.isEmpty());
}

void SemaphorePanelTest::buttonsAreWholeInANarrowWindow() {
    const TestSet set({}, 300);
    QVERIFY(host_->open(set.object()));
    for (const int width : {1200, 580, 480}) {
        panel_->resize(width, 420);
        QTRY_COMPARE(view()->width(), width);
        QTRY_COMPARE(view()->horizontalScrollBar()->maximum(), 0);
        const QRect last = view()->visualRect(view()->model()->index(0, SemaphoreModel::SetColumn));
        QVERIFY(last.right() < view()->viewport()->width());
    }
}

void SemaphorePanelTest::tokensAndCurvesStayInANarrowWindow() {
    const TestSet set({1, 0, 3});
    QVERIFY(host_->open(set.object()));
    panel_->resize(605, 420); // what the sidebar leaves of 800
    QTRY_COMPARE(view()->width(), 605);
    const auto* header = qobject_cast<FlatHeader*>(view()->horizontalHeader());
    for (int column = 0; column < SemaphoreModel::ColumnCount; ++column) {
        QVERIFY2(!view()->isColumnHidden(column), qPrintable(QString::number(column)));
        const auto title = [&](int role) {
            return view()->model()->headerData(column, Qt::Horizontal, role).toString();
        };
        const QString few = title(SemaphoreModel::ShortRole);
        const QString least = few.isEmpty() ? title(Qt::DisplayRole) : few;
        QVERIFY2(header->widthFor(least) <= header->sectionSize(column), qPrintable(least));
    }
}

void SemaphorePanelTest::looksWithoutTraces() {
    const TestSet set({3, 0});
    const auto before = *set->stat();
    const auto states = *set->states();
    QVERIFY(host_->open(set.object()));
    for (int i = 0; i < 10; ++i)
        QVERIFY(host_->waitForUpdate());
    QVERIFY(*set->stat() == before);
    QVERIFY(*set->states() == states);
}

IPCLENS_GUI_TEST_MAIN(SemaphorePanelTest)
#include "semaphore_panel_test.moc"
