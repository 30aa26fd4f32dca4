// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/state_words.h"
#include "ui/models/words.h"

#include <QObject>
#include <QTest>

#include <chrono>
#include <csignal>
#include <limits>
#include <semaphore.h>
#include <string>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;

class WordsTest : public QObject {
    Q_OBJECT

private slots:
    void sizes_data();
    void sizes();
    void ages_data();
    void ages();
    void durations();
    void modesAndKeys();
    void counts();
    void hostileBytes_data();
    void hostileBytes();
    void processes();
    void users();
    void states();
    void neverReadIsNoZero();
    void posixNames_data();
    void posixNames();
    void posixStates();
    void whatStandsThere_data();
    void whatStandsThere();
    void signalNames();
    void toolTipsAreText();
};

void WordsTest::sizes_data() {
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << quint64{0} << "0 B";
    QTest::newRow("bytes") << quint64{1023} << "1023 B";
    QTest::newRow("one unit") << quint64{1024} << "1 KiB";
    QTest::newRow("tenths") << quint64{3200} << "3.1 KiB";
    QTest::newRow("not rounded up") << quint64{16 * 1024 - 1} << "15.9 KiB";
    QTest::newRow("not into the next unit") << quint64{1024 * 1024 - 1} << "1023 KiB";
    QTest::newRow("whole") << quint64{64} * 1024 * 1024 << "64 MiB";
    QTest::newRow("large tenths left out") << quint64{1024} * 150 + 512 << "150 KiB";
    QTest::newRow("largest") << std::numeric_limits<quint64>::max() << "15.9 EiB";
}

void WordsTest::sizes() {
    QFETCH(quint64, bytes);
    QTEST(words::size(bytes), "text");
}

void WordsTest::ages_data() {
    QTest::addColumn<qint64>("then");
    QTest::addColumn<QString>("text");
    constexpr qint64 now = 1'000'000'000;
    QTest::newRow("never") << qint64{0} << "–";
    QTest::newRow("now") << now << "now";
    QTest::newRow("one second") << now - 1 << "now";
    QTest::newRow("to come") << now + 5 << "now";
    QTest::newRow("seconds") << now - 12 << "12 s ago";
    QTest::newRow("last second") << now - 59 << "59 s ago";
    QTest::newRow("minute") << now - 60 << "1 min ago";
    QTest::newRow("hours") << now - 7 * 3600 << "7 h ago";
    QTest::newRow("days") << now - 3 * 86400 - 5 << "3 d ago";
    QTest::newRow("years") << now - 800 * 86400 << "2 y ago";
}

void WordsTest::ages() {
    QFETCH(qint64, then);
    QTEST(words::age(then, 1'000'000'000), "text");
}

void WordsTest::durations() {
    QCOMPARE(words::duration(0us), "0 \u00b5s");
    QCOMPARE(words::duration(17'600ns), "18 \u00b5s");
    QCOMPARE(words::duration(99us), "99 \u00b5s");
    QCOMPARE(words::duration(99'800ns), "0.1 ms");
    QCOMPARE(words::duration(400us), "0.4 ms");
    QCOMPARE(words::duration(12ms), "12 ms");
    QCOMPARE(words::duration(1200ms), "1.2 s");
    QCOMPARE(words::duration(3min), "3 min");
}

void WordsTest::modesAndKeys() {
    QCOMPARE(words::mode(0640), "rw-r-----");
    QCOMPARE(words::mode(0), "---------");
    QCOMPARE(words::mode(0777), "rwxrwxrwx");
    QCOMPARE(words::key(Key{0xbeef}), "0x0000beef");
    QCOMPARE(words::key(Key{0}), "private");
    QCOMPARE(words::object({Kind::MessageQueue, Id{7}}), "msg:@7");
}

void WordsTest::counts() {
    QCOMPARE(words::count(999), "999");
    QCOMPARE(words::count(68096), QStringLiteral("68\u202f096"));
    QCOMPARE(words::count(1000000), QStringLiteral("1\u202f000\u202f000"));
    QCOMPARE(words::counted(1, "message", "messages"), "1 message");
    QCOMPARE(words::counted(0, "message", "messages"), "0 messages");
}

void WordsTest::hostileBytes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("orders") << "orders";
    QTest::newRow("escape") << QByteArray("\x1b[31m") << "\\x1b[31m";
    QTest::newRow("nul and newline") << QByteArray("a\0b\n", 4) << "a\\x00b\\x0a";
    QTest::newRow("delete") << QByteArray("\x7f") << "\\x7f";
    QTest::newRow("c1") << QByteArray("\xc2\x9b") << "\\xc2\\x9b";
    QTest::newRow("backslash") << QByteArray("\\x1b") << "\\\\x1b";
    QTest::newRow("umlaut") << QByteArray("\xc3\xbc") << QString::fromUtf8("ü");
    QTest::newRow("beyond 16 bits") << QByteArray("\xf0\x9f\x99\x82") << QString::fromUtf8("\xf0\x9f\x99\x82");
    QTest::newRow("cut off") << QByteArray("\xc3") << "\\xc3";
    QTest::newRow("overlong") << QByteArray("\xc0\x80") << "\\xc0\\x80";
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << "\\xed\\xa0\\x80";
    QTest::newRow("right to left override") << QByteArray("a\xe2\x80\xae") << "a\\xe2\\x80\\xae";
    QTest::newRow("no character") << QByteArray("\xff\xfe") << "\\xff\\xfe";
}

void WordsTest::hostileBytes() {
    QFETCH(QByteArray, bytes);
    QTEST(words::printable(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))), "text");
}

void WordsTest::processes() {
    QCOMPARE(words::process(std::nullopt), "–");
    QCOMPARE(words::process(ProcessLabel{4711, "", true}), "4711 (gone)");
    QCOMPARE(words::process(ProcessLabel{9125, "phil\nosopher", false}), "phil\\x0aosopher 9125");
    QCOMPARE(words::process(processes::Process{9125, "phil\nosopher", 0}), "phil\\x0aosopher 9125");
    // What stands in a name is no place for the next word
    QCOMPARE(words::process(ProcessLabel{9125, "%1 %2", false}), "%1 %2 9125");
    QCOMPARE(words::process(processes::Process{9125, "%1 %2", 0}), "%1 %2 9125");
    QCOMPARE(words::shortList({}), "");
    QCOMPARE(words::shortList({"a", "b", "c", "d", "e", "f"}), "a, b, c, d, e, f");
    QCOMPARE(words::shortList({"%2", "b", "c", "d", "e", "f", "g", "h"}), "%2, b, c, d, e, f and 2 more");
    QCOMPARE(words::processName(ProcessLabel{9125, "viewer", false}), "viewer");

    RowDetail detail;
    QCOMPARE(words::lastProcess(nullptr), "–");
    QCOMPARE(words::lastProcess(&detail), "–");
    detail.lastProcess = ProcessLabel{1, "orders", false};
    QCOMPARE(words::lastProcess(&detail), "orders");
    detail.lastProcess.reset();
    detail.memberProcesses = {
        {1, "philosopher", false}, {2, "philosopher", false}, {3, "waiter", false}, {4, "", true}};
    QCOMPARE(words::lastProcess(&detail), "philosopher ×2, waiter, 4 (gone)");
    detail.memberProcesses = {{1, "%2", false}, {2, "%2", false}};
    QCOMPARE(words::lastProcess(&detail), "%2 ×2");
}

void WordsTest::users() {
    NameTable names;
    names.users = {{1000, "anna"}};
    names.groups = {{5, "tty\x1b"}};
    QCOMPARE(words::user(&names, 1000), "anna");
    QCOMPARE(words::user(&names, 1001), "1001");
    QCOMPARE(words::user(nullptr, 1000), "1000");
    QCOMPARE(words::group(&names, 5), "tty\\x1b");
}

void WordsTest::states() {
    const auto line = [](ObjectView view, const RowDetail* detail = nullptr, Knowledge known = {}, unsigned own = 0) {
        return words::stateLine(words::state(view, known, detail, own));
    };
    SemaphoreSetInfo set;
    set.count = 5;
    RowDetail detail;
    detail.values = std::vector<std::uint16_t>{0, 1, 2, 3, 4};
    QCOMPARE(line(&set, &detail), "5 sems");
    detail.waiting = 3;
    QCOMPARE(line(&set, &detail), "5 sems · 3 waiting");
    QCOMPARE(words::state(&set, {}, &detail).back().emphasis, words::Emphasis::Warning);
    set.count = 1;
    detail.values = std::vector<std::uint16_t>{1};
    detail.waiting = 0;
    QCOMPARE(line(&set, &detail), "1 sem · value 1");
    set.access = Access::Denied;
    QCOMPARE(line(&set), "1 sem · no permission");
    QCOMPARE(words::state(&set, {}, nullptr).back().emphasis, words::Emphasis::Lock);
    set.access = Access::Hidden;
    QCOMPARE(line(&set), "no permission");

    SegmentInfo segment;
    segment.size = 64 << 20;
    segment.attached = 2;
    QCOMPARE(line(&segment), "64 MiB · 2 attached");
    QCOMPARE(line(&segment, nullptr, {}, 1), "64 MiB · 1 attached");
    segment.attached = 1;
    segment.removed = true;
    QCOMPARE(line(&segment), "64 MiB · removed, 1 attached");
    segment.removed = false;
    segment.attached = 0;
    segment.locked = true;
    QCOMPARE(line(&segment), "64 MiB · 0 attached · locked");
    RowDetail creatorGone;
    creatorGone.creator = ProcessLabel{4711, "", true};
    segment.locked = false;
    QCOMPARE(line(&segment, &creatorGone), "64 MiB · orphan");

    QueueInfo queue;
    queue.messages = 12;
    queue.bytes = 3200;
    queue.capacity = 16384;
    QCOMPARE(line(&queue), "12 msgs · 3.1 KiB / 16 KiB");
    queue.bytes = 16384;
    QCOMPARE(line(&queue), "full 16 KiB / 16 KiB");
    QCOMPARE(words::state(&queue, {}, nullptr).front().emphasis, words::Emphasis::Danger);
    QCOMPARE(line(&queue, nullptr, {.residency = true, .capacity = false}), "12 msgs · 16 KiB");
}

void WordsTest::neverReadIsNoZero() {
    SemaphoreSetInfo set;
    set.count = 1;
    QCOMPARE(words::stateLine(words::state(&set, {}, nullptr)), "1 sem · value –");
}

void WordsTest::posixNames_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("/render-lock") << "/render-lock";
    QTest::newRow("spaces and quotes") << QByteArray("/my \"own\" 'lock'") << "/my \"own\" 'lock'";
    QTest::newRow("newline") << QByteArray("/two\nlines") << "/two\\x0alines";
    QTest::newRow("no UTF-8") << QByteArray("/caf\xe9") << "/caf\\xe9";
    QTest::newRow("reversed") << QByteArray("/a\xe2\x80\xae"
                                            "b")
                              << "/a\\xe2\\x80\\xaeb";
    QTest::newRow("spaces that are not seen") << QByteArray("/ a  b ") << "/\\x20a \\x20b\\x20";
    QTest::newRow("a backslash") << QByteArray("/a\\b") << "/a\\\\b";
    QTest::newRow("like a byte that is none") << QByteArray("/a\\xff") << "/a\\\\xff";
}

void WordsTest::posixNames() {
    QFETCH(QByteArray, bytes);
    const Name name = Name::of(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    QTEST(words::name(name), "text");
    const QString line = words::object(ObjectId::posix(Kind::Semaphore, name));
    QCOMPARE(line, QStringLiteral("sem:") + words::name(name));
    PosixSegmentInfo segment;
    segment.name = name;
    QTEST(words::nameOrKey(&segment), "text");
}

void WordsTest::posixStates() {
    const auto line = [](ObjectView view) { return words::stateLine(words::state(view, {}, nullptr)); };
    PosixSemaphoreInfo semaphore;
    semaphore.name = Name::of("/lock");
    QCOMPARE(line(&semaphore), "value –");
    semaphore.known = true;
    QCOMPARE(line(&semaphore), "value 0");
    semaphore.value = 3;
    semaphore.waiting = 1;
    QCOMPARE(line(&semaphore), "value 3 · 1 waiting");
    QCOMPARE(words::state(&semaphore, {}, nullptr).back().emphasis, words::Emphasis::Warning);
    semaphore.known = false;
    semaphore.access = Access::Denied;
    QCOMPARE(line(&semaphore), "no permission");
    QCOMPARE(words::state(&semaphore, {}, nullptr).back().emphasis, words::Emphasis::Lock);

    PosixSegmentInfo segment;
    segment.name = Name::of("/ring");
    segment.size = 16 << 20;
    QCOMPARE(line(&segment), "16 MiB · 0 B in memory");
    segment.resident = 3 << 20;
    QCOMPARE(line(&segment), "16 MiB · 3 MiB in memory");
    segment.resident = unknownBytes;
    QCOMPARE(line(&segment), "16 MiB");
    segment.access = Access::Denied;
    QCOMPARE(line(&segment), "16 MiB · no permission");

    PosixQueueInfo queue;
    queue.name = Name::of("/orders");
    QCOMPARE(line(&queue), "– msgs");
    queue.attributesKnown = true;
    queue.maxMessages = 10;
    QCOMPARE(line(&queue), "0 of 10 msgs");
    queue.messages = 3;
    queue.statusKnown = true;
    queue.bytes = 120;
    QCOMPARE(line(&queue), "3 of 10 msgs · 120 B");
    queue.messages = 10;
    QCOMPARE(line(&queue), "full 10 of 10 msgs · 120 B");
    QCOMPARE(words::state(&queue, {}, nullptr).front().emphasis, words::Emphasis::Danger);
    queue.attributesKnown = queue.statusKnown = false;
    queue.access = Access::Denied;
    QCOMPARE(line(&queue), "no permission");
}

void WordsTest::whatStandsThere_data() {
    QTest::addColumn<FileType>("type");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << FileType::Regular << quint64{0} << "an empty file";
    QTest::newRow("no value of one") << FileType::Regular << quint64{sizeof(sem_t)} << "a file of other bytes";
    QTest::newRow("wrong size") << FileType::Regular << quint64{12} << "a file of 12 B";
    QTest::newRow("directory") << FileType::Directory << quint64{0} << "a directory";
    QTest::newRow("link") << FileType::SymbolicLink << quint64{0} << "a symbolic link";
    QTest::newRow("fifo") << FileType::Fifo << quint64{0} << "a FIFO";
    QTest::newRow("socket") << FileType::Socket << quint64{0} << "a socket";
}

void WordsTest::whatStandsThere() {
    QFETCH(FileType, type);
    QFETCH(quint64, size);
    PosixSemaphoreInfo bogus;
    bogus.bogus = true;
    bogus.fileType = type;
    bogus.fileSize = size;
    QTEST(words::whatStandsThere(bogus), "text");
    QFETCH(QString, text);
    const auto parts = words::state(&bogus, {}, nullptr);
    QCOMPARE(words::stateLine(parts), QStringLiteral("no semaphore · ") + text);
    for (const words::StatePart& part : parts)
        QVERIFY(part.emphasis != words::Emphasis::Danger && part.emphasis != words::Emphasis::Warning);
}

void WordsTest::signalNames() {
    QCOMPARE(words::signal(SIGUSR1), QStringLiteral("SIGUSR1 (%1)").arg(SIGUSR1));
    QCOMPARE(words::signal(SIGRTMIN), QStringLiteral("SIGRTMIN (%1)").arg(SIGRTMIN));
    QCOMPARE(words::signal(SIGRTMIN + 2), QStringLiteral("SIGRTMIN+2 (%1)").arg(SIGRTMIN + 2));
    QCOMPARE(words::signal(0), "signal 0");
    QCOMPARE(words::signal(4711), "signal 4711");
}

void WordsTest::toolTipsAreText() {
    QCOMPARE(words::toolTip("/<b>bold</b>\nnext & last"),
             "<p style='white-space:pre'>/&lt;b&gt;bold&lt;/b&gt;<br>next &amp; last</p>");
    const QString broken = words::toolTip(QString(200, QLatin1Char('x')));
    QCOMPARE(broken.count(QStringLiteral("<br>")), 2);
    QCOMPARE(broken.count(QLatin1Char('x')), 200);
    const QString words = words::toolTip(QStringLiteral("word ").repeated(30).trimmed());
    QCOMPARE(words.count(QStringLiteral("<br>")), 1);
    QCOMPARE(words.count(QStringLiteral("word")), 30);
}

QTEST_APPLESS_MAIN(WordsTest)
#include "words_test.moc"
