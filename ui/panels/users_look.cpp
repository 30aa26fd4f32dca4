// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/users_look.h"

#include <algorithm>
#include <chrono>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 1000ms;
/// After a look of this length it rests so many times as long.
constexpr int restTimes = 50;

} // namespace

UsersLook::UsersLook(Session& session, QWidget& panel)
    : QObject(&panel)
    , panel_(panel)
    , operations_(session, this) {
    next_.setSingleShot(true);
    connect(&next_, &QTimer::timeout, this, &UsersLook::look);
}

void UsersLook::setObject(std::optional<ObjectId> object) {
    object_ = object;
    next_.stop();
    if (object_) next_.start(0);
}

void UsersLook::look() {
    if (!object_) return;
    if (!panel_.isVisible()) return next_.start(lookEvery);
    operations_.run(
        operation::PreviewRemoval{{*object_}}, [this, object = *object_](const Operation&, const Outcome& outcome) {
            if (object != object_) return;
            if (!outcome.previews.empty()) emit looked(outcome.previews.front().users);
            const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(outcome.took * restTimes);
            next_.start(std::max<std::chrono::milliseconds>(lookEvery, rest));
        });
}

} // namespace ipclens::ui
