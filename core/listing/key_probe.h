// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/listing/lister.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ipclens::listing {

/// Tries keys with semget, shmget and msgget(key, 0, 0), which finds an object even without permission on it, then
/// IPC_STAT; an object that may not be read has Access::Hidden. Private objects have no key and are not found. Key 0 is
/// never tried: it would make an object.
class KeyProbe final : public Lister {
public:
    /// Keys from `first` to `last`; none where `last` is the smaller. Ranges may overlap.
    struct Range {
        std::uint32_t first = 0x1;
        std::uint32_t last = 0xffff; ///< included
    };
    struct Options {
        std::vector<Range> ranges{Range{}}; ///< single keys are ranges of one
        /// Told every thousand keys or sooner, in the listing thread, how many keys of how many were tried.
        std::function<void(std::uint64_t tried, std::uint64_t all)> progress;
        Cancellation* cancellation = nullptr; ///< ends list() with Interrupted (ECANCELED)
    };
    explicit KeyProbe(Options options);

    [[nodiscard]] std::string_view name() const noexcept override { return "probe"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "key probing"; }
    [[nodiscard]] Result<Snapshot> list(Kinds kinds) override;

private:
    Options options_;
};

} // namespace ipclens::listing
