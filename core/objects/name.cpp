// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/name.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <mutex>
#include <unordered_map>

namespace ipclens {
namespace {

/// All names of the process. What a handle stands for never moves and never changes, so it is read without a lock;
/// who has a handle got it from of(), or from somebody who did.
class Names {
public:
    std::uint32_t handleOf(std::string_view bytes) {
        const std::lock_guard lock(mutex_);
        const auto known = handles_.find(bytes);
        if (known != handles_.end()) return known->second;
        const auto handle = static_cast<std::uint32_t>(handles_.size() + 1);
        const Place place = placeOf(handle);
        std::string* block = blocks_[place.block].load(std::memory_order_relaxed);
        if (block == nullptr) {
            block = new std::string[std::size_t{firstBlock} << place.block];
            blocks_[place.block].store(block, std::memory_order_release);
        }
        block[place.offset] = bytes;
        handles_.emplace(block[place.offset], handle);
        return handle;
    }

    [[nodiscard]] const std::string& textOf(std::uint32_t handle) const noexcept {
        const Place place = placeOf(handle);
        return blocks_[place.block].load(std::memory_order_acquire)[place.offset];
    }

private:
    /// Blocks double in size, so that a few hold all the names that four bytes can tell apart.
    static constexpr std::uint32_t firstBlock = 1024;
    struct Place {
        std::size_t block;
        std::size_t offset;
    };
    static constexpr Place placeOf(std::uint32_t handle) noexcept {
        const std::uint64_t number = std::uint64_t{handle} - 1 + firstBlock;
        const auto block = static_cast<std::size_t>(std::bit_width(number / firstBlock)) - 1;
        return {block, static_cast<std::size_t>(number - (std::uint64_t{firstBlock} << block))};
    }

    std::mutex mutex_;
    std::unordered_map<std::string_view, std::uint32_t> handles_;
    std::array<std::atomic<std::string*>, 23> blocks_{};
};

/// What shows nothing, or a space, of another width: of the characters that are no harm in running text.
bool isBlank(char32_t code) noexcept {
    switch (code) {
    case 0xa0:
    case 0x34f:
    case 0x115f:
    case 0x1160:
    case 0x1680:
    case 0x17b4:
    case 0x17b5:
    case 0x202f:
    case 0x205f:
    case 0x2800:
    case 0x3000:
    case 0x3164:
    case 0xffa0: return true;
    default:
        return (code >= 0x180b && code <= 0x180f) || (code >= 0x2000 && code <= 0x200a) ||
               (code >= 0xfe00 && code <= 0xfe0f);
    }
}

Names& names() {
    // Never destroyed: a name may be told until the very end of the process
    static auto* const all = new Names;
    return *all;
}

} // namespace

Name Name::of(std::string_view bytes) {
    return bytes.empty() ? Name() : Name(names().handleOf(bytes));
}

Name Name::ofFile(std::string_view file) {
    std::array<char, 256> room{'/'};
    if (file.size() >= room.size()) return of('/' + std::string(file));
    file.copy(room.data() + 1, file.size());
    return of({room.data(), file.size() + 1});
}

const std::string& Name::text() const noexcept {
    static const std::string none;
    return empty() ? none : names().textOf(handle_);
}

std::strong_ordering Name::operator<=>(const Name& other) const noexcept {
    if (handle_ == other.handle_) return std::strong_ordering::equal;
    return bytes() <=> other.bytes();
}

std::string escapedName(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    char before = '/';
    while (!bytes.empty()) {
        const std::size_t length = utf8Length(bytes);
        const std::string_view taken = bytes.substr(0, std::max<std::size_t>(length, 1));
        const bool spaceUnseen = taken == " " && (before == ' ' || before == '/' || bytes.size() == 1);
        const char32_t code = length > 0 ? codeOf(bytes, length) : 0;
        if (code == U'\\') {
            text += "\\\\";
        } else if (spaceUnseen || !isHarmless(code) || isBlank(code)) {
            appendAsBytes(text, taken);
        } else {
            text += taken;
        }
        before = taken.back();
        bytes.remove_prefix(taken.size());
    }
    return text;
}

std::string escaped(Name name) {
    return escapedName(name.bytes());
}

std::string asUtf8(Name name) {
    std::string text;
    for (std::string_view rest = name.bytes(); !rest.empty();) {
        const std::size_t length = utf8Length(rest);
        if (length == 0) {
            text += "\xef\xbf\xbd";
        } else {
            text += rest.substr(0, length);
        }
        rest.remove_prefix(length == 0 ? 1 : length);
    }
    return text;
}

bool isUtf8(Name name) noexcept {
    return isUtf8(name.bytes());
}

} // namespace ipclens
