// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/test_main.h"
#include "ui/models/message_model.h"

#include <QAbstractItemModelTester>
#include <QObject>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include <initializer_list>
#include <string_view>

using namespace ipclens;
using namespace ipclens::ui;

namespace {

MessageHead headOf(std::uint64_t index, std::string_view text) {
    MessageHead head{.index = index, .type = 1, .size = text.size(), .head = {}};
    for (const char c : text)
        head.head.push_back(static_cast<std::byte>(c));
    return head;
}

/// What a sample brings of a queue of `messages`: those from `first` on.
QueueDetail detailOf(std::uint64_t messages, std::uint64_t first, std::initializer_list<std::string_view> texts) {
    QueueDetail detail;
    detail.asked.first = first;
    detail.asked.count = static_cast<std::uint32_t>(texts.size());
    detail.info.messages = messages;
    for (const std::string_view text : texts)
        detail.messages.push_back(headOf(first++, text));
    return detail;
}

QStringList payloads(const MessageModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row, MessageModel::PayloadColumn).data().toString();
    return all;
}

const QString notSeen = QStringLiteral("\u2026");

} // namespace

class MessageModelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void hasARowForEachMessage();
    void takesFromTheFront();
    void takesFromTheMiddle();
    void takesFromTheEnd();
    void takesAll();
    void addsAtTheEnd();
    void takesAndAddsAtOnce();
    void keepsPlacesWhereAllIsNew();
    void keepsWhatDidNotChange();
    void followsTheWindow();
    void believesMessagesRatherThanTheCount();
    void findsAMessageNoLaterThanItWas();
    void showsEachColumn();
    void greysWhenEnded();

private:
    void show(const QueueDetail& detail) { model_->apply(detail); }

    std::unique_ptr<MessageModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void MessageModelTest::init() {
    tester_.reset();
    model_ = std::make_unique<MessageModel>();
    tester_ = std::make_unique<QAbstractItemModelTester>(model_.get(),
                                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void MessageModelTest::hasARowForEachMessage() {
    model_->reset(5);
    QCOMPARE(model_->rowCount(), 5);
    show(detailOf(5, 1, {"b", "c"}));
    QCOMPARE(payloads(*model_), (QStringList{notSeen, "b", "c", notSeen, notSeen}));
    QVERIFY(model_->head(0) == nullptr);
    QCOMPARE(model_->head(1)->index, 1U);
}

void MessageModelTest::takesFromTheFront() {
    show(detailOf(4, 0, {"a", "b", "c", "d"}));
    const QPersistentModelIndex chosen = model_->index(2, 0);
    show(detailOf(2, 0, {"c", "d"}));
    QCOMPARE(payloads(*model_), (QStringList{"c", "d"}));
    QCOMPARE(chosen.row(), 0);
}

void MessageModelTest::takesFromTheMiddle() {
    show(detailOf(5, 0, {"a", "b", "c", "d", "e"}));
    const QPersistentModelIndex taken = model_->index(1, 0);
    const QPersistentModelIndex chosen = model_->index(4, 0);
    show(detailOf(3, 0, {"a", "c", "e"}));
    QCOMPARE(payloads(*model_), (QStringList{"a", "c", "e"}));
    QVERIFY(!taken.isValid());
    QCOMPARE(chosen.row(), 2);
}

void MessageModelTest::takesFromTheEnd() {
    show(detailOf(3, 0, {"a", "b", "c"}));
    const QPersistentModelIndex taken = model_->index(2, 0);
    show(detailOf(2, 0, {"a", "b"}));
    QCOMPARE(payloads(*model_), (QStringList{"a", "b"}));
    QVERIFY(!taken.isValid());
}

void MessageModelTest::takesAll() {
    show(detailOf(2, 0, {"a", "b"}));
    show(detailOf(0, 0, {}));
    QCOMPARE(model_->rowCount(), 0);
}

void MessageModelTest::addsAtTheEnd() {
    show(detailOf(1, 0, {"a"}));
    QSignalSpy inserted(model_.get(), &QAbstractItemModel::rowsInserted);
    show(detailOf(3, 0, {"a", "b", "c"}));
    QCOMPARE(payloads(*model_), (QStringList{"a", "b", "c"}));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted[0][1].toInt(), 1);
    QCOMPARE(inserted[0][2].toInt(), 2);
}

void MessageModelTest::takesAndAddsAtOnce() {
    show(detailOf(3, 0, {"a", "b", "c"}));
    const QPersistentModelIndex chosen = model_->index(2, 0);
    show(detailOf(3, 0, {"c", "d", "e"}));
    QCOMPARE(payloads(*model_), (QStringList{"c", "d", "e"}));
    QCOMPARE(chosen.row(), 0);
}

void MessageModelTest::keepsPlacesWhereAllIsNew() {
    show(detailOf(2, 0, {"a", "b"}));
    const QPersistentModelIndex chosen = model_->index(1, 0);
    show(detailOf(2, 0, {"x", "y"}));
    QCOMPARE(payloads(*model_), (QStringList{"x", "y"}));
    QCOMPARE(chosen.row(), 1);
}

void MessageModelTest::keepsWhatDidNotChange() {
    show(detailOf(3, 0, {"a", "b", "c"}));
    QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
    show(detailOf(3, 0, {"a", "b", "c"}));
    QCOMPARE(changed.size(), 0);
    show(detailOf(3, 0, {"a", "x", "y"}));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 2);
}

void MessageModelTest::followsTheWindow() {
    show(detailOf(6, 0, {"a", "b", "c"}));
    show(detailOf(6, 2, {"c", "d", "e"}));
    QCOMPARE(payloads(*model_), (QStringList{notSeen, notSeen, "c", "d", "e", notSeen}));
    show(detailOf(6, 0, {"a", "b"}));
    QCOMPARE(payloads(*model_), (QStringList{"a", "b", notSeen, notSeen, notSeen, notSeen}));
}

void MessageModelTest::believesMessagesRatherThanTheCount() {
    show(detailOf(1, 0, {"a", "b"}));
    QCOMPARE(payloads(*model_), (QStringList{"a", "b"}));
}

void MessageModelTest::findsAMessageNoLaterThanItWas() {
    show(detailOf(5, 0, {"a", "b", "a", "b", "a"}));
    QCOMPARE(model_->rowOf(headOf(2, "a")), std::optional(2));
    QCOMPARE(model_->rowOf(headOf(3, "a")), std::optional(2)); // as near as 4, but messages only move up
    QCOMPARE(model_->rowOf(headOf(9, "b")), std::optional(3));
    QCOMPARE(model_->rowOf(headOf(0, "b")), std::nullopt);
    model_->showFound({headOf(1, "b"), headOf(7, "b")});
    QCOMPARE(model_->rowOf(headOf(6, "b")), std::optional(0));
    QCOMPARE(model_->rowOf(headOf(7, "b")), std::optional(1));
}

void MessageModelTest::showsEachColumn() {
    QueueDetail detail = detailOf(2, 0, {R"({"order":1})", "x"});
    detail.messages[1].type = 7;
    detail.messages[1].size = 4096;
    show(detail);
    const auto text = [&](int row, int column) { return model_->index(row, column).data().toString(); };
    QCOMPARE(text(0, MessageModel::IndexColumn), QStringLiteral("0"));
    QCOMPARE(text(0, MessageModel::FormColumn), QStringLiteral("JSON"));
    QCOMPARE(text(1, MessageModel::TypeColumn), QStringLiteral("7"));
    QCOMPARE(text(1, MessageModel::SizeColumn), QStringLiteral("4 KiB"));
    QCOMPARE(text(1, MessageModel::PayloadColumn), QStringLiteral("x\u2026"));
}

void MessageModelTest::greysWhenEnded() {
    show(detailOf(1, 0, {"a"}));
    model_->setEnded();
    QCOMPARE(model_->flags(model_->index(0, 0)), Qt::NoItemFlags);
    show(detailOf(0, 0, {}));
    QCOMPARE(payloads(*model_), QStringList{"a"});
}

IPCLENS_TEST_MAIN(MessageModelTest)
#include "message_model_test.moc"
