// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/test_main.h"
#include "ui/dialogs/input.h"

#include <QObject>
#include <QTest>

#include <limits>

using namespace ipclens;
using namespace ipclens::ui;

class InputTest : public QObject {
    Q_OBJECT

private slots:
    void readsKeys();
    void refusesKeys_data();
    void refusesKeys();
    void readsSizes_data();
    void readsSizes();
    void refusesSizes_data();
    void refusesSizes();
    void readsModes();
    void readsValues();
    void readsMessageTypes();
    void readsPosixNames_data();
    void readsPosixNames();
    void refusesPosixNames();
};

void InputTest::readsKeys() {
    QCOMPARE(input::key(QStringLiteral("0x51a00001"))->value, 0x51a00001U);
    QCOMPARE(input::key(QStringLiteral(" 42 "))->value, 42U);
    QCOMPARE(input::key(QStringLiteral("010"))->value, 10U);
    QCOMPARE(input::key(QStringLiteral("-1"))->value, 0xffffffffU);
    QCOMPARE(input::key(QStringLiteral("-2147483648"))->value, 0x80000000U);
    QCOMPARE(input::key(QStringLiteral("4294967295"))->value, 0xffffffffU);
}

void InputTest::refusesKeys_data() {
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"", "0", "0x", "0x0", "4294967296", "-2147483649", "0x100000000", "12a", "1 2", "--1",
                              "99999999999999999999"})
        QTest::newRow(typed) << QString::fromLatin1(typed);
}

void InputTest::refusesKeys() {
    QFETCH(QString, typed);
    const auto key = input::key(typed);
    QVERIFY(!key);
    QVERIFY(!key.error().isEmpty());
}

void InputTest::readsSizes_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qulonglong>("bytes");
    QTest::newRow("bytes") << "4096" << 4096ULL;
    QTest::newRow("hex") << "0x1000" << 4096ULL;
    QTest::newRow("K") << "64K" << 65536ULL;
    QTest::newRow("k") << "64k" << 65536ULL;
    QTest::newRow("MiB") << "64 MiB" << 67108864ULL;
    QTest::newRow("GB as GiB") << "1GB" << 1073741824ULL;
    QTest::newRow("B") << "12 B" << 12ULL;
    QTest::newRow("hex digits are no unit") << "0x1b" << 27ULL;
    QTest::newRow("the most") << "18446744073709551615" << std::numeric_limits<qulonglong>::max();
}

void InputTest::readsSizes() {
    QFETCH(QString, typed);
    QFETCH(qulonglong, bytes);
    const auto size = input::size(typed);
    QVERIFY2(size.has_value(), size ? "" : qPrintable(size.error()));
    QCOMPARE(static_cast<qulonglong>(*size), bytes);
}

void InputTest::refusesSizes_data() {
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"", "K", "-1", "1T", "1.5M", "64 M iB", "18446744073709551616", "17179869184G"})
        QTest::newRow(typed) << QString::fromLatin1(typed);
}

void InputTest::refusesSizes() {
    QFETCH(QString, typed);
    QVERIFY(!input::size(typed));
}

void InputTest::readsModes() {
    QCOMPARE(*input::mode(QStringLiteral("0660")), mode_t{0660});
    QCOMPARE(*input::mode(QStringLiteral("7")), mode_t{07});
    for (const char* typed : {"", "8", "1777", "rw", "-1", "0x1"})
        QVERIFY2(!input::mode(QString::fromLatin1(typed)), typed);
}

void InputTest::readsValues() {
    QCOMPARE(*input::values(QStringLiteral("1, 2,3 32767")), (std::vector<std::uint16_t>{1, 2, 3, 32767}));
    QCOMPARE(*input::values(QStringLiteral("0")), std::vector<std::uint16_t>{0});
    for (const char* typed : {"", ",", "32768", "-1", "1,x"})
        QVERIFY2(!input::values(QString::fromLatin1(typed)), typed);
}

void InputTest::readsMessageTypes() {
    QCOMPARE(*input::messageType(QStringLiteral("9223372036854775807")), std::numeric_limits<long>::max());
    QCOMPARE(*input::messageType(QStringLiteral("0x10")), 16L);
    for (const char* typed : {"", "0", "-1", "9223372036854775808"})
        QVERIFY2(!input::messageType(QString::fromLatin1(typed)), typed);
}

void InputTest::readsPosixNames_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* typed, const QByteArray& bytes) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << bytes;
    };
    row("/lock", "/lock");
    row("lock", "/lock");
    row("\\x2flock", "/lock");
    row(" two words ", "/ two words ");
    row("grün", "/gr\xc3\xbcn");
    row("gr\\xfcn", "/gr\xfcn");
    row("a\\x0a\\x1b[2J", "/a\n\x1b[2J");
    row("a\\n", "/a\\n"); // all but \xNN and \\ stands for itself
    row("a\\\\n", "/a\\n");
    row("a\\\\xff", "/a\\xff");
    row("a\\\\\\xff\\\\", "/a\\\xff\\");
    row("\\\\\\\\", "/\\\\");
    row("\\x4", "/\\x4");
    row("\\x5cx41", "/\\x41");
    row("<b>", "/<b>");
}

void InputTest::readsPosixNames() {
    QFETCH(QString, typed);
    QFETCH(QByteArray, bytes);
    const auto name = input::posixName(Kind::SharedMemory, typed);
    QVERIFY(name.has_value());
    QCOMPARE(QByteArray::fromStdString(*name), bytes);
}

void InputTest::refusesPosixNames() {
    const auto why = [](Kind kind, const QString& typed) {
        const auto name = input::posixName(kind, typed);
        return name ? QStringLiteral("it is one") : name.error();
    };
    QVERIFY(why(Kind::Semaphore, {}).contains(QStringLiteral("is needed")));
    QVERIFY(why(Kind::Semaphore, QStringLiteral("/a/b")).contains(QStringLiteral("second slash")));
    QVERIFY(why(Kind::Semaphore, QStringLiteral("a\\x00")).contains(QStringLiteral("zero byte")));
    QVERIFY(why(Kind::MessageQueue, QStringLiteral("..")).contains(QStringLiteral("directory")));
    QCOMPARE(why(Kind::Semaphore, QStringLiteral("..")), QStringLiteral("it is one"));
    // Bytes of a name in a reason are shown like any other
    const QString reason = why(Kind::SharedMemory, QStringLiteral("sem.a\\x0ab"));
    QVERIFY2(reason.contains(QStringLiteral("/a\\x0ab")), qPrintable(reason));
}

IPCLENS_TEST_MAIN(InputTest)
#include "input_test.moc"
