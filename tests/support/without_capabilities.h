// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <stdexcept>

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::testing {

/// As long as it lives, the calling thread and those that it starts can do no more than an ordinary user
/// (capabilities(7), the effective set).
class WithoutCapabilities {
public:
    WithoutCapabilities() {
        if (syscall(SYS_capget, &header_, before_.data()) != 0) throw std::runtime_error("capget");
        auto none = before_;
        for (auto& part : none)
            part.effective = 0;
        set(none);
    }
    WithoutCapabilities(const WithoutCapabilities&) = delete;
    WithoutCapabilities& operator=(const WithoutCapabilities&) = delete;
    ~WithoutCapabilities() { syscall(SYS_capset, &header_, before_.data()); }

private:
    using Sets = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

    void set(const Sets& sets) {
        if (syscall(SYS_capset, &header_, sets.data()) != 0) throw std::runtime_error("capset");
    }

    __user_cap_header_struct header_{_LINUX_CAPABILITY_VERSION_3, 0};
    Sets before_{};
};

} // namespace ipclens::testing
