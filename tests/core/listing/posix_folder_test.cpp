// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What stands in /dev/shm and is no object, what of it may not be read, and the folder itself.

#include "core/listing/posix_names.h"
#include "core/objects/fields.h"
#include "core/objects/kernel.h"
#include "tests/core/listing/listed.h"
#include "tests/support/bogus_file.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <optional>
#include <vector>

#include <sys/stat.h>

using namespace ipclens;
using listing::Kinds;
using listing::PosixNames;
using listing::Snapshot;
using testing::BogusFile;
using testing::listed;
using testing::MadeSemaphore;
using testing::segment;
using testing::semaphore;
using testing::ShmEntry;

class PosixFolderTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { umask(0); }
    void bogusSemaphores_data();
    void bogusSemaphores();
    void noLinkIsFollowed();
    void whatIsNoSegment();
    void deniedOnesAreListed();
    void asAnOrdinaryUser();
    void noFolder();
    void aFolderThatMayNotBeRead();
};

void PosixFolderTest::bogusSemaphores_data() {
    QTest::addColumn<std::uint64_t>("size");
    QTest::newRow("empty") << std::uint64_t{0};
    QTest::newRow("short") << std::uint64_t{31};
    QTest::newRow("long") << std::uint64_t{33};
    for (const char* what : {"directory", "fifo", "link", "socket"})
        QTest::newRow(what) << std::uint64_t{0};
}

void PosixFolderTest::bogusSemaphores() {
    QFETCH(std::uint64_t, size);
    const MadeSemaphore real("/real", 5);
    const BogusFile file(QString::fromLatin1(QTest::currentDataTag()), "/dev/shm/sem.bogus", "sem.real");
    const Snapshot snapshot = listed();
    const auto* info = semaphore(snapshot, "/bogus");
    QVERIFY(info != nullptr);
    QVERIFY(info->bogus && !info->known);
    struct stat status {};
    QCOMPARE(lstat("/dev/shm/sem.bogus", &status), 0);
    QVERIFY(info->fileType == kernel::fileTypeOf(status.st_mode));
    QCOMPARE(info->fileSize, size);
    QVERIFY(fieldValue(info, Field::Value, {}) == FieldValue(Null{}));
    QVERIFY(fieldValue(info, Field::Waiting, {}) == FieldValue(Null{}));
    QVERIFY(fieldValue(info, Field::Bogus, {}) == FieldValue(true));
    QVERIFY(fieldValue(semaphore(snapshot, "/real"), Field::Bogus, {}) == FieldValue(Absent{}));
    const auto looked = listing::lookAtPosix(ObjectId::posix(Kind::Semaphore, Name::of("/bogus")));
    QVERIFY(looked && std::get<PosixSemaphoreInfo>(*looked).bogus);
}

void PosixFolderTest::noLinkIsFollowed() {
    const ShmEntry secret("secret");
    QCOMPARE(secret.makeFile(32), 0);
    const BogusFile link("link", "/dev/shm/link", "secret");
    QVERIFY(segment(listed(), "/link") == nullptr);
    QVERIFY(!listing::lookAtPosix(ObjectId::posix(Kind::SharedMemory, Name::of("/link"))));
}

void PosixFolderTest::whatIsNoSegment() {
    const BogusFile folder("directory", "/dev/shm/folder");
    const BogusFile fifo("fifo", "/dev/shm/fifo");
    QCOMPARE(listed().count(), std::size_t{0});
    const auto looked = listing::lookAtPosix(ObjectId::posix(Kind::SharedMemory, Name::of("/folder")));
    QVERIFY(!looked && looked.error().kind == ErrorKind::Other);
    QCOMPARE(looked.error().reason, std::string("it is no shared memory segment, but a directory"));
}

void PosixFolderTest::deniedOnesAreListed() {
    const MadeSemaphore theirs("/theirs", 1, 0600);
    const ShmEntry entry("theirs");
    QCOMPARE(entry.makeFile(64, 0600), 0);
    const auto status = testing::runUnprivileged([] {
        const Snapshot snapshot = listed();
        const auto* info = semaphore(snapshot, "/theirs");
        if (info == nullptr || info->access != Access::Denied || info->known || info->bogus) return 1;
        if (info->permissions.mode != 0600 || info->permissions.uid != 0) return 2;
        const auto* shared = segment(snapshot, "/theirs");
        if (shared == nullptr || shared->access != Access::Denied || shared->size != 64) return 3;
        return 0;
    });
    if (!status) QSKIP("nobody else can be played here");
    QCOMPARE(*status, 0);
}

void PosixFolderTest::asAnOrdinaryUser() {
    const MadeSemaphore everyones("/everyones", 9, 0644);
    const ShmEntry group("group");
    const ShmEntry all("all");
    QCOMPARE(group.makeFile(1, 0640), 0);
    QCOMPARE(all.makeFile(1, 0604), 0);
    const auto status = testing::runUnprivileged([] {
        const MadeSemaphore own("/own", 4, 0400);
        const ShmEntry none("none");
        if (none.makeFile(1, 0000) != 0) return 1;
        const Snapshot snapshot = listed();
        // Not the owner's: without O_NOATIME
        const auto* info = semaphore(snapshot, "/everyones");
        if (info == nullptr || !info->known || info->value != 9) return 2;
        if (semaphore(snapshot, "/own")->value != 4) return 3;
        if (segment(snapshot, "/group")->access != Access::Denied) return 4;
        if (segment(snapshot, "/all")->access != Access::Readable) return 5;
        if (segment(snapshot, "/none")->access != Access::Denied) return 6;
        return 0;
    });
    if (!status) QSKIP("nobody else can be played here");
    QCOMPARE(*status, 0);
}

void PosixFolderTest::noFolder() {
    const auto snapshot = PosixNames("/dev/no-such-folder").list({});
    QVERIFY(snapshot);
    QCOMPARE(snapshot->count(), std::size_t{0});
    QCOMPARE(snapshot->warnings.size(), std::size_t{1});
}

void PosixFolderTest::aFolderThatMayNotBeRead() {
    const MadeSemaphore hidden("/hidden", 1);
    const testing::MadeQueue queue("/seen");
    std::vector<std::optional<int>> statuses;
    // Not at all; its names alone
    for (const mode_t mode : {0700U, 0704U}) {
        QCOMPARE(chmod("/dev/shm", mode), 0);
        statuses.push_back(testing::runUnprivileged([] {
            const Snapshot snapshot = listed();
            if (snapshot.unread.size() != 1 || !snapshot.posixSemaphores.empty()) return 1;
            if (snapshot.unread[0].find("/dev/shm") == std::string::npos) return 2;
            if (snapshot.posixQueues.size() != 1 || !snapshot.warnings.empty()) return 3;
            const auto both = listing::makeListerOfAll()->list({});
            if (!both || both->unread != snapshot.unread || both->posixQueues.size() != 1) return 4;
            return listed(Kinds::only(Kind::MessageQueue)).unread.empty() ? 0 : 5;
        }));
        QCOMPARE(chmod("/dev/shm", 01777), 0);
    }
    for (const auto& status : statuses) {
        if (!status) QSKIP("nobody else can be played here");
        QCOMPARE(*status, 0);
    }
}

IPCLENS_TEST_MAIN(PosixFolderTest)

#include "posix_folder_test.moc"
