// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/test_main.h"
#include "ui/models/limit_words.h"
#include "ui/models/properties.h"
#include "ui/models/selection_words.h"
#include "ui/models/sentences.h"

#include <QObject>
#include <QTest>

#include <array>
#include <cerrno>
#include <limits>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;

namespace {

processes::Process process(pid_t pid, const char* name) {
    return {.pid = pid, .name = name, .startedAt = 0};
}

RemovalPreview previewOf(ObjectInfo info) {
    RemovalPreview preview;
    preview.object = objectIdOf(viewOf(info));
    preview.info = std::move(info);
    return preview;
}

MessageHead headOf(long type) {
    MessageHead head;
    head.type = type;
    return head;
}

QString valueOf(const std::vector<properties::Group>& groups, const QString& label) {
    for (const auto& group : groups) {
        for (const auto& property : group.properties) {
            if (property.label == label) return property.value + QLatin1Char('|') + property.aside;
        }
    }
    return QStringLiteral("no such property");
}

limits::Limit limitOf(const char* name, std::uint64_t value, std::optional<std::uint64_t> used) {
    limits::Limit limit;
    limit.name = name;
    limit.value = value;
    limit.used = used;
    return limit;
}

} // namespace

/// The sentences of panels and dialogs.
class SentencesTest : public QObject {
    Q_OBJECT

private slots:
    void namesObjects();
    void saysWhatARemovalDoesToASegment();
    void saysWhatARemovalDoesToASet();
    void saysWhatARemovalDoesToAQueue();
    void saysWhatARemovalDoesToAPosixObject();
    void saysWhyAnObjectStays();
    void escapesNames();
    void foretellsWhatIsTaken();
    void listsProperties();
    void saysWhyAPropertyIsUnknown();
    void takesKeysApart();
    void weighsLimits();
    void weighsLimitsOfPosix();
};

void SentencesTest::namesObjects() {
    SemaphoreSetInfo set;
    set.id = Id{98304};
    set.key = Key{0x51a00001};
    QCOMPARE(sentences::objectTitle(set), QStringLiteral("semaphore set 0x51a00001 (sem:@98304)"));
    set.key = Key{};
    QCOMPARE(sentences::objectTitle(set), QStringLiteral("semaphore set sem:@98304"));
}

void SentencesTest::saysWhatARemovalDoesToASegment() {
    SegmentInfo segment;
    segment.size = 4096;
    RemovalPreview preview = previewOf(segment);
    QCOMPARE(sentences::consequences(preview), QStringList{"nobody is attached: its 4 KiB are freed at once"});
    preview.attached = 2;
    preview.users.attached = {{process(9, "renderer"), 1, true}, {process(10, "viewer"), 1, false}};
    QCOMPARE(sentences::consequences(preview),
             QStringList{"2 attached (renderer 9, viewer 10): the segment stays until they detach, its key becomes 0"});
    preview.attached = 3;
    QCOMPARE(sentences::consequences(preview),
             QStringList{"3 attached (renderer 9, viewer 10, others can\u2019t be seen): the segment stays until they "
                         "detach, its key becomes 0"});
    preview.info.reset();
    QCOMPARE(sentences::consequences(preview), QStringList{"it is gone already"});
}

void SentencesTest::saysWhatARemovalDoesToASet() {
    RemovalPreview preview = previewOf(SemaphoreSetInfo{});
    QCOMPARE(sentences::consequences(preview), QStringList{"nobody waits"});
    preview.waiting = 1;
    preview.users.waiting = {{process(9121, "philosopher"), 9121, "semop"}};
    QCOMPARE(sentences::consequences(preview), QStringList{"1 waiting (philosopher 9121 in semop): it gets EIDRM"});
    preview.waiting = 3;
    preview.users.waiting.clear();
    QCOMPARE(sentences::consequences(preview), QStringList{"3 waiting (by whom can\u2019t be seen): they get EIDRM"});
}

void SentencesTest::saysWhatARemovalDoesToAQueue() {
    QueueInfo queue;
    queue.bytes = 3200;
    RemovalPreview preview = previewOf(queue);
    preview.messages = 12;
    preview.waiting = 2;
    preview.users.waiting = {{process(1, "a"), 1, "msgsnd"}, {process(2, "b"), 2, "msgrcv"}};
    QCOMPARE(sentences::consequences(preview), (QStringList{"2 waiting (a 1 in msgsnd, b 2 in msgrcv): they get EIDRM",
                                                            "12 messages (3.1 KiB) will be lost"}));
    preview.messages = 1;
    preview.waiting = 0;
    QCOMPARE(sentences::consequences(preview), QStringList{"1 message (3.1 KiB) will be lost"});
}

void SentencesTest::saysWhatARemovalDoesToAPosixObject() {
    PosixSegmentInfo segment;
    segment.size = 8192;
    RemovalPreview preview = previewOf(segment);
    preview.object = ObjectId::posix(Kind::SharedMemory, Name::of("/ring"));
    QCOMPARE(sentences::consequences(preview), QStringList{"nobody has it open or mapped: its 8 KiB are lost at once"});
    preview.users.complete = false;
    QVERIFY(sentences::consequences(preview).first().contains("unless somebody who can\u2019t be seen"));
    preview.attached = 2;
    preview.users.attached = {{process(9, "renderer"), 1, true}, {process(10, "viewer"), 0, false, 1}};
    QCOMPARE(sentences::consequences(preview),
             QStringList{"its name goes at once; 2 processes have it open or mapped (renderer 9, viewer 10): its 8 KiB "
                         "stay until they let go of it, and nobody else gets at them"});

    preview = previewOf(PosixSemaphoreInfo{});
    preview.object = ObjectId::posix(Kind::Semaphore, Name::of("/lock"));
    QCOMPARE(sentences::consequences(preview), QStringList{"its name goes at once; nobody else has it open"});
    preview.waiting = 2;
    preview.users.waiting = {{process(9, "renderer"), 9, "sem_wait"}};
    QCOMPARE(sentences::consequences(preview).first(),
             QStringLiteral("2 waiting (renderer 9 in sem_wait, others can\u2019t be seen): they go on waiting; only a "
                            "process that has it open can still post"));

    PosixQueueInfo queue;
    preview = previewOf(queue);
    preview.object = ObjectId::posix(Kind::MessageQueue, Name::of("/jobs"));
    QCOMPARE(sentences::consequences(preview), QStringList{"what is in it may not be read, and will be lost"});
    queue.attributesKnown = true;
    queue.statusKnown = true;
    queue.bytes = 120;
    preview.info = queue;
    QCOMPARE(sentences::consequences(preview), QStringList{"it is empty"});
    preview.messages = 3;
    QCOMPARE(sentences::consequences(preview), QStringList{"3 messages (120 B) will be lost"});
    preview.attached = 1;
    preview.users.attached = {{process(9, "orders"), 0, true, 1}};
    QCOMPARE(sentences::consequences(preview),
             (QStringList{"its name goes at once; 1 process has it open (orders 9) and can go on using it",
                          "3 messages (120 B) will be lost when the last one closes it"}));
}

void SentencesTest::saysWhyAnObjectStays() {
    RemovalPreview preview = previewOf(PosixSemaphoreInfo{});
    QVERIFY(sentences::whyNotRemoved(preview, nullptr).startsWith("You may not remove it. It belongs to "));
    PosixSemaphoreInfo folder;
    folder.bogus = true;
    folder.fileType = FileType::Directory;
    preview.info = folder;
    QVERIFY(sentences::whyNotRemoved(preview, nullptr).contains("a directory"));
    folder.fileType = FileType::Fifo;
    preview.info = folder;
    QCOMPARE(sentences::consequences(preview), QStringList{"it is no semaphore but a FIFO, which goes"});
}

void SentencesTest::escapesNames() {
    RemovalPreview preview = previewOf(SemaphoreSetInfo{});
    preview.waiting = 1;
    preview.users.waiting = {{process(1, "\x1b[2J<b>"), 1, "semop"}};
    QVERIFY(sentences::consequences(preview).first().contains(QStringLiteral("\\x1b[2J<b> 1")));

    // Once, whether it stands in the sentence escaped already or as it is
    operation::PostSemaphore post;
    post.semaphore = Name::of("/caf\xe9\\");
    const QString posted = sentences::outcome(post, {}).text;
    QVERIFY2(posted.startsWith(QStringLiteral("post sem:/caf\\xe9\\\\: ")), qPrintable(posted));
    const Error error = errorOf(ErrorKind::NotFound, "sem_post sem:/caf\xe9\\", "no such semaphore");
    QVERIFY2(sentences::error(error).contains(QStringLiteral("sem:/caf\\xe9\\: ")),
             qPrintable(sentences::error(error)));
}

void SentencesTest::foretellsWhatIsTaken() {
    using State = selection::Candidate::State;
    const std::array heads{headOf(5), headOf(2), headOf(2), headOf(7)};
    const auto foretell = [&](long type, bool except, bool all) {
        const auto candidate =
            selection::candidate({.type = type, .except = except, .maxSize = {}, .truncate = false}, heads, all);
        return std::pair(candidate.state, candidate.place);
    };
    QCOMPARE(foretell(0, false, false), std::pair(State::Found, std::size_t{0}));
    QCOMPARE(foretell(2, false, false), std::pair(State::Found, std::size_t{1}));
    QCOMPARE(foretell(5, true, false), std::pair(State::Found, std::size_t{1}));
    QCOMPARE(foretell(9, false, true).first, State::None);
    QCOMPARE(foretell(9, false, false).first, State::Unknown);
    // A lower type may lie further on
    QCOMPARE(foretell(-7, false, false).first, State::Unknown);
    QCOMPARE(foretell(-7, false, true), std::pair(State::Found, std::size_t{1}));
    QCOMPARE(foretell(-1, false, true).first, State::None);
    QVERIFY(selection::sentence({.type = -3, .except = false, .maxSize = {}, .truncate = false})
                .contains(QStringLiteral("up to 3")));
}

void SentencesTest::listsProperties() {
    QueueInfo queue;
    queue.id = Id{7};
    queue.key = Key{0xbeef};
    queue.permissions = {1000, 100, 0, 0, 0640};
    queue.messages = 12;
    queue.bytes = 3200;
    queue.capacity = 16384;
    queue.lastSendPid = 41;
    queue.lastReceivePid = 42;
    queue.sentAt = 1000;
    NameTable names;
    names.users[1000] = "anna";
    properties::Context context;
    context.names = &names;
    context.now = 1012;
    context.lastSender = ProcessLabel{41, "orders", false};
    context.lastReceiver = ProcessLabel{42, {}, true};
    const auto groups = properties::propertiesOf(queue, context);
    QCOMPARE(valueOf(groups, "Id"), QStringLiteral("7|msg:@7"));
    QCOMPARE(valueOf(groups, "Key"), QStringLiteral("0x0000beef|48879"));
    QCOMPARE(valueOf(groups, "Owner"), QStringLiteral("anna (uid 1000)|"));
    QCOMPARE(valueOf(groups, "Group"), QStringLiteral("gid 100 (no name)|"));
    QCOMPARE(valueOf(groups, "Mode"), QStringLiteral("rw-r-----|0640"));
    QCOMPARE(valueOf(groups, "Last sender"), QStringLiteral("orders 41|"));
    QVERIFY(valueOf(groups, "Last receiver").startsWith(QStringLiteral("42 (gone)|")));
    QVERIFY(valueOf(groups, "Last send").endsWith(QStringLiteral("|12 s ago")));
    QCOMPARE(valueOf(groups, "Last receive"), QStringLiteral("never|"));
    QVERIFY(properties::asText(groups).contains(QStringLiteral("  Mode: rw-r----- (0640)\n")));
}

void SentencesTest::saysWhyAPropertyIsUnknown() {
    SegmentInfo segment;
    segment.attached = 2;
    properties::Context context;
    context.attachedByUs = 1;
    auto groups = properties::propertiesOf(segment, context);
    QCOMPARE(valueOf(groups, "Resident"),
             QStringLiteral("\u2013|only /proc/sysvipc/shm tells it, and here it does not"));
    QCOMPARE(valueOf(groups, "Attached"), QStringLiteral("1|and once by this window"));
    context.attachedByUs = 2;
    QCOMPARE(valueOf(properties::propertiesOf(segment, context), "Attached"),
             QStringLiteral("0|and 2 times by this window"));
    context.known.residency = true;
    QCOMPARE(valueOf(properties::propertiesOf(segment, context), "Resident"), QStringLiteral("0 bytes|"));
    segment.access = Access::Hidden;
    groups = properties::propertiesOf(segment, context);
    QCOMPARE(valueOf(groups, "Owner"), QStringLiteral("no such property"));
    QVERIFY(valueOf(groups, "All else").startsWith(QStringLiteral("\u2013|without permission")));
}

void SentencesTest::takesKeysApart() {
    SemaphoreSetInfo set;
    set.key = Key{0x41fd0a1b};
    auto groups = properties::propertiesOf(set, {});
    QCOMPARE(valueOf(groups, "Project"), QStringLiteral("65 (“A”)|0x41"));
    QCOMPARE(valueOf(groups, "Device"), QStringLiteral("0xfd|low 8 bits of st_dev"));
    QVERIFY(valueOf(groups, "Inode").startsWith(QStringLiteral("0x0a1b|")));
    set.key = Key{};
    QCOMPARE(valueOf(properties::propertiesOf(set, {}), "Project"), QStringLiteral("no such property"));
}

void SentencesTest::weighsLimits() {
    using limit_words::Pressure;
    QCOMPARE(limit_words::pressureOf(limitOf("SEMMNI", 100, 79)), Pressure::Calm);
    QCOMPARE(limit_words::pressureOf(limitOf("SEMMNI", 100, 80)), Pressure::High);
    QCOMPARE(limit_words::pressureOf(limitOf("SEMMNI", 100, 95)), Pressure::Critical);
    QCOMPARE(limit_words::pressureOf(limitOf("SEMMSL", 100, std::nullopt)), Pressure::Calm);
    QCOMPARE(limit_words::sentence(limitOf("SEMMNI", 100, 50)), QStringLiteral("50 of 100 used (50.0\u00a0%)"));
    QCOMPARE(limit_words::sentence(limitOf("MSGMAX", 512, std::nullopt)), QStringLiteral("512 B"));
    QVERIFY(limit_words::sentence(limitOf("SHMMAX", std::numeric_limits<std::uint64_t>::max() - 16777216, std::nullopt))
                .contains(QStringLiteral("no limit in practice")));
    QCOMPARE(limit_words::kindOf(limitOf("SHMALL", 1, 0)), Kind::SharedMemory);
    QCOMPARE(limit_words::kindOf(limitOf("MSGMNI", 1, 0)), Kind::MessageQueue);
    QCOMPARE(limit_words::heading(limitOf("MSGMNI", 1, 0)), QStringLiteral("System V message queues"));
    QVERIFY(limit_words::origin(limitOf("MSGMNI", 1, 0)).isEmpty());
}

void SentencesTest::weighsLimitsOfPosix() {
    for (limits::Limit limit : limits::posix(3)) {
        const bool folder = limit.name == "DEV_SHM";
        QCOMPARE(limit_words::kindOf(limit), folder ? Kind::SharedMemory : Kind::MessageQueue);
        QCOMPARE(limit_words::heading(limit), folder ? QStringLiteral("POSIX shared memory and semaphores")
                                                     : QStringLiteral("POSIX message queues"));
        QVERIFY(!limit_words::origin(limit).isEmpty());
        limit.value = limits::unlimited;
        limit.used.reset();
        QCOMPARE(limit_words::sentence(limit), QStringLiteral("no limit"));
    }
    QCOMPARE(limit_words::sentence(limitOf("DEV_SHM", 4096, 2048)),
             QStringLiteral("2 KiB of 4 KiB used (50.0\u00a0%)"));
    QCOMPARE(limit_words::sentence(limitOf("QUEUES_MAX", 256, 3)), QStringLiteral("3 of 256 used (1.2\u00a0%)"));
    QCOMPARE(limit_words::sentence(limitOf("QUEUES_MAX", 4096, 3)),
             QStringLiteral("3 of 4\u202f096 used (below 0.1\u00a0%)"));
    QCOMPARE(limit_words::sentence(limitOf("RLIMIT_MSGQUEUE", 2048, std::nullopt)),
             QStringLiteral("2 KiB (2\u202f048); use unknown"));
    QCOMPARE(limit_words::name(limitOf("DEV_SHM", 1, 0)), QStringLiteral("/dev/shm"));
}

IPCLENS_TEST_MAIN(SentencesTest)
#include "sentences_test.moc"
