// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/raw_objects.h"
#include "tests/ui/window_fixture.h"

#include <QFile>
#include <QTabBar>

#include <array>
#include <cstring>

#include <sys/syscall.h>

using namespace ipclens;
using testing::ChildProcess;
using testing::WindowFixture;
using testing::raw::orThrow;
using testing::raw::Queue;
using testing::raw::SemaphoreSet;

namespace {

constexpr key_t setKey = 0x5101;
constexpr key_t segmentKey = 0x5102;
constexpr key_t queueKey = 0x5103;
constexpr int members = 3;

/// All that the kernel tells of a set, its members included.
struct SetState {
    semid_ds status{};
    std::array<std::array<int, 4>, members> memberStates{};
};

SetState stateOfSet() {
    SetState state;
    const int id = orThrow(semget(setKey, 0, 0), "semget");
    union {
        semid_ds* status;
    } argument{&state.status};
    orThrow(semctl(id, 0, IPC_STAT, argument), "semctl");
    for (int member = 0; member < members; ++member) {
        state.memberStates.at(static_cast<std::size_t>(member)) = {
            semctl(id, member, GETVAL), semctl(id, member, GETPID), semctl(id, member, GETNCNT),
            semctl(id, member, GETZCNT)};
    }
    return state;
}

msqid_ds stateOfQueue() {
    msqid_ds status{};
    orThrow(msgctl(orThrow(msgget(queueKey, 0), "msgget"), IPC_STAT, &status), "msgctl");
    return status;
}

shmid_ds stateOfSegment() {
    shmid_ds status{};
    orThrow(shmctl(orThrow(shmget(segmentKey, 0, 0), "shmget"), IPC_STAT, &status), "shmctl");
    return status;
}

template <class Status>
bool isSame(const Status& before, const Status& after) {
    return std::memcmp(&before, &after, sizeof before) == 0;
}

} // namespace

/// The window's first promise: it may look at everything, for as long as it likes, and no object notices.
class LookingChangesNothingTest : public QObject {
    Q_OBJECT

private slots:
    void everyFieldStaysAsItWas();
};

void LookingChangesNothingTest::everyFieldStaysAsItWas() {
    QFile::remove(WindowFixture::settingsFile());
    const SemaphoreSet set(setKey, {1, 0, 3});
    QVERIFY(set.apply({{0, -1, 0}, {2, 1, 0}}));
    const Queue queue(queueKey);
    const testing::raw::Segment segment(segmentKey, 16384);
    // Another process has used them all and waits now, so that there is something that could change
    const ChildProcess other([&] {
        segment.attach()[0] = std::byte{42};
        for (const char* text : {"one", "two", "three"}) {
            testing::raw::Message message{7, {}};
            std::strncpy(message.body.data(), text, message.body.size() - 1);
            if (!queue.send(message, std::strlen(text))) return 1;
        }
        if (!queue.receive(7)) return 1;
        return set.apply({{1, -1, 0}}) ? 0 : 1;
    });
    QVERIFY(testing::waitUntilBlockedIn(other.pid(), {SYS_semop, SYS_semtimedop}));

    const SetState setBefore = stateOfSet();
    const msqid_ds queueBefore = stateOfQueue();
    const shmid_ds segmentBefore = stateOfSegment();
    QCOMPARE(setBefore.memberStates[1][2], 1);
    QCOMPARE(queueBefore.msg_qnum, msgqnum_t{2});
    QCOMPARE(segmentBefore.shm_nattch, shmatt_t{1});
    // Times have whole seconds: a look that moved one must be able to show
    QTest::qWait(1100);

    WindowFixture fixture;
    QVERIFY(fixture.ready());
    auto& tabs = fixture.part<QTabBar>("detailTabs");
    for (int round = 0; round < 2; ++round) {
        for (const char* key : {"0x00005101", "0x00005102", "0x00005103"}) {
            QVERIFY2(fixture.clickKey(QLatin1String(key)), key);
            tabs.setCurrentIndex(0);
            QVERIFY(fixture.waitForUpdates(8));
            tabs.setCurrentIndex(3);
            QVERIFY(fixture.waitForUpdates(4));
        }
    }
    // What was watched was really read
    tabs.setCurrentIndex(0);
    QVERIFY(fixture.clickKey(QStringLiteral("0x00005103")));
    QTRY_VERIFY(fixture.session.last()->queue && fixture.session.last()->queue->messages.size() == 2);
    QVERIFY(fixture.clickKey(QStringLiteral("0x00005101")));
    QTRY_VERIFY(fixture.session.last()->set && fixture.session.last()->set->members.size() == members);

    const SetState setAfter = stateOfSet();
    QVERIFY(isSame(setBefore.status, setAfter.status));
    QVERIFY(setBefore.memberStates == setAfter.memberStates);
    QVERIFY(isSame(queueBefore, stateOfQueue()));
    QVERIFY(isSame(segmentBefore, stateOfSegment()));
}

IPCLENS_GUI_TEST_MAIN(LookingChangesNothingTest)

#include "looking_changes_nothing_test.moc"
