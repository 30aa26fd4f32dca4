// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/payload.h"

#include "app/cli/words.h"
#include "core/base/unique_fd.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::cli {
namespace {

std::vector<std::byte> readWhole(int descriptor, std::uint64_t most, const std::string& attempted) {
    constexpr std::size_t block = std::size_t{64} * 1024;
    std::vector<std::byte> bytes;
    std::array<std::byte, block> buffer{};
    while (bytes.size() <= most) {
        const std::size_t wanted = std::min<std::uint64_t>(block, most - bytes.size() + (most < UINT64_MAX ? 1 : 0));
        const ssize_t count = ::read(descriptor, buffer.data(), wanted);
        if (count == 0) break;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Failed(errorFromErrno(errno, attempted));
        bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + count);
    }
    return bytes;
}

} // namespace

std::vector<std::byte> bytesOf(std::string_view text) {
    std::vector<std::byte> bytes(text.size());
    std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return bytes;
}

void PayloadOptions::declare(Verb& verb, const char* textDescription) {
    verb.value("--text", "TEXT", text_, textDescription);
    verb.value("--hex", "HEX", hex_, "These bytes, as \"01 ff\"");
    verb.value("--file", "FILE", file_, "The bytes of a file, whole");
    verb.flag("--stdin", standardInput_, "The bytes of standard input, whole");
    verb.exclusive({"--text", "--hex", "--file", "--stdin"});
}

void PayloadOptions::parse() {
    if (!text_ && !hex_ && !file_ && !standardInput_)
        throw Refused("one of --text, --hex, --file, --stdin is required");
    if (hex_) hexBytes_ = parseHex("--hex", *hex_);
}

std::vector<std::byte> PayloadOptions::read(std::uint64_t most) const {
    if (text_) return bytesOf(*text_);
    if (hex_) return hexBytes_;
    if (standardInput_) return readWhole(STDIN_FILENO, most, "read standard input");
    const std::string attempted = fmt::format("read {}", *file_);
    const UniqueFd file(::open(file_->c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) throw Failed(errorFromErrno(errno, attempted));
    return readWhole(file.get(), most, attempted);
}

} // namespace ipclens::cli
