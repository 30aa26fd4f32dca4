// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/file.h"

#include "core/objects/kernel.h"
#include "core/posix/name.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <ctime>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

constexpr long fchmodat2 = 452;          // fchmodat2(2), which the C library may not name yet
constexpr std::uint64_t statBlock = 512; // the unit of st_blocks, whatever st_blksize says

/// What names an open file: "/proc/self/fd/7".
class DescriptorPath {
public:
    explicit DescriptorPath(int fd) noexcept { *fmt::format_to(text_.data(), "/proc/self/fd/{}", fd) = '\0'; }
    [[nodiscard]] const char* text() const noexcept { return text_.data(); }

private:
    std::array<char, 32> text_{};
};

} // namespace

FileInfo infoFrom(const struct stat& data) noexcept {
    FileInfo info;
    info.id = {data.st_dev, data.st_ino};
    info.permissions = kernel::permissionsFrom(data);
    info.type = kernel::fileTypeOf(data.st_mode);
    info.size = info.regular() ? static_cast<std::uint64_t>(data.st_size) : 0;
    info.allocated = static_cast<std::uint64_t>(data.st_blocks) * statBlock;
    info.changedAt = data.st_ctim.tv_sec;
    return info;
}

FoundFile openFile(int directory, const char* file, int flags) noexcept {
    FoundFile found;
    struct stat data {};
    if (::fstatat(directory, file, &data, AT_SYMLINK_NOFOLLOW) == -1) {
        found.error = errno;
        return found;
    }
    found.info = infoFrom(data);
    found.foreign = !found.info.regular();
    if (found.foreign) return found;

    const int all = flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    UniqueFd fd(::openat(directory, file, all));
    if (!fd && errno == EPERM && (flags & O_NOATIME) != 0) fd.reset(::openat(directory, file, all & ~O_NOATIME));
    if (!fd || ::fstat(fd.get(), &data) == -1) {
        found.foreign = errno == ELOOP;
        found.error = found.foreign ? 0 : errno;
        return found;
    }
    // another file may have the name by now
    found.info = infoFrom(data);
    found.foreign = !found.info.regular();
    if (!found.foreign) found.fd = std::move(fd);
    return found;
}

std::string pathOf(Kind kind, std::string_view name) {
    const char* directory = kind == Kind::MessageQueue ? messageQueueDirectory : sharedMemoryDirectory;
    return fmt::format("{}/{}", directory, fileOf(kind, name));
}

FoundFile newUnnamedFile() noexcept {
    FoundFile file;
    file.fd.reset(::open(sharedMemoryDirectory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (!file.fd) file.error = errno;
    return file;
}

int publish(int fd, mode_t mode, const std::string& path) noexcept {
    if (::fchmod(fd, mode & 0777U) == -1) return errno;
    const DescriptorPath unnamed(fd);
    if (::linkat(AT_FDCWD, unnamed.text(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0) return 0;
    if (errno != ENOENT) return errno;
    // no /proc is mounted: without it, it takes a capability, or a newer kernel
    return ::linkat(fd, "", AT_FDCWD, path.c_str(), AT_EMPTY_PATH) == 0 ? 0 : errno;
}

int checkFile(int fd, std::uint64_t inode) noexcept {
    if (inode == 0) return 0;
    struct stat data {};
    if (::fstat(fd, &data) == -1) return errno;
    return data.st_ino == inode ? 0 : anotherFile;
}

int checkFile(const std::string& path, std::uint64_t inode) noexcept {
    if (inode == 0) return 0;
    struct stat data {};
    if (::lstat(path.c_str(), &data) == -1) return errno;
    return data.st_ino == inode ? 0 : anotherFile;
}

int changeThrough(int fd, const PermissionChange& change) noexcept {
    constexpr auto keepUser = static_cast<uid_t>(-1);
    constexpr auto keepGroup = static_cast<gid_t>(-1);
    if (change.uid == keepUser || change.gid == keepGroup) return EINVAL;
    // the owner first: who may not give it away has changed nothing then
    if ((change.uid || change.gid) &&
        ::fchownat(fd, "", change.uid.value_or(keepUser), change.gid.value_or(keepGroup), AT_EMPTY_PATH) == -1) {
        return errno;
    }
    if (!change.mode || ::fchmod(fd, *change.mode & 0777U) == 0) return 0;
    // one of O_PATH
    if (errno != EBADF) return errno;
    if (::chmod(DescriptorPath(fd).text(), *change.mode & 0777U) == 0) return 0;
    if (errno != ENOENT) return errno;
    // no /proc is mounted: without it, it takes a newer kernel, 6.6
    if (::syscall(fchmodat2, fd, "", *change.mode & 0777U, AT_EMPTY_PATH) == 0) return 0;
    return errno == ENOSYS ? EOPNOTSUPP : errno;
}

int changeFile(int directory, const char* file, const PermissionChange& change, std::uint64_t inode) noexcept {
    // O_PATH needs no permission on the file, as little as chmod(2), and opens nothing
    const UniqueFd fd(::openat(directory, file, O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!fd) return errno;
    if (const int number = checkFile(fd.get(), inode); number != 0) return number;
    struct stat data {};
    if (::fstat(fd.get(), &data) == -1) return errno;
    return S_ISREG(data.st_mode) ? changeThrough(fd.get(), change) : ELOOP;
}

int unlinkFile(const std::string& path, std::uint64_t inode) noexcept {
    if (const int number = checkFile(path, inode); number != 0) return number;
    return ::unlink(path.c_str()) == 0 ? 0 : errno;
}

FileSizeSignalScope::FileSizeSignalScope() noexcept {
    rlimit limit{};
    limited_ = ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    if (!limited_) return;
    sigset_t pending;
    ::sigpending(&pending);
    pendingBefore_ = sigismember(&pending, SIGXFSZ) == 1;
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGXFSZ);
    ::pthread_sigmask(SIG_BLOCK, &blocked, &previous_);
}

FileSizeSignalScope::~FileSizeSignalScope() {
    if (!limited_) return;
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGXFSZ);
    constexpr timespec atOnce{0, 0};
    // the kernel has sent it to this thread
    if (!pendingBefore_) ::sigtimedwait(&blocked, nullptr, &atOnce);
    ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

} // namespace ipclens::posix
