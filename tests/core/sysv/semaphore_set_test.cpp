// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// A set of semaphores that is there: its record, its values, operations on it, and its end.

#include "core/sysv/semaphore_set.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/sysv/semaphore_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <signal.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::makeSet;
using ipclens::testing::need;
using ipclens::testing::optionsOf;
using ipclens::testing::Values;

class SemaphoreSetTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void statTellsAll();
    void valuesOneAndAll();
    void settingValuesIsChecked();
    void lookingChangesNothing();
    void applyIsAtomic();
    void applyRefusals();
    void applyManyOperations();
    void undoOfAProcessThatDies();
    void changeOwnerAndMode();
    void removedSetIsNotFound();
    void reusedIdIsAnotherSet();
};

void SemaphoreSetTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void SemaphoreSetTest::statTellsAll() {
    const auto begun = ::time(nullptr);
    const auto set = need(SemaphoreSet::create(Key{0x5f}, optionsOf({1, 2, 3})));
    const auto info = set.stat().value();
    QVERIFY(info.id == set.id());
    QVERIFY(info.key == Key{0x5f});
    QCOMPARE(info.count, 3U);
    QCOMPARE(info.permissions.uid, ::geteuid());
    QCOMPARE(info.permissions.gid, ::getegid());
    QCOMPARE(info.permissions.creatorUid, ::geteuid());
    QCOMPARE(info.permissions.creatorGid, ::getegid());
    QCOMPARE(info.permissions.mode, std::uint16_t{0600});
    QVERIFY(info.access == Access::Readable);
    QVERIFY(info.changedAt >= begun);
    QCOMPARE(info.operatedAt, EpochSeconds{0});
    VERIFY_DONE(set.remove());
}

void SemaphoreSetTest::valuesOneAndAll() {
    const auto set = makeSet({1, 2, 3});
    VERIFY_DONE(set.setValue(1, 32767));
    QCOMPARE(set.values().value(), (Values{1, 32767, 3}));
    VERIFY_DONE(set.setValues(Values{4, 5, 6}));
    QCOMPARE(set.value(2).value(), std::uint16_t{6});
    const auto states = set.states().value();
    QCOMPARE(states.size(), std::size_t{3});
    for (std::uint32_t index = 0; index < 3; ++index) {
        QVERIFY(states[index] == set.state(index).value());
        QCOMPARE(states[index].value, 4 + index);
        QCOMPARE(states[index].lastPid, ::getpid());
    }
    VERIFY_DONE(set.remove());
}

void SemaphoreSetTest::settingValuesIsChecked() {
    const auto set = makeSet({1, 2});
    VERIFY_FAILS(set.setValue(0, 32768), ErrorKind::OutOfRange, ERANGE);
    VERIFY_FAILS(set.setValue(0, 0xffffffff), ErrorKind::OutOfRange, ERANGE);
    VERIFY_FAILS(set.setValues(Values{1, 40000}), ErrorKind::OutOfRange, ERANGE);
    VERIFY_FAILS(set.setValues(Values{1}), ErrorKind::Invalid, 0);
    VERIFY_FAILS(set.setValues(Values{1, 2, 3}), ErrorKind::Invalid, 0);
    for (const std::uint32_t past : {2U, 65536U, 0xffffffffU}) {
        VERIFY_FAILS(set.value(past), ErrorKind::OutOfRange, EINVAL);
        VERIFY_FAILS(set.state(past), ErrorKind::OutOfRange, EINVAL);
        VERIFY_FAILS(set.setValue(past, 1), ErrorKind::OutOfRange, EINVAL);
    }
    QCOMPARE(set.value(7).error().hint, std::string("2 semaphores"));
    QCOMPARE(set.values().value(), (Values{1, 2}));
    VERIFY_DONE(set.remove());
    VERIFY_FAILS(set.value(7), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(set.setValue(0, 1), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(set.setValues(Values{1, 2}), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(set.values(), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(set.states(), ErrorKind::NotFound, EINVAL);
}

void SemaphoreSetTest::lookingChangesNothing() {
    const auto set = makeSet({1, 2});
    QTest::qWait(1100); // times are whole seconds
    const auto before = set.stat().value();
    const auto states = set.states().value();
    ipclens::testing::ChildProcess looker([set] {
        return set.states() && set.values() && set.state(1) && set.value(0) && SemaphoreSet::open(set.id()) ? 0 : 1;
    });
    QCOMPARE(looker.wait(), 0);
    QVERIFY(set.stat().value() == before);
    QVERIFY(set.states().value() == states);
    VERIFY_DONE(set.remove());
}

void SemaphoreSetTest::applyIsAtomic() {
    const auto set = makeSet({1, 0});
    const std::vector<SemaphoreOperation> both{{0, -1, false}, {1, -1, false}};
    VERIFY_FAILS(set.apply(both, Wait::never()), ErrorKind::WouldBlock, EAGAIN);
    QCOMPARE(set.values().value(), (Values{1, 0}));
    const SemaphoreOperation increase{1, 1, false};
    VERIFY_DONE(set.apply({&increase, 1}));
    VERIFY_DONE(set.apply(both, Wait::never()));
    QCOMPARE(set.values().value(), (Values{0, 0}));
    const std::vector<SemaphoreOperation> zeroThenTake{{0, 0, false}, {0, 5, false}, {1, 0, false}};
    VERIFY_DONE(set.apply(zeroThenTake));
    QCOMPARE(set.values().value(), (Values{5, 0}));
    VERIFY_DONE(set.remove());
}

void SemaphoreSetTest::applyRefusals() {
    const auto set = makeSet({1, 2});
    VERIFY_FAILS(set.apply({}), ErrorKind::Invalid, 0);
    const SemaphoreOperation past{2, 1, false};
    const auto pastTheSet = set.apply({&past, 1});
    VERIFY_FAILS(pastTheSet, ErrorKind::OutOfRange, EFBIG);
    QCOMPARE(pastTheSet.error().hint, std::string("2 semaphores"));
    const SemaphoreOperation tooMuch{0, 32767, false};
    VERIFY_FAILS(set.apply({&tooMuch, 1}), ErrorKind::OutOfRange, ERANGE);
    const std::vector<SemaphoreOperation> many(501, {0, 1, false});
    VERIFY_FAILS(set.apply(many), ErrorKind::Limit, E2BIG);
    QCOMPARE(set.values().value(), (Values{1, 2}));
    VERIFY_DONE(set.remove());
    VERIFY_FAILS(set.apply({&past, 1}), ErrorKind::NotFound, EINVAL);
}

void SemaphoreSetTest::applyManyOperations() {
    const auto set = makeSet({0, 0});
    for (const std::size_t count : {1U, 16U, 17U, 500U}) {
        VERIFY_DONE(set.setValues(Values{0, 0}));
        const std::vector<SemaphoreOperation> operations(count, {1, 2, false});
        VERIFY_DONE(set.apply(operations, Wait::atMost(std::chrono::seconds(5))));
        QCOMPARE(set.values().value(), (Values{0, static_cast<std::uint16_t>(2 * count)}));
    }
    VERIFY_DONE(set.remove());
}

void SemaphoreSetTest::undoOfAProcessThatDies() {
    const auto set = makeSet({5, 5});
    ipclens::testing::ChildProcess child([set] {
        const std::vector<SemaphoreOperation> operations{{0, -2, true}, {1, -2, false}};
        if (!set.apply(operations)) return 1;
        ::pause();
        return 0;
    });
    QVERIFY(ipclens::testing::waitUntil([&] { return set.value(1).value() == 3; }));
    QCOMPARE(set.values().value(), (Values{3, 3}));
    child.signal(SIGKILL);
    QCOMPARE(child.wait(), -SIGKILL);
    QVERIFY(ipclens::testing::waitUntil([&] { return set.values().value() == Values{5, 3}; }));
    VERIFY_DONE(set.remove());
}

void SemaphoreSetTest::changeOwnerAndMode() {
    const auto set = makeSet({1});
    VERIFY_DONE(set.change({std::nullopt, std::nullopt, 0640}));
    QCOMPARE(set.stat().value().permissions.mode, std::uint16_t{0640});
    QCOMPARE(set.stat().value().permissions.uid, ::geteuid());
    VERIFY_DONE(set.change({}));
    QCOMPARE(set.stat().value().permissions.mode, std::uint16_t{0640});
    if (ipclens::testing::canRunUnprivileged()) {
        VERIFY_DONE(set.change({uid_t{65534}, gid_t{65534}, std::nullopt}));
        const auto permissions = set.stat().value().permissions;
        QCOMPARE(permissions.uid, uid_t{65534});
        QCOMPARE(permissions.gid, gid_t{65534});
        QCOMPARE(permissions.creatorUid, ::geteuid());
        QCOMPARE(permissions.mode, std::uint16_t{0640});
    }
    const auto nobody = set.change({static_cast<uid_t>(-1), std::nullopt, std::nullopt});
    VERIFY_FAILS(nobody, ErrorKind::Invalid, EINVAL);
    QVERIFY(nobody.error().reason.find("user namespace") != std::string::npos);
    VERIFY_DONE(set.remove());
    VERIFY_FAILS(set.change({}), ErrorKind::NotFound, EINVAL);
}

void SemaphoreSetTest::removedSetIsNotFound() {
    const auto set = makeSet({1});
    VERIFY_DONE(set.remove());
    VERIFY_FAILS(set.remove(), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(set.stat(), ErrorKind::NotFound, EINVAL);
}

void SemaphoreSetTest::reusedIdIsAnotherSet() {
    const auto first = need(SemaphoreSet::create(Key{0x77}, optionsOf({1})));
    VERIFY_DONE(first.remove());
    if (!ipclens::testing::setSysctl("kernel/sem_next_id", first.id().value)) QSKIP("needs kernel.sem_next_id");
    const auto second = need(SemaphoreSet::create(Key{0x78}, optionsOf({1, 2})));
    QVERIFY(second.id() == first.id());
    QVERIFY(first.stat().value().key == Key{0x78});
    QCOMPARE(first.values().value(), (Values{1, 2}));
    VERIFY_DONE(second.remove());
}

IPCLENS_TEST_MAIN(SemaphoreSetTest)

#include "semaphore_set_test.moc"
