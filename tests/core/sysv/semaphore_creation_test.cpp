// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Making sets of semaphores, and opening those that are there.

#include "core/sysv/semaphore_set.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/sysv/semaphore_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include <sys/sem.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::need;
using ipclens::testing::optionsOf;
using ipclens::testing::Values;

namespace {

/// SEMMSL, SEMMNS, SEMOPM and SEMMNI of this namespace, put back at the end.
class SemaphoreLimits {
public:
    SemaphoreLimits() { std::getline(std::ifstream("/proc/sys/kernel/sem"), before_); }
    ~SemaphoreLimits() { set(before_); }
    SemaphoreLimits(const SemaphoreLimits&) = delete;
    SemaphoreLimits& operator=(const SemaphoreLimits&) = delete;

    bool set(const std::string& four) { // NOLINT(readability-convert-member-functions-to-static): while it lives
        std::ofstream file("/proc/sys/kernel/sem");
        file << four << std::flush;
        return file.good();
    }

private:
    std::string before_;
};

} // namespace

class SemaphoreCreationTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void createGivesValues_data();
    void createGivesValues();
    void createRefusesWords_data();
    void createRefusesWords();
    void createIsExclusive();
    void createOpensWithoutTouching();
    void openingAsksForNoMoreThanThereIs();
    void onlyOneOfManyMakesIt();
    void randomKeysAreNeverPrivate();
    void modeIgnoresUmask();
    void valuesForASetThatItsOwnerMayNotAlter();
    void markInitialised_data();
    void markInitialised();
    void limitsAreNamed();
    void openByKeyAndId();
    void adoptTakesAnyId();
};

void SemaphoreCreationTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void SemaphoreCreationTest::createGivesValues_data() {
    QTest::addColumn<Values>("values");
    QTest::addColumn<int>("count");
    QTest::addColumn<Values>("result");
    QTest::newRow("nothing said") << Values{} << -1 << Values{0};
    QTest::newRow("count alone") << Values{} << 3 << Values{0, 0, 0};
    QTest::newRow("one value") << Values{5} << -1 << Values{5};
    QTest::newRow("one value for all") << Values{5} << 3 << Values{5, 5, 5};
    QTest::newRow("several") << Values{1, 0, 32767} << -1 << Values{1, 0, 32767};
    QTest::newRow("several and count") << Values{1, 2} << 2 << Values{1, 2};
    QTest::newRow("zeros") << Values{0, 0} << -1 << Values{0, 0};
}

void SemaphoreCreationTest::createGivesValues() {
    QFETCH(Values, values);
    QFETCH(int, count);
    QFETCH(Values, result);
    auto options = optionsOf(values);
    if (count >= 0) options.count = static_cast<std::uint32_t>(count);
    const auto set = SemaphoreSet::create(PrivateKey{}, options);
    VERIFY_DONE(set);
    QVERIFY(set->made());
    const auto seen = set->values();
    VERIFY_DONE(set->remove());
    QCOMPARE(seen.value(), result);
}

void SemaphoreCreationTest::createRefusesWords_data() {
    QTest::addColumn<Values>("values");
    QTest::addColumn<uint>("count");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("hint");
    const auto invalid = static_cast<int>(ErrorKind::Invalid);
    const auto limit = static_cast<int>(ErrorKind::Limit);
    const auto outOfRange = static_cast<int>(ErrorKind::OutOfRange);
    QTest::newRow("no members") << Values{} << 0U << invalid << 0 << "";
    QTest::newRow("too few values") << Values{1, 2} << 3U << invalid << 0 << "";
    QTest::newRow("too many values") << Values{1, 2} << 1U << invalid << 0 << "";
    QTest::newRow("a value over SEMVMX") << Values{32768} << 3U << outOfRange << 0 << "";
    QTest::newRow("the last value over SEMVMX") << Values{1, 65535} << 2U << outOfRange << 0 << "";
    QTest::newRow("over SEMMSL") << Values{} << 32001U << limit << EINVAL << "at most 32000 (SEMMSL)";
    QTest::newRow("over an int") << Values{} << 4294967295U << limit << EINVAL << "at most 32000 (SEMMSL)";
}

void SemaphoreCreationTest::createRefusesWords() {
    QFETCH(Values, values);
    QFETCH(uint, count);
    QFETCH(int, kind);
    QFETCH(int, number);
    QFETCH(QString, hint);
    const auto set = SemaphoreSet::create(Key{0x77}, optionsOf(values, count));
    VERIFY_FAILS(set, static_cast<ErrorKind>(kind), number);
    QCOMPARE(QString::fromStdString(set.error().hint), hint);
}

void SemaphoreCreationTest::createIsExclusive() {
    const auto set = need(SemaphoreSet::create(Key{0x77}, optionsOf({4})));
    VERIFY_FAILS(SemaphoreSet::create(Key{0x77}, optionsOf({9})), ErrorKind::Exists, EEXIST);
    QCOMPARE(set.value(0).value(), std::uint16_t{4});
    VERIFY_DONE(set.remove());
    VERIFY_FAILS(SemaphoreSet::create(Key{0}, {}), ErrorKind::Invalid, 0);
}

void SemaphoreCreationTest::createOpensWithoutTouching() {
    const auto set = need(SemaphoreSet::create(Key{0x77}, optionsOf({4, 5})));
    auto options = optionsOf({9, 9});
    options.ifExists = IfExists::Open;
    options.markInitialised = true;
    options.mode = 0777;
    const auto before = set.stat().value();
    const auto opened = SemaphoreSet::create(Key{0x77}, options);
    VERIFY_DONE(opened);
    QVERIFY(!opened->made());
    QVERIFY(opened->id() == set.id());
    QVERIFY(set.stat().value() == before);
    QCOMPARE(set.values().value(), (Values{4, 5}));
    VERIFY_DONE(set.remove());

    const auto made = need(SemaphoreSet::create(Key{0x77}, options));
    QVERIFY(made.made());
    QCOMPARE(made.values().value(), (Values{9, 9}));
    VERIFY_DONE(made.remove());
}

void SemaphoreCreationTest::openingAsksForNoMoreThanThereIs() {
    const auto set = need(SemaphoreSet::create(Key{0x77}, optionsOf({}, 3)));
    SemaphoreSetOptions options;
    options.ifExists = IfExists::Open;
    VERIFY_DONE(SemaphoreSet::create(Key{0x77}, options));
    options.count = 2;
    VERIFY_DONE(SemaphoreSet::create(Key{0x77}, options));
    options.count = 4;
    const auto tooMany = SemaphoreSet::create(Key{0x77}, options);
    VERIFY_FAILS(tooMany, ErrorKind::Invalid, EINVAL);
    QCOMPARE(tooMany.error().hint, std::string("3 semaphores"));
    VERIFY_DONE(set.remove());
}

void SemaphoreCreationTest::onlyOneOfManyMakesIt() {
    auto options = optionsOf({7});
    options.ifExists = IfExists::Open;
    for (int round = 0; round < 200; ++round) {
        std::atomic<int> made = 0;
        std::atomic<int> failed = 0;
        std::atomic<int> ready = 0;
        const auto work = [&] {
            ++ready;
            while (ready < 2)
                std::this_thread::yield();
            const auto set = SemaphoreSet::create(Key{0x77}, options);
            if (!set) {
                ++failed;
            } else if (set->made()) {
                ++made;
            }
        };
        std::thread other(work);
        work();
        other.join();
        QCOMPARE(failed.load(), 0);
        QCOMPARE(made.load(), 1);
        VERIFY_DONE(need(SemaphoreSet::open(Key{0x77})).remove());
    }
}

void SemaphoreCreationTest::randomKeysAreNeverPrivate() {
    std::vector<SemaphoreSet> sets;
    for (int i = 0; i < 50; ++i) {
        const auto set = SemaphoreSet::create(RandomKey{}, {});
        VERIFY_DONE(set);
        QVERIFY(set->made());
        const Key key = set->stat().value().key;
        QVERIFY(!key.isPrivate());
        QVERIFY(need(SemaphoreSet::open(key)).id() == set->id());
        sets.push_back(*set);
    }
    for (const SemaphoreSet& set : sets)
        VERIFY_DONE(set.remove());
}

void SemaphoreCreationTest::modeIgnoresUmask() {
    const mode_t before = ::umask(0777);
    SemaphoreSetOptions options;
    options.mode = 0666;
    const auto set = need(SemaphoreSet::create(PrivateKey{}, options));
    ::umask(before);
    QCOMPARE(set.stat().value().permissions.mode, std::uint16_t{0666});
    VERIFY_DONE(set.remove());
}

void SemaphoreCreationTest::valuesForASetThatItsOwnerMayNotAlter() {
    if (!ipclens::testing::canRunUnprivileged()) QSKIP("needs another user");
    const auto status = ipclens::testing::runUnprivileged([] {
        auto options = optionsOf({3, 4});
        options.mode = 0400;
        options.markInitialised = true;
        const auto set = SemaphoreSet::create(PrivateKey{}, options);
        if (!set) return 1;
        const auto values = set->values();
        const auto info = set->stat();
        if (!set->remove()) return 2;
        if (!values || *values != Values{3, 4}) return 3;
        return info && info->permissions.mode == 0400 && info->operatedAt != 0 ? 0 : 4;
    });
    QCOMPARE(status.value(), 0);
}

void SemaphoreCreationTest::markInitialised_data() {
    QTest::addColumn<Values>("values");
    QTest::newRow("zero") << Values{0, 7};
    QTest::newRow("some") << Values{7, 0};
    QTest::newRow("the highest") << Values{32767};
}

void SemaphoreCreationTest::markInitialised() {
    QFETCH(Values, values);
    auto options = optionsOf(values);
    const auto plain = need(SemaphoreSet::create(PrivateKey{}, options));
    QCOMPARE(plain.stat().value().operatedAt, EpochSeconds{0});
    VERIFY_DONE(plain.remove());
    options.markInitialised = true;
    const auto marked = need(SemaphoreSet::create(PrivateKey{}, options));
    QVERIFY(marked.stat().value().operatedAt > 0);
    QCOMPARE(marked.values().value(), values);
    QCOMPARE(marked.state(0).value().lastPid, ::getpid());
    VERIFY_DONE(marked.remove());
}

void SemaphoreCreationTest::limitsAreNamed() {
    SemaphoreLimits limits;
    if (!limits.set("10 12 3 2")) QSKIP("kernel.sem can't be written here");
    const auto first = need(SemaphoreSet::create(PrivateKey{}, optionsOf({}, 8)));
    const auto tooManyInAll = SemaphoreSet::create(PrivateKey{}, optionsOf({}, 8));
    VERIFY_FAILS(tooManyInAll, ErrorKind::Limit, ENOSPC);
    QCOMPARE(tooManyInAll.error().hint, std::string("8 of 12 semaphores (SEMMNS)"));
    const auto second = need(SemaphoreSet::create(PrivateKey{}, optionsOf({}, 2)));
    const auto tooManySets = SemaphoreSet::create(PrivateKey{}, {});
    VERIFY_FAILS(tooManySets, ErrorKind::Limit, ENOSPC);
    QCOMPARE(tooManySets.error().hint, std::string("2 of 2 sets (SEMMNI)"));
    const std::vector<SemaphoreOperation> four(4, {0, 1, false});
    const auto tooManyOperations = first.apply(four);
    VERIFY_FAILS(tooManyOperations, ErrorKind::Limit, E2BIG);
    QCOMPARE(tooManyOperations.error().hint, std::string("at most 3 (SEMOPM)"));
    VERIFY_DONE(first.remove());
    VERIFY_DONE(second.remove());
}

void SemaphoreCreationTest::openByKeyAndId() {
    const auto set = need(SemaphoreSet::create(Key{0xffffffff}, {}));
    QVERIFY(need(SemaphoreSet::open(Key{0xffffffff})).id() == set.id());
    QVERIFY(!need(SemaphoreSet::open(set.id())).made());
    VERIFY_DONE(set.remove());
    VERIFY_FAILS(SemaphoreSet::open(Key{0xffffffff}), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(SemaphoreSet::open(set.id()), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(SemaphoreSet::open(Id{-1}), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(SemaphoreSet::open(Id{std::numeric_limits<int>::max()}), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(SemaphoreSet::open(Key{0}), ErrorKind::Invalid, 0);
}

void SemaphoreCreationTest::adoptTakesAnyId() {
    const auto set = SemaphoreSet::adopt(Id{4711});
    QCOMPARE(set.id().value, 4711);
    QVERIFY(!set.made());
    const auto stat = set.stat();
    VERIFY_FAILS(stat, ErrorKind::NotFound, EINVAL);
    QCOMPARE(stat.error().message(), std::string("semctl IPC_STAT sem:@4711: no such semaphore set (EINVAL)"));
}

IPCLENS_TEST_MAIN(SemaphoreCreationTest)

#include "semaphore_creation_test.moc"
