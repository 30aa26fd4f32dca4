// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/panels/panel.h"

#include <QDialog>

#include <memory>

namespace ipclens::ui {

class Session;

/// Makes an object of any kind. Every field is looked at while it is typed, with what is wrong in words beside it; a
/// creation that fails leaves the dialog open with all that was typed, and the reason in it. Never waits: to be shown
/// with open(), deletes itself when closed.
class CreateDialog : public QDialog {
    Q_OBJECT

public:
    CreateDialog(Session& session, Kind kind, QWidget* parent = nullptr);
    ~CreateDialog() override;

    void reject() override;

signals:
    /// The object that was made, for the table to choose it.
    void created(ipclens::ObjectId object);
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
