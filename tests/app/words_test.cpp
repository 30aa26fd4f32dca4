// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/test_main.h"

using namespace ipclens::testing;

/// What is refused, and that nothing was tried then.
class WordsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void refused_data();
    void refused();
    void statuses_data();
    void statuses();
    void keys_data();
    void keys();
    void valuesAsTheyStand_data();
    void valuesAsTheyStand();
    void lastOneCounts();
    void theseAddUp();
    void optionsAnywhere();
    void helpAndVersion();
};

void WordsTest::init() {
    QCOMPARE(run("create sem 1 --count 3").status, 0);
    QCOMPARE(run("create shm 1 --size 4K").status, 0);
    QCOMPARE(run("create msg 1").status, 0);
}

void WordsTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void WordsTest::refused_data() {
    QTest::addColumn<QStringList>("words");
    const auto add = [](const QStringList& words) { QTest::newRow(qPrintable(words.join(' '))) << words; };
    for (const char* line : {
             "lst",
             "--json list",
             "list --bogus",
             "list --kin sem",
             "list extra",
             "list --kind sem,foo",
             "list --kind sem,",
             "list --api posix --lister stat",
             "list --api posix --keys 1-2",
             "list --api posix,",
             "list --api foo",
             "list --lister fast",
             "list --keys 1-2",
             "list --lister probe --keys 2-1",
             "list --lister probe --keys 1",
             "list --sort foo",
             "list --columns id,foo",
             "list --filter foo:1",
             "list --every 1s",
             "list --live --every 0",
             "list --live --json",
             "list --live=yes",
             "list --filter",
             "show",
             "show sem",
             "show sem:",
             "show foo:1",
             "show sem:1 sem:2",
             "show sem:0",
             "show sem:0x0",
             "show sem:-0",
             "show sem:4294967296",
             "show sem:-2147483649",
             "show sem:0x100000000",
             "show sem:1x",
             "show sem:0x",
             "show sem:+1",
             "show sem:@",
             "show sem:@-1",
             "show sem:@2147483648",
             "show sem:/",
             "create",
             "create sem",
             "create foo 5",
             "create sem 0",
             "create sem @5",
             "create sem 5 --max-messages 5",
             "create msg 5 --message-size 5",
             "create sem 5 --size 4",
             "create sem 5 --capacity 4",
             "create shm 5",
             "create shm 5 --size 0",
             "create shm 5 --size -1",
             "create shm 5 --size 4T",
             "create shm 5 --size K",
             "create shm 5 --size 4K --fill 256",
             "create shm 5 --size 4K --fill -1",
             "create shm 5 --size 4K --count 2",
             "create msg 5 --value 1",
             "create msg 5 --huge",
             "create sem 5 --count 0",
             "create sem 5 --count -1",
             "create sem 5 --count 2 --value 1,2,3",
             "create sem 5 --value -1",
             "create sem 5 --value 1,,2",
             "create sem 5 --mode 888",
             "create sem 5 --mode 1777",
             "create sem 5 --mode -1",
             "create sem 5 --mode 0x1ff",
             "remove",
             "remove sem:1 foo",
             "remove sem:1 --yes",
             "remove sem:1 --filter id:1",
             "remove --filter kind:sem",
             "remove --filter kind:sem --yes --dry-run",
             "remove --filter foo:1 --yes",
             "set sem:1",
             "set sem:1 --mode 0888",
             "set sem:1 --owner no-such-user-here",
             "set sem:1 --owner 0:no-such-group-here",
             "set sem:1 --owner :",
             "set sem:1 --capacity 5",
             "set sem:1 --value x",
             "set sem:1 --value 0=1,2",
             "set sem:1 --value 1,2",
             "set sem:1 --value 0=-1",
             "set shm:1 --value 1",
             "set shm:1 --lock --unlock",
             "set msg:1 --lock",
             "set shm:1 --size 5",
             "op sem:1",
             "op sem:1 -1",
             "op sem:1 0",
             "op sem:1 0:",
             "op sem:1 :1",
             "op sem:1 -1:1",
             "op sem:1 0:32768",
             "op sem:1 0:-32768",
             "op sem:1 0:1 0:x",
             "op msg:1 0:1",
             "op sem:1 0:-1 --no-wait --timeout 1",
             "op sem:1 0:-1 --timeout -1",
             "op sem:1 0:-1 --timeout inf",
             "op sem:1 0:-1 --timeout nan",
             "op sem:1 0:-1 --timeout 1x",
             "op sem:1 0:-1 --timeout 1e999",
             "send msg:1",
             "send sem:1 --text x",
             "send msg:1 --text x --stdin",
             "send msg:1 --text x --hex 00",
             "send msg:1 --hex 0",
             "send msg:1 --hex 0g",
             "send msg:1 --text x --type 0",
             "send msg:1 --text x --type -1",
             "send msg:1 --text x --count 0",
             "send msg:1 --text x --every 0",
             "send msg:1 --text x --priority 1",
             "receive shm:1",
             "receive msg:1 --truncate",
             "receive msg:1 --except",
             "receive msg:1 --except --type -1",
             "receive msg:1 --size -1",
             "receive msg:1 --count 0",
             "receive msg:1 --raw --hex",
             "receive msg:1 --raw --json",
             "peek msg:1 --index -1",
             "peek msg:1 --limit 0",
             "peek msg:1 --timeout 1",
             "read msg:1",
             "read shm:1 --offset -1",
             "read shm:1 --length x",
             "read shm:1 --hex --json",
             "write shm:1 --text x",
             "write shm:1 --offset 0",
             "write shm:1 --offset 0 --text x --hex 00",
             "watch foo",
             "watch --every 0",
             "watch --count 0",
             "limits 5",
             "key",
             "key /etc 256",
             "key /etc ab",
             "key /etc -1",
             "completion",
             "completion tcsh",
         })
        add(QString::fromLatin1(line).split(' '));
    add({"list", "--kind", ""});
    add({"show", ""});
    add({"show", "sem: 1"});
    add({"create", "sem", ""});
    add({"list", "--filter", "\""});
}

void WordsTest::refused() {
    QFETCH(QStringList, words);
    const std::string before = run("list --json").out + run("show sem:1 --json").out;
    verifyFailed(run(words), 2);
    QCOMPARE(run("list --json").out + run("show sem:1 --json").out, before);
}

void WordsTest::statuses_data() {
    addStatuses({
        {"show sem:77", 3, "ENOENT"},
        {"show sem:@77", 3, "EINVAL"},
        {"remove msg:77", 3, "ENOENT"},
        {"send msg:77 --text x", 3, "ENOENT"},
        {"watch sem:@77", 3, "EINVAL"},
        {"key /no/such/file", 3, "ENOENT"},
        {"op sem:1 0:-1 --no-wait", 5, "EAGAIN"},
        {"op sem:1 0:-1 --timeout 1ms", 5, "ETIMEDOUT"},
        {"op sem:1 0:-1 --timeout 0", 5, "ETIMEDOUT"},
        {"receive msg:1 --no-wait", 5, "ENOMSG"},
        {"receive msg:1 --timeout .01", 5, "ETIMEDOUT"},
        {"peek msg:1 --index 1", 5, "ENOMSG"},
        {"create sem 1", 6, "EEXIST"},
        {"create sem 5 --value 32768", 7, "32767"},
        {"create sem 5 --value 99999999999999999999", 7, "32767"},
        {"create sem 5 --count 9999999", 7, "SEMMSL"},
        {"create sem 5 --count 9999999999", 7, "SEMMSL"},
        {"create shm 5 --size 18446744073709551615", 7, "SHMMAX"},
        {"create shm 5 --size 18446744073709551616", 7, "--size"},
        {"create shm 5 --size 17179869184G", 7, "--size"},
        {"create msg 5 --capacity 18446744073709551616", 7, "--capacity"},
        {"read shm:1 --offset 18446744073709551616", 7, "--offset"},
        {"read shm:1 --length 99999999999999999999G", 0, ""},
        {"set sem:1 --value 9=1 --mode 0666", 7, "no semaphore 9"},
        {"set sem:1 --value 0=32768", 7, "32767"},
        {"op sem:1 3:1", 7, "EFBIG"},
        {"op sem:1 70000:1", 7, "70000"},
        {"op sem:1 0:32767 0:1", 7, "ERANGE"},
        {"read shm:1 --offset 4K", 7, "4096"},
        {"write shm:1 --offset 4095 --text ab", 7, "end"},
        {"list --filter kind:sem --kind shm", 0, ""},
        {"show sem:01", 0, ""},
        {"create shm 5 --size 0x1k", 0, ""},
        {"create sem 5 --mode 00644", 0, ""},
        {"op sem:1 0:+2 1:0", 0, ""},
        {"list --lister probe --keys 0-10", 0, ""},
        {"list --lister probe --keys -2--1", 0, ""},
    });
}

void WordsTest::statuses() {
    verifyStatus();
}

void WordsTest::keys_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("key");
    QTest::newRow("decimal") << "42"
                             << "0x0000002a";
    QTest::newRow("no octal") << "010"
                              << "0x0000000a";
    QTest::newRow("hex") << "0xBeef"
                         << "0x0000beef";
    QTest::newRow("negative") << "-5"
                              << "0xfffffffb";
    QTest::newRow("lowest") << "-2147483648"
                            << "0x80000000";
    QTest::newRow("highest") << "4294967295"
                             << "0xffffffff";
}

void WordsTest::keys() {
    QFETCH(QString, word);
    QFETCH(QString, key);
    const Ran made = run({"create", "msg", word});
    QCOMPARE(made.status, 0);
    QVERIFY2(QString::fromStdString(made.out).endsWith(" key " + key + "\n"), made.out.c_str());
    QCOMPARE(run({"show", "msg:" + word, "--json"}).json()["key"], key.toStdString());
}

void WordsTest::valuesAsTheyStand_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("text");
    QTest::newRow("dash") << QStringList{"--text", "-x"} << "-x";
    QTest::newRow("an option's name") << QStringList{"--text", "--json"} << "--json";
    QTest::newRow("two dashes") << QStringList{"--text", "--"} << "--";
    QTest::newRow("two dashes, equals") << QStringList{"--text=--"} << "--";
    QTest::newRow("empty") << QStringList{"--text", ""} << "";
    QTest::newRow("empty, equals") << QStringList{"--text="} << "";
    QTest::newRow("brackets") << QStringList{"--text", "[a,b]"} << "[a,b]";
    QTest::newRow("braces") << QStringList{"--text", "{}"} << "{}";
    QTest::newRow("quotes") << QStringList{"--text", "'a' \"b\""} << "'a' \"b\"";
    QTest::newRow("equals") << QStringList{"--text=a=b"} << "a=b";
    QTest::newRow("a verb's name") << QStringList{"--text", "list"} << "list";
}

void WordsTest::valuesAsTheyStand() {
    QFETCH(QStringList, words);
    QFETCH(QString, text);
    QCOMPARE(run(QStringList{"send", "msg:1"} + words).status, 0);
    const Json messages = run("receive msg:1 --json").json();
    QCOMPARE(messages[0]["text"], text.toStdString());
}

void WordsTest::lastOneCounts() {
    QCOMPARE(run("send msg:1 --text a --count 5 --text b --count 2 --type 3 --type 4").status, 0);
    const Json messages = run("peek msg:1 --json").json();
    QCOMPARE(messages.size(), std::size_t{2});
    QCOMPARE(messages[1]["text"], "b");
    QCOMPARE(messages[1]["type"], 4);
}

void WordsTest::theseAddUp() {
    QCOMPARE(run("create sem 5 --value 1 --value 2,3").status, 0);
    QCOMPARE(run("show sem:5 --json").json()["semaphores"][2]["value"], 3);
    QCOMPARE(run("set sem:5 --value 0=7 --value 2=9").status, 0);
    const Json set = run("show sem:5 --json").json()["semaphores"];
    QCOMPARE(set[0]["value"], 7);
    QCOMPARE(set[1]["value"], 2);
    QCOMPARE(set[2]["value"], 9);
    QCOMPARE(run("list --kind sem --kind msg --json").json().size(), std::size_t{3});
    QCOMPARE(run("list --api sysv --api sysv --json").json().size(), std::size_t{4});
}

void WordsTest::optionsAnywhere() {
    QCOMPARE(run("op --json sem:1 0:+1 --undo 1:1 --timeout 1").json()["operations"], 2);
    QCOMPARE(run("show --json -- sem:1").status, 0);
    // Behind -- everything is a word
    QCOMPARE(run("show -- sem:1 --json").status, 2);
    QCOMPARE(run("create sem -- -5").status, 0);
}

void WordsTest::helpAndVersion() {
    const Ran version = run("--version");
    QCOMPARE(version.status, 0);
    QVERIFY(version.out.starts_with("ipclens "));
    const Ran help = run("--help");
    QCOMPARE(help.status, 0);
    for (const char* verb : {"list", "show", "create", "remove", "set", "op", "send", "receive", "peek", "read",
                             "write", "watch", "limits", "key"}) {
        QVERIFY2(help.out.find(std::string("\n  ") + verb + " ") != std::string::npos, verb);
        const Ran own = run({verb, "--help"});
        QCOMPARE(own.status, 0);
        QVERIFY(own.out.find("Example") != std::string::npos);
        QVERIFY(own.out.find(std::string("ipclens ") + verb) != std::string::npos);
        QVERIFY(own.err.empty());
    }
}

IPCLENS_TEST_MAIN(WordsTest)

#include "words_test.moc"
