// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/fields.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace ipclens;

namespace {

constexpr uid_t namelessUser = 4'000'000'007;

SemaphoreSetInfo someSet() {
    SemaphoreSetInfo set;
    set.id = Id{98304};
    set.key = Key{0x51a00001};
    set.permissions = {namelessUser, 0, 0, 0, 0660};
    set.count = 5;
    set.operatedAt = 1'790'000'012;
    set.changedAt = 1'790'000'000;
    return set;
}

SegmentInfo someSegment() {
    SegmentInfo segment;
    segment.id = Id{0};
    segment.permissions = {0, 0, 0, 0, 0};
    segment.size = std::uint64_t{1} << 40U;
    segment.attached = 2;
    segment.creatorPid = 12;
    segment.removed = true;
    segment.resident = 4096;
    return segment;
}

/// A field's value as text, for short tables: "-" where absent.
std::string text(ObjectView object, Field field, Knowledge known = {}) {
    FieldBuffer buffer;
    const RawValue value = rawValue(object, field, known);
    return value.form == RawValue::Form::Absent ? "-" : std::string(printTo(buffer, value));
}

std::map<std::string, std::string> allTexts(ObjectView object, Knowledge known) {
    std::map<std::string, std::string> texts;
    for (const Field field : allFields()) {
        const std::string value = text(object, field, known);
        if (value != "-") texts.emplace(fieldName(field), value);
    }
    return texts;
}

using Texts = std::map<std::string, std::string>;

} // namespace

class FieldsTest : public QObject {
    Q_OBJECT

private slots:
    void namesAndFieldsAreOneToOne();
    void fieldsOfASet();
    void fieldsOfASegment();
    void fieldsOfAQueue();
    void whatIsNotKnownIsNull();
    void deniedIsThereOnlyWhereItIsTrue();
    void ofAHiddenObjectOnlyKeyAndIdAreKnown();
    void valuesKeepTheirTypes();
    void nullsComeLastBothWays();
    void ownersAreOrderedByName();
    void keysAreOrderedAsUnsigned();
    void kindsAreOrderedAsWords();
    void isAStrictWeakOrder();
};

void FieldsTest::namesAndFieldsAreOneToOne() {
    std::set<std::string_view> names;
    for (const Field field : allFields()) {
        QVERIFY(!fieldName(field).empty());
        QVERIFY(names.insert(fieldName(field)).second);
        QVERIFY(fieldByName(fieldName(field)) == field);
    }
    QVERIFY(allFields().back() == Field::Denied);
    QVERIFY(fieldName(Field::LastReceivePid) == "last_receive_pid");
    QVERIFY(!fieldByName("Kind"));
    QVERIFY(!fieldByName(""));
    QVERIFY(!fieldByName("hue"));
}

void FieldsTest::fieldsOfASet() {
    const auto set = someSet();
    const Texts expected{{"api", "sysv"},  {"kind", "sem"},           {"id", "98304"}, {"key", "0x51a00001"},
                         {"name", "null"}, {"mode", "0660"},          {"group", "0"},  {"owner", "4000000007"},
                         {"creator", "0"}, {"changed", "1790000000"}, {"count", "5"},  {"operated", "1790000012"}};
    QVERIFY(allTexts(ObjectView(&set), {}) == expected);
}

void FieldsTest::fieldsOfASegment() {
    const auto segment = someSegment();
    const Texts expected{{"api", "sysv"},
                         {"kind", "shm"},
                         {"id", "0"},
                         {"key", "0x00000000"},
                         {"name", "null"},
                         {"mode", "0000"},
                         {"group", "0"},
                         {"owner", "0"},
                         {"creator", "0"},
                         {"changed", "null"},
                         {"size", "1099511627776"},
                         {"attached", "2"},
                         {"creator_pid", "12"},
                         {"last_pid", "null"},
                         {"attached_at", "null"},
                         {"detached_at", "null"},
                         {"resident", "4096"},
                         {"swapped", "0"},
                         {"removed", "true"},
                         {"locked", "false"}};
    QVERIFY(allTexts(ObjectView(&segment), {.residency = true, .capacity = false}) == expected);
}

void FieldsTest::fieldsOfAQueue() {
    QueueInfo queue;
    queue.id = Id{7};
    queue.key = Key{0xffffffff};
    queue.permissions.mode = 0777;
    queue.messages = 3;
    queue.bytes = 100;
    queue.capacity = 16384;
    queue.lastSendPid = 4711;
    queue.sentAt = 9;
    queue.changedAt = 8;
    const Texts expected{{"api", "sysv"},
                         {"kind", "msg"},
                         {"id", "7"},
                         {"key", "0xffffffff"},
                         {"name", "null"},
                         {"mode", "0777"},
                         {"group", "0"},
                         {"owner", "0"},
                         {"creator", "0"},
                         {"changed", "8"},
                         {"messages", "3"},
                         {"bytes", "100"},
                         {"capacity", "16384"},
                         {"last_send_pid", "4711"},
                         {"last_receive_pid", "null"},
                         {"sent_at", "9"},
                         {"received_at", "null"}};
    QVERIFY(allTexts(ObjectView(&queue), {}) == expected);
}

void FieldsTest::whatIsNotKnownIsNull() {
    auto segment = someSegment();
    QueueInfo queue;
    const Knowledge nothing{.residency = false, .capacity = false};
    QCOMPARE(text(&segment, Field::Resident, nothing), std::string("null"));
    QCOMPARE(text(&segment, Field::Swapped, nothing), std::string("null"));
    QCOMPARE(text(&queue, Field::Capacity, nothing), std::string("null"));
    // One segment's alone
    segment.resident = segment.swapped = unknownBytes;
    QCOMPARE(text(&segment, Field::Resident, {.residency = true}), std::string("null"));
    QCOMPARE(text(&segment, Field::Swapped, {.residency = true}), std::string("null"));
}

void FieldsTest::deniedIsThereOnlyWhereItIsTrue() {
    auto set = someSet();
    QCOMPARE(text(&set, Field::Denied), std::string("-"));
    set.access = Access::Denied;
    QCOMPARE(text(&set, Field::Denied), std::string("true"));
    QCOMPARE(text(&set, Field::Count), std::string("5"));
}

void FieldsTest::ofAHiddenObjectOnlyKeyAndIdAreKnown() {
    SegmentInfo segment = someSegment();
    segment.access = Access::Hidden;
    for (const auto& [name, value] : allTexts(ObjectView(&segment), {.residency = true, .capacity = true})) {
        const bool told = name == "api" || name == "kind" || name == "id" || name == "key" || name == "denied";
        QCOMPARE(value != "null", told);
    }
    QCOMPARE(text(&segment, Field::Denied), std::string("true"));
    QCOMPARE(text(&segment, Field::Messages), std::string("-"));
}

void FieldsTest::valuesKeepTheirTypes() {
    const auto segment = someSegment();
    const ObjectView view(&segment);
    QVERIFY(fieldValue(view, Field::Key, {}) == FieldValue(std::string("0x00000000")));
    QVERIFY(fieldValue(view, Field::Mode, {}) == FieldValue(std::string("0000")));
    QVERIFY(fieldValue(view, Field::Kind, {}) == FieldValue(std::string("shm")));
    QVERIFY(fieldValue(view, Field::Api, {}) == FieldValue(std::string("sysv")));
    QVERIFY(fieldValue(view, Field::Removed, {}) == FieldValue(true));
    QVERIFY(fieldValue(view, Field::Owner, {}) == FieldValue(std::int64_t{0}));
    QVERIFY(fieldValue(view, Field::Size, {}) == FieldValue(std::int64_t{1} << 40));
    QVERIFY(fieldValue(view, Field::LastPid, {}) == FieldValue(Null{}));
    QVERIFY(fieldValue(view, Field::Count, {}) == FieldValue(Absent{}));
}

void FieldsTest::nullsComeLastBothWays() {
    UserNames users;
    SemaphoreSetInfo never = someSet();
    never.operatedAt = 0;
    const SemaphoreSetInfo once = someSet();
    const SegmentInfo absent = someSegment();
    for (const bool descending : {false, true}) {
        const FieldOrder order(Field::Operated, descending, {}, users);
        QVERIFY(order(&once, &never));
        QVERIFY(!order(&never, &once));
        QVERIFY(order(&once, &absent));
        QVERIFY(!order(&absent, &once));
        QVERIFY(!order(&never, &absent) && !order(&absent, &never));
    }
    SemaphoreSetInfo later = someSet();
    ++later.operatedAt;
    QVERIFY(FieldOrder(Field::Operated, false, {}, users)(&once, &later));
    QVERIFY(FieldOrder(Field::Operated, true, {}, users)(&later, &once));
    QVERIFY(!FieldOrder(Field::Operated, true, {}, users)(&once, &once));
}

void FieldsTest::ownersAreOrderedByName() {
    UserNames users;
    QVERIFY(users.user(1) != nullptr && *users.user(1) < *users.user(0)); // daemon, root
    SemaphoreSetInfo root = someSet();
    SemaphoreSetInfo daemon = someSet();
    SemaphoreSetInfo nameless = someSet();
    SemaphoreSetInfo nextNameless = someSet();
    root.permissions.uid = 0;
    daemon.permissions.uid = 1;
    ++nextNameless.permissions.uid;
    const FieldOrder order(Field::Owner, false, {}, users);
    QVERIFY(order(&daemon, &root) && !order(&root, &daemon));
    QVERIFY(order(&root, &nameless) && !order(&nameless, &root));
    QVERIFY(order(&nameless, &nextNameless) && !order(&nextNameless, &nameless));
    QVERIFY(FieldOrder(Field::Owner, true, {}, users)(&root, &daemon));
}

void FieldsTest::keysAreOrderedAsUnsigned() {
    UserNames users;
    SemaphoreSetInfo low = someSet();
    SemaphoreSetInfo high = someSet();
    low.key = Key{1};
    high.key = Key{0xffffffff};
    QVERIFY(FieldOrder(Field::Key, false, {}, users)(&low, &high));
    QVERIFY(FieldOrder(Field::Key, true, {}, users)(&high, &low));
}

void FieldsTest::kindsAreOrderedAsWords() {
    UserNames users;
    const SemaphoreSetInfo set;
    const SegmentInfo segment;
    const QueueInfo queue;
    const FieldOrder order(Field::Kind, false, {}, users);
    QVERIFY(order(&queue, &set) && order(&set, &segment) && order(&queue, &segment));
    QVERIFY(!order(&set, &queue));
}

void FieldsTest::isAStrictWeakOrder() {
    std::mt19937 random(7); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    std::vector<ObjectInfo> objects;
    for (int i = 0; i < 25; ++i) {
        SegmentInfo segment = someSegment();
        segment.key = Key{static_cast<std::uint32_t>(random())};
        segment.lastPid = pick(3);
        segment.permissions.uid =
            pick(2) == 0 ? static_cast<uid_t>(pick(3)) : namelessUser + static_cast<uid_t>(pick(2));
        segment.access = static_cast<Access>(pick(3));
        objects.emplace_back(segment);
        QueueInfo queue;
        queue.permissions.uid = static_cast<uid_t>(pick(4));
        objects.emplace_back(queue);
    }
    UserNames users;
    for (const Field field : {Field::Key, Field::LastPid, Field::Owner, Field::Kind, Field::Denied}) {
        for (const bool descending : {false, true}) {
            const FieldOrder order(field, descending, {}, users);
            const auto before = [&](const ObjectInfo& a, const ObjectInfo& b) { return order(viewOf(a), viewOf(b)); };
            const auto equal = [&](const ObjectInfo& a, const ObjectInfo& b) { return !before(a, b) && !before(b, a); };
            for (const auto& a : objects) {
                QVERIFY(!before(a, a));
                for (const auto& b : objects) {
                    QVERIFY(!(before(a, b) && before(b, a)));
                    for (const auto& c : objects) {
                        QVERIFY(!before(a, b) || !before(b, c) || before(a, c));
                        QVERIFY(!equal(a, b) || !equal(b, c) || equal(a, c));
                    }
                }
            }
        }
    }
}

QTEST_GUILESS_MAIN(FieldsTest)

#include "fields_test.moc"
