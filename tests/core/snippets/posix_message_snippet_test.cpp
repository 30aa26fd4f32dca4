// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Code that makes POSIX queues, and sends to and receives from them, run in each language against the kernel.

#include "core/posix/message_queue.h"
#include "core/snippets/snippet.h"
#include "core/transfer/browse.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/core/snippets/running.h"
#include "tests/core/snippets/targets.h"
#include "tests/support/byte_text.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace ipclens;
using namespace ipclens::snippets;
using namespace ipclens::snippets::action;
using namespace std::chrono_literals;
using ipclens::testing::byName;
using ipclens::testing::bytesOf;
using ipclens::testing::codeNames;
using ipclens::testing::EachLanguage;
using ipclens::testing::hostileBytes;
using ipclens::testing::MadeQueue;
using ipclens::testing::need;
using ipclens::testing::objectsInNamespace;
using ipclens::testing::perform;
using ipclens::testing::readSysctl;
using ipclens::testing::Umask;

namespace {

posix::QueueLook lookAt(const std::string& name) {
    return need(posix::MessageQueue::look(name));
}

std::uint64_t messagesIn(const std::string& name) {
    return lookAt(name).attributes.messages;
}

posix::Message takeFrom(const std::string& name) {
    return need(need(posix::MessageQueue::open(name)).receive(Wait::never()));
}

Target queueNamed(const std::string& name) {
    return byName(Kind::MessageQueue, name);
}

} // namespace

class PosixMessageSnippetTest : public EachLanguage {
    Q_OBJECT

private slots:
    void cleanup();

    void makesQueue_data() { addLanguages(); }
    void makesQueue();
    void takesTheSystemsMaximaUnlessAsked_data() { addLanguages(); }
    void takesTheSystemsMaximaUnlessAsked();
    void choosesANameAndSaysIt_data() { addLanguages(); }
    void choosesANameAndSaysIt();
    void sendsAnyBytes_data() { addLanguages(); }
    void sendsAnyBytes();
    void sendsByPriority_data() { addLanguages(); }
    void sendsByPriority();
    void sendsManyAndNotIntoFull_data() { addLanguages(); }
    void sendsManyAndNotIntoFull();
    void receivesTheHighestPriorityFirst_data() { addLanguages(); }
    void receivesTheHighestPriorityFirst();
    void waitsUntilOneComes_data() { addLanguages(); }
    void waitsUntilOneComes();
    void waitsNoLongerThanAsked_data() { addLanguages(); }
    void waitsNoLongerThanAsked();
    void drainsAndLoadsMessages();
};

void PosixMessageSnippetTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixMessageSnippetTest::makesQueue() {
    const Umask mask(0077);
    for (const std::string& name : codeNames()) {
        CreatePosixQueue create{name, {}};
        create.options.maxMessages = 5;
        create.options.messageSize = 100;
        create.options.mode = 0622;
        VERIFY_RUNS(create);
        const auto look = lookAt(name);
        QCOMPARE(look.attributes.maxMessages, std::uint64_t{5});
        QCOMPARE(look.attributes.messageSize, std::uint64_t{100});
        QCOMPARE(look.file.permissions.mode, std::uint16_t{0622});
        VERIFY_REFUSED(create); // it is there already
        create.options = {6, 200, 0600, IfExists::Open, posix::Direction::Both};
        VERIFY_RUNS(create);
        QVERIFY(lookAt(name).attributes == look.attributes);
        QCOMPARE(lookAt(name).file.permissions.mode, std::uint16_t{0622});
        VERIFY_DONE(posix::MessageQueue::unlink(name));
        VERIFY_RUNS(create);
        QCOMPARE(lookAt(name).attributes.maxMessages, std::uint64_t{6});
        VERIFY_DONE(posix::MessageQueue::unlink(name));
    }
    CreatePosixQueue tooLong{"/long", {}};
    tooLong.options.messageSize = std::uint64_t{1} << 40U;
    VERIFY_REFUSED(tooLong);
    QVERIFY(objectsInNamespace().empty());
}

void PosixMessageSnippetTest::takesTheSystemsMaximaUnlessAsked() {
    // Where the kernel lets us: others than the most that it would take
    ipclens::testing::setSysctl("fs/mqueue/msg_default", 6);
    ipclens::testing::setSysctl("fs/mqueue/msgsize_default", 500);
    const auto messages = readSysctl("fs/mqueue/msg_default");
    const auto size = readSysctl("fs/mqueue/msgsize_default");
    QVERIFY(messages && size);
    const std::string name = "/usual";
    VERIFY_RUNS((CreatePosixQueue{name, {}}));
    QCOMPARE(lookAt(name).attributes.maxMessages, static_cast<std::uint64_t>(*messages));
    QCOMPARE(lookAt(name).attributes.messageSize, static_cast<std::uint64_t>(*size));
    VERIFY_DONE(posix::MessageQueue::unlink(name));

    CreatePosixQueue create{name, {}};
    create.options.messageSize = 77;
    VERIFY_RUNS(create);
    QCOMPARE(lookAt(name).attributes.maxMessages, static_cast<std::uint64_t>(*messages));
    QCOMPARE(lookAt(name).attributes.messageSize, std::uint64_t{77});
    VERIFY_DONE(posix::MessageQueue::unlink(name));

    create.options = {};
    create.options.maxMessages = 3;
    VERIFY_RUNS(create);
    QCOMPARE(lookAt(name).attributes.maxMessages, std::uint64_t{3});
    QCOMPARE(lookAt(name).attributes.messageSize, static_cast<std::uint64_t>(*size));
    VERIFY_DONE(posix::MessageQueue::unlink(name));
}

void PosixMessageSnippetTest::choosesANameAndSaysIt() {
    CreatePosixQueue create{posix::RandomName{}, {}};
    create.options.maxMessages = 4;
    const auto ran = perform(create, language());
    QVERIFY2(ran.status == 0, ipclens::testing::explained(ran, create, language()).c_str());
    const std::string name = ipclens::testing::onlyName("/dev/mqueue/");
    QVERIFY(ran.out.find(name) != std::string::npos);
    QCOMPARE(lookAt(name).attributes.maxMessages, std::uint64_t{4});
    VERIFY_DONE(posix::MessageQueue::unlink(name));
}

void PosixMessageSnippetTest::sendsAnyBytes() {
    for (const std::string& name : codeNames()) {
        const MadeQueue made(name, 0600, 3, 8192);
        for (const auto& payload : {hostileBytes(), bytesOf("it's {\"plain\": \"$HOME\"} `id` %d !!"), bytesOf("-"),
                                    std::vector<std::byte>{}, std::vector<std::byte>(8192, std::byte{'%'})}) {
            VERIFY_RUNS((Send{queueNamed(name), 42, payload, {}, 1, {}}));
            const auto message = takeFrom(name);
            QCOMPARE(message.priority, 42U);
            QVERIFY(message.payload == payload);
        }
        VERIFY_REFUSED((Send{queueNamed(name), 1, std::vector<std::byte>(8193), {}, 1, {}}));
    }
}

void PosixMessageSnippetTest::sendsByPriority() {
    const MadeQueue made("/order");
    for (const long priority : {0L, 32767L, 5L})
        VERIFY_RUNS((Send{queueNamed("/order"), priority, bytesOf(std::to_string(priority)), {}, 1, {}}));
    for (const std::string expected : {"32767", "5", "0"})
        QCOMPARE(takeFrom("/order").payload, bytesOf(expected));
    VERIFY_REFUSED((Send{queueNamed("/order"), 32768, bytesOf("x"), {}, 1, {}}));
    VERIFY_REFUSED((Send{queueNamed("/none"), 1, bytesOf("x"), {}, 1, {}}));
}

void PosixMessageSnippetTest::sendsManyAndNotIntoFull() {
    const MadeQueue made("/many", 0600, 5);
    VERIFY_RUNS((Send{queueNamed("/many"), 3, bytesOf("ab"), {true, 30s}, 3, 10ms}));
    QCOMPARE(messagesIn("/many"), std::uint64_t{3});
    for (const Waiting& never : {Waiting{false, {}}, Waiting{true, 0s}}) {
        VERIFY_REFUSED((Send{queueNamed("/many"), 3, bytesOf("ab"), never, 4, {}}));
        QCOMPARE(messagesIn("/many"), std::uint64_t{5}); // as many as there was room for
    }
}

void PosixMessageSnippetTest::receivesTheHighestPriorityFirst() {
    const auto hostile = hostileBytes();
    for (const std::string& name : codeNames()) {
        const MadeQueue made(name, 0600, 5, 8192);
        const auto queue = need(posix::MessageQueue::open(name));
        VERIFY_DONE(queue.send(bytesOf("second"), 3));
        VERIFY_DONE(queue.send(hostile, 9));
        const Action receive = Receive{queueNamed(name), {}, {}};
        const auto ran = perform(receive, language());
        QVERIFY2(ran.status == 0, ipclens::testing::explained(ran, receive, language()).c_str());
        if (language() == Language::C) QCOMPARE(bytesOf(ran.out), hostile);
        VERIFY_RUNS((Receive{queueNamed(name), {}, {true, 30s}}));
        QCOMPARE(messagesIn(name), std::uint64_t{0});
        for (const Waiting& never : {Waiting{false, {}}, Waiting{true, 0s}})
            VERIFY_REFUSED((Receive{queueNamed(name), {}, never}));
        VERIFY_DONE(queue.send(bytesOf("low"), 1));
        VERIFY_DONE(queue.send(bytesOf("high"), 2));
        VERIFY_RUNS((Receive{queueNamed(name), {}, {false, {}}}));
        QCOMPARE(takeFrom(name).payload, bytesOf("low"));
    }
}

void PosixMessageSnippetTest::waitsUntilOneComes() {
    const MadeQueue made("/late");
    std::jthread sender([&] {
        std::this_thread::sleep_for(700ms);
        QVERIFY(made.send("at last"));
    });
    const Action receive = Receive{queueNamed("/late"), {}, {}};
    const auto ran = perform(receive, language());
    QVERIFY2(ran.status == 0 && ran.out.find("at last") != std::string::npos,
             ipclens::testing::explained(ran, receive, language()).c_str());
}

void PosixMessageSnippetTest::waitsNoLongerThanAsked() {
    const MadeQueue empty("/empty");
    const MadeQueue full("/full", 0600, 1);
    QVERIFY(full.send("x"));
    const Waiting brief{true, 250ms};
    for (const Action& action : std::vector<Action>{Receive{queueNamed("/empty"), {}, brief},
                                                    Send{queueNamed("/full"), 1, bytesOf("12345"), brief, 1, {}}}) {
        QElapsedTimer timer;
        timer.start();
        VERIFY_REFUSED(action);
        QVERIFY(timer.elapsed() >= 250);
    }
    QCOMPARE(messagesIn("/full"), std::uint64_t{1});
}

void PosixMessageSnippetTest::drainsAndLoadsMessages() {
    const std::string path = ipclens::testing::scratchDirectory() + "/it's \"drained\".jsonl";
    const std::vector<posix::Message> messages{{9, hostileBytes()}, {9, {}}, {1, bytesOf("low")}};
    for (const std::string& name : codeNames()) {
        const MadeQueue made(name, 0600, 3, 4096);
        const auto queue = need(posix::MessageQueue::open(name));
        for (const posix::Message& message : messages)
            VERIFY_DONE(queue.send(message.payload, message.priority));
        const auto takeAll = [&] {
            std::vector<posix::Message> all;
            while (auto message = queue.receive(Wait::never()))
                all.push_back(std::move(*message));
            return all;
        };
        for (const Language how : {Language::C, Language::Python}) {
            const auto drained = perform(DrainMessages{queueNamed(name), path}, how);
            QVERIFY2(drained.status == 0, drained.err.c_str());
            QCOMPARE(messagesIn(name), std::uint64_t{0});
            // What is drained by the code, IPC Lens loads, and the code too
            const auto loaded = transfer::loadFromFile(path, Name::of(name), {});
            QVERIFY(!loaded.stopped);
            QVERIFY(takeAll() == messages);
            const auto byCode = perform(LoadMessages{queueNamed(name), path}, Language::Python);
            QVERIFY2(byCode.status == 0, byCode.err.c_str());
            QCOMPARE(messagesIn(name), std::uint64_t{3});
            QVERIFY(perform(LoadMessages{queueNamed(name), path}, Language::Python).status > 0); // it is full
            QVERIFY(QFile::remove(QString::fromStdString(path)));
        }
        QVERIFY(perform(DrainMessages{queueNamed(name), path}, Language::Shell).status > 0);
        QVERIFY(takeAll() == messages);
    }
    for (const Language how : {Language::C, Language::Shell})
        QVERIFY(perform(LoadMessages{queueNamed("/none"), path}, how).status > 0);
}

IPCLENS_TEST_MAIN(PosixMessageSnippetTest)

#include "posix_message_snippet_test.moc"
