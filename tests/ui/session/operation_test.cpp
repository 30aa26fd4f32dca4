// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What an Operation says of itself, before anybody runs it.

#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"
#include "tests/ui/session/session_probe.h"
#include "ui/session/operation.h"

#include <QObject>
#include <QTest>

#include <chrono>
#include <string>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::testing::bytesOf;
using ipclens::testing::makeSet;
using ipclens::testing::SessionProbe;
using ipclens::testing::takeOne;

class OperationTest : public QObject {
    Q_OBJECT

private slots:
    void describesInTheFieldsWords();
    void knowsWhatChangesAndWhatWaits();
    void knowsWaitsFromWork();
    void knowsWhatGoesThroughBytes();
};

void OperationTest::describesInTheFieldsWords() {
    QCOMPARE(describe(takeOne(Id{3})), std::string("semop sem:@3 [0] −1"));
    operation::Send send;
    send.queue = {Kind::MessageQueue, Id{7}};
    send.payload = bytesOf(std::string(38, 'x'));
    QCOMPARE(describe(send), std::string("send msg:@7 type 1, 38 bytes"));
    QCOMPARE(describe(operation::Remove{{{Kind::SharedMemory, Id{9}}}}), std::string("remove shm:@9"));
    QCOMPARE(describe(operation::Remove{{{}, {}}}), std::string("remove 2 objects"));
    QCOMPARE(describe(operation::SetValues{Id{3}, {1, 2}}), std::string("set all 2 values of sem:@3"));
    QCOMPARE(describe(operation::SetValues{Id{3}, {1}}), std::string("set the only value of sem:@3"));
    QCOMPARE(describe(operation::CreateQueue{Key{0xbeef}, {}}), std::string("create msg:0x0000beef"));
    QCOMPARE(describe(operation::CreateSet{sysv::RandomKey{}, {}}), std::string("create sem (random key)"));
}

void OperationTest::knowsWhatChangesAndWhatWaits() {
    QVERIFY(changesObjects(takeOne(Id{1})));
    QVERIFY(!changesObjects(operation::PreviewRemoval{}));
    operation::FetchBytes fetch;
    QVERIFY(!changesObjects(fetch));
    fetch.attach = true;
    QVERIFY(changesObjects(fetch));

    auto apply = takeOne(Id{1});
    QVERIFY(mayWait(apply));
    apply.timeout = 0ns;
    QVERIFY(!mayWait(apply));
    QVERIFY(!mayWait(operation::Send{}));
}

void OperationTest::knowsWaitsFromWork() {
    auto apply = takeOne(Id{1});
    QVERIFY(waitsForOthers(apply));
    apply.timeout = 0ns;
    QVERIFY(!waitsForOthers(apply));
    const Operation scan = operation::MemoryWork{};
    QVERIFY(mayWait(scan) && !waitsForOthers(scan));
    const Operation search = operation::SearchMessages{};
    QVERIFY(mayWait(search) && !waitsForOthers(search));
    operation::Inject inject;
    QVERIFY(mayWait(inject) && !waitsForOthers(inject));
    inject.block = true;
    QVERIFY(waitsForOthers(inject));
    operation::Transfer transfer;
    QVERIFY(mayWait(transfer) && !waitsForOthers(transfer));
    transfer.block = true;
    QVERIFY(waitsForOthers(transfer));
}

void OperationTest::knowsWhatGoesThroughBytes() {
    operation::MemoryWork work;
    work.what = operation::SaveBytes{0, 4096, "/tmp/bytes"};
    QVERIFY(goesThroughBytes(work));
    work.what = operation::ScanNumbers{};
    QVERIFY(goesThroughBytes(work));
    QVERIFY(!goesThroughBytes(operation::PreviewRemoval{}));
    const auto set = makeSet(Key{1});
    SessionProbe probe;
    const auto id = probe.session.run(takeOne(set.id()));
    QVERIFY(!probe.session.running().front().inBytes);
    probe.session.cancel(id);
    QVERIFY(probe.outcomeOf(id));
    QVERIFY(set.remove());
}

IPCLENS_TEST_MAIN(OperationTest)

#include "operation_test.moc"
