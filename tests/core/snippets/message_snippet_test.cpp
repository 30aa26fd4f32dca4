// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Code that sends, receives and moves messages, run in each language against the kernel.

#include "core/snippets/snippet.h"
#include "core/transfer/transfer.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/snippets/running.h"
#include "tests/core/snippets/targets.h"
#include "tests/support/byte_text.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

using namespace ipclens;
using namespace ipclens::snippets;
using namespace ipclens::snippets::action;
using namespace std::chrono_literals;
using ipclens::testing::byId;
using ipclens::testing::byKey;
using ipclens::testing::bytesOf;
using ipclens::testing::EachLanguage;
using ipclens::testing::hostileBytes;
using ipclens::testing::MadeObject;
using ipclens::testing::need;
using ipclens::testing::otherKey;
using ipclens::testing::perform;
using ipclens::testing::testKey;

namespace {

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

class MessageSnippetTest : public EachLanguage {
    Q_OBJECT

private slots:
    void cleanup();

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
};

void MessageSnippetTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void MessageSnippetTest::sendsAnyBytes() {
    const MadeObject made(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto queue = sysv::MessageQueue::adopt(made.object().id);
    std::vector<std::vector<std::byte>> payloads{
        hostileBytes(), bytesOf("it's {\"plain\": \"$HOME\"} `id` %d !!"), bytesOf("-"), {}};
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

void MessageSnippetTest::sendsManyAndNotIntoFull() {
    const MadeObject made(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto queue = sysv::MessageQueue::adopt(made.object().id);
    VERIFY_RUNS((Send{byKey(Kind::MessageQueue), 3, bytesOf("ab"), {}, 4, 10ms}));
    QCOMPARE(need(queue.stat()).messages, std::uint64_t{4});
    VERIFY_DONE(queue.change({{}, 8}));
    VERIFY_REFUSED((Send{byKey(Kind::MessageQueue), 3, bytesOf("ab"), {false, {}}, 1, {}}));
    QCOMPARE(need(queue.stat()).messages, std::uint64_t{4});
}

void MessageSnippetTest::receivesWhatIsChosen() {
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

void MessageSnippetTest::movesMessages() {
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

void MessageSnippetTest::copiesMessages() {
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

void MessageSnippetTest::drainsAndLoadsMessages() {
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

IPCLENS_TEST_MAIN(MessageSnippetTest)

#include "message_snippet_test.moc"
