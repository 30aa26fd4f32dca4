// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/process_details.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>
#include <csignal>
#include <string>

#include <sys/prctl.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::ChildProcess;

namespace {

const QByteArray id = "3f2a91c0b7de4a5566778899aabbccddeeff00112233445566778899aabbccdd";
const QByteArray inner = "0123456789ab4a5566778899aabbccddeeff00112233445566778899aabbccdd";

int sleeping() {
    pause();
    return 0;
}

} // namespace

class ProcessDetailsTest : public QObject {
    Q_OBJECT

private slots:
    void ourselves();
    void aChild();
    void words();
    void aVeryLongCommandLine();
    void anotherUser();
    void aReusedPid();
    void whoIsGone();
    void sameOrNot();
    void containers_data();
    void containers();
};

void ProcessDetailsTest::ourselves() {
    const auto details = detailsOf(*find(getpid()));
    QVERIFY(details.has_value());
    QCOMPARE(details->process, *find(getpid()));
    QCOMPARE(details->uid, geteuid());
    QCOMPARE(details->parent, getppid());
    const std::string program = QCoreApplication::arguments().constFirst().toStdString();
    QVERIFY(details->commandLine.starts_with(program));
    QVERIFY(details->commandLine.find('\0') == std::string::npos);
}

void ProcessDetailsTest::aChild() {
    const ChildProcess child(sleeping);
    const auto details = detailsOf(*find(child.pid()));
    QVERIFY(details.has_value());
    QCOMPARE(details->parent, getpid());
    QCOMPARE(details->process.pid, child.pid());
}

void ProcessDetailsTest::words() {
    const ChildProcess child([] {
        // Nobody writes what it waits for
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0 || dup2(ends[0], STDIN_FILENO) < 0) return 2;
        execl("/bin/sh", "sh", "-c", "read line", "two words", "\x1b[2J", nullptr);
        return 1;
    });
    QVERIFY(testing::waitUntil([&] {
        const auto process = find(child.pid());
        const auto details = process ? detailsOf(*process) : std::nullopt;
        return details && details->commandLine == "sh -c read line two words \x1b[2J";
    }));
}

void ProcessDetailsTest::aVeryLongCommandLine() {
    const std::string word(100000, 'x');
    const ChildProcess child([&] {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0 || dup2(ends[0], STDIN_FILENO) < 0) return 2;
        execl("/bin/sh", "sh", "-c", "read line", word.c_str(), nullptr);
        return 1;
    });
    const std::string begin = "sh -c read line ";
    QVERIFY(testing::waitUntil([&] {
        const auto process = find(child.pid());
        const auto details = process ? detailsOf(*process) : std::nullopt;
        return details && details->commandLine == begin + word.substr(0, longestCommandLine - begin.size());
    }));
}

void ProcessDetailsTest::anotherUser() {
    const auto result = testing::runUnprivileged([] {
        const auto ours = detailsOf(*find(getpid()));
        // Of another user's all is told that anybody may know
        const auto theirs = detailsOf(*find(getppid()));
        return ours && ours->uid == geteuid() && theirs && theirs->uid == 0 ? 0 : 1;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

void ProcessDetailsTest::aReusedPid() {
    const ChildProcess child(sleeping);
    Process before = *find(child.pid());
    QVERIFY(detailsOf(before).has_value());
    before.startTicks -= 1;
    QVERIFY(!detailsOf(before));
}

void ProcessDetailsTest::whoIsGone() {
    ChildProcess child([] { return 0; });
    const auto process = find(child.pid());
    child.wait();
    QVERIFY(!process || !detailsOf(*process));
    QVERIFY(!detailsOf({}));
}

void ProcessDetailsTest::sameOrNot() {
    Process one;
    one.pid = 4711;
    one.startedAt = 1000;
    one.startTicks = 77;
    Process other = one;
    // It may call itself otherwise, and a clock may have been set meanwhile
    other.name = "renamed";
    other.startedAt = 1060;
    QVERIFY(isSame(one, other));
    other.startTicks = 78;
    QVERIFY(!isSame(one, other));
    other.startTicks = 0;
    QVERIFY(!isSame(one, other));
    other.startedAt = 1000;
    QVERIFY(isSame(one, other));
    other.pid = 4712;
    QVERIFY(!isSame(one, other));
}

void ProcessDetailsTest::containers_data() {
    QTest::addColumn<QByteArray>("cgroup");
    QTest::addColumn<QByteArray>("container");
    const auto row = [](const char* what, const QByteArray& cgroup, const QByteArray& container) {
        QTest::newRow(what) << cgroup << container;
    };
    row("empty", "", "");
    row("no line", "\n:\n::\nx", "");
    row("the root", "0::/\n", "");
    row("a session", "0::/user.slice/user-1000.slice/session-3.scope\n", "");
    row("docker itself", "0::/system.slice/docker.service\n", "");
    row("docker, v1", "12:memory:/docker/" + id + "\n11:cpu,cpuacct:/docker/" + id + "\n0::/\n", "docker 3f2a91c0b7de");
    row("docker, v1, not in each", "2:misc:/\n1:name=systemd:/docker/" + id + "\n0::/system.slice\n",
        "docker 3f2a91c0b7de");
    row("docker, v2", "0::/system.slice/docker-" + id + ".scope\n", "docker 3f2a91c0b7de");
    row("docker, v2, a group of its own", "0::/system.slice/docker-" + id + ".scope/init.scope\n",
        "docker 3f2a91c0b7de");
    row("docker in docker", "0::/docker/" + id + "/docker/" + inner + "\n", "docker 0123456789ab");
    row("rootless", "0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" + id + ".scope\n",
        "docker 3f2a91c0b7de");
    row("seen from another cgroup namespace", "0::/../docker-" + id + ".scope\n", "docker 3f2a91c0b7de");
    row("podman", "0::/machine.slice/libpod-" + id + ".scope/container\n", "podman 3f2a91c0b7de");
    row("podman, v1", "4:pids:/machine.slice/libpod-" + id + ".scope\n", "podman 3f2a91c0b7de");
    row("podman, cgroupfs", "0::/libpod_parent/libpod-" + id + "\n", "podman 3f2a91c0b7de");
    row("podman, split", "0::/user.slice/unit.service/libpod-payload-" + id + "\n", "podman 3f2a91c0b7de");
    row("who watches one of podman", "0::/machine.slice/libpod-conmon-" + id + ".scope\n", "");
    row("lxc, v1", "3:memory:/lxc/web\n", "lxc web");
    row("lxc", "0::/lxc.payload.web/system.slice/cron.service\n", "lxc web");
    row("lxc, in a folder", "0::/lxc.payload/web/init.scope\n", "lxc web");
    row("who watches one of lxc", "0::/lxc.monitor.web\n", "");
    row("nspawn", "0::/machine.slice/machine-db.scope/payload/system.slice\n", "machine db");
    row("nspawn, escaped", "0::/machine.slice/machine-my\\x2ddb\\x1b.scope/payload\n", "machine my-db\x1b");
    row("nspawn, no escape", "0::/machine.slice/machine-a\\x2.scope/payload\n", "machine a\\x2");
    row("nspawn, a service", "0::/machine.slice/systemd-nspawn@db.service/payload/init.scope\n", "machine db");
    row("nspawn itself", "0::/machine.slice/systemd-nspawn@db.service/supervisor\n", "");
    row("kubernetes, containerd",
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod12_3.slice/cri-containerd-" + id +
            ".scope\n",
        "kubernetes 3f2a91c0b7de");
    row("kubernetes, cri-o", "0::/kubepods.slice/kubepods-pod1.slice/crio-" + id + ".scope\n",
        "kubernetes 3f2a91c0b7de");
    row("kubernetes, cgroupfs", "5:cpu:/kubepods/besteffort/pod12-3/" + id + "\n", "kubernetes 3f2a91c0b7de");
    row("kubernetes, without systemd",
        "0::/system.slice/containerd.service/kubepods-burstable-pod1.slice:cri-containerd:" + id + "\n",
        "kubernetes 3f2a91c0b7de");
    row("kubernetes in docker", "0::/docker/" + id + "/kubelet/kubepods/pod1/" + inner + "\n",
        "kubernetes 0123456789ab");
    row("a pod's own", "0::/kubepods.slice/kubepods-pod1.slice\n", "");
    row("too short a number", "0::/docker/3f2a91c0b7de\n", "");
    row("no number", "0::/system.slice/docker-" + QByteArray(64, 'g') + ".scope\n", "");
}

void ProcessDetailsTest::containers() {
    QFETCH(QByteArray, cgroup);
    QFETCH(QByteArray, container);
    QCOMPARE(containerIn({cgroup.constData(), static_cast<std::size_t>(cgroup.size())}), container.toStdString());
}

IPCLENS_TEST_MAIN(ProcessDetailsTest)

#include "process_details_test.moc"
