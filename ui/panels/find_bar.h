// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/segment.h"
#include "ui/panels/own_operations.h"
#include "ui/session/memory_work.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace ipclens::ui {

class FindForm;
class HexView;
class PlaceModel;

/// Lines above a segment's bytes to look for something in all of them: the next or previous match, a list of all, and
/// scans that narrow down which number it is. The work is done elsewhere; here one sees how far it is, and ends it.
/// Hidden until it is opened; Escape closes it.
class FindBar : public QWidget {
    Q_OBJECT

public:
    FindBar(Session& session, HexView& view, QWidget* parent = nullptr);

    /// Looks in another segment from now on; what was found is forgotten.
    void setSegment(const Segment& segment);
    /// Whether the bytes are read by an attachment, which was agreed to.
    void setAttached(bool attached) { attached_ = attached; }
    void open();
    void findNext() { find(false); }
    void findPrevious() { find(true); }
    /// Whether it shows how far this operation is, with what ends it.
    [[nodiscard]] bool tells(OperationId operation) const { return running_ == operation && isVisible(); }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Tone { Plain, Problem };
    using What = decltype(operation::MemoryWork::what);

    void layOut();
    void connectParts();
    void followForm();
    void followWhat();
    void find(bool backward);
    void findAll();
    void scan();
    void newScan();
    [[nodiscard]] bool isForOtherNumbers(const bytes::ScanOptions& options) const;
    void run(What what, std::function<void(const MemoryOutcome&)> done);
    void stop();
    void close();
    void showProgress();
    void showResults();
    void showScan();
    void goTo(int row);
    void say(const QString& text, Tone tone = Tone::Plain);
    void applyColors();

    Session& session_;
    HexView& view_;
    OwnOperations operations_;
    Segment segment_;
    bool attached_ = false;

    FindForm* form_;
    QPushButton* next_;
    QPushButton* previous_;
    QPushButton* all_;
    QPushButton* closeButton_;
    QWidget* scanLine_;
    QComboBox* scanTest_;
    QPushButton* scan_;
    QPushButton* newScan_;
    QLabel* status_;
    QProgressBar* progress_;
    QPushButton* cancel_;
    QTableView* results_;
    PlaceModel* model_;

    std::optional<OperationId> running_;
    std::optional<bytes::ScanOptions> scanning_; ///< what is running is a scan, of these
    int turn_ = 0;                               ///< of what was asked for last
    QTimer tick_;
    std::shared_ptr<const bytes::Scan> scanned_;
    std::optional<std::uint64_t> foundAt_; ///< the match that is selected
    bool problem_ = false;
};

} // namespace ipclens::ui
