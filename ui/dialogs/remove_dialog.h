// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/panels/panel.h"

#include <QDialog>

#include <memory>
#include <vector>

namespace ipclens::ui {

class Session;

/// Names each object that is to be removed, who is attached to it or waits for it, and what the kernel will do to them,
/// before anything happens; Cancel is the default. To be shown with open(), deletes itself when closed.
class RemoveDialog : public QDialog {
    Q_OBJECT

public:
    RemoveDialog(Session& session, std::vector<ObjectId> objects, QWidget* parent = nullptr);
    ~RemoveDialog() override;

signals:
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
