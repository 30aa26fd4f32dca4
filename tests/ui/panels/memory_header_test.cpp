// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/panels/memory_header.h"
#include "ui/panels/memory_words.h"
#include "ui/widgets/action_button.h"

#include <QLabel>
#include <QSet>
#include <QTest>
#include <QVBoxLayout>

using namespace ipclens::ui;

namespace {

constexpr int wide = 2000;

/// The header as it stands in the panel: as high as it needs to be.
struct Bench {
    Bench() {
        auto* layout = new QVBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(header);
        layout->addStretch(1);
        for (const char* words : {"Find\u2026", "File"})
            header->addButton(new ActionButton(QString::fromUtf8(words), nullptr, ActionButton::Look::Plain, header));
        header->setFacts(QStringLiteral("2 attached \u00b7 8 KiB resident"));
        header->setAccess(QStringLiteral("Read unnoticed"), false);
        window.resize(wide, 400);
        window.show();
    }

    bool setWidth(int width) {
        window.resize(width, 400);
        return QTest::qWaitFor([&] { return header->width() == width; });
    }
    QList<ActionButton*> buttons() const {
        QList<ActionButton*> shown;
        for (auto* button : header->findChildren<ActionButton*>()) {
            if (button->isVisible()) shown += button;
        }
        return shown;
    }
    int rows() const {
        QSet<int> tops;
        for (const auto* button : buttons())
            tops += button->y();
        return static_cast<int>(tops.size());
    }
    int buttonsWidth() const {
        int width = 0;
        for (const auto* button : buttons())
            width += button->width();
        return width;
    }
    QLabel& facts() const { return *header->findChild<QLabel*>(QStringLiteral("facts")); }

    QWidget window;
    MemoryHeader* header = new MemoryHeader(&window);
};

} // namespace

class MemoryHeaderTest : public QObject {
    Q_OBJECT

private slots:
    void takesAsFewLinesAsThereIsRoomFor();
    void cutsNothing();
    void staysLowWithoutAnAttachment();
    void leavesNoPidAlone();
};

void MemoryHeaderTest::takesAsFewLinesAsThereIsRoomFor() {
    Bench bench;
    QCOMPARE(bench.rows(), 1);
    const int firstRow = bench.buttons().first()->geometry().bottom();
    QVERIFY(bench.facts().y() < firstRow);
    // No room beside the buttons, but for all of them in one row
    QVERIFY(bench.setWidth(bench.buttonsWidth() + 120));
    QTRY_COMPARE(bench.rows(), 1);
    QTRY_VERIFY(bench.facts().geometry().bottom() < bench.buttons().first()->y());
    QVERIFY(bench.setWidth(bench.buttonsWidth() - 20));
    QTRY_COMPARE(bench.rows(), 2);
}

void MemoryHeaderTest::cutsNothing() {
    Bench bench;
    bench.header->setAccess(QStringLiteral("Attached read-only by this window"), true);
    for (int width = wide; width >= bench.header->minimumSizeHint().width(); width -= 50) {
        QVERIFY(bench.setWidth(width));
        for (const auto* button : bench.buttons()) {
            QTRY_VERIFY2(button->mapTo(bench.header, button->rect().topRight()).x() < width,
                         qPrintable(button->text()));
            QTRY_VERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        }
        QTRY_VERIFY(bench.facts().height() >= bench.facts().heightForWidth(bench.facts().width()));
    }
}

void MemoryHeaderTest::staysLowWithoutAnAttachment() {
    Bench bench;
    bench.header->setAccess({}, false);
    for (const int width : {wide, 1400, 1100, bench.buttonsWidth() + 200}) {
        QVERIFY(bench.setWidth(width));
        QTRY_VERIFY2(bench.header->height() < 100, qPrintable(QString::number(bench.header->height())));
        QVERIFY(bench.facts().isVisible());
        QTRY_VERIFY2(bench.facts().width() > 100, qPrintable(QString::number(bench.facts().width())));
        QTRY_COMPARE(bench.rows(), 1);
    }
    // Where there is room beside them the facts have all that the buttons leave
    QVERIFY(bench.setWidth(wide));
    QTRY_VERIFY(bench.facts().width() > wide - bench.buttonsWidth() - 200);
    QTRY_VERIFY(bench.facts().geometry().right() < bench.buttons().first()->x());
    QVERIFY(bench.facts().y() <= bench.buttons().first()->geometry().bottom());
}

void MemoryHeaderTest::leavesNoPidAlone() {
    SegmentDetail detail;
    ipclens::SegmentInfo info;
    info.lastPid = 4712;
    detail.info = info;
    detail.creator = ProcessLabel{4711, "renderer", false};
    detail.lastProcess = ProcessLabel{4712, "viewer", false};
    const QString facts = memory_words::facts(detail, 0);
    QVERIFY2(facts.contains(QStringLiteral("made by renderer\u00a04711")), qPrintable(facts));
    QVERIFY2(facts.endsWith(QStringLiteral("last there: viewer\u00a04712")), qPrintable(facts));
}

IPCLENS_GUI_TEST_MAIN(MemoryHeaderTest)

#include "memory_header_test.moc"
