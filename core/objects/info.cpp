// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/info.h"

#include <type_traits>

namespace ipclens {
namespace {

template <class Pointer>
using InfoOf = std::remove_const_t<std::remove_pointer_t<Pointer>>;

} // namespace

ObjectView viewOf(const ObjectInfo& info) noexcept {
    return std::visit([](const auto& object) { return ObjectView(&object); }, info);
}

ObjectInfo copyOf(ObjectView view) {
    return std::visit([](const auto* object) { return ObjectInfo(*object); }, view);
}

ObjectId objectIdOf(ObjectView view) noexcept {
    return std::visit([](const auto* object) { return objectIdOf(*object); }, view);
}

std::uint64_t inodeOf(ObjectView view) noexcept {
    return std::visit(
        [](const auto* info) -> std::uint64_t {
            if constexpr (requires { info->inode; }) return info->inode;
            return 0;
        },
        view);
}

Key keyOf(ObjectView view) noexcept {
    return std::visit(
        [](auto object) {
            if constexpr (isSystemV<InfoOf<decltype(object)>>) return object->key;
            return Key{};
        },
        view);
}

Name nameOf(ObjectView view) noexcept {
    return objectIdOf(view).name;
}

const Permissions& permissionsOf(ObjectView view) noexcept {
    return std::visit([](const auto* object) -> const Permissions& { return object->permissions; }, view);
}

Access accessOf(ObjectView view) noexcept {
    return std::visit([](const auto* object) { return object->access; }, view);
}

} // namespace ipclens
