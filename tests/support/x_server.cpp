// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/x_server.h"

#include "tests/support/namespace.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace ipclens::testing {
namespace {

constexpr int startLimitMs = 20'000;

int runServer(int displayFd, const std::string& screen) {
    // Not SIGKILL: the server removes its socket from /tmp before it ends
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(null, STDERR_FILENO);
    // A copy without close-on-exec
    const std::string number = std::to_string(dup(displayFd));
    execlp("Xvfb", "Xvfb", "-displayfd", number.c_str(), "-screen", "0", screen.c_str(), "-nolisten", "tcp",
           "-extension", "MIT-SHM", static_cast<char*>(nullptr));
    return 127;
}

/// The line that the server writes once it listens; empty at its end or after the limit.
std::string readLine(int fd) {
    std::string line;
    char byte = 0;
    pollfd ready{fd, POLLIN, 0};
    while (poll(&ready, 1, startLimitMs) == 1 && read(fd, &byte, 1) == 1 && byte != '\n')
        line += byte;
    return byte == '\n' ? line : std::string();
}

} // namespace

XServer::XServer(const std::string& size) {
    std::array<int, 2> channel{};
    if (pipe2(channel.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
    process_ = std::make_unique<ChildProcess>([&] {
        close(channel[0]);
        return runServer(channel[1], size + "x24");
    });
    close(channel[1]);
    const std::string number = readLine(channel[0]);
    close(channel[0]);
    if (!number.empty()) display_ = ":" + number;
}

XServer::~XServer() {
    process_->signal(SIGTERM);
    process_->wait();
}

std::unique_ptr<XServer> useXServerOrSkip() {
    auto server = std::make_unique<XServer>();
    if (server->display().empty()) skipProgram("no X server for this test: Xvfb did not start");
    setenv("DISPLAY", server->display().c_str(), 1);
    setenv("QT_QPA_PLATFORM", "xcb", 1);
    unsetenv("WAYLAND_DISPLAY");
    return server;
}

} // namespace ipclens::testing
