// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <QObject>

namespace ipclens::ui {

class ChangeMapBar;
class FindBar;
class HexView;
class MemoryHeader;
class SegmentFiles;

/// All of the memory panel that is about more bytes than are in sight: finding and scanning, saving and loading, and
/// the map of changes beside the scroll bar.
class WholeSegment : public QObject {
    Q_OBJECT

public:
    /// Adds its buttons to the header, its shortcuts to the panel and the map to the view.
    WholeSegment(Session& session, HexView& view, MemoryHeader& header, QWidget* panel);

    /// The lines above the bytes.
    [[nodiscard]] QWidget* strip() const;
    void setSegment(const Segment& segment);
    /// A sample came; `own` of its attachments are this process's.
    void take(const SegmentDetail& detail, std::uint64_t own);
    /// The bytes can't be had, or the segment is gone.
    void takeNothing();
    /// Why its bytes can't be written over, as a sentence; empty: they can.
    void setLocked(const QString& why);
    /// Whether it shows how far this operation is, with what ends it.
    [[nodiscard]] bool tells(OperationId operation) const;

signals:
    void message(ipclens::ui::Severity severity, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeMap();
    void setUsable(bool usable);

    HexView& view_;
    FindBar* find_;
    SegmentFiles* files_;
    ChangeMapBar* map_;
    QList<QAction*> actions_;
    QList<QWidget*> buttons_;
};

} // namespace ipclens::ui
