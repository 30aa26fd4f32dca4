// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/filter.h"

#include <QTest>

#include <algorithm>

using namespace ipclens;
using namespace ipclens::listing;

namespace {

SemaphoreSetInfo set() {
    SemaphoreSetInfo info;
    info.id = Id{98307};
    info.key = Key{0x51a0002a};
    info.permissions = {0, 1, 0, 0, 0600}; // root, daemon's group
    info.count = 5;
    return info;
}

SegmentInfo segment() {
    SegmentInfo info;
    info.id = Id{7};
    info.key = Key{0xffffffff};
    info.permissions = {4'000'000'007, 0, 1, 1, 0644};
    info.size = 4096;
    info.removed = true;
    info.access = Access::Denied;
    return info;
}

bool matches(const std::string& expression, ObjectView object, std::vector<Filter::ExtraField> extras = {}) {
    const auto filter = Filter::parse(expression, std::move(extras));
    if (!filter) throw std::runtime_error(filter.error().message());
    UserNames users;
    return filter->matches({object, {}}, users);
}

bool isListed(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

class FilterTest : public QObject {
    Q_OBJECT

private slots:
    void globs_data();
    void globs();
    void manyStarsEndSoon();
    void ofASet_data();
    void ofASet();
    void ofASegment_data();
    void ofASegment();
    void ofAHiddenObject();
    void namesAsTheyAreShown();
    void refused_data();
    void refused();
    void knowsTermsWithoutMatch();
    void emptyMatchesAll();
    void extraFields();
    void completesFields();
    void completesPatterns();
};

void FilterTest::globs_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* pattern, const char* text, bool expected) {
        QTest::addRow("%s on %s", pattern, text) << QString::fromUtf8(pattern) << QString::fromUtf8(text) << expected;
    };
    row("", "", true);
    row("", "a", false);
    row("*", "", true);
    row("*", "abc", true);
    row("**", "abc", true);
    row("a*", "abc", true);
    row("*c", "abc", true);
    row("*b", "abc", false);
    row("a*c", "abbbc", true);
    row("a*c", "abbb", false);
    row("*ab*ab", "ababab", true);
    row("a*b*c", "a1b2b3c", true);
    row("a*b*c", "a1c2b", false);
    row("?", "", false);
    row("?", "a", true);
    row("?", "ab", false);
    row("a?c", "abc", true);
    row("?", "ä", true);
    row("??", "ä", false);
    row("*?", "ä", true);
    row("AbC", "aBc", true);
    row("0x51*", "0X51A0", true);
    row("[abc]", "b", true);
    row("[abc]", "B", true);
    row("[abc]", "d", false);
    row("[a-c]x", "cx", true);
    row("[A-C]", "b", true);
    row("[a-c]", "B", true);
    row("[!a-c]", "d", true);
    row("[^a-c]", "d", true);
    row("[!a-c]", "B", false);
    row("[!a]", "", false);
    row("[]]", "]", true);
    row("[!]]", "]", false);
    row("[]a]", "a", true);
    row("[-a]", "-", true);
    row("[a-]", "-", true);
    row("[a-]", "b", false);
    row("[äö]", "ö", true);
    row("[!ä]", "ö", true);
    row("[0-9]*", "5x", true);
    row("[", "[", true);
    row("a[", "a[", true);
    row("[abc", "a", false);
    row("*[0-9]", "ab3", true);
    row("*[0-9]b", "3a4b", true);
}

void FilterTest::globs() {
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QTEST(globMatches(pattern.toStdString(), text.toStdString()), "expected");
}

void FilterTest::manyStarsEndSoon() {
    std::string pattern;
    for (int i = 0; i < 50; ++i)
        pattern += "a*";
    QVERIFY(!globMatches(pattern + "b", std::string(5000, 'a')));
    QVERIFY(globMatches(pattern, std::string(5000, 'a')));
    QVERIFY(!globMatches("[a", "\xff\xfe"));
    QVERIFY(globMatches("??", "\xff\xc3"));
}

void FilterTest::ofASet_data() {
    QTest::addColumn<bool>("expected");
    for (const char* yes : {"kind:sem",
                            "KIND:SEM",
                            "kind:s*",
                            "api:sysv",
                            "id:98307",
                            "id:983*",
                            "id:[0-9]*",
                            "key:0x51a0002a",
                            "key:0x51*",
                            "key:1369440298",
                            "key:0x51A0002A",
                            "mode:0600",
                            "mode:06??",
                            "owner:root",
                            "owner:ROOT",
                            "owner:r*",
                            "owner:0",
                            "group:daemon",
                            "group:1",
                            "creator:root",
                            "creator:0",
                            "name:null",
                            "count:5",
                            "operated:null",
                            "sem",
                            "98307",
                            "51a0",
                            "0600",
                            "root",
                            "oo",
                            "0x51*2a",
                            "*",
                            "  kind:sem\towner:root key:0x51* id:98307 mode:0600 ",
                            "kind:\"sem\"",
                            "k\"ind\":sem",
                            "5[!b]a"}) {
        QTest::newRow(yes) << true;
    }
    for (const char* no : {"kind:shm",    "kind:se",           "id:9830",       "id:098307",    "key:51a0002a",
                           "key:42",      "key:0x2a",          "mode:600",      "mode:384",     "owner:roo",
                           "owner:00",    "owner:null",        "group:root",    "name:",        "count:",
                           "count:05",    "count:5.0",         "size:4096",     "size:null",    "denied:true",
                           "denied:null", "denied:*",          "removed:false", "value:*",      "daemon",
                           "null",        "kind:sem kind:shm", "sem shm",       "\"kind:sem\"", "sysv",
                           "0x51?2a",     "operated:0"}) {
        QTest::newRow(no) << false;
    }
}

void FilterTest::ofASet() {
    const auto info = set();
    QTEST(matches(QTest::currentDataTag(), &info), "expected");
}

void FilterTest::ofASegment_data() {
    QTest::addColumn<bool>("expected");
    for (const char* yes : {"key:-1", "key:4294967295", "key:0xffffffff", "key:*F", "removed:true", "removed:TRUE",
                            "locked:false", "denied:true", "owner:4000000007", "owner:40*", "40000", "size:4096",
                            "resident:null", "creator:daemon", "attached:0", "last_pid:null"}) {
        QTest::newRow(yes) << true;
    }
    for (const char* no : {"key:-2", "key:1", "removed:false", "removed:1", "denied:false", "owner:null", "owner:root",
                           "resident:0", "last_pid:0", "attached:null", "count:*"}) {
        QTest::newRow(no) << false;
    }
}

void FilterTest::ofASegment() {
    const auto info = segment();
    QTEST(matches(QTest::currentDataTag(), &info), "expected");
}

void FilterTest::ofAHiddenObject() {
    SegmentInfo info = segment();
    info.access = Access::Hidden;
    QVERIFY(matches("owner:null mode:null size:null kind:shm id:7 key:-1 denied:true", &info));
    QVERIFY(!matches("0644", &info));
    QVERIFY(!matches("null", &info));
    QVERIFY(!matches("owner:4000000007", &info));
}

void FilterTest::namesAsTheyAreShown() {
    PosixSemaphoreInfo info;
    info.name = Name::of("/a\xff\x1b[\n");
    for (const char* yes : {R"(name:*\xff*)", R"(name:*\XFF\x1b*)", R"(\xff\x1b)", R"(/a\xff*\x0a)", "name:/a*", "/a"})
        QVERIFY2(matches(yes, &info), yes);
    // As the JSON has it
    QVERIFY(matches("name:/a\xef\xbf\xbd*", &info));
    for (const char* no : {R"(name:*\xfe*)", R"(name:\xff)", R"(\xfe)"})
        QVERIFY2(!matches(no, &info), no);
    info.name = Name::of("/a\xe2\x80\xae  z");
    for (const char* yes : {R"(name:/a\xe2\x80\xae*)", R"(name:"/a\xe2\x80\xae \x20z")", R"(\x20z)"})
        QVERIFY2(matches(yes, &info), yes);
    info.name = Name::of("/x ");
    QVERIFY(matches(R"(name:/x\x20)", &info));
    QVERIFY(matches(R"(name:"/x ")", &info)); // as the JSON has it
    info.name = Name::of(R"(/a\xff)");
    QVERIFY(matches(R"(name:/a\xff)", &info)); // as the JSON has it
    QVERIFY(matches(R"(name:/a\\xff)", &info));
    info.name = Name::of("/\xc3\xbc");
    QVERIFY(matches("name:/\xc3\xbc", &info) && !matches(R"(name:*\x*)", &info));
}

void FilterTest::refused_data() {
    QTest::addColumn<QString>("reason");
    QTest::newRow("hue:red") << "there is no field \"hue\"";
    QTest::newRow("kind:sem 0x51:") << "there is no field \"0x51\"";
    QTest::newRow(":x") << "there is no field \"\"";
    QTest::newRow("key:[0-9") << "a bracket in \"[0-9\" is not closed";
    QTest::newRow("[") << "a bracket in \"[\" is not closed";
    QTest::newRow("a \"b c") << "the quote at character 3 is not closed";
    QTest::newRow("name:\"") << "the quote at character 6 is not closed";
}

void FilterTest::refused() {
    QFETCH(QString, reason);
    const auto filter = Filter::parse(QTest::currentDataTag());
    QVERIFY(!filter);
    QVERIFY(filter.error().kind == ErrorKind::Invalid);
    QCOMPARE(filter.error().number, 0);
    QCOMPARE(QString::fromStdString(filter.error().reason), reason);
    QCOMPARE(filter.error().attempted, "filter " + std::string(QTest::currentDataTag()));
    QCOMPARE(filter.error().hint.find("kind, id, key, name") != std::string::npos, reason.contains("field"));
}

void FilterTest::knowsTermsWithoutMatch() {
    for (const char* possible :
         {"", "api:posix", "API:SysV", "api:p*", "kind:s[eh]m", "posx", "name:api:posx", "key:7"})
        QVERIFY2(!termWithoutMatch(possible), possible);
    QCOMPARE(termWithoutMatch("root api:posx")->reason, std::string("api: takes sysv or posix"));
    QCOMPARE(termWithoutMatch("kind:queue")->reason, std::string("kind: takes sem, shm or msg"));
    QVERIFY(termWithoutMatch("api:") && termWithoutMatch("kind:x*"));
    // It is an answer all the same
    QVERIFY(Filter::parse("api:posx"));
}

void FilterTest::emptyMatchesAll() {
    const auto info = set();
    QVERIFY(matches("", &info));
    QVERIFY(matches("  \t ", &info));
    QVERIFY(matches("\"\"", &info));
    QVERIFY(Filter().empty());
    QVERIFY(Filter::parse(" ")->empty());
    QVERIFY(!Filter::parse("\"\"")->empty());
    QVERIFY(matches("\"sem\"", &info));
    QVERIFY(matches("kind:\"sem\"", &info));
    QVERIFY(!matches("\"kind:sem\"", &info)); // a colon within quotes parts no field off
    QVERIFY(!matches("\"sem root\"", &info)); // one term
}

void FilterTest::extraFields() {
    const auto info = set();
    const std::vector<Filter::ExtraField> extras{
        {"is", [](const FilterSubject&, std::string_view pattern) { return pattern == "idle"; }, {"idle", "Busy"}},
        {"process",
         [](const FilterSubject& subject, std::string_view pattern) {
             return std::holds_alternative<const SemaphoreSetInfo*>(subject.object) && globMatches(pattern, "post man");
         },
         {}}};
    QVERIFY(matches("is:idle", &info, extras));
    QVERIFY(matches("IS:IDLE kind:sem", &info, extras));
    QVERIFY(!matches("is:busy", &info, extras));
    QVERIFY(matches("process:\"post m*\"", &info, extras));
    QVERIFY(!matches("process:", &info, extras));
    const auto refused = Filter::parse("is:red", extras);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, std::string("\"red\" is no value of is"));
    QCOMPARE(Filter::parse("is:", extras).error().reason, std::string("is: needs a value"));
    QCOMPARE(refused.error().hint, std::string("idle, Busy"));
    QVERIFY(Filter::parse("hue:red", extras).error().hint.ends_with(", is, process"));
}

void FilterTest::completesFields() {
    const auto all = completeFilter("", 0);
    QCOMPARE(all.from, std::size_t{0});
    QCOMPARE(all.words.size(), allFields().size());
    const auto some = completeFilter("owner:root last_", 16);
    QCOMPARE(some.from, std::size_t{11});
    QVERIFY((some.words == std::vector<std::string>{"last_pid:", "last_send_pid:", "last_receive_pid:"}));
    QVERIFY(isListed(completeFilter("I", 1, {{"is", {}, {}}}).words, "is:"));
    QCOMPARE(completeFilter("kind:sem ", 9).words.size(), allFields().size());
    QCOMPARE(completeFilter("kind:sem ", 9).from, std::size_t{9});
    QVERIFY(completeFilter("zz", 2).words.empty());
    // What stands behind the cursor is not looked at
    QVERIFY((completeFilter("ke kind:sem", 2).words == std::vector<std::string>{"key:"}));
}

void FilterTest::completesPatterns() {
    const auto kinds = completeFilter("key:1 kind:", 11);
    QCOMPARE(kinds.from, std::size_t{11});
    QVERIFY((kinds.words == std::vector<std::string>{"sem", "shm", "msg"}));
    QVERIFY((completeFilter("kind:S", 6).words == std::vector<std::string>{"sem", "shm"}));
    QVERIFY((completeFilter("removed:t", 9).words == std::vector<std::string>{"true"}));
    QVERIFY((completeFilter("is:b", 4, {{"is", {}, {"idle", "Busy"}}}).words == std::vector<std::string>{"Busy"}));
    QVERIFY(completeFilter("id:", 3).words.empty());
    QVERIFY(completeFilter("hue:", 4).words.empty());
}

QTEST_GUILESS_MAIN(FilterTest)

#include "filter_test.moc"
