// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "core/listing/queue_folder.h"
#include "core/listing/queue_look.h"
#include "core/objects/fields.h"
#include "core/posix/notification_slots.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace ipclens;
using listing::Kinds;
using listing::PosixNames;
using listing::Snapshot;
using testing::MadeQueue;
using Way = listing::PosixQueueSource::Way;

namespace {

Snapshot listed() {
    auto result = PosixNames().list(Kinds::only(Kind::MessageQueue));
    if (!result) throw std::runtime_error(result.error().message());
    return std::move(*result);
}

const PosixQueueInfo* queue(const Snapshot& snapshot, std::string_view name) {
    const auto& rows = snapshot.posixQueues;
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name.bytes() == name; });
    return found == rows.end() ? nullptr : &*found;
}

/// Runs in a process of its own, in a mount namespace where nothing is mounted on /dev/mqueue.
int withoutMount(const std::function<int()>& work) {
    testing::ChildProcess child([&] {
        if (unshare(CLONE_NEWNS) != 0 || umount2("/dev/mqueue", MNT_DETACH) != 0) return 90;
        return work();
    });
    return child.wait();
}

/// The same, without the privilege to open a file system.
int withoutMountOrPrivilege(const std::function<int()>& work) {
    return withoutMount([&] {
        const testing::WithoutCapabilities ordinary;
        return work();
    });
}

std::string mountTable() {
    std::ifstream file("/proc/self/mountinfo");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

sigevent bySignal() {
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGURG; // ignored where nobody handles it
    return event;
}

bool isRegistered(const MadeQueue& made) {
    return made.status().find("NOTIFY_PID:" + std::to_string(getpid())) != std::string::npos;
}

} // namespace

class PosixQueuesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { umask(0); }
    void nothingThere();
    void aQueue();
    void oddNames();
    void noTimeOfAQueueIsShown();
    void deniedOnesAreListed();
    void statusLines();
    void mountLines();
    void mountedSomewhereElse();
    void withoutAMountRootOpensItsOwn();
    void withoutAMountAnOrdinaryUserSeesOpenOnes();
    void whatLooksLikeAQueueIsAsked();
    void unlinkedOnesAreNotListed();
    void aMountOfAnotherNamespaceIsNotOurs();
    void aMountThatCannotBeToldIsSaid();
    void aMountThatComesLaterIsFound();
    void ourRegistrationStays();
    void whatIsRequestedMeanwhileStays();
    void others();
    void tooManyOpenFiles();
    void queuesComeAndGoMeanwhile();
    void lookAtOne();
};

void PosixQueuesTest::nothingThere() {
    const Snapshot snapshot = listed();
    QVERIFY(snapshot.posixQueues.empty());
    QVERIFY(snapshot.posixQueueSource.way == Way::MountedFolder);
    QCOMPARE(snapshot.posixQueueSource.place, std::string("/dev/mqueue"));
    QCOMPARE(snapshot.posixQueueSource.missing, std::string());
}

void PosixQueuesTest::aQueue() {
    const MadeQueue made("/jobs", 0620, 7, 33);
    QVERIFY(made.send("hello", 3) && made.send("you", 9));
    const Snapshot snapshot = listed();
    const auto* info = queue(snapshot, "/jobs");
    QVERIFY(info != nullptr);
    QVERIFY(info->attributesKnown && info->statusKnown && info->access == Access::Readable);
    QCOMPARE(info->messages, std::uint64_t{2});
    QCOMPARE(info->bytes, std::uint64_t{8});
    QCOMPARE(info->maxMessages, std::uint64_t{7});
    QCOMPARE(info->messageSize, std::uint64_t{33});
    QCOMPARE(info->permissions.mode, std::uint16_t{0620});
    QCOMPARE(info->notifyPid, 0);
    QVERIFY(fieldValue(info, Field::NotifyPid, {}) == FieldValue(Null{}));
    struct stat status {};
    QCOMPARE(fstat(made.get(), &status), 0);
    QCOMPARE(info->inode, std::uint64_t{status.st_ino});
}

void PosixQueuesTest::oddNames() {
    const std::string longest = "/" + std::string(255, 'q');
    const MadeQueue first(longest);
    const MadeQueue second("/a b\n\x1b\xff");
    const MadeQueue third("/.hidden");
    const Snapshot snapshot = listed();
    QCOMPARE(snapshot.posixQueues.size(), std::size_t{3});
    for (const std::string_view name :
         {std::string_view(longest), std::string_view("/a b\n\x1b\xff"), std::string_view("/.hidden")}) {
        QVERIFY(queue(snapshot, name) != nullptr && queue(snapshot, name)->statusKnown);
    }
}

void PosixQueuesTest::noTimeOfAQueueIsShown() {
    const MadeQueue made("/timeless");
    const Snapshot snapshot = listed();
    QVERIFY(fieldValue(queue(snapshot, "/timeless"), Field::Changed, {}) == FieldValue(Null{}));
    const Snapshot again = listed();
    QVERIFY(again.posixQueues == snapshot.posixQueues);
}

void PosixQueuesTest::deniedOnesAreListed() {
    const MadeQueue theirs("/theirs", 0600);
    const MadeQueue writable("/writable", 0602);
    const auto status = testing::runUnprivileged([] {
        const Snapshot snapshot = listed();
        for (const char* name : {"/theirs", "/writable"}) {
            const auto* info = queue(snapshot, name);
            if (info == nullptr || info->access != Access::Denied) return 1;
            if (info->attributesKnown || info->statusKnown || info->permissions.uid != 0) return 2;
            if (fieldValue(info, Field::Messages, {}) != FieldValue(Null{})) return 3;
        }
        return 0;
    });
    if (!status) QSKIP("nobody else can be played here");
    QCOMPARE(*status, 0);
}

void PosixQueuesTest::statusLines() {
    PosixQueueInfo info;
    QVERIFY(listing::parseQueueStatus("QSIZE:129        NOTIFY:0     SIGNO:10    NOTIFY_PID:4711  \n", info));
    QCOMPARE(info.bytes, std::uint64_t{129});
    QCOMPARE(info.notifySignal, 10);
    QCOMPARE(info.notifyPid, 4711);
    // 2 is SIGEV_THREAD
    QVERIFY(listing::parseQueueStatus("QSIZE:0 NOTIFY:2 SIGNO:10 NOTIFY_PID:1", info));
    QCOMPARE(info.notifySignal, 0);
    const PosixQueueInfo before = info;
    for (const char* line : {"", "QSIZE:", "QSIZE:1 NOTIFY:0", "QSIZE:x NOTIFY:0 SIGNO:0 NOTIFY_PID:0"})
        QVERIFY(!listing::parseQueueStatus(line, info) && info == before);
}

void PosixQueuesTest::mountLines() {
    const auto lines =
        listing::parseMountInfo("36 35 0:98 /mnt1 /a\\040b\\134 rw,noatime master:1 - ext3 /dev/root rw\n"
                                "nonsense\n"
                                "37 35 0:99 / /dev/mqueue rw shared:2 master:3 - mqueue none rw\n");
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].root, std::string("/mnt1"));
    QCOMPARE(lines[0].place, std::string("/a b\\"));
    QCOMPARE(lines[1].type, std::string("mqueue"));
    QCOMPARE(lines[1].place, std::string("/dev/mqueue"));
}

void PosixQueuesTest::mountedSomewhereElse() {
    const MadeQueue made("/elsewhere");
    QCOMPARE(withoutMount([] {
                 const std::string place = testing::scratchDirectory() + "/a b";
                 if (mkdir(place.c_str(), 0700) != 0 || mount("q", place.c_str(), "mqueue", 0, nullptr) != 0) return 1;
                 const Snapshot snapshot = listed();
                 const auto& source = snapshot.posixQueueSource;
                 if (source.way != Way::MountedFolder || source.place != place || !source.missing.empty()) return 2;
                 return queue(snapshot, "/elsewhere") != nullptr ? 0 : 3;
             }),
             0);
    rmdir((testing::scratchDirectory() + "/a b").c_str());
}

void PosixQueuesTest::withoutAMountRootOpensItsOwn() {
    const MadeQueue made("/unmounted");
    QVERIFY(made.send("four"));
    QCOMPARE(withoutMount([] {
                 const std::string before = mountTable();
                 PosixNames lister;
                 for (int round = 0; round < 2; ++round) {
                     const auto snapshot = lister.list({});
                     if (!snapshot || snapshot->posixQueueSource.way != Way::OwnFolder) return 1;
                     const auto* info = queue(*snapshot, "/unmounted");
                     if (info == nullptr || info->bytes != 4 || info->messages != 1) return 2;
                 }
                 return mountTable() == before ? 0 : 3;
             }),
             0);
}

void PosixQueuesTest::withoutAMountAnOrdinaryUserSeesOpenOnes() {
    const MadeQueue made("/open");
    QVERIFY(made.send("four"));
    const int status = withoutMountOrPrivilege([] {
        const Snapshot snapshot = listed();
        if (snapshot.posixQueueSource.way != Way::OpenQueues || snapshot.posixQueueSource.missing.empty()) return 1;
        const auto* info = queue(snapshot, "/open");
        if (info == nullptr || info->bytes != 4 || info->maxMessages != 10) return 2;
        // Once, though this process and the test have it open
        return snapshot.posixQueues.size() == 1 ? 0 : 3;
    });
    QCOMPARE(status, 0);
}

void PosixQueuesTest::whatLooksLikeAQueueIsAsked() {
    const MadeQueue made("/real (deleted)");
    QCOMPARE(withoutMountOrPrivilege([] {
                 const int folder = open("/proc", O_RDONLY | O_DIRECTORY);
                 const int root = open("/", O_RDONLY | O_DIRECTORY);
                 const Snapshot snapshot = listed();
                 close(folder);
                 close(root);
                 if (snapshot.posixQueues.size() != 1) return 1;
                 return queue(snapshot, "/real (deleted)") != nullptr ? 0 : 2;
             }),
             0);
}

void PosixQueuesTest::unlinkedOnesAreNotListed() {
    const MadeQueue made("/unlinked");
    mq_unlink("/unlinked");
    QVERIFY(listed().posixQueues.empty());
    QCOMPARE(withoutMountOrPrivilege([] { return listed().posixQueues.empty() ? 0 : 1; }), 0);
}

void PosixQueuesTest::aMountOfAnotherNamespaceIsNotOurs() {
    const MadeQueue theirs("/theirs", 0644);
    testing::ChildProcess child([] {
        PosixNames lister;
        if (queue(*lister.list({}), "/theirs") == nullptr) return 1;
        if (unshare(CLONE_NEWIPC) != 0) return 90;
        const MadeQueue ours("/ours");
        // The same lister, which has to notice
        const auto asRoot = lister.list({});
        if (asRoot->posixQueueSource.way != Way::OwnFolder) return 2;
        if (queue(*asRoot, "/ours") == nullptr || queue(*asRoot, "/theirs") != nullptr) return 3;
        const testing::WithoutCapabilities ordinary;
        const Snapshot snapshot = listed();
        if (snapshot.posixQueueSource.way != Way::OpenQueues) return 4;
        return queue(snapshot, "/ours") != nullptr && queue(snapshot, "/theirs") == nullptr ? 0 : 5;
    });
    QCOMPARE(child.wait(), 0);
}

void PosixQueuesTest::aMountThatCannotBeToldIsSaid() {
    testing::ChildProcess child([] {
        const testing::WithoutCapabilities ordinary;
        PosixNames lister;
        const auto empty = lister.list({});
        if (empty->posixQueueSource.way != Way::MountedFolder || empty->posixQueueSource.missing.empty()) return 1;
        const MadeQueue made("/tells");
        const auto told = lister.list({});
        return queue(*told, "/tells") != nullptr && told->posixQueueSource.missing.empty() ? 0 : 2;
    });
    QCOMPARE(child.wait(), 0);
}

void PosixQueuesTest::aMountThatComesLaterIsFound() {
    QCOMPARE(withoutMount([] {
                 PosixNames lister;
                 if (lister.list({})->posixQueueSource.way != Way::OwnFolder) return 1;
                 if (mount("q", "/dev/mqueue", "mqueue", 0, nullptr) != 0) return 2;
                 if (lister.list({})->posixQueueSource.way != Way::MountedFolder) return 3;
                 if (umount2("/dev/mqueue", MNT_DETACH) != 0) return 4;
                 return lister.list({})->posixQueueSource.way == Way::OwnFolder ? 0 : 5;
             }),
             0);
}

void PosixQueuesTest::ourRegistrationStays() {
    const MadeQueue made("/notify");
    auto& registered = posix::NotificationSlots::ofThisProcess();
    QCOMPARE(registered.request(made.get(), bySignal(), [] {}), 0);
    QVERIFY(isRegistered(made));
    PosixNames lister;
    for (int round = 0; round < 3; ++round) {
        const auto snapshot = lister.list({});
        QCOMPARE(queue(*snapshot, "/notify")->notifyPid, getpid());
        QCOMPARE(queue(*snapshot, "/notify")->notifySignal, SIGURG);
        QVERIFY(isRegistered(made));
    }
    static_cast<void>(listing::lookAtPosix(ObjectId::posix(Kind::MessageQueue, Name::of("/notify"))));
    QVERIFY(isRegistered(made));
    // What the lister never does so: closing any descriptor ends it, also of the file
    close(open("/dev/mqueue/notify", O_RDONLY | O_CLOEXEC));
    QVERIFY(!isRegistered(made));
    registered.release(made.get());
}

void PosixQueuesTest::whatIsRequestedMeanwhileStays() {
    const MadeQueue made("/meanwhile");
    auto& registered = posix::NotificationSlots::ofThisProcess();
    std::atomic<bool> over = false;
    std::jthread looking([&over] {
        PosixNames lister;
        while (!over)
            static_cast<void>(lister.list(Kinds::only(Kind::MessageQueue)));
    });
    bool stays = true;
    for (int round = 0; round < 2000; ++round) {
        stays &= registered.request(made.get(), bySignal(), [] {}) == 0 && isRegistered(made);
        stays &= isRegistered(made);
        registered.release(made.get());
    }
    over = true;
    looking.join();
    QVERIFY(stays);
}

void PosixQueuesTest::others() {
    const MadeQueue made("/of-another");
    testing::ChildProcess child([&made] {
        const sigevent event = bySignal();
        if (mq_notify(made.get(), &event) != 0) return 1;
        for (;;)
            pause();
    });
    QVERIFY(testing::waitUntil([&] { return queue(listed(), "/of-another")->notifyPid == child.pid(); }));
    QCOMPARE(queue(listed(), "/of-another")->notifyPid, child.pid());
}

void PosixQueuesTest::tooManyOpenFiles() {
    const MadeQueue made("/crowded");
    PosixNames lister;
    static_cast<void>(lister.list({}));
    testing::ChildProcess child([&lister] {
        rlimit none{};
        getrlimit(RLIMIT_NOFILE, &none);
        int last = dup(0);
        for (int next = last; next >= 0; next = dup(0))
            last = next;
        close(last); // for the folder itself
        const auto snapshot = lister.list(Kinds::only(Kind::MessageQueue));
        const auto* info = snapshot ? queue(*snapshot, "/crowded") : nullptr;
        if (info == nullptr || info->attributesKnown || info->access != Access::Readable) return 1;
        return snapshot->warnings.size() == 1 ? 0 : 2;
    });
    QCOMPARE(child.wait(), 0);
}

void PosixQueuesTest::queuesComeAndGoMeanwhile() {
    const MadeQueue stays("/stays");
    std::atomic<bool> over = false;
    std::jthread busy([&over] {
        while (!over)
            const MadeQueue passing("/passing");
    });
    PosixNames lister;
    bool good = true;
    for (int round = 0; round < 300; ++round) {
        const auto snapshot = lister.list(Kinds::only(Kind::MessageQueue));
        good &= snapshot && queue(*snapshot, "/stays") != nullptr && snapshot->posixQueues.size() <= 2;
        for (const auto& info : snapshot->posixQueues)
            good &= info.statusKnown && info.attributesKnown;
    }
    over = true;
    busy.join();
    QVERIFY(good);
}

void PosixQueuesTest::lookAtOne() {
    const MadeQueue made("/one");
    QVERIFY(made.send("x"));
    const ObjectId one = ObjectId::posix(Kind::MessageQueue, Name::of("/one"));
    const auto looked = listing::lookAtPosix(one);
    QVERIFY(looked);
    QCOMPARE(std::get<PosixQueueInfo>(*looked).messages, std::uint64_t{1});
    const auto none = listing::lookAtPosix(ObjectId::posix(Kind::MessageQueue, Name::of("/none")));
    QVERIFY(!none && none.error().kind == ErrorKind::NotFound);
    QCOMPARE(withoutMountOrPrivilege([one] {
                 const auto unmounted = listing::lookAtPosix(one);
                 return unmounted && std::get<PosixQueueInfo>(*unmounted).bytes == 1 ? 0 : 1;
             }),
             0);
}

IPCLENS_TEST_MAIN(PosixQueuesTest)

#include "posix_queues_test.moc"
