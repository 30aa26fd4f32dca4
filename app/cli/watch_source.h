// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/listing.h"
#include "app/cli/object_word.h"
#include "core/listing/snapshot.h"
#include "core/sysv/semaphore_set.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace ipclens::cli {

/// What `watch` looks at, moment by moment: all objects, or those that the call names, and the values of their sets.
class WatchSource {
public:
    /// Sets by id, with the states of their members; the waiters are there only for sets that the call names.
    using Members = std::unordered_map<int, std::vector<sysv::SemaphoreState>>;
    struct Sample {
        listing::Snapshot objects; ///< sorted by id
        Members members;
    };

    /// No words: all there are and come. Throws Failed for an id that does not exist; a key may come later.
    explicit WatchSource(std::vector<ObjectWord> words);

    [[nodiscard]] Sample take();
    /// Of which kinds POSIX objects may come and go.
    [[nodiscard]] listing::Kinds kindsWithNames() const noexcept;
    [[nodiscard]] bool named() const noexcept { return !watched_.empty(); }

private:
    struct Watched {
        ObjectWord word;
        std::optional<ObjectId> seen; ///< what the key named last: it may lose its key and live on
    };

    [[nodiscard]] listing::Snapshot takeNamed();
    [[nodiscard]] Members membersOf(const std::vector<SemaphoreSetInfo>& sets) const;
    static void follow(Watched& watched, listing::Snapshot& into);

    std::vector<Watched> watched_;
    ObjectSource all_;
};

} // namespace ipclens::cli
