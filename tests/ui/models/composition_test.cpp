// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"
#include "ui/models/composition.h"
#include "ui/models/message_terms.h"

#include <QTest>

#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::testing::bytesOf;
using Form = Composition::Form;

namespace {

Composition composed(Form form, const char* payload) {
    Composition made;
    made.form = form;
    made.payload = QString::fromUtf8(payload);
    return made;
}

/// The first message, or the fault.
QByteArray first(const Composition& composition, const std::optional<std::vector<std::byte>>& file = std::nullopt) {
    auto parsed = composition::parse(composition, file);
    if (!parsed) return parsed.error().toUtf8();
    const auto bytes = parsed->messages.expand(0);
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

class CompositionTest : public QObject {
    Q_OBJECT

private slots:
    void readsEachForm();
    void readsNumbers();
    void keepsToTheRulesOfAQueue();
    void faults_data();
    void faults();
    void takesCapturedMessages_data();
    void takesCapturedMessages();
    void makesJsonPretty();
    void survivesTheSettings();
    void composesStructs();
    void readsTerms();
};

void CompositionTest::readsEachForm() {
    QCOMPARE(first(composed(Form::Text, "job {{seq}} \u00e4")), QByteArray("job 0 \xc3\xa4"));
    QCOMPARE(first(composed(Form::Hex, "61 ff")), QByteArray("a\xff"));
    QCOMPARE(first(composed(Form::Json, "{\"n\": {{seq}}}")), QByteArray("{\"n\": 0}"));
    QCOMPARE(first(composed(Form::File, ""), bytesOf("{{seq}}")), QByteArray("{{seq}}"));
    QCOMPARE(first(composed(Form::Text, "<{{file}}>"), bytesOf("x")), QByteArray("<x>"));
}

void CompositionTest::keepsToTheRulesOfAQueue() {
    const QueueRules rules{Api::Posix, 4};
    const auto fault = [&](const char* type, const char* payload) {
        Composition typed = composed(Form::Text, payload);
        typed.type = QString::fromLatin1(type);
        const auto parsed = composition::parse(typed, std::nullopt, rules);
        return parsed ? QString() : parsed.error();
    };
    QCOMPARE(fault("0", "four"), QString());
    QCOMPARE(fault("32767", ""), QString());
    QVERIFY2(fault("32768", "").startsWith(QStringLiteral("priority: ")), qPrintable(fault("32768", "")));
    QVERIFY2(fault("-1", "").startsWith(QStringLiteral("priority: ")), qPrintable(fault("-1", "")));
    QCOMPARE(fault("1", "fives"), QStringLiteral("5 bytes: this queue takes 4 at most"));
    QVERIFY(composition::title(composed(Form::Text, "x"), Api::Posix).startsWith(QStringLiteral("priority 1")));
    QVERIFY(composition::title(composed(Form::Text, "x")).startsWith(QStringLiteral("type 1")));
}

void CompositionTest::readsNumbers() {
    Composition typed = composed(Form::Text, "x");
    QVERIFY(composition::parse(typed, std::nullopt)->count == 1);
    typed.count.clear();
    QVERIFY(composition::parse(typed, std::nullopt)->count == 1);
    typed.every = QStringLiteral("1.5 s");
    auto parsed = composition::parse(typed, std::nullopt);
    QVERIFY(!parsed->count);
    QVERIFY(parsed->every == 1500ms);
    typed.every = QStringLiteral("50");
    typed.count = QStringLiteral("100");
    parsed = composition::parse(typed, std::nullopt);
    QVERIFY(parsed->every == 50ms);
    QVERIFY(parsed->count == 100);
}

void CompositionTest::faults_data() {
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Form form, const char* payload, const char* says) {
        QTest::newRow(name) << static_cast<int>(form) << QByteArray(payload) << QString::fromUtf8(says);
    };
    row("placeholder", Form::Text, "ab {{x}}", "column 4: no placeholder");
    row("placeholder in the second line", Form::Text, "ab\n\u00e4{{x}}", "line 2, column 2: no placeholder");
    row("no file", Form::Text, "{{file}}", "column 1: {{file}}: no file");
    row("JSON", Form::Json, "{\"a\": tru}", "no JSON: column 10");
    row("JSON cut short", Form::Json, "{\"a\":\n", "no JSON: line 2, column 1");
    row("JSON of placeholders", Form::Json, "{\"a\": {{uuid}}}", "no JSON once its placeholders are filled in");
    row("JSON of a number", Form::Json, "[{{seq}}", "no JSON once its placeholders are filled in");
    row("no JSON at all", Form::Json, "", "no JSON: column 1");
    row("hex", Form::Hex, "0g", "is no hex digit");
    row("file", Form::File, "", "the file has not been read");
}

void CompositionTest::faults() {
    QFETCH(int, form);
    QFETCH(QByteArray, payload);
    QFETCH(QString, says);
    const auto parsed = composition::parse(composed(static_cast<Form>(form), payload.constData()), std::nullopt);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().contains(says), qPrintable(parsed.error()));
    // A place is one in what was typed, or none is told
    if (static_cast<Form>(form) == Form::Json)
        QCOMPARE(parsed.error().contains(QLatin1String("column")), says.contains(QLatin1String("column")));
}

void CompositionTest::takesCapturedMessages_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("form");
    const auto row = [](const char* name, const QByteArray& bytes, Form form) {
        QTest::newRow(name) << bytes << static_cast<int>(form);
    };
    row("text", "hello\tthere\n", Form::Text);
    row("empty", "", Form::Text);
    row("JSON", "{\"a\": [1, 2]}", Form::Json);
    row("NUL", QByteArray("a\0", 2), Form::Hex);
    row("other line ends", "a\r\nb", Form::Hex);
    row("no UTF-8", "\xff\xfe", Form::Hex);
    row("what looks like a placeholder", "x {{seq}} y", Form::Hex);
    row("an open placeholder", "x {{", Form::Hex);
    row("a separator of paragraphs",
        "a\xe2\x80\xa9"
        "b",
        Form::Hex);
    row("a space that an editor makes a plain one",
        "a\xc2\xa0"
        "b",
        Form::Hex);
}

void CompositionTest::takesCapturedMessages() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, form);
    sysv::Message message;
    message.type = 42;
    message.payload = bytesOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    const Composition made = composition::of(message);
    QCOMPARE(static_cast<int>(made.form), form);
    QCOMPARE(made.type, QStringLiteral("42"));
    QCOMPARE(first(made), bytes);
}

void CompositionTest::makesJsonPretty() {
    QCOMPARE(composition::pretty(QStringLiteral(R"({"a":{{seq}},"b":"{{uuid}}"})")).value_or(QString()),
             QStringLiteral("{\n  \"a\": {{seq}},\n  \"b\": \"{{uuid}}\"\n}"));
    QVERIFY(!composition::pretty(QStringLiteral("{")));
}

void CompositionTest::survivesTheSettings() {
    Composition made = composed(Form::Json, "{\n \"\u00e4\": \"\\\"\"}");
    made.type = QStringLiteral("7");
    made.file = QStringLiteral("/tmp/x y");
    made.count = QStringLiteral("100");
    made.every = QStringLiteral("50 ms");
    made.wait = true;
    QVERIFY(composition::fromSetting(composition::toSetting(made)) == made);
    for (const char* wrong : {"", "x", "[]", "{}", "{\"form\": \"song\"}"})
        QVERIFY(!composition::fromSetting(QString::fromLatin1(wrong)));
}

void CompositionTest::composesStructs() {
    const QString declaration = QStringLiteral("le struct job { uint16_t id; char tag[4]; };");
    sysv::Message message;
    message.type = 3;
    message.payload = bytesOf(std::string_view("\x4d\0gold", 6));
    const Composition made = composition::of(message, declaration);
    QVERIFY(made.form == Form::Struct);
    QCOMPARE(made.declaration, declaration);
    QCOMPARE(first(made), QByteArray("\x4d\0gold", 6));
    QVERIFY2(composition::title(made).contains("id=77, tag=\"gold\""), qPrintable(composition::title(made)));
    QVERIFY(composition::fromSetting(composition::toSetting(made)) == made);
    // Not what the struct does not fit
    message.payload.push_back(std::byte{'x'});
    QVERIFY(composition::of(message, declaration).form == Form::Hex);
    Composition without = made;
    without.declaration.clear();
    QCOMPARE(first(without), QByteArray("no struct has been declared"));
}

void CompositionTest::readsTerms() {
    const auto terms = [](const char* typed) { return parseMessageTerms(QString::fromUtf8(typed)); };
    QVERIFY(terms("type:7")->type == 7 && terms("type:7")->content.empty());
    QVERIFY(terms("type:!7")->except);
    QCOMPARE(terms("type:<=7")->type, -7L);
    const auto both = terms("order type:3 x");
    QVERIFY(both->type == 3 && both->content == bytesOf("order x") && both->anyCase);
    QVERIFY(terms("0x7b22")->content == bytesOf("{\"") && !terms("0x7b22")->anyCase);
    QVERIFY(!terms("type:x") && !terms("type:0") && !terms("0x7"));
}

IPCLENS_TEST_MAIN(CompositionTest)
#include "composition_test.moc"
