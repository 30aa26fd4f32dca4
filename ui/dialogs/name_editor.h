// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/options.h"
#include "core/posix/name.h"
#include "ui/session/update.h"

#include <QWidget>

#include <memory>
#include <optional>

class QButtonGroup;
class QCheckBox;
class QLineEdit;

namespace ipclens::ui {

class Verdict;

/// Where the name of a new POSIX object is chosen: given, or random and unused; and what happens where it is taken.
class NameEditor : public QWidget {
    Q_OBJECT

public:
    explicit NameEditor(QWidget* parent = nullptr);

    /// Nothing while what is typed is no name.
    [[nodiscard]] std::optional<posix::NameChoice> choice() const;
    [[nodiscard]] IfExists ifExists() const;
    /// Says where a typed name is taken already by an object of this kind, as far as `rows` know.
    void setTaken(Kind kind, std::shared_ptr<const Rows> rows);

signals:
    void changed();

private:
    enum Way : int { Given, Random };

    void check();
    void checkGiven();
    [[nodiscard]] bool isTaken(std::string_view name) const;

    QButtonGroup* ways_;
    QLineEdit* name_;
    Verdict* verdict_;
    QCheckBox* open_;
    Kind kind_ = Kind::Semaphore;
    std::shared_ptr<const Rows> rows_;
};

} // namespace ipclens::ui
