// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/byte_source.h"

#include <algorithm>

namespace ipclens::bytes {

Result<std::vector<PageRun>> ByteSource::runs(std::uint64_t offset, std::uint64_t length) {
    std::vector<PageRun> runs;
    if (offset < size() && length > 0) runs.push_back({offset, std::min(length, size() - offset), PageState::Resident});
    return runs;
}

} // namespace ipclens::bytes
