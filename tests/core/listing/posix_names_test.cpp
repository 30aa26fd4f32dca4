// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "tests/core/listing/listed.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <atomic>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using listing::Kinds;
using listing::PosixNames;
using listing::Snapshot;
using testing::listed;
using testing::MadeSemaphore;
using testing::segment;
using testing::semaphore;
using testing::ShmEntry;

namespace {

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
    void lookingMovesNoTime();
    void objectsComeAndGoMeanwhile();
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
