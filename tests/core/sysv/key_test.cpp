// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/key.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <filesystem>
#include <fstream>

#include <sys/ipc.h>
#include <sys/stat.h>

using namespace ipclens;
using namespace ipclens::sysv;

class KeyTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithFtok();
    void agreesForManyInodes();
    void bytesOfAKey();
    void inverseForOneCandidate();
    void missingPath();
};

void KeyTest::agreesWithFtok() {
    for (const int project : {1, 65, 127, 128, 255}) {
        for (const char* path : {"/", "/etc/passwd", "/proc/self"}) {
            const auto origin = keyOfPath(path, static_cast<std::uint8_t>(project));
            VERIFY_DONE(origin);
            QCOMPARE(origin->key.value, static_cast<std::uint32_t>(::ftok(path, project)));
            struct stat status {};
            QCOMPARE(::stat(path, &status), 0);
            QCOMPARE(origin->project, static_cast<std::uint8_t>(project));
            QCOMPARE(origin->device, status.st_dev);
            QCOMPARE(origin->inode, status.st_ino);
        }
    }
}

void KeyTest::agreesForManyInodes() {
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/bin")) {
        if (!entry.exists()) continue; // a dangling link
        const auto origin = keyOfPath(entry.path().string(), 1);
        VERIFY_DONE(origin);
        QCOMPARE(origin->key.value, static_cast<std::uint32_t>(::ftok(entry.path().c_str(), 1)));
        ++seen;
    }
    QVERIFY(seen > 100);
}

void KeyTest::bytesOfAKey() {
    const KeyBytes bytes = bytesOfKey(Key{0x41aa0a1b});
    QCOMPARE(bytes.project, std::uint8_t{0x41});
    QCOMPARE(bytes.device, std::uint8_t{0xaa});
    QCOMPARE(bytes.inode, std::uint16_t{0x0a1b});
    QCOMPARE(bytesOfKey(Key{0xffffffff}).inode, std::uint16_t{0xffff});
}

void KeyTest::inverseForOneCandidate() {
    const std::string path = ipclens::testing::scratchDirectory() + "/a";
    const std::string other = ipclens::testing::scratchDirectory() + "/b";
    std::ofstream(path) << 'a';
    std::ofstream(other) << 'b';
    for (const std::uint8_t project : {std::uint8_t{1}, std::uint8_t{200}}) {
        const Key key = keyOfPath(path, project).value().key;
        QCOMPARE(keyCouldComeFrom(key, path).value(), true);
        QCOMPARE(keyCouldComeFrom(key, other).value(), false);
        QCOMPARE(keyCouldComeFrom(Key{key.value ^ 1U}, path).value(), false);
    }
}

void KeyTest::missingPath() {
    const auto missing = keyOfPath("/nowhere", 1);
    VERIFY_FAILS(missing, ErrorKind::NotFound, ENOENT);
    QCOMPARE(missing.error().message(), std::string("ftok /nowhere: No such file or directory (ENOENT)"));
    VERIFY_FAILS(keyCouldComeFrom(Key{1}, "/nowhere"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(keyOfPath("/etc/passwd/x", 1), ErrorKind::Other, ENOTDIR);
}

IPCLENS_TEST_MAIN(KeyTest)

#include "key_test.moc"
