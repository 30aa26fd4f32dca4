// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/namespace.h"

#include <QCoreApplication>
#include <QTest>

/// The main of a test without a window, in place of QTEST_GUILESS_MAIN: the whole program runs in a private namespace
/// (tests/support/namespace.h), and fails where it leaves an IPC object behind.
#define IPCLENS_TEST_MAIN(TestClass)                                                                                   \
    int main(int argc, char** argv) {                                                                                  \
        ipclens::testing::enterPrivateNamespaceOrSkip();                                                               \
        ipclens::testing::forgetThePerson();                                                                           \
        const QCoreApplication application(argc, argv);                                                                \
        TestClass test;                                                                                                \
        QTEST_SET_MAIN_SOURCE_PATH                                                                                     \
        return ipclens::testing::statusUnlessObjectsLeft(QTest::qExec(&test, argc, argv));                             \
    }
