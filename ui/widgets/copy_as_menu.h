// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"
#include "core/snippets/snippet.h"
#include "ui/panels/panel.h"
#include "ui/session/operation.h"

#include <QMenu>

#include <functional>
#include <optional>

class QPushButton;

namespace ipclens::ui {

class Session;

/// "Copy as": code in C, Python or for a shell that does what a button would do, or that opens an object, onto the
/// clipboard. It copies and runs nothing, so it is there in look-only mode too.
class CopyAsMenu : public QMenu {
    Q_OBJECT

public:
    /// What the button would run if it was pressed now; nothing where a field makes no sense.
    using OperationSource = std::function<std::optional<Operation>()>;
    using ObjectSource = std::function<std::optional<ObjectId>()>;

    [[nodiscard]] static CopyAsMenu* ofOperation(const Session& session, OperationSource source, QWidget* parent);
    [[nodiscard]] static CopyAsMenu* ofObject(const Session& session, ObjectSource source, QWidget* parent);

    /// A button with these words that opens it.
    [[nodiscard]] QPushButton* makeButton(QWidget* parent);
    /// Opens at the mouse over this button, also while that is off.
    void openOver(QWidget& button);

signals:
    /// That it was copied, or why not; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using ActionSource = std::function<std::optional<snippets::Action>()>;

    CopyAsMenu(ActionSource source, QWidget* parent);
    void copy(snippets::Language language);

    ActionSource source_;
};

} // namespace ipclens::ui
