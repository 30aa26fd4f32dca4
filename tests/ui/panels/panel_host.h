// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"
#include "ui/session/session.h"

#include <QStringList>
#include <QTest>

#include <functional>
#include <memory>
#include <optional>

namespace ipclens::testing {

/// What the window is to a panel: passes Updates and wishes on, and keeps what the panel says.
class PanelHost {
public:
    PanelHost(ui::Session& session, ui::Panel& panel)
        : session_(session)
        , panel_(panel) {
        panel_.resize(900, 420);
        QObject::connect(&panel_, &ui::Panel::interestChanged, &panel_, [this] { tellInterest(); });
        QObject::connect(&panel_, &ui::Panel::message, &panel_,
                         [this](ui::Severity, const QString& text) { said += text; });
        QObject::connect(&session_, &ui::Session::updated, &panel_,
                         [this](const std::shared_ptr<const ui::Update>& update) { take(*update); });
        QObject::connect(&session_, &ui::Session::processesUpdated, &panel_,
                         [this](const std::shared_ptr<const ui::ProcessView>& view) {
                             if (shown_ && !ended) panel_.applyProcesses(view);
                         });
    }

    /// Shows the panel with an object, and waits until the first Update that knows it.
    bool open(ObjectId object) {
        object_ = object;
        shown_ = false;
        ended = false;
        if (!panel_.isVisible()) panel_.show();
        session_.start();
        session_.refresh();
        return QTest::qWaitFor([this] { return shown_; }) && waitForUpdate();
    }

    /// Waits for an Update that was begun after this call.
    bool waitForUpdate() {
        const int wanted = updates_ + 2;
        session_.refresh();
        return QTest::qWaitFor([&] {
            if (updates_ < wanted) session_.refresh();
            return updates_ >= wanted;
        });
    }

    QStringList said;
    bool ended = false;

private:
    void tellInterest() {
        ui::Interest interest;
        panel_.addInterest(interest);
        session_.setInterest(interest);
    }

    void take(const ui::Update& update) {
        ++updates_;
        if (!object_ || update.rows == nullptr || update.rows->snapshot == nullptr) return;
        const auto view = update.rows->snapshot->find(*object_);
        if (view && !shown_) {
            shown_ = true;
            panel_.setObject(copyOf(*view));
            tellInterest();
        } else if (view) {
            panel_.setInfo(copyOf(*view));
        } else if (shown_ && !ended) {
            ended = true;
            panel_.setEnded();
        }
        if (shown_) panel_.apply(update);
    }

    ui::Session& session_;
    ui::Panel& panel_;
    std::optional<ObjectId> object_;
    bool shown_ = false;
    int updates_ = 0;
};

} // namespace ipclens::testing
