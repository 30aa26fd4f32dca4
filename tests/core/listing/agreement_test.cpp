// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/key_probe.h"
#include "core/listing/proc_table.h"
#include "core/listing/stat_index.h"
#include "core/objects/fields.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>
#include <cstdio>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::listing;
using testing::MadeObject;

namespace {

constexpr std::uint32_t firstKey = 0x51a00001;

/// Objects with a past: operated, attached, locked, filled, given away.
std::vector<MadeObject> makeObjects() {
    std::vector<MadeObject> made;
    auto key = static_cast<key_t>(firstKey);
    for (const int mode : {0600, 0640, 0666, 0, 0777}) {
        made.emplace_back(Kind::Semaphore, key, mode, 1 + static_cast<std::size_t>(mode) % 7);
        sembuf up{0, 1, 0};
        semop(made.back().id(), &up, 1);
        made.emplace_back(Kind::SharedMemory, key, mode, 3000 + static_cast<std::size_t>(mode));
        shmdt(shmat(made.back().id(), nullptr, SHM_RDONLY));
        if (mode == 0640) shmctl(made.back().id(), SHM_LOCK, nullptr);
        made.emplace_back(Kind::MessageQueue, key, mode);
        const std::array<long, 4> message{1};
        msgsnd(made.back().id(), message.data(), 3 * sizeof(long), 0);
        ++key;
    }
    made.emplace_back(Kind::Semaphore, -1, 0600);
    made.emplace_back(Kind::MessageQueue, -1, 0644);
    return made;
}

std::vector<Snapshot> listedByAll() {
    KeyProbe::Options options;
    options.ranges = {{firstKey, firstKey + 99}, {0xfffffff0, 0xffffffff}};
    StatIndex index;
    ProcTable table;
    KeyProbe probe(std::move(options));
    std::vector<Snapshot> snapshots;
    for (Lister* lister : std::array<Lister*, 3>{&index, &table, &probe}) {
        snapshots.push_back(lister->list({}).value());
        snapshots.back().sortById();
    }
    return snapshots;
}

std::string text(ObjectView object, Field field, Knowledge known) {
    FieldBuffer buffer;
    return std::string(printTo(buffer, rawValue(object, field, known)));
}

/// Whether a lister can know the field of this object at all.
bool canKnow(ObjectView object, Field field, Knowledge known) {
    const bool alwaysKnown = field == Field::Api || field == Field::Kind || field == Field::Id || field == Field::Key ||
                             field == Field::Denied;
    if (accessOf(object) == Access::Hidden && !alwaysKnown) return false;
    if (field == Field::Resident || field == Field::Swapped) return known.residency;
    return field != Field::Capacity || known.capacity;
}

/// How many fields of how many objects were found alike; -1 and a line where two listers differ.
int agreeing(const std::vector<Snapshot>& snapshots) {
    int alike = 0;
    const Snapshot& first = snapshots.front();
    for (const Snapshot& other : snapshots) {
        if (other.count() != first.count()) return -1;
        bool same = true;
        forEachObject(first, [&](ObjectView object) {
            const auto found = other.find(objectIdOf(object));
            if (!found) {
                same = false;
                return;
            }
            for (const Field field : allFields()) {
                if (!canKnow(object, field, first.known) || !canKnow(*found, field, other.known)) continue;
                ++alike;
                if (text(object, field, first.known) == text(*found, field, other.known)) continue;
                std::fprintf(stderr, "%s differs in %s\n", toString(objectIdOf(object)).c_str(),
                             std::string(fieldName(field)).c_str());
                same = false;
            }
        });
        if (!same) return -1;
    }
    return alike;
}

} // namespace

/// The three listers show the same live objects with keys, in all fields that two of them can know.
class AgreementTest : public QObject {
    Q_OBJECT

private slots:
    void asRoot();
    void unprivileged();
};

void AgreementTest::asRoot() {
    const auto made = makeObjects();
    const auto snapshots = listedByAll();
    QCOMPARE(snapshots.front().count(), made.size());
    QVERIFY(agreeing(snapshots) > 500);
}

void AgreementTest::unprivileged() {
    const auto made = makeObjects();
    const auto result = testing::runUnprivileged([&] {
        const auto snapshots = listedByAll();
        if (snapshots.front().count() != made.size()) return 1;
        return agreeing(snapshots) > 300 ? 0 : 2;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

IPCLENS_TEST_MAIN(AgreementTest)

#include "agreement_test.moc"
