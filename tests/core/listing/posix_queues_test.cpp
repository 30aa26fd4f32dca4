// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/posix_names.h"
#include "core/listing/queue_folder.h"
#include "core/objects/fields.h"
#include "core/posix/notification_slots.h"
#include "tests/core/listing/listed_queues.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace ipclens;
using listing::Kinds;
using listing::PosixNames;
using listing::Snapshot;
using testing::listedQueues;
using testing::MadeQueue;
using testing::queue;
using testing::withoutMountOrPrivilege;
using Way = listing::PosixQueueSource::Way;

namespace {

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
    void registeredWithoutASignal();
    void writableOnesAreCounted();
    void unlinkedOnesAreNotListed();
    void ourRegistrationStays();
    void whatIsRequestedMeanwhileStays();
    void others();
    void othersOutsideThePidNamespace();
    void tooManyOpenFiles();
    void queuesComeAndGoMeanwhile();
    void lookAtOne();
};

void PosixQueuesTest::nothingThere() {
    const Snapshot snapshot = listedQueues();
    QVERIFY(snapshot.posixQueues.empty());
    QVERIFY(snapshot.posixQueueSource.way == Way::MountedFolder);
    QCOMPARE(snapshot.posixQueueSource.place, std::string("/dev/mqueue"));
    QCOMPARE(snapshot.posixQueueSource.missing, std::string());
}

void PosixQueuesTest::aQueue() {
    const MadeQueue made("/jobs", 0620, 7, 33);
    QVERIFY(made.send("hello", 3) && made.send("you", 9));
    const Snapshot snapshot = listedQueues();
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
    const Snapshot snapshot = listedQueues();
    QCOMPARE(snapshot.posixQueues.size(), std::size_t{3});
    for (const std::string_view name :
         {std::string_view(longest), std::string_view("/a b\n\x1b\xff"), std::string_view("/.hidden")}) {
        QVERIFY(queue(snapshot, name) != nullptr && queue(snapshot, name)->statusKnown);
    }
}

void PosixQueuesTest::noTimeOfAQueueIsShown() {
    const MadeQueue made("/timeless");
    const Snapshot snapshot = listedQueues();
    QVERIFY(fieldValue(queue(snapshot, "/timeless"), Field::Changed, {}) == FieldValue(Null{}));
    const Snapshot again = listedQueues();
    QVERIFY(again.posixQueues == snapshot.posixQueues);
}

void PosixQueuesTest::deniedOnesAreListed() {
    const MadeQueue theirs("/theirs", 0600);
    const auto status = testing::runUnprivileged([] {
        const Snapshot snapshot = listedQueues();
        const auto* info = queue(snapshot, "/theirs");
        if (info == nullptr || info->access != Access::Denied) return 1;
        if (info->attributesKnown || info->statusKnown || info->permissions.uid != 0) return 2;
        return fieldValue(info, Field::Messages, {}) == FieldValue(Null{}) ? 0 : 3;
    });
    if (!status) QSKIP("nobody else can be played here");
    QCOMPARE(*status, 0);
}

void PosixQueuesTest::writableOnesAreCounted() {
    const MadeQueue made("/writable", 0602, 7, 33);
    QVERIFY(made.send("one"));
    const auto check = [] {
        const auto is = [](const PosixQueueInfo* info) {
            return info != nullptr && info->access == Access::Denied && info->attributesKnown && !info->statusKnown &&
                   info->messages == 1 && info->maxMessages == 7 && info->messageSize == 33;
        };
        const Snapshot snapshot = listedQueues();
        if (!is(queue(snapshot, "/writable"))) return 1;
        const auto looked = listing::lookAtPosix(ObjectId::posix(Kind::MessageQueue, Name::of("/writable")));
        return looked && is(&std::get<PosixQueueInfo>(*looked)) ? 0 : 2;
    };
    const auto status = testing::runUnprivileged(check);
    if (!status) QSKIP("nobody else can be played here");
    QCOMPARE(*status, 0);
    // And where no file of it is to be seen
    testing::ChildProcess unmounted([] {
        if (unshare(CLONE_NEWNS) != 0 || umount2("/dev/mqueue", MNT_DETACH) != 0) return 10;
        return testing::runUnprivileged([] {
                   const auto looked = listing::lookAtPosix(ObjectId::posix(Kind::MessageQueue, Name::of("/writable")));
                   if (!looked) return 1;
                   const auto& info = std::get<PosixQueueInfo>(*looked);
                   return info.attributesKnown && info.messages == 1 && info.permissions.mode == 0602 ? 0 : 2;
               })
            .value_or(11);
    });
    QCOMPARE(unmounted.wait(), 0);
}

void PosixQueuesTest::registeredWithoutASignal() {
    const MadeQueue made("/quiet");
    const testing::ChildProcess child([&made] {
        sigevent event = bySignal();
        event.sigev_notify = SIGEV_NONE;
        if (mq_notify(made.get(), &event) != 0) return 1;
        pause();
        return 0;
    });
    const auto isRegisteredBy = [](pid_t pid) {
        const Snapshot snapshot = listedQueues();
        const auto* info = queue(snapshot, "/quiet");
        return info != nullptr && info->notifyPid == pid && info->notifySignal == 0 &&
               info->notifyMethod == SIGEV_NONE && info->isNotificationHeld();
    };
    QVERIFY(testing::waitUntil([&] { return isRegisteredBy(child.pid()); }));
}

void PosixQueuesTest::unlinkedOnesAreNotListed() {
    const MadeQueue made("/unlinked");
    mq_unlink("/unlinked");
    QVERIFY(listedQueues().posixQueues.empty());
    QCOMPARE(withoutMountOrPrivilege([] { return listedQueues().posixQueues.empty() ? 0 : 1; }), 0);
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
    QVERIFY(testing::waitUntil([&] { return queue(listedQueues(), "/of-another")->notifyPid == child.pid(); }));
    QCOMPARE(queue(listedQueues(), "/of-another")->notifyPid, child.pid());
}

void PosixQueuesTest::othersOutsideThePidNamespace() {
    const MadeQueue made("/of-outside");
    testing::ChildProcess holder([&made] {
        sigevent event{};
        event.sigev_notify = SIGEV_NONE;
        if (mq_notify(made.get(), &event) != 0) return 1;
        for (;;)
            pause();
    });
    QVERIFY(testing::waitUntil([&] { return queue(listedQueues(), "/of-outside")->notifyPid == holder.pid(); }));
    constexpr int notPossible = 2;
    testing::ChildProcess inside([] {
        if (unshare(CLONE_NEWPID) != 0) return notPossible;
        const pid_t first = fork();
        if (first == 0) {
            const Snapshot seen = listedQueues();
            const PosixQueueInfo* info = queue(seen, "/of-outside");
            _exit(info != nullptr && info->notifyPid == 0 && info->isNotificationHeld() ? 0 : 1);
        }
        int status = 0;
        return waitpid(first, &status, 0) == first && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    });
    const int result = inside.wait();
    if (result == notPossible) QSKIP("no process namespace here");
    QCOMPARE(result, 0);
}

void PosixQueuesTest::tooManyOpenFiles() {
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the sanitizer needs file descriptors of its own");
#endif
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
    QCOMPARE(none.error().reason, std::string("no such message queue"));
    QCOMPARE(withoutMountOrPrivilege([one] {
                 const auto unmounted = listing::lookAtPosix(one);
                 return unmounted && std::get<PosixQueueInfo>(*unmounted).bytes == 1 ? 0 : 1;
             }),
             0);
}

IPCLENS_TEST_MAIN(PosixQueuesTest)

#include "posix_queues_test.moc"
