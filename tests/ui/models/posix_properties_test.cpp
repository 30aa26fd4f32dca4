// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the properties page says of POSIX objects.

#include "tests/support/without_capabilities.h"
#include "ui/models/properties.h"

#include <QObject>
#include <QTest>

#include <csignal>
#include <semaphore.h>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::WithoutCapabilities;

namespace {

/// "value|aside".
QString valueOf(const std::vector<properties::Group>& groups, const QString& label) {
    for (const auto& group : groups) {
        for (const auto& property : group.properties) {
            if (property.label == label) return property.value + QLatin1Char('|') + property.aside;
        }
    }
    return QStringLiteral("no such property");
}

template <class Info>
Info called(std::string_view name) {
    Info info;
    info.name = Name::of(name);
    info.inode = 4711;
    return info;
}

} // namespace

class PosixPropertiesTest : public QObject {
    Q_OBJECT

private slots:
    void aSemaphore();
    void aBogusOne();
    void aSegment();
    void aQueue();
    void whoIsNotified();
    void aDeniedQueue();
    void whatYouMayDo();
    void oddNames();
};

void PosixPropertiesTest::aSemaphore() {
    auto semaphore = called<PosixSemaphoreInfo>("/render-lock");
    semaphore.known = true;
    semaphore.value = 3;
    semaphore.waiting = 2;
    const auto groups = properties::propertiesOf(semaphore, {});
    QCOMPARE(valueOf(groups, "Kind"), "semaphore|POSIX");
    QCOMPARE(valueOf(groups, "Name"), "/render-lock|");
    QCOMPARE(valueOf(groups, "File"), "/dev/shm/sem.render-lock|");
    QCOMPARE(valueOf(groups, "Inode"), "4711|a new object of this name has another");
    QCOMPARE(valueOf(groups, "Value"), "3|");
    QVERIFY2(valueOf(groups, "Waiting").startsWith("2|threads in sem_wait, as glibc counts them"),
             qPrintable(valueOf(groups, "Waiting")));
    for (const char* absent : {"Id", "Key", "Creator", "Project", "In its place"})
        QCOMPARE(valueOf(groups, QString::fromLatin1(absent)), "no such property");
    semaphore.known = false;
    QVERIFY(valueOf(properties::propertiesOf(semaphore, {}), "Value").startsWith("–|its file could not be read"));
    semaphore.access = Access::Denied;
    const auto denied = properties::propertiesOf(semaphore, {});
    QVERIFY(valueOf(denied, "Value").startsWith("–|its file may not be read"));
    QCOMPARE(valueOf(denied, "You"), "may not read it|");
}

void PosixPropertiesTest::aBogusOne() {
    auto bogus = called<PosixSemaphoreInfo>("/bogus");
    bogus.bogus = true;
    bogus.fileSize = 12;
    const auto groups = properties::propertiesOf(bogus, {});
    QVERIFY(valueOf(groups, "Value").startsWith("–|"));
    QCOMPARE(valueOf(groups, "In its place"),
             QStringLiteral("a file of 12 B|a semaphore is a file of %1 bytes").arg(sizeof(sem_t)));
    bogus.fileType = FileType::Fifo;
    QVERIFY(valueOf(properties::propertiesOf(bogus, {}), "In its place").startsWith("a FIFO|"));
}

void PosixPropertiesTest::aSegment() {
    auto segment = called<PosixSegmentInfo>("/psm_6f2a");
    segment.size = 16384;
    segment.resident = 4096;
    const auto groups = properties::propertiesOf(segment, {});
    QCOMPARE(valueOf(groups, "File"), "/dev/shm/psm_6f2a|");
    QCOMPARE(valueOf(groups, "Size"), QStringLiteral("16\u202f384 bytes|16 KiB"));
    QCOMPARE(valueOf(groups, "Resident"), QStringLiteral("4\u202f096 bytes|4 KiB"));
    QVERIFY(valueOf(groups, "Holes").startsWith(QStringLiteral("12\u202f288 bytes|zero")));
    segment.size = 100; // its one page is more than that
    QVERIFY(valueOf(properties::propertiesOf(segment, {}), "Holes").startsWith("0 bytes|"));
    segment.resident = unknownBytes;
    const auto swapped = properties::propertiesOf(segment, {});
    QVERIFY(valueOf(swapped, "Resident").startsWith("–|"));
    QCOMPARE(valueOf(swapped, "Holes"), "no such property");
}

void PosixPropertiesTest::aQueue() {
    auto queue = called<PosixQueueInfo>("/orders");
    queue.attributesKnown = queue.statusKnown = true;
    queue.messages = 3;
    queue.maxMessages = 10;
    queue.messageSize = 512;
    queue.bytes = 120;
    properties::Context context;
    auto groups = properties::propertiesOf(queue, context);
    QVERIFY(valueOf(groups, "File").startsWith("–|the mqueue file system is mounted nowhere"));
    context.queueFolder = "/dev/mqueue";
    groups = properties::propertiesOf(queue, context);
    QCOMPARE(valueOf(groups, "File"), "/dev/mqueue/orders|");
    QCOMPARE(valueOf(groups, "Messages"), "3|of 10 at most");
    QCOMPARE(valueOf(groups, "Longest message"), "512 bytes|");
    QCOMPARE(valueOf(groups, "Payload"), "120 bytes|");
    QCOMPARE(valueOf(groups, "Registered"), "nobody|");
    QVERIFY(valueOf(groups, "Changed").startsWith("–|"));
}

void PosixPropertiesTest::whoIsNotified() {
    auto queue = called<PosixQueueInfo>("/orders");
    queue.statusKnown = true;
    queue.notifyPid = 9125;
    queue.notifySignal = SIGUSR1;
    properties::Context context;
    QCOMPARE(valueOf(properties::propertiesOf(queue, context), "Registered"), "9125|");
    context.notified = ProcessLabel{9125, "billing", false};
    const auto groups = properties::propertiesOf(queue, context);
    QCOMPARE(valueOf(groups, "Registered"), "billing 9125|");
    QCOMPARE(valueOf(groups, "Told by"), QStringLiteral("SIGUSR1 (%1)|").arg(SIGUSR1));
    queue.notifySignal = 0;
    QVERIFY(valueOf(properties::propertiesOf(queue, context), "Told by").startsWith("no signal|"));
    queue.notifyPid = 0; // of another PID namespace
    queue.notifyMethod = SIGEV_THREAD;
    QCOMPARE(valueOf(properties::propertiesOf(queue, {}), "Registered"), "a process outside this PID namespace|");
}

void PosixPropertiesTest::aDeniedQueue() {
    auto queue = called<PosixQueueInfo>("/orders");
    queue.access = Access::Denied;
    const auto groups = properties::propertiesOf(queue, {});
    for (const char* unknown : {"Messages", "Longest message", "Payload", "Registered"})
        QVERIFY2(valueOf(groups, QString::fromLatin1(unknown)).startsWith("–|"), unknown);
    QCOMPARE(valueOf(groups, "You"), "may not read it|");
}

void PosixPropertiesTest::whatYouMayDo() {
    const WithoutCapabilities ordinary;
    const Credentials credentials = Credentials::current();
    properties::Context context;
    context.credentials = &credentials;
    auto segment = called<PosixSegmentInfo>("/psm");
    segment.permissions.uid = segment.permissions.creatorUid = geteuid();
    const auto you = [&](std::uint16_t mode, Access access) {
        segment.permissions.mode = mode;
        segment.access = access;
        return valueOf(properties::propertiesOf(segment, context), "You");
    };
    QCOMPARE(you(0600, Access::Readable), "may read and write it|");
    QCOMPARE(you(0466, Access::Readable), "may read it, not write it|");
    QCOMPARE(you(0200, Access::Denied), "may write it, not read it|");
    QCOMPARE(you(0077, Access::Denied), "may neither read nor write it|");
    segment.permissions.uid = segment.permissions.creatorUid = geteuid() + 4242;
    segment.permissions.gid = segment.permissions.creatorGid = getegid() + 4242;
    QCOMPARE(you(0642, Access::Denied), "may write it, not read it|");
}

void PosixPropertiesTest::oddNames() {
    const auto segment = called<PosixSegmentInfo>("/two\nlines \xff");
    const auto groups = properties::propertiesOf(segment, {});
    QCOMPARE(valueOf(groups, "Name"),
             "/two\\x0alines \\xff|a backslash stands as \\\\, a byte that is no text as \\x1b");
    QCOMPARE(valueOf(groups, "File"), "/dev/shm/two\\x0alines \\xff|");
    QVERIFY(!properties::asText(groups).contains(QChar(0xfffd)));
}

QTEST_APPLESS_MAIN(PosixPropertiesTest)
#include "posix_properties_test.moc"
