// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Messages that are drained into a file, loaded of one, and copied.

#include "core/transfer/transfer.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::contentsOf;
using ipclens::testing::need;
using ipclens::testing::TestQueue;
using ipclens::testing::TransferFixture;
using Words = std::vector<std::string>;

class TransferTest : public TransferFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void drainsInOrder();
    void drainAddsToWhatIsThere();
    void drainRefusesAFileThatWasCutShort();
    void drainTakesNothingWhereItCannotWrite();
    void loadsInOrder();
    void loadsNothingOfAFileWithAWrongLine();
    void loadStopsAtAFullQueueAndGoesOn();
    void copies();
    void copiesBehindItself();
    void othersTakeMeanwhile();
};

void TransferTest::drainsInOrder() {
    const TestQueue queue;
    queue.put(7, "a");
    queue.put(1, std::string_view("\0\xff", 2));
    queue.put(7, "");
    Progress progress;
    const Report report = drainToFile(queue.id(), path("out"), {.progress = &progress});
    QVERIFY(!report.stopped);
    QCOMPARE(report.messages, 3U);
    QCOMPARE(report.total, 3U);
    QCOMPARE(progress.done.load(), 3U);
    QCOMPARE(progress.total.load(), 3U);
    QCOMPARE(queue->stat()->messages, 0U);
    QFile file(QString::fromStdString(path("out")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{\"type\": 7, \"size\": 1, \"hex\": \"61\", \"state\": \"held\"}\n"
                                        "{\"type\": 1, \"size\": 2, \"hex\": \"00ff\", \"state\": \"held\"}\n"
                                        "{\"type\": 7, \"size\": 0, \"hex\": \"\", \"state\": \"held\"}\n"));
}

void TransferTest::drainAddsToWhatIsThere() {
    const TestQueue queue;
    queue.put(1, "a");
    QVERIFY(!drainToFile(queue.id(), path("out"), {}).stopped);
    queue.put(2, "b");
    QVERIFY(!drainToFile(queue.id(), path("out"), {}).stopped);
    QCOMPARE(contentsOf(path("out"))->messages, (Words{"1:a", "2:b"}));
}

void TransferTest::drainRefusesAFileThatWasCutShort() {
    QFile file(QString::fromStdString(path("out")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"type\": 7, \"si");
    file.close();
    const TestQueue queue;
    queue.put(1, "a");
    const Report report = drainToFile(queue.id(), path("out"), {});
    QVERIFY(report.stopped);
    QCOMPARE(report.stopped->kind, ErrorKind::Invalid);
    QCOMPARE(queue.contents(), Words{"1:a"});
    QCOMPARE(file.size(), 15);
}

void TransferTest::drainTakesNothingWhereItCannotWrite() {
    const TestQueue queue;
    queue.put(1, "a");
    for (const std::string& wrong : {path("no/such/folder"), folder(), std::string("/dev/full")}) {
        const Report report = drainToFile(queue.id(), wrong, {});
        QVERIFY2(report.stopped, wrong.c_str());
        QCOMPARE(report.messages, 0U);
    }
    QCOMPARE(queue.contents(), Words{"1:a"});
}

void TransferTest::loadsInOrder() {
    const TestQueue queue;
    queue.put(3, "a");
    queue.put(1, std::string_view("\0\xff", 2));
    const Words before = queue.contents();
    QVERIFY(!drainToFile(queue.id(), path("out"), {}).stopped);
    const Report report = loadFromFile(path("out"), queue.id(), {});
    QVERIFY(!report.stopped);
    QCOMPARE(report.messages, 2U);
    QCOMPARE(report.uncertain, 0U);
    QCOMPARE(queue.contents(), before);
}

void TransferTest::loadsNothingOfAFileWithAWrongLine() {
    const TestQueue queue;
    QFile file(QString::fromStdString(path("in")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"type\": 7, \"hex\": \"61\"}\n\n{\"type\": 7, \"hex\": \"6\"}\n");
    file.close();
    const Report report = loadFromFile(path("in"), queue.id(), {});
    QVERIFY(report.stopped);
    QVERIFY2(report.stopped->reason.find("line 3, column 13:") != std::string::npos, report.stopped->reason.c_str());
    QCOMPARE(report.messages, 0U);
    QCOMPARE(queue->stat()->messages, 0U);
    QVERIFY(loadFromFile(path("nothing"), queue.id(), {}).stopped->kind == ErrorKind::NotFound);
}

void TransferTest::loadStopsAtAFullQueueAndGoesOn() {
    const TestQueue source;
    for (const char* text : {"aaa", "bbb", "ccc"})
        source.put(1, text);
    QVERIFY(!drainToFile(source.id(), path("out"), {}).stopped);
    const TestQueue small(4);
    const Report first = loadFromFile(path("out"), small.id(), {});
    QVERIFY(first.stopped && first.stopped->kind == ErrorKind::WouldBlock);
    QCOMPARE(first.messages, 1U);
    QCOMPARE(first.total, 3U);
    need(small->receive());
    const Report second = loadFromFile(path("out"), small.id(), {}, first.messages);
    QCOMPARE(second.messages, 2U);
    QCOMPARE(small.contents(), Words{"1:bbb"});
}

void TransferTest::copies() {
    const TestQueue from;
    const TestQueue to;
    from.put(7, "a");
    from.put(1, "b");
    const auto before = *from->stat();
    const Report report = copyToQueue(from.id(), to.id(), {});
    QVERIFY(!report.stopped);
    QCOMPARE(report.messages, 2U);
    QCOMPARE(report.uncertain, 0U);
    QCOMPARE(to.contents(), (Words{"7:a", "1:b"}));
    QVERIFY(*from->stat() == before);
}

void TransferTest::copiesBehindItself() {
    const TestQueue queue;
    queue.put(7, "a");
    queue.put(1, "b");
    QVERIFY(!copyToQueue(queue.id(), queue.id(), {}).stopped);
    QCOMPARE(queue.contents(), (Words{"7:a", "1:b", "7:a", "1:b"}));
}

/// Each message goes to one of all who take, also where they meet.
void TransferTest::othersTakeMeanwhile() {
    const TestQueue queue;
    constexpr int count = 1500;
    for (int i = 0; i < count; ++i)
        queue.put(1, std::to_string(i));
    std::set<std::string> others;
    std::atomic<bool> done = false;
    std::thread other([&] {
        while (!done) {
            const auto message = queue->receive({}, Wait::never());
            if (message && !others.insert(TestQueue::wordOf(*message)).second) return;
        }
    });
    const Report report = drainToFile(queue.id(), path("out"), {});
    done = true;
    other.join();
    QVERIFY(!report.stopped);
    const auto file = contentsOf(path("out"));
    QVERIFY(file);
    QCOMPARE(file->messages.size(), report.messages);
    std::set<std::string> all(others);
    for (const std::string& word : file->messages)
        QVERIFY2(all.insert(word).second, word.c_str());
    for (const std::string& word : queue.contents())
        QVERIFY2(all.insert(word).second, word.c_str());
    QCOMPARE(all.size(), std::size_t{count});
}

IPCLENS_TEST_MAIN(TransferTest)

#include "transfer_test.moc"
