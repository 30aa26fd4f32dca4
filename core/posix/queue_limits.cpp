// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/queue_limits.h"

#include "core/posix/message_queue.h"
#include "core/posix/queue_failure.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

/// Of the kernel's own, struct msg_msg and struct posix_msg_tree_node: six words each.
constexpr std::uint64_t perMessage = 6 * sizeof(void*);
constexpr std::uint64_t perPriority = 6 * sizeof(void*);

/// CAP_SYS_RESOURCE counts in the first user namespace alone, the one that knows every user by its own number.
bool mayPassLimits() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> data{};
    if (::syscall(SYS_capget, &header, data.data()) != 0) return false;
    if ((data[0].effective >> CAP_SYS_RESOURCE & 1U) == 0) return false;
    std::uint64_t inside = 0;
    std::uint64_t outside = 0;
    std::uint64_t count = 0;
    std::ifstream map("/proc/self/uid_map");
    return !(map >> inside >> outside >> count) || (inside == 0 && outside == 0 && count == UINT32_MAX);
}

} // namespace

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
