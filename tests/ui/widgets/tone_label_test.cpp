// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/widgets/tone_label.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <QWidget>

using namespace ipclens::ui;

class ToneLabelTest : public QObject {
    Q_OBJECT

private slots:
    void followsTheTheme();
    void keepsMarkupAsText();
    void isWholeInItsToolTipWhereCut();
    void saysLessWhereThereIsLessRoom();
};

void ToneLabelTest::followsTheTheme() {
    applyPalette(false);
    QWidget ground;
    ground.setBackgroundRole(QPalette::Base); // labels inherit the text role that belongs to it
    auto* layout = new QVBoxLayout(&ground);
    auto* muted = new ToneLabel(Tone::MutedText, &ground);
    auto* plain = new ToneLabel(std::nullopt, &ground);
    layout->addWidget(muted);
    layout->addWidget(plain);
    ground.show();
    const auto ink = [](const ToneLabel* label) { return label->palette().color(label->foregroundRole()); };
    QCOMPARE(ink(muted), toneColor(Tone::MutedText, lightPalette()));
    QCOMPARE(ink(plain), lightPalette().color(QPalette::WindowText));
    applyPalette(true);
    QTRY_COMPARE(ink(muted), toneColor(Tone::MutedText, darkPalette()));
    QCOMPARE(ink(plain), darkPalette().color(QPalette::WindowText));
    muted->setTone(Tone::DangerText);
    QCOMPARE(ink(muted), toneColor(Tone::DangerText, darkPalette()));
    muted->setTone(std::nullopt);
    QCOMPARE(ink(muted), darkPalette().color(QPalette::WindowText));
}

void ToneLabelTest::keepsMarkupAsText() {
    const ToneLabel label(std::nullopt);
    QCOMPARE(label.textFormat(), Qt::PlainText);
}

void ToneLabelTest::isWholeInItsToolTipWhereCut() {
    ToneLabel label(std::nullopt);
    label.setElides(true);
    label.setText(QStringLiteral("semaphore: <b>7</b> & 8 are out of range"));
    label.resize(label.sizeHint());
    label.show();
    const auto hover = [&label] {
        QToolTip::hideText();
        QHelpEvent event(QEvent::ToolTip, QPoint(4, 4), label.mapToGlobal(QPoint(4, 4)));
        QCoreApplication::sendEvent(&label, &event);
        return QToolTip::text();
    };
    QVERIFY(hover().isEmpty());
    label.resize(60, label.height());
    QCOMPARE(hover(), QStringLiteral("<span>semaphore: &lt;b&gt;7&lt;/b&gt; &amp; 8 are out of range</span>"));
    label.setToolTip(QStringLiteral("another one"));
    QCOMPARE(hover(), QStringLiteral("another one"));
}

void ToneLabelTest::saysLessWhereThereIsLessRoom() {
    ToneLabel label(std::nullopt);
    label.setElides(true);
    label.setText(QStringLiteral("Peeked just now: looking takes nothing"));
    const QStringList shorter{QStringLiteral("Peeked just now"), QStringLiteral("Peeked")};
    label.setShorter(shorter);
    for (const QString& words : QStringList{label.text()} + shorter) {
        label.resize(label.fontMetrics().horizontalAdvance(words), 20);
        QCOMPARE(label.fitting(), words);
    }
    label.resize(label.fontMetrics().horizontalAdvance(shorter.last()) - 2, 20);
    QVERIFY(label.fitting().endsWith(QChar(0x2026)));
}

IPCLENS_GUI_TEST_MAIN(ToneLabelTest)
#include "tone_label_test.moc"
