// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/mappings.h"

#include <QTest>

#include <sys/sysmacros.h>

using namespace ipclens;
using namespace ipclens::processes;

class MappingsTest : public QObject {
    Q_OBJECT

private slots:
    void attachmentsOfOneSegment();
    void otherLines_data();
    void otherLines();
    void mappingsOfAFile();
};

void MappingsTest::attachmentsOfOneSegment() {
    const std::string_view maps =
        "55d0c8a00000-55d0c8a01000 r--p 00000000 08:01 32771                      /usr/bin/cat\n"
        "7f1c2a400000-7f1c2a500000 r--s 00000000 00:01 32771                      /SYSV51a00001 (deleted)\n"
        "7f1c2a500000-7f1c2a600000 rw-s 00000000 00:01 32772                      /SYSV51a00002 (deleted)\n"
        "7f1c2a600000-7f1c2a700000 rw-s 00000000 00:0f 32771                      /SYSV51a00001 (deleted)\n"
        "7ffd1c9d0000-7ffd1c9f1000 rw-p 00000000 00:00 0                          [stack]";
    const auto mappings = mappingsOf(Id{32771}, maps);
    QCOMPARE(mappings.size(), std::size_t{2});
    QVERIFY(mappings[0].range == "7f1c2a400000-7f1c2a500000");
    QVERIFY(!mappings[0].writable);
    QVERIFY(mappings[1].range == "7f1c2a600000-7f1c2a700000");
    QVERIFY(mappings[1].writable);
    QVERIFY(mappingsOf(Id{0}, maps).empty());
    QVERIFY(mappingsOf(Id{32771}, {}).empty());
}

void MappingsTest::otherLines_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("a file that still has its name") << QByteArray("1000-2000 rw-s 00000000 00:01 7  /SYSV00000000");
    QTest::newRow("a file that is called so")
        << QByteArray("1000-2000 rw-s 00000000 00:01 7  /SYSV00000000 (deleted) x");
    QTest::newRow("a longer inode") << QByteArray("1000-2000 rw-s 00000000 00:01 77  /SYSV00000000 (deleted)");
    QTest::newRow("an inode beyond an id") << QByteArray("1000-2000 rw-s 0 00:01 4294967303  /SYSV00000000 (deleted)");
    QTest::newRow("an inode with a tail") << QByteArray("1000-2000 rw-s 00000000 00:01 7x  /SYSV00000000 (deleted)");
    QTest::newRow("a private mapping") << QByteArray("1000-2000 r--p 00000000 00:01 7  /SYSV00000000 (deleted)");
    QTest::newRow("in a folder") << QByteArray("1000-2000 rw-s 00000000 00:01 7  /tmp/SYSV00000000 (deleted)");
    QTest::newRow("cut off") << QByteArray("1000-2000 rw-s 00000000");
    QTest::newRow("empty lines") << QByteArray("\n\n");
}

void MappingsTest::otherLines() {
    QFETCH(QByteArray, line);
    QVERIFY(mappingsOf(Id{7}, {line.constData(), static_cast<std::size_t>(line.size())}).empty());
}

void MappingsTest::mappingsOfAFile() {
    const std::string_view maps =
        "55d0c8a00000-55d0c8a01000 r--p 00000000 08:01 7                          /usr/bin/cat\n"
        "7f1c2a400000-7f1c2a500000 r--s 00000000 00:19 7                          /dev/shm/ring\n"
        "7f1c2a500000-7f1c2a600000 rw-s 00000000 00:19 8                          /dev/shm/other\n"
        "7f1c2a600000-7f1c2a700000 rw-s 00100000 00:19 7                          /dev/shm/old name (deleted)\n"
        "7f1c2a700000-7f1c2a800000 rw-p 00000000 00:19 7                          /dev/shm/ring\n"
        "7f1c2a800000-7f1c2a900000 rw-s 00000000 00:119 7                         /dev/shm/ring\n"
        "7ffd1c9d0000-7ffd1c9f1000 rw-p 00000000 00:00 0                          [stack]";
    const auto mappings = mappingsOf(posix::FileId{makedev(0, 0x19), 7}, maps);
    QCOMPARE(mappings.size(), std::size_t{3});
    QCOMPARE(mappings[0].begin, std::uint64_t{0x7f1c2a400000});
    QCOMPARE(mappings[0].end, std::uint64_t{0x7f1c2a500000});
    QVERIFY(!mappings[0].writable);
    QVERIFY(mappings[1].writable);
    QVERIFY(!mappings[2].writable); // what it writes there nobody else sees
    QVERIFY(mappingsOf(posix::FileId{makedev(0, 0x19), 9}, maps).empty());
    QVERIFY(mappingsOf(posix::FileId{makedev(0, 0x19), 7}, "1000-2000 rw").empty());
}

QTEST_APPLESS_MAIN(MappingsTest)
#include "mappings_test.moc"
