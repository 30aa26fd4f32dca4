// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/filter_terms.h"

#include <QObject>
#include <QTest>

#include <string>

using namespace ipclens;
using namespace ipclens::ui;

namespace {

Name nameOf(const QByteArray& bytes) {
    return Name::of(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

PosixSegmentInfo segmentCalled(Name name) {
    PosixSegmentInfo info;
    info.name = name;
    return info;
}

bool matches(const QString& expression, Name name) {
    const auto filter = listing::Filter::parse(expression.toStdString());
    UserNames users;
    const PosixSegmentInfo info = segmentCalled(name);
    return filter && filter->matches({&info, {}}, users);
}

QStringList wordsFor(const QString& before, const listing::Snapshot& listed) {
    return filter_terms::offerFor(before, {}, &listed).words;
}

} // namespace

class FilterTermsTest : public QObject {
    Q_OBJECT

private slots:
    void aPatternFindsItsName_data();
    void aPatternFindsItsName();
    void offersNamesThatAreListed();
    void offersFieldsAndTheirWords();
};

void FilterTermsTest::aPatternFindsItsName_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("plain") << QByteArray("/render-lock") << "/render-lock";
    QTest::newRow("spaces") << QByteArray("/my ring") << "\"/my ring\"";
    QTest::newRow("quotes") << QByteArray("/a\"b c") << "\"/a?b c\"";
    QTest::newRow("colon") << QByteArray("/a:b") << "/a:b";
    QTest::newRow("glob") << QByteArray("/a*[b]?") << "/a??b]?";
    QTest::newRow("newline") << QByteArray("/a\nb") << "/a?b";
    QTest::newRow("umlaut") << QByteArray("/\xc3\xbc") << QString::fromUtf8("/\xc3\xbc");
    QTest::newRow("no UTF-8") << QByteArray("/caf\xe9") << "/caf?";
    QTest::newRow("longest") << QByteArray("/" + QByteArray(255, 'x')) << "/" + QString(255, QLatin1Char('x'));
}

void FilterTermsTest::aPatternFindsItsName() {
    QFETCH(QByteArray, bytes);
    const Name name = nameOf(bytes);
    const QString pattern = filter_terms::patternOf(name);
    QTEST(pattern, "pattern");
    QVERIFY(matches(QStringLiteral("name:") + pattern, name));
    QVERIFY(matches(QStringLiteral("api:posix name:%1 kind:shm").arg(pattern), name));
    QVERIFY(!matches(QStringLiteral("name:") + pattern, Name::of("/another")));
}

void FilterTermsTest::offersNamesThatAreListed() {
    listing::Snapshot listed;
    listed.posixSegments = {segmentCalled(Name::of("/psm_2")), segmentCalled(Name::of("/Psm_1")),
                            segmentCalled(Name::of("/old psm"))};
    PosixQueueInfo queue;
    queue.name = Name::of("/psm_2"); // as a segment is called
    listed.posixQueues = {queue};
    QCOMPARE(wordsFor(QStringLiteral("api:posix name:psm"), listed),
             (QStringList{QStringLiteral("/Psm_1"), QStringLiteral("/psm_2"), QStringLiteral("\"/old psm\"")}));
    QCOMPARE(wordsFor(QStringLiteral("name:/psm_2"), listed), QStringList{QStringLiteral("/psm_2")});
    QCOMPARE(wordsFor(QStringLiteral("name:"), listed).size(), 3);
    const QString begun = QStringLiteral("name:\"/old p");
    const auto offer = filter_terms::offerFor(begun, {}, &listed);
    QCOMPARE(offer.words, QStringList{QStringLiteral("\"/old psm\"")});
    QCOMPARE(offer.from, 5);
    QVERIFY(filter_terms::offerFor(QStringLiteral("name:p"), {}, nullptr).words.isEmpty());
    for (int number = 0; number < 500; ++number)
        listed.posixSegments.push_back(segmentCalled(Name::of("/many-" + std::to_string(number))));
    QVERIFY(wordsFor(QStringLiteral("name:many"), listed).size() < 100);
}

void FilterTermsTest::offersFieldsAndTheirWords() {
    const listing::Snapshot none;
    QVERIFY(wordsFor(QStringLiteral("ap"), none).contains(QStringLiteral("api:")));
    QCOMPARE(wordsFor(QStringLiteral("api:"), none), (QStringList{QStringLiteral("sysv"), QStringLiteral("posix")}));
    QVERIFY(wordsFor(QStringLiteral("na"), none).contains(QStringLiteral("name:")));
}

QTEST_APPLESS_MAIN(FilterTermsTest)
#include "filter_terms_test.moc"
