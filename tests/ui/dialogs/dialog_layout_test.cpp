// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Where things stand in the dialogs: each names its object, shows what matters, and nothing moves under the hand.

#include "core/listing/posix_names.h"
#include "core/posix/semaphore.h"
#include "core/sysv/message_queue.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/posix_object_ids.h"
#include "tests/support/posix_objects.h"
#include "tests/ui/dialogs/dialog_fixture.h"
#include "ui/dialogs/browse_dialog.h"
#include "ui/dialogs/change_dialog.h"
#include "ui/dialogs/create_dialog.h"
#include "ui/dialogs/posix_receive_dialog.h"
#include "ui/dialogs/remove_dialog.h"

#include <QAbstractTextDocumentLayout>
#include <QPointer>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextEdit>

#include <algorithm>
#include <memory>

using namespace ipclens;
using namespace ipclens::ui;
using namespace ipclens::testing;

namespace {

QString headingOf(const QWidget* dialog) {
    return part<QLabel>(dialog, "heading")->text();
}

int topOf(const QWidget* dialog, const char* name) {
    return part<QWidget>(dialog, name)->mapTo(dialog, QPoint()).y();
}

/// Between the last field of a kind that is seen and the verb.
int holeAbove(const QWidget* verb, const QWidget* dialog) {
    int lowest = 0;
    for (const auto* edit : dialog->findChildren<QWidget*>()) {
        const bool isField = edit->inherits("QLineEdit") || edit->inherits("QCheckBox") || edit->inherits("QLabel");
        if (!isField || !edit->isVisible()) continue;
        lowest = std::max(lowest, edit->mapTo(dialog, QPoint(0, edit->height())).y());
    }
    return verb->mapTo(dialog, QPoint()).y() - lowest;
}

constexpr int mostBetween = 30;

/// How often Tab goes upwards on its way through all of a dialog: once, from the last to the first.
int waysUp(const QWidget* dialog) {
    std::vector<int> tops;
    for (const QWidget* next = dialog->nextInFocusChain(); next != dialog; next = next->nextInFocusChain()) {
        const bool stops = next->isVisible() && next->isEnabled() && (next->focusPolicy() & Qt::TabFocus) != 0;
        if (stops && next->focusProxy() == nullptr) tops.push_back(next->mapTo(dialog, QPoint()).y());
    }
    constexpr int sameRow = 12;
    int up = 0;
    for (std::size_t i = 0; i < tops.size(); ++i) {
        if (tops[(i + 1) % tops.size()] < tops[i] - sameRow) ++up;
    }
    return up;
}

} // namespace

class DialogLayoutTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { fixture_.reset(); }
    void eachNamesItsObject();
    void aLongNameWidensNoDialog();
    void changeBeginsWithTheOwner();
    void resizeBeginsWithTheSize();
    void tabGoesDownwards();
    void aSmallerSizeMovesNothing();
    void createIsAsHighAsItsKindNeeds();
    void theKindsStayWhereTheyAre();
    void eachKindHasItsExample();
    void removeShowsWhatIsLostFirst();
    void removeCutsNoLine();
    void whatComesLaterHasRoom();

private:
    ChangeDialog* change(ObjectId object, ChangeDialog::First first = ChangeDialog::First::Owner) {
        return fixture_->open(
            new ChangeDialog(fixture_->session, *listing::lookAtPosix(object), &fixture_->window, first));
    }
    CreateDialog* create(Kind kind, Api api) {
        return fixture_->open(new CreateDialog(fixture_->session, kind, &fixture_->window, api));
    }

    std::unique_ptr<DialogFixture> fixture_;
};

void DialogLayoutTest::init() {
    fixture_ = std::make_unique<DialogFixture>();
    QVERIFY(fixture_->ready());
}

void DialogLayoutTest::eachNamesItsObject() {
    const MadeQueue queue("/jobs");
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096), 0);
    const auto info = std::get<PosixQueueInfo>(*listing::lookAtPosix(queueNamed("/jobs")));
    const BrowseDialog browse(fixture_->session, info, {});
    QCOMPARE(headingOf(&browse), QStringLiteral("Browse message queue /jobs"));
    const PosixReceiveDialog receive(fixture_->session, info);
    QCOMPARE(headingOf(&receive), QStringLiteral("Receive from message queue /jobs"));
    QVERIFY(part<QLabel>(&receive, "heading")->font().bold());
    const ObjectId segment = segmentNamed("/ring");
    QCOMPARE(headingOf(change(segment)), QStringLiteral("Change shared memory segment /ring"));
    QCOMPARE(headingOf(change(segment, ChangeDialog::First::Size)),
             QStringLiteral("Resize shared memory segment /ring"));
}

void DialogLayoutTest::aLongNameWidensNoDialog() {
    const std::string name = '/' + std::string(200, 'x');
    const MadeQueue queue(name);
    const auto info = std::get<PosixQueueInfo>(*listing::lookAtPosix(queueNamed(name)));
    BrowseDialog browse(fixture_->session, info, {});
    browse.setAttribute(Qt::WA_DeleteOnClose, false);
    browse.show();
    QVERIFY(QTest::qWaitForWindowExposed(&browse));
    QVERIFY2(browse.width() < 800, qPrintable(QString::number(browse.width())));
}

void DialogLayoutTest::changeBeginsWithTheOwner() {
    const MadeSemaphore lock("/lock", 1);
    auto* dialog = change(semaphoreNamed("/lock"));
    QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(part<QLineEdit>(dialog, "owner")));
    QVERIFY(part<QLineEdit>(dialog, "owner")->hasSelectedText());
}

void DialogLayoutTest::resizeBeginsWithTheSize() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(8192), 0);
    const ObjectId segment = segmentNamed("/ring");
    auto* dialog = change(segment, ChangeDialog::First::Size);
    QCOMPARE(dialog->focusWidget(), static_cast<QWidget*>(part<QLineEdit>(dialog, "size")));
    QTRY_VERIFY(topOf(dialog, "size") < topOf(dialog, "owner"));
    auto* other = change(segment);
    QTRY_VERIFY(topOf(other, "size") > topOf(other, "owner"));
}

void DialogLayoutTest::tabGoesDownwards() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(8192), 0);
    const ObjectId segment = segmentNamed("/ring");
    std::vector<QWidget*> dialogs{change(segment), change(segment, ChangeDialog::First::Size)};
    for (const Api api : {Api::SysV, Api::Posix}) {
        for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue})
            dialogs.push_back(create(kind, api));
    }
    for (auto* dialog : dialogs) {
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QTRY_COMPARE(waysUp(dialog), 1);
    }
}

void DialogLayoutTest::aSmallerSizeMovesNothing() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(16 << 20), 0);
    auto* dialog = change(segmentNamed("/ring"), ChangeDialog::First::Size);
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    const QSize size = dialog->size();
    const int top = topOf(dialog, "verb");
    const int field = topOf(dialog, "modeDigits");
    type(dialog, "size", QStringLiteral("4K"));
    QVERIFY(!words(dialog).isEmpty());
    QTest::qWait(50); // for what is laid out later
    QCOMPARE(dialog->size(), size);
    QCOMPARE(topOf(dialog, "verb"), top);
    QCOMPARE(topOf(dialog, "modeDigits"), field);
}

void DialogLayoutTest::createIsAsHighAsItsKindNeeds() {
    for (const Api api : {Api::SysV, Api::Posix}) {
        for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
            auto* dialog = create(kind, api);
            QVERIFY(QTest::qWaitForWindowExposed(dialog));
            QTRY_VERIFY2(holeAbove(verb(dialog), dialog) < mostBetween,
                         qPrintable(QString::number(holeAbove(verb(dialog), dialog))));
            QVERIFY(holeAbove(verb(dialog), dialog) > 0);
            // Also when it was another one before
            auto* switched = create(Kind::SharedMemory, Api::SysV);
            QVERIFY(QTest::qWaitForWindowExposed(switched));
            if (api == Api::Posix) QTest::mouseClick(part<QPushButton>(switched, "posix"), Qt::LeftButton);
            for (auto* button : switched->findChildren<QPushButton*>()) {
                const QString& text = button->text();
                if (kind == Kind::Semaphore && text.startsWith(QStringLiteral("Semaphore"))) button->click();
                if (kind == Kind::MessageQueue && text == QStringLiteral("Message queue")) button->click();
            }
            QTRY_VERIFY2(holeAbove(verb(switched), switched) < mostBetween,
                         qPrintable(QString::number(holeAbove(verb(switched), switched))));
            switched->reject();
            dialog->reject();
        }
    }
}

void DialogLayoutTest::theKindsStayWhereTheyAre() {
    auto* dialog = create(Kind::Semaphore, Api::SysV);
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    const QWidget* last = nullptr;
    for (const auto* button : dialog->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Message queue")) last = button;
    }
    QVERIFY(last != nullptr);
    const QPoint before = last->mapTo(dialog, QPoint());
    QTest::mouseClick(part<QPushButton>(dialog, "posix"), Qt::LeftButton);
    QTest::qWait(50);
    QCOMPARE(last->mapTo(dialog, QPoint()), before);
}

void DialogLayoutTest::eachKindHasItsExample() {
    QStringList examples;
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
        auto* dialog = create(kind, Api::Posix);
        const QString example = part<QLineEdit>(dialog, "name")->placeholderText();
        QVERIFY(example.startsWith(QLatin1Char('/')));
        QVERIFY2(says(dialog, example), qPrintable(example)); // the words below it name the same one
        examples += example;
        dialog->reject();
    }
    QCOMPARE(examples.removeDuplicates(), 0);
}

void DialogLayoutTest::removeShowsWhatIsLostFirst() {
    const MadeSemaphore lock("/lock", 1);
    const MadeQueue jobs("/jobs");
    QVERIFY(jobs.send("one"));
    auto* dialog = fixture_->open(
        new RemoveDialog(fixture_->session, {semaphoreNamed("/lock"), queueNamed("/jobs")}, &fixture_->window));
    QTRY_VERIFY(verb(dialog)->isEnabled());
    const auto* list = part<QTextEdit>(dialog, "objects");
    const QString first = list->document()->firstBlock().text();
    QVERIFY2(first.startsWith(QStringLiteral("message queue /jobs")) && first.endsWith(QStringLiteral("POSIX")),
             qPrintable(first));
    QTRY_VERIFY(!list->verticalScrollBar()->isVisible());
}

void DialogLayoutTest::removeCutsNoLine() {
    fixture_->window.resize(800, 600);
    std::vector<sysv::MessageQueue> queues;
    std::vector<ObjectId> objects;
    for (int i = 0; i < 20; ++i) {
        queues.push_back(*sysv::MessageQueue::create(sysv::PrivateKey{}, {}));
        objects.push_back({Kind::MessageQueue, queues.back().id()});
    }
    auto* dialog = fixture_->open(new RemoveDialog(fixture_->session, objects, &fixture_->window));
    QTRY_VERIFY(verb(dialog)->isEnabled());
    const auto* list = part<QTextEdit>(dialog, "objects");
    QTRY_VERIFY(list->verticalScrollBar()->isVisible());
    QVERIFY(dialog->height() <= 360);
    QVERIFY2(dialog->height() > 300, qPrintable(QString::number(dialog->height())));
    const int bottom = list->viewport()->height();
    bool whole = false;
    for (QTextBlock block = list->document()->begin(); block.isValid(); block = block.next()) {
        const QRectF place = list->document()->documentLayout()->blockBoundingRect(block);
        if (std::abs(place.bottom() - bottom) < 2) whole = true;
    }
    QVERIFY(whole);
    dialog->reject();
    for (const auto& queue : queues)
        QVERIFY(queue.remove());
}

void DialogLayoutTest::whatComesLaterHasRoom() {
    const MadeSemaphore lock("/lock", 1);
    auto* dialog = change(semaphoreNamed("/lock"));
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    // No such owner: an answer of some length, where there was none
    type(dialog, "owner", QString(60, QLatin1Char('x')));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    auto* label = part<QLabel>(dialog, "words");
    QTRY_VERIFY(!label->text().isEmpty());
    QTRY_VERIFY(label->height() >= label->heightForWidth(label->width()));
}

IPCLENS_GUI_TEST_MAIN(DialogLayoutTest)

#include "dialog_layout_test.moc"
