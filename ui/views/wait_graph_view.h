// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/graph_layouter.h"
#include "ui/views/graph_painter.h"
#include "ui/views/graph_picture.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

class QPainter;

namespace ipclens::ui {

/// Draws a wait graph. What stays keeps its place from one picture to the next, and who comes back has it again; a
/// click, or the keyboard (Tab, arrows, Enter), leads to objects and processes.
class WaitGraphView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit WaitGraphView(QWidget* parent = nullptr);

    /// Shown once it is laid out, which is at once where only words are others.
    void setPicture(const GraphPicture& picture);
    /// Asked for the words of a box when somebody wants them.
    void setTeller(std::function<QStringList(const PictureBox&)> teller) { teller_ = std::move(teller); }
    /// Forgets all places and lays it out anew.
    void arrange();

    [[nodiscard]] const GraphPicture& picture() const { return shown_; }
    /// Where a box is in the viewport; empty where there is none such.
    [[nodiscard]] QRectF placeOf(const std::string& id) const;
    /// The box that has the keyboard; null for none.
    [[nodiscard]] const PictureBox* current() const;
    [[nodiscard]] double scale() const { return scale_; }
    void setScale(double scale);
    /// As large as its whole has room for, and never larger than it is; stays so from now on.
    void fit();

    /// The whole graph at its own coordinates, for files.
    [[nodiscard]] QRectF wholeRect() const;
    void paintWhole(QPainter& painter) const;

signals:
    void objectActivated(ipclens::ObjectId object);
    /// What can be done with this box; a place on the screen.
    void menuAsked(const ipclens::ui::PictureBox& box, const QPoint& position);
    /// Another picture is shown, or in other places.
    void shown();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool viewportEvent(QEvent* event) override;

private:
    using Clock = std::chrono::steady_clock;
    struct Place {
        GraphPlace where;
        Clock::time_point seen;
    };

    void layOut();
    void takeLayout(const std::shared_ptr<const GraphLayout>& layout);
    void showPicture(GraphPicture picture);
    void forgetOldPlaces();
    void fitScale();
    void updateScrollBars();
    [[nodiscard]] QPointF origin() const; ///< where the graph's 0, 0 is in the viewport
    [[nodiscard]] QRectF covered() const; ///< the graph, with the places that are kept free
    [[nodiscard]] std::optional<std::size_t> boxAt(const QPointF& position) const;
    [[nodiscard]] std::optional<std::size_t> indexOf(const std::string& id) const;
    [[nodiscard]] std::optional<std::size_t> neighbour(std::size_t of, const QPointF& direction) const;
    void setCurrent(std::optional<std::size_t> box);
    void describeCurrent();
    void setHovered(std::optional<std::size_t> box);
    void activate(std::size_t box);
    [[nodiscard]] QStringList told(std::size_t box) const;

    GraphLayouter layouter_;
    std::function<QStringList(const PictureBox&)> teller_;
    GraphPicture shown_;
    GraphLayoutRequest shownRequest_; ///< what the layout is of, without places
    std::shared_ptr<const GraphLayout> layout_;
    std::optional<GraphPicture> wanted_; ///< waits for its layout
    GraphLayoutRequest wantedRequest_;
    std::map<std::string, Place> places_;
    std::set<std::string> fresh_; ///< boxes that have just come, and glow until the timer's end
    QBasicTimer freshTimer_;
    std::string current_; ///< empty: none
    std::optional<std::size_t> hovered_;
    std::optional<std::size_t> pressed_;
    std::optional<QPoint> dragged_; ///< from here, where the ground is held
    double scale_ = 1;
    bool fits_ = true;
};

} // namespace ipclens::ui
