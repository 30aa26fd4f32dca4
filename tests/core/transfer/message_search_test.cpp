// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_search.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <cerrno>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::bytesOf;
using ipclens::testing::need;
using ipclens::testing::TestQueue;

class MessageSearchTest : public QObject {
    Q_OBJECT

private slots:
    void findsByType();
    void findsByContent();
    void saysWhatWasNotSearched();
    void isCancelled();
    void changesNothing();

private:
    static std::vector<std::uint64_t> placesOf(const TestQueue& queue, const MessageFilter& filter) {
        std::vector<std::uint64_t> places;
        Progress progress;
        const Cancellation never;
        const Searched searched = searchMessages(
            queue.id(), filter, 1000, [&](std::uint64_t place, sysv::Message&&) { places.push_back(place); }, never,
            progress);
        return searched.whole ? places : std::vector<std::uint64_t>{999};
    }
};

using Places = std::vector<std::uint64_t>;

void MessageSearchTest::findsByType() {
    const TestQueue queue;
    for (const long type : {5, 1, 9, 5})
        queue.put(type, "x");
    QCOMPARE(placesOf(queue, {}), (Places{0, 1, 2, 3}));
    QCOMPARE(placesOf(queue, {.type = 5}), (Places{0, 3}));
    QCOMPARE(placesOf(queue, {.type = 5, .except = true}), (Places{1, 2}));
    QCOMPARE(placesOf(queue, {.type = -5}), (Places{0, 1, 3}));
    QCOMPARE(placesOf(queue, {.type = 4}), Places{});
}

void MessageSearchTest::findsByContent() {
    const TestQueue queue;
    queue.put(1, "an Order");
    queue.put(2, std::string_view("\0order", 6));
    queue.put(1, "");
    QCOMPARE(placesOf(queue, {.content = bytesOf("order")}), Places{1});
    QCOMPARE(placesOf(queue, {.content = bytesOf("ORDER"), .anyCase = true}), (Places{0, 1}));
    QCOMPARE(placesOf(queue, {.type = 1, .content = bytesOf("order"), .anyCase = true}), Places{0});
}

void MessageSearchTest::saysWhatWasNotSearched() {
    const TestQueue queue;
    for (int i = 0; i < 5; ++i)
        queue.put(1, "x");
    Progress progress;
    const Cancellation never;
    int found = 0;
    const Searched searched = searchMessages(
        queue.id(), {}, 3, [&](std::uint64_t, sysv::Message&&) { ++found; }, never, progress);
    QCOMPARE(found, 3);
    QCOMPARE(searched.messages, 3U);
    QVERIFY(!searched.whole);
    QCOMPARE(progress.total.load(), 3U);
    const Searched none = searchMessages(
        Id{0x7fffff}, {}, 3, [](std::uint64_t, sysv::Message&&) {}, never, progress);
    QVERIFY(none.stopped && none.stopped->kind == ErrorKind::NotFound);
}

void MessageSearchTest::isCancelled() {
    const TestQueue queue;
    queue.put(1, "x");
    queue.put(1, "x");
    Cancellation cancellation;
    Progress progress;
    const Searched searched = searchMessages(
        queue.id(), {}, 100, [&](std::uint64_t, sysv::Message&&) { cancellation.cancel(); }, cancellation, progress);
    QCOMPARE(searched.messages, 1U);
    QVERIFY(searched.stopped && searched.stopped->number == ECANCELED);
}

void MessageSearchTest::changesNothing() {
    const TestQueue queue;
    queue.put(1, "x");
    const auto before = need(queue->stat());
    QCOMPARE(placesOf(queue, {}), Places{0});
    QVERIFY(need(queue->stat()) == before);
}

IPCLENS_TEST_MAIN(MessageSearchTest)
#include "message_search_test.moc"
