// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/queue_limits.h"

#include "core/base/proc_file.h"
#include "core/objects/access.h"
#include "core/posix/message_queue.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>

#include <linux/capability.h>
#include <sys/resource.h>
#include <system_error>

namespace ipclens::posix {

namespace {

/// Of the kernel's own, struct msg_msg and struct posix_msg_tree_node: six words each.
constexpr std::uint64_t perMessage = 6 * sizeof(void*);
constexpr std::uint64_t perPriority = 6 * sizeof(void*);

/// CAP_SYS_RESOURCE counts in the first user namespace alone, the one that knows every user by its own number.
bool mayPassLimits() {
    if (!hasCapability(CAP_SYS_RESOURCE)) return false;
    std::uint64_t inside = 0;
    std::uint64_t outside = 0;
    std::uint64_t count = 0;
    std::ifstream map("/proc/self/uid_map");
    return !(map >> inside >> outside >> count) || (inside == 0 && outside == 0 && count == UINT32_MAX);
}

} // namespace

std::optional<std::uint64_t> queueLimit(std::string_view file) {
    std::string text;
    if (!readProcFile(std::string("/proc/sys/fs/mqueue/").append(file), text)) return std::nullopt;
    std::uint64_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) return std::nullopt;
    return value;
}

QueueLimits queueLimits() {
    QueueLimits limits;
    limits.privileged = mayPassLimits();
    const std::uint64_t messages = queueLimit("msg_max").value_or(hardMaxMessages);
    const std::uint64_t size = queueLimit("msgsize_max").value_or(hardMessageSize);
    limits.mostMessages = limits.privileged ? hardMaxMessages : std::min(messages, hardMaxMessages);
    limits.mostSize = limits.privileged ? hardMessageSize : std::min(size, hardMessageSize);
    limits.defaultMessages = std::min(queueLimit("msg_default").value_or(0), messages);
    limits.defaultSize = std::min(queueLimit("msgsize_default").value_or(0), size);
    rlimit memory{};
    if (::getrlimit(RLIMIT_MSGQUEUE, &memory) == 0 && memory.rlim_cur != RLIM_INFINITY) limits.memory = memory.rlim_cur;
    return limits;
}

std::optional<std::uint64_t> queueCost(std::uint64_t messages, std::uint64_t size) noexcept {
    const std::uint64_t priorities = std::min<std::uint64_t>(messages, std::uint64_t{priorityMax} + 1);
    std::uint64_t payload = 0;
    std::uint64_t notes = 0;
    std::uint64_t cost = 0;
    if (__builtin_mul_overflow(messages, size, &payload) || __builtin_mul_overflow(messages, perMessage, &notes) ||
        __builtin_add_overflow(payload, notes, &cost) ||
        __builtin_add_overflow(cost, priorities * perPriority, &cost)) {
        return std::nullopt;
    }
    return cost;
}

} // namespace ipclens::posix
