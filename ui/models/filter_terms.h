// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/filter.h"
#include "core/listing/snapshot.h"

#include <QString>
#include <QStringList>

/// Terms of the filter line that the window writes or offers itself: pure functions of their arguments.
namespace ipclens::ui::filter_terms {

/// What stands behind `name:` so that it matches this name: quoted where it has spaces; with a ? for each character
/// that can't be typed into a line or means something else there, so that it may match another name as well.
[[nodiscard]] QString patternOf(Name name);

/// What a person may go on with where `before` ends, the text left of the cursor.
struct Offer {
    int from = 0; ///< the words take the place of what stands from here on, in characters of `before`
    QStringList words;
};
/// Fields and their words, and behind `name:` the names of the listing that begin so or have it inside, a few at most.
/// `listed` may be null.
[[nodiscard]] Offer offerFor(const QString& before, const std::vector<listing::Filter::ExtraField>& fields,
                             const listing::Snapshot* listed);

} // namespace ipclens::ui::filter_terms
