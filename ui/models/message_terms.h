// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/transfer/message_search.h"

#include <QString>

#include <tl/expected.hpp>

namespace ipclens::ui {

/// What a person types to find messages: `type:7`, `type:!7` (any but that), `type:<=7`, and behind it a text that
/// must be in the payload (upper and lower case alike), or its bytes as `0x7b22`. The failure is a sentence.
[[nodiscard]] tl::expected<transfer::MessageFilter, QString> parseMessageTerms(const QString& typed);

} // namespace ipclens::ui
