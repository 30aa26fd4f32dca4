// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/residency.h"
#include "tests/support/test_main.h"

using namespace ipclens;
using ipclens::listing::HugePages;

namespace {

constexpr qulonglong page = 4096;
constexpr qulonglong mebibyte = 1ULL << 20U;
constexpr qulonglong gibibyte = 1ULL << 30U;
constexpr HugePages none{};
constexpr HugePages unused{2 * mebibyte, false};
constexpr HugePages some{2 * mebibyte, true};

enum Told { Normal, Huge, Unknown };

std::string table(qulonglong size, qulonglong resident, qulonglong swapped) {
    const std::string before = " 600 " + std::to_string(size) + " 1 1 0 0 0 0 0 0 0 0 ";
    return "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap\n"
           "1 5 600 77 1 1 0 0 0 0 0 0 0 0 77 77\n"
           "2 7" +
           before + std::to_string(resident) + " " + std::to_string(swapped) + "\n";
}

} // namespace

class ResidencyTest : public QObject {
    Q_OBJECT

private slots:
    void conclusions_data();
    void conclusions();
    void segmentThatIsNotThere();
    void tableWithoutTheseColumns();
};

void ResidencyTest::conclusions_data() {
    QTest::addColumn<qulonglong>("size");
    QTest::addColumn<qulonglong>("resident");
    QTest::addColumn<qulonglong>("swapped");
    QTest::addColumn<int>("pool"); // 0: none, 1: unused, 2: some
    QTest::addColumn<int>("told");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("kernel without huge pages") << 4 * mebibyte << 4 * mebibyte << 0ULL << 0 << int{Normal} << true;
    QTest::newRow("untouched") << 4 * mebibyte << 0ULL << 0ULL << 1 << int{Unknown} << true;
    QTest::newRow("one page") << 4 * mebibyte << page << 0ULL << 2 << int{Normal} << true;
    QTest::newRow("all of it, no pool") << 4 * mebibyte << 4 * mebibyte << 0ULL << 1 << int{Normal} << true;
    QTest::newRow("all of it, with a pool") << 4 * mebibyte << 4 * mebibyte << 0ULL << 2 << int{Unknown} << true;
    QTest::newRow("one huge page, as the kernel counts it")
        << 4 * mebibyte << gibibyte << 0ULL << 2 << int{Huge} << false;
    QTest::newRow("what may be a huge page") << 4 * gibibyte << gibibyte << 0ULL << 2 << int{Unknown} << false;
    QTest::newRow("swapped") << 4 * mebibyte << 2 * mebibyte << 2 * mebibyte << 2 << int{Normal} << true;
    QTest::newRow("a transparent huge page past the end") << page << 2 * mebibyte << 0ULL << 1 << int{Normal} << true;
}

void ResidencyTest::conclusions() {
    QFETCH(qulonglong, size);
    QFETCH(qulonglong, resident);
    QFETCH(qulonglong, swapped);
    QFETCH(int, pool);
    QFETCH(int, told);
    QFETCH(bool, trusted);
    const HugePages hugePages = pool == 0 ? none : pool == 1 ? unused : some;
    const auto residency = sysv::residencyIn(table(size, resident, swapped), Id{7}, hugePages, page);
    QVERIFY(residency.has_value());
    QCOMPARE(residency->hugePages ? (*residency->hugePages ? Huge : Normal) : Unknown, static_cast<Told>(told));
    QCOMPARE(residency->resident, trusted ? std::uint64_t{resident} : unknownBytes);
    QCOMPARE(residency->swapped, trusted ? std::uint64_t{swapped} : unknownBytes);
}

void ResidencyTest::segmentThatIsNotThere() {
    QVERIFY(!sysv::residencyIn(table(1, 1, 1), Id{6}, none, page));
    QVERIFY(!sysv::residencyIn("", Id{6}, none, page));
    QVERIFY(!sysv::residencyOf(Id{4711}));
}

void ResidencyTest::tableWithoutTheseColumns() {
    QVERIFY(!sysv::residencyIn("headings\n2 7 600 100 1 1 0 0 0 0 0 0 0 0\n", Id{7}, none, page));
}

IPCLENS_TEST_MAIN(ResidencyTest)

#include "residency_test.moc"
