// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"

#include <QDialog>
#include <QString>

class QPlainTextEdit;
class QPushButton;

namespace ipclens::ui {

class Verdict;

/// Where a struct is declared, from nothing or from a template. What is wrong is said and marked while it is typed;
/// only what is right can be used, or nothing at all. To be shown with open(); deletes itself when it is closed.
class StructDialog : public QDialog {
    Q_OBJECT

public:
    StructDialog(const QString& text, QWidget* parent);

signals:
    /// The person's choice; empty: no struct.
    void declared(const QString& text);

private:
    QWidget* templateButton();
    void judge();
    void markError(const bytes::DeclarationError& error);
    void accept() override;

    QPlainTextEdit* editor_;
    Verdict* verdict_;
    QPushButton* use_;
};

} // namespace ipclens::ui
