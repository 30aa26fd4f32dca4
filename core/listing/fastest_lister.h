// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/lister.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace ipclens::listing {

/// Tries listers one after another, at each list() anew, until one lists all there is as far as it can tell. Gives the
/// listing with the most objects, with warnings that say what was wrong with the others.
class FastestLister final : public Lister {
public:
    /// At least one, the fastest first.
    explicit FastestLister(std::vector<std::unique_ptr<Lister>> candidates);

    [[nodiscard]] std::string_view name() const noexcept override;
    [[nodiscard]] std::string_view title() const noexcept override;
    [[nodiscard]] Result<Snapshot> list(Kinds kinds) override;

private:
    std::vector<std::unique_ptr<Lister>> candidates_;
    std::size_t answered_ = 0; ///< which one gave the last listing
};

} // namespace ipclens::listing
