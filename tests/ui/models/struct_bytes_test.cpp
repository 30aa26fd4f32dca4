// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"
#include "ui/models/struct_bytes.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::bytesOf;
using ipclens::testing::hexOf;

namespace {

bytes::StructDeclaration declared(std::string_view text) {
    return *bytes::StructDeclaration::parse(text);
}

} // namespace

class StructBytesTest : public QObject {
    Q_OBJECT

private slots:
    void areAsManyAsTheStructTakes();
    void valuesStayWhereALengthMovesThem();
    void unseenBytesStay();
    void lengthsAreBounded();
};

void StructBytesTest::areAsManyAsTheStructTakes() {
    const auto fixed = declared("struct a { uint8_t b; uint16_t c; };");
    QCOMPARE(hexOf(structs::fitted(fixed, {})), QByteArray("00000000"));
    QCOMPARE(hexOf(structs::fitted(fixed, bytesOf("abcdef"))), QByteArray("61626364"));
    QVERIFY(!structs::openFrom(fixed));
    const auto counted = declared("struct a { uint8_t n; char text[n]; };");
    QCOMPARE(hexOf(structs::fitted(counted, {})), QByteArray("00"));
    QCOMPARE(hexOf(structs::fitted(counted, bytesOf("\2"))), QByteArray("020000"));
    const auto open = declared("struct a { uint8_t n; char text[]; };");
    QCOMPARE(structs::openFrom(open), std::optional<std::uint64_t>(1));
    QCOMPARE(hexOf(structs::fitted(open, bytesOf("\2ab"))), QByteArray("026162"));
}

void StructBytesTest::valuesStayWhereALengthMovesThem() {
    const auto list = declared("packed struct a { uint8_t n; struct { uint8_t x, y; } p[n]; uint8_t end; };");
    const auto one = bytesOf("\1\x11\x22\x99");
    const auto two = structs::edited(list, one, 0, bytesOf("\2"));
    QCOMPARE(hexOf(two), QByteArray("021122000099"));
    QCOMPARE(hexOf(structs::edited(list, two, 5, bytesOf("\x77"))), QByteArray("021122000077"));
    QCOMPARE(hexOf(structs::edited(list, two, 0, bytesOf("\1"))), QByteArray("01112299"));
    // A length that is itself moved
    const auto twice = declared("packed struct a { uint8_t n; char s[n]; uint8_t m; char t[m]; };");
    QCOMPARE(hexOf(structs::edited(twice, bytesOf("\1A\2BC"), 0, bytesOf("\2"))), QByteArray("024100024243"));
}

void StructBytesTest::unseenBytesStay() {
    // Padding, and elements beyond those that have a row
    const auto padded = declared("struct a { uint8_t b; uint32_t c; };");
    QCOMPARE(hexOf(structs::edited(padded, bytesOf("\1xyz\2\2\2\2"), 0, bytesOf("\7"))),
             QByteArray("0778797a02020202"));
    const auto large = declared("struct a { uint8_t b; uint16_t c[9000]; };");
    const std::vector<std::byte> all(18002, std::byte{5});
    const auto changed = structs::edited(large, all, 0, bytesOf("\7"));
    QCOMPARE(changed.size(), all.size());
    QCOMPARE(std::count(changed.begin(), changed.end(), std::byte{5}), std::ptrdiff_t{18001});
}

void StructBytesTest::lengthsAreBounded() {
    const auto hostile = declared("le struct a { uint32_t n; char text[n]; };");
    QCOMPARE(structs::fitted(hostile, bytesOf("\xff\xff\xff\xff")).size(), std::size_t{structs::mostComposed});
    const auto negative = declared("le struct a { int32_t n; char text[n]; };");
    QCOMPARE(hexOf(structs::fitted(negative, bytesOf("\xff\xff\xff\xff"))), QByteArray("ffffffff"));
}

IPCLENS_TEST_MAIN(StructBytesTest)
#include "struct_bytes_test.moc"
