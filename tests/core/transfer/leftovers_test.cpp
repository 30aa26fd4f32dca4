// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/leftovers.h"
#include "core/transfer/message_file.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ipclens::transfer;

class LeftoversTest : public QObject {
    Q_OBJECT

private slots:
    void onlyWhatNobodyMovesAnyMore();
    void whatWaitsInASlotKeepsItsFile();
    void noFolder();
};

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

void LeftoversTest::noFolder() {
    QVERIFY(leftovers("/nowhere/at/all").empty());
}

IPCLENS_TEST_MAIN(LeftoversTest)
#include "leftovers_test.moc"
