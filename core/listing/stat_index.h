// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/lister.h"
#include "core/objects/access.h"

namespace ipclens::listing {

/// Walks the kernel's slots with SEM_STAT_ANY, SHM_STAT_ANY and MSG_STAT_ANY (Linux 4.17; semctl(2), shmctl(2),
/// msgctl(2)), which need no read permission. One system call a used or free slot up to the highest used one. On older
/// kernels SEM_STAT and its like, which pass over what may not be read: Snapshot::unlisted counts that.
class StatIndex final : public Lister {
public:
    explicit StatIndex(Pace pace = Pace::OneThread)
        : pace_(pace) {}

    [[nodiscard]] std::string_view name() const noexcept override { return "stat"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "STAT index"; }
    [[nodiscard]] Result<Snapshot> list(Kinds kinds) override;

private:
    Pace pace_;
    Credentials credentials_ = Credentials::current();
};

} // namespace ipclens::listing
