// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Where POSIX queues are found: in a mqueue file system that is mounted, in one of our own, or among what is open.

#include "core/listing/posix_names.h"
#include "core/listing/queue_folder.h"
#include "tests/core/listing/listed_queues.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <QTest>

#include <fstream>
#include <sstream>
#include <string>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using listing::PosixNames;
using listing::Snapshot;
using testing::listedQueues;
using testing::MadeQueue;
using testing::queue;
using testing::withoutMount;
using testing::withoutMountOrPrivilege;
using Way = listing::PosixQueueSource::Way;

namespace {

std::string mountTable() {
    std::ifstream file("/proc/self/mountinfo");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

class QueueMountsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { umask(0); }
    void mountLines();
    void mountedSomewhereElse();
    void withoutAMountRootOpensItsOwn();
    void withoutAMountAnOrdinaryUserSeesOpenOnes();
    void whatLooksLikeAQueueIsAsked();
    void aMountOfAnotherNamespaceIsNotOurs();
    void aReadableQueueOfTheOtherNamespaceTells();
    void aMountThatMayNotBeReadIsSaid();
    void aMountThatCannotBeToldIsSaid();
    void aMountThatComesLaterIsFound();
};

void QueueMountsTest::mountLines() {
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

void QueueMountsTest::mountedSomewhereElse() {
    const MadeQueue made("/elsewhere");
    QCOMPARE(withoutMount([] {
                 const std::string place = testing::scratchDirectory() + "/a b";
                 if (mkdir(place.c_str(), 0700) != 0 || mount("q", place.c_str(), "mqueue", 0, nullptr) != 0) return 1;
                 const Snapshot snapshot = listedQueues();
                 const auto& source = snapshot.posixQueueSource;
                 if (source.way != Way::MountedFolder || source.place != place || !source.missing.empty()) return 2;
                 return queue(snapshot, "/elsewhere") != nullptr ? 0 : 3;
             }),
             0);
    rmdir((testing::scratchDirectory() + "/a b").c_str());
}

void QueueMountsTest::withoutAMountRootOpensItsOwn() {
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

void QueueMountsTest::withoutAMountAnOrdinaryUserSeesOpenOnes() {
    const MadeQueue made("/open");
    QVERIFY(made.send("four"));
    const int status = withoutMountOrPrivilege([] {
        const Snapshot snapshot = listedQueues();
        if (snapshot.posixQueueSource.way != Way::OpenQueues || snapshot.posixQueueSource.missing.empty()) return 1;
        const auto* info = queue(snapshot, "/open");
        if (info == nullptr || info->bytes != 4 || info->maxMessages != 10) return 2;
        // Once, though this process and the test have it open
        return snapshot.posixQueues.size() == 1 ? 0 : 3;
    });
    QCOMPARE(status, 0);
}

void QueueMountsTest::whatLooksLikeAQueueIsAsked() {
    const MadeQueue made("/real (deleted)");
    QCOMPARE(withoutMountOrPrivilege([] {
                 const int folder = open("/proc", O_RDONLY | O_DIRECTORY);
                 const int root = open("/", O_RDONLY | O_DIRECTORY);
                 const Snapshot snapshot = listedQueues();
                 close(folder);
                 close(root);
                 if (snapshot.posixQueues.size() != 1) return 1;
                 return queue(snapshot, "/real (deleted)") != nullptr ? 0 : 2;
             }),
             0);
}

void QueueMountsTest::aMountOfAnotherNamespaceIsNotOurs() {
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
        const Snapshot snapshot = listedQueues();
        if (snapshot.posixQueueSource.way != Way::OpenQueues) return 4;
        return queue(snapshot, "/ours") != nullptr && queue(snapshot, "/theirs") == nullptr ? 0 : 5;
    });
    QCOMPARE(child.wait(), 0);
}

void QueueMountsTest::aReadableQueueOfTheOtherNamespaceTells() {
    const MadeQueue theirs("/both", 0644);
    testing::ChildProcess child([] {
        if (unshare(CLONE_NEWIPC) != 0) return 90;
        // Of our own that may not be opened there is one of the same name
        const MadeQueue ours("/both", 0);
        const testing::WithoutCapabilities ordinary;
        const Snapshot snapshot = listedQueues();
        if (snapshot.posixQueueSource.way != Way::OpenQueues) return 1;
        if (!snapshot.posixQueueSource.missing.starts_with("the mqueue file system that is mounted is of another"))
            return 2;
        const auto look = listing::lookAtPosix(ObjectId::posix(Kind::MessageQueue, Name::of("/both")));
        return look && permissionsOf(viewOf(*look)).mode == 0 ? 0 : 3;
    });
    QCOMPARE(child.wait(), 0);
}

void QueueMountsTest::aMountThatMayNotBeReadIsSaid() {
    if (!testing::canRunUnprivileged()) QSKIP("needs another user");
    QCOMPARE(chmod("/dev/mqueue", 0700), 0);
    const auto status = testing::runUnprivileged([] {
        const Snapshot snapshot = listedQueues();
        if (snapshot.posixQueueSource.way != Way::OpenQueues) return 1;
        const std::string said = "the mqueue file system on /dev/mqueue may not be read (EACCES)";
        return snapshot.posixQueueSource.missing.starts_with(said) ? 0 : 2;
    });
    QCOMPARE(chmod("/dev/mqueue", 01777), 0);
    QCOMPARE(status, 0);
}

void QueueMountsTest::aMountThatCannotBeToldIsSaid() {
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

void QueueMountsTest::aMountThatComesLaterIsFound() {
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

IPCLENS_TEST_MAIN(QueueMountsTest)
#include "queue_mounts_test.moc"
