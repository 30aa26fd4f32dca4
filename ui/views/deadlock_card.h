// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"
#include "core/processes/wait_graph.h"
#include "ui/session/update.h"

#include <QWidget>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ipclens::ui {

class ToneLabel;

/// One likely deadlock: who is in it, the reason for each step, what speaks against it, and ways to look closer.
class DeadlockCard : public QWidget {
    Q_OBJECT

public:
    DeadlockCard(const processes::WaitGraph& graph, const processes::WaitCycle& cycle, const Update* update,
                 QWidget* parent = nullptr);

    /// Who and what is in it, in the order of the arrows: a card stays for as long as that does.
    [[nodiscard]] static std::string identity(const processes::WaitGraph& graph, const processes::WaitCycle& cycle);
    /// Its newest words; the same nodes as ever.
    void setCycle(const processes::WaitCycle& cycle, std::chrono::steady_clock::time_point now);
    void setLookOnly(bool lookOnly);

signals:
    void objectActivated(ipclens::ObjectId object);
    void signalAsked(const ipclens::processes::Process& process);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addButtons(const processes::WaitGraph& graph, const processes::WaitCycle& cycle, const Update* update);

    std::size_t processes_ = 0;
    QVBoxLayout* rows_;
    ToneLabel* headline_;
    ToneLabel* way_;
    std::vector<QLabel*> sentences_;
    QVBoxLayout* sentenceRows_;
    ToneLabel* doubts_;
    std::vector<std::pair<QPushButton*, QString>> signals_; ///< with the tool tip that names the process
};

} // namespace ipclens::ui
