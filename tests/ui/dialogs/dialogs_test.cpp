// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "ui/dialogs/change_dialog.h"
#include "ui/dialogs/create_dialog.h"
#include "ui/dialogs/remove_dialog.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextEdit>
#include <QWidget>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::ChildProcess;

/// Create, change and remove, as a person does it, against the kernel.
class DialogsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void createsASet();
    void createsASegment();
    void createsAQueue();
    void createSaysWhatIsWrong();
    void createBeginsWhereOneTypes();
    void rightsStandInEvenRows();
    void createKeepsAllAfterAFailure();
    void createSeesATakenKey();
    void boxesAndDigitsAgree();
    void changesOnlyWhatWasChanged();
    void changesCapacityAndLock();
    void changeKeepsAllAfterAFailure();
    void removeNamesWhoIsHit();
    void removeCancelsByDefault();
    void removesSeveral();
    void removeOfWhatIsGone();
    void lookOnlyTurnsVerbsOff();

private:
    template <class T>
    static T* part(const QWidget* dialog, const char* name) {
        return dialog->findChild<T*>(QString::fromLatin1(name));
    }
    static QPushButton* verb(const QWidget* dialog) { return part<QPushButton>(dialog, "verb"); }
    static QString words(const QWidget* dialog) { return part<QLabel>(dialog, "words")->text(); }
    static void type(const QWidget* dialog, const char* field, const QString& text) {
        auto* edit = part<QLineEdit>(dialog, field);
        QVERIFY(edit != nullptr);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    CreateDialog* create(Kind kind) {
        auto* dialog = new CreateDialog(*session_, kind, window_.get());
        connect(dialog, &CreateDialog::created, this, [this](ObjectId object) { made_ = object; });
        connect(dialog, &CreateDialog::message, this, [this](Severity, const QString& text) { said_ += text; });
        dialog->open();
        return dialog;
    }
    template <class Dialog>
    Dialog* shown(Dialog* dialog) {
        connect(dialog, &OperationDialog::message, this, [this](Severity, const QString& text) { said_ += text; });
        dialog->open();
        return dialog;
    }

    std::unique_ptr<Session> session_;
    std::unique_ptr<QWidget> window_;
    std::optional<ObjectId> made_;
    QStringList said_;
};

void DialogsTest::init() {
    session_ = std::make_unique<Session>();
    session_->setRate(20);
    session_->start();
    window_ = std::make_unique<QWidget>();
    window_->show();
    made_.reset();
    said_.clear();
    QTRY_VERIFY(session_->last() != nullptr);
}

void DialogsTest::cleanup() {
    window_.reset();
    session_.reset();
}

void DialogsTest::createsASet() {
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore);
    type(dialog, "key", QStringLiteral("0x51a00001"));
    type(dialog, "count", QStringLiteral("3"));
    type(dialog, "values", QStringLiteral("4,5,6"));
    type(dialog, "modeDigits", QStringLiteral("660"));
    QVERIFY(verb(dialog)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(made_.has_value());
    const auto set = sysv::SemaphoreSet::open(Key{0x51a00001});
    QVERIFY(set.has_value());
    QCOMPARE(set->id(), made_->id);
    QVERIFY(*set->values() == (std::vector<std::uint16_t>{4, 5, 6}));
    QCOMPARE(set->stat()->permissions.mode, std::uint16_t{0660});
    QVERIFY(said_.first().contains(QStringLiteral("0x51a00001")));
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(set->remove());
}

void DialogsTest::createsASegment() {
    const QPointer<CreateDialog> dialog = create(Kind::SharedMemory);
    QVERIFY(!verb(dialog)->isEnabled()); // a size must be given
    type(dialog, "size", QStringLiteral("64K"));
    type(dialog, "fill", QStringLiteral("0xff"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    const auto segment = sysv::SharedMemory::adopt(made_->id);
    const auto stat = segment.stat();
    QVERIFY(stat.has_value());
    QCOMPARE(stat->info.size, 65536U);
    QVERIFY(stat->info.key.value != 0); // random is the default
    std::array<std::byte, 1> last{};
    QVERIFY(segment.attach()->read(65535, last));
    QCOMPARE(last[0], std::byte{0xff});
    QVERIFY(segment.remove());
}

void DialogsTest::createsAQueue() {
    const QPointer<CreateDialog> dialog = create(Kind::MessageQueue);
    for (auto* button : dialog->findChildren<QRadioButton*>()) {
        if (button->text() == QLatin1String("&Private")) button->click();
    }
    type(dialog, "capacity", QStringLiteral("1K"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    const auto queue = sysv::MessageQueue::adopt(made_->id);
    QCOMPARE(queue.stat()->capacity, 1024U);
    QVERIFY(queue.stat()->key.isPrivate());
    QCOMPARE(queue.stat()->permissions.mode, std::uint16_t{0600});
    QVERIFY(queue.remove());
}

void DialogsTest::createSaysWhatIsWrong() {
    auto* dialog = create(Kind::Semaphore);
    const auto says = [&](const QString& words) {
        for (const auto* label : dialog->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    };
    QVERIFY(verb(dialog)->isEnabled());
    type(dialog, "key", QStringLiteral("0"));
    QVERIFY(says(QStringLiteral("IPC_PRIVATE")));
    QVERIFY(!verb(dialog)->isEnabled());
    type(dialog, "key", QStringLiteral("1"));
    QVERIFY(verb(dialog)->isEnabled());
    type(dialog, "values", QStringLiteral("1,2"));
    QVERIFY(says(QStringLiteral("2 values for 1 semaphore")));
    QVERIFY(!verb(dialog)->isEnabled());
    part<QLineEdit>(dialog, "count")->clear();
    QVERIFY(verb(dialog)->isEnabled());
    type(dialog, "values", QStringLiteral("32768"));
    QVERIFY(says(QStringLiteral("out of range")));
    type(dialog, "values", QStringLiteral("0"));
    type(dialog, "modeDigits", QStringLiteral("8"));
    QVERIFY(says(QStringLiteral("octal")));
    QVERIFY(!verb(dialog)->isEnabled());
}

void DialogsTest::createBeginsWhereOneTypes() {
    const QPointer<CreateDialog> dialog = create(Kind::SharedMemory);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(part<QLineEdit>(dialog, "size")));
    QVERIFY(!verb(dialog)->isEnabled());
    QTest::keyClicks(dialog->focusWidget(), QStringLiteral("4K"));
    QVERIFY(verb(dialog)->isEnabled());
    dialog->reject();
}

void DialogsTest::rightsStandInEvenRows() {
    const QPointer<CreateDialog> dialog = create(Kind::MessageQueue);
    std::vector<int> tops;
    for (const auto* box : dialog->findChildren<QCheckBox*>()) {
        if (box->text() == QStringLiteral("read")) tops.push_back(box->mapTo(dialog, QPoint()).y());
    }
    QCOMPARE(tops.size(), std::size_t{3});
    QCOMPARE(tops[1] - tops[0], tops[2] - tops[1]);
    dialog->reject();
}

void DialogsTest::createKeepsAllAfterAFailure() {
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore);
    type(dialog, "count", QStringLiteral("2000000"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(!words(dialog).isEmpty());
    QVERIFY2(words(dialog).contains(QStringLiteral("too many for a set")), qPrintable(words(dialog)));
    QVERIFY(dialog->isVisible());
    QCOMPARE(part<QLineEdit>(dialog, "count")->text(), QStringLiteral("2000000"));
    QVERIFY(verb(dialog)->isEnabled());
    QVERIFY(!made_);
}

void DialogsTest::createSeesATakenKey() {
    const auto set = sysv::SemaphoreSet::create(Key{77}, {});
    QVERIFY(set.has_value());
    session_->refresh();
    QTRY_COMPARE(session_->last()->counts.semaphores, 1U);
    auto* dialog = create(Kind::Semaphore);
    type(dialog, "key", QStringLiteral("77"));
    bool told = false;
    for (const auto* label : dialog->findChildren<QLabel*>())
        told = told || label->text().contains(QStringLiteral("has the key 0x0000004d already"));
    QVERIFY(told);
    QVERIFY(set->remove());
}

void DialogsTest::boxesAndDigitsAgree() {
    auto* dialog = create(Kind::Semaphore);
    QCheckBox* groupRead = nullptr;
    for (auto* box : dialog->findChildren<QCheckBox*>()) {
        if (box->accessibleName() == QLatin1String("group: read")) groupRead = box;
    }
    QVERIFY(groupRead != nullptr);
    QVERIFY(!groupRead->isChecked());
    groupRead->click();
    QCOMPARE(part<QLineEdit>(dialog, "modeDigits")->text(), QStringLiteral("0640"));
    type(dialog, "modeDigits", QStringLiteral("600"));
    QVERIFY(!groupRead->isChecked());
}

void DialogsTest::changesOnlyWhatWasChanged() {
    const auto queue = sysv::MessageQueue::create(sysv::PrivateKey{}, {});
    const QPointer<ChangeDialog> dialog = shown(new ChangeDialog(*session_, *queue->stat(), window_.get()));
    QVERIFY(!verb(dialog)->isEnabled());
    QVERIFY(verb(dialog)->toolTip().contains(QStringLiteral("Nothing has been changed")));
    // Somebody else changes the mode meanwhile: what the person leaves alone is not set back
    sysv::QueueChange meanwhile;
    meanwhile.permissions.mode = 0644;
    QVERIFY(queue->change(meanwhile));
    type(dialog, "capacity", QStringLiteral("512"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_COMPARE(said_.size(), 1);
    QTRY_VERIFY(dialog.isNull());
    QCOMPARE(queue->stat()->capacity, 512U);
    QCOMPARE(queue->stat()->permissions.mode, std::uint16_t{0644});
    QVERIFY(queue->remove());
}

void DialogsTest::changesCapacityAndLock() {
    const auto queue = sysv::MessageQueue::create(sysv::PrivateKey{}, {});
    const QPointer<ChangeDialog> ofQueue = shown(new ChangeDialog(*session_, *queue->stat(), window_.get()));
    type(ofQueue, "capacity", QStringLiteral("1k"));
    QTest::mouseClick(verb(ofQueue), Qt::LeftButton);
    QTRY_COMPARE(said_.size(), 1);
    QCOMPARE(queue->stat()->capacity, 1024U);
    QVERIFY(queue->remove());

    sysv::SharedMemoryOptions options;
    options.size = 4096;
    const auto segment = sysv::SharedMemory::create(sysv::PrivateKey{}, options);
    const QPointer<ChangeDialog> ofSegment = shown(new ChangeDialog(*session_, segment->stat()->info, window_.get()));
    part<QCheckBox>(ofSegment, "locked")->click();
    QTest::mouseClick(verb(ofSegment), Qt::LeftButton);
    QTRY_COMPARE(said_.size(), 2);
    QVERIFY(segment->stat()->info.locked);
    QVERIFY(segment->remove());
}

void DialogsTest::changeKeepsAllAfterAFailure() {
    const auto set = sysv::SemaphoreSet::create(sysv::PrivateKey{}, {});
    const QPointer<ChangeDialog> dialog = shown(new ChangeDialog(*session_, *set->stat(), window_.get()));
    type(dialog, "owner", QStringLiteral("nobody-of-this-name"));
    type(dialog, "modeDigits", QStringLiteral("0640"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(!words(dialog).isEmpty());
    QVERIFY2(words(dialog).contains(QStringLiteral("nobody-of-this-name")), qPrintable(words(dialog)));
    QVERIFY(dialog->isVisible());
    QCOMPARE(part<QLineEdit>(dialog, "owner")->text(), QStringLiteral("nobody-of-this-name"));
    QCOMPARE(set->stat()->permissions.mode, std::uint16_t{0600}); // nothing is half done
    QVERIFY(set->remove());
}

void DialogsTest::removeNamesWhoIsHit() {
    const auto set = sysv::SemaphoreSet::create(sysv::PrivateKey{}, {});
    const auto queue = sysv::MessageQueue::create(sysv::PrivateKey{}, {});
    QVERIFY(queue->send(1, {}, Wait::never()));
    const ChildProcess waiter([&] { return set->apply(std::array{sysv::SemaphoreOperation{0, -1, false}}) ? 0 : 1; });
    QVERIFY(ipclens::testing::waitUntilBlockedIn(waiter.pid(), {SYS_semop, SYS_semtimedop}));
    const std::vector<ObjectId> objects{{Kind::Semaphore, set->id()}, {Kind::MessageQueue, queue->id()}};
    const QPointer<RemoveDialog> dialog = shown(new RemoveDialog(*session_, objects, window_.get()));
    QVERIFY(!verb(dialog)->isEnabled()); // not before it is known who is hit
    QTRY_VERIFY(verb(dialog)->isEnabled());
    const auto* list = part<QTextEdit>(dialog, "objects");
    const QString text = list->toPlainText();
    // What happens stands below its object, a little to the right
    const auto left = [&](int line) {
        return list->cursorRect(QTextCursor(list->document()->findBlockByNumber(line))).left();
    };
    QVERIFY(left(1) > left(0));
    QVERIFY2(text.contains(QStringLiteral("1 waiting (")) && text.contains(QStringLiteral("it gets EIDRM")),
             qPrintable(text));
    QVERIFY2(text.contains(QString::number(waiter.pid())), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("1 message (0 B) will be lost")), qPrintable(text));
    QCOMPARE(verb(dialog)->text(), QStringLiteral("&Remove 2 objects"));
    dialog->reject();
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(set->remove());
    QVERIFY(queue->remove());
}

void DialogsTest::removeCancelsByDefault() {
    const auto set = sysv::SemaphoreSet::create(sysv::PrivateKey{}, {});
    const QPointer<RemoveDialog> dialog =
        shown(new RemoveDialog(*session_, {{Kind::Semaphore, set->id()}}, window_.get()));
    QTRY_VERIFY(verb(dialog)->isEnabled());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(set->stat().has_value());
    QVERIFY(said_.isEmpty());
    QVERIFY(set->remove());
}

void DialogsTest::removesSeveral() {
    const auto set = sysv::SemaphoreSet::create(sysv::PrivateKey{}, {});
    const auto other = sysv::SemaphoreSet::create(sysv::PrivateKey{}, {});
    const std::vector<ObjectId> objects{{Kind::Semaphore, set->id()}, {Kind::Semaphore, other->id()}};
    const QPointer<RemoveDialog> dialog = shown(new RemoveDialog(*session_, objects, window_.get()));
    QTRY_VERIFY(verb(dialog)->isEnabled());
    QVERIFY(other->remove()); // somebody else was faster: that is no failure
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(!said_.isEmpty());
    QCOMPARE(said_, QStringList{QStringLiteral("Removed 2 objects")});
    QVERIFY(!set->stat());
    QTRY_VERIFY(dialog.isNull());
}

void DialogsTest::removeOfWhatIsGone() {
    const QPointer<RemoveDialog> dialog =
        shown(new RemoveDialog(*session_, {{Kind::Semaphore, Id{4711}}}, window_.get()));
    QTRY_VERIFY(part<QTextEdit>(dialog, "objects")->toPlainText().contains(QStringLiteral("gone already")));
    QCOMPARE(part<QLabel>(dialog, "heading")->text(), QStringLiteral("1 object can\u2019t be removed"));
    QVERIFY(!verb(dialog)->isEnabled());
}

void DialogsTest::lookOnlyTurnsVerbsOff() {
    auto* dialog = create(Kind::Semaphore);
    QVERIFY(verb(dialog)->isEnabled());
    session_->setLookOnly(true);
    QVERIFY(!verb(dialog)->isEnabled());
    QVERIFY(verb(dialog)->toolTip().contains(QStringLiteral("Look-only")));
    session_->setLookOnly(false);
    QVERIFY(verb(dialog)->isEnabled());
}

IPCLENS_GUI_TEST_MAIN(DialogsTest)
#include "dialogs_test.moc"
