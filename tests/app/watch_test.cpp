// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/namespace.h"
#include "tests/support/test_main.h"

#include <QFile>

#include <csignal>
#include <pty.h>

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace ipclens::testing;

/// watch, list --live, limits, key, completion, and how the output ends.
class WatchTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void oneLineAChange();
    void watchesAKeyBeforeItExists();
    void segmentsAreMarked();
    void anIdUsedAgain();
    void waitersOfNamedSets();
    void endsWithCtrlCAndCount();
    void textLines();
    void liveListGivesTheTerminalBack();
    void limits();
    void key();
    void completions();
    void outputErrors();
    void noColour();
};

namespace {

/// Starts a watch and waits until it looks: it sleeps between two samples.
std::unique_ptr<RunningIpclens> watching(const QStringList& words) {
    auto watch = std::make_unique<RunningIpclens>(QStringList{"watch", "--every", "20ms"} + words);
    watch->waitUntilBlockedIn({SYS_ppoll});
    return watch;
}

std::vector<Json> ended(RunningIpclens& watch) {
    QTest::qWait(100);
    watch.signal(SIGINT);
    const Ran ran = watch.finish();
    return ran.status == 130 ? linesOf(ran.out) : std::vector<Json>();
}

} // namespace

void WatchTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void WatchTest::oneLineAChange() {
    run("create sem 0x51a00001 --count 2 --value 4,0");
    const int id = run("show sem:0x51a00001 --json").json()["id"].get<int>();
    const auto watch = watching({"--json", "--count", "5"});
    run("op sem:0x51a00001 0:+1");
    watch->waitForLines(1);
    run("create msg 5");
    watch->waitForLines(2);
    run("set msg:5 --mode 0640");
    watch->waitForLines(3);
    const Json queue = run("list --kind msg --json").json()[0];
    run("set msg:5 --owner 0:1");
    watch->waitForLines(4);
    run("remove msg:5");
    const Ran ran = watch->finish();
    QCOMPARE(ran.status, 0);
    const auto lines = linesOf(ran.out);
    QCOMPARE(lines.size(), std::size_t{5});
    Json value = lines[0];
    QVERIFY(value["time"].is_number());
    value["time"] = 1;
    const std::string object = std::to_string(id);
    QCOMPARE(value.dump(), R"({"time":1,"change":"value","object":"sem:@)" + object + R"(","kind":"sem","id":)" +
                               object + R"(,"key":"0x51a00001","name":null,"index":0,"old":4,"new":5})");
    QCOMPARE(lines[1]["change"], "made");
    QVERIFY(lines[1]["old"].is_null());
    QCOMPARE(namesOf(lines[1]["new"]), namesOf(queue));
    QCOMPARE(lines[2]["change"], "mode");
    QCOMPARE(lines[2]["old"], "0600");
    QCOMPARE(lines[2]["new"], "0640");
    QVERIFY(!lines[2].contains("index"));
    QCOMPARE(lines[3]["change"], "owner");
    QCOMPARE(lines[3]["old"].dump(), queue["owner"].dump());
    QCOMPARE(lines[3]["new"]["group"], "daemon");
    QCOMPARE(lines[4]["change"], "removed");
    QVERIFY(lines[4]["new"].is_null());
    QCOMPARE(lines[4]["old"]["mode"], "0640");
}

void WatchTest::watchesAKeyBeforeItExists() {
    QCOMPARE(run("watch msg:@77").status, 3);
    const auto watch = watching({"msg:5", "--json"});
    run("create msg 6");
    run("create msg 5");
    watch->waitForLines(1);
    run("send msg:5 --text abc");
    run("send msg:6 --text abc");
    const auto lines = ended(*watch);
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(lines[0]["change"], "made");
    QCOMPARE(lines[1]["change"], "messages");
    QCOMPARE(lines[1]["new"], 1);
    QCOMPARE(lines[2]["change"], "bytes");
    QCOMPARE(lines[2]["new"], 3);
}

void WatchTest::segmentsAreMarked() {
    run("create shm 5 --size 4K");
    const int id = run("show shm:5 --json").json()["id"].get<int>();
    const auto watch = watching({"shm:5", "--json"});
    void* address = ::shmat(id, nullptr, 0);
    watch->waitForLines(1);
    run("remove shm:5");
    watch->waitForLines(3);
    ::shmdt(address);
    const auto lines = ended(*watch);
    QCOMPARE(lines.size(), std::size_t{4});
    QCOMPARE(lines[0]["change"], "attached");
    QCOMPARE(lines[1]["change"], "marked");
    QCOMPARE(lines[1]["old"], false);
    QCOMPARE(lines[1]["new"], true);
    QCOMPARE(lines[2]["change"], "key");
    QCOMPARE(lines[2]["new"], "0x00000000");
    QCOMPARE(lines[3]["change"], "removed");
}

void WatchTest::anIdUsedAgain() {
    run("create msg 5");
    const int id = run("show msg:5 --json").json()["id"].get<int>();
    const auto watch = watching({"--json"});
    watch->signal(SIGSTOP);
    run("remove msg:5");
    if (!setSysctl("kernel/msg_next_id", id)) QSKIP("kernel.msg_next_id can't be set here");
    run("create msg 6");
    QCOMPARE(run("show msg:6 --json").json()["id"], id);
    watch->signal(SIGCONT);
    const auto lines = ended(*watch);
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0]["change"], "removed");
    QCOMPARE(lines[0]["key"], "0x00000005");
    QCOMPARE(lines[1]["change"], "made");
    QCOMPARE(lines[1]["key"], "0x00000006");
}

void WatchTest::waitersOfNamedSets() {
    run("create sem 5");
    const auto all = watching({"--json"});
    const auto named = watching({"sem:5", "--json"});
    RunningIpclens taker({"op", "sem:5", "0:-1"});
    named->waitForLines(1);
    run("op sem:5 0:1");
    QCOMPARE(taker.finish().status, 0);
    const auto lines = ended(*named);
    QVERIFY(lines.size() >= 2);
    QCOMPARE(lines[0]["change"], "waiting");
    QCOMPARE(lines[0]["index"], 0);
    QCOMPARE(lines[0]["new"], 1);
    QCOMPARE(lines.back()["new"], 0);
    for (const auto& line : ended(*all))
        QCOMPARE(line["change"], "value");
}

void WatchTest::endsWithCtrlCAndCount() {
    const auto watch = watching({});
    watch->signal(SIGINT);
    QCOMPARE(watch->finish().status, 130);
}

void WatchTest::textLines() {
    run("create sem 5");
    const auto watch = watching({"--no-header", "--count", "1"});
    run("op sem:5 0:3");
    const Ran ran = watch->finish();
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.out.find("value[0]") != std::string::npos);
    QVERIFY(ran.out.ends_with("0 -> 3\n"));
}

void WatchTest::liveListGivesTheTerminalBack() {
    run("create msg 5");
    int terminal = -1;
    const QByteArray path = ipclensPath().toLocal8Bit();
    const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (pid == 0) {
        ::execl(path.constData(), "ipclens", "list", "--live", "--every", "20ms", static_cast<char*>(nullptr));
        _exit(127);
    }
    QVERIFY(pid > 0);
    termios before{};
    ::tcgetattr(terminal, &before);
    QByteArray shown;
    const auto readOn = [&] {
        pollfd ready{terminal, POLLIN, 0};
        char buffer[4096];
        while (::poll(&ready, 1, 0) > 0) {
            const auto count = ::read(terminal, buffer, sizeof buffer);
            if (count <= 0) break;
            shown.append(buffer, static_cast<int>(count));
        }
        return shown;
    };
    QTRY_VERIFY(readOn().contains("\x1b[?1049h") && shown.contains("0x00000005"));
    run("send msg:5 --text x");
    // What changed stands out
    QTRY_VERIFY(readOn().contains("\x1b[7m1 message, 1 of"));
    QCOMPARE(::write(terminal, "q", 1), 1);
    int status = -1;
    bool left = false;
    QTRY_VERIFY((readOn(), left = left || ::waitpid(pid, &status, WNOHANG) == pid));
    QCOMPARE(status, 0);
    QVERIFY(readOn().endsWith("\x1b[?25h\x1b[?1049l"));
    termios after{};
    ::tcgetattr(terminal, &after);
    QCOMPARE(after.c_lflag, before.c_lflag);
    ::close(terminal);
}

void WatchTest::limits() {
    const Json limits = run("limits --json").json();
    std::string names;
    for (const auto& limit : limits) {
        QCOMPARE(namesOf(limit), (std::vector<std::string>{"api", "name", "description", "limit", "used", "percent"}));
        names += limit["name"].get<std::string>() + ' ';
    }
    QCOMPARE(names, std::string("SEMMNI SEMMSL SEMMNS SEMOPM SEMVMX SHMMNI SHMMAX SHMALL SHMMIN MSGMNI MSGMAX MSGMNB "
                                "QUEUES_MAX MSG_MAX MSGSIZE_MAX RLIMIT_MSGQUEUE DEV_SHM "));
    QCOMPARE(limits[0]["used"], 0);
    QCOMPARE(limits[0]["percent"], 0);
    QVERIFY(limits[1]["used"].is_null());
    QVERIFY(limits[1]["percent"].is_null());
    QCOMPARE(limits[4]["limit"], 32767);
}

void WatchTest::key() {
    const Json key = run("key /etc/passwd A --json").json();
    QCOMPARE(namesOf(key), (std::vector<std::string>{"key", "path", "project", "device", "inode"}));
    QCOMPARE(key["project"], 65);
    QCOMPARE(key["key"], QString("0x%1").arg(::ftok("/etc/passwd", 'A'), 8, 16, QChar('0')).toStdString());
    QVERIFY(run("key /etc/passwd A").out.starts_with(key["key"].get<std::string>()));
    QCOMPARE(run("key /etc/passwd --json").json()["project"], 1);
    QCOMPARE(run("key /etc/passwd 5 --json").json()["project"], 5);
    QCOMPARE(run("key /etc/passwd - --json").json()["project"], 45);
}

void WatchTest::completions() {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const Ran made = run({"completion", shell});
        QCOMPARE(made.status, 0);
        QVERIFY(made.out.find("no-reserve") != std::string::npos);
        QProcess check;
        check.start(shell, {"-n"});
        if (!check.waitForStarted()) continue; // this shell isn't here
        check.write(made.out.data(), static_cast<qint64>(made.out.size()));
        check.closeWriteChannel();
        QVERIFY(check.waitForFinished());
        QCOMPARE(check.exitCode(), 0);
    }
    const std::string id = run("create msg 5 --json").json()["id"].dump();
    constexpr const char* script = R"sh(
eval "$(ipclens completion bash)"
complete_line() { COMP_LINE=$1 COMP_POINT=${#1}; _ipclens; printf '%s|' "${COMPREPLY[@]}"; echo; }
complete_line 'ipclens rec'
complete_line 'ipclens create sem 5 --op'
complete_line 'ipclens list --kind sem,m'
complete_line 'ipclens list --lister=pr'
complete_line 'ipclens receive msg:0x'
)sh";
    QProcess bash;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", qEnvironmentVariable("IPCLENS_BIN") + ':' + environment.value("PATH"));
    bash.setProcessEnvironment(environment);
    bash.start("bash", {"-c", script});
    QVERIFY(bash.waitForFinished());
    QCOMPARE(bash.readAllStandardOutput(),
             QByteArray("receive|\n--open-existing|\nsem,msg|\nproc|probe|\n0x00000005|\n"));
    QCOMPARE(bash.readAllStandardError(), QByteArray());

    // In the shells that are here
    QProcess zsh;
    zsh.setProcessEnvironment(environment);
    zsh.start("zsh", {"-fc", R"sh(
_arguments() { }
compadd() { print -r -- "$@" $objects }
eval "$(ipclens completion zsh)"
_ipclens_objects -J group msg
)sh"});
    if (zsh.waitForStarted()) {
        QVERIFY(zsh.waitForFinished());
        QCOMPARE(zsh.readAllStandardOutput(),
                 QByteArray("-J group -a objects msg:@" + QByteArray::fromStdString(id) + " msg:0x00000005\n"));
    }
    QProcess fish;
    fish.setProcessEnvironment(environment);
    fish.start("fish", {"--no-config", "-c", R"sh(
ipclens completion fish | source
for line in 'ipclens rem' 'ipclens --v' 'ipclens list --kind sem,m' 'ipclens peek list msg:0x' 'ipclens list show msg:0x'
    complete -C $line | string replace -r '\t.*' ''
end
)sh"});
    if (fish.waitForStarted()) {
        QVERIFY(fish.waitForFinished());
        QCOMPARE(fish.readAllStandardOutput(), QByteArray("remove\n--version\nsem,msg\nmsg:0x00000005\n"));
    }
}

void WatchTest::outputErrors() {
    for (const QStringList& words : std::vector<QStringList>{{"list"}, {"list", "--json"}, {"limits"}, {"--help"}}) {
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(ipclensPath(), words);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("(ENOSPC)"));
    }
    QProcess closed;
    closed.start("sh", {"-c", ipclensPath() + " list >&-"});
    QVERIFY(closed.waitForFinished());
    QCOMPARE(closed.exitCode(), 1);
    // Nobody reads: not a word
    QProcess pipe;
    pipe.start("bash", {"-c", "trap '' PIPE; " + ipclensPath() + " limits | true"});
    QVERIFY(pipe.waitForFinished());
    QCOMPARE(pipe.readAllStandardError(), QByteArray());
}

void WatchTest::noColour() {
    run("create msg 5");
    for (const bool colours : {true, false}) {
        int terminal = -1;
        const QByteArray path = ipclensPath().toLocal8Bit();
        const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, nullptr);
        if (pid == 0) {
            ::setenv("TERM", "xterm", 1);
            colours ? ::unsetenv("NO_COLOR") : ::setenv("NO_COLOR", "1", 1);
            ::execl(path.constData(), "ipclens", "list", static_cast<char*>(nullptr));
            _exit(127);
        }
        QByteArray shown;
        char buffer[4096];
        for (ssize_t count = 0; (count = ::read(terminal, buffer, sizeof buffer)) > 0;)
            shown.append(buffer, static_cast<int>(count));
        ::waitpid(pid, nullptr, 0);
        ::close(terminal);
        QVERIFY(shown.contains("0x00000005"));
        QCOMPARE(shown.contains('\x1b'), colours);
    }
}

IPCLENS_TEST_MAIN(WatchTest)

#include "watch_test.moc"
