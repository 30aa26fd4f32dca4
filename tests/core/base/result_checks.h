// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <QTest>

#include <cstdio>
#include <stdexcept>
#include <type_traits>
#include <utility>

// For Result<T> in Qt tests: the failure of a check shows the Error's message.

#define VERIFY_DONE(expression)                                                                                        \
    do {                                                                                                               \
        const auto& doneResult = (expression);                                                                         \
        QVERIFY2(doneResult.has_value(), doneResult ? "" : doneResult.error().message().c_str());                      \
    } while (false)

/// The expression fails with this ErrorKind and errno (0: no system call failed).
#define VERIFY_FAILS(expression, expectedKind, expectedNumber)                                                         \
    do {                                                                                                               \
        const auto& failedResult = (expression);                                                                       \
        QVERIFY2(!failedResult.has_value(), "it is done, and should have failed");                                     \
        const std::string failedMessage = failedResult.error().message();                                              \
        QVERIFY2(failedResult.error().kind == (expectedKind), failedMessage.c_str());                                  \
        QVERIFY2(failedResult.error().number == (expectedNumber), failedMessage.c_str());                              \
    } while (false)

/// In a child, where no Qt check can be: says what did not hold, and is its exit status.
#define HOLDS_HERE(condition)                                                                                          \
    if (!(condition)) {                                                                                                \
        std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                           \
        return 1;                                                                                                      \
    }

namespace ipclens::testing {

/// The value, or an exception with the Error's message: for what a test needs before it begins.
template <class T>
T need(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace ipclens::testing
