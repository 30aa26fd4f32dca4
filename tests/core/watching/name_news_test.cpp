// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/name_news.h"
#include "tests/support/child_process.h"
#include "tests/support/inotify_limit.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <thread>

#include <poll.h>

using namespace ipclens;
using namespace std::chrono_literals;
using listing::Kinds;
using testing::MadeQueue;
using testing::MadeSemaphore;
using testing::ShmEntry;
using watching::NameNews;

namespace {

bool isReadable(const NameNews& names) {
    pollfd waiting{names.descriptor(), POLLIN, 0};
    return poll(&waiting, 1, 0) == 1;
}

} // namespace

class NameNewsTest : public QObject {
    Q_OBJECT

private slots:
    void nothingBeforeTheFirstLook();
    void newsMakesTheNextLookEarly();
    void whatCameBeforeALookIsNoNews();
    void aStormWakesOnce();
    void otherKindsAreNoNews();
    void noKindNeedsNoInstance();
    void withoutAnInstanceItIsTriedAgain();
};

void NameNewsTest::nothingBeforeTheFirstLook() {
    NameNews names;
    QCOMPARE(names.descriptor(), -1);
    names.hear();
    QVERIFY(!names.any());
    QVERIFY(!names.unwatched());
}

void NameNewsTest::newsMakesTheNextLookEarly() {
    NameNews names;
    names.look();
    const auto now = NameNews::Clock::now();
    QVERIFY(names.nextLook(now, 1s) == now + 1s);
    const MadeSemaphore made("/news", 1);
    QVERIFY(isReadable(names));
    names.hear();
    QVERIFY(names.any());
    QVERIFY(names.nextLook(now, 1min) >= now + 50ms && names.nextLook(now, 1min) < now + 1s);
    QVERIFY(names.nextLook(now, 1ms) == now + 1ms);
    const auto longAgo = now - 1s;
    QVERIFY(names.nextLook(longAgo, 1min) >= now + 10ms); // it may not be whole yet
    QVERIFY(names.nextLook(longAgo, 1min) < now + 1s);
    names.look();
    QVERIFY(!names.any());
    QVERIFY(names.nextLook(now, 1s) == now + 1s);
}

void NameNewsTest::whatCameBeforeALookIsNoNews() {
    NameNews names;
    names.look();
    const MadeQueue made("/news");
    names.look();
    QVERIFY(!isReadable(names));
    names.hear();
    QVERIFY(!names.any());
}

void NameNewsTest::aStormWakesOnce() {
    NameNews names;
    names.look();
    const ShmEntry first("first");
    QCOMPARE(first.makeFile(1), 0);
    names.hear();
    const ShmEntry second("second");
    QCOMPARE(second.makeFile(1), 0);
    QVERIFY(!isReadable(names));
    names.look();
    QVERIFY(!isReadable(names) && names.descriptor() >= 0);
}

void NameNewsTest::otherKindsAreNoNews() {
    NameNews names(Kinds::only(Kind::Semaphore));
    names.look();
    {
        const ShmEntry segment("other");
        QCOMPARE(segment.makeFile(1), 0);
        const MadeQueue queue("/other");
        names.hear();
        QVERIFY(!names.any());
    }
    names.hear();
    QVERIFY(!names.any() && !isReadable(names));
    const MadeSemaphore made("/news", 1);
    names.hear();
    QVERIFY(names.any());
}

void NameNewsTest::noKindNeedsNoInstance() {
    NameNews names(Kinds{false, false, false});
    names.look();
    QCOMPARE(names.descriptor(), -1);
    QVERIFY(!names.unwatched());
}

void NameNewsTest::withoutAnInstanceItIsTriedAgain() {
    constexpr int noNamespace = 90;
    testing::ChildProcess child([] {
        if (!testing::enterUserNamespace() || !testing::limitInotifyInstances(0)) return noNamespace;
        NameNews names;
        names.look();
        if (names.descriptor() != -1 || !names.unwatched()) return 1;
        if (names.unwatched()->reason != "no inotify instance is free") return 2;
        if (!testing::limitInotifyInstances(1)) return 3;
        names.look(); // not with every look
        if (names.descriptor() != -1 || !names.unwatched()) return 4;
        std::this_thread::sleep_for(NameNews::retry);
        names.look();
        if (names.unwatched()) return 5;
        const MadeSemaphore made("/news", 1);
        return isReadable(names) ? 0 : 6;
    });
    const int status = child.wait();
    if (status == noNamespace) QSKIP("no user namespace can be had here");
    QCOMPARE(status, 0);
}

IPCLENS_TEST_MAIN(NameNewsTest)

#include "name_news_test.moc"
