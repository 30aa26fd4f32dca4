// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"

#include "tests/support/child_process.h"
#include "tests/support/namespace.h"

#include <QElapsedTimer>
#include <QFile>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::testing {
namespace {

constexpr int patience = 20'000;

Ran ranOf(QProcess& process) {
    Ran ran;
    if (process.exitStatus() == QProcess::NormalExit) ran.status = process.exitCode();
    ran.out = process.readAllStandardOutput().toStdString();
    ran.err = process.readAllStandardError().toStdString();
    return ran;
}

std::string readFile(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

int openForAll(const std::string& path) {
    const int fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    return fd;
}

} // namespace

QString ipclensPath() {
    return qEnvironmentVariable("IPCLENS_BIN") + "/ipclens";
}

Ran run(const QStringList& words, const QByteArray& input) {
    QProcess process;
    process.start(ipclensPath(), words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patience)) return {};
    return ranOf(process);
}

Ran run(const char* line) {
    return run(QString::fromUtf8(line).split(' ', Qt::SkipEmptyParts));
}

std::optional<Ran> runAsNobody(const QStringList& words) {
    std::vector<std::string> copies = {"ipclens"};
    for (const auto& word : words)
        copies.push_back(word.toStdString());
    std::vector<char*> arguments;
    for (auto& copy : copies)
        arguments.push_back(copy.data());
    arguments.push_back(nullptr);

    // Opened while we may: the program has its own rights alone
    const std::string out = scratchDirectory() + "/nobody.out";
    const std::string err = scratchDirectory() + "/nobody.err";
    const int outFd = openForAll(out);
    const int errFd = openForAll(err);
    const int programFd = ::open(ipclensPath().toLocal8Bit().constData(), O_PATH | O_CLOEXEC);
    const auto status = runUnprivileged([&] {
        ::dup2(outFd, STDOUT_FILENO);
        ::dup2(errFd, STDERR_FILENO);
        ::fexecve(programFd, arguments.data(), environ);
        return 127;
    });
    for (const int fd : {outFd, errFd, programFd})
        ::close(fd);
    if (!status) return {};
    return Ran{*status, readFile(out), readFile(err)};
}

std::vector<std::string> namesOf(const Json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items())
        names.push_back(name);
    return names;
}

RunningIpclens::RunningIpclens(const QStringList& words) {
    process_.start(ipclensPath(), words);
    process_.waitForStarted(patience);
}

RunningIpclens::~RunningIpclens() {
    if (!running()) return;
    process_.kill();
    process_.waitForFinished(patience);
}

void RunningIpclens::signal(int number) {
    ::kill(pid(), number);
}

bool RunningIpclens::waitUntilBlockedIn(std::initializer_list<long> calls) {
    return testing::waitUntilBlockedIn(pid(), calls);
}

std::string RunningIpclens::waitForLines(int lines) {
    QElapsedTimer timer;
    timer.start();
    while (out_.count('\n') < lines && timer.elapsed() < patience && process_.waitForReadyRead(patience))
        out_ += process_.readAllStandardOutput();
    return out_.toStdString();
}

Ran RunningIpclens::finish() {
    if (!process_.waitForFinished(patience)) return {};
    Ran ran = ranOf(process_);
    ran.out = out_.toStdString() + ran.out;
    return ran;
}

} // namespace ipclens::testing
