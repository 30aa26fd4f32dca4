// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace ipclens::bench {

/// So many objects of each kind in the namespace of the calling process, gone with this object. Bare system calls.
class Population {
public:
    struct Size {
        int sets = 0; ///< of 4 semaphores
        int queues = 0;
        int segments = 0;
        int semaphores = 4;
    };
    /// Throws std::runtime_error where a limit of the system is lower.
    explicit Population(Size size);
    ~Population();
    Population(const Population&) = delete;
    Population& operator=(const Population&) = delete;

    [[nodiscard]] const std::vector<int>& sets() const noexcept { return sets_; }
    [[nodiscard]] const std::vector<int>& queues() const noexcept { return queues_; }

private:
    void remove() noexcept;

    std::vector<int> sets_;
    std::vector<int> queues_;
    std::vector<int> segments_;
};

/// What the promises are about: 68,096 objects.
inline constexpr Population::Size fullSize{32'000, 32'000, 4'096, 4};

} // namespace ipclens::bench
