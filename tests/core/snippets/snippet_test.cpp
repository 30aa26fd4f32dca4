// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/lister.h"
#include "core/snippets/snippet.h"
#include "core/transfer/transfer.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/snippets/running.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstring>

#include <sys/resource.h>

using namespace ipclens;
using namespace ipclens::snippets;
using namespace ipclens::snippets::action;
using namespace std::chrono_literals;
using namespace std::string_literals;
using ipclens::testing::bytes;
using ipclens::testing::hostileBytes;
using ipclens::testing::MadeObject;
using ipclens::testing::need;
using ipclens::testing::perform;
using sysv::IfExists;

namespace {

constexpr Key testKey{0x51a00001};
constexpr Key otherKey{0xbeef0002};

Target byId(const MadeObject& object) {
    return {object.object(), {}};
}

Target byKey(Kind kind, Key key = testKey) {
    return {{kind, {}}, key};
}

std::vector<sysv::Message> messagesOf(const MadeObject& queue) {
    std::vector<sysv::Message> all;
    while (auto message = sysv::MessageQueue::adopt(queue.object().id).peek(all.size()))
        all.push_back(*message);
    return all;
}

std::vector<sysv::Message> sendSome(const MadeObject& queue) {
    const auto opened = sysv::MessageQueue::adopt(queue.object().id);
    for (const auto& [type, payload] : std::vector<std::pair<long, std::vector<std::byte>>>{
             {7, hostileBytes()}, {1, {}}, {99, std::vector<std::byte>(8000, std::byte{'y'})}})
        need(opened.send(type, payload));
    return messagesOf(queue);
}

} // namespace

Q_DECLARE_METATYPE(ipclens::snippets::Language)

class SnippetTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();

    void makesSet_data() { addLanguages(); }
    void makesSet();
    void makesOneSemaphore_data() { addLanguages(); }
    void makesOneSemaphore();
    void makesSegment_data() { addLanguages(); }
    void makesSegment();
    void makesQueue_data() { addLanguages(); }
    void makesQueue();
    void leavesExistingAlone_data() { addLanguages(); }
    void leavesExistingAlone();
    void looksAndChangesNothing_data() { addLanguages(); }
    void looksAndChangesNothing();
    void setsValues_data() { addLanguages(); }
    void setsValues();
    void appliesAtOnce_data() { addLanguages(); }
    void appliesAtOnce();
    void waitsNoLongerThanAsked_data() { addLanguages(); }
    void waitsNoLongerThanAsked();
    void undoes_data() { addLanguages(); }
    void undoes();
    void sendsAnyBytes_data() { addLanguages(); }
    void sendsAnyBytes();
    void sendsManyAndNotIntoFull_data() { addLanguages(); }
    void sendsManyAndNotIntoFull();
    void receivesWhatIsChosen_data() { addLanguages(); }
    void receivesWhatIsChosen();
    void movesMessages_data() { addLanguages(); }
    void movesMessages();
    void copiesMessages_data() { addLanguages(); }
    void copiesMessages();
    void drainsAndLoadsMessages();
    void changes_data() { addLanguages(); }
    void changes();
    void removesAndGoesOn_data() { addLanguages(); }
    void removesAndGoesOn();
    void writesAFile_data() { addLanguages(); }
    void writesAFile();
    void readsAndWrites_data() { addLanguages(); }
    void readsAndWrites();

private:
    static void addLanguages() {
        QTest::addColumn<Language>("language");
        for (const Language language : languages)
            QTest::addRow("%s", languageName(language).data()) << language;
    }
    static Language language() { return *static_cast<Language*>(QTest::qData("language", qMetaTypeId<Language>())); }
};

void SnippetTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void SnippetTest::makesSet() {
    CreateSet create{testKey, {}};
    create.options.values = {1, 2, 3};
    create.options.mode = 0440;
    VERIFY_RUNS(create);
    const auto set = need(sysv::SemaphoreSet::open(testKey));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{1, 2, 3}));
    QCOMPARE(need(set.stat()).permissions.mode, std::uint16_t{0440});
    VERIFY_REFUSED(create); // it is there already
    VERIFY_DONE(set.remove());
}

void SnippetTest::makesOneSemaphore() {
    CreateSet create{testKey, {}};
    create.options.values = {5};
    create.options.markInitialised = true;
    VERIFY_RUNS(create);
    const auto set = need(sysv::SemaphoreSet::open(testKey));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{5}));
    QVERIFY(need(set.stat()).operatedAt != 0);
    VERIFY_DONE(set.remove());

    CreateSet random{sysv::RandomKey{}, {}};
    VERIFY_RUNS(random);
    const auto sets = need(listing::makeFastestLister()->list({})).sets;
    QCOMPARE(sets.size(), std::size_t{1});
    QVERIFY(!sets.front().key.isPrivate());
    VERIFY_DONE(sysv::SemaphoreSet::adopt(sets.front().id).remove());
}

void SnippetTest::makesSegment() {
    CreateSegment create{testKey, {}};
    create.options.size = 5000;
    create.options.fill = std::uint8_t{'?'};
    create.options.mode = 0640;
    VERIFY_RUNS(create);
    const auto segment = need(sysv::SharedMemory::open(testKey));
    const auto stat = need(segment.stat());
    QCOMPARE(stat.info.size, std::uint64_t{5000});
    QCOMPARE(stat.info.permissions.mode, std::uint16_t{0640});
    std::vector<std::byte> read(5000);
    VERIFY_DONE(need(segment.attach()).read(0, read));
    QCOMPARE(std::count(read.begin(), read.end(), std::byte{'?'}), std::ptrdiff_t{5000});
    VERIFY_DONE(segment.remove());

    CreateSegment bare{sysv::PrivateKey{}, {}};
    bare.options.size = 4096;
    VERIFY_RUNS(bare);
    const auto segments = need(listing::makeFastestLister()->list({})).segments;
    QCOMPARE(segments.size(), std::size_t{1});
    QVERIFY(segments.front().key.isPrivate());
    VERIFY_DONE(need(sysv::SharedMemory::adopt(segments.front().id).attach()).read(0, std::span(read).first(4096)));
    QCOMPARE(std::count(read.begin(), read.begin() + 4096, std::byte{0}), std::ptrdiff_t{4096});
    VERIFY_DONE(sysv::SharedMemory::adopt(segments.front().id).remove());
}

void SnippetTest::makesQueue() {
    const Key above{0xdeadbeef}; // beyond what key_t counts to
    CreateQueue create{above, {}};
    create.options.capacity = 1000;
    create.options.mode = 0622;
    VERIFY_RUNS(create);
    const auto queue = need(sysv::MessageQueue::open(above));
    QCOMPARE(need(queue.stat()).capacity, std::uint64_t{1000});
    QCOMPARE(need(queue.stat()).permissions.mode, std::uint16_t{0622});
    VERIFY_DONE(queue.remove());
}

void SnippetTest::leavesExistingAlone() {
    const MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 1);
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto before = need(sysv::MessageQueue::adopt(queue.object().id).stat());
    CreateSet create{testKey, {}};
    create.options.values = {5};
    create.options.ifExists = IfExists::Open;
    VERIFY_RUNS(create);
    QCOMPARE(need(sysv::SemaphoreSet::adopt(set.object().id).value(0)), std::uint16_t{0});
    CreateQueue createQueue{testKey, {}};
    createQueue.options.capacity = 77;
    createQueue.options.ifExists = IfExists::Open;
    VERIFY_RUNS(createQueue);
    QVERIFY(need(sysv::MessageQueue::adopt(queue.object().id).stat()) == before);
}

void SnippetTest::looksAndChangesNothing() {
    const MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 2);
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto setBefore = need(sysv::SemaphoreSet::adopt(set.object().id).stat());
    const auto segmentBefore = need(sysv::SharedMemory::adopt(segment.object().id).stat()).info;
    const auto queueBefore = need(sysv::MessageQueue::adopt(queue.object().id).stat());
    VERIFY_RUNS((Look{{byKey(Kind::Semaphore), byId(segment), byKey(Kind::MessageQueue)}}));
    VERIFY_RUNS((Look{{byId(queue)}}));
    QVERIFY(need(sysv::SemaphoreSet::adopt(set.object().id).stat()) == setBefore);
    QVERIFY(need(sysv::MessageQueue::adopt(queue.object().id).stat()) == queueBefore);
    if (language() != Language::Python)
        QVERIFY(need(sysv::SharedMemory::adopt(segment.object().id).stat()).info == segmentBefore);
}

void SnippetTest::setsValues() {
    const MadeObject made(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 3);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    VERIFY_RUNS((SetValue{byKey(Kind::Semaphore), 1, 7}));
    VERIFY_RUNS((SetValue{byKey(Kind::Semaphore), 0, 4}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{4, 7, 0}));
    VERIFY_RUNS((SetValues{byId(made), {3, 2, 1}}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{3, 2, 1}));
    VERIFY_REFUSED((SetValues{byId(made), {9, 9}}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{3, 2, 1}));
}

void SnippetTest::appliesAtOnce() {
    const MadeObject made(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 2);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    VERIFY_RUNS((Apply{byKey(Kind::Semaphore), {{0, 5, false}}, {}}));
    VERIFY_RUNS((Apply{byKey(Kind::Semaphore), {{0, -2, false}}, {}}));
    VERIFY_RUNS((Apply{byId(made), {{0, -1, false}, {1, 3, false}}, {}}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{2, 3}));
    const Waiting never{false, {}};
    VERIFY_REFUSED((Apply{byKey(Kind::Semaphore), {{0, -1, false}, {1, -4, false}}, never}));
    VERIFY_REFUSED((Apply{byKey(Kind::Semaphore), {{0, 0, false}}, never}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{2, 3}));
}

void SnippetTest::waitsNoLongerThanAsked() {
    const MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value));
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    VERIFY_DONE(sysv::MessageQueue::adopt(queue.object().id).change({{}, 4}));
    const Waiting brief{true, 250ms};
    const std::vector<Action> waits{Apply{byKey(Kind::Semaphore), {{0, -1, false}}, brief},
                                    Receive{byKey(Kind::MessageQueue), {}, brief},
                                    Send{byKey(Kind::MessageQueue), 1, bytes("12345"), brief, 1, {}}};
    for (const Action& action : waits) {
        QElapsedTimer timer;
        timer.start();
        VERIFY_REFUSED(action);
        QVERIFY(timer.elapsed() >= 250);
    }
}

void SnippetTest::undoes() {
    const MadeObject made(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 2);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    VERIFY_RUNS((Apply{byKey(Kind::Semaphore), {{0, 5, true}}, {}}));
    QCOMPARE(need(set.value(0)), std::uint16_t{0});
    QVERIFY(need(set.stat()).operatedAt != 0);
    const Apply mixed{byKey(Kind::Semaphore), {{0, 5, true}, {1, 6, false}}, {}};
    if (language() == Language::C) {
        VERIFY_RUNS(mixed);
        QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{0, 6}));
    } else {
        VERIFY_REFUSED(mixed); // rather than something else
        QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{0, 0}));
    }
}

void SnippetTest::sendsAnyBytes() {
    const MadeObject made(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto queue = sysv::MessageQueue::adopt(made.object().id);
    std::vector<std::vector<std::byte>> payloads{
        hostileBytes(), bytes("it's {\"plain\": \"$HOME\"} `id` %d !!"), bytes("-"), {}};
    if (ipclens::testing::setSysctl("kernel/msgmax", 65'536) && ipclens::testing::setSysctl("kernel/msgmnb", 65'536)) {
        VERIFY_DONE(queue.change({{}, 65'536}));
        payloads.emplace_back(20'000, std::byte{'%'});
        std::copy_n(hostileBytes().begin(), 256, payloads.back().begin() + 900);
    }
    for (const auto& payload : payloads) {
        for (const Target& target : {byKey(Kind::MessageQueue), byId(made)}) {
            VERIFY_RUNS((Send{target, 42, payload, {}, 1, {}}));
            const auto message = need(queue.receive({}, Wait::never()));
            QCOMPARE(message.type, 42L);
            QVERIFY(message.payload == payload);
        }
    }
}

void SnippetTest::sendsManyAndNotIntoFull() {
    const MadeObject made(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto queue = sysv::MessageQueue::adopt(made.object().id);
    VERIFY_RUNS((Send{byKey(Kind::MessageQueue), 3, bytes("ab"), {}, 4, 10ms}));
    QCOMPARE(need(queue.stat()).messages, std::uint64_t{4});
    VERIFY_DONE(queue.change({{}, 8}));
    VERIFY_REFUSED((Send{byKey(Kind::MessageQueue), 3, bytes("ab"), {false, {}}, 1, {}}));
    QCOMPARE(need(queue.stat()).messages, std::uint64_t{4});
}

void SnippetTest::movesMessages() {
    const MadeObject from(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const MadeObject to(Kind::MessageQueue, static_cast<key_t>(otherKey.value));
    const auto messages = sendSome(from);
    const MoveMessages move{byKey(Kind::MessageQueue), byKey(Kind::MessageQueue, otherKey)};
    if (language() == Language::Shell) {
        VERIFY_REFUSED(move);
        QVERIFY(messagesOf(from) == messages);
        return;
    }
    VERIFY_RUNS(move);
    QVERIFY(messagesOf(from).empty());
    QVERIFY(messagesOf(to) == messages);
    // No room there: the message goes back
    VERIFY_DONE(sysv::MessageQueue::adopt(from.object().id).change({{}, 2}));
    VERIFY_REFUSED((MoveMessages{byKey(Kind::MessageQueue, otherKey), byKey(Kind::MessageQueue)}));
    QCOMPARE(messagesOf(to).size() + messagesOf(from).size(), messages.size());
}

void SnippetTest::copiesMessages() {
    const MadeObject from(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const MadeObject to(Kind::MessageQueue, IPC_PRIVATE);
    const auto messages = sendSome(from);
    const MoveMessages copy{byKey(Kind::MessageQueue), byId(to), true};
    if (language() != Language::C) {
        VERIFY_REFUSED(copy);
        return;
    }
    VERIFY_RUNS(copy);
    QVERIFY(messagesOf(from) == messages);
    QVERIFY(messagesOf(to) == messages);
}

void SnippetTest::drainsAndLoadsMessages() {
    const MadeObject made(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto messages = sendSome(made);
    const std::string path = ipclens::testing::scratchDirectory() + "/it's \"drained\".jsonl";
    for (const Language how : {Language::C, Language::Python}) {
        const auto drained = perform(DrainMessages{byKey(Kind::MessageQueue), path}, how);
        QVERIFY2(drained.status == 0, drained.err.c_str());
        QVERIFY(messagesOf(made).empty());
        // What is drained by the code, IPC Lens loads, and the code too
        const auto loaded = transfer::loadFromFile(path, made.object().id, {});
        QVERIFY(!loaded.stopped);
        QVERIFY(messagesOf(made) == messages);
        while (sysv::MessageQueue::adopt(made.object().id).receive({}, Wait::never())) {
        }
        const auto byCode = perform(LoadMessages{byKey(Kind::MessageQueue), path}, Language::Python);
        QVERIFY2(byCode.status == 0, byCode.err.c_str());
        QVERIFY(messagesOf(made) == messages);
        QVERIFY(QFile::remove(QString::fromStdString(path)));
    }
    for (const Language how : {Language::C, Language::Shell})
        QVERIFY(perform(LoadMessages{byKey(Kind::MessageQueue), path}, how).status > 0);
}

void SnippetTest::receivesWhatIsChosen() {
    const MadeObject made(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto queue = sysv::MessageQueue::adopt(made.object().id);
    for (const long type : {5L, 3L, 4L, 3L})
        VERIFY_DONE(queue.send(type, std::vector<std::byte>(100, std::byte{'x'})));
    VERIFY_DONE(queue.send(9, std::vector<std::byte>(8192, std::byte{'y'})));
    const auto types = [&] {
        std::vector<long> all;
        for (std::uint64_t index = 0; const auto message = queue.peek(index); ++index)
            all.push_back(message->type);
        return all;
    };
    const auto receive = [](const sysv::Selection& selection) {
        return Receive{byKey(Kind::MessageQueue), selection, {false, {}}};
    };
    VERIFY_RUNS(receive({-4, false, {}, false}));
    QCOMPARE(types(), (std::vector<long>{5, 4, 3, 9}));
    VERIFY_RUNS(receive({5, true, {}, false}));
    QCOMPARE(types(), (std::vector<long>{5, 3, 9}));
    VERIFY_REFUSED(receive({0, false, 10, false})); // too long: it stays
    QCOMPARE(types(), (std::vector<long>{5, 3, 9}));
    VERIFY_RUNS(receive({3, false, 10, true}));
    VERIFY_RUNS(receive({}));
    VERIFY_RUNS((Receive{byId(made), {9, false, {}, false}, {}}));
    QVERIFY(types().empty());
    VERIFY_REFUSED(receive({}));
}

void SnippetTest::changes() {
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    Change change{byKey(Kind::MessageQueue), "0", "root", 0644, 512, {}};
    VERIFY_RUNS(change);
    const auto info = need(sysv::MessageQueue::adopt(queue.object().id).stat());
    QCOMPARE(info.permissions.mode, std::uint16_t{0644});
    QCOMPARE(info.capacity, std::uint64_t{512});

    change = {byKey(Kind::MessageQueue), "no$(false)\"such'\nuser", {}, 0600, {}, {}};
    VERIFY_REFUSED(change);
    QCOMPARE(need(sysv::MessageQueue::adopt(queue.object().id).stat()).permissions.mode,
             std::uint16_t(language() == Language::Python ? 0600 : 0644)); // sysv_ipc sets one after another

    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    VERIFY_RUNS((Change{byId(segment), {}, {}, 0400, {}, {}}));
    QCOMPARE(need(sysv::SharedMemory::adopt(segment.object().id).stat()).info.permissions.mode, std::uint16_t{0400});
    rlimit memory{};
    if (getrlimit(RLIMIT_MEMLOCK, &memory) == 0 && memory.rlim_cur >= 4096) {
        VERIFY_RUNS((Change{byId(segment), {}, {}, {}, {}, true}));
        QVERIFY(need(sysv::SharedMemory::adopt(segment.object().id).stat()).info.locked);
    }
}

void SnippetTest::removesAndGoesOn() {
    MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value));
    MadeObject segment(Kind::SharedMemory, static_cast<key_t>(testKey.value), 0600, 4096);
    MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    VERIFY_RUNS((Remove{{byKey(Kind::Semaphore), byKey(Kind::SharedMemory), byId(queue)}}));
    QVERIFY(ipclens::testing::objectsInNamespace().empty());

    MadeObject other(Kind::SharedMemory, static_cast<key_t>(testKey.value), 0600, 4096);
    VERIFY_RUNS((Remove{{byKey(Kind::SharedMemory)}}));
    QVERIFY(ipclens::testing::objectsInNamespace().empty());

    MadeObject last(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    VERIFY_REFUSED((Remove{{byKey(Kind::Semaphore, Key{0x99}), byKey(Kind::MessageQueue)}}));
    QVERIFY(ipclens::testing::objectsInNamespace().empty());
}

void SnippetTest::writesAFile() {
    const MadeObject made(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    const auto hostile = hostileBytes();
    const std::string text(reinterpret_cast<const char*>(hostile.data()), hostile.size());
    const auto path = ipclens::testing::written(QStringLiteral("it's a \"$(file)\""), text).toStdString();
    VERIFY_RUNS((WriteFile{byId(made), 7, path}));
    std::vector<std::byte> read(hostile.size());
    VERIFY_DONE(need(sysv::SharedMemory::adopt(made.object().id).attach()).read(7, read));
    QVERIFY(read == hostile);
    VERIFY_REFUSED((WriteFile{byId(made), 4000, path}));
}

void SnippetTest::readsAndWrites() {
    const MadeObject made(Kind::SharedMemory, static_cast<key_t>(testKey.value), 0600, 4096);
    const auto segment = sysv::SharedMemory::adopt(made.object().id);
    const auto hostile = hostileBytes();
    VERIFY_RUNS((WriteBytes{byKey(Kind::SharedMemory), {{1001, hostile, {}}, {4095, bytes("z"), {}}}}));
    std::vector<std::byte> read(hostile.size());
    VERIFY_DONE(need(segment.attach()).read(1001, read));
    QVERIFY(read == hostile);
    for (const Target& target : {byKey(Kind::SharedMemory), byId(made)}) {
        const Action look = ReadBytes{target, 1001, hostile.size()};
        QCOMPARE(bytes(perform(look, language()).out), hostile);
    }

    VERIFY_REFUSED((WriteBytes{byId(made), {{4090, bytes("1234567"), {}}}}));
    const WriteBytes unmet{byId(made), {{0, bytes("a"), {}}, {4095, bytes("b"), bytes("y")}}};
    VERIFY_REFUSED(unmet);
    read.resize(1);
    VERIFY_DONE(need(segment.attach()).read(0, read));
    QCOMPARE(read.front(), std::byte{0});
    if (language() == Language::Shell) return; // which can't look first
    VERIFY_RUNS((WriteBytes{byId(made), {{4095, bytes("b"), bytes("z")}}}));
    VERIFY_DONE(need(segment.attach()).read(4095, read));
    QCOMPARE(read.front(), std::byte{'b'});
}

IPCLENS_TEST_MAIN(SnippetTest)

#include "snippet_test.moc"
