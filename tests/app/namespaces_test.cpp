// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <array>
#include <memory>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens::testing;

/// namespaces, and --namespace of other verbs: an IPC namespace beside the test's own, with objects of both APIs in it.
class NamespacesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void lists();
    void escapesNames();
    void listsObjectsThere();
    void changesObjectsThere();
    void worksOnPosixObjectsThere();
    void ownOne();
    void refused_data();
    void refused();
    void deniedToOthers();
    void atFirstWithoutAVerb();

private:
    QString pid() const { return QString::number(other_->pid()); }
    QString inode() const;
    Ran there(const char* line) const;

    std::unique_ptr<ChildProcess> other_;
};

namespace {

constexpr key_t key = 0x51;

/// A process of an IPC namespace of its own, with one set and one segment file, until it is killed.
int liveApart(int ready) {
    if (unshare(CLONE_NEWIPC | CLONE_NEWNS) != 0) return 1;
    prctl(PR_SET_NAME, "other\x1b[2J");
    mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    if (mount("tmpfs", "/dev/shm", "tmpfs", 0, nullptr) != 0) return 2;
    if (mount("mqueue", "/dev/mqueue", "mqueue", 0, nullptr) != 0) return 3;
    if (semget(key, 3, IPC_CREAT | 0600) < 0) return 4;
    if (open("/dev/shm/there", O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600) < 0) return 5;
    const char done = 'y';
    if (write(ready, &done, 1) != 1) return 6;
    for (;;)
        pause();
}

} // namespace

void NamespacesTest::init() {
    std::array<int, 2> ready{};
    QCOMPARE(pipe2(ready.data(), O_CLOEXEC), 0);
    other_ = std::make_unique<ChildProcess>([&] { return liveApart(ready[1]); });
    close(ready[1]);
    char done = 'n';
    const bool isReady = read(ready[0], &done, 1) == 1;
    close(ready[0]);
    if (!isReady) QSKIP("no second namespace can be had here");
}

void NamespacesTest::cleanup() {
    other_.reset();
    QVERIFY(objectsInNamespace().empty());
}

QString NamespacesTest::inode() const {
    struct stat status {};
    const std::string path = "/proc/" + std::to_string(other_->pid()) + "/ns/ipc";
    return stat(path.c_str(), &status) == 0 ? QString::number(status.st_ino) : QString();
}

Ran NamespacesTest::there(const char* line) const {
    return run(QString(line).split(' ') + QStringList{"--namespace", pid()});
}

void NamespacesTest::lists() {
    const Ran ran = run("namespaces --json");
    QCOMPARE(ran.status, 0);
    const Json all = ran.json();
    QVERIFY(all.is_array() && all.size() >= 2);
    QCOMPARE(namesOf(all[0]),
             (std::vector<std::string>{"inode", "own", "may_enter", "sem", "shm", "msg", "container", "processes"}));
    QCOMPARE(all[0]["own"], true);
    const auto one = std::find_if(all.begin(), all.end(),
                                  [this](const Json& some) { return some["inode"] == inode().toULongLong(); });
    QVERIFY(one != all.end());
    QCOMPARE((*one)["own"], false);
    QCOMPARE((*one)["may_enter"], true);
    QCOMPARE((*one)["sem"], 1);
    QCOMPARE((*one)["shm"], 0);
    QCOMPARE((*one)["msg"], 0);
    QCOMPARE((*one)["processes"].size(), std::size_t{1});
    QCOMPARE((*one)["processes"][0]["pid"], other_->pid());
}

void NamespacesTest::escapesNames() {
    const std::string text = run("namespaces").out;
    QVERIFY2(text.starts_with("NAMESPACE "), text.c_str());
    QVERIFY2(text.find("(other\\x1b[2J)") != std::string::npos, text.c_str());
    QVERIFY(text.find('\x1b') == std::string::npos);
    QVERIFY(run("namespaces --json").out.find("other\\u001b[2J") != std::string::npos);
}

void NamespacesTest::listsObjectsThere() {
    const Json byPid = there("list --json").json();
    QCOMPARE(byPid.size(), std::size_t{2});
    QCOMPARE(byPid[0]["key"], "0x00000051");
    QCOMPARE(byPid[0]["count"], 3);
    QCOMPARE(byPid[1]["name"], "/there");
    QCOMPARE(run({"list", "--json", "--namespace=" + inode()}).json(), byPid);
    QCOMPARE(run("list --json").json().size(), std::size_t{0});
}

void NamespacesTest::changesObjectsThere() {
    QCOMPARE(there("op sem:0x51 0:+2").status, 0);
    QCOMPARE(there("show sem:0x51 --json").json()["semaphores"][0]["value"], 2);
    QCOMPARE(there("create msg 0x51").status, 0);
    QCOMPARE(run("show msg:0x51").status, 3);
    QCOMPARE(there("remove sem:0x51 msg:0x51").status, 0);
    QCOMPARE(there("list --json --api sysv").json().size(), std::size_t{0});
}

void NamespacesTest::worksOnPosixObjectsThere() {
    QCOMPARE(there("create sem /lock --value 1").status, 0);
    QCOMPARE(there("create msg /jobs --message-size 8 --max-messages 1").status, 0);
    QVERIFY(objectsInNamespace().empty());
    const std::string root = "/proc/" + std::to_string(other_->pid()) + "/root";
    QCOMPARE(access((root + "/dev/shm/sem.lock").c_str(), F_OK), 0);
    QCOMPARE(access((root + "/dev/mqueue/jobs").c_str(), F_OK), 0);
    QCOMPARE(there("op sem:/lock -1 --no-wait").status, 0);
    QCOMPARE(there("remove sem:/lock msg:/jobs shm:/there").status, 0);
    QVERIFY(access((root + "/dev/shm/there").c_str(), F_OK) != 0);
}

void NamespacesTest::ownOne() {
    QCOMPARE(run("create shm 7 --size 1").status, 0);
    const Ran ran = run({"list", "--json", "--namespace", QString::number(getpid())});
    QCOMPARE(ran.json().size(), std::size_t{1});
    QCOMPARE(run("remove shm:7").status, 0);
}

void NamespacesTest::refused_data() {
    addStatuses({
        {"list --namespace", 2, "needs a value"},
        {"list --namespace x", 2, "--namespace: 'x'"},
        {"list --namespace -1", 2, "--namespace"},
        {"list --namespace 0", 2, "--namespace"},
        {"list --namespace 1.5", 2, "--namespace"},
        {"list --namespace 4026530000", 3, "4026530000"},
        {"create sem 7 --namespace 4026530000", 3, "4026530000"},
        {"namespaces x", 2, "one word too many"},
        {"--namespace 1 list", 2, "behind the verb"},
    });
}

void NamespacesTest::refused() {
    verifyStatus();
}

void NamespacesTest::deniedToOthers() {
    const auto ran = runAsNobody({"list", "--namespace", pid()});
    if (!ran) QSKIP("this process can't become another user");
    verifyFailed(*ran, 4);
    const auto listed = runAsNobody("namespaces --json");
    QCOMPARE(listed->status, 0);
    QCOMPARE(listed->json()[0]["own"], true);
    QVERIFY(listed->err.find("may not be known") != std::string::npos);
}

void NamespacesTest::atFirstWithoutAVerb() {
    verifyFailed(run("--namespace x"), 2, "--namespace: 'x'");
    verifyFailed(run("--namespace=0"), 2, "--namespace");
    verifyFailed(run("--namespace"), 2);
}

IPCLENS_TEST_MAIN(NamespacesTest)
#include "namespaces_test.moc"
