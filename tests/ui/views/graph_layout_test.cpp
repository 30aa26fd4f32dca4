// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graph_layout.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace ipclens::ui;

namespace {

GraphLayoutRequest boxes(std::size_t count) {
    GraphLayoutRequest request;
    for (std::size_t i = 0; i < count; ++i)
        request.boxes.push_back({"box " + std::to_string(i), QSizeF(124, 42), i % 2 == 0});
    return request;
}

void arrow(GraphLayoutRequest& request, std::size_t from, std::size_t to) {
    request.arrows.push_back({from, to, QSizeF(70, 16)});
}

/// Each waits for the next, and the last for the first.
GraphLayoutRequest ring(std::size_t count) {
    GraphLayoutRequest request = boxes(count);
    for (std::size_t i = 0; i < count; ++i)
        arrow(request, i, (i + 1) % count);
    return request;
}

/// All wait for the first.
GraphLayoutRequest star(std::size_t count) {
    GraphLayoutRequest request = boxes(count);
    for (std::size_t i = 1; i < count; ++i)
        arrow(request, i, 0);
    return request;
}

/// Pairs that have nothing to do with each other.
GraphLayoutRequest pairs(std::size_t count) {
    GraphLayoutRequest request = boxes(count * 2);
    for (std::size_t i = 0; i < count; ++i)
        arrow(request, 2 * i, 2 * i + 1);
    return request;
}

/// What a view does from one graph to the next.
void remember(GraphLayoutRequest& next, const GraphLayoutRequest& request, const GraphLayout& layout) {
    next.places = request.places;
    for (std::size_t i = 0; i < request.boxes.size(); ++i)
        next.places[request.boxes[i].id] = {layout.boxes[i], request.boxes[i].group};
}

std::size_t overlaps(const GraphLayout& layout) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            found += layout.boxes[i].intersects(layout.boxes[j]) ? 1 : 0;
    }
    return found;
}

/// Whether a point is at an outline: within it a little inside of that, and not a little outside.
bool isAtBorder(const GraphBox& box, const QRectF& place, const QPointF& point) {
    const double slack = 2;
    const QRectF larger = place.marginsAdded({slack, slack, slack, slack});
    const QRectF smaller = place.marginsRemoved({slack, slack, slack, slack});
    return outlineOf(box, larger).contains(point) && !outlineOf(box, smaller).contains(point);
}

} // namespace

class GraphLayoutTest : public QObject {
    Q_OBJECT

private slots:
    void boxesDontOverlap_data();
    void boxesDontOverlap();
    void arrowsLeadFromBorderToBorder_data() { boxesDontOverlap_data(); }
    void arrowsLeadFromBorderToBorder();
    void whatWasThereKeepsItsPlace();
    void aPlaceStaysFreeForWhoComesBack();
    void aNewPartLeavesTheOthersAlone();
    void aGroupStandsTogether();
    void arrowsThereAndBackAreApart();
    void arrowsGoRoundBoxesOfOthers();
    void aRingIsFlat();
    void isNothingOfNothing();
    void lateGrowthStaysRightOfTheOrigin();
    void isQuick();
};

void GraphLayoutTest::boxesDontOverlap_data() {
    QTest::addColumn<GraphLayoutRequest>("request");
    QTest::newRow("one") << boxes(1);
    QTest::newRow("five alone") << boxes(5);
    QTest::newRow("a ring of 2") << ring(2);
    QTest::newRow("a ring of 4") << ring(4);
    QTest::newRow("a ring of 10") << ring(10);
    QTest::newRow("a star of 30") << star(30);
    QTest::newRow("a star of 80") << star(80);
    QTest::newRow("40 pairs") << pairs(40);
}

void GraphLayoutTest::boxesDontOverlap() {
    QFETCH(GraphLayoutRequest, request);
    const GraphLayout layout = layOutGraph(request);
    QCOMPARE(layout.boxes.size(), request.boxes.size());
    QCOMPARE(overlaps(layout), std::size_t{0});
    for (std::size_t i = 0; i < request.boxes.size(); ++i) {
        QCOMPARE(layout.boxes[i].size(), request.boxes[i].size);
        QVERIFY(layout.boxes[i].left() >= 0 && layout.boxes[i].top() >= 0);
        QCOMPARE(layout.boxes[i].topLeft(), QPointF(layout.boxes[i].topLeft().toPoint()));
    }
}

void GraphLayoutTest::arrowsLeadFromBorderToBorder() {
    QFETCH(GraphLayoutRequest, request);
    const GraphLayout layout = layOutGraph(request);
    QCOMPARE(layout.arrows.size(), request.arrows.size());
    for (std::size_t i = 0; i < request.arrows.size(); ++i) {
        const GraphArrow& arrow = request.arrows[i];
        const QPainterPath& path = layout.arrows[i].path;
        QVERIFY(isAtBorder(request.boxes[arrow.from], layout.boxes[arrow.from], path.pointAtPercent(0)));
        QVERIFY(isAtBorder(request.boxes[arrow.to], layout.boxes[arrow.to], path.pointAtPercent(1)));
        const double aside = arrow.label.height();
        QVERIFY(path.boundingRect().adjusted(-aside, -aside, aside, aside).contains(layout.arrows[i].label));
    }
}

void GraphLayoutTest::whatWasThereKeepsItsPlace() {
    const GraphLayoutRequest first = ring(4);
    const GraphLayout before = layOutGraph(first);

    // Two more wait for boxes of the ring, and one of the ring is gone
    GraphLayoutRequest second = boxes(6);
    second.boxes.erase(second.boxes.begin() + 2);
    arrow(second, 0, 1);
    arrow(second, 2, 0);
    arrow(second, 3, 1);
    arrow(second, 4, 1);
    remember(second, first, before);
    const GraphLayout after = layOutGraph(second);
    QCOMPARE(overlaps(after), std::size_t{0});
    QCOMPARE(after.boxes[0], before.boxes[0]);
    QCOMPARE(after.boxes[1], before.boxes[1]);
    QCOMPARE(after.boxes[2], before.boxes[3]);
    for (const QRectF& box : after.boxes)
        QVERIFY(!box.intersects(before.boxes[2]));

    // What is new stands near what it has an arrow to
    for (const std::size_t box : {std::size_t{3}, std::size_t{4}}) {
        const QPointF away = after.boxes[box].center() - after.boxes[1].center();
        QVERIFY2(std::hypot(away.x(), away.y()) < 500, qPrintable(QString::number(std::hypot(away.x(), away.y()))));
    }
}

void GraphLayoutTest::aPlaceStaysFreeForWhoComesBack() {
    const GraphLayoutRequest first = pairs(3);
    const GraphLayout before = layOutGraph(first);
    GraphLayoutRequest fewer = pairs(1);
    fewer.boxes.push_back({"a new one", QSizeF(124, 42)});
    fewer.boxes.push_back({"and another", QSizeF(124, 42)});
    arrow(fewer, 2, 3);
    remember(fewer, first, before);
    const GraphLayout between = layOutGraph(fewer);
    for (std::size_t i = 2; i < 6; ++i) {
        QVERIFY(!between.boxes[2].intersects(before.boxes[i]));
        QVERIFY(!between.boxes[3].intersects(before.boxes[i]));
    }
    GraphLayoutRequest again = pairs(3);
    remember(again, fewer, between);
    QCOMPARE(layOutGraph(again).boxes, before.boxes);
}

void GraphLayoutTest::aNewPartLeavesTheOthersAlone() {
    GraphLayoutRequest request = ring(4);
    const GraphLayout before = layOutGraph(request);
    GraphLayoutRequest more = boxes(7);
    more.arrows = request.arrows;
    arrow(more, 4, 5);
    arrow(more, 5, 6);
    remember(more, request, before);
    const GraphLayout after = layOutGraph(more);
    QCOMPARE(overlaps(after), std::size_t{0});
    QVERIFY(std::equal(before.boxes.begin(), before.boxes.end(), after.boxes.begin()));
}

/// Members of one set: also where one that stood there is gone by now.
void GraphLayoutTest::aGroupStandsTogether() {
    GraphLayoutRequest first = pairs(6);
    first.boxes[1].group = "a set";
    const GraphLayout before = layOutGraph(first);
    GraphLayoutRequest next = pairs(6);
    next.boxes[0].id = "another";
    next.boxes[1].id = "its member";
    next.boxes[1].group = "a set";
    remember(next, first, before);
    const GraphLayout after = layOutGraph(next);
    const QPointF away = after.boxes[1].center() - before.boxes[1].center();
    QVERIFY2(std::hypot(away.x(), away.y()) < 400, qPrintable(QString::number(std::hypot(away.x(), away.y()))));
    QCOMPARE(overlaps(after), std::size_t{0});
}

/// What has a place keeps it, and may so come to have an arrow right across others.
void GraphLayoutTest::arrowsGoRoundBoxesOfOthers() {
    GraphLayoutRequest request = boxes(3);
    arrow(request, 0, 2);
    for (std::size_t i = 0; i < 3; ++i)
        request.places[request.boxes[i].id] = {QRectF(300.0 * double(i), 100, 124, 42)};
    const GraphLayout layout = layOutGraph(request);
    for (int percent = 0; percent <= 100; ++percent)
        QVERIFY(!layout.boxes[1].contains(layout.arrows[0].path.pointAtPercent(percent / 100.0)));
}

void GraphLayoutTest::arrowsThereAndBackAreApart() {
    GraphLayoutRequest request = boxes(2);
    arrow(request, 0, 1);
    arrow(request, 1, 0);
    const GraphLayout layout = layOutGraph(request);
    const QPointF apart = layout.arrows[0].path.pointAtPercent(0.5) - layout.arrows[1].path.pointAtPercent(0.5);
    QVERIFY(std::hypot(apart.x(), apart.y()) > 4);
    // And so are their words
    QRectF one(QPointF(), request.arrows[0].label);
    QRectF other = one;
    one.moveCenter(layout.arrows[0].label);
    other.moveCenter(layout.arrows[1].label);
    QVERIFY(!one.intersects(other));
}

void GraphLayoutTest::aRingIsFlat() {
    QRectF whole;
    for (const QRectF& box : layOutGraph(ring(10)).boxes)
        whole |= box;
    QVERIFY(whole.width() > whole.height() * 1.3);
}

void GraphLayoutTest::isNothingOfNothing() {
    const GraphLayout layout = layOutGraph({});
    QVERIFY(layout.boxes.empty());
    QVERIFY(layout.arrows.empty());
}

/// One after another joins: none of them pushes the origin, from which a window shows the graph.
void GraphLayoutTest::lateGrowthStaysRightOfTheOrigin() {
    GraphLayoutRequest request = star(2);
    GraphLayout layout = layOutGraph(request);
    for (std::size_t count = 3; count < 20; ++count) {
        GraphLayoutRequest next = star(count);
        remember(next, request, layout);
        const GraphLayout grown = layOutGraph(next);
        QVERIFY(std::equal(layout.boxes.begin(), layout.boxes.end(), grown.boxes.begin()));
        QCOMPARE(overlaps(grown), std::size_t{0});
        for (const QRectF& box : grown.boxes)
            QVERIFY(box.left() >= 0 && box.top() >= 0);
        request = next;
        layout = grown;
    }
}

/// Of the most that a view asks for; on a slow machine under a sanitizer too.
void GraphLayoutTest::isQuick() {
    for (const GraphLayoutRequest& request : {ring(400), star(400), pairs(200)}) {
        QElapsedTimer timer;
        timer.start();
        const GraphLayout layout = layOutGraph(request);
        QCOMPARE(overlaps(layout), std::size_t{0});
        qInfo("%zu boxes, %zu arrows: %lld ms", request.boxes.size(), request.arrows.size(), timer.elapsed());
        QVERIFY(timer.elapsed() < 30'000);
    }
}

QTEST_GUILESS_MAIN(GraphLayoutTest)
#include "graph_layout_test.moc"
