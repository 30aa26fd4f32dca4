// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "tests/bench/child.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ipclens::bench {

namespace {

std::string firstLine(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::vector<std::string> environmentWith(const std::map<std::string, std::string>& added) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        if (added.count(text.substr(0, text.find('='))) == 0) all.push_back(text);
    }
    for (const auto& [name, value] : added)
        all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointersTo(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

Child::Child(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment,
             Output output) {
    int ends[2] = {-1, -1};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (output == Output::Read) {
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error(std::strerror(errno));
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    } else {
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    }
    std::vector<std::string> words = command;
    std::vector<std::string> variables = environmentWith(environment);
    startedAt_ = std::chrono::steady_clock::now().time_since_epoch();
    const int failed = ::posix_spawnp(&pid_, words.front().c_str(), &actions, nullptr, pointersTo(words).data(),
                                      pointersTo(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (ends[1] >= 0) ::close(ends[1]);
    out_ = ends[0];
    if (failed != 0) throw std::runtime_error(command.front() + ": " + std::strerror(failed));
}

Child::~Child() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        static_cast<void>(wait());
    }
    if (out_ >= 0) ::close(out_);
}

int Child::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::optional<std::string> Child::readLine(std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (unread_.find('\n') == std::string::npos) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd wait{out_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) return std::nullopt;
        char bytes[512];
        const ssize_t got = ::read(out_, bytes, sizeof bytes);
        if (got <= 0) return std::nullopt;
        unread_.append(bytes, static_cast<std::size_t>(got));
    }
    const std::size_t length = unread_.find('\n');
    std::string line = unread_.substr(0, length);
    unread_.erase(0, length + 1);
    return line;
}

std::chrono::nanoseconds Child::busy(const std::string& thread) const {
    std::chrono::nanoseconds sum{};
    const auto tasks = "/proc/" + std::to_string(pid_) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks)) {
        if (!thread.empty() && firstLine(task.path() / "comm") != thread) continue;
        sum += std::chrono::nanoseconds(std::stoll("0" + firstLine(task.path() / "schedstat")));
    }
    return sum;
}

double Child::proportionalMebibytes() const {
    std::ifstream in("/proc/" + std::to_string(pid_) + "/smaps_rollup");
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("Pss:", 0) == 0) return std::stod(line.substr(4)) / 1024;
    }
    throw std::runtime_error("no Pss in smaps_rollup");
}

} // namespace ipclens::bench
