// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/process.h"
#include "ui/panels/panel.h"
#include "ui/session/interest.h"
#include "ui/session/process_view.h"

#include <QWidget>

#include <vector>

namespace ipclens::ui {

class Session;

/// A view of the whole system in the main area, of the processes behind the objects. Made when it is first chosen, and
/// told of news while it is seen.
class ProcessPage : public QWidget {
    Q_OBJECT

public:
    explicit ProcessPage(Session& session, QWidget* parent = nullptr)
        : QWidget(parent)
        , session_(session) {}

    /// What it needs looked for while it is seen.
    [[nodiscard]] virtual ProcessInterest interest() const = 0;
    /// The newest view; what its interest does not name may be null in it, and in the first ones what it names too.
    virtual void apply(const std::shared_ptr<const ProcessView>& view) = 0;
    /// Gives its main part the keyboard.
    virtual void focusMain() = 0;

signals:
    /// The person wants to see this object: the window shows the list with it chosen.
    void objectActivated(ipclens::ObjectId object);
    /// The person wants to send this process a signal: the window asks.
    void signalAsked(const ipclens::processes::Process& process);
    /// The person wants these removed: the window asks.
    void removalAsked(const std::vector<ipclens::ObjectId>& objects);
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);

protected:
    [[nodiscard]] Session& session() const { return session_; }

private:
    Session& session_;
};

} // namespace ipclens::ui
