// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <memory>

namespace ipclens::ui {

/// All that is known of one object, of any kind: names behind numbers, times, what its key's bytes say. Every value can
/// be marked and copied; what is not known says why.
class PropertiesPanel : public Panel {
    Q_OBJECT

public:
    explicit PropertiesPanel(Session& session, QWidget* parent = nullptr);
    ~PropertiesPanel() override;

    void setObject(const ObjectInfo& info) override;
    void setInfo(const ObjectInfo& info) override;
    void setEnded() override;
    void addInterest(Interest& interest) const override;
    void apply(const Update& update) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
