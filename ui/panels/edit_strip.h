// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/strip.h"

class QCheckBox;
class QPushButton;

namespace ipclens::ui {

class CopyAsMenu;
class MemoryEditor;

/// Stands above the bytes while their lock is open: what was typed over them and is not written yet, with the buttons
/// that write or discard it.
class EditStrip : public Strip {
    Q_OBJECT

public:
    explicit EditStrip(MemoryEditor& editor, QWidget* parent = nullptr);

    /// Puts code for what "Write" would do beside it, and that for the other two over them.
    void offerCode(CopyAsMenu& write, CopyAsMenu& undo, CopyAsMenu& anyway);

signals:
    /// A button was used; it may be off by now.
    void used();

private:
    void follow();

    MemoryEditor& editor_;
    QCheckBox* atOnce_;
    QPushButton* undo_;
    QPushButton* leaveIt_;
    QPushButton* anyway_;
    QPushButton* discard_;
    QPushButton* write_;
    QPushButton* code_ = nullptr;
};

} // namespace ipclens::ui
