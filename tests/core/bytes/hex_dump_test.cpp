// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/hex_dump.h"
#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"

#include <array>

using namespace ipclens;
using ipclens::testing::bytesOf;

namespace {

std::string dump(std::span<const std::byte> content, std::size_t piece, std::uint64_t offset = 0) {
    bytes::HexDump dump(offset, offset + content.size());
    std::string out;
    for (std::size_t at = 0; at < content.size(); at += piece)
        dump.add(content.subspan(at, std::min(piece, content.size() - at)), out);
    dump.finish(out);
    return out;
}

} // namespace

class HexDumpTest : public QObject {
    Q_OBJECT

private slots:
    void offsetDigits_data();
    void offsetDigits();
    void showsOffsetHexAndText();
    void escapesWhatIsNotPrintable();
    void piecesMakeNoDifference();
    void leavesOutRepeatedLines_data();
    void leavesOutRepeatedLines();
    void countsFromAnyOffset();
};

void HexDumpTest::offsetDigits_data() {
    QTest::addColumn<quint64>("size");
    QTest::addColumn<int>("digits");
    QTest::newRow("empty") << quint64{0} << 8;
    QTest::newRow("one byte") << quint64{1} << 8;
    QTest::newRow("4 GiB") << (quint64{1} << 32) << 8;
    QTest::newRow("4 GiB and one") << (quint64{1} << 32) + 1 << 9;
    QTest::newRow("2^63-1") << quint64{0x7fffffffffffffff} << 16;
    QTest::newRow("2^64-1") << ~quint64{0} << 16;
}

void HexDumpTest::offsetDigits() {
    QFETCH(quint64, size);
    QTEST(bytes::offsetDigits(size), "digits");
}

void HexDumpTest::showsOffsetHexAndText() {
    const auto content = bytesOf(std::string_view("frame\0\0\0\x55\xbc\0\0\x42\x3e\xe8\xd9!", 17));
    QCOMPARE(dump(content, 100),
             std::string("00000000  66 72 61 6d 65 00 00 00  55 bc 00 00 42 3e e8 d9  frame...U...B>..\n"
                         "00000010  21                                                !\n"));
    QCOMPARE(dump({}, 1), std::string());
}

void HexDumpTest::escapesWhatIsNotPrintable() {
    std::string out;
    std::vector<std::byte> all;
    for (unsigned value = 0; value < 256; ++value)
        all.push_back(static_cast<std::byte>(value));
    for (const char c : dump(all, 256))
        QVERIFY(c == '\n' || (c >= ' ' && c <= '~'));
}

void HexDumpTest::piecesMakeNoDifference() {
    std::vector<std::byte> content(1000);
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<std::byte>(i * i % 251);
    const std::string whole = dump(content, content.size());
    for (const std::size_t piece : {1U, 15U, 16U, 17U, 31U, 999U})
        QCOMPARE(dump(content, piece), whole);
}

void HexDumpTest::leavesOutRepeatedLines_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArrayList>("offsets");
    QTest::newRow("one line") << 16 << QByteArrayList{"00000000"};
    QTest::newRow("two lines: nothing to leave out") << 32 << QByteArrayList{"00000000", "00000010"};
    QTest::newRow("three lines") << 48 << QByteArrayList{"00000000", "*", "00000020"};
    QTest::newRow("many lines") << 16 * 1000 << QByteArrayList{"00000000", "*", "00003e70"};
    QTest::newRow("a short last line") << 51 << QByteArrayList{"00000000", "*", "00000030"};
}

void HexDumpTest::leavesOutRepeatedLines() {
    QFETCH(int, length);
    const std::vector<std::byte> zeros(static_cast<std::size_t>(length));
    QByteArrayList offsets;
    for (const auto& line : QByteArray::fromStdString(dump(zeros, 100)).trimmed().split('\n'))
        offsets.append(line.split(' ').first());
    QTEST(offsets, "offsets");
}

void HexDumpTest::countsFromAnyOffset() {
    const auto content = bytesOf("AB");
    QVERIFY(dump(content, 2, 0x123456789).starts_with("123456789  41 42 "));
}

IPCLENS_TEST_MAIN(HexDumpTest)

#include "hex_dump_test.moc"
