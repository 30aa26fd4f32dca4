// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Code that makes, reads and writes POSIX segments, run in each language against the kernel.

#include "core/posix/shared_memory.h"
#include "core/snippets/snippet.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/core/snippets/running.h"
#include "tests/core/snippets/targets.h"
#include "tests/support/byte_text.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <string>
#include <vector>

using namespace ipclens;
using namespace ipclens::snippets;
using namespace ipclens::snippets::action;
using ipclens::testing::byName;
using ipclens::testing::bytesOf;
using ipclens::testing::codeNames;
using ipclens::testing::EachLanguage;
using ipclens::testing::hostileBytes;
using ipclens::testing::need;
using ipclens::testing::objectsInNamespace;
using ipclens::testing::onlyName;
using ipclens::testing::perform;
using ipclens::testing::ShmEntry;
using ipclens::testing::SmallSharedMemory;
using ipclens::testing::Umask;

namespace {

posix::FileInfo segmentOf(const std::string& name) {
    return need(posix::SharedMemory::look(name));
}

std::vector<std::byte> bytesAt(const std::string& name, std::uint64_t offset, std::size_t length) {
    std::vector<std::byte> bytes(length);
    const auto segment = need(posix::SharedMemory::open(name, posix::SegmentAccess::ReadOnly));
    bytes.resize(need(segment.read(offset, bytes)));
    return bytes;
}

} // namespace

class PosixSegmentSnippetTest : public EachLanguage {
    Q_OBJECT

private slots:
    void cleanup();

    void makesSegment_data() { addLanguages(); }
    void makesSegment();
    void opensSegmentThatIsThere_data() { addLanguages(); }
    void opensSegmentThatIsThere();
    void leavesNothingWhereThereIsNoRoom_data() { addLanguages(); }
    void leavesNothingWhereThereIsNoRoom();
    void choosesANameAndSaysIt_data() { addLanguages(); }
    void choosesANameAndSaysIt();
    void readsWithoutTakingUpMemory_data() { addLanguages(); }
    void readsWithoutTakingUpMemory();
    void writes_data() { addLanguages(); }
    void writes();
    void writesAFile_data() { addLanguages(); }
    void writesAFile();
};

void PosixSegmentSnippetTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixSegmentSnippetTest::makesSegment() {
    const Umask mask(0077);
    for (const std::string& name : codeNames()) {
        CreatePosixSegment create{name, {}};
        create.options.size = 5000;
        create.options.fill = std::uint8_t{'?'};
        create.options.mode = 0640;
        VERIFY_RUNS(create);
        const auto info = segmentOf(name);
        QCOMPARE(info.size, std::uint64_t{5000});
        QCOMPARE(info.permissions.mode, std::uint16_t{0640});
        QVERIFY(bytesAt(name, 0, 6000) == std::vector<std::byte>(5000, std::byte{'?'}));
        VERIFY_REFUSED(create); // it is there already
        VERIFY_DONE(posix::SharedMemory::unlink(name));
    }
    // What is not filled takes up no memory, and may be of any size
    for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1} << 33U}) {
        CreatePosixSegment bare{"/bare", {}};
        bare.options.size = size;
        VERIFY_RUNS(bare);
        QCOMPARE(segmentOf("/bare").size, size);
        QCOMPARE(segmentOf("/bare").allocated, std::uint64_t{0});
        VERIFY_DONE(posix::SharedMemory::unlink("/bare"));
    }
}

void PosixSegmentSnippetTest::opensSegmentThatIsThere() {
    const ShmEntry entry("there");
    QCOMPARE(entry.makeFile(100), 0);
    CreatePosixSegment create{"/there", {}};
    create.options.size = 5000;
    create.options.fill = std::uint8_t{1};
    create.options.mode = 0644;
    create.options.ifExists = IfExists::Open;
    VERIFY_RUNS(create);
    QCOMPARE(segmentOf("/there").permissions.mode, std::uint16_t{0600});
    QVERIFY(bytesAt("/there", 0, 5000) == std::vector<std::byte>(100));
    create.options.content = posix::Content::Truncate;
    if (language() == Language::Shell) {
        VERIFY_REFUSED(create);
        QCOMPARE(segmentOf("/there").size, std::uint64_t{100});
    } else {
        VERIFY_RUNS(create);
        QCOMPARE(segmentOf("/there").size, std::uint64_t{0});
    }
    VERIFY_DONE(posix::SharedMemory::unlink("/there"));
    create.options.content = posix::Content::Keep;
    VERIFY_RUNS(create);
    QVERIFY(bytesAt("/there", 0, 6000) == std::vector<std::byte>(5000, std::byte{1}));
}

void PosixSegmentSnippetTest::leavesNothingWhereThereIsNoRoom() {
    const SmallSharedMemory four(4);
    CreatePosixSegment create{"/big", {}};
    create.options.size = 1U << 20U;
    create.options.fill = std::uint8_t{1};
    VERIFY_REFUSED(create);
    QVERIFY(objectsInNamespace().empty());
    const ShmEntry entry("sparse");
    QCOMPARE(entry.makeFile(1U << 20U), 0);
    VERIFY_REFUSED((
        WriteBytes{byName(Kind::SharedMemory, "/sparse"), {{4096, std::vector<std::byte>(20'000, std::byte{1}), {}}}}));
}

void PosixSegmentSnippetTest::choosesANameAndSaysIt() {
    CreatePosixSegment create{posix::RandomName{}, {}};
    create.options.size = 9;
    const auto ran = perform(create, language());
    QVERIFY2(ran.status == 0, ipclens::testing::explained(ran, create, language()).c_str());
    const std::string name = onlyName("/dev/shm/");
    QVERIFY(ran.out.find(name) != std::string::npos);
    QCOMPARE(segmentOf(name).size, std::uint64_t{9});
    VERIFY_DONE(posix::SharedMemory::unlink(name));
}

void PosixSegmentSnippetTest::readsWithoutTakingUpMemory() {
    const auto hostile = hostileBytes();
    for (const std::string& name : codeNames()) {
        const ShmEntry entry(name.substr(1));
        QCOMPARE(entry.makeFile(1U << 20U), 0);
        const Target target = byName(Kind::SharedMemory, name);
        QCOMPARE(bytesOf(perform(ReadBytes{target, 3, 300'000}, language()).out), std::vector<std::byte>(300'000));
        QCOMPARE(segmentOf(name).allocated, std::uint64_t{0});
        VERIFY_DONE(need(posix::SharedMemory::open(name)).write(70'001, hostile));
        QCOMPARE(bytesOf(perform(ReadBytes{target, 70'001, hostile.size()}, language()).out), hostile);
        VERIFY_RUNS((ReadBytes{target, 0, 0}));
    }
}

void PosixSegmentSnippetTest::writes() {
    const auto hostile = hostileBytes();
    for (const std::string& name : codeNames()) {
        const ShmEntry entry(name.substr(1));
        QCOMPARE(entry.makeFile(4096), 0);
        const Target target = byName(Kind::SharedMemory, name);
        VERIFY_RUNS((WriteBytes{target, {{1001, hostile, {}}, {4095, bytesOf("z"), {}}}}));
        QCOMPARE(bytesAt(name, 1001, hostile.size()), hostile);
        VERIFY_REFUSED((WriteBytes{target, {{4090, bytesOf("1234567"), {}}}}));
        QCOMPARE(segmentOf(name).size, std::uint64_t{4096});
        VERIFY_REFUSED((WriteBytes{target, {{0, bytesOf("a"), {}}, {4095, bytesOf("b"), bytesOf("y")}}}));
        QCOMPARE(bytesAt(name, 0, 1), std::vector<std::byte>(1));
        if (language() == Language::Shell) continue; // which can't look first
        VERIFY_RUNS((WriteBytes{target, {{4095, bytesOf("b"), bytesOf("z")}, {1001, bytesOf("-"), hostile}}}));
        QCOMPARE(bytesAt(name, 4095, 1), bytesOf("b"));
        QCOMPARE(bytesAt(name, 1001, 1), bytesOf("-"));
    }
}

void PosixSegmentSnippetTest::writesAFile() {
    const ShmEntry entry("filed");
    QCOMPARE(entry.makeFile(200'000), 0);
    auto content = hostileBytes();
    content.resize(150'000, std::byte{'%'});
    const std::string text(reinterpret_cast<const char*>(content.data()), content.size());
    const auto path = ipclens::testing::written(QStringLiteral("it's a \"$(file)\""), text).toStdString();
    const Target target = byName(Kind::SharedMemory, "/filed");
    VERIFY_RUNS((WriteFile{target, 7, path}));
    QVERIFY(bytesAt("/filed", 7, content.size()) == content);
    VERIFY_REFUSED((WriteFile{target, 50'001, path}));
    QCOMPARE(segmentOf("/filed").size, std::uint64_t{200'000});
}

IPCLENS_TEST_MAIN(PosixSegmentSnippetTest)

#include "posix_segment_snippet_test.moc"
