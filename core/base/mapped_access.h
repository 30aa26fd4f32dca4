// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

namespace ipclens {

/// Runs `access`, which reads or writes a mapping of a file that others may cut short meanwhile: false where it met a
/// page that is gone (SIGBUS, mmap(2)), and then it ended there. So it must own nothing while it runs, and what it has
/// set is not to be looked at after false.
///
/// The handler of SIGBUS that this takes is installed whenever it is needed and passes on to the one before it what did
/// not happen in an access.
bool accessMapped(void (*access)(void* context), void* context) noexcept;

template <class Access>
    requires std::is_nothrow_invocable_v<Access&>
bool accessMapped(Access&& access) noexcept {
    return accessMapped([](void* context) { (*static_cast<std::remove_reference_t<Access>*>(context))(); }, &access);
}

} // namespace ipclens
