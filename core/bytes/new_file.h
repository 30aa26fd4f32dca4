// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>

namespace ipclens::bytes {

/// A file that is there as a whole or not at all: it has no name, or a hidden one beside its place, until it is put
/// there, and is gone with this object before that. A file that was there stays until then, and gives its mode (else
/// 0600: what is saved may be secret).
class NewFile {
public:
    /// `path`: where it will be; a symbolic link there is followed. Errors: Invalid where there is something that is no
    /// regular file; NotFound without the folder; Denied.
    [[nodiscard]] static Result<NewFile> create(const std::string& path);
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile();

    [[nodiscard]] int fd() const noexcept { return fd_.get(); }
    /// Bytes that this user may still write to the file system.
    [[nodiscard]] Result<std::uint64_t> freeSpace() const;
    /// Onto the disk (fsync(2)), and to its place, over what is there.
    [[nodiscard]] Result<void> put();

private:
    NewFile(std::string path, UniqueFd fd, std::string hidden);

    std::string path_;
    UniqueFd fd_;
    std::string hidden_; ///< its name until then; empty: none
};

} // namespace ipclens::bytes
