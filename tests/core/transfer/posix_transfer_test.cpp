// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/browse.h"
#include "tests/core/transfer/posix_queue_fixture.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::joined;
using ipclens::testing::linesOf;
using ipclens::testing::TestQueue;
using ipclens::testing::wordOf;
using ipclens::testing::WordQueue;

namespace {

const std::vector<std::string> ordered = {"9:first", "5:one", "5:two", "0:"};
const std::vector<std::string> asSent = {"5:one", "0:", "9:first", "5:two"};

} // namespace

class PosixTransferTest : public ipclens::testing::TransferFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void drainedAndLoaded();
    void drainingNeedsNoPermissionToWrite();
    void loadingStopsWhereItIsFull();
    void otherPeoplesFiles();
    void aFileInUse();
};

void PosixTransferTest::drainedAndLoaded() {
    const WordQueue queue("/drained");
    QVERIFY(queue.put(asSent));
    const Report drained = drainToFile(queue.name(), path("out.jsonl"), {});
    QVERIFY(!drained.stopped);
    QCOMPARE(drained.messages, std::uint64_t{4});
    QCOMPARE(queue.count(), 0L);
    QCOMPARE(files(), QStringList(QStringLiteral("out.jsonl")));
    std::vector<std::string> words;
    for (const SavedMessage& saved : linesOf(path("out.jsonl"))) {
        QVERIFY(saved.api == Api::Posix);
        QVERIFY(saved.queue.empty());
        QCOMPARE(saved.state, LineState::Held);
        words.push_back(wordOf(saved));
    }
    QCOMPARE(joined(words), joined(ordered));

    const WordQueue other("/loaded");
    const Report loaded = loadFromFile(path("out.jsonl"), other.name(), {});
    QVERIFY(!loaded.stopped);
    QCOMPARE(loaded.messages, std::uint64_t{4});
    QCOMPARE(joined(other.takeAll()), joined(ordered));
    QCOMPARE(loadFromFile(path("out.jsonl"), other.name(), {}, 3).messages, std::uint64_t{4});
    QCOMPARE(joined(other.takeAll()), std::string("0: ")); // three were done before
}

void PosixTransferTest::drainingNeedsNoPermissionToWrite() {
    const WordQueue queue("/readable", 10, 0644);
    QVERIFY(queue.put(asSent));
    const auto status = ipclens::testing::runUnprivileged([&] {
        const QTemporaryDir folder;
        const std::string to = folder.filePath(QStringLiteral("out.jsonl")).toStdString();
        const Report report = drainToFile(queue.name(), to, {});
        return folder.isValid() && !report.stopped && linesOf(to).size() == 4 ? 0 : 1;
    });
    if (!status) QSKIP("can't be another user here");
    QCOMPARE(*status, 0);
}

void PosixTransferTest::loadingStopsWhereItIsFull() {
    const WordQueue queue("/drained");
    QVERIFY(queue.put(asSent));
    QVERIFY(!drainToFile(queue.name(), path("out.jsonl"), {}).stopped);
    const WordQueue small("/small", 3);
    const Report report = loadFromFile(path("out.jsonl"), small.name(), {});
    QCOMPARE(report.stopped->kind, ErrorKind::WouldBlock);
    QCOMPARE(report.messages, std::uint64_t{3});
    QCOMPARE(report.total, std::uint64_t{4});
    QCOMPARE(joined(small.takeAll()), std::string("9:first 5:one 5:two "));
}

void PosixTransferTest::otherPeoplesFiles() {
    const WordQueue queue("/here");
    {
        const TestQueue sysv;
        sysv.put(7, "one");
        QVERIFY(!drainToFile(sysv.id(), path("sysv.jsonl"), {}).stopped);
        QCOMPARE(loadFromFile(path("sysv.jsonl"), queue.name(), {}).stopped->kind, ErrorKind::Invalid);
        QVERIFY(queue.put("1:one"));
        QVERIFY(!drainToFile(queue.name(), path("posix.jsonl"), {}).stopped);
        QCOMPARE(loadFromFile(path("posix.jsonl"), sysv.id(), {}).stopped->kind, ErrorKind::Invalid);
        QVERIFY(sysv.contents().empty());
    }
    QCOMPARE(putBack(path("sysv.jsonl"), queue.name(), {}).stopped->kind, ErrorKind::Invalid);
    QCOMPARE(putBack(path("none.jsonl"), queue.name(), {}).stopped->kind, ErrorKind::NotFound);
    QFile plain(QString::fromStdString(path("plain.jsonl")));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.write("{\"priority\": 1, \"hex\": \"41\"}\n"); // no state: not ours to mark
    plain.close();
    QCOMPARE(putBack(path("plain.jsonl"), queue.name(), {}).stopped->kind, ErrorKind::Invalid);
    QVERIFY(!loadFromFile(path("plain.jsonl"), queue.name(), {}).stopped);
    QCOMPARE(joined(queue.takeAll()), std::string("1:A "));
    QCOMPARE(files().size(), 3);
}

void PosixTransferTest::aFileInUse() {
    const WordQueue queue("/here");
    QVERIFY(queue.put(asSent));
    const auto used = MessageFile::openToAppend(path("used.jsonl"));
    QVERIFY(used);
    QCOMPARE(drainToFile(queue.name(), path("used.jsonl"), {}).stopped->kind, ErrorKind::WouldBlock);
    QCOMPARE(putBack(path("used.jsonl"), queue.name(), {}).stopped->kind, ErrorKind::WouldBlock);
    QCOMPARE(queue.count(), 4L);
}

IPCLENS_TEST_MAIN(PosixTransferTest)
#include "posix_transfer_test.moc"
