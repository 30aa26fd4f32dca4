// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Code for what a button does, by a right click on it.

#include "core/sysv/message_queue.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/dialogs/receive_dialog.h"
#include "ui/panels/queue_panel.h"
#include "ui/widgets/copy_as_menu.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QListWidget>
#include <QPushButton>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::PanelHost;

class OfferedCodeTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void receiveOffersWhatItAsksFirst();
    void whatWasTakenNamesItsOwnQueue();

private:
    bool open(const sysv::MessageQueue& queue) { return host_->open({Kind::MessageQueue, queue.id()}); }
    QPushButton& button(const char* name) { return *panel_->findChild<QPushButton*>(QLatin1String(name)); }
    /// For a shell, by a right click.
    QString codeOver(const char* name);
    bool takeOne();

    std::optional<sysv::MessageQueue> queue_;
    std::optional<sysv::MessageQueue> other_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<QueuePanel> panel_;
    std::unique_ptr<PanelHost> host_;
};

void OfferedCodeTest::init() {
    queue_ = *sysv::MessageQueue::create(Key{0x0ffe}, {});
    other_ = *sysv::MessageQueue::create(Key{0x0fff}, {});
    session_ = std::make_unique<Session>();
    session_->setRate(20);
    panel_ = std::make_unique<QueuePanel>(*session_, nullptr);
    host_ = std::make_unique<PanelHost>(*session_, *panel_);
}

void OfferedCodeTest::cleanup() {
    host_.reset();
    panel_.reset();
    session_.reset();
    (void)queue_->remove();
    (void)other_->remove();
}

QString OfferedCodeTest::codeOver(const char* name) {
    QGuiApplication::clipboard()->clear();
    QPushButton& over = button(name);
    QContextMenuEvent event(QContextMenuEvent::Mouse, {2, 2}, over.mapToGlobal(QPoint(2, 2)));
    QCoreApplication::sendEvent(&over, &event);
    for (auto* menu : panel_->findChildren<CopyAsMenu*>()) {
        if (!menu->isVisible()) continue;
        menu->actions().at(static_cast<int>(snippets::Language::Shell))->trigger();
        menu->close();
    }
    return QGuiApplication::clipboard()->text();
}

bool OfferedCodeTest::takeOne() {
    button("receive").click();
    auto* dialog = panel_->findChild<ReceiveDialog*>();
    if (dialog == nullptr) return false;
    dialog->findChild<QPushButton*>(QStringLiteral("verb"))->click();
    auto* taken = panel_->findChild<QListWidget*>(QStringLiteral("takenMessages"));
    return QTest::qWaitFor([taken] { return taken->count() == 1; });
}

void OfferedCodeTest::receiveOffersWhatItAsksFirst() {
    QVERIFY(open(*queue_));
    const QString first = QStringLiteral("ipclens receive msg:0x00000ffe --no-wait");
    QCOMPARE(codeOver("receive"), first);
    button("receive").click();
    QVERIFY(panel_->findChild<ReceiveDialog*>() != nullptr);
    QCOMPARE(codeOver("verb"), first);
}

void OfferedCodeTest::whatWasTakenNamesItsOwnQueue() {
    QVERIFY(queue_->send(3, std::vector{std::byte{'x'}}, Wait::never()));
    QVERIFY(open(*queue_));
    QVERIFY(takeOne());
    QVERIFY(open(*other_));
    auto* taken = panel_->findChild<QListWidget*>(QStringLiteral("takenMessages"));
    QTest::mouseClick(taken->viewport(), Qt::LeftButton, {}, taken->visualItemRect(taken->item(0)).center());
    const QString back = QStringLiteral("ipclens send msg:0x00000ffe --type 3 --text x --no-wait");
    QCOMPARE(codeOver("sendTakenBack"), back);
    QCOMPARE(codeOver("sendMessageAgain"), back);
    // And that is what they do
    button("sendMessageAgain").click();
    QTRY_COMPARE(queue_->stat()->messages, 1U);
    QCOMPARE(other_->stat()->messages, 0U);
}

IPCLENS_GUI_TEST_MAIN(OfferedCodeTest)

#include "offered_code_test.moc"
