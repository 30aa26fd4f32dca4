// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <csignal>

#include <sys/syscall.h>

using namespace ipclens::testing;
using namespace std::string_literals;

/// Names are bytes: every verb takes them as they are, and none sends them to a terminal or a shell. And watch, by
/// name.
class PosixNamesTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void everyVerb_data();
    void everyVerb();
    void tooLong();
    void escapedOnTheTerminal();
    void removedByFilter();
    void watchedBeforeItExists();
    void watchedByBytes();
    void watchesAll();
    void completions();
};

namespace {

std::string textOf(const QByteArray& bytes) {
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

bool hasRawControl(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n') || byte == 0x7f;
    });
}

} // namespace

void PosixNamesTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
    QVERIFY(objectsInNamespace().empty());
}

void PosixNamesTest::everyVerb_data() {
    QTest::addColumn<QByteArray>("name");
    const auto add = [](const char* title, const QByteArray& name) { QTest::newRow(title) << name; };
    add("space", "/my ring");
    add("spaces at its ends", "/ x ");
    add("a row of the list", "/x  0600  root  4096");
    add("turned around", "/\xe2\x80\xaegnp");
    add("quotes", "/it's \"q\"");
    add("newline", "/line\nbreak");
    add("escape", "/\x1b[2J");
    add("no UTF-8", "/\xff\xfe");
    add("UTF-8", "/\xc3\xbc\xe2\x82\xac");
    add("a shell's words", "/$(touch x)`id`;*");
    add("an option's name", "/--json");
    add("colon, at sign, equals", "/sem:@1=2,3");
    add("backslash", "/a\\x1b");
    add("dots", "/...");
    add("one byte", "/x");
    add("255 bytes", '/' + QByteArray(251, 'n'));
}

void PosixNamesTest::everyVerb() {
    QFETCH(QByteArray, name);
    const std::string bytes = textOf(name);
    const std::string sem = "sem:" + bytes;
    const std::string shm = "shm:" + bytes;
    const std::string msg = "msg:" + bytes;
    QCOMPARE(runBytes({"create", "sem", bytes, "--value", "1"}).status, 0);
    QCOMPARE(runBytes({"create", "shm", bytes, "--size", "8"}).status, 0);
    QCOMPARE(runBytes({"create", "msg", bytes, "--message-size", "8"}).status, 0);
    QCOMPARE(run("list --json").json().size(), std::size_t{3});

    QCOMPARE(runBytes({"op", sem, "+1"}).status, 0);
    QCOMPARE(runBytes({"show", sem, "--json"}).json()["value"], 2);
    QCOMPARE(runBytes({"write", shm, "--offset", "0", "--text", "hello"}).status, 0);
    QCOMPARE(runBytes({"read", shm, "--length", "5", "--raw"}).out, "hello"s);
    QCOMPARE(runBytes({"set", shm, "--size", "5"}).status, 0);
    QCOMPARE(runBytes({"send", msg, "--text", "job"}).status, 0);
    QCOMPARE(runBytes({"receive", msg, "--raw"}).out, "job"s);

    for (const auto& object : {sem, shm, msg}) {
        const Ran set = runBytes({"set", object, "--mode", "0640", "--json"});
        QCOMPARE(set.json()["mode"], "0640");
        const bool text = QString::fromUtf8(name).toUtf8() == name;
        QCOMPARE(set.json().contains("name_hex"), !text);
        if (text) QCOMPARE(set.json()["name"], bytes);
        if (!text) QCOMPARE(set.json()["name_hex"], name.toHex().toStdString());
        QVERIFY(!hasRawControl(set.out));
        // What another call takes, in JSON
        const Json dry = runBytes({"remove", object, "--dry-run", "--json"}).json();
        if (text) QCOMPARE(dry[0]["object"], object);
        QCOMPARE(runBytes({"remove", object}).status, 0);
        const Ran gone = runBytes({"show", object});
        QCOMPARE(gone.status, 3);
        QCOMPARE(std::count(gone.err.begin(), gone.err.end(), '\n'), 1);
        QVERIFY(!hasRawControl(gone.err));
    }
}

void PosixNamesTest::tooLong() {
    const std::string longest = '/' + std::string(255, 'n');
    QCOMPARE(runBytes({"create", "shm", longest, "--size", "1"}).status, 0);
    QCOMPARE(runBytes({"create", "msg", longest, "--message-size", "8"}).status, 0);
    QCOMPARE(runBytes({"remove", "shm:" + longest, "msg:" + longest}).status, 0);
    // A semaphore's file begins with "sem."
    QCOMPARE(runBytes({"create", "sem", '/' + std::string(251, 'n')}).status, 0);
    for (const char* kind : {"sem", "shm", "msg"}) {
        const Ran ran = runBytes({"show", kind + ":"s + longest + 'n'});
        QCOMPARE(ran.status, 2);
        QVERIFY2(ran.err.find("too long") != std::string::npos, ran.err.c_str());
    }
    QCOMPARE(runBytes({"create", "sem", longest}).status, 2);
}

void PosixNamesTest::escapedOnTheTerminal() {
    QCOMPARE(runBytes({"create", "sem", "/a\x1b\n\xff"}).out, "sem:/a\\x1b\\x0a\\xff\n"s);
    const Ran dry = runBytes({"remove", "sem:/a\x1b\n\xff", "--dry-run"});
    QVERIFY2(dry.out.starts_with("sem:/a\\x1b\\x0a\\xff  -  "), dry.out.c_str());
    const Ran missing = runBytes({"remove", "sem:/b\x1b", "--dry-run"});
    QVERIFY2(missing.out.starts_with("sem:/b\\x1b  can't be removed"), missing.out.c_str());
    QVERIFY2(missing.err.starts_with("ipclens: remove sem:/b\\x1b: "), missing.err.c_str());
    const Ran shown = runBytes({"show", "sem:/a\x1b\n\xff"});
    QVERIFY2(shown.out.starts_with("sem:/a\\x1b\\x0a\\xff  -\n"), shown.out.c_str());
    // Four characters that read like the byte
    QCOMPARE(runBytes({"create", "sem", "/a\\xff"}).out, "sem:/a\\\\xff\n"s);
    const Ran twin = runBytes({"show", "sem:/a\\xff"});
    QVERIFY2(twin.out.starts_with("sem:/a\\\\xff  -\n"), twin.out.c_str());
    QCOMPARE(runBytes({"show", "sem:/a\\xff", "--json"}).json()["name"], "/a\\xff");
    const Ran none = runBytes({"remove", "sem:/b\\x1b", "--dry-run"});
    QVERIFY2(none.out.starts_with("sem:/b\\\\x1b  can't be removed"), none.out.c_str());
    QVERIFY2(none.err.starts_with("ipclens: remove sem:/b\\\\x1b: "), none.err.c_str());
}

void PosixNamesTest::removedByFilter() {
    for (const char* name : {"/a b", "/\xff", "/line\nbreak"}) {
        QCOMPARE(runBytes({"create", "sem", name}).status, 0);
        QCOMPARE(runBytes({"create", "msg", name, "--message-size", "8"}).status, 0);
    }
    const Json removed = run({"remove", "--filter", "name:\"/a b\"", "--yes", "--json"}).json();
    QCOMPARE(removed.size(), std::size_t{2});
    QCOMPARE(removed[0]["object"], "sem:/a b");
    // As the list shows it
    const Json shown = run({"list", "--filter", R"(name:*\xff*)", "--json"}).json();
    QCOMPARE(shown.size(), std::size_t{2});
    QCOMPARE(shown[0]["name_hex"], "2fff");
    QCOMPARE(run({"remove", "--filter", "kind:sem", "--yes"}).status, 0);
    QCOMPARE(run("list --json").json().size(), std::size_t{2});
}

void PosixNamesTest::watchedBeforeItExists() {
    RunningIpclens watch(
        {"watch", "sem:/later", "msg:/later", "shm:/later", "--every", "20ms", "--json", "--count", "9"});
    QVERIFY(watch.waitUntilBlockedIn({SYS_ppoll}));
    run("create sem /other");
    run("create sem /later --value 1");
    watch.waitForLines(1);
    run("op sem:/later +1");
    watch.waitForLines(2);
    run("create msg /later --message-size 8");
    watch.waitForLines(3);
    run("send msg:/later --text abc");
    watch.waitForLines(5);
    run("create shm /later --size 5");
    watch.waitForLines(6);
    run("set shm:/later --size 9");
    watch.waitForLines(7);
    run("set sem:/later --mode 0640");
    watch.waitForLines(8);
    run("remove sem:/later");
    const Ran ran = watch.finish();
    QCOMPARE(ran.status, 0);
    const auto lines = linesOf(ran.out);
    QCOMPARE(lines.size(), std::size_t{9});
    std::string changes;
    for (const Json& line : lines) {
        changes += line["object"].get<std::string>() + ' ' + line["change"].get<std::string>() + '\n';
        QCOMPARE(line["name"], "/later");
        QVERIFY(line["id"].is_null() && line["key"].is_null());
    }
    QCOMPARE(changes, "sem:/later made\nsem:/later value\nmsg:/later made\nmsg:/later messages\nmsg:/later bytes\n"
                      "shm:/later made\nshm:/later size\nsem:/later mode\nsem:/later removed\n"s);
    QVERIFY(lines[0]["old"].is_null());
    QCOMPARE(lines[0]["new"]["value"], 1);
    QCOMPARE(namesOf(lines[1]),
             (std::vector<std::string>{"time", "change", "object", "kind", "id", "key", "name", "old", "new"}));
    QCOMPARE(lines[1]["old"], 1);
    QCOMPARE(lines[1]["new"], 2);
    QCOMPARE(lines[6]["new"], 9);
    QVERIFY(lines[8]["new"].is_null());
}

void PosixNamesTest::watchedByBytes() {
    RunningIpclens watch({"watch", "--every", "20ms", "--json", "--count", "2"});
    QVERIFY(watch.waitUntilBlockedIn({SYS_ppoll}));
    QCOMPARE(runBytes({"create", "sem", "/\xff"}).status, 0);
    watch.waitForLines(1);
    QCOMPARE(runBytes({"op", "sem:/\xff", "+1"}).status, 0);
    const auto lines = linesOf(watch.finish().out);
    QCOMPARE(lines.size(), std::size_t{2});
    for (const Json& line : lines) {
        QCOMPARE(line["object"], "sem:/\xef\xbf\xbd");
        QCOMPARE(line["name"], "/\xef\xbf\xbd");
        QCOMPARE(line["name_hex"], "2fff");
    }
    QCOMPARE(lines[1]["change"], "value");
}

void PosixNamesTest::watchesAll() {
    QCOMPARE(run("create sem /gate").status, 0);
    RunningIpclens watch({"watch", "--every", "20ms", "--no-header"});
    QVERIFY(watch.waitUntilBlockedIn({SYS_ppoll}));
    RunningIpclens taker({"op", "sem:/gate", "-1"});
    const std::string line = watch.waitForLines(1);
    QVERIFY2(line.find("sem:/gate") != std::string::npos && line.find("waiting") != std::string::npos, line.c_str());
    QVERIFY2(line.ends_with("0 -> 1\n"), line.c_str());
    run("remove sem:/gate");
    run("create sem /gate --value 5");
    // Another one under the same name
    QVERIFY(watch.waitForLines(3).find("made") != std::string::npos);
    watch.signal(SIGINT);
    QCOMPARE(watch.finish().status, 130);
    taker.signal(SIGINT);
    QCOMPARE(taker.finish().status, 130);
}

/// bash expands what is completed: a name must not get there that would run something.
void PosixNamesTest::completions() {
    for (const char* name : {"/plain", "/my ring", "/$(echo run >&2)", "/`id`", "/a\x1b", "/a;b", "/a b  0x1 sem"})
        QCOMPARE(runBytes({"create", "sem", name}).status, 0);
    const Ran ran = runInShell(R"sh(
eval "$(ipclens completion bash)"
complete_line() { COMP_LINE=$1 COMP_POINT=${#1}; _ipclens; printf '%s|' "${COMPREPLY[@]}"; echo; }
complete_line 'ipclens op sem:/'
complete_line 'ipclens create sem random'
)sh");
    QCOMPARE(ran.out, "/plain|\nrandom|random-name|\n"s);
    QCOMPARE(ran.err, std::string());
}

IPCLENS_TEST_MAIN(PosixNamesTest)

#include "posix_names_test.moc"
