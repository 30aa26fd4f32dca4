// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "core/processes/uses.h"
#include "tests/core/processes/mapped_file.h"
#include "tests/core/processes/used_by.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_object_ids.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::ChildProcess;
using testing::isMapped;
using testing::MadeQueue;
using testing::MadeSemaphore;
using testing::Opened;
using testing::pageSize;
using testing::queueNamed;
using testing::segmentNamed;
using testing::semaphoreNamed;
using testing::ShmEntry;
using testing::usedBy;
using testing::waitHaving;

namespace {

listing::Snapshot snapshotNow() {
    listing::PosixNames lister;
    auto snapshot = lister.list({});
    if (!snapshot) throw std::runtime_error(snapshot.error().message());
    snapshot->sortById();
    return std::move(*snapshot);
}

Uses usesNow() {
    return usesOf(snapshotNow());
}

/// Whether this process may from now on take `bytes` more of private memory and no more (RLIMIT_DATA, getrlimit(2)). A
/// sanitizer's shadow is private memory too, many TiB of it, hence "more".
bool mayGrowBy(rlim_t bytes) {
    std::ifstream sizes("/proc/self/statm"); // in pages; the sixth is "data", proc(5)
    rlim_t pages = 0;
    for (int field = 0; field < 6; ++field) {
        sizes >> pages;
    }
    const rlim_t most = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + bytes;
    const rlimit memory{most, most};
    return sizes.good() && setrlimit(RLIMIT_DATA, &memory) == 0;
}

} // namespace

/// Who has which POSIX object, of a whole snapshot at once.
class PosixUsesTest : public QObject {
    Q_OBJECT

private slots:
    void mappings();
    void descriptors();
    void anotherFileOfTheSameName();
    void aNameThatWasMadeByALink();
    void severalNamesOfOneFile();
    void manyNamesAndMappings();
    void aNamesakeElsewhere();
    void theSameFileSystemElsewhere();
    void hostileNames_data();
    void hostileNames();
    void semaphores();
    void queues();
    void aQueueByItsFile();
    void aRegistrationStays();
    void anOrdinaryUser();
};

void PosixUsesTest::mappings() {
    const ShmEntry ring("ring");
    const ShmEntry other("other");
    QCOMPARE(ring.makeFile(pageSize) + other.makeFile(pageSize), 0);
    const ChildProcess reader([&] { return waitHaving(isMapped(PROT_READ, MAP_SHARED, ring.path(), O_RDONLY)); });
    const ChildProcess writer([&] {
        const bool mapped = isMapped(PROT_READ | PROT_WRITE, MAP_SHARED, ring.path()) &&
                            isMapped(PROT_READ, MAP_SHARED, ring.path()) &&
                            isMapped(PROT_READ, MAP_SHARED, other.path());
        return waitHaving(mapped);
    });
    const ChildProcess copier(
        [&] { return waitHaving(isMapped(PROT_READ | PROT_WRITE, MAP_PRIVATE, ring.path(), O_RDONLY)); });
    Uses uses;
    QVERIFY(testing::waitUntil([&] {
        uses = usesNow();
        return uses.uses.size() == 4;
    }));
    const Attached* reads = usedBy(uses, segmentNamed("/ring"), reader.pid());
    const Attached* writes = usedBy(uses, segmentNamed("/ring"), writer.pid());
    const Attached* copies = usedBy(uses, segmentNamed("/ring"), copier.pid());
    QVERIFY(reads != nullptr && writes != nullptr && copies != nullptr);
    QCOMPARE(reads->times, 1U);
    QVERIFY(!reads->writable);
    QCOMPARE(writes->times, 2U);
    QVERIFY(writes->writable);
    QCOMPARE(writes->descriptors, 0U);
    QCOMPARE(copies->times, 1U);
    QVERIFY(!copies->writable); // what it writes there nobody else sees
    QVERIFY(!usedBy(uses, segmentNamed("/other"), writer.pid())->writable);
}

void PosixUsesTest::descriptors() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    QVERIFY(usesNow().uses.empty());
    {
        const Opened reading(ring.path());
        Uses uses = usesNow();
        QCOMPARE(uses.uses.size(), std::size_t{1});
        QCOMPARE(uses.uses[0].by.process, *find(getpid()));
        QCOMPARE(uses.uses[0].by.descriptors, 1U);
        QCOMPARE(uses.uses[0].by.times, 0U);
        QVERIFY(!uses.uses[0].by.writable);
        const Opened writing(ring.path(), O_WRONLY);
        uses = usesNow();
        QCOMPARE(uses.uses.size(), std::size_t{1});
        QCOMPARE(uses.uses[0].by.descriptors, 2U);
        QVERIFY(uses.uses[0].by.writable);
    }
    QVERIFY(usesNow().uses.empty());
}

void PosixUsesTest::anotherFileOfTheSameName() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    const Opened before(ring.path());
    void* mapped = nullptr;
    {
        const int file = open(ring.path(), O_RDONLY | O_CLOEXEC);
        mapped = mmap(nullptr, pageSize, PROT_READ, MAP_SHARED, file, 0);
        close(file);
    }
    const listing::Snapshot old = snapshotNow();
    QCOMPARE(unlink(ring.path()), 0);
    QCOMPARE(ring.makeFile(pageSize), 0);
    const Uses ofNew = usesNow();
    // The one that was listed then has no name any more, and still its users
    const Uses ofOld = usesOf(old);
    munmap(mapped, pageSize);
    QVERIFY(ofNew.uses.empty());
    QVERIFY(usedBy(ofOld, segmentNamed("/ring"), getpid()) != nullptr);
}

void PosixUsesTest::aNameThatWasMadeByALink() {
    // As glibc makes a semaphore: under a name of the moment, which is gone when it has its own
    const ShmEntry made("made");
    const ShmEntry named("named");
    QCOMPARE(made.makeFile(pageSize), 0);
    const Opened open(made.path(), O_RDWR);
    QCOMPARE(link(made.path(), named.path()), 0);
    QCOMPARE(unlink(made.path()), 0);
    QVERIFY(usedBy(usesNow(), segmentNamed("/named"), getpid()) != nullptr);
}

void PosixUsesTest::severalNamesOfOneFile() {
    const ShmEntry one("one");
    const ShmEntry two("two");
    QCOMPARE(one.makeFile(pageSize), 0);
    QCOMPARE(link(one.path(), two.path()), 0);
    const Opened open(one.path());
    const Uses uses = usesNow();
    QVERIFY(usedBy(uses, segmentNamed("/one"), getpid()) != nullptr);
    QVERIFY(usedBy(uses, segmentNamed("/two"), getpid()) != nullptr);
}

void PosixUsesTest::manyNamesAndMappings() {
    // Each name is one use, however often the file is mapped
    constexpr int names = 1000;
    constexpr std::uint32_t times = 10000;
    const ShmEntry first("many");
    QCOMPARE(first.makeFile(pageSize), 0);
    std::vector<std::unique_ptr<ShmEntry>> others;
    for (int each = 1; each < names; ++each) {
        others.push_back(std::make_unique<ShmEntry>("many-" + std::to_string(each)));
        QCOMPARE(link(first.path(), others.back()->path()), 0);
    }
    ChildProcess child([&] {
        for (std::uint32_t each = 0; each < times; ++each) {
            if (!isMapped(PROT_READ, MAP_SHARED, first.path(), O_RDONLY)) return 90;
        }
        if (!mayGrowBy(512UL << 20U)) return 91;
        const Uses uses = usesNow();
        const bool each =
            std::all_of(uses.uses.begin(), uses.uses.end(), [&](const Use& use) { return use.by.times == times; });
        return each && uses.uses.size() == names ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void PosixUsesTest::aNamesakeElsewhere() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    const std::string elsewhere = testing::scratchDirectory() + "/ring";
    const Opened open(elsewhere, O_RDWR | O_CREAT);
    const bool made = open.good();
    unlink(elsewhere.c_str());
    QVERIFY(made);
    QVERIFY(usesNow().uses.empty());
}

void PosixUsesTest::theSameFileSystemElsewhere() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    const std::string folder = testing::scratchDirectory() + "/bound";
    QCOMPARE(mkdir(folder.c_str(), 0700), 0);
    if (mount("/dev/shm", folder.c_str(), nullptr, MS_BIND, nullptr) != 0) QSKIP("no mounts here");
    Uses uses;
    {
        const Opened open(folder + "/ring");
        uses = usesNow();
    }
    QCOMPARE(umount(folder.c_str()) + rmdir(folder.c_str()), 0);
    const Attached* has = usedBy(uses, segmentNamed("/ring"), getpid());
    QVERIFY(has != nullptr);
    QCOMPARE(has->descriptors, 1U);
}

void PosixUsesTest::hostileNames_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"ring (deleted)", " (deleted)", "two words", "a\nb", "\xff\xfe", "\x1b[2J", "\\012", "sem"})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("long") << QByteArray(255, 'x');
}

void PosixUsesTest::hostileNames() {
    QFETCH(QByteArray, name);
    const ShmEntry entry(name.toStdString());
    QCOMPARE(entry.makeFile(pageSize), 0);
    const ObjectId object = segmentNamed('/' + name.toStdString());
    const ChildProcess maps([&] { return waitHaving(isMapped(PROT_READ, MAP_SHARED, entry.path())); });
    QVERIFY(testing::waitUntil([&] { return usedBy(usesNow(), object, maps.pid()) != nullptr; }));
    const Opened open(entry.path());
    const Uses uses = usesNow();
    QCOMPARE(uses.uses.size(), std::size_t{2});
    QCOMPARE(usedBy(uses, object, getpid())->descriptors, 1U);
}

void PosixUsesTest::semaphores() {
    const MadeSemaphore lock("/lock", 1);
    const MadeSemaphore other("/other", 1);
    const Uses uses = usesNow();
    QCOMPARE(uses.uses.size(), std::size_t{2});
    const Attached* has = usedBy(uses, semaphoreNamed("/lock"), getpid());
    QVERIFY(has != nullptr);
    QCOMPARE(has->times, 1U);
    QVERIFY(has->writable);
}

void PosixUsesTest::queues() {
    const MadeQueue jobs("/jobs");
    const MadeQueue other("/other");
    const ChildProcess reader([] { return waitHaving(mq_open("/jobs", O_RDONLY) >= 0); });
    // It has those of its parent as well
    Uses uses;
    QVERIFY(testing::waitUntil([&] {
        uses = usesNow();
        const Attached* has = usedBy(uses, queueNamed("/jobs"), reader.pid());
        return has != nullptr && has->descriptors == 2;
    }));
    QCOMPARE(uses.of(queueNamed("/jobs")).size(), std::size_t{2});
    const Attached* ours = usedBy(uses, queueNamed("/jobs"), getpid());
    QCOMPARE(ours->descriptors, 1U);
    QCOMPARE(ours->times, 0U);
    QVERIFY(ours->writable);
    QCOMPARE(uses.of(queueNamed("/other")).size(), std::size_t{2});
    QVERIFY(!uses.filesNotKnown);
}

void PosixUsesTest::aQueueByItsFile() {
    const MadeQueue jobs("/jobs");
    const Opened file("/dev/mqueue/jobs");
    if (!file.good()) QSKIP("no mqueue file system here");
    QCOMPARE(usedBy(usesNow(), queueNamed("/jobs"), getpid())->descriptors, 2U);
}

void PosixUsesTest::aRegistrationStays() {
    const MadeQueue jobs("/jobs");
    // Which opens and closes each queue, and ends a registration of our own at it
    const listing::Snapshot snapshot = snapshotNow();
    sigevent event{};
    event.sigev_notify = SIGEV_NONE;
    QCOMPARE(mq_notify(jobs.get(), &event), 0);
    QVERIFY(usedBy(usesOf(snapshot), queueNamed("/jobs"), getpid()) != nullptr);
    QVERIFY(jobs.status().find("NOTIFY_PID:" + std::to_string(getpid())) != std::string::npos);
}

void PosixUsesTest::anOrdinaryUser() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize, 0666), 0);
    // Which it may not open: its file system tells the device
    const MadeQueue denied("/denied", 0);
    const Opened ours(ring.path());
    const auto result = testing::runUnprivileged([&] {
        const Uses uses = usesNow();
        if (uses.complete() || uses.notReadable == 0) return 1;
        // The child has our descriptors too, and sees its own
        const Attached* has = usedBy(uses, segmentNamed("/ring"), getpid());
        if (has == nullptr || has->descriptors != 1) return 2;
        return uses.filesNotKnown || usedBy(uses, queueNamed("/denied"), getpid()) != nullptr ? 0 : 3;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

IPCLENS_TEST_MAIN(PosixUsesTest)

#include "posix_uses_test.moc"
