// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/processes/process.h"
#include "ui/session/interest.h"
#include "ui/session/operation.h"
#include "ui/session/process_view.h"
#include "ui/session/update.h"

#include <QWidget>

#include <cstddef>
#include <memory>

namespace ipclens::ui {

class Session;

/// What a banner says, and how loudly.
enum class Severity { Info, Success, Warning, Error };

/// The detail area's page for one kind of object. It shows one object at a time, from Updates alone.
class Panel : public QWidget {
    Q_OBJECT

public:
    explicit Panel(Session& session, QWidget* parent = nullptr)
        : QWidget(parent)
        , session_(session) {}

    /// Shows another object from now on; `info` is what the table knows of it. Always of this panel's kind.
    virtual void setObject(const ObjectInfo& info) = 0;
    /// The object's newest info from the table, each time that it changed.
    virtual void setInfo(const ObjectInfo& info) = 0;
    /// The object is gone: what was shown last stays, greyed, with a line that says so; nothing can be done to it any
    /// more.
    virtual void setEnded() = 0;
    /// Adds what this panel wants read while it is visible.
    virtual void addInterest(Interest& interest) const = 0;
    virtual void apply(const Update& update) = 0;
    /// What was seen of processes, for panels that ask for some of it.
    virtual void applyProcesses(const std::shared_ptr<const ProcessView>& /*view*/) {}
    /// Messages that are nowhere but in this panel, and would go with it.
    [[nodiscard]] virtual std::size_t keptMessages() const { return 0; }
    /// Whether it says itself, as long as it is seen, that this operation is under way, for how long or how far, and
    /// has what ends it: then the window need not.
    [[nodiscard]] virtual bool tells(OperationId /*operation*/) const { return false; }

signals:
    /// What addInterest() gives has changed (scrolled, another message chosen).
    void interestChanged();
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);
    /// The person wants the object to have another size.
    void resizeAsked();
    /// The person wants to send this process a signal: the window asks.
    void signalAsked(const ipclens::processes::Process& process);
    /// What message() said in these words was true of a state that is over.
    void outdated(const QString& text);

protected:
    [[nodiscard]] Session& session() const { return session_; }

private:
    Session& session_;
};

} // namespace ipclens::ui
