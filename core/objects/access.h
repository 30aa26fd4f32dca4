// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <string>
#include <vector>

#include <sys/types.h>

namespace ipclens {

/// Whether a capability is in the effective set of the calling thread (capabilities(7)): what it is worth depends on
/// the user namespace that owns what it is used on.
[[nodiscard]] bool hasCapability(unsigned capability) noexcept;

/// What a process may do to System V objects, by the rule of the kernel (ipc/util.c ipcperms; sysvipc(7)
/// "Permissions"): reckoned from numbers, so that asking costs no system call an object. Of POSIX objects, which are
/// files, who owns and who may write them is told so too, by their mode and no access list.
class Credentials {
public:
    /// Of the calling process: effective ids, supplementary groups, CAP_FOWNER, CAP_DAC_OVERRIDE; CAP_IPC_OWNER,
    /// CAP_SYS_ADMIN where they count in the IPC namespace's user namespace.
    [[nodiscard]] static Credentials current();

    [[nodiscard]] bool mayRead(const Permissions& permissions) const noexcept;
    [[nodiscard]] bool mayWrite(const Permissions& permissions) const noexcept;
    /// Owner's rights: IPC_SET, IPC_RMID, SHM_LOCK (owner or creator uid, or CAP_SYS_ADMIN).
    [[nodiscard]] bool mayControl(const Permissions& permissions) const noexcept;
    /// Whether the caller has the rights of this owner of a file: is it, or has CAP_FOWNER.
    [[nodiscard]] bool ownsFileOf(uid_t owner) const noexcept;
    /// Whether the caller may write a file of these permissions (path_resolution(7), "Permissions").
    [[nodiscard]] bool mayWriteFile(const Permissions& permissions) const noexcept;

private:
    [[nodiscard]] bool granted(const Permissions& permissions, unsigned bits) const noexcept;
    [[nodiscard]] bool classHas(const Permissions& permissions, unsigned bits) const noexcept;

    uid_t euid_ = 0;
    std::vector<gid_t> groups_; ///< sorted, with the effective gid
    bool ipcOwner_ = false;
    bool sysAdmin_ = false;
    bool fileOwner_ = false;
    bool overridesModes_ = false;
};

} // namespace ipclens
