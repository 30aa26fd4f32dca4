// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "core/objects/fields.h"
#include "core/objects/kernel.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using listing::Kinds;
using listing::PosixNames;
using listing::Snapshot;
using testing::MadeSemaphore;
using testing::ShmEntry;

namespace {

Snapshot listed(Kinds kinds = {}) {
    auto result = PosixNames().list(kinds);
    if (!result) throw std::runtime_error(result.error().message());
    return std::move(*result);
}

const PosixSemaphoreInfo* semaphore(const Snapshot& snapshot, std::string_view name) {
    const auto& rows = snapshot.posixSemaphores;
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name.bytes() == name; });
    return found == rows.end() ? nullptr : &*found;
}

const PosixSegmentInfo* segment(const Snapshot& snapshot, std::string_view name) {
    const auto& rows = snapshot.posixSegments;
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name.bytes() == name; });
    return found == rows.end() ? nullptr : &*found;
}

bool isRecent(EpochSeconds time) {
    return std::abs(time - std::time(nullptr)) <= 5;
}

} // namespace

class PosixNamesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { umask(0); }
    void nothingThere();
    void aSemaphore();
    void aSemaphoreSomebodyWaitsOn();
    void aSegment();
    void aSegmentThatGrows();
    void onlyTheKindsAskedFor();
    void oddNames();
    void bogusSemaphores_data();
    void bogusSemaphores();
    void noLinkIsFollowed();
    void whatIsNoSegment();
    void deniedOnesAreListed();
    void asAnOrdinaryUser();
    void lookingMovesNoTime();
    void objectsComeAndGoMeanwhile();
    void noFolder();
    void aFolderThatMayNotBeRead();
    void besideSystemV();
    void lookAtOne();
    void findAndAdd();
};

void PosixNamesTest::nothingThere() {
    const Snapshot snapshot = listed();
    QCOMPARE(snapshot.count(), std::size_t{0});
    QVERIFY(snapshot.warnings.empty());
}

void PosixNamesTest::aSemaphore() {
    const MadeSemaphore made("/render-lock", 3, 0640);
    const Snapshot snapshot = listed();
    const auto* info = semaphore(snapshot, "/render-lock");
    QVERIFY(info != nullptr);
    QVERIFY(info->known && !info->bogus && info->access == Access::Readable);
    QCOMPARE(info->value, 3U);
    QCOMPARE(info->waiting, 0U);
    QCOMPARE(info->permissions.mode, std::uint16_t{0640});
    QCOMPARE(info->permissions.uid, geteuid());
    QVERIFY(isRecent(info->changedAt));
    struct stat status {};
    QCOMPARE(stat("/dev/shm/sem.render-lock", &status), 0);
    QCOMPARE(info->inode, std::uint64_t{status.st_ino});
    QVERIFY(segment(snapshot, "/sem.render-lock") == nullptr);
    sem_wait(made.get());
    QCOMPARE(semaphore(listed(), "/render-lock")->value, 2U);
}

void PosixNamesTest::aSemaphoreSomebodyWaitsOn() {
    const MadeSemaphore made("/busy", 0);
    const testing::ChildProcess first([&] { return sem_wait(made.get()); });
    const testing::ChildProcess second([&] { return sem_wait(made.get()); });
    QVERIFY(testing::waitUntil([] { return semaphore(listed(), "/busy")->waiting == 2; }));
    QCOMPARE(semaphore(listed(), "/busy")->value, 0U);
    sem_post(made.get());
    sem_post(made.get());
    QVERIFY(testing::waitUntil([] { return semaphore(listed(), "/busy")->waiting == 0; }));
}

void PosixNamesTest::aSegment() {
    const ShmEntry entry("ring");
    QCOMPARE(entry.makeFile(5000, 0604), 0);
    const Snapshot snapshot = listed();
    const auto* info = segment(snapshot, "/ring");
    QVERIFY(info != nullptr);
    QCOMPARE(info->size, std::uint64_t{5000});
    QCOMPARE(info->permissions.mode, std::uint16_t{0604});
    QCOMPARE(info->resident, std::uint64_t{0});
    QVERIFY(info->access == Access::Readable);
    QVERIFY(isRecent(info->changedAt));
}

void PosixNamesTest::aSegmentThatGrows() {
    const ShmEntry entry("grows");
    QCOMPARE(entry.makeFile(1 << 20), 0);
    const int file = open(entry.path(), O_RDWR | O_CLOEXEC);
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    QCOMPARE(pwrite(file, "x", 1, 4 * static_cast<off_t>(page)), ssize_t{1});
    close(file);
    const std::uint64_t resident = segment(listed(), "/grows")->resident;
    // Where something of the machine is in swap it can't be told
    QVERIFY(resident == page || resident == unknownBytes);
}

void PosixNamesTest::onlyTheKindsAskedFor() {
    const MadeSemaphore made("/a", 1);
    const ShmEntry entry("b");
    QCOMPARE(entry.makeFile(1), 0);
    const Snapshot semaphores = listed(Kinds::only(Kind::Semaphore));
    QCOMPARE(semaphores.posixSemaphores.size(), std::size_t{1});
    QVERIFY(semaphores.posixSegments.empty());
    QVERIFY(semaphores.posixQueueSource.way == listing::PosixQueueSource::Way::NotLooked);
    const Snapshot segments = listed(Kinds::only(Kind::SharedMemory));
    QVERIFY(segments.posixSemaphores.empty());
    QCOMPARE(segments.posixSegments.size(), std::size_t{1});
}

void PosixNamesTest::oddNames() {
    const std::string longestSemaphore = "/" + std::string(251, 's');
    const std::string longestSegment(255, 'm');
    const MadeSemaphore longest(longestSemaphore, 1);
    const MadeSemaphore newline("/a b\n\"c'\x1b[31m", 2);
    const MadeSemaphore invalid("/\xff\xfe", 3);
    const MadeSemaphore dotted("/.hidden", 4);
    const ShmEntry longSegment(longestSegment);
    const ShmEntry oddSegment("\xc3\x28 %s\t");
    const ShmEntry almost("sem.");
    QCOMPARE(longSegment.makeFile(1), 0);
    QCOMPARE(oddSegment.makeFile(2), 0);
    QCOMPARE(almost.makeFile(32), 0);
    const Snapshot snapshot = listed();
    QCOMPARE(semaphore(snapshot, longestSemaphore)->value, 1U);
    QCOMPARE(semaphore(snapshot, "/a b\n\"c'\x1b[31m")->value, 2U);
    QCOMPARE(semaphore(snapshot, "/\xff\xfe")->value, 3U);
    QCOMPARE(semaphore(snapshot, "/.hidden")->value, 4U);
    QCOMPARE(segment(snapshot, "/" + longestSegment)->size, std::uint64_t{1});
    QCOMPARE(segment(snapshot, "/\xc3\x28 %s\t")->size, std::uint64_t{2});
    // No semaphore can be called that: its name would be empty
    QCOMPARE(segment(snapshot, "/sem.")->size, std::uint64_t{32});
    QCOMPARE(snapshot.count(), std::size_t{7});
}

void PosixNamesTest::bogusSemaphores_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("size");
    QTest::newRow("no byte") << S_IFREG << 0;
    QTest::newRow("a byte less") << S_IFREG << 31;
    QTest::newRow("a byte more") << S_IFREG << 33;
    QTest::newRow("a folder") << S_IFDIR << 0;
    QTest::newRow("a FIFO") << S_IFIFO << 0;
    QTest::newRow("a symbolic link") << S_IFLNK << 0;
    QTest::newRow("a socket") << S_IFSOCK << 0;
}

void PosixNamesTest::bogusSemaphores() {
    QFETCH(int, type);
    QFETCH(int, size);
    const MadeSemaphore real("/real", 5);
    const ShmEntry entry("sem.bogus");
    switch (type) {
    case S_IFDIR: QCOMPARE(mkdir(entry.path(), 0700), 0); break;
    case S_IFLNK: QCOMPARE(symlink("/dev/shm/sem.real", entry.path()), 0); break;
    case S_IFREG: QCOMPARE(entry.makeFile(static_cast<std::size_t>(size)), 0); break;
    default: QCOMPARE(mknod(entry.path(), static_cast<mode_t>(type) | 0600U, 0), 0);
    }
    const Snapshot snapshot = listed();
    const auto* info = semaphore(snapshot, "/bogus");
    QVERIFY(info != nullptr);
    QVERIFY(info->bogus && !info->known);
    struct stat status {};
    QCOMPARE(lstat(entry.path(), &status), 0);
    QVERIFY(info->fileType == kernel::fileTypeOf(status.st_mode));
    QCOMPARE(info->fileSize, S_ISREG(type) ? static_cast<std::uint64_t>(size) : 0);
    QVERIFY(fieldValue(info, Field::Value, {}) == FieldValue(Null{}));
    QVERIFY(fieldValue(info, Field::Waiting, {}) == FieldValue(Null{}));
    QVERIFY(fieldValue(info, Field::Bogus, {}) == FieldValue(true));
    QVERIFY(fieldValue(semaphore(snapshot, "/real"), Field::Bogus, {}) == FieldValue(Absent{}));
    const auto looked = listing::lookAtPosix(ObjectId::posix(Kind::Semaphore, Name::of("/bogus")));
    QVERIFY(looked && std::get<PosixSemaphoreInfo>(*looked).bogus);
}

void PosixNamesTest::noLinkIsFollowed() {
    const ShmEntry secret("secret");
    const ShmEntry link("link");
    QCOMPARE(secret.makeFile(32), 0);
    QCOMPARE(symlink("/dev/shm/secret", link.path()), 0);
    QVERIFY(segment(listed(), "/link") == nullptr);
    QVERIFY(!listing::lookAtPosix(ObjectId::posix(Kind::SharedMemory, Name::of("/link"))));
}

void PosixNamesTest::whatIsNoSegment() {
    const ShmEntry folder("folder");
    const ShmEntry fifo("fifo");
    QCOMPARE(mkdir(folder.path(), 0700), 0);
    QCOMPARE(mkfifo(fifo.path(), 0600), 0);
    QCOMPARE(listed().count(), std::size_t{0});
    const auto looked = listing::lookAtPosix(ObjectId::posix(Kind::SharedMemory, Name::of("/folder")));
    QVERIFY(!looked && looked.error().kind == ErrorKind::Other);
    QCOMPARE(looked.error().reason, std::string("it is no shared memory segment, but a directory"));
}

void PosixNamesTest::deniedOnesAreListed() {
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

void PosixNamesTest::asAnOrdinaryUser() {
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

void PosixNamesTest::lookingMovesNoTime() {
    const MadeSemaphore made("/still", 1);
    const ShmEntry entry("still");
    QCOMPARE(entry.makeFile(8192), 0);
    const timespec longAgo[2] = {{1000, 0}, {2000, 0}};
    struct stat before {};
    struct stat after {};
    for (const char* path : {"/dev/shm/sem.still", "/dev/shm/still"}) {
        QCOMPARE(utimensat(AT_FDCWD, path, longAgo, 0), 0);
        QCOMPARE(stat(path, &before), 0);
        static_cast<void>(listed());
        QCOMPARE(stat(path, &after), 0);
        QCOMPARE(after.st_atim.tv_sec, before.st_atim.tv_sec);
        QCOMPARE(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
        QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
        QCOMPARE(after.st_blocks, before.st_blocks);
    }
}

void PosixNamesTest::objectsComeAndGoMeanwhile() {
    std::vector<std::unique_ptr<MadeSemaphore>> staying;
    for (unsigned i = 0; i < 50; ++i)
        staying.push_back(std::make_unique<MadeSemaphore>("/stays-" + std::to_string(i), i));
    std::atomic<bool> over = false;
    std::jthread busy([&over] {
        while (!over) {
            const MadeSemaphore passing("/passing", 77);
            const ShmEntry entry("passing");
            static_cast<void>(entry.makeFile(10));
        }
    });
    PosixNames lister;
    bool good = true;
    for (int round = 0; round < 300; ++round) {
        const auto snapshot = lister.list({});
        good &= snapshot && snapshot->warnings.empty();
        if (!good) break;
        for (unsigned i = 0; i < 50; ++i) {
            const auto* info = semaphore(*snapshot, "/stays-" + std::to_string(i));
            good &= info != nullptr && info->known && info->value == i;
        }
        const auto* passing = semaphore(*snapshot, "/passing");
        good &= passing == nullptr || (passing->known && passing->value == 77);
    }
    over = true;
    busy.join();
    QVERIFY(good);
}

void PosixNamesTest::noFolder() {
    const auto snapshot = PosixNames("/dev/no-such-folder").list({});
    QVERIFY(snapshot);
    QCOMPARE(snapshot->count(), std::size_t{0});
    QCOMPARE(snapshot->warnings.size(), std::size_t{1});
}

void PosixNamesTest::aFolderThatMayNotBeRead() {
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

void PosixNamesTest::besideSystemV() {
    const MadeSemaphore made("/beside", 1);
    const auto lister = listing::makeListerOfAll();
    const auto both = lister->list({});
    QVERIFY(both);
    QCOMPARE(lister->name(), std::string_view("stat"));
    QCOMPARE(both->posixSemaphores.size(), std::size_t{1});
    QVERIFY(both->known.capacity);
}

void PosixNamesTest::lookAtOne() {
    const MadeSemaphore made("/one", 6);
    const ShmEntry entry("one");
    QCOMPARE(entry.makeFile(123), 0);
    const auto semaphoreInfo = listing::lookAtPosix(ObjectId::posix(Kind::Semaphore, Name::of("/one")));
    QVERIFY(semaphoreInfo);
    QCOMPARE(std::get<PosixSemaphoreInfo>(*semaphoreInfo).value, 6U);
    const auto segmentInfo = listing::lookAtPosix(ObjectId::posix(Kind::SharedMemory, Name::of("/one")));
    QVERIFY(segmentInfo);
    QCOMPARE(std::get<PosixSegmentInfo>(*segmentInfo).size, std::uint64_t{123});
    const auto none = listing::lookAtPosix(ObjectId::posix(Kind::Semaphore, Name::of("/none")));
    QVERIFY(!none && none.error().kind == ErrorKind::NotFound);
    QCOMPARE(none.error().reason, std::string("no such semaphore"));
}

void PosixNamesTest::findAndAdd() {
    const MadeSemaphore last("/find-c", 1);
    const MadeSemaphore first("/find-a", 2);
    const MadeSemaphore middle("/find-b", 3);
    Snapshot snapshot = listed();
    snapshot.sortById();
    for (const char* name : {"/find-a", "/find-b", "/find-c"}) {
        const auto found = snapshot.find(ObjectId::posix(Kind::Semaphore, Name::of(name)));
        QVERIFY(found);
        QCOMPARE(nameOf(*found).bytes(), std::string_view(name));
    }
    QVERIFY(!snapshot.find(ObjectId::posix(Kind::Semaphore, Name::of("/find-d"))));
    QVERIFY(!snapshot.find(ObjectId::posix(Kind::SharedMemory, Name::of("/find-a"))));
    Snapshot copy;
    listing::forEachObject(snapshot, [&](ObjectView object) { copy.add(object); });
    QVERIFY(copy.posixSemaphores == snapshot.posixSemaphores);
    QCOMPARE(copy.count(Kind::Semaphore, Api::Posix), std::size_t{3});
    QVERIFY(nameOf(copy.at(Kind::Semaphore, Api::Posix, 2)) == copy.posixSemaphores[2].name);
}

IPCLENS_TEST_MAIN(PosixNamesTest)

#include "posix_names_test.moc"
