// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/base/unique_fd.h"
#include "core/objects/info.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::testing {

/// A POSIX segment made by plain system calls, open for its owner, unlinked with this.
class PosixSegment {
public:
    explicit PosixSegment(std::string name, std::uint64_t size, mode_t mode = 0600)
        : name_(std::move(name))
        , file_(::open(path().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
        if (!file_ || ::fchmod(file_.get(), mode) != 0) throw std::runtime_error("make " + path());
        resize(size);
    }
    PosixSegment(const PosixSegment&) = delete;
    PosixSegment& operator=(const PosixSegment&) = delete;
    ~PosixSegment() { unlink(); }

    [[nodiscard]] std::string path() const { return "/dev/shm" + name_; }
    [[nodiscard]] ObjectId object() const { return ObjectId::posix(Kind::SharedMemory, Name::of(name_)); }
    [[nodiscard]] struct stat stat() const {
        struct stat status {};
        ::fstat(file_.get(), &status);
        return status;
    }
    /// What a listing would tell of it.
    [[nodiscard]] PosixSegmentInfo info() const {
        const struct stat status = stat();
        PosixSegmentInfo info;
        info.name = Name::of(name_);
        info.inode = status.st_ino;
        info.permissions.mode = static_cast<std::uint16_t>(status.st_mode & 0777U);
        info.size = static_cast<std::uint64_t>(status.st_size);
        return info;
    }
    /// Bytes that memory is taken up for.
    [[nodiscard]] std::uint64_t allocated() const { return static_cast<std::uint64_t>(stat().st_blocks) * 512; }
    [[nodiscard]] std::string text(std::uint64_t offset, std::size_t length) const {
        std::string text(length, '?');
        const ssize_t got = ::pread(file_.get(), text.data(), length, static_cast<off_t>(offset));
        text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return text;
    }

    void put(std::uint64_t offset, std::string_view text) const {
        const ssize_t put = ::pwrite(file_.get(), text.data(), text.size(), static_cast<off_t>(offset));
        if (put != static_cast<ssize_t>(text.size())) throw std::runtime_error("pwrite");
    }
    void resize(std::uint64_t size) const {
        if (::ftruncate(file_.get(), static_cast<off_t>(size)) != 0) throw std::runtime_error("ftruncate");
    }
    void unlink() const { ::unlink(path().c_str()); }

private:
    std::string name_;
    UniqueFd file_;
};

} // namespace ipclens::testing
