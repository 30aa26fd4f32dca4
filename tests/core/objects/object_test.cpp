// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/info.h"
#include "core/objects/object.h"
#include "core/objects/users.h"

#include <QTest>

using namespace ipclens;

class ObjectTest : public QObject {
    Q_OBJECT

private slots:
    void wordsOfTheCommandLine();
    void keysHaveEightDigits();
    void viewsAndCopies();
    void namesOfUsers();
    void usersByNameOrNumber();
};

void ObjectTest::wordsOfTheCommandLine() {
    QCOMPARE(kindName(Kind::Semaphore), std::string_view("sem"));
    QCOMPARE(kindName(Kind::SharedMemory), std::string_view("shm"));
    QCOMPARE(kindName(Kind::MessageQueue), std::string_view("msg"));
    QCOMPARE(apiName(Api::SysV), std::string_view("sysv"));
    QCOMPARE(apiName(Api::Posix), std::string_view("posix"));
    QCOMPARE(toString(ObjectId{Kind::Semaphore, Id{98304}}), std::string("sem:@98304"));
}

void ObjectTest::keysHaveEightDigits() {
    QCOMPARE(toString(Key{0xbeef}), std::string("0x0000beef"));
    QCOMPARE(toString(Key{0}), std::string("0x00000000"));
    QCOMPARE(toString(Key{0xffffffff}), std::string("0xffffffff"));
}

void ObjectTest::viewsAndCopies() {
    SegmentInfo segment;
    segment.id = Id{7};
    segment.key = Key{42};
    segment.permissions.mode = 0640;
    segment.access = Access::Denied;
    const ObjectInfo info = copyOf(ObjectView(&segment));
    const ObjectView view = viewOf(info);
    QVERIFY(std::get<const SegmentInfo*>(view) != &segment);
    QVERIFY(*std::get<const SegmentInfo*>(view) == segment);
    QVERIFY((objectIdOf(view) == ObjectId{Kind::SharedMemory, Id{7}}));
    QVERIFY(keyOf(view) == Key{42});
    QCOMPARE(permissionsOf(view).mode, std::uint16_t{0640});
    QVERIFY(accessOf(view) == Access::Denied);
}

void ObjectTest::namesOfUsers() {
    UserNames names;
    const std::string* root = names.user(0);
    QVERIFY(root != nullptr);
    QCOMPARE(*root, std::string("root"));
    QCOMPARE(*names.group(0), std::string("root"));
    constexpr uid_t nobodyHasThis = 4'000'000'007;
    QVERIFY(names.user(nobodyHasThis) == nullptr);
    QVERIFY(names.group(nobodyHasThis) == nullptr);
    for (uid_t uid = 100'000; uid < 101'000; ++uid)
        (void)names.user(uid);
    QCOMPARE(names.user(0), root); // the pointer holds, and it isn't asked for again
}

void ObjectTest::usersByNameOrNumber() {
    QCOMPARE(uidByName("root"), std::optional<uid_t>(0));
    QCOMPARE(gidByName("root"), std::optional<gid_t>(0));
    QCOMPARE(uidByName("4711"), std::optional<uid_t>(4711));
    QCOMPARE(gidByName("4294967294"), std::optional<gid_t>(4294967294));
    for (const char* none : {"", "-1", "4294967295", "4294967296", "12x", " 1", "0x10", "no such user"}) {
        QVERIFY2(!uidByName(none), none);
        QVERIFY2(!gidByName(none), none);
    }
}

QTEST_GUILESS_MAIN(ObjectTest)

#include "object_test.moc"
