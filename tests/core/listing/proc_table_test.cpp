// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/proc_table.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::listing;
using testing::MadeObject;

namespace {

constexpr std::string_view setHeadings =
    "       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n";
constexpr std::string_view segmentHeadings =
    "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      "
    "dtime      ctime                   rss                  swap\n";
constexpr std::string_view queueHeadings =
    "       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      rtime     "
    " ctime\n";

struct Parsed {
    std::vector<SemaphoreSetInfo> sets;
    std::vector<SegmentInfo> segments;
    std::vector<QueueInfo> queues;
    std::vector<std::string> warnings;
    bool residencyKnown = false;
};

Parsed parseSets(std::string_view lines) {
    Parsed parsed;
    parseSemaphoreTable(std::string(setHeadings).append(lines), parsed.sets, parsed.warnings);
    return parsed;
}

Parsed parseSegments(std::string_view lines, std::string_view headings = segmentHeadings) {
    Parsed parsed;
    parseSegmentTable(std::string(headings).append(lines), parsed.segments, parsed.warnings, parsed.residencyKnown);
    return parsed;
}

Parsed parseQueues(std::string_view lines) {
    Parsed parsed;
    parseQueueTable(std::string(queueHeadings).append(lines), parsed.queues, parsed.warnings);
    return parsed;
}

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30U;

} // namespace

class ProcTableTest : public QObject {
    Q_OBJECT

private slots:
    void setLines();
    void segmentLines();
    void queueLines();
    void segmentColumns_data();
    void segmentColumns();
    void malformed_data();
    void malformed();
    void goodLinesAroundABadOne();
    void manyBadLinesAreCounted();
    void noText();
    void hugePagesOfTheMachine();
    void doubtfulResidency_data();
    void doubtfulResidency();
    void theKernelsOwnTables();
    void residencyOfTheKernel();
    void missingFolder();
    void missingKind();
    void tablesLargerThanOneRead();
    void whatMayNotBeRead();
};

void ProcTableTest::setLines() {
    const auto parsed =
        parseSets("1369440257      98304   660          5  1000   100     1     2 1790000012 1790000000\n"
                  "        -1          0     0          1     0     0     0     0          0          7\n");
    QVERIFY(parsed.warnings.empty());
    QCOMPARE(parsed.sets.size(), std::size_t{2});
    SemaphoreSetInfo first;
    first.id = Id{98304};
    first.key = Key{0x51a00001};
    first.permissions = {1000, 100, 1, 2, 0660};
    first.count = 5;
    first.operatedAt = 1'790'000'012;
    first.changedAt = 1'790'000'000;
    QVERIFY(parsed.sets[0] == first);
    QVERIFY(parsed.sets[1].key == Key{0xffffffff});
    QCOMPARE(parsed.sets[1].operatedAt, EpochSeconds{0});
}

void ProcTableTest::segmentLines() {
    const auto parsed = parseSegments(
        "         0      32771  3600            1099511627776   111   222      3     4     5     6     7 11 12 13 4096 "
        "8192\n");
    QVERIFY(parsed.warnings.empty());
    QVERIFY(parsed.residencyKnown);
    QCOMPARE(parsed.segments.size(), std::size_t{1});
    SegmentInfo expected;
    expected.id = Id{32771};
    expected.permissions = {4, 5, 6, 7, 0600};
    expected.removed = true;
    expected.locked = true;
    expected.size = std::uint64_t{1} << 40U;
    expected.attached = 3;
    expected.creatorPid = 111;
    expected.lastPid = 222;
    expected.attachedAt = 11;
    expected.detachedAt = 12;
    expected.changedAt = 13;
    expected.resident = 4096;
    expected.swapped = 8192;
    QVERIFY(parsed.segments[0] == expected);
}

void ProcTableTest::queueLines() {
    const auto parsed = parseQueues("        42          7   640        100          3  4711  4712  1000   100     1   "
                                    "  2         21         22         23\n");
    QVERIFY(parsed.warnings.empty());
    QueueInfo expected;
    expected.id = Id{7};
    expected.key = Key{42};
    expected.permissions = {1000, 100, 1, 2, 0640};
    expected.bytes = 100;
    expected.messages = 3;
    expected.lastSendPid = 4711;
    expected.lastReceivePid = 4712;
    expected.sentAt = 21;
    expected.receivedAt = 22;
    expected.changedAt = 23;
    QCOMPARE(parsed.queues.size(), std::size_t{1});
    QVERIFY(parsed.queues[0] == expected);
}

void ProcTableTest::segmentColumns_data() {
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<bool>("residencyKnown");
    QTest::addColumn<quint64>("resident");
    QTest::addColumn<quint64>("swapped");
    const auto unknown = quint64{unknownBytes};
    QTest::newRow("14") << QByteArray() << false << unknown << unknown;
    QTest::newRow("14, space at the end") << QByteArray("  ") << false << unknown << unknown;
    QTest::newRow("15") << QByteArray(" 4096") << true << quint64{4096} << unknown;
    QTest::newRow("16") << QByteArray(" 4096 0") << true << quint64{4096} << quint64{0};
    QTest::newRow("17") << QByteArray(" 4096 0 what") << true << quint64{4096} << quint64{0};
}

void ProcTableTest::segmentColumns() {
    QFETCH(QByteArray, behind);
    const auto line = "1 2 600 8192 1 1 0 0 0 0 0 1 2 3" + behind + "\n";
    const auto parsed = parseSegments(line.toStdString(), "key shmid perms size … ctime\n");
    QVERIFY(parsed.warnings.empty());
    QCOMPARE(parsed.segments.size(), std::size_t{1});
    QTEST(parsed.residencyKnown, "residencyKnown");
    QTEST(quint64{parsed.segments[0].resident}, "resident");
    QTEST(quint64{parsed.segments[0].swapped}, "swapped");
}

void ProcTableTest::malformed_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray("\n");
    QTest::newRow("words") << QByteArray("what is this\n");
    QTest::newRow("too few columns") << QByteArray("1 2 600 0 0 1 1 0 0 0 0 1 2\n");
    QTest::newRow("cut in a number") << QByteArray("1 2 600 0 0 1 1 0 0 0 0 1 2 17900");
    QTest::newRow("key over 32 bits") << QByteArray("4294967296 2 600 0 0 1 1 0 0 0 0 1 2 3\n");
    QTest::newRow("key under 32 bits") << QByteArray("-2147483649 2 600 0 0 1 1 0 0 0 0 1 2 3\n");
    QTest::newRow("negative id") << QByteArray("1 -2 600 0 0 1 1 0 0 0 0 1 2 3\n");
    QTest::newRow("mode with a digit over 7") << QByteArray("1 2 680 0 0 1 1 0 0 0 0 1 2 3\n");
    QTest::newRow("negative pid") << QByteArray("1 2 600 0 0 -1 1 0 0 0 0 1 2 3\n");
    QTest::newRow("huge count") << QByteArray("1 2 600 0 99999999999999999999999 1 1 0 0 0 0 1 2 3\n");
    QTest::newRow("negative uid") << QByteArray("1 2 600 0 0 1 1 -1 0 0 0 1 2 3\n");
    QTest::newRow("uid over 32 bits") << QByteArray("1 2 600 0 0 1 1 4294967296 0 0 0 1 2 3\n");
    QTest::newRow("number run into text") << QByteArray("1 2 600 0 0 1 1 0 0 0 0 1 2 3x\n");
    QTest::newRow("escape sequence") << QByteArray("\x1b[2J 2 600 0 0 1 1 0 0 0 0 1 2 3\n");
    QTest::newRow("NUL") << QByteArray("1 2 600").append('\0').append(" 0 0 1 1 0 0 0 0 1 2 3\n");
}

void ProcTableTest::malformed() {
    QFETCH(QByteArray, line);
    const auto parsed = parseQueues(line.toStdString());
    QVERIFY(parsed.queues.empty());
    QCOMPARE(parsed.warnings.size(), std::size_t{1});
    QVERIFY(parsed.warnings[0].find("line 2") != std::string::npos);
    if (line.endsWith('\n')) line.chop(1);
    QVERIFY(parsed.warnings[0].find('"' + line.toStdString() + '"') != std::string::npos);
}

void ProcTableTest::goodLinesAroundABadOne() {
    const auto parsed = parseSets("1 2 600 1 0 0 0 0 0 7\nnonsense\n3 4 600 1 0 0 0 0 0 7\n5 6 600 1 0 0 0 0 0 17");
    QCOMPARE(parsed.sets.size(), std::size_t{2});
    QCOMPARE(parsed.sets[1].id.value, 4);
    QCOMPARE(parsed.warnings.size(), std::size_t{2});
    QVERIFY(parsed.warnings[0].find("line 3 can't be read") != std::string::npos);
    QVERIFY(parsed.warnings[1].find("line 5 is cut off") != std::string::npos);
}

void ProcTableTest::manyBadLinesAreCounted() {
    std::string lines;
    for (int i = 0; i < 1000; ++i)
        lines += "bad\n";
    const auto parsed = parseSets(lines + std::string(100'000, 'x') + "\n");
    QVERIFY(parsed.sets.empty());
    QCOMPARE(parsed.warnings.size(), std::size_t{21});
    QVERIFY(parsed.warnings.back().find("981 more lines") != std::string::npos);
    QVERIFY(parseSets(std::string(100'000, 'x') + "\n").warnings[0].size() < 400);
}

void ProcTableTest::noText() {
    Parsed parsed;
    parseSemaphoreTable("", parsed.sets, parsed.warnings);
    parseSegmentTable("", parsed.segments, parsed.warnings, parsed.residencyKnown);
    parseQueueTable("\n", parsed.queues, parsed.warnings);
    QVERIFY(parsed.sets.empty() && parsed.segments.empty() && parsed.queues.empty());
    QVERIFY(parsed.warnings.empty());
    QVERIFY(!parsed.residencyKnown);
    QVERIFY(parseSegments("").residencyKnown); // the headings alone tell
}

void ProcTableTest::hugePagesOfTheMachine() {
    const auto none = parseHugePages("MemTotal: 1 kB\n");
    QCOMPARE(none.size, std::uint64_t{0});
    QVERIFY(!none.inUse);
    const auto unused =
        parseHugePages("HugePages_Total:       0\nHugepagesize:       2048 kB\nHugetlb:               0 kB\n");
    QCOMPARE(unused.size, 2 * mebibyte);
    QVERIFY(!unused.inUse);
    QVERIFY(parseHugePages("Hugepagesize:       2048 kB\nHugetlb:         4096 kB\n").inUse);
    QVERIFY(parseHugePages("HugePages_Total:       2\nHugepagesize:       2048 kB\n").inUse);
}

void ProcTableTest::doubtfulResidency_data() {
    QTest::addColumn<quint64>("size");
    QTest::addColumn<quint64>("resident");
    QTest::addColumn<bool>("inUse");
    QTest::addColumn<bool>("believed");
    QTest::newRow("nothing resident") << quint64{8 * mebibyte} << quint64{0} << true << true;
    QTest::newRow("all resident") << quint64{5000} << quint64{8192} << true << true;
    QTest::newRow("transparent huge page past the end") << quint64{4096} << quint64{2 * mebibyte} << false << true;
    QTest::newRow("a huge page past the end") << quint64{4096} << quint64{2 * mebibyte + 4096} << false << false;
    QTest::newRow("one huge page of 8 MiB") << quint64{8 * mebibyte} << quint64{gibibyte} << true << false;
    QTest::newRow("one huge page of 4 GiB") << quint64{4 * gibibyte} << quint64{gibibyte} << true << false;
    QTest::newRow("1 GiB, no huge pages here") << quint64{4 * gibibyte} << quint64{gibibyte} << false << true;
    QTest::newRow("1.5 GiB") << quint64{4 * gibibyte} << quint64{3 * gibibyte / 2} << true << true;
}

void ProcTableTest::doubtfulResidency() {
    QFETCH(quint64, size);
    QFETCH(quint64, resident);
    QFETCH(bool, inUse);
    std::vector<SegmentInfo> rows(1);
    rows[0].size = size;
    rows[0].resident = resident;
    doubtResidency(rows, {.size = 2 * mebibyte, .inUse = inUse}, 4096);
    QTEST(rows[0].resident == resident, "believed");
    QCOMPARE(rows[0].swapped == unknownBytes, rows[0].resident == unknownBytes);
}

void ProcTableTest::theKernelsOwnTables() {
    const MadeObject set(Kind::Semaphore, 1, 0600, 3);
    const MadeObject segment(Kind::SharedMemory, 2, 0640, 5000);
    const MadeObject queue(Kind::MessageQueue, -3, 0666);
    ProcTable table;
    auto snapshot = table.list({}).value();
    QVERIFY(snapshot.warnings.empty());
    QVERIFY((snapshot.known == Knowledge{.residency = true, .capacity = false}));
    QCOMPARE(snapshot.count(), std::size_t{3});
    QVERIFY(snapshot.sets[0].key == Key{1});
    QCOMPARE(snapshot.sets[0].count, 3U);
    QCOMPARE(snapshot.segments[0].size, std::uint64_t{5000});
    QCOMPARE(snapshot.segments[0].creatorPid, getpid());
    QVERIFY(snapshot.queues[0].key == Key{0xfffffffd});
    QCOMPARE(snapshot.queues[0].permissions.mode, std::uint16_t{0666});
    QCOMPARE(table.list(Kinds::only(Kind::MessageQueue)).value().count(), std::size_t{1});
}

void ProcTableTest::residencyOfTheKernel() {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const MadeObject made(Kind::SharedMemory, IPC_PRIVATE, 0600, 8 * page);
    auto* bytes = static_cast<char*>(shmat(made.id(), nullptr, 0));
    bytes[0] = bytes[5 * page] = 1;
    const auto snapshot = ProcTable().list({}).value();
    shmdt(bytes);
    QCOMPARE(snapshot.segments[0].resident + snapshot.segments[0].swapped, 2 * page);
}

void ProcTableTest::missingFolder() {
    const auto result = ProcTable("/nowhere/at all").list({});
    QVERIFY(!result);
    QVERIFY(result.error().kind == ErrorKind::NotFound);
    QCOMPARE(result.error().number, ENOENT);
    QVERIFY(result.error().attempted.find("/nowhere/at all/sem") != std::string::npos);
}

void ProcTableTest::missingKind() {
    const std::filesystem::path folder = testing::scratchDirectory() + "/tables";
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "sem") << setHeadings << "1 2 600 1 0 0 0 0 0 7\nbad\n";
    ProcTable table(folder);
    QVERIFY(!table.list({}));
    const auto sets = table.list(Kinds::only(Kind::Semaphore));
    QVERIFY(sets.has_value());
    QCOMPARE(sets->sets.size(), std::size_t{1});
    QCOMPARE(sets->warnings.size(), std::size_t{1});
    std::ofstream(folder / "shm").close();
    const auto segments = table.list(Kinds::only(Kind::SharedMemory));
    QVERIFY(segments.has_value());
    QVERIFY(!segments->known.residency);
}

void ProcTableTest::tablesLargerThanOneRead() {
    std::vector<MadeObject> queues;
    queues.reserve(3000);
    for (int i = 0; i < 3000; ++i)
        queues.emplace_back(Kind::MessageQueue, IPC_PRIVATE);
    auto snapshot = ProcTable().list({}).value();
    QVERIFY(snapshot.warnings.empty());
    QCOMPARE(snapshot.queues.size(), queues.size());
    snapshot.sortById();
    for (const auto& queue : queues)
        QVERIFY(snapshot.find(queue.object()));
}

void ProcTableTest::whatMayNotBeRead() {
    const MadeObject made(Kind::SharedMemory, IPC_PRIVATE, 0600);
    const auto result = testing::runUnprivileged([] {
        const auto snapshot = ProcTable().list({}).value();
        return snapshot.segments.size() == 1 && snapshot.segments[0].access == Access::Denied ? 0 : 1;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

IPCLENS_TEST_MAIN(ProcTableTest)

#include "proc_table_test.moc"
