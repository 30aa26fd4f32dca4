// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"

#include "tests/support/child_process.h"
#include "tests/support/namespace.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>

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

int openOutput(const std::string& path) {
    return ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
}

QStringList wordsOf(const char* line) {
    return QString::fromUtf8(line).split(' ', Qt::SkipEmptyParts);
}

/// `runChild` runs a function in another process, and gives its exit status, or nothing where it can't.
template <class RunChild>
std::optional<Ran> ranBy(RunChild runChild, std::vector<std::string> words) {
    std::vector<char*> arguments;
    words.insert(words.begin(), "ipclens");
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    // Opened while we may: the program has its own rights alone
    const std::string out = scratchDirectory() + "/child.out";
    const std::string err = scratchDirectory() + "/child.err";
    const int outFd = openOutput(out);
    const int errFd = openOutput(err);
    const int programFd = ::open(ipclensPath().toLocal8Bit().constData(), O_PATH | O_CLOEXEC);
    const std::optional<int> status = runChild([&] {
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
    return run(wordsOf(line));
}

Ran runBytes(const std::vector<std::string>& words) {
    const auto runChild = [](const std::function<int()>& work) {
        return std::optional<int>(ChildProcess(work).wait(std::chrono::milliseconds(patience)));
    };
    return ranBy(runChild, words).value_or(Ran{});
}

Ran runInShell(const QString& line) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", qEnvironmentVariable("IPCLENS_BIN") + ':' + environment.value("PATH"));
    process.setProcessEnvironment(environment);
    process.start("bash", {"-c", line});
    if (!process.waitForFinished(patience)) return {};
    return ranOf(process);
}

std::optional<Ran> runAsNobody(const QStringList& words) {
    std::vector<std::string> copies;
    for (const auto& word : words)
        copies.push_back(word.toStdString());
    return ranBy(runUnprivileged, std::move(copies));
}

std::optional<Ran> runAsNobody(const char* line) {
    return runAsNobody(wordsOf(line));
}

std::vector<std::string> namesOf(const Json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items())
        names.push_back(name);
    return names;
}

std::vector<Json> linesOf(const std::string& text) {
    std::vector<Json> lines;
    for (const QByteArray& line : QByteArray::fromStdString(text).split('\n')) {
        if (!line.isEmpty()) lines.push_back(Json::parse(line.toStdString()));
    }
    return lines;
}

std::string textsOf(const Json& messages) {
    std::string texts;
    for (const auto& message : messages)
        texts += message["text"].get<std::string>() + ' ';
    return texts;
}

void verifyFailed(const Ran& ran, int status, const QString& error) {
    QCOMPARE(ran.status, status);
    QCOMPARE(ran.out, std::string());
    QVERIFY2(ran.err.starts_with("ipclens: "), ran.err.c_str());
    QVERIFY2(QString::fromStdString(ran.err).contains(error), ran.err.c_str());
    QCOMPARE(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
}

void addStatuses(std::initializer_list<LineAndStatus> rows) {
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    for (const auto& row : rows)
        QTest::newRow(row.line) << row.line << row.status << row.error;
}

void verifyStatus() {
    QFETCH(QString, line);
    QFETCH(int, status);
    QFETCH(QString, error);
    const Ran ran = run(line.toUtf8().constData());
    if (status != 0) return verifyFailed(ran, status, error);
    QVERIFY2(ran.status == 0, ran.err.c_str());
}

void verifyStopNeitherEndsNorLengthens(const QStringList& words, std::initializer_list<long> calls) {
    QElapsedTimer sinceStart;
    sinceStart.start();
    RunningIpclens waiting(words + QStringList{"--timeout", "2s"});
    QVERIFY(waiting.waitUntilBlockedIn(calls));
    QElapsedTimer sinceWait;
    sinceWait.start();
    waiting.signal(SIGSTOP);
    QTest::qWait(1000);
    waiting.signal(SIGCONT);
    QTest::qWait(100);
    QVERIFY(waiting.running());
    QCOMPARE(waiting.finish().status, 5);
    QVERIFY(sinceStart.elapsed() >= 2000);
    QVERIFY(sinceWait.elapsed() < 3000); // begun anew it would take 2 s more than the stop
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
