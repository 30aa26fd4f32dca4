// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/namespace.h"

#include "tests/support/child_process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

#include <fcntl.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::testing {
namespace {

namespace fs = std::filesystem;

// The new /dev is put together here and then moved to its place; what /tmp holds comes back with that.
constexpr const char* stagingDirectory = "/tmp";
constexpr const char* scratchName = "ipclens-test";

bool entered = false;

using Refusal = std::optional<std::string>;

Refusal refusal(const std::string& what) {
    return what + ": " + std::strerror(errno);
}

bool writeText(const char* path, std::string_view text) {
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool written = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const int error = errno;
    close(fd);
    errno = error;
    return written;
}

Refusal unshareAsUser() {
    const std::string uidMap = "0 " + std::to_string(geteuid()) + " 1";
    const std::string gidMap = "0 " + std::to_string(getegid()) + " 1";
    if (unshare(CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWNS) != 0) return refusal("unshare(user, IPC, mount)");
    // A gid may be mapped without privilege only once setgroups is given up: user_namespaces(7)
    if (!writeText("/proc/self/setgroups", "deny")) return refusal("/proc/self/setgroups");
    if (!writeText("/proc/self/uid_map", uidMap)) return refusal("/proc/self/uid_map");
    if (!writeText("/proc/self/gid_map", gidMap)) return refusal("/proc/self/gid_map");
    return {};
}

Refusal unshareNamespaces() {
    if (geteuid() == 0 && unshare(CLONE_NEWIPC | CLONE_NEWNS) == 0) return {};
    return unshareAsUser();
}

Refusal bindDevice(const fs::path& dev, const char* name) {
    const fs::path source = fs::path("/dev") / name;
    const fs::path target = dev / name;
    std::error_code error;
    if (!fs::exists(source, error)) return {};
    if (fs::is_directory(source, error)) {
        fs::create_directory(target, error);
    } else {
        std::ofstream{target};
    }
    if (mount(source.c_str(), target.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0)
        return refusal("bind " + source.string());
    return {};
}

Refusal mountFresh(const fs::path& place, const char* type, const char* options) {
    std::error_code error;
    fs::create_directory(place, error);
    if (mount(type, place.c_str(), type, MS_NOSUID | MS_NODEV, options) != 0)
        return refusal(std::string("mount ") + type);
    return {};
}

Refusal replaceDev() {
    if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return refusal("make the mounts private");
    const fs::path dev = stagingDirectory;
    if (mount("tmpfs", dev.c_str(), "tmpfs", MS_NOSUID, "mode=755") != 0) return refusal("mount a tmpfs for /dev");
    for (const char* name : {"null", "zero", "full", "random", "urandom", "tty", "pts"}) {
        if (auto failed = bindDevice(dev, name)) return failed;
    }
    std::error_code error;
    fs::create_symlink("pts/ptmx", dev / "ptmx", error);
    fs::create_symlink("/proc/self/fd", dev / "fd", error);
    fs::create_symlink("/proc/self/fd/0", dev / "stdin", error);
    fs::create_symlink("/proc/self/fd/1", dev / "stdout", error);
    fs::create_symlink("/proc/self/fd/2", dev / "stderr", error);
    // As XDG_RUNTIME_DIR has to be
    fs::create_directory(dev / scratchName, error);
    fs::permissions(dev / scratchName, fs::perms::owner_all, error);
    if (error) return "create " + (dev / scratchName).string() + ": " + error.message();
    if (auto failed = mountFresh(dev / "shm", "tmpfs", "mode=1777")) return failed;
    if (auto failed = mountFresh(dev / "mqueue", "mqueue", nullptr)) return failed;
    if (mount(dev.c_str(), "/dev", nullptr, MS_MOVE, nullptr) != 0) return refusal("move the new /dev to its place");
    return {};
}

/// What the message queues of one user take up is counted together, over all namespaces: tests that run at the same
/// time must not take it from one another. Where this may not be raised they are left to their luck.
void raiseQueueLimit() {
    const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_MSGQUEUE, &unlimited);
}

std::string describe(const char* kind, int id, key_t key) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s:@%d key 0x%08x", kind, id, static_cast<unsigned>(key));
    return text.data();
}

union SemaphoreArgument {
    int value;
    semid_ds* status;
    seminfo* info;
};

void addSystemVObjects(std::vector<std::string>& found) {
    semid_ds set{};
    seminfo setInfo{};
    const int lastSet = semctl(0, 0, SEM_INFO, SemaphoreArgument{.info = &setInfo});
    for (int index = 0; index <= lastSet; ++index) {
        const int id = semctl(index, 0, SEM_STAT_ANY, SemaphoreArgument{.status = &set});
        if (id >= 0) found.push_back(describe("sem", id, set.sem_perm.__key));
    }
    shm_info segmentInfo{};
    shmid_ds segment{};
    const int lastSegment = shmctl(0, SHM_INFO, reinterpret_cast<shmid_ds*>(&segmentInfo));
    for (int index = 0; index <= lastSegment; ++index) {
        const int id = shmctl(index, SHM_STAT_ANY, &segment);
        if (id >= 0) found.push_back(describe("shm", id, segment.shm_perm.__key));
    }
    msginfo queueInfo{};
    msqid_ds queue{};
    const int lastQueue = msgctl(0, MSG_INFO, reinterpret_cast<msqid_ds*>(&queueInfo));
    for (int index = 0; index <= lastQueue; ++index) {
        const int id = msgctl(index, MSG_STAT_ANY, &queue);
        if (id >= 0) found.push_back(describe("msg", id, queue.msg_perm.__key));
    }
}

} // namespace

std::optional<std::string> enterPrivateNamespace() {
    if (entered) return {};
    if (auto failed = unshareNamespaces()) return failed;
    if (auto failed = replaceDev()) return failed;
    raiseQueueLimit();
    entered = true;
    return {};
}

void enterPrivateNamespaceOrSkip() {
    if (const auto refused = enterPrivateNamespace())
        skipProgram("no IPC namespace of its own for this test: " + *refused);
}

void skipProgram(const std::string& reason) {
    const char* required = std::getenv("IPCLENS_REQUIRE_NAMESPACES");
    const bool fails = required != nullptr && std::string_view(required) == "1";
    std::printf("%s: %s\n", fails ? "FAIL!" : "SKIP", reason.c_str());
    std::fflush(stdout);
    std::_Exit(fails ? 1 : exitSkipped);
}

std::string scratchDirectory() {
    return std::string("/dev/") + scratchName;
}

void forgetThePerson() {
    const std::string scratch = scratchDirectory();
    for (const char* variable :
         {"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"}) {
        setenv(variable, scratch.c_str(), 1);
    }
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null", 1);
    for (const char* variable : {"QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE", "XDG_CURRENT_DESKTOP"})
        unsetenv(variable);
}

std::vector<std::string> objectsInNamespace() {
    std::vector<std::string> found;
    addSystemVObjects(found);
    for (const char* directory : {"/dev/shm", "/dev/mqueue"}) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(directory, error))
            found.push_back(entry.path().string());
    }
    return found;
}

int statusUnlessObjectsLeft(int status) {
    // A process that was just killed may still be giving up what it held
    std::vector<std::string> left;
    waitUntil(
        [&left] {
            left = objectsInNamespace();
            return left.empty();
        },
        std::chrono::seconds(1));
    for (const auto& object : left)
        std::fprintf(stderr, "FAIL!  : left behind by this test: %s\n", object.c_str());
    return left.empty() ? status : 1;
}

bool setSysctl(const std::string& name, long long value) {
    return entered && writeText(("/proc/sys/" + name).c_str(), std::to_string(value));
}

std::optional<long long> readSysctl(const std::string& name) {
    std::ifstream file("/proc/sys/" + name);
    long long value = 0;
    if (!(file >> value)) return {};
    return value;
}

} // namespace ipclens::testing
