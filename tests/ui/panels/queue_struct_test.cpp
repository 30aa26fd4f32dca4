// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Structs in the queue panel: messages that are taken for one, and messages that are composed as one.

#include "core/sysv/message_queue.h"
#include "tests/support/byte_text.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/dialogs/struct_dialog.h"
#include "ui/models/message_model.h"
#include "ui/models/struct_model.h"
#include "ui/panels/composer.h"
#include "ui/panels/queue_gauge.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/queue_struct.h"
#include "ui/settings.h"

#include <QAction>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::bytesOf;
using ipclens::testing::PanelHost;

namespace {

const QString job = QStringLiteral("le struct job { uint16_t id; char tag[4]; };");
const QString counted = QStringLiteral("packed struct text { uint8_t n; char what[n]; uint8_t end; };");

class Bench {
public:
    explicit Bench(Settings* settings)
        : panel(session, settings) {
        session.setRate(20);
        panel.resize(1200, 600);
    }

    bool open(const sysv::MessageQueue& queue) { return host.open({Kind::MessageQueue, queue.id()}); }
    template <class Widget>
    Widget& part(const char* name) {
        return *panel.findChild<Widget*>(QLatin1String(name));
    }
    void click(const char* name) { QTest::mouseClick(&part<QPushButton>(name), Qt::LeftButton); }
    void chooseForm(const char* where, const QString& text) {
        for (auto* button : part<QWidget>(where).findChildren<QPushButton*>()) {
            if (button->text() == text) QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    bool declare(const QString& text) {
        auto* dialog = panel.findChild<StructDialog*>();
        if (dialog == nullptr) return false;
        dialog->findChild<QPlainTextEdit*>("declaration")->setPlainText(text);
        QTest::mouseClick(dialog->findChild<QPushButton*>("useStruct"), Qt::LeftButton);
        return QTest::qWaitFor([this] { return panel.findChild<StructDialog*>() == nullptr; });
    }
    QString cell(int row, int column) {
        return part<QTableView>("messages").model()->index(row, column).data().toString();
    }
    void choose(int row) { part<QTableView>("messages").selectRow(row); }
    QTreeView& fields(const char* where) { return *part<QWidget>(where).findChild<QTreeView*>("structFields"); }
    bool typeField(int row, const QString& text) {
        QTreeView& tree = fields("structForm");
        const QModelIndex cell = tree.model()->index(row, StructModel::TextColumn);
        tree.setCurrentIndex(cell);
        tree.edit(cell);
        auto* line = tree.findChild<QLineEdit*>();
        if (line == nullptr) return false;
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        return QTest::qWaitFor([&tree] { return tree.findChild<QLineEdit*>() == nullptr; });
    }
    QString value(const char* where, int row) {
        return fields(where).model()->index(row, StructModel::TextColumn).data().toString();
    }
    bool pressInHistory(const QString& text) {
        auto* menu = part<QPushButton>("history").menu();
        emit menu->aboutToShow();
        for (QAction* action : menu->actions()) {
            if (action->text().contains(text)) return action->trigger(), true;
        }
        return false;
    }

    Session session;
    QueuePanel panel;
    PanelHost host{session, panel};
};

} // namespace

class QueueStructTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void previewsAsTheChosenStruct();
    void keepsTheStructOfAKey();
    void anotherQueueOfTheSameIdHasNone();
    void showsWhereItDoesNotFit();
    void composesFromFields();
    void lengthsMoveWhatFollows();
    void allFieldsAreReachedInALowWindow();
    void composesWhatWasCaptured();
    void historyAndFavouritesKeepFields();

private:
    [[nodiscard]] bool put(std::string_view text) const {
        return queue_->send(1, bytesOf(text), Wait::never()).has_value();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    std::optional<sysv::MessageQueue> queue_;
};

void QueueStructTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    settings_ = std::make_unique<Settings>(folder_->filePath(QStringLiteral("settings.ini")));
    queue_ = *sysv::MessageQueue::create(Key{0x2f0b}, {});
}

void QueueStructTest::cleanup() {
    (void)queue_->remove();
    queue_.reset();
}

void QueueStructTest::previewsAsTheChosenStruct() {
    QVERIFY(put({"\x4d\0gold", 6}) && put("{\"a\": 1}") && put("plain") && put({"\x01\0\xff", 3}));
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    QTRY_COMPARE(bench.cell(0, MessageModel::FormColumn), "bytes");
    bench.choose(0);
    QTRY_VERIFY(bench.part<QPlainTextEdit>("messageBody").toPlainText().contains("4d 00"));
    bench.chooseForm("messageView", "Struct");
    QVERIFY(bench.declare(job));
    QCOMPARE(bench.cell(0, MessageModel::PayloadColumn), "job { id=77, tag=\"gold\" }");
    QCOMPARE(bench.cell(0, MessageModel::FormColumn), "struct");
    QCOMPARE(bench.cell(1, MessageModel::FormColumn), "JSON");
    QCOMPARE(bench.cell(2, MessageModel::FormColumn), "text");
    QCOMPARE(bench.cell(3, MessageModel::FormColumn), "bytes");
    QVERIFY(bench.part<QWidget>("messageStruct").isVisible());
    QCOMPARE(bench.value("messageStruct", 0), "77");
    QCOMPARE(bench.value("messageStruct", 1), "\"gold\"");
    // It is looked at there, not changed
    const auto* fields = bench.fields("messageStruct").model();
    QVERIFY((fields->index(0, StructModel::TextColumn).flags() & Qt::ItemIsEditable) == 0);
    // What comes later, too
    QVERIFY(put({"\x02\0blue", 6}));
    QTRY_COMPARE(bench.cell(4, MessageModel::PayloadColumn), "job { id=2, tag=\"blue\" }");
}

void QueueStructTest::keepsTheStructOfAKey() {
    QVERIFY(put({"\x4d\0gold", 6}));
    settings_->setMessageStruct(Key{0x2f0b}, job);
    // A segment of the same key has its own
    QCOMPARE(settings_->structChoice(Key{0x2f0b}), StructChoice());
    const auto other = *sysv::MessageQueue::create(sysv::PrivateKey{}, {});
    QVERIFY(other.send(1, bytesOf({"\x4d\0gold", 6}), Wait::never()));
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    QTRY_COMPARE(bench.cell(0, MessageModel::FormColumn), "struct");
    bench.choose(0);
    QTRY_VERIFY(bench.part<QWidget>("messageStruct").isVisible());
    QVERIFY(bench.open(other));
    QTRY_COMPARE(bench.cell(0, MessageModel::FormColumn), "bytes");
    QVERIFY(bench.open(*queue_));
    QTRY_COMPARE(bench.cell(0, MessageModel::FormColumn), "struct");
    bench.choose(0);
    QTRY_VERIFY(bench.part<QWidget>("messageStruct").isVisible());
    bench.click("editMessageStruct");
    QVERIFY(bench.declare(QString()));
    QCOMPARE(bench.cell(0, MessageModel::FormColumn), "bytes");
    QCOMPARE(settings_->messageStruct(Key{0x2f0b}), QString());
    (void)other.remove();
}

/// Ids are used again: the times and the creator tell whether it is still the queue that the person meant.
void QueueStructTest::anotherQueueOfTheSameIdHasNone() {
    QWidget window;
    QueueStruct kept(settings_.get(), &window);
    QueueInfo queue;
    queue.id = Id{7};
    queue.changedAt = 1000;
    QueueInfo other = queue;
    other.id = Id{8};
    kept.setQueue(queue);
    kept.edit(QString());
    auto* dialog = window.findChild<StructDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->findChild<QPlainTextEdit*>("declaration")->setPlainText(job);
    dialog->findChild<QPushButton*>("useStruct")->click();
    QCOMPARE(kept.text(), job);
    // Changed while it is in sight
    queue.changedAt = 1001;
    kept.setInfo(queue);
    kept.setQueue(other);
    QCOMPARE(kept.text(), QString());
    kept.setQueue(queue);
    QCOMPARE(kept.text(), job);
    // Made anew while another one was in sight
    kept.setQueue(other);
    queue.changedAt = 1002;
    kept.setQueue(queue);
    QCOMPARE(kept.text(), QString());
}

void QueueStructTest::showsWhereItDoesNotFit() {
    QVERIFY(put("longer than that") && put("abc"));
    settings_->setMessageStruct(Key{0x2f0b}, job);
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    QTRY_COMPARE(bench.cell(0, MessageModel::FormColumn), "text");
    bench.choose(0);
    QTRY_VERIFY(bench.part<QPlainTextEdit>("messageBody").toPlainText().contains("longer"));
    bench.chooseForm("messageView", "Struct");
    const auto& name = bench.part<QLabel>("messageStructName");
    QVERIFY2(name.text().contains("takes 6 of the 16 bytes"), qPrintable(name.text()));
    bench.choose(1);
    QTRY_VERIFY2(name.text().contains("needs 6 bytes, and there are 3"), qPrintable(name.text()));
}

void QueueStructTest::composesFromFields() {
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    bench.chooseForm("composer", "Struct");
    QVERIFY(bench.declare(job));
    QVERIFY(bench.part<QWidget>("structForm").isVisible());
    QVERIFY(!bench.part<QPlainTextEdit>("sendPayload").isVisible());
    QCOMPARE(bench.part<QLabel>("sendVerdict").text(), "6 bytes");
    QVERIFY(bench.typeField(0, "513"));
    QVERIFY(bench.typeField(1, "blue"));
    bench.click("send");
    QTRY_COMPARE(bench.cell(0, MessageModel::PayloadColumn), "job { id=513, tag=\"blue\" }");
    const auto taken = queue_->receive({}, Wait::never());
    QVERIFY(taken);
    QVERIFY(taken->payload == bytesOf({"\1\2blue", 6}));
    // What was typed stays
    QCOMPARE(bench.value("structForm", 0), "513");
    QCOMPARE(settings_->messageStruct(Key{0x2f0b}), job);
}

void QueueStructTest::lengthsMoveWhatFollows() {
    settings_->setMessageStruct(Key{0x2f0b}, counted);
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    bench.chooseForm("composer", "Struct");
    QCOMPARE(bench.part<QLabel>("sendVerdict").text(), "2 bytes");
    QVERIFY(bench.typeField(2, "9"));
    QVERIFY(bench.typeField(0, "3"));
    QVERIFY(bench.typeField(1, "abc"));
    QCOMPARE(bench.part<QLabel>("sendVerdict").text(), "5 bytes");
    bench.click("send");
    QTRY_COMPARE(bench.cell(0, MessageModel::PayloadColumn), "text { n=3, what=\"abc\", end=9 }");
}

void QueueStructTest::allFieldsAreReachedInALowWindow() {
    settings_->setMessageStruct(Key{0x2f0b},
                                QStringLiteral("struct six { int a; int b; int c; int d; int e; int f; };"));
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    bench.panel.resize(800, 600);
    QTRY_COMPARE(bench.panel.width(), 800);
    bench.chooseForm("composer", "Struct");
    // No room for six rows, nor for the messages, but for the heading and two rows
    const auto& composer = bench.part<Composer>("composer");
    const int low = composer.heightUnfolded() + bench.panel.findChild<QueueGauge*>()->height() + 8;
    bench.panel.resize(800, low);
    QTRY_COMPARE(bench.panel.height(), low);
    QTreeView& tree = bench.fields("structForm");
    QCOMPARE(tree.model()->rowCount(), 6);
    tree.setFocus();
    const auto inSight = [&tree] {
        const QRect row = tree.visualRect(tree.currentIndex());
        return tree.viewport()->visibleRegion().contains(row.center());
    };
    for (int row = 0; row < 6; ++row) {
        tree.setCurrentIndex(tree.model()->index(row, StructModel::TextColumn));
        QTRY_VERIFY2(inSight(), qPrintable(QStringLiteral("row %1 of a list %2 high").arg(row).arg(tree.height())));
    }
    // It stays in sight when the window gets lower still
    tree.setCurrentIndex(tree.model()->index(1, StructModel::TextColumn));
    bench.panel.resize(800, low + 200);
    QTRY_COMPARE(bench.panel.height(), low + 200);
    tree.setCurrentIndex(tree.model()->index(5, StructModel::TextColumn));
    bench.panel.resize(800, low);
    QTRY_COMPARE(bench.panel.height(), low);
    QTRY_VERIFY(inSight());
    QVERIFY(bench.typeField(5, "7"));
    QCOMPARE(bench.value("structForm", 5), "7");
}

void QueueStructTest::composesWhatWasCaptured() {
    QVERIFY(put({"\x4d\0gold", 6}));
    settings_->setMessageStruct(Key{0x2f0b}, job);
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    QTRY_COMPARE(bench.cell(0, MessageModel::FormColumn), "struct");
    bench.choose(0);
    QTRY_VERIFY(bench.part<QPushButton>("composeMessage").isEnabled());
    bench.click("composeMessage");
    QCOMPARE(bench.value("structForm", 0), "77");
    QVERIFY(bench.typeField(0, "78"));
    bench.click("send");
    QTRY_COMPARE(bench.cell(1, MessageModel::PayloadColumn), "job { id=78, tag=\"gold\" }");
}

void QueueStructTest::historyAndFavouritesKeepFields() {
    {
        Bench bench(settings_.get());
        QVERIFY(bench.open(*queue_));
        bench.chooseForm("composer", "Struct");
        QVERIFY(bench.declare(job));
        QVERIFY(bench.typeField(0, "7"));
        bench.click("send");
        QVERIFY(bench.typeField(0, "8"));
        QVERIFY(bench.pressInHistory("id=7"));
        QCOMPARE(bench.value("structForm", 0), "7");
        QVERIFY(bench.pressInHistory("Save as favourite"));
        auto* name = bench.panel.findChild<QInputDialog*>();
        QVERIFY(name != nullptr);
        name->setTextValue(QStringLiteral("first job"));
        name->accept();
    }
    // After a restart, for a queue that has another struct: it goes with the message
    settings_->setMessageStruct(Key{0x2f0b}, counted);
    Bench bench(settings_.get());
    QVERIFY(bench.open(*queue_));
    QVERIFY(bench.pressInHistory("first job"));
    QCOMPARE(bench.part<QLabel>("formStructName").text(), QString("Struct \u00b7 job"));
    QCOMPARE(bench.value("structForm", 0), "7");
    QCOMPARE(settings_->messageStruct(Key{0x2f0b}), counted);
    bench.click("send");
    QTRY_VERIFY(queue_->stat()->messages == 2);
    QVERIFY(queue_->receive({}, Wait::never())->payload == queue_->receive({}, Wait::never())->payload);
}

IPCLENS_GUI_TEST_MAIN(QueueStructTest)

#include "queue_struct_test.moc"
