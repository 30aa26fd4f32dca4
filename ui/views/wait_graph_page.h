// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/serial_worker.h"
#include "ui/views/graph_picture.h"
#include "ui/views/process_page.h"

#include <memory>

class QPushButton;
class QStackedWidget;

namespace ipclens::ui {

class EmptyState;
class PageHeading;
class ToneLabel;
class WaitGraphView;

/// Processes, what they wait for, and who would likely end that: as a graph, with likely deadlocks in red.
class WaitGraphPage : public ProcessPage {
    Q_OBJECT

public:
    explicit WaitGraphPage(Session& session, QWidget* parent = nullptr);
    /// Waits for a file that is being written.
    ~WaitGraphPage() override;

    /// Who would end a wait for a POSIX object is told by who has it open.
    [[nodiscard]] ProcessInterest interest() const override { return {.waiting = true, .uses = true}; }
    void apply(const std::shared_ptr<const ProcessView>& view) override;
    void focusMain() override;

private:
    enum class Format : std::uint8_t { Svg, Png };

    void build();
    void tellNothing();
    void say();
    void showMenu(const PictureBox& box, const QPoint& position);
    void askFile(Format format);
    void write(const QString& path, Format format);

    std::shared_ptr<const ProcessView> view_;
    std::size_t leftOut_ = 0;
    PageHeading* heading_;
    WaitGraphView* graph_;
    QStackedWidget* pages_; ///< the graph, or why there is none
    EmptyState* nothing_;
    ToneLabel* legend_;
    ToneLabel* doubts_;
    QPushButton* export_;
    QPushButton* arrange_;
    QPushButton* fit_;
    SerialWorker writer_; // last: its jobs use the others
};

} // namespace ipclens::ui
