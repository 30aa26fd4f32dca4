// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/range_file.h"
#include "core/bytes/segment_source.h"
#include "core/sysv/shared_memory.h"
#include "tests/core/bytes/fake_source.h"
#include "tests/core/bytes/segment_fixture.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using bytes::loadRange;
using bytes::planLoad;
using bytes::saveRange;
using testing::FakeSource;
using testing::LiveSegment;
using testing::whyNot;

namespace {

constexpr std::uint64_t page = FakeSource::page;
constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

/// Bytes of a file that are on the disk.
std::uint64_t allocated(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_blocks) * 512 : 0;
}

} // namespace

class RangeFileTest : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void savesARange_data();
    void savesARange();
    void savesHolesAsHoles();
    void savesOfATebibyte();
    void replacesAtTheVeryEnd();
    void leavesNothingHalf();
    void refusesToSave();
    void loadsWhatWasSaved();
    void loadsHolesAsHoles();
    void loadSaysWhatItWillDo();
    void loadStaysWithinBounds_data();
    void loadStaysWithinBounds();
    void refusesToLoad();
    void loadEndsWhenCancelled();
    void segmentThereAndBack();
    void anotherSegmentIsLeftAlone();

private:
    [[nodiscard]] std::string path(const char* name = "range") const {
        return folder_->filePath(QString::fromUtf8(name)).toStdString();
    }
    [[nodiscard]] QByteArray content(const char* name = "range") const {
        QFile file(folder_->filePath(QString::fromUtf8(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
    }
    void write(const QByteArray& bytes, const char* name = "range") const {
        QFile file(folder_->filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    [[nodiscard]] QStringList files() const {
        return QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

void RangeFileTest::savesARange_data() {
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<quint64>("length");
    QTest::newRow("all") << quint64{0} << quint64{20 * page + 7};
    QTest::newRow("more than all") << quint64{0} << ~quint64{0};
    QTest::newRow("a byte") << quint64{2 * page} << quint64{1};
    QTest::newRow("over borders") << quint64{2 * page - 15} << quint64{page + 17};
    QTest::newRow("only zeros") << quint64{6 * page} << quint64{page};
    QTest::newRow("the last byte") << quint64{20 * page + 6} << quint64{1};
}

void RangeFileTest::savesARange() {
    QFETCH(quint64, offset);
    QFETCH(quint64, length);
    FakeSource source(20 * page + 7);
    source.put(2 * page - 3, "abcdef");
    source.put(10 * page, std::string(page, 'x'));
    source.put(20 * page + 6, "!");
    const auto saved = saveRange(source, offset, length, path());
    QVERIFY2(saved, whyNot(saved).constData());
    const quint64 expected = std::min(length, source.size() - offset);
    QCOMPARE(saved->length, std::uint64_t{expected});
    QCOMPARE(content(), testing::contentOf(source, offset, expected));
    QCOMPARE(files(), QStringList{"range"});
}

void RangeFileTest::savesHolesAsHoles() {
    FakeSource source(64 * mebibyte);
    source.put(30 * mebibyte, "x");
    const auto saved = saveRange(source, 0, source.size(), path());
    QVERIFY2(saved, whyNot(saved).constData());
    QCOMPARE(saved->written, page);
    QVERIFY(allocated(path()) <= mebibyte);
    QCOMPARE(source.bytesRead, page);
}

void RangeFileTest::savesOfATebibyte() {
    FakeSource source(std::uint64_t{1} << 40);
    source.put((std::uint64_t{1} << 35) + 3, "here");
    const auto saved = saveRange(source, (std::uint64_t{1} << 35) - mebibyte, 2 * mebibyte, path());
    QVERIFY2(saved, whyNot(saved).constData());
    QCOMPARE(content().mid(mebibyte + 3, 4), QByteArray("here"));
    QCOMPARE(source.bytesRead, page);
}

void RangeFileTest::replacesAtTheVeryEnd() {
    write("what was there");
    QVERIFY(::chmod(path().c_str(), 0640) == 0);
    QVERIFY(QFile::link(QString::fromStdString(path()), QString::fromStdString(path("link"))));
    FakeSource source(3 * page);
    source.put(0, std::string(3 * page, 'x'));
    Cancellation cancellation;
    const auto ended = saveRange(source, 0, source.size(), path(),
                                 {[&](std::uint64_t, std::uint64_t) { cancellation.cancel(); }, &cancellation});
    QVERIFY(!ended);
    QVERIFY(ended.error().kind == ErrorKind::Interrupted);
    QCOMPARE(content(), QByteArray("what was there"));
    QCOMPARE(files().size(), 2);

    const auto saved = saveRange(source, 0, source.size(), path("link"));
    QVERIFY2(saved, whyNot(saved).constData());
    QVERIFY(QFileInfo(QString::fromStdString(path("link"))).isSymLink());
    QCOMPARE(content(), QByteArray(3 * page, 'x'));
    struct stat status {};
    QVERIFY(::stat(path().c_str(), &status) == 0);
    QCOMPARE(status.st_mode & 0777U, 0640U);
    QCOMPARE(files().size(), 2);
}

void RangeFileTest::leavesNothingHalf() {
    FakeSource source(8 * page);
    source.put(0, std::string(8 * page, 'x'));
    source.shrinkTo(3 * page + 1);
    const auto saved = saveRange(source, 0, source.size(), path());
    // The pages that are gone are no pages any more, or end in the middle: never a file that seems whole
    QVERIFY(!saved);
    QVERIFY(files().isEmpty());
}

void RangeFileTest::refusesToSave() {
    FakeSource source(page);
    source.put(0, "x");
    QVERIFY(saveRange(source, page, 1, path()).error().kind == ErrorKind::OutOfRange);
    QVERIFY(saveRange(source, 0, 0, path()).error().kind == ErrorKind::OutOfRange);
    QVERIFY(saveRange(source, 0, 1, folder_->path().toStdString()).error().kind == ErrorKind::Invalid);
    QVERIFY(saveRange(source, 0, 1, path("no/such/folder")).error().kind == ErrorKind::NotFound);
    QVERIFY(saveRange(source, 0, 1, "/dev/null").error().kind == ErrorKind::Invalid);
    QVERIFY(files().isEmpty());
    // A file system that has no room: said before anything is written
    struct Endless final : bytes::ByteSource {
        [[nodiscard]] std::uint64_t size() const noexcept override { return std::uint64_t{1} << 44; }
        [[nodiscard]] Result<std::size_t> read(std::uint64_t, std::span<std::byte> into) override {
            ++reads;
            return into.size();
        }
        int reads = 0;
    } endless;
    const auto full = saveRange(endless, 0, endless.size(), path());
    QVERIFY(!full);
    QVERIFY(full.error().kind == ErrorKind::Limit);
    QCOMPARE(full.error().number, ENOSPC);
    QCOMPARE(endless.reads, 0);
    QVERIFY(files().isEmpty());
}

void RangeFileTest::loadsWhatWasSaved() {
    FakeSource source(20 * page);
    source.put(2 * page - 3, "abcdef");
    source.put(10 * page, std::string(2 * mebibyte / 100, 'x'));
    QVERIFY(saveRange(source, 0, source.size(), path()));
    FakeSource target(30 * page + 5);
    target.put(0, "kept");
    target.put(7 * page, "overwritten with zeros");
    const auto loaded = loadRange(path(), target, 5 * page + 5);
    QVERIFY2(loaded, whyNot(loaded).constData());
    QCOMPARE(testing::contentOf(target, 5 * page + 5, 20 * page), testing::contentOf(source, 0, 20 * page));
    QCOMPARE(testing::contentOf(target, 0, 4), QByteArray("kept"));
    QCOMPARE(loaded->written + loaded->skipped, 20 * page);
}

void RangeFileTest::loadsHolesAsHoles() {
    FakeSource source(64 * mebibyte);
    source.put(30 * mebibyte, "x");
    QVERIFY(saveRange(source, 0, source.size(), path()));
    FakeSource target(64 * mebibyte);
    target.put(50 * mebibyte, "y");
    const auto loaded = loadRange(path(), target, 0);
    QVERIFY2(loaded, whyNot(loaded).constData());
    QVERIFY(target.touchedPages() <= mebibyte / page + 2); // a file system's blocks may be larger than pages
    QCOMPARE(testing::contentOf(target, 50 * mebibyte, 1), QByteArray(1, '\0'));
    QCOMPARE(testing::contentOf(target, 30 * mebibyte, 1), QByteArray("x"));
    QVERIFY(loaded->skipped >= 62 * mebibyte);
}

void RangeFileTest::loadSaysWhatItWillDo() {
    write(QByteArray(3 * page, 'z'));
    FakeSource target(10 * page);
    target.touch(0);
    target.touch(2 * page);
    const auto plan = planLoad(path(), target, page);
    QVERIFY2(plan, whyNot(plan).constData());
    QCOMPARE(plan->length, 3 * page);
    QCOMPARE(plan->data, 3 * page);
    QCOMPARE(plan->touched, page);
    QCOMPARE(target.touchedPages(), std::size_t{2});
}

void RangeFileTest::loadStaysWithinBounds_data() {
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<bool>("fits");
    QTest::newRow("from the start") << quint64{0} << true;
    QTest::newRow("to the last byte") << quint64{page - 17} << true;
    QTest::newRow("a byte too far") << quint64{page - 16} << false;
    QTest::newRow("from the end on") << quint64{page} << false;
    QTest::newRow("past the end") << quint64{page + 1} << false;
    QTest::newRow("far") << (quint64{1} << 63) - 1 << false;
    QTest::newRow("where a sum would begin anew") << ~quint64{0} - 3 << false;
}

void RangeFileTest::loadStaysWithinBounds() {
    QFETCH(quint64, offset);
    QFETCH(bool, fits);
    write(QByteArray(17, 'z'));
    FakeSource target(page);
    QCOMPARE(planLoad(path(), target, offset).has_value(), fits);
    const auto loaded = loadRange(path(), target, offset);
    QCOMPARE(loaded.has_value(), fits);
    if (fits) return;
    QVERIFY(loaded.error().kind == ErrorKind::OutOfRange);
    QCOMPARE(target.touchedPages(), std::size_t{0});
}

void RangeFileTest::refusesToLoad() {
    FakeSource target(page);
    write({});
    QVERIFY(loadRange(path(), target, 0).error().kind == ErrorKind::Invalid);
    QVERIFY(loadRange(folder_->path().toStdString(), target, 0).error().kind == ErrorKind::Invalid);
    QVERIFY(loadRange(path("none"), target, 0).error().kind == ErrorKind::NotFound);
    QVERIFY(::mkfifo(path("pipe").c_str(), 0600) == 0);
    QVERIFY(loadRange(path("pipe"), target, 0).error().kind == ErrorKind::Invalid);
}

void RangeFileTest::loadEndsWhenCancelled() {
    write(QByteArray(4 * mebibyte, 'z'));
    FakeSource target(4 * mebibyte);
    Cancellation cancellation;
    const auto ended =
        loadRange(path(), target, 0, {[&](std::uint64_t, std::uint64_t) { cancellation.cancel(); }, &cancellation});
    QVERIFY(!ended);
    QVERIFY(ended.error().kind == ErrorKind::Interrupted);
    QVERIFY2(ended.error().hint.find("1048576 of 4194304 bytes") != std::string::npos, ended.error().hint.c_str());
    QCOMPARE(target.touchedPages(), mebibyte / page);
}

void RangeFileTest::segmentThereAndBack() {
    const LiveSegment segment(64 * mebibyte - 100, {{0, "head"}, {32 * mebibyte + 5, "middle"}});
    const LiveSegment other(64 * mebibyte - 100, {{4 * mebibyte, "to be cleared"}});
    const std::uint64_t resident = segment.resident();
    for (const auto open : {bytes::openSegmentUnnoticed, bytes::attachSegment}) {
        auto source = open(segment.id());
        if (!source && source.error().kind == ErrorKind::Denied) continue; // not root
        QVERIFY2(source, whyNot(source).constData());
        const auto saved = saveRange(**source, 0, ~std::uint64_t{0}, path());
        QVERIFY2(saved, whyNot(saved).constData());
        QCOMPARE(saved->written, 2 * page);
        QCOMPARE(saved->length, 64 * mebibyte - 100);
    }
    QCOMPARE(segment.resident(), resident);
    {
        const auto stat = sysv::SharedMemory::adopt(other.id()).stat();
        QVERIFY(stat);
        const auto target = bytes::attachSegmentForWriting(stat->info);
        QVERIFY2(target, whyNot(target).constData());
        const auto loaded = loadRange(path(), **target, 0);
        QVERIFY2(loaded, whyNot(loaded).constData());
        QCOMPARE(testing::contentOf(**target, 32 * mebibyte, 12), QByteArray("\0\0\0\0\0middle\0", 12));
        QCOMPARE(testing::contentOf(**target, 4 * mebibyte, 2), QByteArray(2, '\0'));
        const auto past = (*target)->write(64 * mebibyte - 101, std::vector<std::byte>(2));
        QVERIFY(!past);
        QVERIFY(past.error().kind == ErrorKind::OutOfRange);
    }
    QVERIFY(other.resident() <= 3 * page + mebibyte);
    QCOMPARE(other.stat().shm_nattch, shmatt_t{1});
}

void RangeFileTest::anotherSegmentIsLeftAlone() {
    const LiveSegment segment(page, {{0, "x"}});
    auto info = sysv::SharedMemory::adopt(segment.id()).stat()->info;
    info.size += 1; // as it was known: another one by now
    const auto target = bytes::attachSegmentForWriting(info);
    QVERIFY(!target);
    QVERIFY(target.error().kind == ErrorKind::Removed);
}

IPCLENS_TEST_MAIN(RangeFileTest)

#include "range_file_test.moc"
