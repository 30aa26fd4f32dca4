// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Browsing a POSIX queue from its panel: asked for, confirmed, and put back.

#include "core/transfer/message_file.h"
#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/posix_queue_panel_fixture.h"
#include "ui/dialogs/browse_dialog.h"
#include "ui/models/message_model.h"
#include "ui/models/sentences.h"
#include "ui/panels/notification_line.h"
#include "ui/panels/rescue_strip.h"
#include "ui/widgets/strip.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QTableView>

#include <cerrno>
#include <memory>

#include <signal.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::ChildProcess;
using ipclens::testing::MadeQueue;
using ipclens::testing::messagesIn;
using ipclens::testing::PosixQueuePanelFixture;
using ipclens::testing::queueNamed;
using ipclens::testing::takenFrom;

class PosixQueueBrowseTest : public PosixQueuePanelFixture {
    Q_OBJECT

private slots:
    void init() { makePanel(); }
    void cleanup() { dropPanel(); }
    void listsWhatItPutsBack();
    void isNotDoneUnasked();
    void isAPictureOfItsMoment();
    void keepsThePictureWhileAnotherIsShown();
    void asksTwiceOfAFullQueue();
    void asksTwiceWhereSomebodyIsNotified();
    void asksTwiceWhereSomebodyOutsideIsNotified();
    void putsBackWhatAKilledOneLeft();
    void forgetsAFileThatIsGone();
    void saysWhoBringsBack();

private:
    [[nodiscard]] BrowseDialog* browseDialog() const {
        press("browse");
        return panel->findChild<BrowseDialog*>();
    }
    static QPushButton* verbOf(const BrowseDialog* dialog) {
        return dialog->findChild<QPushButton*>(QStringLiteral("verb"));
    }
    void browse() const { QTest::mouseClick(verbOf(browseDialog()), Qt::LeftButton); }
    [[nodiscard]] QTableView* list() const { return part<QTableView>("messages"); }
    [[nodiscard]] QString cell(int row, int column) const {
        return list()->model()->index(row, column).data().toString();
    }
    /// A file that a killed browse of /jobs left, with one message.
    static QString leaveFile() {
        const QString path = folder() + QStringLiteral("/browsing-jobs-1.jsonl");
        QFile file(path);
        if (!QDir().mkpath(folder()) || !file.open(QIODevice::WriteOnly)) return {};
        transfer::SavedMessage saved;
        saved.message = {5, testing::bytesOf("lost")};
        saved.state = transfer::LineState::Held;
        saved.api = Api::Posix;
        saved.queue = Name::of("/jobs");
        file.write(QByteArray::fromStdString(transfer::lineOf(saved)) + '\n');
        return path;
    }
    [[nodiscard]] static QString folder() { return QString::fromStdString(transfer::rescueFolder()); }
};

void PosixQueueBrowseTest::listsWhatItPutsBack() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("low", 1) && queue.send("high", 9) && queue.send("later", 9));
    QVERIFY(host->open(queueNamed("/jobs")));
    browse();
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QCOMPARE(cell(0, MessageModel::PayloadColumn), QStringLiteral("high"));
    QCOMPARE(cell(0, MessageModel::TypeColumn), QStringLiteral("9"));
    QCOMPARE(cell(2, MessageModel::PayloadColumn), QStringLiteral("low"));
    QCOMPARE(list()->model()->headerData(MessageModel::TypeColumn, Qt::Horizontal).toString(),
             QStringLiteral("Priority"));
    QTRY_COMPARE(host->said.size(), 1);
    list()->selectRow(1);
    QTRY_COMPARE(part<QPlainTextEdit>("messageBody")->toPlainText(), QStringLiteral("later"));
    QVERIFY2(label("messageTitle").contains(QStringLiteral("priority 9")), qPrintable(label("messageTitle")));
    QCOMPARE(messagesIn(queue), 3L);
    for (const char* text : {"9 high", "9 later", "1 low"})
        QCOMPARE(takenFrom(queue), std::string(text));
    QVERIFY(QDir(folder()).entryList(QDir::Files).isEmpty());
}

void PosixQueueBrowseTest::isNotDoneUnasked() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("a"));
    QVERIFY(host->open(queueNamed("/jobs")));
    auto* dialog = browseDialog();
    QVERIFY(dialog != nullptr);
    QVERIFY(!verbOf(dialog)->isDefault());
    const auto* effect = dialog->findChild<QLabel*>(QStringLiteral("browseEffect"));
    QVERIFY2(effect->text().contains(QStringLiteral("(1 now)")), qPrintable(effect->text()));
    QTest::keyClick(dialog, Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(panel->findChild<BrowseDialog*>() == nullptr);
    QVERIFY(session->running().empty());
    QVERIFY(!list()->isVisible());
}

void PosixQueueBrowseTest::isAPictureOfItsMoment() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("a"));
    QVERIFY(host->open(queueNamed("/jobs")));
    browse();
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    const auto* at = part<Strip>("browsedAt");
    QVERIFY2(at->text().startsWith(QStringLiteral("As of ")), qPrintable(at->text()));
    QVERIFY(queue.send("b"));
    QTRY_VERIFY2(at->text().endsWith(QStringLiteral("the queue has 2 now")), qPrintable(at->text()));
    QCOMPARE(list()->model()->rowCount(), 1);
    press("closeBrowsed");
    QVERIFY(part<QPushButton>("browse")->isVisible());
    QVERIFY(!part<QWidget>("messageView")->isVisible());
    QCOMPARE(messagesIn(queue), 2L);
}

void PosixQueueBrowseTest::keepsThePictureWhileAnotherIsShown() {
    const MadeQueue other("/other");
    auto queue = std::make_unique<MadeQueue>("/jobs");
    QVERIFY(queue->send("a"));
    QVERIFY(host->open(queueNamed("/jobs")));
    browse();
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    list()->selectRow(0);
    QVERIFY(host->open(queueNamed("/other")));
    QVERIFY(!list()->isVisible() && !part<QWidget>("messageView")->isVisible());
    QVERIFY(host->open(queueNamed("/jobs")));
    QVERIFY(list()->isVisible());
    QCOMPARE(cell(0, MessageModel::PayloadColumn), QStringLiteral("a"));
    QVERIFY(!list()->selectionModel()->hasSelection());
    // Another one of that name is another queue
    QVERIFY(host->open(queueNamed("/other")));
    queue.reset();
    queue = std::make_unique<MadeQueue>("/jobs");
    QVERIFY(host->waitForUpdate());
    QVERIFY(host->open(queueNamed("/jobs")));
    QTRY_VERIFY(!list()->isVisible());
}

void PosixQueueBrowseTest::asksTwiceOfAFullQueue() {
    const MadeQueue queue("/jobs", 0600, 2, 8);
    QVERIFY(queue.send("a") && queue.send("b"));
    QVERIFY(host->open(queueNamed("/jobs")));
    auto* dialog = browseDialog();
    QVERIFY(!verbOf(dialog)->isEnabled());
    const auto* why = dialog->findChild<QLabel*>(QStringLiteral("browseObstacle"));
    QVERIFY2(why->text().startsWith(QStringLiteral("The queue is full")), qPrintable(why->text()));
    QTest::mouseClick(dialog->findChild<QCheckBox*>(QStringLiteral("browseForce")), Qt::LeftButton, {}, {8, 8});
    QVERIFY(verbOf(dialog)->isEnabled());
    QTest::mouseClick(verbOf(dialog), Qt::LeftButton);
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(takenFrom(queue, 8), std::string("0 a"));
    QCOMPARE(takenFrom(queue, 8), std::string("0 b"));
}

void PosixQueueBrowseTest::asksTwiceWhereSomebodyIsNotified() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("a"));
    const ChildProcess holder([&] {
        sigevent event{};
        event.sigev_notify = SIGEV_NONE;
        if (mq_notify(queue.get(), &event) != 0) return 1;
        pause();
        return 0;
    });
    const QString pid = QString::number(holder.pid());
    QVERIFY(host->open(queueNamed("/jobs")));
    QTRY_VERIFY2(label("notified").contains(pid), qPrintable(label("notified")));
    auto* dialog = browseDialog();
    QVERIFY(!verbOf(dialog)->isEnabled());
    const auto* why = dialog->findChild<QLabel*>(QStringLiteral("browseObstacle"));
    QVERIFY2(why->text().contains(pid), qPrintable(why->text()));
    dialog->reject();
    QCOMPARE(messagesIn(queue), 1L);
}

void PosixQueueBrowseTest::asksTwiceWhereSomebodyOutsideIsNotified() {
    PosixQueueInfo info;
    info.name = Name::of("/jobs");
    info.attributesKnown = true;
    info.statusKnown = true;
    info.messages = 1;
    info.maxMessages = 10;
    info.notifyMethod = SIGEV_NONE; // and no pid: that is of another PID namespace
    const QString who = QStringLiteral("A process outside this PID namespace");
    NotificationLine line;
    line.show(info, std::nullopt);
    QCOMPARE(line.findChild<QLabel*>(QStringLiteral("notified"))->text(),
             who + QStringLiteral(" is notified, by no signal"));
    auto* dialog = new BrowseDialog(*session, info, NotificationLine::holder(info, std::nullopt), panel.get());
    dialog->open();
    QVERIFY(dialog->findChild<QCheckBox*>(QStringLiteral("browseForce"))->isVisible());
    QVERIFY(!verbOf(dialog)->isEnabled());
    const auto* why = dialog->findChild<QLabel*>(QStringLiteral("browseObstacle"));
    QVERIFY2(why->text().startsWith(who), qPrintable(why->text()));
}

void PosixQueueBrowseTest::putsBackWhatAKilledOneLeft() {
    const MadeQueue queue("/jobs");
    QVERIFY(queue.send("there", 5));
    const QString file = leaveFile();
    QVERIFY(!file.isEmpty());
    QVERIFY(host->open(queueNamed("/jobs")));
    const auto* strip = part<RescueStrip>("rescueStrip");
    QTRY_VERIFY(strip->isVisible());
    QVERIFY2(strip->text().contains(file), qPrintable(strip->text()));
    press("putBack");
    QTRY_COMPARE(messagesIn(queue), 2L);
    QTRY_VERIFY(!strip->isVisible());
    QVERIFY(!QFile::exists(file));
    QCOMPARE(takenFrom(queue), std::string("5 there"));
    QCOMPARE(takenFrom(queue), std::string("5 lost"));
}

void PosixQueueBrowseTest::forgetsAFileThatIsGone() {
    const MadeQueue queue("/jobs");
    const QString file = leaveFile();
    QVERIFY(!file.isEmpty());
    QVERIFY(host->open(queueNamed("/jobs")));
    const auto* strip = part<RescueStrip>("rescueStrip");
    QTRY_VERIFY(strip->isVisible());
    QVERIFY(QFile::remove(file)); // somebody else has put it back
    press("putBack");
    QTRY_VERIFY(!strip->isVisible());
    QCOMPARE(messagesIn(queue), 0L);
}

void PosixQueueBrowseTest::saysWhoBringsBack() {
    transfer::BrowseReport report;
    report.taken = 3;
    report.putBack = 1;
    report.kept = 2;
    report.keptIn = "/state/a.jsonl";
    Outcome outcome;
    outcome.error = errorFromErrno(EAGAIN, "browse msg:/jobs");
    outcome.browsed = std::make_shared<const transfer::BrowseReport>(report);
    const auto said = sentences::outcome(operation::Browse{Name::of("/jobs"), true}, outcome);
    const QString button = part<QPushButton>("putBack")->text();
    QVERIFY2(said.text.contains(QStringLiteral("/state/a.jsonl: “%1” above the queue brings them back").arg(button)),
             qPrintable(said.text));
}

IPCLENS_GUI_TEST_MAIN(PosixQueueBrowseTest)
#include "posix_queue_browse_test.moc"
