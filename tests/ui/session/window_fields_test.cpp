// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the filter knows of processes that were seen, beside those that objects remember.

#include "core/listing/filter.h"
#include "ui/session/window_fields.h"

#include <QObject>
#include <QTest>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;

namespace {

SemaphoreSetInfo set(int id) {
    SemaphoreSetInfo info;
    info.id = Id{id};
    return info;
}

SegmentInfo segment(int id) {
    SegmentInfo info;
    info.id = Id{id};
    info.creatorPid = getpid();
    info.changedAt = 4'000'000'000;
    return info;
}

/// A thread of "philosopher" 9121 waits for set 1; "renderer" 77 has segment 2 attached; segment 3 is an orphan.
std::shared_ptr<const ProcessView> someView() {
    auto view = std::make_shared<ProcessView>();
    processes::Waiter waiter;
    waiter.process = {.pid = 9121, .name = "philosopher"};
    waiter.object = ObjectId{Kind::Semaphore, Id{1}};
    view->waiters = std::make_shared<const std::vector<processes::Waiter>>(1, waiter);
    processes::Uses uses;
    uses.uses = {{{Kind::SharedMemory, Id{2}}, {.process = {.pid = 77, .name = "renderer"}, .times = 1}}};
    view->uses = std::make_shared<const processes::Uses>(uses);
    processes::Orphans orphans;
    processes::Orphan& orphan = orphans.orphans.emplace_back();
    orphan.object = {Kind::SharedMemory, Id{3}};
    orphan.info = segment(3);
    view->orphans = std::make_shared<const processes::Orphans>(orphans);
    view->hiddenWaiters[{Kind::Semaphore, Id{4}}] = 1;
    return view;
}

class Matcher {
public:
    explicit Matcher(std::shared_ptr<const ProcessView> view) { fields_.setView(std::move(view)); }

    template <class Info>
    bool operator()(const std::string& filter, const Info& info) {
        const auto parsed = listing::Filter::parse(filter, fields_.fields());
        return parsed && parsed->matches(listing::FilterSubject{&info, {}}, users_);
    }
    bool lookedAtProcesses() { return fields_.takeLookedAtProcesses(); }

private:
    ProcessNames names_;
    UserNames users_;
    WindowFields fields_{names_};
};

} // namespace

class WindowFieldsTest : public QObject {
    Q_OBJECT

private slots:
    void whoWaitsOrHasItIsFound();
    void nothingIsKnownBeforeAnybodyLooked();
    void orphansAreThoseOfTheReport();
    void aLaterProcessMadeNoSegment();
    void aFilterAsksForWhatItLooksAt();
};

void WindowFieldsTest::whoWaitsOrHasItIsFound() {
    Matcher matches(someView());
    QVERIFY(matches("is:waiting", set(1)));
    QVERIFY(matches("is:waiting", set(4)));
    QVERIFY(!matches("is:waiting", set(5)));
    QVERIFY(matches("pid:9121", set(1)));
    QVERIFY(!matches("pid:9121", set(4)));
    QVERIFY(matches("pid:77", segment(2)));
    QVERIFY(!matches("pid:77", segment(3)));
    QVERIFY(matches("process:philo*", set(1)));
    QVERIFY(matches("process:renderer", segment(2)));
    QVERIFY(!matches("process:renderer", set(1)));
    QVERIFY(matches.lookedAtProcesses());
}

void WindowFieldsTest::nothingIsKnownBeforeAnybodyLooked() {
    Matcher matches(nullptr);
    QVERIFY(!matches("is:waiting", set(1)));
    QVERIFY(!matches("pid:9121", set(1)));
    // What the kernel remembers is known all the same
    QVERIFY(matches("pid:" + std::to_string(getpid()), segment(2)));
}

void WindowFieldsTest::orphansAreThoseOfTheReport() {
    Matcher matches(someView());
    QVERIFY(matches("is:orphan", segment(3)));
    QVERIFY(!matches("is:orphan", segment(2)));
}

void WindowFieldsTest::aLaterProcessMadeNoSegment() {
    Matcher matches(nullptr);
    SegmentInfo info = segment(2);
    QVERIFY(matches("process:*", info));
    QVERIFY(!matches("is:orphan", info));
    // It was there long before this process, whatever has changed since
    info.detachedAt = 1'000;
    QVERIFY(!matches("process:*", info));
    QVERIFY(matches("is:orphan", info));
}

void WindowFieldsTest::aFilterAsksForWhatItLooksAt() {
    QVERIFY(WindowFields::interestOf("key:0x51* name:/psm") == ProcessInterest{});
    QVERIFY(WindowFields::interestOf("IS:Waiting") == ProcessInterest{.waiting = true});
    QVERIFY(WindowFields::interestOf("is:orphan") == ProcessInterest{.orphans = true});
    QVERIFY((WindowFields::interestOf("sem pid:4711") == ProcessInterest{.waiting = true, .uses = true}));
    QVERIFY((WindowFields::interestOf("process:ord*") == ProcessInterest{.waiting = true, .uses = true}));
}

QTEST_APPLESS_MAIN(WindowFieldsTest)
#include "window_fields_test.moc"
