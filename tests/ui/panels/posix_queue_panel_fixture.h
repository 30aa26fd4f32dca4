// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/byte_text.h"
#include "tests/support/posix_object_ids.h"
#include "tests/support/posix_objects.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/panels/posix_queue_panel.h"
#include "ui/session/session.h"
#include "ui/settings.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <memory>
#include <string>

namespace ipclens::testing {

/// Takes the first message, by the C library alone: "7 text"; empty where there is none within a moment.
inline std::string takenFrom(const MadeQueue& queue, std::size_t size = 64) {
    std::string text(size, 0);
    unsigned priority = 0;
    const ssize_t length = mq_receive(queue.get(), text.data(), text.size(), &priority);
    if (length < 0) return {};
    text.resize(static_cast<std::size_t>(length));
    return std::to_string(priority) + ' ' + text;
}

inline long messagesIn(const MadeQueue& queue) {
    mq_attr attributes{};
    return mq_getattr(queue.get(), &attributes) == 0 ? attributes.mq_curmsgs : -1;
}

/// The panel of POSIX queues over a Session of its own, anew for each test, and hands to use it with.
class PosixQueuePanelFixture : public QObject {
protected:
    void makePanel(ui::Settings* settings = nullptr) {
        session = std::make_unique<ui::Session>();
        session->setRate(20);
        panel = std::make_unique<ui::PosixQueuePanel>(*session, settings);
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
    void press(const char* name) const { QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton); }
    [[nodiscard]] QString label(const char* name) const { return part<QLabel>(name)->text(); }
    void type(const char* name, const QString& text) const {
        auto* edit = part<QLineEdit>(name);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void send(const QString& text) const {
        part<QPlainTextEdit>("sendPayload")->setPlainText(text);
        press("send");
    }

    std::unique_ptr<ui::Session> session;
    std::unique_ptr<ui::PosixQueuePanel> panel;
    std::unique_ptr<PanelHost> host;
};

} // namespace ipclens::testing
