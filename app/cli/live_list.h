// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/listing.h"
#include "app/cli/verb.h"

namespace ipclens::cli {

/// `list --live` on a terminal: draws the list again and again until q or Ctrl-C (Status::Interrupted), and leaves the
/// terminal as it was, however it ends.
[[nodiscard]] Status showLive(ListRequest& request, Call& call);

} // namespace ipclens::cli
