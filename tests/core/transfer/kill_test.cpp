// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/transfer.h"
#include "tests/core/transfer/killed_at.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::contentsOf;
using ipclens::testing::End;
using ipclens::testing::FileContents;
using ipclens::testing::killedAt;
using ipclens::testing::TestQueue;

namespace {

const std::vector<std::string> sent = {"3:one", "1:two", "2:three", "1:four"};

void fill(const TestQueue& queue) {
    for (const std::string& word : sent)
        queue.put(std::stol(word.substr(0, 1)), std::string_view(word).substr(2));
}

std::vector<std::string> joined(std::vector<std::string> front, const std::vector<std::string>& back) {
    front.insert(front.end(), back.begin(), back.end());
    return front;
}

std::string list(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += word + ' ';
    return text;
}

} // namespace

/// A process that moves messages is killed at every single system call that it makes: nothing is lost, and what is in
/// two places says so.
class KillTest : public QObject {
    Q_OBJECT

private slots:
    void whileItDrains();
    void whileItMoves();
    void whileItLoads();
};

void KillTest::whileItDrains() {
    int killed = 0;
    for (int point = 1;; ++point) {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("out.jsonl")).toStdString();
        const TestQueue queue;
        fill(queue);
        const End end = killedAt(point, [&] { static_cast<void>(drainToFile(queue.id(), path, {})); });
        if (end == End::NoTracing) QSKIP("can't be traced here");

        auto file = contentsOf(path);
        QVERIFY2(file, qPrintable(QString::number(point)));
        const auto left = queue.contents();
        const bool twice = !file->messages.empty() && !left.empty() && file->messages.back() == left.front();
        if (twice) {
            QCOMPARE(file->last, LineState::Take);
            file->messages.pop_back();
        }
        QCOMPARE(list(joined(file->messages, left)), list(sent));
        if (end == End::Done) break;
        ++killed;
    }
    QVERIFY2(killed > 4 * static_cast<int>(sent.size()), qPrintable(QString::number(killed)));
}

void KillTest::whileItMoves() {
    int killed = 0;
    for (int point = 1;; ++point) {
        const QTemporaryDir folder;
        const TestQueue from;
        const TestQueue to;
        fill(from);
        const End end = killedAt(
            point, [&] { static_cast<void>(moveToQueue(from.id(), to.id(), folder.path().toStdString(), {})); });
        if (end == End::NoTracing) QSKIP("can't be traced here");

        FileContents rescued;
        for (const QString& name : QDir(folder.path()).entryList(QDir::Files)) {
            const auto file = contentsOf(folder.filePath(name).toStdString());
            QVERIFY(file);
            rescued = *file;
        }
        QVERIFY(rescued.messages.size() <= 1);
        const auto arrived = to.contents();
        const auto left = from.contents();
        if (!rescued.messages.empty()) {
            // The one message that was under way: where else it may be, its state says
            const bool inSource = !left.empty() && left.front() == rescued.messages.back();
            const bool inDestination = !arrived.empty() && arrived.back() == rescued.messages.back();
            if (inSource) QCOMPARE(rescued.last, LineState::Take);
            if (inDestination) QCOMPARE(rescued.last, LineState::Send);
            if (inSource || inDestination) rescued.messages.clear();
        }
        QCOMPARE(list(joined(joined(arrived, rescued.messages), left)), list(sent));
        if (end == End::Done) break;
        ++killed;
    }
    QVERIFY2(killed > 6 * static_cast<int>(sent.size()), qPrintable(QString::number(killed)));
}

void KillTest::whileItLoads() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("in.jsonl")).toStdString();
    const TestQueue source;
    fill(source);
    QVERIFY(!drainToFile(source.id(), path, {}).stopped);
    for (int point = 1;; ++point) {
        const TestQueue queue;
        const End end = killedAt(point, [&] { static_cast<void>(loadFromFile(path, queue.id(), {})); });
        if (end == End::NoTracing) QSKIP("can't be traced here");
        const auto file = contentsOf(path);
        QVERIFY(file);
        QCOMPARE(list(file->messages), list(sent)); // all of it is where it was
        const auto arrived = queue.contents();
        QVERIFY(arrived.size() <= sent.size());
        QVERIFY(std::equal(arrived.begin(), arrived.end(), sent.begin()));
        if (end == End::Done) {
            QCOMPARE(arrived.size(), sent.size());
            break;
        }
    }
}

IPCLENS_TEST_MAIN(KillTest)
#include "kill_test.moc"
