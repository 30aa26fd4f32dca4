// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"
#include "ui/session/session.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace ipclens::ui {

class HeldRow;

/// What the kernel would turn back if the program ended now, a line a set, each with a way to turn it back at once.
/// Shows itself while there is anything.
class HeldStrip : public QWidget {
    Q_OBJECT

public:
    explicit HeldStrip(Session& session, QWidget* parent = nullptr);

signals:
    void message(ipclens::ui::Severity severity, const QString& text);
    /// What has the keyboard here is about to go: it belongs elsewhere.
    void leaving();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void release(Id set);
    void updateRefusal();

    Session& session_;
    OwnOperations operations_;
    QVBoxLayout* layout_;
    std::vector<HeldRow*> rows_;
};

/// "sem:@98304: [0] +1, [1] +1": what the kernel will add to the values of each set.
[[nodiscard]] QStringList whatIsTurnedBack(const UndoLedger& ledger);

} // namespace ipclens::ui
