// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/name.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/test_main.h"

#include <set>

using namespace ipclens;
using namespace ipclens::posix;
using ipclens::testing::need;

namespace {

constexpr Kind kinds[] = {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue};

QByteArray reasonFor(Kind kind, std::string_view name) {
    const auto checked = checkName(kind, name);
    return checked ? QByteArray() : QByteArray::fromStdString(checked.error().reason);
}

} // namespace

class NameTest : public QObject {
    Q_OBJECT

private slots:
    void oddNamesAreGood();
    void whatIsNoNameIsSaidWhy();
    void longestNames();
    void dotsNameDirectoriesButForSemaphores();
    void filesOfSemaphoresAreNoSegments();
    void filesOfNames();
    void randomNamesDiffer();
};

void NameTest::oddNamesAreGood() {
    for (const Kind kind : kinds) {
        for (const std::string& name : ipclens::testing::oddNames())
            VERIFY_DONE(checkName(kind, name));
    }
}

void NameTest::whatIsNoNameIsSaidWhy() {
    using namespace std::string_view_literals;
    for (const Kind kind : kinds) {
        for (const std::string_view name : {""sv, "x"sv, "/"sv, "//"sv, "//x"sv, "/a/b"sv, "/a/"sv, "/a\0b"sv})
            VERIFY_FAILS(checkName(kind, name), ErrorKind::Invalid, 0);
        QVERIFY(reasonFor(kind, "x").contains("begins with a slash"));
        QVERIFY(reasonFor(kind, "/").contains("at least one byte"));
        QVERIFY(reasonFor(kind, "/a/b").contains("second slash"));
        QVERIFY(reasonFor(kind, "/a\0b"sv).contains("zero byte"));
    }
}

void NameTest::longestNames() {
    for (const Kind kind : kinds) {
        const std::size_t most = kind == Kind::Semaphore ? 251 : 255;
        VERIFY_DONE(checkName(kind, "/" + std::string(most, 'x')));
        const std::string longer = "/" + std::string(most + 1, 'x');
        VERIFY_FAILS(checkName(kind, longer), ErrorKind::Invalid, 0);
        QVERIFY(reasonFor(kind, longer).contains("too long, at most " + QByteArray::number(qulonglong{most})));
    }
}

void NameTest::dotsNameDirectoriesButForSemaphores() {
    for (const char* name : {"/.", "/.."}) {
        VERIFY_FAILS(checkName(Kind::SharedMemory, name), ErrorKind::Invalid, 0);
        VERIFY_FAILS(checkName(Kind::MessageQueue, name), ErrorKind::Invalid, 0);
        VERIFY_DONE(checkName(Kind::Semaphore, name));
    }
    VERIFY_DONE(checkName(Kind::SharedMemory, "/..."));
}

void NameTest::filesOfSemaphoresAreNoSegments() {
    VERIFY_FAILS(checkName(Kind::SharedMemory, "/sem.lock"), ErrorKind::Invalid, 0);
    QVERIFY(reasonFor(Kind::SharedMemory, "/sem.lock").contains("semaphore /lock"));
    VERIFY_DONE(checkName(Kind::SharedMemory, "/sem."));
    VERIFY_DONE(checkName(Kind::SharedMemory, "/semlock"));
    VERIFY_DONE(checkName(Kind::Semaphore, "/sem.lock"));
    VERIFY_DONE(checkName(Kind::MessageQueue, "/sem.lock"));
}

void NameTest::filesOfNames() {
    QCOMPARE(fileOf(Kind::Semaphore, "/lock"), std::string("sem.lock"));
    QCOMPARE(fileOf(Kind::SharedMemory, "/ring"), std::string("ring"));
    QCOMPARE(fileOf(Kind::MessageQueue, "/\xff"), std::string("\xff"));
}

void NameTest::randomNamesDiffer() {
    std::set<std::string> names;
    for (int i = 0; i < 100; ++i) {
        const std::string name = need(randomName());
        for (const Kind kind : kinds)
            VERIFY_DONE(checkName(kind, name));
        names.insert(name);
    }
    QCOMPARE(names.size(), std::size_t{100});
}

IPCLENS_TEST_MAIN(NameTest)

#include "name_test.moc"
