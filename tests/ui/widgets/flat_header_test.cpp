// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/widgets/flat_header.h"

#include <QStandardItemModel>
#include <QStyle>
#include <QStyleOptionHeader>
#include <QTest>

using namespace ipclens::ui;

namespace {

constexpr int shortRole = Qt::UserRole + 1;

/// What it would draw of its first title.
class ShownHeader : public FlatHeader {
public:
    QString shownTitle() const {
        QStyleOptionHeader option;
        initStyleOptionForIndex(&option, 0);
        const int margins = 2 * style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
        return fontMetrics().elidedText(option.text, Qt::ElideRight, sectionSize(0) - margins);
    }
};

struct Bench {
    explicit Bench(const QString& title) {
        model.setColumnCount(1);
        model.setHeaderData(0, Qt::Horizontal, title);
        header.setModel(&model);
    }
    QStandardItemModel model;
    ShownHeader header;
};

} // namespace

class FlatHeaderTest : public QObject {
    Q_OBJECT

private slots:
    void aTitleHasRoom_data();
    void aTitleHasRoom();
    void fewerWordsWhereThereIsLittleRoom();
};

void FlatHeaderTest::aTitleHasRoom_data() {
    QTest::addColumn<QString>("title");
    for (const char* title :
         {"#", "Value", "Tokens", "Last 60 s", "Waiting", "Last operation by", "Activity (60 s)", "Ty"})
        QTest::newRow(title) << QString::fromLatin1(title);
}

void FlatHeaderTest::aTitleHasRoom() {
    QFETCH(QString, title);
    Bench bench(title);
    for (const double points : {8.0, 9.0, 9.75, 10.0, 11.3}) {
        QFont font = bench.header.font();
        font.setPointSizeF(points);
        bench.header.setFont(font);
        bench.header.resizeSection(0, std::max(bench.header.widthFor(title), bench.header.minimumSectionSize()));
        QCOMPARE(bench.header.shownTitle(), title);
    }
}

void FlatHeaderTest::fewerWordsWhereThereIsLittleRoom() {
    Bench bench(QStringLiteral("Activity (60 s)"));
    bench.model.setHeaderData(0, Qt::Horizontal, QStringLiteral("Activity"), shortRole);
    bench.header.setShortRole(shortRole);
    bench.header.resizeSection(0, bench.header.widthFor(QStringLiteral("Activity (60 s)")));
    QCOMPARE(bench.header.shownTitle(), QStringLiteral("Activity (60 s)"));
    bench.header.resizeSection(0, bench.header.widthFor(QStringLiteral("Activity (60 s)")) - 1);
    QCOMPARE(bench.header.shownTitle(), QStringLiteral("Activity"));
}

IPCLENS_GUI_TEST_MAIN(FlatHeaderTest)

#include "flat_header_test.moc"
