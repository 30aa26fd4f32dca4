// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/update.h"

#include <map>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// Whether two samples say the same of what is looked at; when it was read is not part of it.
[[nodiscard]] bool sameDetails(const std::map<ObjectId, RowDetail>& left, const std::map<ObjectId, RowDetail>& right);
[[nodiscard]] bool sameDetails(const std::optional<SetDetail>& left, const std::optional<SetDetail>& right);
[[nodiscard]] bool sameDetails(const std::optional<SegmentDetail>& left, const std::optional<SegmentDetail>& right);
[[nodiscard]] bool sameDetails(const std::optional<QueueDetail>& left, const std::optional<QueueDetail>& right);
[[nodiscard]] bool sameDetails(const std::optional<PosixSemaphoreDetail>& left,
                               const std::optional<PosixSemaphoreDetail>& right);
[[nodiscard]] bool sameDetails(const std::optional<PosixQueueDetail>& left,
                               const std::optional<PosixQueueDetail>& right);
[[nodiscard]] bool sameDetails(const std::vector<limits::Limit>& left, const std::vector<limits::Limit>& right);

} // namespace ipclens::ui
