// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/info.h"
#include "core/sysv/options.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ipclens::sysv {

struct SharedMemoryOptions {
    std::uint64_t size = 0;           ///< bytes, 1 … SHMMAX
    std::optional<std::uint8_t> fill; ///< writes this byte over a newly made segment (attaches and detaches once)
    mode_t mode = defaultMode;        ///< nine bits, not subject to the umask
    IfExists ifExists = IfExists::Fail;
    bool hugePages = false; ///< SHM_HUGETLB
    bool noReserve = false; ///< SHM_NORESERVE
};

enum class AttachMode { ReadOnly, ReadWrite };

struct AttachOptions {
    AttachMode mode = AttachMode::ReadOnly;
    const void* address = nullptr; ///< null: where the kernel likes
    bool round = false;            ///< SHM_RND: rounds address down to SHMLBA
    bool remap = false;            ///< SHM_REMAP: replaces mappings at the address
};

/// A segment attached to this process; detaches when it goes. Attaching changes nattch, lpid and atime, detaching
/// nattch, lpid and dtime.
class Attachment {
public:
    Attachment(Attachment&& other) noexcept;
    Attachment& operator=(Attachment&& other) noexcept;
    Attachment(const Attachment&) = delete;
    Attachment& operator=(const Attachment&) = delete;
    ~Attachment();

    /// Takes over an address at which a segment of `size` bytes is attached already.
    [[nodiscard]] static Attachment adopt(void* address, std::uint64_t size, AttachMode mode) noexcept;
    /// Gives the address away; the caller detaches it with shmdt(2).
    [[nodiscard]] void* release() noexcept;

    [[nodiscard]] void* address() const noexcept { return address_; }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] AttachMode mode() const noexcept { return mode_; }

    /// Copies bytes out. OutOfRange, with nothing copied, where it would pass the end. Reading a page that nobody
    /// touched allocates it: who only looks asks bytes::Residency first. Never SIGBUS: copies by process_vm_readv(2) on
    /// ourselves.
    [[nodiscard]] Result<void> read(std::uint64_t offset, std::span<std::byte> into) const;
    /// Copies bytes in. OutOfRange, with nothing written, where it would pass the end; Denied on a read-only
    /// attachment.
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> from) const;
    /// shmdt(2) now, with its result.
    [[nodiscard]] Result<void> detach();

private:
    Attachment(void* address, std::uint64_t size, AttachMode mode) noexcept;
    friend class SharedMemory;

    void* address_ = nullptr;
    std::uint64_t size_ = 0;
    AttachMode mode_ = AttachMode::ReadOnly;
};

/// A System V shared memory segment by its id; see SemaphoreSet for what such a handle is.
class SharedMemory {
public:
    [[nodiscard]] static SharedMemory adopt(Id id) noexcept { return SharedMemory(id); }
    [[nodiscard]] static Result<SharedMemory> open(Key key);
    [[nodiscard]] static Result<SharedMemory> open(Id id);
    /// Errors: Exists, Limit (SHMMNI, SHMALL, size over SHMMAX, no huge pages), Invalid (size 0, or more than an
    /// existing one has), Denied. A segment that can't be filled is removed again; with kernel.shm_rmid_forced none
    /// can.
    [[nodiscard]] static Result<SharedMemory> create(KeyChoice key, const SharedMemoryOptions& options);

    [[nodiscard]] Id id() const noexcept { return id_; }
    [[nodiscard]] bool made() const noexcept { return made_; }

    /// shmctl(2) IPC_STAT (SHM_STAT_ANY without read permission), with resident and swapped bytes where
    /// /proc/sysvipc/shm has them.
    struct Stat {
        SegmentInfo info;
        Knowledge known; ///< residency: false where the table is missing, or its figures can't be believed
        std::optional<bool> hugePages; ///< none where it can't be told: no flag says it, only what is resident
    };
    [[nodiscard]] Result<Stat> stat() const;

    /// shmat(2). Changes nattch, lpid, atime. Errors: Denied, Removed, NotFound, Invalid (address), Limit.
    /// Where kernel.shm_rmid_forced is 1 and nobody is attached, refuses (Denied, number 0): detaching would destroy
    /// the segment.
    [[nodiscard]] Result<Attachment> attach(const AttachOptions& options = {}) const;

    /// SHM_LOCK and SHM_UNLOCK: owner's rights, and RLIMIT_MEMLOCK.
    [[nodiscard]] Result<void> lock() const;
    [[nodiscard]] Result<void> unlock() const;
    [[nodiscard]] Result<void> change(const PermissionChange& change) const;
    /// IPC_RMID: marks for destruction; the key becomes 0, and the bytes stay until the last process detaches.
    [[nodiscard]] Result<void> remove() const;

private:
    explicit SharedMemory(Id id, bool made = false) noexcept
        : id_(id)
        , made_(made) {}

    Id id_;
    bool made_ = false;
};

} // namespace ipclens::sysv
