// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/posix_object_ids.h"
#include "tests/support/posix_objects.h"
#include "tests/support/without_capabilities.h"
#include "tests/ui/dialogs/dialog_fixture.h"
#include "ui/dialogs/change_dialog.h"
#include "ui/dialogs/remove_dialog.h"

#include <QPointer>
#include <QTextEdit>

#include <array>
#include <memory>

#include <sys/mman.h>
#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::ui;
using namespace ipclens::testing;

/// Changing and removing POSIX objects, as a person does it, against the kernel.
class PosixChangeTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void ownerGroupAndMode_data();
    void ownerGroupAndMode();
    void growsASegment();
    void aSmallerSizeAsks();
    void changesNothingWhereAPartIsDenied();
    void anotherOneOfItsName();
    void onlyASegmentHasASize();
    void removesOfBothApis();
    void removeNamesWhoHasItOpen();
    void removeNamesWhoWaits();
    void removeOfAQueue();
    void removeOfWhatNobodyHasOpen();
    void removeOfADirectory();
    void removeOfAFileThatIsNoSemaphore();
    void removeOfWhatIsNotOurs();
    void removeLeavesTheNextOneOfItsName();

private:
    ChangeDialog* change(ObjectId object) {
        return fixture_->open(new ChangeDialog(fixture_->session, *listing::lookAtPosix(object), &fixture_->window));
    }
    RemoveDialog* remove(const std::vector<ObjectId>& objects) {
        return fixture_->open(new RemoveDialog(fixture_->session, objects, &fixture_->window));
    }
    static QString list(const QWidget* dialog) { return part<QTextEdit>(dialog, "objects")->toPlainText(); }

    std::unique_ptr<DialogFixture> fixture_;
};

void PosixChangeTest::init() {
    fixture_ = std::make_unique<DialogFixture>();
    QVERIFY(fixture_->ready());
}

void PosixChangeTest::cleanup() {
    fixture_.reset();
}

void PosixChangeTest::ownerGroupAndMode_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("semaphore") << static_cast<int>(Kind::Semaphore);
    QTest::newRow("segment") << static_cast<int>(Kind::SharedMemory);
    QTest::newRow("queue") << static_cast<int>(Kind::MessageQueue);
}

void PosixChangeTest::ownerGroupAndMode() {
    QFETCH(int, kind);
    const MadeSemaphore semaphore("/x", 1);
    const ShmEntry segment("x");
    QCOMPARE(segment.makeFile(4096), 0);
    const MadeQueue queue("/x");
    const ObjectId object = ObjectId::posix(static_cast<Kind>(kind), Name::of("/x"));
    const QPointer<ChangeDialog> dialog = change(object);
    QVERIFY(!verb(dialog)->isEnabled());
    type(dialog, "owner", QStringLiteral("65534"));
    type(dialog, "group", QStringLiteral("65534"));
    type(dialog, "modeDigits", QStringLiteral("664"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(!fixture_->said.isEmpty() || !words(dialog).isEmpty());
    if (fixture_->said.isEmpty()) QSKIP("there is only one user here");
    const Permissions permissions = permissionsOf(viewOf(*listing::lookAtPosix(object)));
    QCOMPARE(permissions.uid, 65534U);
    QCOMPARE(permissions.gid, 65534U);
    QCOMPARE(permissions.mode, std::uint16_t{0664});
    QVERIFY2(fixture_->said.first().endsWith(QStringLiteral(" /x")), qPrintable(fixture_->said.first()));
}

void PosixChangeTest::growsASegment() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096), 0);
    const QPointer<ChangeDialog> dialog = change(segmentNamed("/ring"));
    type(dialog, "size", QStringLiteral("1M"));
    QVERIFY(says(dialog, QStringLiteral("which are zeros")));
    QVERIFY(verb(dialog)->isDefault());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(posix::SharedMemory::look("/ring")->size, 1048576U);
    QCOMPARE(posix::SharedMemory::look("/ring")->allocated, 0U);
    QTRY_VERIFY(dialog.isNull());
}

void PosixChangeTest::aSmallerSizeAsks() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(8192), 0);
    const QPointer<ChangeDialog> dialog = change(segmentNamed("/ring"));
    type(dialog, "size", QStringLiteral("4096"));
    QVERIFY(says(dialog, QStringLiteral("the last 4\u202f096 bytes are lost")));
    QVERIFY2(words(dialog).contains(QStringLiteral("from 0x1000 on")), qPrintable(words(dialog)));
    QCOMPARE(verb(dialog)->text(), QStringLiteral("C&hange and lose 4 KiB"));
    QTest::keyClick(dialog, Qt::Key_Return); // is Cancel where something would be lost
    QTRY_VERIFY(dialog.isNull());
    QCOMPARE(posix::SharedMemory::look("/ring")->size, 8192U);
    const QPointer<ChangeDialog> again = change(segmentNamed("/ring"));
    type(again, "size", QStringLiteral("4096"));
    QTest::mouseClick(verb(again), Qt::LeftButton);
    QTRY_COMPARE(posix::SharedMemory::look("/ring")->size, 4096U);
    QTRY_VERIFY(again.isNull());
}

void PosixChangeTest::changesNothingWhereAPartIsDenied() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(8192, 0600), 0);
    const auto info = listing::lookAtPosix(segmentNamed("/ring"));
    const WithoutCapabilities ordinary;
    DialogFixture fixture;
    const QPointer<ChangeDialog> dialog = fixture.open(new ChangeDialog(fixture.session, *info, &fixture.window));
    type(dialog, "size", QStringLiteral("4096"));
    type(dialog, "modeDigits", QStringLiteral("666"));
    type(dialog, "owner", QStringLiteral("1"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY2(words(dialog).contains(QStringLiteral("not permitted")), qPrintable(words(dialog)));
    const auto look = posix::SharedMemory::look("/ring");
    QCOMPARE(look->size, 8192U);
    QCOMPARE(look->permissions.mode, std::uint16_t{0600});
    // And a size that can't be had leaves owner and mode as they were
    type(dialog, "owner", QString::number(getuid()));
    type(dialog, "size", QStringLiteral("0xffffffffffffffff"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY2(!words(dialog).isEmpty() && !words(dialog).contains(QStringLiteral("permitted")),
                 qPrintable(words(dialog)));
    QCOMPARE(posix::SharedMemory::look("/ring")->permissions.mode, std::uint16_t{0600});
}

void PosixChangeTest::anotherOneOfItsName() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(8192), 0);
    const QPointer<ChangeDialog> dialog = change(segmentNamed("/ring"));
    QCOMPARE(unlink(ring.path()), 0);
    QCOMPARE(ring.makeFile(8192), 0);
    type(dialog, "size", QStringLiteral("4096"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY2(words(dialog).contains(QStringLiteral("another one has this name")), qPrintable(words(dialog)));
    QCOMPARE(posix::SharedMemory::look("/ring")->size, 8192U);
}

void PosixChangeTest::onlyASegmentHasASize() {
    const MadeSemaphore semaphore("/x", 1);
    const MadeQueue queue("/x");
    for (const ObjectId object : {semaphoreNamed("/x"), queueNamed("/x")}) {
        const QPointer<ChangeDialog> dialog = change(object);
        QVERIFY(part<QLineEdit>(dialog, "size") == nullptr);
        QVERIFY(part<QLineEdit>(dialog, "capacity") == nullptr);
        QVERIFY(part<QWidget>(dialog, "locked") == nullptr);
        dialog->reject();
    }
}

void PosixChangeTest::removesOfBothApis() {
    const auto set = sysv::SemaphoreSet::create(sysv::PrivateKey{}, {});
    QVERIFY(posix::Semaphore::create("/x", {}).has_value());
    QVERIFY(posix::SharedMemory::create("/x", {}).has_value());
    QVERIFY(posix::MessageQueue::create("/x", {}).has_value());
    const std::vector<ObjectId> objects{
        {Kind::Semaphore, set->id()}, semaphoreNamed("/x"), segmentNamed("/x"), queueNamed("/x")};
    const QPointer<RemoveDialog> dialog = remove(objects);
    QTRY_VERIFY(verb(dialog)->isEnabled());
    QCOMPARE(verb(dialog)->text(), QStringLiteral("&Remove 4 objects"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_COMPARE(fixture_->said, QStringList{QStringLiteral("Removed 4 objects")});
    QVERIFY(objectsInNamespace().empty());
    QTRY_VERIFY(dialog.isNull());
}

void PosixChangeTest::removeNamesWhoHasItOpen() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(8192), 0);
    const ChildProcess user([&] {
        const int file = open(ring.path(), O_RDWR | O_CLOEXEC);
        if (mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED) return 1;
        close(file);
        pause();
        return 0;
    });
    QVERIFY(waitUntilBlockedIn(user.pid(), pauseCalls));
    const QPointer<RemoveDialog> dialog = remove({segmentNamed("/ring")});
    QTRY_VERIFY(verb(dialog)->isEnabled());
    const QString text = list(dialog);
    QVERIFY2(text.contains(QStringLiteral("1 process has it open or mapped (")), qPrintable(text));
    QVERIFY2(text.contains(QString::number(user.pid())), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("its 8 KiB stay until")), qPrintable(text));
    QTest::keyClick(dialog, Qt::Key_Return); // Cancel
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(posix::SharedMemory::look("/ring").has_value());
}

void PosixChangeTest::removeNamesWhoWaits() {
    const MadeSemaphore lock("/lock", 0);
    const ChildProcess waiter([&] { return sem_wait(lock.get()); });
    QVERIFY(waitUntilBlockedIn(waiter.pid(), {SYS_futex}));
    const QPointer<RemoveDialog> dialog = remove({semaphoreNamed("/lock")});
    QTRY_VERIFY(verb(dialog)->isEnabled());
    const QString text = list(dialog);
    QVERIFY2(text.contains(QStringLiteral("1 waiting (")) && text.contains(QStringLiteral("it goes on waiting")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("in sem_wait")), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("EIDRM")), qPrintable(text));
    dialog->reject();
}

void PosixChangeTest::removeOfAQueue() {
    const MadeQueue jobs("/jobs");
    QVERIFY(jobs.send("one") && jobs.send("three"));
    const ChildProcess user([&] {
        if (mq_open("/jobs", O_RDONLY) < 0) return 1;
        pause();
        return 0;
    });
    QVERIFY(waitUntilBlockedIn(user.pid(), pauseCalls));
    const QPointer<RemoveDialog> dialog = remove({queueNamed("/jobs")});
    QTRY_VERIFY(verb(dialog)->isEnabled());
    const QString text = list(dialog);
    QVERIFY2(text.contains(QStringLiteral("2 messages (8 B) will be lost when the last one closes it")),
             qPrintable(text));
    QVERIFY2(text.contains(QString::number(user.pid())), qPrintable(text));
    dialog->reject();
}

void PosixChangeTest::removeOfWhatNobodyHasOpen() {
    posix::SegmentOptions options;
    options.size = 4096;
    QVERIFY(posix::SharedMemory::create("/ring", options).has_value());
    {
        const auto queue = posix::MessageQueue::create("/jobs", {});
        QVERIFY(queue->send({}));
    }
    const QPointer<RemoveDialog> dialog = remove({segmentNamed("/ring"), queueNamed("/jobs")});
    QTRY_VERIFY(verb(dialog)->isEnabled());
    const QString text = list(dialog);
    QVERIFY2(text.contains(QStringLiteral("1 message (0 B) will be lost")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("its 4 KiB are lost")), qPrintable(text));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_COMPARE(fixture_->said.size(), 1);
}

void PosixChangeTest::removeOfADirectory() {
    const ShmEntry folder("sem.folder");
    QCOMPARE(mkdir(folder.path(), 0700), 0);
    const QPointer<RemoveDialog> dialog = remove({semaphoreNamed("/folder")});
    QTRY_VERIFY2(list(dialog).contains(QStringLiteral("no semaphore but a directory")), qPrintable(list(dialog)));
    QVERIFY(!verb(dialog)->isEnabled());
    dialog->reject();
}

void PosixChangeTest::removeOfAFileThatIsNoSemaphore() {
    const ShmEntry empty("sem.empty");
    QCOMPARE(empty.makeFile(0), 0);
    const QPointer<RemoveDialog> dialog = remove({semaphoreNamed("/empty")});
    QTRY_VERIFY(verb(dialog)->isEnabled());
    QVERIFY2(list(dialog).contains(QStringLiteral("it is no semaphore but an empty file, which goes")),
             qPrintable(list(dialog)));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_COMPARE(fixture_->said, QStringList{QStringLiteral("Removed sem:/empty")});
    QVERIFY(access(empty.path(), F_OK) != 0);
}

void PosixChangeTest::removeOfWhatIsNotOurs() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096, 0644), 0);
    if (chown(ring.path(), 65534, 65534) != 0) QSKIP("there is only one user here");
    QCOMPARE(chown("/dev/shm", 65534, 65534), 0); // else root, who owns the folder, may remove all in it
    {
        const WithoutCapabilities ordinary;
        DialogFixture fixture;
        const QPointer<RemoveDialog> dialog =
            fixture.open(new RemoveDialog(fixture.session, {segmentNamed("/ring")}, &fixture.window));
        QTRY_VERIFY2(list(dialog).contains(QStringLiteral("You may not remove it. It belongs to ")),
                     qPrintable(list(dialog)));
        QVERIFY(!verb(dialog)->isEnabled());
        dialog->reject();
    }
    QCOMPARE(chown("/dev/shm", 0, 0), 0);
}

void PosixChangeTest::removeLeavesTheNextOneOfItsName() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096), 0);
    const QPointer<RemoveDialog> dialog = remove({segmentNamed("/ring")});
    QTRY_VERIFY(verb(dialog)->isEnabled());
    QCOMPARE(unlink(ring.path()), 0);
    QCOMPARE(ring.makeFile(4096), 0);
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY2(list(dialog).contains(QStringLiteral("another one has this name")), qPrintable(list(dialog)));
    QVERIFY(access(ring.path(), F_OK) == 0);
}

IPCLENS_GUI_TEST_MAIN(PosixChangeTest)

#include "posix_change_test.moc"
