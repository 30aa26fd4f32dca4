// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/namespace.h"

#include <string>
#include <utility>

namespace ipclens::testing {

inline sysv::MessageQueue makeQueue() {
    return need(sysv::MessageQueue::create(sysv::PrivateKey{}, {}));
}

/// One number of /proc/sys for a while.
class Sysctl {
public:
    Sysctl(std::string name, long long value)
        : name_(std::move(name))
        , before_(readSysctl(name_).value_or(0))
        , set_(setSysctl(name_, value)) {}
    ~Sysctl() { setSysctl(name_, before_); }
    Sysctl(const Sysctl&) = delete;
    Sysctl& operator=(const Sysctl&) = delete;

    [[nodiscard]] bool set() const { return set_; }

private:
    std::string name_;
    long long before_;
    bool set_;
};

} // namespace ipclens::testing
