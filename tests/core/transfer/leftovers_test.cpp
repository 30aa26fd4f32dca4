// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/leftovers.h"
#include "core/transfer/message_file.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>

using namespace ipclens::transfer;

class LeftoversTest : public QObject {
    Q_OBJECT

private slots:
    void onlyWhatNobodyMovesAnyMore();
    void whatWaitsInASlotKeepsItsFile();
    void anEmptyFileGoesAfterAMinute_data();
    void anEmptyFileGoesAfterAMinute();
    void noFolder();
};

namespace {

/// As if it were made so long ago.
bool age(const std::string& path, int seconds) {
    const timespec then{::time(nullptr) - seconds, 0};
    const std::array<timespec, 2> times{then, then};
    return ::utimensat(AT_FDCWD, path.c_str(), times.data(), 0) == 0;
}

} // namespace

void LeftoversTest::onlyWhatNobodyMovesAnyMore() {
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    const SavedMessage saved{{7, {std::byte{1}}}, LineState::Send};
    auto moving = MessageFile::createAnew(path, "moving-1-to-2-3");
    QVERIFY(moving);
    QVERIFY(moving->append(saved));
    QVERIFY(MessageFile::createAnew(path, "moving-4-to-5-6")); // empty: nothing was on its way
    QVERIFY(MessageFile::createAnew(path, "other")->append(saved));
    QFile cut(folder.filePath(QStringLiteral("moving-7-to-8-9.jsonl")));
    QVERIFY(cut.open(QIODevice::WriteOnly));
    cut.write("{\"type\": 7, \"si");
    cut.close();
    QVERIFY(leftovers(path).empty());

    const std::string left = moving->path();
    {
        const MessageFile ended = std::move(*moving); // closes it, as a kill does
    }
    const std::vector<Leftover> expected{{left, LineState::Send}};
    QVERIFY(leftovers(path) == expected);
    QVERIFY(leftovers(path) == expected); // looking takes nothing away
}

/// All messages of the file are back; one more may be in the slot beside it, which can't be read now.
void LeftoversTest::whatWaitsInASlotKeepsItsFile() {
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    const std::string file = folder.filePath(QStringLiteral("browsing-x-1.jsonl")).toStdString();
    QVERIFY(MessageFile::openToAppend(file)->append({{7, {std::byte{1}}}, LineState::Back, ipclens::Api::Posix}));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("browsing-x-1.jsonl.taking")));
    QVERIFY(leftovers(path).empty());
    QVERIFY(QFile::exists(QString::fromStdString(file)));
    QVERIFY(QDir(folder.path()).rmdir(QStringLiteral("browsing-x-1.jsonl.taking")));
    QVERIFY(leftovers(path).empty());
    QVERIFY(!QFile::exists(QString::fromStdString(file)));
}

void LeftoversTest::anEmptyFileGoesAfterAMinute_data() {
    QTest::addColumn<QString>("stem");
    QTest::newRow("browse") << "browsing-x";
    QTest::newRow("move") << "moving-1-to-2-3";
}

/// Killed between the making of its file and its first message.
void LeftoversTest::anEmptyFileGoesAfterAMinute() {
    QFETCH(const QString, stem);
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    std::string file;
    {
        const auto begun = MessageFile::createAnew(path, stem.toStdString());
        QVERIFY(begun);
        file = begun->path();
        QVERIFY(age(file, 3600));
        QVERIFY(leftovers(path).empty());
        QVERIFY2(QFile::exists(QString::fromStdString(file)), "somebody works with it");
    }
    QVERIFY(age(file, 30));
    QVERIFY(leftovers(path).empty());
    QVERIFY2(QFile::exists(QString::fromStdString(file)), "it may just be made");
    QVERIFY(age(file, 90));
    QVERIFY(leftovers(path).empty());
    QVERIFY(!QFile::exists(QString::fromStdString(file)));
}

void LeftoversTest::noFolder() {
    QVERIFY(leftovers("/nowhere/at/all").empty());
}

IPCLENS_TEST_MAIN(LeftoversTest)
#include "leftovers_test.moc"
