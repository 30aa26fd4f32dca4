// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/namespace.h"

#include <QApplication>
#include <QTest>

/// The main of a test with a window, in place of QTEST_MAIN: as IPCLENS_TEST_MAIN (tests/support/test_main.h), with a
/// QApplication, and with settings and caches in the scratch directory: a test neither reads nor writes those of the
/// person.
#define IPCLENS_GUI_TEST_MAIN(TestClass)                                                                               \
    int main(int argc, char** argv) {                                                                                  \
        ipclens::testing::enterPrivateNamespaceOrSkip();                                                               \
        for (const char* variable : {"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"}) {        \
            qputenv(variable, QByteArray::fromStdString(ipclens::testing::scratchDirectory()));                        \
        }                                                                                                              \
        QApplication application(argc, argv);                                                                          \
        TestClass test;                                                                                                \
        QTEST_SET_MAIN_SOURCE_PATH                                                                                     \
        return ipclens::testing::statusUnlessObjectsLeft(QTest::qExec(&test, argc, argv));                             \
    }
