// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/posix_objects.h"
#include "tests/support/without_capabilities.h"
#include "tests/ui/dialogs/dialog_fixture.h"
#include "ui/dialogs/create_dialog.h"

#include <QCheckBox>
#include <QPointer>
#include <QRadioButton>
#include <QSignalSpy>

#include <array>
#include <memory>

#include <sys/resource.h>

using namespace ipclens;
using namespace ipclens::ui;
using namespace ipclens::testing;

/// Making POSIX objects, as a person does it, against the kernel.
class PosixCreateTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aSemaphore();
    void aSegment();
    void aQueue();
    void aQueueByTheDefaults();
    void aRandomName();
    void oddNames();
    void saysWhatIsWrong();
    void aNameThatIsTaken();
    void opensOneThatIsThere();
    void beginsWithTheName();
    void onlyWhatApplies();
    void whatAQueueCosts();
    void overTheLimits();
    void moreThanThereIsRoom();
    void whatMayNotBeMade();
    void theApiIsTold();

private:
    CreateDialog* create(Kind kind, Api api = Api::Posix) {
        auto* dialog = fixture_->open(new CreateDialog(fixture_->session, kind, &fixture_->window, api));
        connect(dialog, &CreateDialog::created, this, [this](ObjectId object) { made_ = object; });
        return dialog;
    }

    std::unique_ptr<DialogFixture> fixture_;
    std::optional<ObjectId> made_;
};

void PosixCreateTest::init() {
    fixture_ = std::make_unique<DialogFixture>();
    made_.reset();
    QVERIFY(fixture_->ready());
}

void PosixCreateTest::cleanup() {
    fixture_.reset();
}

void PosixCreateTest::aSemaphore() {
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore);
    QVERIFY(!verb(dialog)->isEnabled()); // a name must be given
    type(dialog, "name", QStringLiteral("render-lock"));
    type(dialog, "value", QStringLiteral("2147483647"));
    type(dialog, "modeDigits", QStringLiteral("640"));
    QVERIFY(says(dialog, QStringLiteral("/dev/shm/sem.render-lock")));
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(made_.has_value());
    QVERIFY(*made_ == ObjectId::posix(Kind::Semaphore, Name::of("/render-lock")));
    const auto look = posix::Semaphore::look("/render-lock");
    QVERIFY(look.has_value());
    QCOMPARE(look->value, 2147483647U);
    QCOMPARE(look->file.permissions.mode, std::uint16_t{0640});
    QCOMPARE(fixture_->said, QStringList{QStringLiteral("Made the semaphore /render-lock")});
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(posix::Semaphore::unlink("/render-lock"));
}

void PosixCreateTest::aSegment() {
    const QPointer<CreateDialog> dialog = create(Kind::SharedMemory);
    type(dialog, "name", QStringLiteral("/ring"));
    QVERIFY(!verb(dialog)->isEnabled()); // and a size
    type(dialog, "posixSize", QStringLiteral("64K"));
    type(dialog, "posixFill", QStringLiteral("0xff"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    const auto segment = posix::SharedMemory::open("/ring", posix::SegmentAccess::ReadOnly);
    QVERIFY(segment.has_value());
    std::array<std::byte, 2> last{};
    QCOMPARE(*segment->read(65535, last), std::size_t{1});
    QCOMPARE(last[0], std::byte{0xff});
    QVERIFY(posix::SharedMemory::unlink("/ring"));
}

void PosixCreateTest::aQueue() {
    const QPointer<CreateDialog> dialog = create(Kind::MessageQueue);
    type(dialog, "name", QStringLiteral("/jobs"));
    type(dialog, "maxMessages", QStringLiteral("3"));
    type(dialog, "messageSize", QStringLiteral("1K"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    const auto look = posix::MessageQueue::look("/jobs");
    QVERIFY(look.has_value());
    QCOMPARE(look->attributes.maxMessages, 3U);
    QCOMPARE(look->attributes.messageSize, 1024U);
    QVERIFY(posix::MessageQueue::unlink("/jobs"));
}

void PosixCreateTest::aQueueByTheDefaults() {
    const QPointer<CreateDialog> dialog = create(Kind::MessageQueue);
    const QString messages = QString::number(readSysctl("fs/mqueue/msg_default").value());
    QTRY_COMPARE(part<QLineEdit>(dialog, "maxMessages")->placeholderText(), messages);
    type(dialog, "name", QStringLiteral("/jobs"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value() || !words(dialog).isEmpty());
    if (!made_ && words(dialog).contains(QStringLiteral("RLIMIT_MSGQUEUE")))
        QSKIP("other queues of this user leave no room for this one");
    QVERIFY(made_.has_value());
    QCOMPARE(QString::number(posix::MessageQueue::look("/jobs")->attributes.maxMessages), messages);
    QVERIFY(posix::MessageQueue::unlink("/jobs"));
}

void PosixCreateTest::aRandomName() {
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore);
    for (auto* button : dialog->findChildren<QRadioButton*>()) {
        if (button->isVisible() && button->text() == QLatin1String("&Random")) button->click();
    }
    QVERIFY(verb(dialog)->isEnabled());
    QVERIFY(!part<QCheckBox>(dialog, "openExisting")->isVisible()); // there is none to be opened
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    QVERIFY(made_->name.text().starts_with("/ipclens-"));
    QVERIFY(posix::Semaphore::unlink(made_->name.bytes()));
}

void PosixCreateTest::oddNames() {
    const QPointer<CreateDialog> dialog = create(Kind::SharedMemory);
    type(dialog, "posixSize", QStringLiteral("0"));
    type(dialog, "name", QStringLiteral("a \\xff\\x0a\\\\<b>"));
    QVERIFY(says(dialog, QStringLiteral("/a \\xff\\x0a\\\\<b>")));
    QVERIFY(says(dialog, QStringLiteral("/dev/shm/a \\xff\\x0a\\<b>")));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    QCOMPARE(made_->name.text(), std::string("/a \xff\n\\<b>"));
    QVERIFY(posix::SharedMemory::look("/a \xff\n\\<b>").has_value());
    QVERIFY(posix::SharedMemory::unlink("/a \xff\n\\<b>"));
}

void PosixCreateTest::saysWhatIsWrong() {
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore);
    const auto refuses = [&](const QString& name, const QString& words) {
        type(dialog, "name", name);
        return says(dialog, words) && !verb(dialog)->isEnabled();
    };
    QVERIFY(refuses(QStringLiteral("/"), QStringLiteral("at least one byte")));
    QVERIFY(refuses(QStringLiteral("/a/b"), QStringLiteral("no second slash")));
    QVERIFY(refuses(QStringLiteral("a\\x00b"), QStringLiteral("no zero byte")));
    QVERIFY(refuses(QString(252, QLatin1Char('n')), QStringLiteral("at most 251")));
    type(dialog, "name", QString(251, QLatin1Char('n')));
    QVERIFY(verb(dialog)->isEnabled());
    type(dialog, "value", QStringLiteral("2147483648"));
    QVERIFY(says(dialog, QStringLiteral("out of range")));
    QVERIFY(!verb(dialog)->isEnabled());
    const QPointer<CreateDialog> segment = create(Kind::SharedMemory);
    type(segment, "posixSize", QStringLiteral("4K"));
    type(segment, "name", QStringLiteral("/sem.lock"));
    QVERIFY(says(segment, QStringLiteral("the file of the semaphore /lock")));
    QVERIFY(!verb(segment)->isEnabled());
}

void PosixCreateTest::aNameThatIsTaken() {
    const MadeSemaphore lock("/lock", 3);
    QTRY_COMPARE(fixture_->session.last()->counts.semaphores, 1U);
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore);
    type(dialog, "name", QStringLiteral("lock"));
    QVERIFY(says(dialog, QStringLiteral("/lock is there already")));
    // The list may be late: the kernel has the last word
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(!words(dialog).isEmpty());
    QVERIFY2(words(dialog).contains(QStringLiteral("exists already")), qPrintable(words(dialog)));
    QVERIFY(dialog->isVisible());
    QCOMPARE(part<QLineEdit>(dialog, "name")->text(), QStringLiteral("lock"));
    QVERIFY(!made_);
}

void PosixCreateTest::opensOneThatIsThere() {
    const MadeSemaphore lock("/lock", 3);
    QTRY_COMPARE(fixture_->session.last()->counts.semaphores, 1U);
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore);
    type(dialog, "name", QStringLiteral("lock"));
    type(dialog, "value", QStringLiteral("7"));
    part<QCheckBox>(dialog, "openExisting")->click();
    QVERIFY(says(dialog, QStringLiteral("left as it is")));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    QCOMPARE(posix::Semaphore::look("/lock")->value, 3U);
    QVERIFY2(fixture_->said.value(0).contains(QStringLiteral("was there already")),
             qPrintable(fixture_->said.value(0)));
}

void PosixCreateTest::beginsWithTheName() {
    const QPointer<CreateDialog> dialog = create(Kind::SharedMemory);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(part<QLineEdit>(dialog, "name")));
    QTest::keyClicks(dialog->focusWidget(), QStringLiteral("ring"));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(dialog.isNull());
}

void PosixCreateTest::onlyWhatApplies() {
    const QPointer<CreateDialog> dialog = create(Kind::SharedMemory);
    const auto isSeen = [&](const char* name) { return part<QLineEdit>(dialog, name)->isVisible(); };
    const auto hugePages = [&] {
        for (const auto* box : dialog->findChildren<QCheckBox*>()) {
            if (box->text() == QStringLiteral("&Huge pages")) return box->isVisible();
        }
        return false;
    };
    QVERIFY(isSeen("name") && isSeen("posixSize") && !isSeen("key") && !isSeen("size") && !hugePages());
    QTest::mouseClick(part<QPushButton>(dialog, "systemV"), Qt::LeftButton);
    QVERIFY(!isSeen("name") && !isSeen("posixSize") && isSeen("key") && isSeen("size") && hugePages());
}

void PosixCreateTest::whatAQueueCosts() {
    const QPointer<CreateDialog> dialog = create(Kind::MessageQueue);
    const auto* cost = part<QLabel>(dialog, "cost");
    QTRY_VERIFY(cost->text().contains(QStringLiteral("together")));
    type(dialog, "maxMessages", QStringLiteral("10"));
    type(dialog, "messageSize", QStringLiteral("8192"));
    const QString bytes = sizeof(void*) == 8 ? QStringLiteral("80.9 KiB") : QStringLiteral("80.4 KiB");
    QVERIFY2(cost->text().startsWith(bytes), qPrintable(cost->text()));
}

void PosixCreateTest::overTheLimits() {
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_MSGQUEUE, &before), 0);
    const WithoutCapabilities ordinary;
    const rlimit little{5000, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_MSGQUEUE, &little), 0);
    DialogFixture fixture;
    const QPointer<CreateDialog> dialog =
        fixture.open(new CreateDialog(fixture.session, Kind::MessageQueue, &fixture.window, Api::Posix));
    type(dialog, "name", QStringLiteral("/jobs"));
    type(dialog, "maxMessages", QStringLiteral("5"));
    type(dialog, "messageSize", QStringLiteral("1000"));
    const auto* cost = part<QLabel>(dialog, "cost");
    QTRY_VERIFY2(cost->text().contains(QStringLiteral("RLIMIT_MSGQUEUE")), qPrintable(cost->text()));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(!words(dialog).isEmpty());
    QVERIFY2(words(dialog).contains(QStringLiteral("RLIMIT_MSGQUEUE")), qPrintable(words(dialog)));
    type(dialog, "maxMessages", QString::number(readSysctl("fs/mqueue/msg_max").value() + 1));
    QVERIFY(says(dialog, QStringLiteral("(MSG_MAX) without CAP_SYS_RESOURCE")));
    QVERIFY(!verb(dialog)->isEnabled());
    QCOMPARE(setrlimit(RLIMIT_MSGQUEUE, &before), 0);
}

void PosixCreateTest::moreThanThereIsRoom() {
    const QPointer<CreateDialog> dialog = create(Kind::SharedMemory);
    type(dialog, "name", QStringLiteral("/huge"));
    type(dialog, "posixSize", QStringLiteral("0x7fffffffffffffff"));
    QVERIFY(verb(dialog)->isEnabled()); // its pages take up nothing
    type(dialog, "posixFill", QStringLiteral("1"));
    QTRY_VERIFY(says(dialog, QStringLiteral("/dev/shm has only ")));
    QVERIFY(!verb(dialog)->isEnabled());
    part<QLineEdit>(dialog, "posixFill")->clear();
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(made_.has_value());
    QCOMPARE(posix::SharedMemory::look("/huge")->size, std::uint64_t{0x7fffffffffffffff});
    QVERIFY(posix::SharedMemory::unlink("/huge"));
}

void PosixCreateTest::whatMayNotBeMade() {
    const MadeSemaphore lock("/lock", 3, 0000);
    const WithoutCapabilities ordinary;
    DialogFixture fixture;
    QVERIFY(fixture.ready());
    const QPointer<CreateDialog> dialog =
        fixture.open(new CreateDialog(fixture.session, Kind::Semaphore, &fixture.window, Api::Posix));
    type(dialog, "name", QStringLiteral("lock"));
    part<QCheckBox>(dialog, "openExisting")->click();
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(!words(dialog).isEmpty());
    QVERIFY2(words(dialog).contains(QStringLiteral("not permitted")), qPrintable(words(dialog)));
    QVERIFY2(words(dialog).contains(QStringLiteral("mode 0000")), qPrintable(words(dialog)));
}

void PosixCreateTest::theApiIsTold() {
    const QPointer<CreateDialog> dialog = create(Kind::Semaphore, Api::SysV);
    QSignalSpy chosen(dialog.data(), &CreateDialog::apiChosen);
    QTest::mouseClick(part<QPushButton>(dialog, "posix"), Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(chosen.first().first().value<Api>() == Api::Posix);
    for (const auto* button : dialog->findChildren<QPushButton*>())
        QVERIFY(button->text() != QStringLiteral("Semaphore set")); // a POSIX semaphore is one
}

IPCLENS_GUI_TEST_MAIN(PosixCreateTest)

#include "posix_create_test.moc"
