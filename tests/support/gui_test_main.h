// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/namespace.h"
#include "tests/support/x_server.h"

#include <QApplication>
#include <QTest>

/// The main of a test with a window, in place of QTEST_MAIN: as IPCLENS_TEST_MAIN (tests/support/test_main.h), with a
/// QApplication, and without the settings and the desktop of the person.
#define IPCLENS_GUI_TEST_MAIN(TestClass)                                                                               \
    int main(int argc, char** argv) {                                                                                  \
        ipclens::testing::enterPrivateNamespaceOrSkip();                                                               \
        ipclens::testing::forgetThePerson();                                                                           \
        const QApplication application(argc, argv);                                                                    \
        TestClass test;                                                                                                \
        QTEST_SET_MAIN_SOURCE_PATH                                                                                     \
        return ipclens::testing::statusUnlessObjectsLeft(QTest::qExec(&test, argc, argv));                             \
    }

/// The same, in a real X server of the test's own, for tests labelled x11.
#define IPCLENS_X11_TEST_MAIN(TestClass)                                                                               \
    int main(int argc, char** argv) {                                                                                  \
        ipclens::testing::enterPrivateNamespaceOrSkip();                                                               \
        ipclens::testing::forgetThePerson();                                                                           \
        const auto server = ipclens::testing::useXServerOrSkip();                                                      \
        const QApplication application(argc, argv);                                                                    \
        TestClass test;                                                                                                \
        QTEST_SET_MAIN_SOURCE_PATH                                                                                     \
        return ipclens::testing::statusUnlessObjectsLeft(QTest::qExec(&test, argc, argv));                             \
    }
