// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/name.h"
#include "core/objects/object.h"

#include <QTest>

#include <set>
#include <thread>
#include <vector>

using namespace ipclens;
using namespace std::string_literals;

class NameTest : public QObject {
    Q_OBJECT

private slots:
    void noneIsEmpty();
    void theSameBytesAreOneName();
    void bytesAreKeptAsTheyAre();
    void manyNamesStayWhereTheyAre();
    void threadsGetTheSameNames();
    void orderedByBytes();
    void escapedForScreens();
    void nothingUnseenInIt_data();
    void nothingUnseenInIt();
    void asUtf8ForJson();
    void objectIdOfAPosixObject();
    void objectIdsAreOrderedByKindThenApi();
};

void NameTest::noneIsEmpty() {
    QVERIFY(Name().empty());
    QVERIFY(Name() == Name::of(""));
    QCOMPARE(Name().bytes(), std::string_view());
    QVERIFY(!Name::of("/").empty());
}

void NameTest::theSameBytesAreOneName() {
    const Name name = Name::of("/render-lock");
    QVERIFY(name == Name::of(std::string("/render-lock")));
    QVERIFY(name == Name::ofFile("render-lock"));
    QVERIFY(name != Name::of("/render-loc"));
    QVERIFY(name != Name::of("render-lock"));
    static_assert(sizeof(Name) == 4);
}

void NameTest::bytesAreKeptAsTheyAre() {
    std::string every = "/";
    for (int byte = 1; byte < 256; ++byte)
        every += static_cast<char>(byte);
    QCOMPARE(Name::of(every).bytes(), std::string_view(every));
    const std::string withNul = "/a\0b"s;
    QCOMPARE(Name::of(withNul).bytes().size(), std::size_t{4});
    const std::string longest(255, 'x');
    QCOMPARE(Name::ofFile(longest).bytes(), std::string_view("/" + longest));
    const std::string longer(300, 'y');
    QCOMPARE(Name::ofFile(longer).bytes(), std::string_view("/" + longer));
}

void NameTest::manyNamesStayWhereTheyAre() {
    const Name first = Name::of("/the-first");
    const char* const place = first.bytes().data();
    std::set<std::uint32_t> handles;
    for (int i = 0; i < 5000; ++i)
        handles.insert(Name::of("/many-" + std::to_string(i)).handle());
    QCOMPARE(handles.size(), std::size_t{5000});
    QCOMPARE(static_cast<const void*>(first.bytes().data()), static_cast<const void*>(place));
    for (int i = 0; i < 5000; ++i)
        QCOMPARE(Name::of("/many-" + std::to_string(i)).bytes(), std::string_view("/many-" + std::to_string(i)));
}

void NameTest::threadsGetTheSameNames() {
    constexpr int count = 3000;
    std::vector<std::vector<Name>> found(4);
    {
        std::vector<std::jthread> threads;
        threads.reserve(found.size());
        for (auto& names : found) {
            threads.emplace_back([&names] {
                for (int i = 0; i < count; ++i) {
                    names.push_back(Name::of("/thread-" + std::to_string(i)));
                    if (names.back().bytes() != "/thread-" + std::to_string(i)) names.clear();
                }
            });
        }
    }
    QCOMPARE(found[0].size(), std::size_t{count});
    for (const auto& names : found)
        QVERIFY(names == found[0]);
}

void NameTest::orderedByBytes() {
    const Name late = Name::of("/zzz-seen-first");
    const Name early = Name::of("/aaa-seen-later");
    QVERIFY(early < late);
    QVERIFY(Name() < early);
    QVERIFY(Name::of("/a") < Name::of("/\xff"));
    const Name same = Name::of("/zzz-seen-first");
    QVERIFY(!(same < late) && !(late < same));
}

void NameTest::escapedForScreens() {
    QCOMPARE(escaped(Name::of("/my ring")), "/my ring"s);
    QCOMPARE(escaped(Name::of("/\x1b[31m\n")), "/\\x1b[31m\\x0a"s);
    QCOMPARE(escaped(Name::of("/\xff\xc3\xa4")), "/\\xff\xc3\xa4"s);
    QCOMPARE(escaped(Name::of("/\xc2\x9b")), "/\\xc2\\x9b"s);
    QCOMPARE(escaped(Name::of("\\/\\\xff\\")), "\\\\/\\\\\\xff\\\\"s);
    // Typed so, and a byte that is shown so
    QVERIFY(escaped(Name::of("/a\\xff")) != escaped(Name::of("/a\xff")));
    QCOMPARE(toString(ObjectId::posix(Kind::SharedMemory, Name::of("/a\\xff"))), "shm:/a\\\\xff"s);
    QCOMPARE(toString(ObjectId::posix(Kind::SharedMemory, Name::of("/a\xff"))), "shm:/a\\xff"s);
}

void NameTest::nothingUnseenInIt_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    const auto add = [](const char* title, const char* bytes, const char* text) {
        QTest::newRow(title) << QByteArray(bytes) << QByteArray(text);
    };
    add("zero width space", "/a\xe2\x80\x8b", R"(/a\xe2\x80\x8b)");
    add("turned around", "/\xe2\x80\xaegnp", R"(/\xe2\x80\xaegnp)");
    add("line separator", "/\xe2\x80\xa8", R"(/\xe2\x80\xa8)");
    add("isolate", "/\xe2\x81\xa6", R"(/\xe2\x81\xa6)");
    add("byte order mark", "/\xef\xbb\xbf", R"(/\xef\xbb\xbf)");
    add("tag", "/\xf3\xa0\x81\x81", R"(/\xf3\xa0\x81\x81)");
    add("no-break space", "/a\xc2\xa0z", R"(/a\xc2\xa0z)");
    add("ideographic space", "/\xe3\x80\x80", R"(/\xe3\x80\x80)");
    add("Hangul filler", "/\xe3\x85\xa4", R"(/\xe3\x85\xa4)");
    add("variation selector", "/\xef\xb8\x8f", R"(/\xef\xb8\x8f)");
    add("seen", "/gr\xc3\xbcn \xe2\x82\xac \xf0\x9f\x99\x82", "/gr\xc3\xbcn \xe2\x82\xac \xf0\x9f\x99\x82");
    add("space between", "/my own ring", "/my own ring");
    add("space first", "/ x", R"(/\x20x)");
    add("space last", "/x ", R"(/x\x20)");
    add("space alone", "/ ", R"(/\x20)");
    add("a row of a table", "/x  4.0 KiB   0600", R"(/x \x204.0 KiB \x20\x200600)");
    add("two last", "/x  ", R"(/x \x20)");
}

void NameTest::nothingUnseenInIt() {
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, text);
    QCOMPARE(escaped(Name::of(bytes.toStdString())), text.toStdString());
    QCOMPARE(toString(ObjectId::posix(Kind::Semaphore, Name::of(bytes.toStdString()))), "sem:" + text.toStdString());
}

void NameTest::asUtf8ForJson() {
    QVERIFY(isUtf8(Name::of("/h\xc3\xa4")));
    QCOMPARE(asUtf8(Name::of("/h\xc3\xa4")), "/h\xc3\xa4"s);
    QVERIFY(!isUtf8(Name::of("/\xff\xfe!")));
    QCOMPARE(asUtf8(Name::of("/\xff\xfe!")), "/\xef\xbf\xbd\xef\xbf\xbd!"s);
}

void NameTest::objectIdOfAPosixObject() {
    const ObjectId lock = ObjectId::posix(Kind::Semaphore, Name::of("/lock\n"));
    QVERIFY(lock.api() == Api::Posix);
    QCOMPARE(toString(lock), "sem:/lock\\x0a"s);
    const ObjectId set{Kind::Semaphore, Id{7}};
    QVERIFY(set.api() == Api::SysV);
    QCOMPARE(toString(set), "sem:@7"s);
    QVERIFY(lock != set);
    QVERIFY(lock != ObjectId::posix(Kind::SharedMemory, lock.name));
}

void NameTest::objectIdsAreOrderedByKindThenApi() {
    const Name name = Name::of("/order");
    const std::vector<ObjectId> ordered = {{Kind::Semaphore, Id{0}},
                                           {Kind::Semaphore, Id{INT_MAX}},
                                           ObjectId::posix(Kind::Semaphore, name),
                                           {Kind::SharedMemory, Id{3}},
                                           ObjectId::posix(Kind::SharedMemory, name),
                                           {Kind::MessageQueue, Id{0}},
                                           ObjectId::posix(Kind::MessageQueue, name)};
    QVERIFY(std::is_sorted(ordered.begin(), ordered.end()));
    QCOMPARE(std::set<ObjectId>(ordered.begin(), ordered.end()).size(), ordered.size());
}

QTEST_GUILESS_MAIN(NameTest)

#include "name_test.moc"
