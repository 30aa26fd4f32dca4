// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/filter.h"
#include "core/watching/diff.h"
#include "core/watching/history.h"

#include <QTest>

#include <string>

using namespace ipclens;
using listing::Snapshot;
using watching::Change;
using watching::ChangeKind;
using watching::FieldSet;

namespace {

PosixSemaphoreInfo semaphore(std::string_view name = "/lock") {
    PosixSemaphoreInfo info;
    info.name = Name::of(name);
    info.inode = 11;
    info.permissions = {1000, 100, 1000, 100, 0640};
    info.known = true;
    info.value = 3;
    info.changedAt = 50;
    return info;
}

PosixSegmentInfo segment(std::string_view name = "/ring") {
    PosixSegmentInfo info;
    info.name = Name::of(name);
    info.inode = 12;
    info.size = 4096;
    return info;
}

PosixQueueInfo queue(std::string_view name = "/jobs") {
    PosixQueueInfo info;
    info.name = Name::of(name);
    info.inode = 13;
    info.attributesKnown = info.statusKnown = true;
    info.messages = 2;
    info.maxMessages = 10;
    info.messageSize = 64;
    info.bytes = 100;
    return info;
}

template <class Info, class Alter>
std::vector<Change> changesBy(Info info, Alter alter) {
    Snapshot before;
    Snapshot after;
    before.add(&info);
    alter(info);
    after.add(&info);
    return watching::diff(before, after);
}

bool isChange(const std::vector<Change>& changes, std::initializer_list<Field> fields) {
    FieldSet expected;
    for (const Field field : fields)
        expected.add(field);
    return changes.size() == 1 && changes[0].what == ChangeKind::Changed && changes[0].fields == expected;
}

bool isReplacement(const std::vector<Change>& changes) {
    return changes.size() == 2 && changes[0].what == ChangeKind::Removed && changes[1].what == ChangeKind::Made &&
           changes[0].object == changes[1].object && changes[0].object.api() == Api::Posix;
}

bool matches(const char* expression, ObjectView object) {
    UserNames users;
    return listing::Filter::parse(expression).value().matches({object, {}}, users);
}

} // namespace

class PosixDiffTest : public QObject {
    Q_OBJECT

private slots:
    void fieldsThatDiffer();
    void whatIsNotKnownDoesNotDiffer();
    void anotherInodeIsAnotherObject();
    void madeAndRemovedAmongOthers();
    void kindsAndApisComeInOrder();
    void jsonFields();
    void filterByApiAndName();
    void sortedByName();
    void history();
};

void PosixDiffTest::fieldsThatDiffer() {
    QVERIFY(changesBy(semaphore(), [](auto&) {}).empty());
    QVERIFY(isChange(changesBy(semaphore(), [](auto& s) { s.value = 4; }), {Field::Value}));
    QVERIFY(isChange(changesBy(semaphore(), [](auto& s) { s.waiting = 1; }), {Field::Waiting}));
    QVERIFY(isChange(changesBy(semaphore(), [](auto& s) { s.changedAt = 51; }), {Field::Changed}));
    QVERIFY(isChange(changesBy(semaphore(), [](auto& s) { s.permissions.mode = 0; }), {Field::Mode}));
    QVERIFY(isChange(changesBy(segment(), [](auto& s) { s.size = 1; }), {Field::Size}));
    QVERIFY(isChange(changesBy(segment(), [](auto& s) { s.resident = 4096; }), {Field::Resident}));
    QVERIFY(isChange(changesBy(queue(), [](auto& q) { q.messages = 3; }), {Field::Messages}));
    QVERIFY(isChange(changesBy(queue(), [](auto& q) { q.bytes = 3; }), {Field::Bytes}));
    QVERIFY(isChange(changesBy(queue(), [](auto& q) { q.notifyPid = 3; }), {Field::NotifyPid}));
    QVERIFY(isChange(changesBy(queue(), [](auto& q) { q.notifySignal = 3; }), {Field::NotifySignal}));
}

void PosixDiffTest::whatIsNotKnownDoesNotDiffer() {
    QVERIFY(isChange(changesBy(semaphore(),
                               [](auto& s) {
                                   s.known = false;
                                   s.value = 0;
                                   s.access = Access::Denied;
                               }),
                     {Field::Denied}));
    QVERIFY(changesBy(segment(), [](auto& s) { s.resident = unknownBytes; }).empty());
    QVERIFY(changesBy(queue(), [](auto& q) {
                q.attributesKnown = q.statusKnown = false;
                q.messages = q.bytes = 0;
            }).empty());
    QVERIFY(isChange(changesBy(semaphore(), [](auto& s) { s.bogus = true; }), {Field::Bogus}));
}

void PosixDiffTest::anotherInodeIsAnotherObject() {
    QVERIFY(isReplacement(changesBy(semaphore(), [](auto& s) { s.inode = 99; })));
    QVERIFY(isReplacement(changesBy(segment(), [](auto& s) { s.inode = 99; })));
    QVERIFY(isReplacement(changesBy(queue(), [](auto& q) { q.inode = 99; })));
}

void PosixDiffTest::madeAndRemovedAmongOthers() {
    Snapshot before;
    Snapshot after;
    for (const char* name : {"/d1", "/d2", "/d3"})
        before.posixSegments.push_back(segment(name));
    for (const char* name : {"/d4", "/d3", "/d1"})
        after.posixSegments.push_back(segment(name));
    before.sortById();
    after.sortById();
    std::string words;
    for (const Change& change : watching::diff(before, after))
        words += (change.what == ChangeKind::Made ? "+" : "-") + std::string(change.object.name.bytes());
    QCOMPARE(words, std::string("-/d2+/d4"));
    words.clear();
    for (const Change& change : watching::diff(before, {}))
        words += std::to_string(static_cast<int>(change.what)) + std::to_string(change.before);
    QCOMPARE(words, std::string("101112"));
}

void PosixDiffTest::kindsAndApisComeInOrder() {
    Snapshot all;
    all.posixQueues.push_back(queue());
    all.posixSemaphores.push_back(semaphore());
    all.posixSegments.push_back(segment());
    all.queues.emplace_back().id = Id{1};
    all.segments.emplace_back().id = Id{1};
    all.sets.emplace_back().id = Id{1};
    std::vector<ObjectId> objects;
    for (const Change& change : watching::diff({}, all))
        objects.push_back(change.object);
    QCOMPARE(objects.size(), std::size_t{6});
    QVERIFY(std::is_sorted(objects.begin(), objects.end()));
    std::vector<ObjectId> listed;
    listing::forEachObject(all, [&](ObjectView object) { listed.push_back(objectIdOf(object)); });
    QVERIFY(listed == objects);
}

void PosixDiffTest::jsonFields() {
    const PosixSemaphoreInfo info = semaphore();
    const PosixQueueInfo jobs = queue();
    const auto value = [](ObjectView object, Field field) { return fieldValue(object, field, {}); };
    QVERIFY(value(&info, Field::Api) == FieldValue("posix"));
    QVERIFY(value(&info, Field::Kind) == FieldValue("sem"));
    QVERIFY(value(&info, Field::Name) == FieldValue("/lock"));
    for (const Field field : {Field::Id, Field::Key, Field::Creator})
        QVERIFY(value(&info, field) == FieldValue(Null{}));
    QVERIFY(value(&info, Field::Owner) == FieldValue(std::int64_t{1000}));
    QVERIFY(value(&info, Field::Mode) == FieldValue("0640"));
    QVERIFY(value(&info, Field::Changed) == FieldValue(std::int64_t{50}));
    QVERIFY(value(&info, Field::Value) == FieldValue(std::int64_t{3}));
    for (const Field field : {Field::Count, Field::Operated, Field::Size, Field::Bogus, Field::Denied})
        QVERIFY(value(&info, field) == FieldValue(Absent{}));
    QVERIFY(value(&jobs, Field::Changed) == FieldValue(Null{}));
    QVERIFY(value(&jobs, Field::MaxMessages) == FieldValue(std::int64_t{10}));
    QVERIFY(value(&jobs, Field::Capacity) == FieldValue(Absent{}));
    const SemaphoreSetInfo set;
    QVERIFY(value(&set, Field::Name) == FieldValue(Null{}));
    QVERIFY(value(&set, Field::Api) == FieldValue("sysv"));
}

void PosixDiffTest::filterByApiAndName() {
    const PosixSemaphoreInfo plain = semaphore("/render-lock");
    const PosixSemaphoreInfo spaced = semaphore("/my ring");
    const PosixSemaphoreInfo invalid = semaphore("/bad\xff");
    const SemaphoreSetInfo set;
    QVERIFY(matches("api:posix", &plain) && !matches("api:sysv", &plain) && !matches("api:posix", &set));
    QVERIFY(matches("name:/render-lock", &plain) && matches("name:/REN*", &plain));
    QVERIFY(!matches("name:render-lock", &plain));
    QVERIFY(matches("name:\"/my ring\"", &spaced) && matches("ring", &spaced));
    QVERIFY(matches("name:null", &set) && !matches("name:null", &plain) && matches("key:null", &plain));
    // As the JSON prints it
    QVERIFY(matches("name:/bad\xef\xbf\xbd", &invalid) && matches("name:/bad?", &invalid));
    QVERIFY(matches("value:3 waiting:0 -", &plain));
}

void PosixDiffTest::sortedByName() {
    const PosixSemaphoreInfo late = semaphore("/zz-sorted-first-seen");
    const PosixSemaphoreInfo early = semaphore("/aa-sorted-later-seen");
    const SemaphoreSetInfo set;
    UserNames users;
    const FieldOrder up(Field::Name, false, {}, users);
    const FieldOrder down(Field::Name, true, {}, users);
    QVERIFY(up(&early, &late) && !up(&late, &early));
    QVERIFY(down(&late, &early));
    // null comes last whichever way
    QVERIFY(up(&late, &set) && down(&late, &set) && !up(&set, &early));
}

void PosixDiffTest::history() {
    using namespace std::chrono_literals;
    watching::History history;
    const auto begun = watching::History::Clock::now();
    Snapshot before;
    before.posixSemaphores.push_back(semaphore());
    before.posixQueues.push_back(queue());
    history.beginSample(begun, false);
    history.follow({}, before, {});
    history.endSample();
    Snapshot after = before;
    after.posixSemaphores[0].value = 8;
    after.posixQueues[0].bytes = 7;
    history.beginSample(begun + 1s, false);
    history.follow(before, after, watching::diff(before, after));
    history.endSample();
    const auto values = history.trace(&after.posixSemaphores[0], watching::Measure::Count);
    QCOMPARE(values.steps.size(), std::size_t{2});
    QCOMPARE(values.steps[0].value, std::uint64_t{3});
    QCOMPARE(values.steps[1].value, std::uint64_t{8});
    QCOMPARE(history.trace(&after.posixQueues[0], watching::Measure::Amount).steps.back().value, std::uint64_t{7});
    history.beginSample(begun + 2s, false);
    history.follow(after, {}, watching::diff(after, {}));
    QCOMPARE(history.seriesCount(), std::size_t{0});
}

QTEST_GUILESS_MAIN(PosixDiffTest)

#include "posix_diff_test.moc"
