// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/segment_devices.h"

#include "core/base/unique_fd.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <sys/mman.h>
#include <sys/stat.h>

#ifndef MFD_HUGE_SHIFT
#define MFD_HUGE_SHIFT 26
#endif

namespace ipclens::processes {
namespace {

/// memfd_create(2) makes its files in the same mounts: of ordinary pages, and one of each size of huge pages.
class Devices {
public:
    Devices() noexcept {
        add(0);
        ordinary_ = count_ == 1;
        constexpr unsigned smallest = 14; // as the binary logarithm: 16 KiB … 16 GiB
        constexpr unsigned greatest = 34;
        for (unsigned size = smallest; size <= greatest; ++size)
            add(MFD_HUGETLB | size << static_cast<unsigned>(MFD_HUGE_SHIFT));
    }
    [[nodiscard]] bool has(dev_t device) const noexcept {
        const auto* end = devices_.data() + count_;
        return !ordinary_ || std::find(devices_.data(), end, device) != end;
    }

private:
    void add(unsigned flags) noexcept {
        const UniqueFd file(memfd_create("", MFD_CLOEXEC | flags));
        struct stat status {};
        if (file && fstat(file.get(), &status) == 0) devices_.at(count_++) = status.st_dev;
    }

    std::array<dev_t, 32> devices_{};
    std::size_t count_ = 0;
    bool ordinary_ = false;
};

} // namespace

bool isSegmentDevice(dev_t device) noexcept {
    static const Devices devices;
    return devices.has(device);
}

} // namespace ipclens::processes
