// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/new_file.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <limits.h>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace ipclens::bytes {
namespace {

std::string attempt(const std::string& path) {
    return "save to " + path;
}

std::string folderOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return path.substr(0, slash == 0 ? 1 : slash);
}

/// mkostemp(3) puts its own in the place of so many X at the end of a name.
constexpr std::size_t randomLetters = 6;

/// What mkostemp(3) makes a name of that nobody has yet.
std::string hiddenName(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
    return path.substr(0, name) + "." + path.substr(name, NAME_MAX - 2 - randomLetters) + "." +
           std::string(randomLetters, 'X');
}

/// Gives a file without a name one that nobody has: linkat(2) replaces nothing.
bool nameIt(int fd, std::string& name) {
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    for (int tries = 0; tries < 100; ++tries) {
        std::string candidate = name;
        // Only for its name
        const UniqueFd other(mkostemp(candidate.data(), O_CLOEXEC));
        if (!other) return false;
        unlink(candidate.c_str());
        if (linkat(AT_FDCWD, link.c_str(), AT_FDCWD, candidate.c_str(), AT_SYMLINK_FOLLOW) == 0) {
            name = std::move(candidate);
            return true;
        }
        if (errno != EEXIST) return false;
    }
    return false;
}

} // namespace

NewFile::NewFile(std::string path, UniqueFd fd, std::string hidden)
    : path_(std::move(path))
    , fd_(std::move(fd))
    , hidden_(std::move(hidden)) {}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_))
    , fd_(std::move(other.fd_))
    , hidden_(std::exchange(other.hidden_, {})) {}

NewFile::~NewFile() {
    if (!hidden_.empty()) unlink(hidden_.c_str());
}

Result<NewFile> NewFile::create(const std::string& asked) {
    std::string path = asked;
    struct stat there {};
    mode_t mode = S_IRUSR | S_IWUSR;
    if (stat(path.c_str(), &there) == 0) {
        if (!S_ISREG(there.st_mode)) {
            return failure(errorOf(ErrorKind::Invalid, attempt(asked), "what is there is no regular file"));
        }
        mode = there.st_mode & 0777U;
        std::array<char, PATH_MAX> resolved{};
        if (realpath(path.c_str(), resolved.data()) != nullptr) path = resolved.data();
    }
    UniqueFd fd(open(folderOf(path).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
    std::string hidden;
    if (!fd) { // not every file system has files without a name
        hidden = hiddenName(path);
        fd.reset(mkostemp(hidden.data(), O_CLOEXEC));
        if (!fd) return failure(errorFromErrno(errno, attempt(asked)));
    }
    NewFile file(std::move(path), std::move(fd), std::move(hidden));
    if (fchmod(file.fd(), mode) != 0) return failure(errorFromErrno(errno, attempt(asked)));
    return file;
}

Result<std::uint64_t> NewFile::freeSpace() const {
    struct statvfs system {};
    if (fstatvfs(fd(), &system) != 0) return failure(errorFromErrno(errno, attempt(path_)));
    return std::uint64_t{system.f_bavail} * system.f_frsize;
}

Result<void> NewFile::put() {
    if (fsync(fd()) != 0) return failure(errorFromErrno(errno, attempt(path_)));
    if (hidden_.empty()) {
        std::string name = hiddenName(path_);
        if (!nameIt(fd(), name)) return failure(errorFromErrno(errno, attempt(path_)));
        hidden_ = std::move(name);
    }
    if (rename(hidden_.c_str(), path_.c_str()) != 0) return failure(errorFromErrno(errno, attempt(path_)));
    hidden_.clear();
    // Its name has to be on the disk too; it is in place already where that can't be had
    const UniqueFd folder(open(folderOf(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder) fsync(folder.get());
    return {};
}

} // namespace ipclens::bytes
