// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The programs as a person has them: ipclens-gui in a real X server, driven by keys and clicks from outside, beside
// other processes that use IPC objects, and ipclens at the other end of a queue. What the window shows is read where a
// person would take it from: the clipboard.

#include "tests/support/gui_test_main.h"
#include "tests/support/raw_objects.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <utility>

using namespace ipclens;

namespace {

constexpr key_t newKey = 0x4e57;
constexpr int aWhile = 20'000;
const QString mainWindow = QStringLiteral("^IPC Lens$");
const QString createDialog = QStringLiteral("^Create");
const QString removeDialog = QStringLiteral("^Remove");

QString program(const char* name) {
    return qEnvironmentVariable("IPCLENS_BIN") + QLatin1Char('/') + QLatin1String(name);
}

/// A program that runs beside the test, and is told to end with it.
class Program {
public:
    explicit Program(const QString& path, const QStringList& words = {}) {
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(path, words);
    }
    ~Program() {
        process_.terminate();
        if (!process_.waitForFinished(aWhile)) process_.kill();
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    bool printed(const char* text) {
        output_ += process_.readAllStandardOutput();
        return output_.contains(text);
    }
    bool ended() const { return process_.state() == QProcess::NotRunning; }
    int status() const { return process_.exitCode(); }

private:
    QProcess process_;
    QByteArray output_;
};

/// What a program prints, and its exit status.
struct Answer {
    int status = -1;
    QByteArray output;
};

// Without its event loop this process could not answer for the clipboard while it waits
Answer run(const QString& path, const QStringList& words) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(path, words);
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, aWhile)) return {};
    return {process.exitCode(), process.readAllStandardOutput()};
}

Answer xdotool(const QStringList& words) {
    return run(QStringLiteral("xdotool"), words);
}

/// Gives the newest window with such a title the keyboard: there is no window manager that would.
bool focusWindow(const QString& title) {
    return QTest::qWaitFor(
        [&] {
            const QByteArray found =
                xdotool({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), title})
                    .output.trimmed();
            if (found.isEmpty()) return false;
            const QString window = QString::fromLatin1(found.split('\n').constLast());
            return xdotool({QStringLiteral("windowfocus"), QStringLiteral("--sync"), window}).status == 0;
        },
        aWhile);
}

bool isShown(const QString& title) {
    return !xdotool({QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), title})
                .output.isEmpty();
}

/// With a moment behind it: a key that comes while Ctrl of the last one still counts as held means another thing.
void press(const char* keys) {
    xdotool({QStringLiteral("key"), QLatin1String(keys)});
    QTest::qWait(100);
}

void type(const char* text) {
    xdotool({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("20"), QLatin1String(text)});
}

void click(int x, int y) {
    xdotool({QStringLiteral("mousemove"), QString::number(x), QString::number(y), QStringLiteral("click"),
             QStringLiteral("1")});
}

/// A person sees whether a key did something, and presses it again; so does this, in case the window was not ready.
bool pressUntil(const char* keys, const std::function<bool()>& holds) {
    for (int attempt = 0; attempt < 6; ++attempt) {
        press(keys);
        if (QTest::qWaitFor(holds, 3000)) return true;
    }
    return false;
}

/// Goes to a field by its keys, one after another, and types; until the field has just that text.
bool typeInto(std::initializer_list<const char*> keys, const char* text) {
    for (int attempt = 0; attempt < 6; ++attempt) {
        QApplication::clipboard()->clear();
        for (const char* key : keys)
            press(key);
        press("ctrl+a");
        type(text);
        press("ctrl+a");
        press("ctrl+c");
        if (QTest::qWaitFor([&] { return QApplication::clipboard()->text() == QLatin1String(text); }, 1000))
            return true;
    }
    return false;
}

/// The rows that the window has, all of them or those that are chosen: as it copies them.
QStringList copiedRows(bool all) {
    QApplication::clipboard()->clear();
    press("F6");
    if (all) press("ctrl+a");
    press("ctrl+c");
    QString text;
    const bool came = QTest::qWaitFor([&] { return !(text = QApplication::clipboard()->text()).isEmpty(); }, 2000);
    QStringList rows = came ? text.split(QLatin1Char('\n')) : QStringList();
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// The window's name of an object that is told as "msg:@7 key 0x0000beef", or as the file of a POSIX object.
QString nameOf(QString object) {
    constexpr std::array folders{std::pair("/dev/shm/sem.", "sem:/"), std::pair("/dev/shm/", "shm:/"),
                                 std::pair("/dev/mqueue/", "msg:/")};
    for (const auto& [folder, kind] : folders) {
        if (object.startsWith(QLatin1String(folder))) return QLatin1String(kind) + object.mid(int(std::strlen(folder)));
    }
    object.truncate(object.indexOf(QLatin1Char(' ')));
    return object;
}

/// The objects that the kernel has now, as the window names them.
QStringList objectsThere() {
    QStringList objects;
    for (const std::string& object : testing::objectsInNamespace())
        objects << nameOf(QString::fromStdString(object));
    std::sort(objects.begin(), objects.end());
    return objects;
}

int newQueue() {
    return msgget(newKey, 0);
}

std::size_t messagesIn(int queue) {
    msqid_ds status{};
    return msgctl(queue, IPC_STAT, &status) == 0 ? status.msg_qnum : 0;
}

} // namespace

class FirstLightTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aQueueFromBirthToRemoval();
};

void FirstLightTest::initTestCase() {
    if (QStandardPaths::findExecutable(QStringLiteral("xdotool")).isEmpty())
        testing::skipProgram("nothing to press keys with: xdotool is missing");
    for (const char* name : {"ipclens-gui", "ipclens", "ipclens-traffic"})
        QVERIFY2(QFile::exists(program(name)), qPrintable(program(name)));
}

void FirstLightTest::aQueueFromBirthToRemoval() {
    Program traffic(program("ipclens-traffic"));
    QTRY_VERIFY_WITH_TIMEOUT(traffic.printed("ready"), aWhile);

    // It starts and lists what there is
    Program window(program("ipclens-gui"), {QStringLiteral("--theme"), QStringLiteral("light")});
    QVERIFY(focusWindow(mainWindow));
    QTRY_COMPARE_WITH_TIMEOUT(copiedRows(true), objectsThere(), aWhile);
    QVERIFY(objectsThere().size() >= 8);

    // It creates a queue
    QVERIFY(pressUntil("ctrl+alt+n", [] { return isShown(createDialog); }));
    QVERIFY(focusWindow(createDialog));
    QVERIFY(typeInto({"alt+g"}, "0x4e57"));
    QVERIFY(pressUntil("Return", [] { return newQueue() >= 0; }));
    const QString name = QStringLiteral("msg:@%1").arg(newQueue());
    QVERIFY(focusWindow(mainWindow));
    QTRY_COMPARE_WITH_TIMEOUT(copiedRows(false), QStringList(name), aWhile);

    // It sends into it, and somebody else gets what was sent
    QVERIFY(typeInto({"alt+t", "Tab"}, "hello from the window"));
    QVERIFY(pressUntil("alt+s", [] { return messagesIn(newQueue()) == 1; }));
    const Answer received = run(program("ipclens"), {QStringLiteral("receive"), QStringLiteral("msg:0x4e57"),
                                                     QStringLiteral("--no-wait"), QStringLiteral("--raw")});
    QCOMPARE(received.status, 0);
    QCOMPARE(received.output, QByteArray("hello from the window"));

    // It asks before it removes, with Cancel as the default
    QCOMPARE(copiedRows(false), QStringList(name));
    QVERIFY(pressUntil("Delete", [] { return isShown(removeDialog); }));
    QVERIFY(focusWindow(removeDialog));
    QVERIFY(pressUntil("Return", [] { return !isShown(removeDialog); }));
    QVERIFY(newQueue() >= 0);
    QVERIFY(focusWindow(mainWindow));
    QCOMPARE(copiedRows(false), QStringList(name));
    QVERIFY(pressUntil("Delete", [] { return isShown(removeDialog); }));
    QVERIFY(focusWindow(removeDialog));
    QVERIFY(pressUntil("alt+r", [] { return newQueue() < 0; }));
    QVERIFY(focusWindow(mainWindow));
    QTRY_COMPARE_WITH_TIMEOUT(copiedRows(true), objectsThere(), aWhile);

    // A click on a kind narrows the list to it
    click(100, 126);
    QTRY_VERIFY_WITH_TIMEOUT(copiedRows(true).filter(QStringLiteral("sem:")) == copiedRows(true), aWhile);

    press("ctrl+q");
    QTRY_VERIFY_WITH_TIMEOUT(window.ended(), aWhile);
    QCOMPARE(window.status(), 0);
}

IPCLENS_X11_TEST_MAIN(FirstLightTest)

#include "first_light_test.moc"
