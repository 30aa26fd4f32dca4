// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/interest.h"
#include "ui/session/update.h"

#include <QWidget>

#include <memory>

namespace ipclens::ui {

/// What the system allows and how much of it is used: a page of its own, of no object.
class LimitsView : public QWidget {
    Q_OBJECT

public:
    explicit LimitsView(QWidget* parent = nullptr);
    ~LimitsView() override;

    /// Asks for the limits; to be called while this page is seen.
    void addInterest(Interest& interest) const;
    void apply(const Update& update);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
