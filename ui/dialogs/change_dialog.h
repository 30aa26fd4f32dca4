// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/panels/panel.h"

#include <QDialog>

#include <memory>

namespace ipclens::ui {

class Session;

/// Changes owner, group and mode of an object; the capacity of a queue, the lock of a segment. Only what the person
/// changed is sent. To be shown with open(), deletes itself when closed; a failure is told inside, and nothing typed is
/// lost.
class ChangeDialog : public QDialog {
    Q_OBJECT

public:
    ChangeDialog(Session& session, const ObjectInfo& info, QWidget* parent = nullptr);
    ~ChangeDialog() override;

signals:
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
