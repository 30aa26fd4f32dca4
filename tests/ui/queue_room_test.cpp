// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The page of a queue in windows of many sizes: nothing in it is cut, crushed or covered, whatever is open.

#include "tests/support/gui_test_main.h"
#include "tests/support/posix_objects.h"
#include "tests/ui/geometry.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/words.h"
#include "ui/panels/composer.h"
#include "ui/panels/message_list.h"
#include "ui/panels/message_view.h"
#include "ui/widgets/tone_label.h"

#include <QDialog>
#include <QFile>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <memory>

#include <sys/msg.h>

using namespace ipclens;
using namespace ipclens::testing;

namespace {

constexpr std::array sizes{QSize(800, 600), QSize(1000, 700), QSize(1280, 800), QSize(800, 900), QSize(1500, 620)};

/// There is no room for messages and composer in it, whatever font and style make of them.
constexpr QSize low(800, 560);

/// A System V queue with three messages, which goes with the test.
class ThreeMessages {
public:
    ThreeMessages()
        : id_(msgget(0x5ca1e, IPC_CREAT | 0600)) {
        for (const long type : {7L, 2L, 1L}) {
            const struct {
                long type;
                std::array<char, 8> text{'P', 'I', 'N', 'G'};
            } message{type};
            static_cast<void>(msgsnd(id_, &message, sizeof message.text, IPC_NOWAIT));
        }
    }
    ThreeMessages(const ThreeMessages&) = delete;
    ThreeMessages& operator=(const ThreeMessages&) = delete;
    ~ThreeMessages() { msgctl(id_, IPC_RMID, nullptr); }

private:
    int id_;
};

} // namespace

class QueueRoomTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void apis_data();
    void apis();
    void composesInALowWindow();
    void whatIsTypedInIsNotFolded();
    void browsedMessages();
    void aPanelThatIsDraggedLow();
    void aLowMessageKeepsItsVerbs();
    void allEndAtOneEdge();

private:
    bool open(const QString& key) { return fixture_->ready() && fixture_->clickKey(key); }
    /// As the window is when it is opened in that size.
    void resize(QSize size) {
        fixture_->window.resize(size);
        QTRY_COMPARE(fixture_->window.size(), size);
        fixture_->part<QSplitter>("parts").setSizes({300, 500});
    }
    /// Empty where the lower part of the window is as it should be, in time.
    QString faults() {
        QWidget& parts = fixture_->part<QWidget>("parts");
        QStringList found;
        static_cast<void>(QTest::qWaitFor([&] { return (found = layoutFaults(parts)).isEmpty(); }, 2000));
        return found.join(QLatin1Char('\n'));
    }
    /// What a line of the page has no room for, not even in its shortest words.
    QString cut() {
        QStringList found;
        for (const auto* label : column().findChildren<ui::ToneLabel*>()) {
            const QString shown = label->fitting();
            if (label->isVisible() && !label->wordWrap() && shown.endsWith(QChar(0x2026)) && shown != label->text())
                found += label->text() + QStringLiteral(" as ") + shown;
        }
        return found.join(QLatin1Char('\n'));
    }
    /// Whether all is seen at once.
    bool fits() { return column().verticalScrollBar()->maximum() == 0; }
    ui::PageScroll& column() { return fixture_->part<ui::PageScroll>("queueColumn"); }
    ui::Composer& composer() { return fixture_->part<ui::Composer>("composer"); }
    void press(const char* name) {
        auto& button = fixture_->part<QPushButton>(name);
        QTRY_VERIFY2(button.isVisible() && button.isEnabled(), name);
        QTest::mouseClick(&button, Qt::LeftButton);
    }
    void takeOne();
    void browse();
    void lookInAllSizes();

    std::unique_ptr<WindowFixture> fixture_;
    std::unique_ptr<ThreeMessages> systemV_;
    std::unique_ptr<MadeQueue> posix_;
};

void QueueRoomTest::init() {
    QFile::remove(WindowFixture::settingsFile());
    systemV_ = std::make_unique<ThreeMessages>();
    posix_ = std::make_unique<MadeQueue>("/ipc-traffic-jobs", 0600, 10, 512);
    for (const char* text : {"urgent", "urgent again", "normal"})
        QVERIFY(posix_->send(text, 9));
    fixture_ = std::make_unique<WindowFixture>();
}

void QueueRoomTest::cleanup() {
    fixture_.reset();
    posix_.reset();
    systemV_.reset();
}

void QueueRoomTest::takeOne() {
    press("receive");
    auto* dialog = fixture_->window.findChild<QDialog*>();
    QVERIFY(dialog != nullptr);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_VERIFY(fixture_->part<QWidget>("takenStrip").isVisible());
    QTRY_VERIFY(fixture_->banner().isVisible());
}

void QueueRoomTest::browse() {
    press("browse");
    auto* dialog = fixture_->window.findChild<QDialog*>();
    QVERIFY(dialog != nullptr);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("verb")), Qt::LeftButton);
    QTRY_VERIFY(fixture_->part<QWidget>("browsedMessages").isVisible());
}

void QueueRoomTest::lookInAllSizes() {
    for (const QSize size : sizes) {
        resize(size);
        if (QTest::currentTestFailed()) return;
        const QString found = faults();
        QVERIFY2(found.isEmpty(),
                 qPrintable(QStringLiteral("%1x%2:\n%3").arg(size.width()).arg(size.height()).arg(found)));
        QVERIFY2(cut().isEmpty(), qPrintable(cut()));
        QVERIFY2(fits(), qPrintable(QStringLiteral("scrolls at %1x%2").arg(size.width()).arg(size.height())));
    }
}

void QueueRoomTest::apis_data() {
    QTest::addColumn<QString>("key");
    QTest::newRow("System V") << QStringLiteral("0x0005ca1e");
    QTest::newRow("POSIX") << QStringLiteral("/ipc-traffic-jobs");
}

void QueueRoomTest::apis() {
    QFETCH(QString, key);
    QVERIFY(open(key));
    lookInAllSizes();
    if (QTest::currentTestFailed()) return;
    takeOne();
    if (QTest::currentTestFailed()) return;
    lookInAllSizes();
    if (QTest::currentTestFailed()) return;
    takeOne();
    if (QTest::currentTestFailed()) return;
    lookInAllSizes();
}

void QueueRoomTest::composesInALowWindow() {
    QVERIFY(open(QStringLiteral("0x0005ca1e")));
    resize(low);
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(composer().isFolded());
    auto& messages = fixture_->part<QWidget>("queueSplitter");
    QVERIFY(messages.isVisible());
    QVERIFY(fixture_->part<QPushButton>("receive").isVisible());
    press("compose");
    auto& payload = fixture_->part<QPlainTextEdit>("sendPayload");
    QTRY_VERIFY(payload.isVisible() && payload.hasFocus());
    QVERIFY(!messages.isVisible());
    QCOMPARE(faults(), QString());
    QVERIFY(fits());
    QTest::keyClicks(&payload, QStringLiteral("hello"));
    press("backToMessages");
    QTRY_VERIFY(messages.isVisible() && composer().isFolded());
    QVERIFY(fixture_->part<ui::MessageList>("messages").hasFocus());
    QCOMPARE(faults(), QString());
    resize({1280, 800});
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(!composer().isFolded() && messages.isVisible());
    QCOMPARE(payload.toPlainText(), QStringLiteral("hello"));
    QTRY_COMPARE(composer().minimumSizeHint().height(), composer().heightUnfolded());
}

void QueueRoomTest::whatIsTypedInIsNotFolded() {
    QVERIFY(open(QStringLiteral("0x0005ca1e")));
    resize({1280, 800});
    if (QTest::currentTestFailed()) return;
    auto& payload = fixture_->part<QPlainTextEdit>("sendPayload");
    QTRY_VERIFY(payload.isVisible());
    QTest::mouseClick(payload.viewport(), Qt::LeftButton);
    QTRY_VERIFY(payload.hasFocus());
    resize(low);
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(!fixture_->part<QWidget>("queueSplitter").isVisible());
    QVERIFY(payload.isVisible() && payload.hasFocus());
    QCOMPARE(faults(), QString());
}

void QueueRoomTest::browsedMessages() {
    QVERIFY(open(QStringLiteral("/ipc-traffic-jobs")));
    browse();
    if (QTest::currentTestFailed()) return;
    lookInAllSizes();
    if (QTest::currentTestFailed()) return;
    takeOne();
    if (QTest::currentTestFailed()) return;
    lookInAllSizes();
}

void QueueRoomTest::aPanelThatIsDraggedLow() {
    QVERIFY(open(QStringLiteral("/ipc-traffic-jobs")));
    takeOne();
    if (QTest::currentTestFailed()) return;
    resize(low);
    if (QTest::currentTestFailed()) return;
    auto& parts = fixture_->part<QSplitter>("parts");
    parts.setSizes({1000, 1});
    QCOMPARE(faults(), QString());
    QTRY_VERIFY(!fits());
    parts.setSizes({1, 1000});
    QCOMPARE(faults(), QString());
    QTRY_VERIFY(fits());
}

void QueueRoomTest::aLowMessageKeepsItsVerbs() {
    QVERIFY(open(QStringLiteral("/ipc-traffic-jobs")));
    resize(low);
    if (QTest::currentTestFailed()) return;
    browse();
    if (QTest::currentTestFailed()) return;
    takeOne();
    if (QTest::currentTestFailed()) return;
    auto& view = fixture_->part<ui::MessageView>("messageView");
    auto& more = fixture_->part<QPushButton>("moreOfMessage");
    QTRY_VERIFY(more.isVisible());
    QVERIFY(!fixture_->part<QPushButton>("sendMessageAgain").isVisible());
    emit more.menu()->aboutToShow();
    QStringList verbs;
    for (const QAction* action : more.menu()->actions())
        verbs += action->text();
    QVERIFY2(verbs.contains(QStringLiteral("Send again")) && verbs.contains(QStringLiteral("Hex")),
             qPrintable(verbs.join(QLatin1Char(','))));
    for (QAction* action : more.menu()->actions()) {
        if (action->text() == QStringLiteral("Hex")) action->trigger();
    }
    QVERIFY(view.findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("75 72")));
    resize({1280, 800});
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(!more.isVisible());
    QVERIFY(fixture_->part<QPushButton>("sendMessageAgain").isVisible());
}

void QueueRoomTest::allEndAtOneEdge() {
    QVERIFY(open(QStringLiteral("/ipc-traffic-jobs")));
    takeOne();
    if (QTest::currentTestFailed()) return;
    resize({1280, 800});
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(!composer().isFolded());
    const auto rightOf = [this](const QWidget& widget) {
        return widget.mapTo(&fixture_->window, widget.rect().topRight()).x();
    };
    const auto& letGo = fixture_->part<QPushButton>("letGo");
    const auto& close = *fixture_->banner().findChild<QToolButton*>();
    QTRY_COMPARE(rightOf(letGo), rightOf(close));
    int composerEnds = 0;
    for (const auto* button : composer().findChildren<QPushButton*>()) {
        if (button->isVisible()) composerEnds = std::max(composerEnds, rightOf(*button));
    }
    QCOMPARE(composerEnds, rightOf(letGo));
}

IPCLENS_GUI_TEST_MAIN(QueueRoomTest)
#include "queue_room_test.moc"
