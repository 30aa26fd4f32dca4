// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/bogus_file.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <algorithm>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens::testing;

/// read and write of POSIX segments.
class PosixMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void refused_data();
    void refused();
    void readsInEachForm();
    void neverPastTheEnd();
    void untouchedPagesStayUntouched();
    void cutShortMeanwhile();
    void writes();
    void writesNothingPastTheEnd();
    void overTheFileSizeLimit();
    void failures();
};

namespace {

/// Bytes that memory is taken up for.
qint64 allocatedOf(const char* path) {
    struct stat status {};
    stat(path, &status);
    return qint64{status.st_blocks} * 512;
}

} // namespace

void PosixMemoryTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void PosixMemoryTest::refused_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {
             "read sem:/x",
             "read shm:/",
             "read shm:/x --offset -1",
             "read shm:/x --length x",
             "read shm:/x --raw --hex",
             "read shm:/x --raw --json",
             "write shm:/x --text x",
             "write shm:/x --offset 0",
             "write shm:/x --offset 0 --text x --hex 00",
             "write shm:/x --offset 0 --hex 0",
             "write shm:/a/b --offset 0 --text x",
         })
        QTest::newRow(line) << line;
}

void PosixMemoryTest::refused() {
    QFETCH(QString, line);
    run("create shm /x --size 16");
    verifyFailed(run(line.toUtf8().constData()), 2);
    QCOMPARE(run("read shm:/x --raw").out, std::string(16, '\0'));
}

void PosixMemoryTest::readsInEachForm() {
    run("create shm /x --size 8K");
    QCOMPARE(run({"write", "shm:/x", "--offset", "4K", "--text", "hi\x1b"}).status, 0);
    QCOMPARE(run("write shm:/x --offset 0 --hex 00ff").status, 0);
    QCOMPARE(run("read shm:/x --offset 4096 --length 3 --json").json().dump(),
             R"({"object":"shm:/x","offset":4096,"size":3,"text":"hi\u001b","hex":"68691b"})");
    QCOMPARE(run("read shm:/x --length 2 --json").json()["text"], nullptr);
    QCOMPARE(run("read shm:/x --offset 4K --length 2 --raw").out, std::string("hi"));
    QCOMPARE(run("read shm:/x --length 2 --hex").out, std::string("00ff\n"));
    const std::string dump = run("read shm:/x").out;
    QVERIFY2(dump.starts_with("00000000  00 ff 00"), dump.c_str());
    QVERIFY2(dump.find("00001000  68 69 1b") != std::string::npos, dump.c_str());
    QVERIFY(dump.find('\x1b') == std::string::npos);
    QCOMPARE(run("read shm:/x --length 1 --hex -v").err,
             std::string("ipclens: read: by its file, which is not mapped\n"));
}

void PosixMemoryTest::neverPastTheEnd() {
    run("create shm /x --size 10 --fill 65");
    QCOMPARE(run("read shm:/x --offset 8 --length 1M --json").json()["size"], 2);
    QCOMPARE(run("read shm:/x --length 99999999999999999999G --raw").out, std::string(10, 'A'));
    for (const char* line : {"read shm:/x --offset 10", "read shm:/x --offset 18446744073709551615",
                             "read shm:/x --offset 18446744073709551616"}) {
        const Ran ran = run(line);
        QCOMPARE(ran.status, 7);
        QCOMPARE(ran.out, std::string());
    }
    QVERIFY(run("read shm:/x --offset 10").err.find("it has 10 bytes") != std::string::npos);
    run("create shm /empty --size 0");
    QCOMPARE(run("read shm:/empty").status, 7);
}

void PosixMemoryTest::untouchedPagesStayUntouched() {
    run("create shm /x --size 4M");
    QCOMPARE(run("read shm:/x --offset 1M --length 1M --raw").out, std::string(1 << 20, '\0'));
    QVERIFY(run("read shm:/x").out.starts_with("00000000  00 00"));
    QCOMPARE(run("show shm:/x --json").json()["resident"], 0);
    QCOMPARE(allocatedOf("/dev/shm/x"), qint64{0});
    QCOMPARE(run("write shm:/x --offset 3M --text x").status, 0);
    QCOMPARE(allocatedOf("/dev/shm/x"), qint64{sysconf(_SC_PAGESIZE)});
}

void PosixMemoryTest::cutShortMeanwhile() {
    constexpr off_t left = 512 * 1024;
    run("create shm /x --size 4M --fill 65");
    RunningIpclens reader({"read", "shm:/x", "--raw"});
    // Nobody takes what it writes yet
    QVERIFY(reader.waitUntilBlockedIn({SYS_write}));
    QCOMPARE(truncate("/dev/shm/x", left), 0);
    const Ran ran = reader.finish();
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.out.size(), std::size_t{left});
    QVERIFY(ran.out == std::string(left, 'A'));
}

void PosixMemoryTest::writes() {
    run("create shm /x --size 16");
    QCOMPARE(run({"write", "shm:/x", "--offset", "4", "--text", "four"}).out, std::string());
    QCOMPARE(run({"write", "shm:/x", "--offset", "14", "--hex", "00ff", "--json"}).json().dump(),
             R"({"object":"shm:/x","written":2})");
    QCOMPARE(run({"write", "shm:/x", "--offset", "0", "--stdin"}, "in").status, 0);
    QCOMPARE(run("read shm:/x --raw").out, std::string("in\0\0four\0\0\0\0\0\0\0\xff", 16));
}

void PosixMemoryTest::writesNothingPastTheEnd() {
    run("create shm /x --size 10 --fill 65");
    const Ran over = run("write shm:/x --offset 8 --text abc");
    QCOMPARE(over.status, 7);
    QVERIFY2(over.err.find("nothing was written; 2 bytes fit from offset 8 on") != std::string::npos, over.err.c_str());
    QCOMPARE(run({"write", "shm:/x", "--offset", "8", "--file", "/dev/zero"}).status, 7);
    QCOMPARE(run("write shm:/x --offset 10 --text a").status, 7);
    QCOMPARE(run("read shm:/x --raw").out, std::string(10, 'A'));
    QCOMPARE(run("write shm:/x --offset 8 --text ab").status, 0);
}

void PosixMemoryTest::overTheFileSizeLimit() {
    QCOMPARE(run("create shm /x --size 1M").status, 0);
    const Ran ran = runInShell("ulimit -f 1; head -c 8K /dev/zero | ipclens write shm:/x --offset 512K --stdin");
    QCOMPARE(ran.status, 7);
    QVERIFY2(ran.err.find("(EFBIG)") != std::string::npos, ran.err.c_str());
    QCOMPARE(run("read shm:/x --offset 512K --length 8K --raw").out, std::string(8192, '\0'));
}

void PosixMemoryTest::failures() {
    QCOMPARE(run("read shm:/none").status, 3);
    QCOMPARE(run("write shm:/none --offset 0 --text x").status, 3);
    const BogusFile folder("directory", "/dev/shm/folder");
    const Ran ran = run("read shm:/folder");
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.find("it is no shared memory segment, but a directory") != std::string::npos, ran.err.c_str());
    const BogusFile fifo("fifo", "/dev/shm/fifo");
    QCOMPARE(run("read shm:/fifo").status, 1);
    run("create shm /x --size 16 --mode 0644");
    run("create shm /mine --size 16");
    const auto seen = runAsNobody("read shm:/x --raw");
    if (!seen) QSKIP("another user can't be had here");
    QCOMPARE(seen->out, std::string(16, '\0'));
    QCOMPARE(runAsNobody("write shm:/x --offset 0 --text x")->status, 4);
    const auto denied = runAsNobody("read shm:/mine");
    QCOMPARE(denied->err, std::string("ipclens: read shm:/mine: not permitted (EACCES); owner root, mode 0600\n"));
    QCOMPARE(denied->status, 4);
}

IPCLENS_TEST_MAIN(PosixMemoryTest)

#include "posix_memory_test.moc"
