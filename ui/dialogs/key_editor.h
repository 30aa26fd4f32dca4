// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/sysv/options.h"
#include "ui/session/update.h"

#include <QWidget>

#include <memory>
#include <optional>

class QButtonGroup;
class QLineEdit;

namespace ipclens::ui {

class Verdict;

/// Where the key of a new object is chosen: private, random and unused, or given.
class KeyEditor : public QWidget {
    Q_OBJECT

public:
    explicit KeyEditor(QWidget* parent = nullptr);

    /// Nothing while what is typed is no key.
    [[nodiscard]] std::optional<sysv::KeyChoice> choice() const;
    /// Says where a typed key is taken already by an object of this kind, as far as `rows` know.
    void setTaken(Kind kind, std::shared_ptr<const Rows> rows);

signals:
    void changed();

private:
    enum Way : int { Random, Private, Given };

    void check();
    [[nodiscard]] std::optional<ObjectId> owner(Key key) const;

    QButtonGroup* ways_;
    QLineEdit* key_;
    Verdict* verdict_;
    Kind kind_ = Kind::Semaphore;
    std::shared_ptr<const Rows> rows_;
};

} // namespace ipclens::ui
