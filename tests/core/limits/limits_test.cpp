// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/limits/limits.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace ipclens;
using limits::Limit;
using testing::MadeObject;

namespace {

Limit named(std::string_view name) {
    const auto all = limits::systemV().value();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Limit& limit) { return limit.name == name; });
    if (found == all.end()) throw std::runtime_error("no such limit");
    return *found;
}

std::uint64_t sysctl(const std::string& name) {
    std::ifstream file("/proc/sys/kernel/" + name);
    std::uint64_t value = 0;
    file >> value;
    return value;
}

} // namespace

class LimitsTest : public QObject {
    Q_OBJECT

private slots:
    void allOfThemInOrder();
    void valuesAreTheKernels();
    void useIsCounted();
    void percent();
    void followsAChange();
    void ofPosixInOrder();
    void devShmIsCounted();
    void unlimited();
};

void LimitsTest::allOfThemInOrder() {
    const char* expected[] = {"SEMMNI", "SEMMSL", "SEMMNS", "SEMOPM", "SEMVMX", "SHMMNI",
                              "SHMMAX", "SHMALL", "SHMMIN", "MSGMNI", "MSGMAX", "MSGMNB"};
    const auto all = limits::systemV().value();
    QCOMPARE(all.size(), std::size(expected));
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].name, std::string_view(expected[i]));
        QVERIFY(all[i].api == Api::SysV);
        QVERIFY(!all[i].description.empty());
    }
}

void LimitsTest::valuesAreTheKernels() {
    std::ifstream file("/proc/sys/kernel/sem");
    std::uint64_t semmsl = 0;
    std::uint64_t semmns = 0;
    std::uint64_t semopm = 0;
    std::uint64_t semmni = 0;
    file >> semmsl >> semmns >> semopm >> semmni;
    QCOMPARE(named("SEMMSL").value, semmsl);
    QCOMPARE(named("SEMMNS").value, semmns);
    QCOMPARE(named("SEMOPM").value, semopm);
    QCOMPARE(named("SEMMNI").value, semmni);
    QCOMPARE(named("SEMVMX").value, std::uint64_t{32767});
    QCOMPARE(named("SHMMNI").value, sysctl("shmmni"));
    QCOMPARE(named("SHMMAX").value, sysctl("shmmax"));
    QCOMPARE(named("SHMALL").value, sysctl("shmall"));
    QCOMPARE(named("SHMMIN").value, std::uint64_t{1});
    QCOMPARE(named("MSGMNI").value, sysctl("msgmni"));
    QCOMPARE(named("MSGMAX").value, sysctl("msgmax"));
    QCOMPARE(named("MSGMNB").value, sysctl("msgmnb"));
}

void LimitsTest::useIsCounted() {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    QCOMPARE(named("SEMMNI").used, std::optional<std::uint64_t>(0));
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0600, 5);
    const MadeObject otherSet(Kind::Semaphore, IPC_PRIVATE, 0600, 2);
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 3 * page + 1);
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    QCOMPARE(named("SEMMNI").used, std::optional<std::uint64_t>(2));
    QCOMPARE(named("SEMMNS").used, std::optional<std::uint64_t>(7));
    QCOMPARE(named("SHMMNI").used, std::optional<std::uint64_t>(1));
    QCOMPARE(named("SHMALL").used, std::optional<std::uint64_t>(4));
    QCOMPARE(named("MSGMNI").used, std::optional<std::uint64_t>(1));
    for (const char* uncounted : {"SEMMSL", "SEMOPM", "SEMVMX", "SHMMAX", "SHMMIN", "MSGMAX", "MSGMNB"}) {
        QVERIFY2(!named(uncounted).used, uncounted);
        QVERIFY2(!named(uncounted).percent(), uncounted);
    }
}

void LimitsTest::percent() {
    Limit limit;
    limit.value = 32000;
    QVERIFY(!limit.percent());
    limit.used = 3;
    QVERIFY(std::abs(*limit.percent() - 0.009375) < 1e-9);
    limit.used = 32000;
    QCOMPARE(*limit.percent(), 100.0);
    limit.value = 0;
    QVERIFY(!limit.percent());
}

void LimitsTest::followsAChange() {
    if (!testing::setSysctl("kernel/msgmni", 123)) QSKIP("limits can't be set here");
    QCOMPARE(named("MSGMNI").value, std::uint64_t{123});
}

void LimitsTest::ofPosixInOrder() {
    const char* expected[] = {"QUEUES_MAX", "MSG_MAX", "MSGSIZE_MAX", "RLIMIT_MSGQUEUE", "DEV_SHM"};
    const auto all = limits::posix(7);
    QCOMPARE(all.size(), std::size(expected));
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].name, std::string_view(expected[i]));
        QVERIFY(all[i].api == Api::Posix);
    }
    for (const auto& [place, file] : {std::pair{0, "queues_max"}, {1, "msg_max"}, {2, "msgsize_max"}}) {
        const auto number = testing::readSysctl(std::string("fs/mqueue/") + file);
        QCOMPARE(all[static_cast<std::size_t>(place)].value, static_cast<std::uint64_t>(*number));
    }
    QCOMPARE(all[0].used, std::optional<std::uint64_t>(7));
    QVERIFY(!all[1].used && !all[2].used && !all[3].used);
    QVERIFY(!limits::posix({})[0].used);
    rlimit bytes{};
    QCOMPARE(getrlimit(RLIMIT_MSGQUEUE, &bytes), 0);
    QCOMPARE(all[3].value, bytes.rlim_cur == RLIM_INFINITY ? limits::unlimited : std::uint64_t{bytes.rlim_cur});
}

void LimitsTest::devShmIsCounted() {
    QCOMPARE(mount("tmpfs", "/dev/shm", "tmpfs", 0, "size=1048576"), 0);
    const auto before = limits::posix({}).back();
    QCOMPARE(before.value, std::uint64_t{1048576});
    const std::string page(static_cast<std::size_t>(sysconf(_SC_PAGESIZE)), 'x');
    std::ofstream("/dev/shm/used") << page << page;
    const auto after = limits::posix({}).back();
    QCOMPARE(umount("/dev/shm"), 0);
    QCOMPARE(*after.used, *before.used + 2 * page.size());
    QVERIFY(after.percent().has_value());
    QVERIFY(limits::posix({}, "/dev/no-such-folder").back().name != "DEV_SHM");
}

void LimitsTest::unlimited() {
    QCOMPARE(mount("tmpfs", "/dev/shm", "tmpfs", 0, "size=0"), 0);
    const auto limit = limits::posix({}).back();
    QCOMPARE(umount("/dev/shm"), 0);
    QCOMPARE(limit.value, limits::unlimited);
    QVERIFY(!limit.used && !limit.percent());
}

IPCLENS_TEST_MAIN(LimitsTest)

#include "limits_test.moc"
