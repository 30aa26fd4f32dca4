// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "tests/bench/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace ipclens::bench {

namespace {

void print(const std::string& line) {
    std::fputs(line.c_str(), stdout);
    std::fflush(stdout);
}

std::string figure(double value, std::string_view unit) {
    return fmt::format("{:.{}f} {}", value, value < 10 ? 2 : 1, unit);
}

} // namespace

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double millisecondsOf(const std::function<void()>& work) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

Pairs measurePairs(int pairs, const std::function<double()>& measured, const std::function<double()>& floor) {
    std::vector<double> values;
    std::vector<double> floors;
    std::vector<double> ratios;
    for (int pair = 0; pair < pairs; ++pair) {
        // Whoever comes second finds warmer caches: they take turns
        const bool floorFirst = pair % 2 == 0;
        if (floorFirst) floors.push_back(floor());
        values.push_back(measured());
        if (!floorFirst) floors.push_back(floor());
        ratios.push_back(values.back() / floors.back());
    }
    return {median(values), median(floors), median(ratios)};
}

void Report::heading(std::string_view text) {
    print(fmt::format("\n{}\n", text));
}

void Report::atMost(std::string_view what, double value, double limit, std::string_view unit, std::string_view note) {
    judge(what, value, fmt::format("<= {:g}", limit), unit, value <= limit, note);
}

void Report::atLeast(std::string_view what, double value, double limit, std::string_view unit, std::string_view note) {
    judge(what, value, fmt::format(">= {:g}", limit), unit, value >= limit, note);
}

void Report::judge(std::string_view what, double value, std::string_view limit, std::string_view unit, bool holds,
                   std::string_view note) {
    if (!holds) ++broken_;
    print(fmt::format("  {:<6} {:<52} {:>12}  promised {:<9} {}\n", holds ? "ok" : "FAILED", what, figure(value, unit),
                      limit, note));
}

void Report::tell(std::string_view what, double value, std::string_view unit, std::string_view note) {
    print(fmt::format("         {:<52} {:>12}  {:<18} {}\n", what, figure(value, unit), "", note));
}

void Report::missing(std::string_view what, std::string_view why) {
    ++broken_;
    print(fmt::format("  FAILED {:<52} not measured: {}\n", what, why));
}

} // namespace ipclens::bench
