// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_template.h"
#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <set>
#include <string>
#include <string_view>

using namespace ipclens::transfer;
using ipclens::testing::bytesOf;

namespace {

std::string textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string first(std::string_view text) {
    auto made = MessageTemplate::parse(text, bytesOf("FILE"));
    return made ? textOf(made->expand(0)) : "fault at " + std::to_string(made.error().column);
}

} // namespace

class MessageTemplateTest : public QObject {
    Q_OBJECT

private slots:
    void literalsStay();
    void theSequenceCounts();
    void onlyTheSequenceOfTheCommandLine();
    void timeIsNow();
    void uuidsAreOfVersion4();
    void randomStaysWithinItsBounds();
    void theFileIsPutIn();
    void bracesOfJson();
    void faults_data();
    void faults();
};

void MessageTemplateTest::literalsStay() {
    auto text = MessageTemplate::parse("plain { } }} text");
    QVERIFY(text);
    QVERIFY(!text->varies());
    QCOMPARE(textOf(text->expand(3)), std::string("plain { } }} text"));
    auto bytes = MessageTemplate::literal(bytesOf(std::string_view("{{seq}}\0", 8)));
    QVERIFY(!bytes.varies());
    QCOMPARE(bytes.expand(3).size(), 8U);
    QCOMPARE(first(""), std::string());
}

void MessageTemplateTest::theSequenceCounts() {
    auto made = MessageTemplate::parse("job {{seq}} of {{ seq }}");
    QVERIFY(made && made->varies());
    QCOMPARE(textOf(made->expand(0)), std::string("job 0 of 0"));
    QCOMPARE(textOf(made->expand(UINT64_MAX)), std::string("job 18446744073709551615 of 18446744073709551615"));
    QCOMPARE(textOf(made->expand(7)), std::string("job 7 of 7"));
}

void MessageTemplateTest::onlyTheSequenceOfTheCommandLine() {
    auto made = MessageTemplate::withSequence("{{time}} {{seq}}{{seq}} {{ seq }} {{");
    QCOMPARE(textOf(made.expand(12)), std::string("{{time}} 1212 {{ seq }} {{"));
    QVERIFY(!MessageTemplate::withSequence("{{uuid}}").varies());
}

void MessageTemplateTest::timeIsNow() {
    auto made = MessageTemplate::parse("{{time}}");
    const auto now = [] {
        return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    };
    const double before = now();
    const double told = std::stod(textOf(made->expand(0)));
    QVERIFY(told >= before - 1e-5 && told <= now());
    QVERIFY(QRegularExpression(QStringLiteral("^\\d+\\.\\d{6}$"))
                .match(QString::fromStdString(textOf(made->expand(0))))
                .hasMatch());
}

void MessageTemplateTest::uuidsAreOfVersion4() {
    auto made = MessageTemplate::parse("{{uuid}}");
    const QRegularExpression form(
        QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    std::set<std::string> seen;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const std::string uuid = textOf(made->expand(i));
        QVERIFY2(form.match(QString::fromStdString(uuid)).hasMatch(), uuid.c_str());
        seen.insert(uuid);
    }
    QCOMPARE(seen.size(), 1000U);
}

void MessageTemplateTest::randomStaysWithinItsBounds() {
    auto made = MessageTemplate::parse("{{random -2 3}}");
    std::set<int> seen;
    for (std::uint64_t i = 0; i < 2000; ++i)
        seen.insert(std::stoi(textOf(made->expand(i))));
    QCOMPARE(seen, (std::set<int>{-2, -1, 0, 1, 2, 3}));
    QCOMPARE(first("{{random 5 5}}"), std::string("5"));
    QVERIFY(MessageTemplate::parse("{{random -9223372036854775808 9223372036854775807}}").has_value());
}

void MessageTemplateTest::theFileIsPutIn() {
    QCOMPARE(first("<{{file}}>"), std::string("<FILE>"));
    auto made = MessageTemplate::parse("{{seq}}{{file}}", bytesOf("{{seq}}"));
    QCOMPARE(textOf(made->expand(4)), std::string("4{{seq}}")); // what is in the file is no template
}

void MessageTemplateTest::bracesOfJson() {
    QCOMPARE(first(R"({"a":{"b":{{seq}}}})"), std::string(R"({"a":{"b":0}})"));
    QCOMPARE(first("{{{seq}}}"), std::string("{0}"));
}

void MessageTemplateTest::faults_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("column");
    QTest::newRow("unknown") << QByteArray("ab {{what}}") << 4;
    QTest::newRow("empty") << QByteArray("{{}}") << 1;
    QTest::newRow("open") << QByteArray("abc{{seq") << 4;
    QTest::newRow("words too many") << QByteArray("{{seq 1}}") << 1;
    QTest::newRow("random without numbers") << QByteArray("x{{random}}") << 2;
    QTest::newRow("random with one") << QByteArray("x{{random 1}}") << 2;
    QTest::newRow("random of words") << QByteArray("x{{random 1 b}}") << 13;
    QTest::newRow("random beyond 64 bits") << QByteArray("{{random 99999999999999999999 2}}") << 10;
    QTest::newRow("random upside down") << QByteArray("{{random 2 1}}") << 1;
    QTest::newRow("second") << QByteArray("{{seq}} {{sequence}}") << 9;
    QTest::newRow("after other letters") << QByteArray("\xc3\xa4\xe2\x82\xac{{x}}") << 3;
    QTest::newRow("no file") << QByteArray("{{file}}") << 1;
}

void MessageTemplateTest::faults() {
    QFETCH(QByteArray, text);
    QFETCH(int, column);
    const auto made = MessageTemplate::parse({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(!made);
    QCOMPARE(made.error().column, static_cast<std::size_t>(column));
    QVERIFY(!made.error().reason.empty());
}

IPCLENS_TEST_MAIN(MessageTemplateTest)
#include "message_template_test.moc"
