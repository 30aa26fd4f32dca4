// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_line.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <climits>

#include <string>

using namespace ipclens;
using namespace ipclens::transfer;

namespace {

SavedMessage saved(long type, std::initializer_list<int> bytes, LineState state = LineState::None) {
    SavedMessage made;
    made.message.type = type;
    made.message.payload.clear();
    for (const int byte : bytes)
        made.message.payload.push_back(static_cast<std::byte>(byte));
    made.state = state;
    return made;
}

} // namespace

class MessageLineTest : public QObject {
    Q_OBJECT

private slots:
    void hasOneForm();
    void comesBackAsItWas();
    void theStateHasAPlaceOfItsOwn();
    void readsWhatPeekPrints();
    void ofAPosixQueue();
    void faults_data();
    void faults();
};

void MessageLineTest::hasOneForm() {
    QCOMPARE(lineOf(saved(7, {0x0a, 0x0b, 0xff}, LineState::Held)),
             std::string("{\"type\": 7, \"size\": 3, \"hex\": \"0a0bff\", \"state\": \"held\"}\n"));
    QCOMPARE(lineOf(saved(1, {})), std::string("{\"type\": 1, \"size\": 0, \"hex\": \"\"}\n"));
}

void MessageLineTest::comesBackAsItWas() {
    SavedMessage all = saved(LONG_MAX, {});
    for (int byte = 0; byte < 256; ++byte)
        all.message.payload.push_back(static_cast<std::byte>(byte));
    for (const LineState state :
         {LineState::None, LineState::Take, LineState::Held, LineState::Send, LineState::Back}) {
        all.state = state;
        const auto read = parseLine(lineOf(all));
        QVERIFY(read);
        QVERIFY(*read == all);
    }
}

void MessageLineTest::theStateHasAPlaceOfItsOwn() {
    std::string line = lineOf(saved(7, {1, 2}, LineState::Take));
    line.replace(stateOffset(line), 4, stateWord(LineState::Send));
    QCOMPARE(line, lineOf(saved(7, {1, 2}, LineState::Send)));
}

void MessageLineTest::readsWhatPeekPrints() {
    const auto read = parseLine(R"({"index": 0, "type": 2, "size": 2, "text": "\u0000x", "hex": "0078"})");
    QVERIFY(read);
    QVERIFY(*read == saved(2, {0, 0x78}));
    QVERIFY(parseLine(R"( { "hex" : "0A" , "type":1 } )"));
}

void MessageLineTest::ofAPosixQueue() {
    SavedMessage message = saved(0, {0xff}, LineState::Back);
    message.api = Api::Posix;
    QCOMPARE(lineOf(message), std::string("{\"priority\": 0, \"size\": 1, \"hex\": \"ff\", \"state\": \"back\"}\n"));
    QVERIFY(parseLine(lineOf(message)) == message);
    message.queue = Name::of("/a b%\"\\\n\xff");
    message.message.type = 32767;
    message.sizeInferred = true;
    QCOMPARE(lineOf(message), std::string("{\"queue\": \"/a%20b%25%22%5c%0a%ff\", \"priority\": 32767, \"size\": 1, "
                                          "\"sizeInferred\": true, \"hex\": \"ff\", \"state\": \"back\"}\n"));
    QVERIFY(parseLine(lineOf(message)) == message);
}

void MessageLineTest::faults_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("empty") << QByteArray("") << 1;
    QTest::newRow("cut") << QByteArray("{\"type\": 1, \"hex\": \"00") << 23;
    QTest::newRow("no object") << QByteArray("[1]") << 1;
    QTest::newRow("no type") << QByteArray("{\"hex\": \"00\"}") << 1;
    QTest::newRow("type 0") << QByteArray("{\"hex\": \"00\", \"type\": 0}") << 15;
    QTest::newRow("type below") << QByteArray("{\"type\": -1, \"hex\": \"00\"}") << 2;
    QTest::newRow("type beyond") << QByteArray("{\"type\": 9223372036854775808, \"hex\": \"00\"}") << 2;
    QTest::newRow("type a fraction") << QByteArray("{\"type\": 1.5, \"hex\": \"00\"}") << 2;
    QTest::newRow("no hex") << QByteArray("{\"type\": 1}") << 1;
    QTest::newRow("half a byte") << QByteArray("{\"type\": 1, \"hex\": \"000\"}") << 13;
    QTest::newRow("no digit") << QByteArray("{\"type\": 1, \"hex\": \"0g\"}") << 13;
    QTest::newRow("another size") << QByteArray("{\"type\": 1, \"size\": 2, \"hex\": \"00\"}") << 13;
    QTest::newRow("no state") << QByteArray("{\"type\": 1, \"hex\": \"00\", \"state\": \"lost\"}") << 26;
    QTest::newRow("priority below") << QByteArray("{\"priority\": -1, \"hex\": \"00\"}") << 2;
    QTest::newRow("priority beyond") << QByteArray("{\"priority\": 32768, \"hex\": \"00\"}") << 2;
    QTest::newRow("type and priority") << QByteArray("{\"type\": 1, \"priority\": 1, \"hex\": \"00\"}") << 13;
    QTest::newRow("no name") << QByteArray("{\"priority\": 1, \"queue\": \"jobs\", \"hex\": \"00\"}") << 17;
    QTest::newRow("half a byte of a name") << QByteArray("{\"priority\": 1, \"queue\": \"/%f\", \"hex\": \"\"}") << 17;
    QTest::newRow("bad UTF-8") << QByteArray("{\"type\": 1, \"hex\": \"00\", \"text\": \"\xff\"}") << 35;
}

void MessageLineTest::faults() {
    QFETCH(QByteArray, line);
    QFETCH(int, column);
    const auto read = parseLine({line.constData(), static_cast<std::size_t>(line.size())});
    QVERIFY(!read);
    QCOMPARE(read.error().column, static_cast<std::size_t>(column));
}

IPCLENS_TEST_MAIN(MessageLineTest)
#include "message_line_test.moc"
