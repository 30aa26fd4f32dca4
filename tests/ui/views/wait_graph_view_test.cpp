// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/theme.h"
#include "ui/views/graph_export.h"
#include "ui/views/wait_graph_view.h"

#include <QHelpEvent>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>
#include <QXmlStreamReader>

#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <vector>

using namespace ipclens;
using namespace ipclens::ui;

namespace {

PictureBox processBox(pid_t pid, const QString& name = QStringLiteral("lockstep")) {
    PictureBox box;
    box.id = "process " + std::to_string(pid);
    box.title = name;
    box.state = QStringLiteral("pid %1").arg(pid);
    box.process = processes::Process{.pid = pid, .name = name.toStdString()};
    return box;
}

PictureBox memberBox(int member, const QString& state = QStringLiteral("value 0")) {
    PictureBox box;
    box.id = "sem:@3 [" + std::to_string(member) + "]";
    box.title = QStringLiteral("0x51a00002 [%1]").arg(member);
    box.state = state;
    box.object = ObjectId{Kind::Semaphore, Id{3}};
    return box;
}

/// 4711 has [1] and waits for [0], 4712 the other way round.
GraphPicture lockstep() {
    GraphPicture picture;
    picture.boxes = {processBox(4711), memberBox(0), processBox(4712), memberBox(1)};
    for (std::size_t i = 0; i < 4; ++i) {
        const bool waits = i % 2 == 0;
        const QString words = waits ? QStringLiteral("waits \u22121") : QStringLiteral("last operated on by");
        picture.arrows.push_back({i, (i + 1) % 4, words, !waits, true});
        picture.boxes[i].inCycle = true;
    }
    return picture;
}

/// Somebody else waits for [0] too.
GraphPicture withOneMore() {
    GraphPicture picture = lockstep();
    picture.boxes.push_back(processBox(4713, QStringLiteral("late")));
    picture.arrows.push_back({4, 1, QStringLiteral("waits \u22121"), false, false});
    return picture;
}

class Shown {
public:
    explicit Shown(const GraphPicture& picture, const QSize& size = {900, 600}) {
        view.resize(size);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        put(picture);
    }
    /// As Tab does that comes from elsewhere.
    void comeIn(Qt::FocusReason reason) {
        view.clearFocus();
        view.setFocus(reason);
        QVERIFY(view.current() != nullptr);
    }
    void put(const GraphPicture& picture) {
        view.setPicture(picture);
        QVERIFY(QTest::qWaitFor([&] { return view.picture() == picture; }));
    }
    [[nodiscard]] QPoint middleOf(const std::string& id) const { return view.placeOf(id).center().toPoint(); }
    void click(const std::string& id) { QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, middleOf(id)); }

    WaitGraphView view;
};

/// How much of a picture has this colour, nearly.
int pixelsOf(const QImage& image, const QColor& color) {
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int away = std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                             std::abs(pixel.blue() - color.blue());
            found += away < 24 ? 1 : 0;
        }
    }
    return found;
}

} // namespace

class WaitGraphViewTest : public QObject {
    Q_OBJECT

private slots:
    void aClickOnAnObjectLeadsToIt();
    void aClickOnAProcessAsksForItsMenu();
    void theGroundIsNoBox();
    void theKeyboardGoesThroughBoxes();
    void tabLeavesAfterTheLast();
    void placesStayWhenOthersComeAndGo();
    void aNewValueMovesNothingAndShowsAtOnce();
    void theNewestPictureWins();
    void cyclesAreRed_data();
    void cyclesAreRed();
    void aLargeGraphIsFittedOrScrolled();
    void zoomsByTheWheelAndKeys();
    void hostileNamesStayText();
    void writesSvg();
    void writesPng();
    void aFileThatCantBeWrittenIsTold();
    void anEmptyGraphIsNoFile();
};

void WaitGraphViewTest::aClickOnAnObjectLeadsToIt() {
    Shown shown(lockstep());
    const QSignalSpy objects(&shown.view, &WaitGraphView::objectActivated);
    shown.click("sem:@3 [1]");
    QCOMPARE(objects.size(), 1);
    QVERIFY((objects.at(0).at(0).value<ObjectId>() == ObjectId{Kind::Semaphore, Id{3}}));

    // One that was let go elsewhere is none
    QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, shown.middleOf("sem:@3 [0]"));
    QTest::mouseRelease(shown.view.viewport(), Qt::LeftButton, {}, shown.middleOf("sem:@3 [1]"));
    QCOMPARE(objects.size(), 1);
}

void WaitGraphViewTest::aClickOnAProcessAsksForItsMenu() {
    Shown shown(lockstep());
    const QSignalSpy objects(&shown.view, &WaitGraphView::objectActivated);
    std::vector<std::string> asked;
    connect(&shown.view, &WaitGraphView::menuAsked, this,
            [&asked](const PictureBox& box, const QPoint&) { asked.push_back(box.id); });
    shown.click("process 4712");
    QCOMPARE(asked, std::vector<std::string>{"process 4712"});

    QContextMenuEvent event(QContextMenuEvent::Mouse, shown.middleOf("sem:@3 [0]"),
                            shown.view.mapToGlobal(shown.middleOf("sem:@3 [0]")));
    QCoreApplication::sendEvent(shown.view.viewport(), &event);
    QCOMPARE(asked, (std::vector<std::string>{"process 4712", "sem:@3 [0]"}));
    QCOMPARE(objects.size(), 0);
}

void WaitGraphViewTest::theGroundIsNoBox() {
    Shown shown(lockstep());
    const QSignalSpy objects(&shown.view, &WaitGraphView::objectActivated);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(3, 3));
    QCOMPARE(objects.size(), 0);
    QVERIFY(shown.view.current() == nullptr);
}

void WaitGraphViewTest::theKeyboardGoesThroughBoxes() {
    Shown shown(lockstep());
    shown.view.setTeller([](const PictureBox& box) { return QStringList{QStringLiteral("all of ") + box.title}; });
    const QSignalSpy objects(&shown.view, &WaitGraphView::objectActivated);
    shown.comeIn(Qt::TabFocusReason);
    QCOMPARE(shown.view.current()->id, std::string("process 4711"));
    QTest::keyClick(&shown.view, Qt::Key_Tab);
    QCOMPARE(shown.view.current()->id, std::string("sem:@3 [0]"));
    QCOMPARE(shown.view.accessibleDescription(), QStringLiteral("all of 0x51a00002 [0]"));
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QCOMPARE(objects.size(), 1);

    // Arrows lead to what lies there
    for (const auto& [key, dx, dy] : {std::tuple{Qt::Key_Left, -1, 0}, std::tuple{Qt::Key_Right, 1, 0},
                                      std::tuple{Qt::Key_Up, 0, -1}, std::tuple{Qt::Key_Down, 0, 1}}) {
        const QPointF before = shown.view.placeOf(shown.view.current()->id).center();
        QTest::keyClick(&shown.view, key);
        const QPointF way = shown.view.placeOf(shown.view.current()->id).center() - before;
        QVERIFY(way.isNull() || way.x() * dx + way.y() * dy > 0);
    }
}

void WaitGraphViewTest::tabLeavesAfterTheLast() {
    QWidget window;
    auto* view = new WaitGraphView(&window);
    auto* next = new QLineEdit(&window);
    view->setGeometry(0, 0, 800, 500);
    next->setGeometry(0, 510, 200, 30);
    window.resize(800, 560);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    view->setPicture(lockstep());
    QVERIFY(QTest::qWaitFor([&] { return view->picture().boxes.size() == 4; }));
    next->setFocus();
    view->setFocus(Qt::TabFocusReason);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(view, Qt::Key_Tab);
    QCOMPARE(view->current()->id, std::string("sem:@3 [1]"));
    QTest::keyClick(view, Qt::Key_Tab);
    QVERIFY(next->hasFocus());
    QTest::keyClick(next, Qt::Key_Backtab);
    QVERIFY(view->hasFocus());
    QCOMPARE(view->current()->id, std::string("sem:@3 [1]"));
}

void WaitGraphViewTest::placesStayWhenOthersComeAndGo() {
    Shown shown(lockstep());
    std::map<std::string, QRectF> before;
    for (const PictureBox& box : lockstep().boxes)
        before[box.id] = shown.view.placeOf(box.id);
    shown.put(withOneMore());
    for (const auto& [id, place] : before)
        QCOMPARE(shown.view.placeOf(id), place);
    const QRectF late = shown.view.placeOf("process 4713");
    QVERIFY(!late.isEmpty());

    // Three of five go; and all come back
    GraphPicture fewer;
    fewer.boxes = {memberBox(0), processBox(4713, QStringLiteral("late"))};
    fewer.arrows = {{1, 0, QStringLiteral("waits \u22121"), false, false}};
    shown.put(fewer);
    QCOMPARE(shown.view.placeOf("process 4713"), late);
    QVERIFY(shown.view.placeOf("process 4711").isEmpty());
    shown.put(GraphPicture());
    shown.put(withOneMore());
    for (const auto& [id, place] : before)
        QCOMPARE(shown.view.placeOf(id), place);
    QCOMPARE(shown.view.placeOf("process 4713"), late);
}

void WaitGraphViewTest::aNewValueMovesNothingAndShowsAtOnce() {
    Shown shown(lockstep());
    const QRectF before = shown.view.placeOf("sem:@3 [0]");
    GraphPicture next = lockstep();
    next.boxes[1].state = QStringLiteral("value 12");
    shown.view.setPicture(next);
    QCOMPARE(shown.view.picture(), next); // without waiting for a layout
    QCOMPARE(shown.view.placeOf("sem:@3 [0]"), before);
}

void WaitGraphViewTest::theNewestPictureWins() {
    Shown shown(lockstep());
    const QSignalSpy news(&shown.view, &WaitGraphView::shown);
    for (int i = 0; i < 30; ++i)
        shown.view.setPicture(i % 2 == 0 ? withOneMore() : GraphPicture());
    shown.view.setPicture(withOneMore());
    QVERIFY(QTest::qWaitFor([&] { return shown.view.picture() == withOneMore(); }));
    QTest::qWait(200);
    QCOMPARE(shown.view.picture(), withOneMore());
    QVERIFY(news.size() < 30);
}

void WaitGraphViewTest::cyclesAreRed_data() {
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

void WaitGraphViewTest::cyclesAreRed() {
    QFETCH(QPalette, palette);
    Shown shown(lockstep());
    shown.view.setPalette(palette);
    const QColor red = toneColor(Tone::DangerText, palette);
    const int found = pixelsOf(shown.view.viewport()->grab().toImage(), red);
    QVERIFY2(found > 100, qPrintable(QString::number(found)));
    GraphPicture calm = lockstep();
    for (PictureArrow& arrow : calm.arrows)
        arrow.inCycle = false;
    shown.put(calm);
    QVERIFY(pixelsOf(shown.view.viewport()->grab().toImage(), red) < 10);
}

void WaitGraphViewTest::aLargeGraphIsFittedOrScrolled() {
    GraphPicture star;
    star.boxes.push_back(memberBox(0));
    for (pid_t pid = 1; pid <= 60; ++pid) {
        star.boxes.push_back(processBox(pid));
        star.arrows.push_back({static_cast<std::size_t>(pid), 0, QStringLiteral("waits \u22121"), false, false});
    }
    Shown shown(star);
    QVERIFY(shown.view.scale() < 1);
    QVERIFY(shown.view.scale() >= 0.7); // stays readable
    QVERIFY(shown.view.horizontalScrollBar()->maximum() > 0 || shown.view.verticalScrollBar()->maximum() > 0);
    // The box that has the keyboard is brought into sight
    shown.comeIn(Qt::BacktabFocusReason);
    for (int i = 0; i < 60; ++i) {
        QVERIFY(shown.view.viewport()->rect().contains(
            shown.view.placeOf(shown.view.current()->id).toAlignedRect().adjusted(1, 1, -1, -1)));
        QTest::keyClick(&shown.view, Qt::Key_Backtab);
    }
}

void WaitGraphViewTest::zoomsByTheWheelAndKeys() {
    Shown shown(lockstep());
    QCOMPARE(shown.view.scale(), 1.0);
    const QPoint middle = shown.view.viewport()->rect().center();
    QWheelEvent wheel(middle, shown.view.viewport()->mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(shown.view.viewport(), &wheel);
    QVERIFY(shown.view.scale() > 1.1);
    QTest::keyClick(&shown.view, Qt::Key_Minus, Qt::ControlModifier);
    QTest::keyClick(&shown.view, Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(shown.view.scale() < 0.9);
    QTest::keyClick(&shown.view, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(shown.view.scale(), 1.0);
}

void WaitGraphViewTest::hostileNamesStayText() {
    GraphPicture picture = lockstep();
    picture.boxes[0].title = QStringLiteral("<b>&\"%1 \\x1b");
    picture.boxes[1].title = QStringLiteral("/").append(QString(600, QLatin1Char('W')));
    Shown shown(picture);
    QVERIFY(shown.view.placeOf(picture.boxes[1].id).width() < 300);
    QHelpEvent help(QEvent::ToolTip, shown.middleOf(picture.boxes[0].id), QCursor::pos());
    QCoreApplication::sendEvent(shown.view.viewport(), &help);
    QVERIFY(QToolTip::isVisible());
    QTextDocument document;
    document.setHtml(QToolTip::text());
    QVERIFY2(document.toPlainText().contains(QStringLiteral("<b>&\"%1 \\x1b")), qPrintable(QToolTip::text()));
    QToolTip::hideText();

    QXmlStreamReader reader(svgOf(shown.view));
    QString text;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters) text += reader.text();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(text.contains(QStringLiteral("<b>&\"%1 \\x1b")));
}

void WaitGraphViewTest::writesSvg() {
    const Shown shown(lockstep());
    const QByteArray bytes = svgOf(shown.view);
    QVERIFY(bytes.contains("lockstep"));
    QVERIFY(bytes.contains("last operated on by"));
    QSvgRenderer renderer(bytes);
    QVERIFY(renderer.isValid());
    QImage image(renderer.defaultSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QVERIFY(pixelsOf(image, toneColor(Tone::DangerText, shown.view.palette())) > 100);

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("graph.svg"));
    QCOMPARE(writeWhole(path, bytes), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

void WaitGraphViewTest::writesPng() {
    const Shown shown(lockstep());
    const QImage image = QImage::fromData(pngOf(shown.view), "PNG");
    QVERIFY(!image.isNull());
    QCOMPARE(image.size(), (shown.view.wholeRect().size() * 2).toSize());
    QVERIFY(pixelsOf(image, toneColor(Tone::DangerText, shown.view.palette())) > 600);
}

void WaitGraphViewTest::aFileThatCantBeWrittenIsTold() {
    const QTemporaryDir folder;
    QVERIFY(!writeWhole(folder.filePath(QStringLiteral("none/graph.svg")), "x").isEmpty());
    QVERIFY(!writeWhole(QStringLiteral("/dev/full/graph.svg"), "x").isEmpty());
}

void WaitGraphViewTest::anEmptyGraphIsNoFile() {
    const WaitGraphView view;
    QVERIFY(svgOf(view).isEmpty());
    QVERIFY(pngOf(view).isEmpty());
}

IPCLENS_GUI_TEST_MAIN(WaitGraphViewTest)
#include "wait_graph_view_test.moc"
