// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/segment.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"

#include <QObject>

class QAction;
class QMenu;
class QMessageBox;

namespace ipclens::ui {

class HexView;

/// Saves a segment's bytes to a file and loads a file over them: asks for the file, says what will be written over, and
/// lets it be done.
class SegmentFiles : public QObject {
    Q_OBJECT

public:
    SegmentFiles(Session& session, HexView& view, QWidget* panel);

    /// `own` of its attachments are this process's.
    void setSegment(const Segment& segment, std::uint64_t own = 0);
    void setAttached(bool attached) { attached_ = attached; }
    /// Whether there are bytes to save.
    void setBytesShown(bool shown);
    /// Why nothing can be loaded over its bytes, as a sentence; empty: it can.
    void setLoadObstacle(const QString& why);
    [[nodiscard]] QMenu& menu() { return *menu_; }

signals:
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    void updateActions();
    void askWhereTo(std::uint64_t offset, std::uint64_t length);
    void save(const Segment& segment, std::uint64_t offset, std::uint64_t length, const QString& path);
    void askWhatToLoad();
    void plan(const Segment& segment, std::uint64_t offset, const QString& path);
    void confirm(const Segment& segment, const operation::PlanLoad& asked, const bytes::LoadPlan& plan);
    [[nodiscard]] operation::MemoryWork loadOf(const Segment& segment, const operation::PlanLoad& asked) const;
    void load(const Segment& segment, const operation::PlanLoad& asked);
    void tellFailure(const Operation& ran, const Outcome& outcome);

    Session& session_;
    HexView& view_;
    QWidget* panel_;
    OwnOperations operations_;
    Segment segment_;
    std::uint64_t own_ = 0; ///< so many of its attachments are this process's
    bool attached_ = false;
    bool shown_ = false;
    QString obstacle_;
    QMenu* menu_;
    QAction* saveSelection_;
    QAction* saveAll_;
    QAction* load_;
};

} // namespace ipclens::ui
