// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/panels/properties_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::PanelHost;

class PropertiesPanelTest : public QObject {
    Q_OBJECT

private slots:
    void showsNamesAndProcesses();
    void aMarkSurvivesARefresh();
    void tellsResidentBytes();
    void copiesAll();
    void goesFromOneKindToAnother();
    void staysWhenTheObjectGoes();

private:
    static QString valueOf(const QWidget& panel, const QString& property) {
        for (const auto* label : panel.findChildren<QLabel*>()) {
            if (label->accessibleName() == property) return label->text();
        }
        return {};
    }
};

void PropertiesPanelTest::showsNamesAndProcesses() {
    const auto queue = sysv::MessageQueue::create(sysv::PrivateKey{}, {});
    QVERIFY(queue->send(1, {}, Wait::never()));
    Session session;
    session.setRate(20);
    PropertiesPanel panel(session);
    PanelHost host(session, panel);
    QVERIFY(host.open({Kind::MessageQueue, queue->id()}));
    QCOMPARE(valueOf(panel, "Id"), QString::number(queue->id().value));
    QCOMPARE(valueOf(panel, "Messages"), QStringLiteral("1"));
    QTRY_VERIFY(valueOf(panel, "Last sender").endsWith(QStringLiteral(" %1").arg(::getpid())));
    QCOMPARE(valueOf(panel, "Last receive"), QStringLiteral("never"));
    QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(valueOf(panel, "Messages"), QStringLiteral("0"));
    QTRY_VERIFY(valueOf(panel, "Last receive") != QStringLiteral("never"));
    QVERIFY(queue->remove());
}

void PropertiesPanelTest::aMarkSurvivesARefresh() {
    const auto queue = sysv::MessageQueue::create(Key{0x51a00001}, {});
    Session session;
    session.setRate(20);
    PropertiesPanel panel(session);
    PanelHost host(session, panel);
    QVERIFY(host.open({Kind::MessageQueue, queue->id()}));
    QLabel* key = nullptr;
    for (auto* label : panel.findChildren<QLabel*>()) {
        if (label->accessibleName() == QLatin1String("Key")) key = label;
    }
    QVERIFY(key != nullptr);
    key->setSelection(2, 4);
    QVERIFY(queue->send(1, {}, Wait::never()));
    QTRY_COMPARE(valueOf(panel, "Messages"), QStringLiteral("1"));
    QCOMPARE(key->selectedText(), QStringLiteral("51a0"));
    QVERIFY(queue->remove());
}

void PropertiesPanelTest::tellsResidentBytes() {
    sysv::SharedMemoryOptions options;
    options.size = 1U << 16U;
    options.fill = 1;
    const auto segment = sysv::SharedMemory::create(sysv::PrivateKey{}, options);
    const auto before = segment->stat();
    if (!before->known.residency) QSKIP("/proc/sysvipc/shm is not there");
    Session session;
    session.setRate(20);
    PropertiesPanel panel(session);
    PanelHost host(session, panel);
    QVERIFY(host.open({Kind::SharedMemory, segment->id()}));
    QTRY_COMPARE(valueOf(panel, "Resident"), valueOf(panel, "Size"));
    QCOMPARE(valueOf(panel, "Attached"), QStringLiteral("0"));
    QVERIFY(segment->stat()->info == before->info); // nothing was attached for it
    QVERIFY(segment->remove());
}

void PropertiesPanelTest::copiesAll() {
    Session session;
    PropertiesPanel panel(session);
    SemaphoreSetInfo set;
    set.id = Id{3};
    set.key = Key{0x41fd0a1b};
    panel.setObject(set);
    panel.show();
    QTest::mouseClick(panel.findChild<QPushButton*>(), Qt::LeftButton);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(QStringLiteral("  Key: 0x41fd0a1b (1107102235)\n")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("(if made by ftok)")), qPrintable(text));
}

void PropertiesPanelTest::goesFromOneKindToAnother() {
    Session session;
    PropertiesPanel panel(session);
    panel.setObject(QueueInfo{});
    QCOMPARE(valueOf(panel, "Messages"), QStringLiteral("0"));
    SegmentInfo segment;
    segment.size = 4096;
    panel.setObject(segment);
    QVERIFY(valueOf(panel, "Messages").isEmpty());
    QVERIFY2(valueOf(panel, "Size").endsWith(QStringLiteral("096 bytes")), qPrintable(valueOf(panel, "Size")));
}

void PropertiesPanelTest::staysWhenTheObjectGoes() {
    const auto queue = sysv::MessageQueue::create(sysv::PrivateKey{}, {});
    Session session;
    session.setRate(20);
    PropertiesPanel panel(session);
    PanelHost host(session, panel);
    QVERIFY(host.open({Kind::MessageQueue, queue->id()}));
    QVERIFY(queue->remove());
    QTRY_VERIFY(host.ended);
    QCOMPARE(valueOf(panel, "Messages"), QStringLiteral("0"));
    bool told = false;
    for (const auto* label : panel.findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text().contains(QStringLiteral("has been removed")));
    QVERIFY(told);
}

IPCLENS_GUI_TEST_MAIN(PropertiesPanelTest)
#include "properties_panel_test.moc"
