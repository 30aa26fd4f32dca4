// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Who made a segment, where its pid is another process's by now.

#include "tests/support/test_main.h"
#include "ui/session/detail_reader.h"
#include "ui/session/segment_reader.h"

#include <QObject>
#include <QTest>

#include <ctime>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;

namespace {

constexpr ObjectId object{Kind::SharedMemory, Id{7}};

/// Made by a process of this pid, as it was attached then, and changed just now.
listing::Snapshot madeAt(EpochSeconds attachedAt) {
    SegmentInfo segment;
    segment.id = object.id;
    segment.creatorPid = getpid();
    segment.attachedAt = attachedAt;
    segment.changedAt = std::time(nullptr);
    listing::Snapshot snapshot;
    snapshot.segments.push_back(segment);
    return snapshot;
}

std::optional<ProcessLabel> inItsRow(const listing::Snapshot& snapshot) {
    ProcessNames names;
    return readRows(snapshot, {object}, names).at(object).creator;
}

std::optional<ProcessLabel> inItsPanel(const listing::Snapshot& snapshot) {
    ProcessNames names;
    SegmentReader reader;
    return reader.read(snapshot, {.segment = object}, names).creator;
}

} // namespace

class SegmentCreatorTest : public QObject {
    Q_OBJECT

private slots:
    void whoLivedThenIsNamed();
    void aLaterProcessIsNot();
};

void SegmentCreatorTest::whoLivedThenIsNamed() {
    const auto snapshot = madeAt(std::time(nullptr));
    for (const auto& label : {inItsRow(snapshot), inItsPanel(snapshot)}) {
        QVERIFY(label.has_value());
        QCOMPARE(label->pid, getpid());
        QVERIFY(!label->gone);
        QVERIFY(!label->name.empty());
    }
}

void SegmentCreatorTest::aLaterProcessIsNot() {
    const auto snapshot = madeAt(std::time(nullptr) - 86'400); // before this process
    for (const auto& label : {inItsRow(snapshot), inItsPanel(snapshot)}) {
        QVERIFY(label.has_value());
        QVERIFY(label->gone);
        QVERIFY(label->name.empty());
    }
}

IPCLENS_TEST_MAIN(SegmentCreatorTest)
#include "segment_creator_test.moc"
