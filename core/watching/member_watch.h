// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::watching {

/// One member of a set that is not what it was.
template <class Value>
struct MemberChange {
    std::uint32_t index = 0;
    Value before{};
    Value after{};

    bool operator==(const MemberChange&) const = default;
};

/// Remembers what the members of one set were last seen to be (their values by GETALL, or their waiting counts) and
/// tells which changed. A set that was made anew under the same id is a new MemberWatch, or forget().
template <class Value>
class MemberWatch {
public:
    /// The members that differ from the last time, by index; none the first time, and none where there are more or
    /// fewer than before: that is another set.
    std::vector<MemberChange<Value>> update(std::span<const Value> now) {
        std::vector<MemberChange<Value>> changes;
        if (last_ && last_->size() == now.size()) {
            for (std::size_t i = 0; i < now.size(); ++i) {
                if ((*last_)[i] != now[i]) changes.push_back({static_cast<std::uint32_t>(i), (*last_)[i], now[i]});
            }
        }
        if (!last_) last_.emplace();
        last_->assign(now.begin(), now.end());
        return changes;
    }

    /// The next update() is the first again: for a set that could not be read meanwhile.
    void forget() { last_.reset(); }

private:
    std::optional<std::vector<Value>> last_;
};

} // namespace ipclens::watching
