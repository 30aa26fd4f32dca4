// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/table.h"
#include "core/listing/filter.h"
#include "core/listing/lister.h"
#include "core/objects/fields.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::cli {

/// A set of APIs to list.
struct Apis {
    bool systemV = true;
    bool posix = true;
};

/// Where the objects come from: a lister by its word. Probing keys can take minutes, so Ctrl-C ends it.
class ObjectSource {
public:
    /// All objects, the fastest way.
    ObjectSource();
    /// By the words of --lister and --keys, of the APIs asked for.
    ObjectSource(const std::optional<std::string>& lister, const std::optional<std::string>& keys, Apis apis);

    /// Throws Failed where nothing can be listed. `verbose` says on standard error how it went.
    [[nodiscard]] listing::Snapshot list(listing::Kinds kinds, bool verbose);
    /// Says on standard error what is missing in a listing (Snapshot::unread), also to who did not ask: nobody sees it
    /// otherwise. What the listing before it lacked too is not said again.
    void reportUnread(const listing::Snapshot& snapshot);
    [[nodiscard]] const listing::Lister& lister() const noexcept { return *lister_; }
    /// There with a lister that can take long.
    [[nodiscard]] Interrupt* interrupt() const noexcept { return interrupt_.get(); }

private:
    [[nodiscard]] std::unique_ptr<listing::Lister> systemVLister(std::string_view lister,
                                                                 const std::optional<std::string>& keys);

    std::unique_ptr<Interrupt> interrupt_;
    std::unique_ptr<listing::Lister> lister_;
    std::vector<std::string> said_;
};

struct Sort {
    Field field = Field::Id;
    bool descending = false;
};

/// What of the objects is shown, and how.
struct ListRequest {
    listing::Kinds kinds;
    Apis apis;
    listing::Filter filter;
    std::optional<Sort> sort;
    std::optional<std::vector<Field>> columns; ///< none: the usual ones
    std::chrono::nanoseconds every = std::chrono::seconds(1);
    ObjectSource source;
};

[[nodiscard]] listing::Filter parseFilter(std::string_view expression);
[[nodiscard]] Sort parseSort(std::string_view word);
[[nodiscard]] std::vector<Field> parseColumns(std::string_view word);

/// The objects that the filter lets through, in the order asked for.
[[nodiscard]] std::vector<ObjectView> chosen(const listing::Snapshot& snapshot, const ListRequest& request,
                                             UserNames& names);

/// Lines that begin with the object, as the other verbs take it, and its key.
[[nodiscard]] Table tableOf(const std::vector<ObjectView>& objects, Knowledge known, const ListRequest& request,
                            UserNames& names);

} // namespace ipclens::cli
