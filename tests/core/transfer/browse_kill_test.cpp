// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/browse.h"
#include "core/transfer/leftovers.h"
#include "tests/core/transfer/killed_at.h"
#include "tests/core/transfer/posix_queue_fixture.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::End;
using ipclens::testing::joined;
using ipclens::testing::killedAt;
using ipclens::testing::killedBehind;
using ipclens::testing::linesOf;
using ipclens::testing::wordOf;
using ipclens::testing::WordQueue;

namespace {

const std::vector<std::string> sent = {"7:one", "7:two", "2:", "2:four"};

/// Takes `word` away, or, where its length had to be inferred, what is one byte shorter.
bool takeFrom(std::vector<std::string>& words, const std::string& word, bool inferred) {
    auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end() && inferred) {
        found = std::find_if(words.begin(), words.end(), [&](const std::string& each) {
            return each.size() == word.size() + 1 && each.starts_with(word);
        });
    }
    if (found == words.end()) return false;
    words.erase(found);
    return true;
}

} // namespace

/// A process that takes messages of a POSIX queue is killed at every single system call that it makes: nothing is lost,
/// and what may be in two places says so.
class BrowseKillTest : public QObject {
    Q_OBJECT

private slots:
    void whileItBrowses();
    void rightBehindATaking();
    void whileItPutsBack();
    void whileItDrains();

private:
    static bool allComesBack(const WordQueue& queue, const std::string& folder);
};

void BrowseKillTest::whileItBrowses() {
    int killed = 0;
    for (int point = 1;; ++point) {
        const QTemporaryDir folder;
        const std::string where = folder.path().toStdString();
        const WordQueue queue("/killed");
        QVERIFY(queue.put(sent));
        const End end = killedAt(point, [&] { static_cast<void>(browse(queue.name(), where, false, {})); });
        if (end == End::NoTracing) QSKIP("can't be traced here");
        static_cast<void>(allComesBack(queue, where));
        if (QTest::currentTestFailed() || end == End::Done) break;
        ++killed;
    }
    QVERIFY2(killed > 8 * static_cast<int>(sent.size()), qPrintable(QString::number(killed)));
}

void BrowseKillTest::rightBehindATaking() {
    for (int nth = 1; nth <= static_cast<int>(sent.size()); ++nth) {
        const QTemporaryDir folder;
        const std::string where = folder.path().toStdString();
        const WordQueue queue("/killed");
        QVERIFY(queue.put(sent));
        const End end =
            killedBehind(SYS_mq_timedreceive, nth, [&] { static_cast<void>(browse(queue.name(), where, false, {})); });
        if (end == End::NoTracing) QSKIP("can't be traced here");
        QCOMPARE(end, End::Killed);
        const bool inferred = allComesBack(queue, where);
        if (QTest::currentTestFailed()) return;
        QVERIFY2(inferred, qPrintable(QString::number(nth)));
    }
}

/// Whether the length of a message had to be inferred.
bool BrowseKillTest::allComesBack(const WordQueue& queue, const std::string& folder) {
    bool twice = false;
    bool inferred = false;
    const auto check = [&] {
        const auto left = leftovers(folder);
        if (!left.empty()) {
            QCOMPARE(left.size(), std::size_t{1});
            QVERIFY(left.front().queue == queue.name());
            twice = left.front().state == LineState::Send;
            for (const SavedMessage& saved : linesOf(left.front().path))
                inferred = inferred || saved.sizeInferred;
            const auto inQueue = static_cast<std::uint64_t>(queue.count());
            QVERIFY(inQueue + left.front().messages == sent.size() ||
                    (twice && inQueue + left.front().messages == sent.size() + 1));
            const Report report = putBack(left.front().path, queue.name(), {});
            QVERIFY2(!report.stopped, report.stopped ? report.stopped->message().c_str() : "");
            QCOMPARE(report.uncertain, std::uint64_t{twice ? 1U : 0U});
        }
        QVERIFY(leftovers(folder).empty());
        auto missing = sent;
        std::vector<std::string> more;
        for (const std::string& word : queue.takeAll()) {
            if (!takeFrom(missing, word, inferred)) more.push_back(word);
        }
        QVERIFY2(missing.empty(), joined(missing).c_str());
        QVERIFY2(more.size() <= (twice ? 1U : 0U), joined(more).c_str());
    };
    check();
    return inferred;
}

void BrowseKillTest::whileItPutsBack() {
    for (int point = 1;; ++point) {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("browsing-x-1.jsonl")).toStdString();
        const WordQueue queue("/killed");
        {
            auto file = MessageFile::openToAppend(path);
            QVERIFY(file);
            for (const std::string& word : sent) {
                const std::string text = word.substr(2);
                const auto* data = reinterpret_cast<const std::byte*>(text.data());
                SavedMessage saved{{word.front() - '0', {data, data + text.size()}}, LineState::Held, Api::Posix};
                saved.queue = queue.name();
                QVERIFY(file->append(saved));
            }
        }
        const End end = killedAt(point, [&] { static_cast<void>(putBack(path, queue.name(), {})); });
        if (end == End::NoTracing) QSKIP("can't be traced here");
        bool twice = false;
        for (const Leftover& left : leftovers(folder.path().toStdString())) {
            twice = left.state == LineState::Send;
            QVERIFY(!putBack(left.path, queue.name(), {}).stopped);
        }
        auto missing = sent;
        std::size_t more = 0;
        for (const std::string& word : queue.takeAll())
            more += takeFrom(missing, word, false) ? 0 : 1;
        QVERIFY2(missing.empty(), joined(missing).c_str());
        QVERIFY(more <= (twice ? 1U : 0U));
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
        if (end == End::Done) break;
    }
}

void BrowseKillTest::whileItDrains() {
    for (int point = 1;; ++point) {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("out.jsonl")).toStdString();
        const WordQueue queue("/killed");
        QVERIFY(queue.put(sent));
        const End end = killedAt(point, [&] { static_cast<void>(drainToFile(queue.name(), path, {})); });
        if (end == End::NoTracing) QSKIP("can't be traced here");
        // The next drain goes on where the killed one was
        QVERIFY(!drainToFile(queue.name(), path, {}).stopped);
        std::vector<std::string> words;
        bool inferred = false;
        for (const SavedMessage& saved : linesOf(path)) {
            QVERIFY(saved.api == Api::Posix);
            inferred = inferred || saved.sizeInferred;
            words.push_back(wordOf(saved));
        }
        QCOMPARE(words.size(), sent.size());
        auto missing = sent;
        for (const std::string& word : words)
            QVERIFY(takeFrom(missing, word, inferred));
        if (!inferred) QCOMPARE(joined(words), joined(sent));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        if (end == End::Done) break;
    }
}

IPCLENS_TEST_MAIN(BrowseKillTest)
#include "browse_kill_test.moc"
