// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/namespace.h"
#include "tests/support/test_main.h"

class NamespaceTest : public QObject {
    Q_OBJECT

private slots:
    void beginsEmpty();
};

void NamespaceTest::beginsEmpty() {
    QVERIFY(ipclens::testing::objectsInNamespace().empty());
}

IPCLENS_TEST_MAIN(NamespaceTest)

#include "namespace_test.moc"
