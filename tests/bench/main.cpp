// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "tests/bench/population.h"
#include "tests/bench/promises.h"
#include "tests/support/gui_test_main.h"

#include <QApplication>

#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <string>

using namespace ipclens;

namespace {

constexpr const char* usage = "usage: ipclens-bench [core|hexview|memory|models|processes|send|window]...\n"
                              "Measures what the design promises; all of it where nothing is named.\n";

struct Parts {
    bool core = false;
    bool memory = false;
    bool hexview = false;
    bool models = false;
    bool processes = false;
    bool send = false;
    bool window = false;
};

bool parse(int argc, char** argv, Parts& parts) {
    for (int word = 1; word < argc; ++word) {
        if (std::strcmp(argv[word], "core") == 0) {
            parts.core = true;
        } else if (std::strcmp(argv[word], "memory") == 0) {
            parts.memory = true;
        } else if (std::strcmp(argv[word], "hexview") == 0) {
            parts.hexview = true;
        } else if (std::strcmp(argv[word], "models") == 0) {
            parts.models = true;
        } else if (std::strcmp(argv[word], "processes") == 0) {
            parts.processes = true;
        } else if (std::strcmp(argv[word], "send") == 0) {
            parts.send = true;
        } else if (std::strcmp(argv[word], "window") == 0) {
            parts.window = true;
        } else {
            return false;
        }
    }
    if (argc == 1) parts = {true, true, true, true, true, true, true};
    return true;
}

int verdict(const bench::Report& report) {
    std::puts(report.allHold() ? "\nAll promises hold." : "\nSome promises are broken.");
    return report.allHold() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    Parts parts;
    if (!parse(argc, argv, parts)) {
        std::fputs(usage, stderr);
        return 2;
    }
    // Nobody else's objects count here, and ours harm nobody
    testing::enterPrivateNamespaceOrSkip();
    testing::forgetThePerson();
    const auto server = testing::useXServerOrSkip();
    const QApplication application(argc, argv);
    const std::string programs = QApplication::applicationDirPath().toStdString();

    bench::Report report;
    try {
        if (parts.send) bench::measureSend(report, programs);
        if (parts.window) bench::measureSmallWindow(report, programs);
        if (parts.hexview) bench::measureHexView(report);
        if (parts.memory) bench::measureMemory(report);
        if (parts.processes) bench::measureUses(report);
        if (parts.processes) bench::measureWaiters(report);
        if (parts.core) bench::measurePosix(report);
        if (parts.core || parts.models || parts.window) {
            const bench::Population population(bench::fullSize);
            if (parts.core) bench::measureCore(report, programs);
            if (parts.core) bench::measureHistory(report);
            if (parts.models) bench::measureModels(report);
            if (parts.window) bench::measureFullWindow(report, programs, population);
        }
    } catch (const std::exception& failed) {
        report.missing("the rest", failed.what());
    }
    return verdict(report);
}
