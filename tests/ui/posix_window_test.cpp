// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The window among real POSIX objects: what it lists, says and finds, whatever they are called.

#include "tests/support/bogus_file.h"
#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/posix_objects.h"
#include "tests/support/without_capabilities.h"
#include "tests/ui/three_objects.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/filter_terms.h"
#include "ui/models/words.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QTabBar>

#include <memory>
#include <stdexcept>

#include <sys/mount.h>

using namespace ipclens;
using namespace ipclens::testing;
using ui::Column;

namespace {

/// Nothing is mounted on /dev/mqueue while this lives. The queues stay.
class WithoutTheMount {
public:
    WithoutTheMount() {
        if (umount2("/dev/mqueue", MNT_DETACH) != 0) throw std::runtime_error("umount /dev/mqueue");
    }
    WithoutTheMount(const WithoutTheMount&) = delete;
    WithoutTheMount& operator=(const WithoutTheMount&) = delete;
    ~WithoutTheMount() {
        if (mount("none", "/dev/mqueue", "mqueue", 0, nullptr) != 0) qFatal("mount /dev/mqueue");
    }
};

QByteArray named(const char* bytes) {
    return {bytes};
}

Name nameOf(const QByteArray& bytes) {
    return Name::of(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

/// What the properties page says of it, where that is shown.
QString propertyOf(const WindowFixture& fixture, const QString& property) {
    for (const auto* label : fixture.window.findChildren<QLabel*>()) {
        if (label->accessibleName() == property && label->isVisible()) return label->text();
    }
    return {};
}

void showProperties(const WindowFixture& fixture) {
    fixture.part<QTabBar>("detailTabs").setCurrentIndex(3);
}

} // namespace

class PosixWindowTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { umask(0); }
    void init() { QFile::remove(WindowFixture::settingsFile()); }
    void bothApisInOneTable();
    void oddNames_data();
    void oddNames();
    void bogusSemaphores_data();
    void bogusSemaphores();
    void whatMayNotBeRead();
    void narrowsToAnApi();
    void rowsAreInTheOrderOfNames();
    void copiesWhatIsChosen();
    void whatIsUnlinkedWhileItIsShown();
    void aNameThatIsUsedAgain();
    void withoutTheMount();
    void withoutTheMountForAnOrdinaryUser();
    void saysWhoIsNotified();
    void itsLastMinuteIsSeen();
};

void PosixWindowTest::bothApisInOneTable() {
    const ThreeObjects systemV;
    const MadeSemaphore semaphore("/render-lock", 3, 0640);
    const ShmEntry segment("psm_6f2a");
    QCOMPARE(segment.makeFile(5000), 0);
    const MadeQueue queue("/orders", 0600, 10, 64);
    QVERIFY(queue.send("hello") && queue.send("you"));
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(6));
    QCOMPARE(fixture.cell(0, Column::Key), setKeyText);
    QCOMPARE(fixture.cell(1, Column::Key), QStringLiteral("/render-lock"));
    QCOMPARE(fixture.cell(1, Column::Id), QStringLiteral("–"));
    QCOMPARE(fixture.cell(1, Column::Mode), QStringLiteral("rw-r-----"));
    QCOMPARE(fixture.cell(1, Column::State), QStringLiteral("value 3"));
    QCOMPARE(fixture.cell(1, Column::LastProcess), QStringLiteral("–"));
    QCOMPARE(fixture.cell(3, Column::Key), QStringLiteral("/psm_6f2a"));
    QVERIFY(fixture.cell(3, Column::State).startsWith(QStringLiteral("4.8 KiB")));
    QCOMPARE(fixture.cell(5, Column::Key), QStringLiteral("/orders"));
    QCOMPARE(fixture.cell(5, Column::State), QStringLiteral("2 of 10 msgs · 8 B"));
    QCOMPARE(fixture.cell(5, Column::Changed), QStringLiteral("–"));
    QVERIFY(fixture.status().left().startsWith(QStringLiteral("6 objects")));
    // When it was made tells nothing of its value
    QCOMPARE(fixture.cell(1, Column::Changed), QStringLiteral("–"));
    sem_wait(semaphore.get());
    QTRY_COMPARE(fixture.cell(1, Column::State), QStringLiteral("value 2"));
    QCOMPARE(fixture.cell(1, Column::Changed), QStringLiteral("now"));
    const auto index = fixture.table().model()->index(1, static_cast<int>(Column::Key));
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), QStringLiteral("/render-lock, POSIX"));
}

void PosixWindowTest::oddNames_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("spaces") << named("/my own ring");
    QTest::newRow("quotes") << named("/\"a\" 'b' `c`");
    QTest::newRow("newline") << named("/two\nlines");
    QTest::newRow("escape") << named("/\x1b[31mred");
    QTest::newRow("no UTF-8") << named("/caf\xe9");
    QTest::newRow("right to left") << named("/a\xe2\x80\xae"
                                            "b");
    QTest::newRow("HTML") << named("/<b>bold<br>&amp;");
    QTest::newRow("glob") << named("/a*[b]?");
    QTest::newRow("longest") << QByteArray("/" + QByteArray(250, 'x'));
}

void PosixWindowTest::oddNames() {
    QFETCH(QByteArray, bytes);
    const std::string name(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const MadeSemaphore semaphore(name, 1);
    const ShmEntry segment(name.substr(1));
    QCOMPARE(segment.makeFile(4096), 0);
    const MadeQueue queue(name);
    const MadeSemaphore other("/other", 0);
    const QString shown = ui::words::name(nameOf(bytes));
    QVERIFY(!shown.contains(QChar(0xfffd)) && !shown.contains(QLatin1Char('\n')) && !shown.contains(QChar(0x1b)));
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(4));
    fixture.filter().setTerm(QStringLiteral("name"), ui::filter_terms::patternOf(nameOf(bytes)));
    QVERIFY(fixture.waitForRows(3));
    QVERIFY(fixture.filter().error().isEmpty());
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(fixture.cell(row, Column::Key), shown);
        const auto index = fixture.table().model()->index(row, static_cast<int>(Column::Key));
        const QString tip = index.data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(QStringLiteral("<b>")) && !tip.contains(QChar(0x202e)));
        fixture.clickRow(row);
        QVERIFY(fixture.table().currentObject() && fixture.table().currentObject()->name == nameOf(bytes));
        QTRY_VERIFY(fixture.detailTitle().contains(shown + QStringLiteral(", POSIX")));
        fixture.action("copyName").trigger();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.endsWith(QLatin1Char(':') + shown), qPrintable(copied));
        showProperties(fixture);
        QTRY_COMPARE(propertyOf(fixture, QStringLiteral("Name")).remove(QLatin1Char('\n')), shown);
    }
}

void PosixWindowTest::bogusSemaphores_data() {
    QTest::addColumn<QString>("what");
    QTest::newRow("empty") << "an empty file";
    QTest::newRow("short") << "a file of 31 B";
    QTest::newRow("directory") << "a directory";
    QTest::newRow("link") << "a symbolic link";
    QTest::newRow("fifo") << "a FIFO";
}

void PosixWindowTest::bogusSemaphores() {
    QFETCH(QString, what);
    const MadeSemaphore real("/real", 5);
    const BogusFile file(QString::fromLatin1(QTest::currentDataTag()), "/dev/shm/sem.bogus", "sem.real");
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(2));
    QVERIFY(fixture.clickKey(QStringLiteral("/bogus")));
    QCOMPARE(fixture.cell(0, Column::State), QStringLiteral("no semaphore · ") + what);
    showProperties(fixture);
    QTRY_COMPARE(propertyOf(fixture, QStringLiteral("In its place")), what);
    QCOMPARE(propertyOf(fixture, QStringLiteral("Value")), QStringLiteral("–"));
    fixture.filter().setText(QStringLiteral("is:bogus"));
    QVERIFY(fixture.waitForRows(1));
}

void PosixWindowTest::whatMayNotBeRead() {
    const MadeSemaphore semaphore("/locked", 3, 0);
    const ShmEntry segment("locked");
    QCOMPARE(segment.makeFile(4096, 0), 0);
    const MadeQueue queue("/locked", 0);
    QVERIFY(queue.send("secret"));
    const WithoutCapabilities ordinary; // and so are the threads that begin now
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    QCOMPARE(fixture.cell(0, Column::State), QStringLiteral("no permission"));
    QVERIFY(fixture.cell(1, Column::State).startsWith(QStringLiteral("4 KiB")));
    QVERIFY(fixture.cell(1, Column::State).endsWith(QStringLiteral("no permission")));
    QCOMPARE(fixture.cell(2, Column::State), QStringLiteral("no permission"));
    QCOMPARE(fixture.cell(2, Column::Mode), QStringLiteral("---------"));
    fixture.clickRow(2);
    showProperties(fixture);
    QTRY_COMPARE(propertyOf(fixture, QStringLiteral("Messages")), QStringLiteral("–"));
    fixture.filter().setText(QStringLiteral("is:denied"));
    QTRY_VERIFY(fixture.session.last()->query.filter == "is:denied");
    QCOMPARE(fixture.rows(), 3);
}

void PosixWindowTest::narrowsToAnApi() {
    const ThreeObjects systemV;
    const MadeSemaphore semaphore("/render-lock", 0);
    const MadeQueue full("/full", 0600, 1, 8);
    QVERIFY(full.send("x"));
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(5));
    fixture.filter().setText(QStringLiteral("api:posix"));
    QVERIFY(fixture.waitForRows(2));
    QCOMPARE(fixture.cell(0, Column::Key), QStringLiteral("/render-lock"));
    fixture.filter().setText(QStringLiteral("api:sysv"));
    QVERIFY(fixture.waitForRows(3));
    fixture.filter().setText(QStringLiteral("api:posx"));
    QTRY_COMPARE(fixture.filter().error(), QStringLiteral("api: takes sysv or posix"));
    QCOMPARE(fixture.rows(), 3);
    fixture.filter().setText(QStringLiteral("is:full"));
    QVERIFY(fixture.waitForRows(1));
    QCOMPARE(fixture.cell(0, Column::State), QStringLiteral("full 1 of 1 msgs · 1 B"));
    fixture.filter().setText(QStringLiteral("render"));
    QVERIFY(fixture.waitForRows(1));
}

void PosixWindowTest::rowsAreInTheOrderOfNames() {
    const MadeSemaphore second("/b-second", 0);
    const MadeSemaphore first("/a-first", 0);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(2));
    QCOMPARE(fixture.cell(0, Column::Key), QStringLiteral("/a-first"));
    QVERIFY(fixture.clickKey(QStringLiteral("/b-second")));
    const MadeSemaphore between("/ab", 0);
    QVERIFY(fixture.waitForRows(3));
    QCOMPARE(fixture.cell(1, Column::Key), QStringLiteral("/ab"));
    QVERIFY(fixture.table().currentObject() == ObjectId::posix(Kind::Semaphore, Name::of("/b-second")));
}

void PosixWindowTest::copiesWhatIsChosen() {
    const MadeSemaphore semaphore("/it's mine", 0);
    const raw::Queue queue(queueKey);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("/it's mine")));
    const auto copied = [&fixture](const char* action) {
        fixture.action(action).trigger();
        return QApplication::clipboard()->text();
    };
    QCOMPARE(copied("copyName"), QStringLiteral("sem:/it's mine"));
    QCOMPARE(copied("copyKey"), QStringLiteral("/it's mine"));
    QCOMPARE(copied("copyCommand"), QStringLiteral("ipclens show 'sem:/it'\\''s mine'"));
    QTRY_VERIFY(!fixture.action("copyId").isEnabled());
    QVERIFY(fixture.clickKey(queueKeyText));
    QTRY_VERIFY(fixture.action("copyId").isEnabled());
    QCOMPARE(copied("copyCommand"),
             QStringLiteral("ipclens show ") + ui::words::object(*fixture.table().currentObject()));
}

void PosixWindowTest::whatIsUnlinkedWhileItIsShown() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    {
        const MadeSemaphore semaphore("/short-lived", 2);
        const ShmEntry segment("short-lived");
        QCOMPARE(segment.makeFile(64), 0);
        const MadeQueue queue("/short-lived");
        QVERIFY(fixture.waitForRows(3));
        for (int row = 0; row < 3; ++row) {
            fixture.clickRow(row);
            showProperties(fixture);
            QTRY_VERIFY(!propertyOf(fixture, QStringLiteral("Name")).isEmpty());
        }
    }
    QVERIFY(fixture.waitForRows(0));
    QTRY_VERIFY(fixture.detailTitle().endsWith(QStringLiteral("gone")));
    QCOMPARE(propertyOf(fixture, QStringLiteral("Name")), QStringLiteral("/short-lived"));
}

void PosixWindowTest::aNameThatIsUsedAgain() {
    auto semaphore = std::make_unique<MadeSemaphore>("/again", 2);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("/again")));
    QTRY_VERIFY(fixture.detailTitle().startsWith(QStringLiteral("Semaphore /again")));
    semaphore.reset();
    semaphore = std::make_unique<MadeSemaphore>("/again", 5);
    QTRY_COMPARE(fixture.cell(fixture.rows() - 1, Column::State), QStringLiteral("value 5"));
    QVERIFY(fixture.waitForRows(1));
    // What is shown in full is the one that was looked at
    QTRY_VERIFY(fixture.detailTitle().endsWith(QStringLiteral("gone")));
}

void PosixWindowTest::withoutTheMount() {
    const MadeQueue queue("/unmounted");
    const WithoutTheMount unmounted;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    if (fixture.session.last()->health.posixQueues.way != listing::PosixQueueSource::Way::OwnFolder)
        QSKIP("this kernel opens no mqueue file system without a mount");
    QVERIFY(fixture.waitForRows(1));
    QCOMPARE(fixture.cell(0, Column::Key), QStringLiteral("/unmounted"));
    QVERIFY(fixture.status().right().contains(QStringLiteral("POSIX via /dev/shm, mqueue")));
    QVERIFY(fixture.status().toolTip().contains(QStringLiteral("mounted nowhere")));
    fixture.clickRow(0);
    showProperties(fixture);
    QTRY_COMPARE(propertyOf(fixture, QStringLiteral("File")), QStringLiteral("–"));
}

void PosixWindowTest::withoutTheMountForAnOrdinaryUser() {
    const MadeQueue queue("/open-here");
    const WithoutTheMount unmounted;
    const WithoutCapabilities ordinary;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(1));
    QCOMPARE(fixture.cell(0, Column::Key), QStringLiteral("/open-here"));
    QTRY_VERIFY(fixture.status().right().contains(QStringLiteral("POSIX queues: only open ones")));
    QVERIFY(fixture.status().toolTip().contains(QStringLiteral("those that processes have open")));
}

void PosixWindowTest::saysWhoIsNotified() {
    const MadeQueue queue("/orders");
    const ChildProcess other([&queue] {
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGURG; // ignored where nobody handles it
        if (mq_notify(queue.get(), &event) != 0) return 1;
        for (;;)
            pause();
    });
    const std::string registered = "NOTIFY_PID:" + std::to_string(other.pid());
    QVERIFY(waitUntil([&] { return queue.status().find(registered) != std::string::npos; }));
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("/orders")));
    showProperties(fixture);
    QTRY_VERIFY(propertyOf(fixture, QStringLiteral("Registered")).endsWith(QStringLiteral(" %1").arg(other.pid())));
    QTRY_COMPARE(propertyOf(fixture, QStringLiteral("Told by")), QStringLiteral("SIGURG (%1)").arg(SIGURG));
    fixture.filter().setText(QStringLiteral("is:notified pid:%1").arg(other.pid()));
    QTRY_VERIFY(fixture.session.last()->query.filter.starts_with("is:notified"));
    QCOMPARE(fixture.rows(), 1);
    // Looking at it dropped no registration
    QVERIFY(queue.status().find(registered) != std::string::npos);
}

void PosixWindowTest::itsLastMinuteIsSeen() {
    const MadeSemaphore semaphore("/moves", 1);
    const MadeQueue queue("/moves");
    const ShmEntry segment("moves");
    QCOMPARE(segment.makeFile(8192), 0);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    const auto activity = [&fixture](int row) { return fixture.cell(row, Column::Activity); };
    QTRY_COMPARE(activity(0), QStringLiteral("Value: 1 now; in the last minute always 1"));
    sem_post(semaphore.get());
    QVERIFY(queue.send("one"));
    QTRY_COMPARE(activity(0), QStringLiteral("Value: 2 now; in the last minute 1 to 2"));
    QTRY_COMPARE(activity(2), QStringLiteral("Messages in the queue: 1 now; in the last minute 0 to 1"));
    const bool resident = activity(1).startsWith(QStringLiteral("In memory: "));
    QVERIFY2(resident || activity(1).startsWith(QStringLiteral("Size in pages of 4 KiB: 2 now")),
             qPrintable(activity(1)));
    // Nobody writes into it, but it grows
    QCOMPARE(truncate(segment.path(), 16384), 0);
    QTRY_COMPARE(activity(1), QStringLiteral("Size in pages of 4 KiB: 4 now; in the last minute 2 to 4"));
}

IPCLENS_GUI_TEST_MAIN(PosixWindowTest)
#include "posix_window_test.moc"
