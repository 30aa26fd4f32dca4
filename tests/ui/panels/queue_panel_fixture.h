// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/message_queue.h"
#include "tests/support/byte_text.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/dialogs/receive_dialog.h"
#include "ui/models/message_model.h"
#include "ui/panels/queue_panel.h"
#include "ui/session/session.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace ipclens::testing {

/// A queue that goes with the test.
class TestQueue {
public:
    explicit TestQueue(std::optional<std::uint64_t> capacity = std::nullopt)
        : queue_(make(capacity)) {}
    ~TestQueue() { (void)queue_.remove(); }
    TestQueue(const TestQueue&) = delete;
    TestQueue& operator=(const TestQueue&) = delete;

    const sysv::MessageQueue* operator->() const { return &queue_; }
    [[nodiscard]] ObjectId object() const { return {Kind::MessageQueue, queue_.id()}; }
    [[nodiscard]] bool put(long type, std::string_view text) const {
        return queue_.send(type, bytesOf(text), Wait::never()).has_value();
    }

private:
    static sysv::MessageQueue make(std::optional<std::uint64_t> capacity) {
        sysv::MessageQueueOptions options;
        options.capacity = capacity;
        return *sysv::MessageQueue::create(sysv::PrivateKey{}, options);
    }

    sysv::MessageQueue queue_;
};

/// The queue panel over a Session of its own, anew for each test, and hands to use it with.
class QueuePanelFixture : public QObject {
protected:
    void makePanel() {
        session = std::make_unique<ui::Session>();
        session->setRate(20);
        panel = std::make_unique<ui::QueuePanel>(*session);
        host = std::make_unique<PanelHost>(*session, *panel);
    }
    void dropPanel() {
        panel.reset();
        host.reset();
        session.reset();
    }

    template <class T>
    [[nodiscard]] T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QTableView* list() const { return part<QTableView>("messages"); }
    [[nodiscard]] QString payload(int row) const {
        return list()->model()->index(row, ui::MessageModel::PayloadColumn).data().toString();
    }
    [[nodiscard]] QString body() const { return part<QPlainTextEdit>("messageBody")->toPlainText(); }
    [[nodiscard]] QString words() const { return part<QLabel>("queueWords")->text(); }
    void choose(int row) const {
        const QModelIndex cell = list()->model()->index(row, ui::MessageModel::PayloadColumn);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(cell).center());
    }
    /// Presses the button of a group of forms: the message's view and the send bar both have "Hex".
    void chooseForm(const char* where, const QString& text) const {
        for (auto* button : part<QWidget>(where)->findChildren<QPushButton*>()) {
            if (button->text() == text) QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    void type(const char* name, const QString& text) const {
        auto* edit = part<QLineEdit>(name);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void send(const QString& text) const {
        part<QPlainTextEdit>("sendPayload")->setPlainText(text);
        QTest::mouseClick(part<QPushButton>("send"), Qt::LeftButton);
    }
    [[nodiscard]] ui::ReceiveDialog* receiveDialog() const {
        QTest::mouseClick(part<QPushButton>("receive"), Qt::LeftButton);
        return panel->findChild<ui::ReceiveDialog*>();
    }

    std::unique_ptr<ui::Session> session;
    std::unique_ptr<ui::QueuePanel> panel;
    std::unique_ptr<PanelHost> host;
};

} // namespace ipclens::testing
