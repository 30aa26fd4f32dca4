// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/semaphore_set.h"
#include "ui/session/operation.h"
#include "ui/session/session.h"

#include <QTest>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ipclens::testing {

/// A Session, and all that it said.
class SessionProbe {
public:
    SessionProbe() {
        QObject::connect(&session, &ui::Session::updated, &session,
                         [this](const std::shared_ptr<const ui::Update>& update) { updates.push_back(update); });
        QObject::connect(&session, &ui::Session::operationFinished, &session,
                         [this](ui::OperationId id, const ui::Operation&, const ui::Outcome& outcome) {
                             outcomes.emplace_back(id, outcome);
                         });
    }

    /// The first Update from now on, the newest included, for which it holds; null where none comes in time.
    std::shared_ptr<const ui::Update> await(const std::function<bool(const ui::Update&)>& holds) {
        std::size_t next = updates.empty() ? 0 : updates.size() - 1;
        std::shared_ptr<const ui::Update> found;
        const bool came = QTest::qWaitFor([&] {
            for (; !found && next < updates.size(); ++next) {
                if (holds(*updates[next])) found = updates[next];
            }
            return found != nullptr;
        });
        return came ? found : nullptr;
    }

    /// What an operation gave; nothing where it does not end in time.
    std::optional<ui::Outcome> outcomeOf(ui::OperationId id) {
        const auto find = [&] {
            for (const auto& [other, outcome] : outcomes) {
                if (other == id) return std::optional(outcome);
            }
            return std::optional<ui::Outcome>();
        };
        if (!QTest::qWaitFor([&] { return find().has_value(); })) return std::nullopt;
        return find();
    }

    ui::Session session;
    std::vector<std::shared_ptr<const ui::Update>> updates;
    std::vector<std::pair<ui::OperationId, ui::Outcome>> outcomes;
};

/// The objects of an Update's rows, in their order.
inline std::vector<ObjectId> objectsIn(const ui::Rows& rows) {
    std::vector<ObjectId> objects;
    for (std::size_t row = 0; row < rows.order.size(); ++row)
        objects.push_back(objectIdOf(rows.at(row)));
    return objects;
}

inline bool lists(const ui::Update& update, ObjectId object) {
    for (std::size_t row = 0; row < update.rows->order.size(); ++row) {
        if (update.rows->order[row].ended == 0 && objectIdOf(update.rows->at(row)) == object) return true;
    }
    return false;
}

/// Without values: one member, of 0.
inline sysv::SemaphoreSet makeSet(Key key, std::vector<std::uint16_t> values = {}) {
    sysv::SemaphoreSetOptions options;
    options.values = std::move(values);
    return *sysv::SemaphoreSet::create(key, options);
}

inline ObjectId setId(Id id) {
    return {Kind::Semaphore, id};
}

/// P on the first member.
inline ui::operation::Apply takeOne(Id set) {
    ui::operation::Apply apply;
    apply.set = set;
    apply.operations = {{0, -1, false}};
    return apply;
}

} // namespace ipclens::testing
