// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/widgets/filter_line.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>
#include <QVBoxLayout>

using ipclens::ui::FilterLine;

namespace {

/// Completes the last word to those of a short list.
FilterLine::Offer complete(const QString& before) {
    FilterLine::Offer offer;
    offer.from = static_cast<int>(before.lastIndexOf(QLatin1Char(' '))) + 1;
    if (before.endsWith(QLatin1String("is:"))) return {static_cast<int>(before.size()), {QStringLiteral("full")}};
    for (const char* word : {"is:", "is:full", "id:", "kind:"}) {
        if (QLatin1String(word).startsWith(before.mid(offer.from))) offer.words << QLatin1String(word);
    }
    return offer;
}

struct Window {
    Window() {
        window.resize(500, 200);
        auto* layout = new QVBoxLayout(&window);
        line = new FilterLine(&window);
        layout->addWidget(line);
        layout->addStretch();
        line->setCompletions(complete);
        window.show();
        window.activateWindow();
        line->setFocus();
    }
    QAbstractItemView& popup() const { return *line->findChild<QCompleter*>()->popup(); }

    QWidget window;
    FilterLine* line;
};

} // namespace

class FilterLineTest : public QObject {
    Q_OBJECT

private slots:
    void offersWordsWhileTyping();
    void takesTheChosenWord();
    void completesInTheMiddle();
    void offersNothingAfterASpaceButAfterAColon();
    void saysErrorsWithoutMovingAnything();
    void aTermThatIsStillChosenIsNoError();
    void setsATermInPlaceOfTheOldOne();
    void tellsWhenThePersonIsDone();
    void itsButtonClears();
};

void FilterLineTest::offersWordsWhileTyping() {
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    QTest::keyClicks(window.line, QStringLiteral("i"));
    QVERIFY(window.popup().isVisible());
    QCOMPARE(window.popup().model()->rowCount(), 3);
    QTest::keyClicks(window.line, QStringLiteral("x"));
    QVERIFY(!window.popup().isVisible());
    QCOMPARE(window.line->text(), QStringLiteral("ix"));
}

void FilterLineTest::takesTheChosenWord() {
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    QTest::keyClicks(window.line, QStringLiteral("k"));
    QTest::keyClick(&window.popup(), Qt::Key_Down);
    QTest::keyClick(&window.popup(), Qt::Key_Return);
    QCOMPARE(window.line->text(), QStringLiteral("kind:"));
    window.line->setText(QStringLiteral("root "));
    QTest::keyClicks(window.line, QStringLiteral("is:f"));
    QTest::keyClick(&window.popup(), Qt::Key_Down);
    QTest::keyClick(&window.popup(), Qt::Key_Return);
    QCOMPARE(window.line->text(), QStringLiteral("root is:full "));
}

void FilterLineTest::completesInTheMiddle() {
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    window.line->setText(QStringLiteral(" root"));
    window.line->setCursorPosition(0);
    QTest::keyClicks(window.line, QStringLiteral("k"));
    QTest::keyClick(&window.popup(), Qt::Key_Down);
    QTest::keyClick(&window.popup(), Qt::Key_Return);
    QCOMPARE(window.line->text(), QStringLiteral("kind: root"));
    QCOMPARE(window.line->cursorPosition(), 5);
}

void FilterLineTest::offersNothingAfterASpaceButAfterAColon() {
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    QTest::keyClicks(window.line, QStringLiteral("root "));
    QVERIFY(!window.popup().isVisible());
    window.line->setText(QStringLiteral("is"));
    QTest::keyClicks(window.line, QStringLiteral(":"));
    QVERIFY(window.popup().isVisible());
}

void FilterLineTest::saysErrorsWithoutMovingAnything() {
    Window window;
    const QRect place = window.line->geometry();
    window.line->setError(QStringLiteral("<b>no field colour</b>"));
    const auto* label = window.window.findChild<QLabel*>(QStringLiteral("filterError"));
    QVERIFY(label != nullptr);
    QVERIFY(label->isVisible());
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QCOMPARE(window.line->accessibleDescription(), QStringLiteral("<b>no field colour</b>"));
    QCOMPARE(window.line->geometry(), place);
    QVERIFY(window.window.rect().contains(label->geometry()));
    window.line->setError(QString());
    QVERIFY(!label->isVisible());
}

void FilterLineTest::aTermThatIsStillChosenIsNoError() {
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    QTest::keyClicks(window.line, QStringLiteral("is:"));
    QVERIFY(window.popup().isVisible());
    window.line->setError(QStringLiteral("is: needs a value"));
    const auto* label = window.window.findChild<QLabel*>(QStringLiteral("filterError"));
    QVERIFY(label == nullptr || !label->isVisible());
    QTest::keyClick(&window.popup(), Qt::Key_Escape);
    QVERIFY(!window.popup().isVisible());
    label = window.window.findChild<QLabel*>(QStringLiteral("filterError"));
    QVERIFY(label != nullptr && label->isVisible());
}

void FilterLineTest::setsATermInPlaceOfTheOldOne() {
    FilterLine line;
    line.setText(QStringLiteral("root  kind:sem"));
    line.setTerm(QStringLiteral("kind"), QStringLiteral("msg"));
    QCOMPARE(line.text(), QStringLiteral("root kind:msg"));
    line.setTerm(QStringLiteral("owner"), QStringLiteral("anna"));
    QCOMPARE(line.text(), QStringLiteral("root kind:msg owner:anna"));
    // Spaces within quotes part no terms
    line.setText(QStringLiteral("name:\"/my own ring\" api:posix"));
    line.setTerm(QStringLiteral("api"), QStringLiteral("sysv"));
    QCOMPARE(line.text(), QStringLiteral("name:\"/my own ring\" api:sysv"));
    line.setTerm(QStringLiteral("name"), QStringLiteral("/b"));
    QCOMPARE(line.text(), QStringLiteral("api:sysv name:/b"));
}

void FilterLineTest::tellsWhenThePersonIsDone() {
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    const QSignalSpy leaving(window.line, &FilterLine::leaving);
    QTest::keyClick(window.line, Qt::Key_Return);
    QTest::keyClick(window.line, Qt::Key_Down);
    QCOMPARE(leaving.count(), 2);
    window.line->setText(QStringLiteral("x"));
    QTest::keyClick(window.line, Qt::Key_Escape);
    QVERIFY(window.line->text().isEmpty());
    QCOMPARE(leaving.count(), 2);
    QTest::keyClick(window.line, Qt::Key_Escape);
    QCOMPARE(leaving.count(), 3);
}

void FilterLineTest::itsButtonClears() {
    Window window;
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    QVERIFY(window.line->findChildren<QToolButton*>().isEmpty());
    QTest::keyClicks(window.line, QStringLiteral("a b"));
    auto* button = window.line->findChild<QToolButton*>();
    QVERIFY(button != nullptr && button->isVisible());
    QVERIFY(!button->icon().isNull());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(window.line->text(), QString());
    QVERIFY(!button->isVisible());
    window.line->setText(QStringLiteral("c"));
    QVERIFY(button->isVisible());
}

IPCLENS_GUI_TEST_MAIN(FilterLineTest)

#include "filter_line_test.moc"
