// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QPushButton;

namespace ipclens::ui {

class CopyAsMenu;

/// Asks into which queue the messages of another shall be moved or copied, and says what that does to both. To be shown
/// with open(), deletes itself when closed.
class TransferDialog : public QDialog {
    Q_OBJECT

public:
    enum class What { Move, Copy };

    /// `queues` are those to choose from.
    TransferDialog(What what, const QueueInfo& from, const std::vector<QueueInfo>& queues, QWidget* parent = nullptr);

    [[nodiscard]] Id to() const;
    [[nodiscard]] bool waits() const;
    /// Puts code for what the verb does beside it.
    void offerCode(CopyAsMenu& menu);

signals:
    void chosen(ipclens::Id to, bool wait);

private:
    QComboBox* to_;
    QCheckBox* wait_;
    QDialogButtonBox* buttons_;
    QPushButton* verb_;
};

} // namespace ipclens::ui
