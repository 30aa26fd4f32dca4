// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the memory panel says of a state goes with that state, and what came of a write reaches its segment.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/memory_panel_fixture.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/memory_settings.h"
#include "ui/session/session.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace ipclens;
using namespace ipclens::ui;
using testing::LiveSegment;
using testing::PanelHost;

class MemoryAnswersTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void warningsEndWithWhatTheyWarnOf();
    void whatIsLeftIsNoLongerWarnedOf();
    void aWriteIsToldOfItsOwnSegment();
    void aWriteUnderWayIsMetAgain();

private:
    bool open(const LiveSegment& segment);
    /// At once: an answer that is under way comes later.
    void showAtOnce(const LiveSegment& segment);
    HexView& hex() { return *panel_->findChild<HexView*>(); }
    void click(const char* name) { panel_->findChild<QPushButton*>(QLatin1String(name))->click(); }
    void type(const char* keys) { QTest::keyClicks(&hex(), QLatin1String(keys)); }
    [[nodiscard]] QString said() const { return host_->said.join(QLatin1Char('\n')); }

    std::unique_ptr<Session> session_;
    std::unique_ptr<MemoryPanel> panel_;
    std::unique_ptr<PanelHost> host_;
};

void MemoryAnswersTest::init() {
    testing::clearSettings();
    MemorySettings().setAlwaysAttach(true);
    session_ = std::make_unique<Session>();
    session_->setRate(20);
    panel_ = std::make_unique<MemoryPanel>(*session_);
    host_ = std::make_unique<PanelHost>(*session_, *panel_);
}

void MemoryAnswersTest::cleanup() {
    host_.reset();
    panel_.reset();
    session_.reset();
}

bool MemoryAnswersTest::open(const LiveSegment& segment) {
    return host_->open({Kind::SharedMemory, segment.id()}) &&
           QTest::qWaitFor([this] { return hex().cache().at(0).has_value(); });
}

void MemoryAnswersTest::showAtOnce(const LiveSegment& segment) {
    const auto view = session_->last()->rows->snapshot->find({Kind::SharedMemory, segment.id()});
    QVERIFY(view.has_value());
    panel_->setObject(copyOf(*view));
}

void MemoryAnswersTest::warningsEndWithWhatTheyWarnOf() {
    const LiveSegment segment(4096, {{0, "frame"}});
    QVERIFY(open(segment));
    QSignalSpy outdated(panel_.get(), &Panel::outdated);
    type("f");
    QVERIFY2(host_->said.last().contains("The lock is closed"), qPrintable(said()));
    QCOMPARE(outdated.size(), 0);
    click("lock");
    QCOMPARE(outdated.size(), 1);
    QCOMPARE(outdated.first().first().toString(), host_->said.last());

    type("ff");
    click("lock");
    QVERIFY2(host_->said.last().contains("before you close the lock"), qPrintable(said()));
    QCOMPARE(outdated.size(), 1);
    click("discardEdits");
    QCOMPARE(outdated.size(), 2);
    QCOMPARE(outdated.last().first().toString(), host_->said.last());
}

void MemoryAnswersTest::whatIsLeftIsNoLongerWarnedOf() {
    const LiveSegment segment(4096, {{0, "frame"}});
    const LiveSegment other(4096, {{0, "other"}});
    QVERIFY(open(segment));
    QSignalSpy outdated(panel_.get(), &Panel::outdated);
    type("f");
    QVERIFY(open(other));
    QCOMPARE(outdated.size(), 1);
}

void MemoryAnswersTest::aWriteIsToldOfItsOwnSegment() {
    const LiveSegment segment(4096, {{0, "frame"}});
    const LiveSegment other(4096, {{0, "other"}});
    QVERIFY(open(segment));
    click("lock");
    type("5859");
    click("writeEdits");
    showAtOnce(other);
    QVERIFY(open(other));
    const QString written = QStringLiteral("shm:@%1: 2 bytes written").arg(segment.id().value);
    QTRY_VERIFY2(host_->said.contains(written), qPrintable(said()));
    QVERIFY(hex().edits().isEmpty());
    QCOMPARE(hex().cache().at(0), std::optional(std::byte{'o'}));
    // It can be taken back where it was written
    QVERIFY(open(segment));
    QTRY_COMPARE(hex().cache().at(0), std::optional(std::byte{'X'}));
    QVERIFY(hex().edits().isEmpty());
    click("lock");
    click("undoEdit");
    QTRY_COMPARE(hex().cache().at(0), std::optional(std::byte{'f'}));
}

void MemoryAnswersTest::aWriteUnderWayIsMetAgain() {
    const LiveSegment segment(4096, {{0, "frame"}});
    const LiveSegment other(4096, {{0, "other"}});
    QVERIFY(open(segment));
    click("lock");
    type("58");
    click("writeEdits");
    showAtOnce(other);
    showAtOnce(segment);
    QCOMPARE(hex().edits().count(), 1U);
    QTRY_VERIFY(hex().edits().isEmpty());
    QTRY_COMPARE(hex().cache().at(0), std::optional(std::byte{'X'}));
}

IPCLENS_GUI_TEST_MAIN(MemoryAnswersTest)

#include "memory_answers_test.moc"
