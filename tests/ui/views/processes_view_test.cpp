// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the heading of the processes says of what could not be seen.

#include "tests/support/gui_test_main.h"
#include "tests/ui/models/process_view_fixture.h"
#include "tests/ui/session/session_probe.h"
#include "ui/views/processes_view.h"

#include <QLabel>
#include <QObject>
#include <QTest>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;
using ui::ProcessesView;

namespace {

/// The heading of those who have to do with an object, or with any, where files are known or not.
QString newsOf(std::optional<ObjectId> object, bool filesNotKnown) {
    SessionProbe probe;
    ProcessesView view(probe.session, QString());
    view.setObject(object);
    const auto told = processView({}, {}, std::chrono::steady_clock::time_point(1000s));
    processes::Uses uses;
    uses.filesNotKnown = filesNotKnown;
    told->uses = std::make_shared<const processes::Uses>(uses);
    view.apply(told);
    return view.findChild<QLabel*>(QStringLiteral("pageNews"))->text();
}

} // namespace

class ProcessesViewTest : public QObject {
    Q_OBJECT

private slots:
    void queuesWhoseFilesAreNotKnown();
};

void ProcessesViewTest::queuesWhoseFilesAreNotKnown() {
    const ObjectId queue = ObjectId::posix(Kind::MessageQueue, Name::of("/jobs"));
    const ObjectId segment = ObjectId::posix(Kind::SharedMemory, Name::of("/ring"));
    QCOMPARE(newsOf(queue, true), QStringLiteral("0 processes involved \u00b7 who has it open can\u2019t be told"));
    QCOMPARE(newsOf({}, true), QStringLiteral("0 processes with IPC objects \u00b7 who has POSIX queues open "
                                              "can\u2019t be told"));
    // Of others it is known
    QCOMPARE(newsOf(segment, true), QStringLiteral("0 processes involved"));
    QCOMPARE(newsOf(queue, false), QStringLiteral("0 processes involved"));
}

IPCLENS_GUI_TEST_MAIN(ProcessesViewTest)
#include "processes_view_test.moc"
