// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/shm_folder.h"

#include "core/base/unique_fd.h"
#include "core/objects/kernel.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <memory>
#include <semaphore.h>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

namespace ipclens::listing {
namespace {

constexpr std::string_view semaphorePrefix = "sem.";
constexpr std::uint64_t blockSize = 512; // of st_blocks, whatever the file system's is

/// The beginning of a sem_t as glibc has it: where a long has 64 bits, one number of value (low half) and waiters; else
/// the value above a bit of its own, then a word that says who shares it, then the waiters.
constexpr std::size_t wordsRead = 3;
using SemaphoreWords = std::array<std::uint32_t, wordsRead>;

void decode(const SemaphoreWords& words, PosixSemaphoreInfo& info) noexcept {
    if constexpr (sizeof(long) == sizeof(std::uint64_t)) {
        std::uint64_t both = 0;
        std::memcpy(&both, words.data(), sizeof both);
        info.value = static_cast<std::uint32_t>(both);
        info.waiting = static_cast<std::uint32_t>(both >> 32U);
    } else {
        info.value = words[0] >> 1U;
        info.waiting = words[2];
    }
}

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { closedir(folder); }
};

/// Whether anything of this machine lies in swap, so that a page of a file may.
bool anythingIsSwapped() {
    struct sysinfo info {};
    return sysinfo(&info) != 0 || info.freeswap != info.totalswap;
}

class Walk {
public:
    Walk(int folder, Kinds kinds, Snapshot& snapshot)
        : folder_(folder)
        , kinds_(kinds)
        , snapshot_(snapshot) {}

    /// `type` as readdir(3) has it: what it may be opened as.
    void take(const char* file, unsigned char type) {
        const std::string_view name = file;
        if (name == "." || name == "..") return;
        if (name.size() > semaphorePrefix.size() && name.starts_with(semaphorePrefix)) {
            if (kinds_.semaphores) takeSemaphore(file, type);
        } else if (kinds_.sharedMemory && (type == DT_REG || type == DT_UNKNOWN)) {
            takeSegment(file);
        }
    }

    void finish(const std::string& folder) {
        if (unopened_ > 0) {
            snapshot_.warnings.push_back(
                fmt::format("{} POSIX semaphores could not be opened: there are too many open files", unopened_));
        }
        if (unsearched_) {
            snapshot_.unread.push_back(
                fmt::format("POSIX semaphores and segments are not shown: {} may not be searched (EACCES)", folder));
        }
    }

private:
    void takeSemaphore(const char* name, unsigned char type) {
        // What is no file is not opened: that would wake who waits for a reader of a FIFO
        const bool isFile = type == DT_REG || (type == DT_UNKNOWN && isRegular(name));
        const UniqueFd file(isFile ? openToLook(name) : -1);
        const int error = isFile && !file ? errno : 0;
        if (error == EMFILE || error == ENFILE) ++unopened_;
        struct stat status {};
        if (file ? fstat(file.get(), &status) != 0 || status.st_nlink == 0 : !look(name, status)) return;

        PosixSemaphoreInfo& info = snapshot_.posixSemaphores.emplace_back();
        info.name = Name::ofFile(std::string_view(name).substr(semaphorePrefix.size()));
        info.inode = status.st_ino;
        info.permissions = kernel::permissionsFrom(status);
        info.changedAt = status.st_ctim.tv_sec;
        info.fileType = kernel::fileTypeOf(status.st_mode);
        info.fileSize = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
        info.bogus = !S_ISREG(status.st_mode) || info.fileSize != sizeof(sem_t);
        if (!file) {
            if (error == EACCES) info.access = Access::Denied;
            return;
        }
        SemaphoreWords words{};
        info.known = !info.bogus && pread(file.get(), words.data(), sizeof words, 0) == sizeof words;
        if (info.known) decode(words, info);
    }

    void takeSegment(const char* file) {
        struct stat status {};
        if (!look(file, status) || !S_ISREG(status.st_mode)) return;
        PosixSegmentInfo& info = snapshot_.posixSegments.emplace_back();
        info.name = Name::ofFile(file);
        info.inode = status.st_ino;
        info.permissions = kernel::permissionsFrom(status);
        info.access = mayRead(file, status) ? Access::Readable : Access::Denied;
        info.size = static_cast<std::uint64_t>(status.st_size);
        info.changedAt = status.st_ctim.tv_sec;
        // tmpfs counts what lies in swap too
        const std::uint64_t allocated = static_cast<std::uint64_t>(status.st_blocks) * blockSize;
        info.resident = allocated == 0 || !swapped_ ? allocated : unknownBytes;
    }

    [[nodiscard]] bool look(const char* file, struct stat& status) noexcept {
        if (fstatat(folder_, file, &status, AT_SYMLINK_NOFOLLOW) == 0) return true;
        if (errno == EACCES) unsearched_ = true;
        return false;
    }

    [[nodiscard]] bool isRegular(const char* file) noexcept {
        struct stat status {};
        return look(file, status) && S_ISREG(status.st_mode);
    }

    /// Of a regular file. -1 with errno.
    int openToLook(const char* file) {
        constexpr int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
        const int descriptor = openat(folder_, file, flags | O_NOATIME);
        return descriptor < 0 && errno == EPERM ? openat(folder_, file, flags) : descriptor;
    }

    /// The owner's own bit needs no system call; all else (groups, access lists, capabilities) is the kernel's to say.
    [[nodiscard]] bool mayRead(const char* file, const struct stat& status) const noexcept {
        if (status.st_uid == euid_ && (status.st_mode & S_IRUSR) != 0) return true;
        return faccessat(folder_, file, R_OK, AT_EACCESS | AT_SYMLINK_NOFOLLOW) == 0;
    }

    int folder_;
    Kinds kinds_;
    Snapshot& snapshot_;
    uid_t euid_ = geteuid();
    bool swapped_ = anythingIsSwapped();
    std::uint32_t unopened_ = 0;
    bool unsearched_ = false;
};

} // namespace

Result<void> listShmFolder(const std::string& folder, Kinds kinds, Snapshot& snapshot) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseFolder> entries(descriptor < 0 ? nullptr : fdopendir(descriptor));
    if (!entries) return failure(errorFromErrno(errno, "list " + folder));
    Walk walk(descriptor, kinds, snapshot);
    while (const dirent* entry = readdir(entries.get()))
        walk.take(entry->d_name, entry->d_type);
    walk.finish(folder);
    return {};
}

Result<ObjectInfo> lookInShmFolder(const std::string& folder, ObjectId object) {
    const std::string attempted = fmt::format("look at {}", toString(object));
    const UniqueFd place(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const std::string_view prefix = object.kind == Kind::Semaphore ? semaphorePrefix : std::string_view();
    const std::string file = std::string(prefix).append(object.name.bytes().substr(1));
    struct stat status {};
    if (!place || fstatat(place.get(), file.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return failure(errorFromErrno(errno, attempted));
    Snapshot found;
    Walk(place.get(), Kinds::only(object.kind), found).take(file.c_str(), DT_UNKNOWN);
    if (!found.posixSemaphores.empty()) return found.posixSemaphores.front();
    if (!found.posixSegments.empty()) return found.posixSegments.front();
    return failure(errorFromErrno(ENOENT, attempted, ErrorKind::NotFound, "what has this name is none"));
}

} // namespace ipclens::listing
