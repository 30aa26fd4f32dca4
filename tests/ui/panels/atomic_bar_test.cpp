// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/panels/atomic_bar.h"
#include "ui/panels/operation_chips.h"
#include "ui/panels/operation_text.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;

class AtomicBarTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void beginsWithOneTake();
    void chipsAreTypedAnew();
    void addsWhatHasNoPartYet();
    void whatIsWrongIsNotTaken();
    void whatIsWrongIsNotRun();
    void escapeLeavesAChip();
    void escapeTakesAnAddedPartBack();
    void keysCountAndTakeAway();
    void chipsWrapIntoLines();
    void runsAsChosen();
    void noWaitNeedsNoTimeout();
    void aWrongTimeoutIsSaid();
    void undoSaysWhenItHappens();
    void onlyTakesCanBeHeld();
    void tellsThatItWaits();
    void buttonsKeepTheirPlaces();
    void lookOnlyTurnsItOff();
    void fitsNarrowAndWide();

private:
    template <class T>
    [[nodiscard]] T* part(const char* name) const {
        return bar_->findChild<T*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QPushButton* button(const char* name) const { return part<QPushButton>(name); }
    [[nodiscard]] QLineEdit* editor() const { return part<QLineEdit>("operationEditor"); }
    [[nodiscard]] QString line() const { return part<QLabel>("atomicLine")->text(); }
    [[nodiscard]] QList<QPushButton*> chips() const {
        QList<QPushButton*> shown;
        for (auto* chip : bar_->findChildren<QPushButton*>(QStringLiteral("chip"))) {
            if (chip->isVisible()) shown += chip;
        }
        return shown;
    }
    [[nodiscard]] QString text() const { return operationsText(part<OperationChips>("operationChips")->operations()); }
    void add(const QString& typed) const {
        QTest::mouseClick(button("addOperation"), Qt::LeftButton);
        QTest::keyClicks(editor(), typed);
        QTest::keyClick(editor(), Qt::Key_Return);
    }

    struct Asked {
        QString operations;
        bool undo = false;
        bool wait = false;
        std::optional<std::chrono::nanoseconds> timeout;
    };
    std::unique_ptr<AtomicBar> bar_;
    std::vector<Asked> runs_;
    std::vector<Asked> holds_;
};

void AtomicBarTest::init() {
    bar_ = std::make_unique<AtomicBar>();
    bar_->resize(1000, 90);
    runs_.clear();
    holds_.clear();
    const auto asked = [](const AtomicBar::Request& request) {
        const auto& operations = request.operations;
        return Asked{operationsText(operations), !operations.empty() && operations[0].undo, request.wait,
                     request.timeout};
    };
    connect(bar_.get(), &AtomicBar::runAsked, this,
            [=, this](const auto& request) { runs_.push_back(asked(request)); });
    connect(bar_.get(), &AtomicBar::holdAsked, this,
            [=, this](const auto& request) { holds_.push_back(asked(request)); });
    bar_->reset(5);
    bar_->show();
    bar_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(bar_.get()));
}

void AtomicBarTest::beginsWithOneTake() {
    QCOMPARE(text(), "[0] −1");
    QCOMPARE(chips().size(), 1);
    add(QStringLiteral("3 +2"));
    QCOMPARE(text(), "[0] −1 [3] +2");
    bar_->reset(2);
    QCOMPARE(text(), "[0] −1");
}

void AtomicBarTest::chipsAreTypedAnew() {
    bar_->setNextMember(4);
    QTest::mouseClick(button("addOperation"), Qt::LeftButton);
    QVERIFY(editor()->isVisible());
    QCOMPARE(editor()->text(), "[4] −1");
    QTest::keyClick(editor(), Qt::Key_Return);
    QVERIFY(!editor()->isVisible());
    QTest::mouseClick(chips()[0], Qt::LeftButton);
    QTest::keyClicks(editor(), QStringLiteral("2 =0"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(text(), "[2] =0 [4] −1");
    // Nothing typed takes the chip away
    QTest::mouseClick(chips()[0], Qt::LeftButton);
    QTest::keyClick(editor(), Qt::Key_Delete);
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(text(), "[4] −1");
}

void AtomicBarTest::addsWhatHasNoPartYet() {
    const auto press = [this] {
        QTest::mouseClick(button("addOperation"), Qt::LeftButton);
        QTest::keyClick(editor(), Qt::Key_Return);
        return text();
    };
    QCOMPARE(press(), "[0] −1 [1] −1");
    bar_->setNextMember(4);
    QCOMPARE(press(), "[0] −1 [1] −1 [4] −1");
    QCOMPARE(press(), "[0] −1 [1] −1 [4] −1 [2] −1");
    QCOMPARE(press(), "[0] −1 [1] −1 [4] −1 [2] −1 [3] −1");
    // All have one
    QCOMPARE(press(), "[0] −1 [1] −1 [4] −1 [2] −1 [3] −1 [4] −1");
}

void AtomicBarTest::whatIsWrongIsNotTaken() {
    QTest::mouseClick(chips()[0], Qt::LeftButton);
    QTest::keyClicks(editor(), QStringLiteral("5 -1"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QVERIFY(editor()->isVisible());
    QVERIFY(editor()->toolTip().contains(QStringLiteral("out of range")));
    QCOMPARE(text(), "[0] −1");
}

void AtomicBarTest::whatIsWrongIsNotRun() {
    QTest::mouseClick(chips()[0], Qt::LeftButton);
    QTest::keyClicks(editor(), QStringLiteral("0 +5x"));
    for (const char* verb : {"runSemop", "hold"}) {
        button(verb)->setFocus(Qt::MouseFocusReason);
        QTest::mouseClick(button(verb), Qt::LeftButton);
        QVERIFY(editor()->isVisible());
        QCOMPARE(editor()->text(), QStringLiteral("0 +5x"));
        QVERIFY(!line().isEmpty());
    }
    QVERIFY(runs_.empty() && holds_.empty());
    QVERIFY(!bar_->request() && !bar_->holdRequest());
    // Mended, it runs
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Backspace);
    QTest::mouseClick(button("runSemop"), Qt::LeftButton);
    QCOMPARE(runs_.size(), 1U);
    QCOMPARE(runs_[0].operations, QStringLiteral("[0] +5"));
}

void AtomicBarTest::escapeLeavesAChip() {
    QTest::mouseClick(chips()[0], Qt::LeftButton);
    QTest::keyClicks(editor(), QStringLiteral("3 -1"));
    QTest::keyClick(editor(), Qt::Key_Escape);
    QVERIFY(!editor()->isVisible());
    QCOMPARE(text(), "[0] −1");
    QVERIFY(chips()[0]->hasFocus());
}

void AtomicBarTest::escapeTakesAnAddedPartBack() {
    QTest::mouseClick(button("addOperation"), Qt::LeftButton);
    QTest::keyClicks(editor(), QStringLiteral("3 -1x"));
    QTest::keyClick(editor(), Qt::Key_Escape);
    QVERIFY(!editor()->isVisible());
    QCOMPARE(text(), "[0] −1");
    QVERIFY(chips()[0]->hasFocus());
    QVERIFY(line().isEmpty());
    QTest::mouseClick(button("hold"), Qt::LeftButton);
    QCOMPARE(holds_.at(0).operations, "[0] −1");
    // Once taken it is a part as any other
    add(QStringLiteral("3 -1"));
    QTest::mouseClick(chips()[1], Qt::LeftButton);
    QTest::keyClicks(editor(), QStringLiteral("4 -1"));
    QTest::keyClick(editor(), Qt::Key_Escape);
    QCOMPARE(text(), "[0] −1 [3] −1");
}

void AtomicBarTest::keysCountAndTakeAway() {
    add(QStringLiteral("1 -1"));
    chips()[0]->setFocus();
    QTest::keyClick(chips()[0], Qt::Key_Down);
    QCOMPARE(text(), "[0] −2 [1] −1");
    QVERIFY(chips()[0]->hasFocus());
    QTest::keyClick(chips()[0], Qt::Key_Right);
    QVERIFY(chips()[1]->hasFocus());
    QTest::keyClick(chips()[1], Qt::Key_Up);
    QCOMPARE(text(), "[0] −2 [1] =0");
    QTest::keyClick(chips()[1], Qt::Key_Plus);
    QCOMPARE(text(), "[0] −2 [1] +1");
    QTest::keyClick(chips()[1], Qt::Key_Equal);
    QCOMPARE(text(), "[0] −2 [1] =0");
    QTest::keyClick(chips()[1], Qt::Key_Delete);
    QCOMPARE(text(), "[0] −2");
    QTest::keyClick(chips()[0], Qt::Key_4);
    QVERIFY(editor()->isVisible());
    QTest::keyClicks(editor(), QStringLiteral(" -3"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(text(), "[4] −3");
    // As it stands on the chip too
    QTest::keyClick(chips()[0], '[');
    QVERIFY(editor()->isVisible());
    QTest::keyClicks(editor(), QStringLiteral("2] -1"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(text(), "[2] −1");
    QTest::keyClick(chips()[0], Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(runs_.size(), 1U);
}

void AtomicBarTest::chipsWrapIntoLines() {
    auto* row = part<OperationChips>("operationChips");
    const int oneLine = row->heightForWidth(2000);
    for (int i = 0; i < 20; ++i)
        add(QStringLiteral("1 +1"));
    QCOMPARE(row->heightForWidth(5000), oneLine);
    QVERIFY(row->heightForWidth(300) > 3 * oneLine);
    bar_->resize(500, bar_->heightForWidth(500));
    QCoreApplication::sendPostedEvents();
    for (const auto* chip : chips())
        QVERIFY(row->rect().contains(chip->geometry()));
}

void AtomicBarTest::runsAsChosen() {
    add(QStringLiteral("1 -1"));
    part<QCheckBox>("undo")->click();
    QTest::keyClicks(part<QLineEdit>("timeout"), QStringLiteral("2.5 s"));
    QTest::mouseClick(button("runSemop"), Qt::LeftButton);
    QCOMPARE(runs_.size(), 1U);
    QCOMPARE(runs_[0].operations, "[0] −1 [1] −1");
    QVERIFY(runs_[0].undo);
    QVERIFY(runs_[0].wait);
    QVERIFY(runs_[0].timeout == std::optional<std::chrono::nanoseconds>(2500ms));
}

void AtomicBarTest::noWaitNeedsNoTimeout() {
    QTest::keyClicks(part<QLineEdit>("timeout"), QStringLiteral("x"));
    part<QCheckBox>("noWait")->click();
    QVERIFY(!part<QLineEdit>("timeout")->isEnabled());
    QTest::mouseClick(button("runSemop"), Qt::LeftButton);
    QCOMPARE(runs_.size(), 1U);
    QVERIFY(!runs_[0].wait);
    QVERIFY(!runs_[0].timeout);
}

void AtomicBarTest::aWrongTimeoutIsSaid() {
    QTest::keyClicks(part<QLineEdit>("timeout"), QStringLiteral("soon"));
    QVERIFY(!button("runSemop")->isEnabled());
    QVERIFY2(line().contains(QStringLiteral("soon")), qPrintable(line()));
}

void AtomicBarTest::undoSaysWhenItHappens() {
    QVERIFY(line().isEmpty());
    bar_->say({Severity::Success, QStringLiteral("done in 3 s")});
    part<QCheckBox>("undo")->click();
    QVERIFY2(line().contains(QStringLiteral("when IPC Lens ends")), qPrintable(line()));
}

void AtomicBarTest::onlyTakesCanBeHeld() {
    QTest::mouseClick(button("hold"), Qt::LeftButton);
    QCOMPARE(holds_.size(), 1U);
    QVERIFY(holds_[0].undo);
    add(QStringLiteral("1 +1"));
    QVERIFY(!button("hold")->isEnabled());
    QVERIFY(!button("hold")->toolTip().isEmpty());
}

void AtomicBarTest::tellsThatItWaits() {
    QVERIFY(!button("cancelSemop")->isVisible());
    bar_->setRunning(std::chrono::steady_clock::now() - 3s);
    QVERIFY(button("cancelSemop")->isVisible());
    QVERIFY2(line().startsWith(QStringLiteral("waiting for 3")), qPrintable(line()));
    QVERIFY(!button("runSemop")->isEnabled());
    bar_->setRunning(std::nullopt);
    bar_->say({Severity::Success, QStringLiteral("done in 3 s")});
    QVERIFY(!button("cancelSemop")->isVisible());
    QCOMPARE(line(), "done in 3 s");
    QVERIFY(button("runSemop")->isEnabled());
}

void AtomicBarTest::buttonsKeepTheirPlaces() {
    const auto places = [this] {
        QCoreApplication::sendPostedEvents();
        QList<QRect> all{QRect(QPoint(), bar_->sizeHint())};
        for (const char* name : {"addOperation", "setAll", "hold", "runSemop"})
            all += QRect(button(name)->mapTo(bar_.get(), QPoint()), button(name)->size());
        return all;
    };
    const auto before = places();
    part<QCheckBox>("undo")->click();
    QCOMPARE(places(), before);
    bar_->setRunning(std::chrono::steady_clock::now() - 3s);
    QCOMPARE(places(), before);
    bar_->setRunning(std::nullopt);
    bar_->say({Severity::Warning, QString(400, QLatin1Char('x'))});
    QCOMPARE(places(), before);
}

void AtomicBarTest::lookOnlyTurnsItOff() {
    bar_->setRefusal(QStringLiteral("Look-only"));
    for (const char* name : {"runSemop", "hold", "setAll"}) {
        QVERIFY(!button(name)->isEnabled());
        QCOMPARE(button(name)->toolTip(), "Look-only");
    }
    chips()[0]->setFocus();
    QTest::keyClick(chips()[0], Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(runs_.empty());
}

void AtomicBarTest::fitsNarrowAndWide() {
    QWidget host; // as in the panel: no wider than the window lets it be
    auto* layout = new QVBoxLayout(&host);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(bar_.get());
    layout->addStretch();
    bar_->setMinimumSize(0, 0); // which it got as a window of its own
    host.show();
    for (const int width : {420, 600, 1300}) {
        host.resize(width, 300);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(bar_->width(), width);
        std::vector<QRect> places;
        const auto look = [&](const QWidget* widget) {
            if (!widget->isVisible()) return true;
            const QRect place(widget->mapTo(bar_.get(), QPoint()), widget->size());
            const bool alone =
                std::none_of(places.begin(), places.end(), [&](const QRect& other) { return other.intersects(place); });
            places.push_back(place);
            return alone && bar_->rect().contains(place) && place.width() >= widget->minimumSizeHint().width();
        };
        for (const auto* button : bar_->findChildren<QAbstractButton*>())
            QVERIFY2(look(button), qPrintable(QStringLiteral("%1 at %2").arg(button->text()).arg(width)));
        QVERIFY(look(part<QLineEdit>("timeout")));
    }
    bar_->setParent(nullptr);
}

IPCLENS_GUI_TEST_MAIN(AtomicBarTest)
#include "atomic_bar_test.moc"
