// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/semaphore.h"

#include "core/base/waiting_call.h"
#include "core/posix/failure.h"
#include "core/posix/make_or_open.h"
#include "core/posix/semaphore_word.h"

#include <fmt/format.h>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>

namespace ipclens::posix {

namespace {

constexpr Kind kind = Kind::Semaphore;

bool hasSemaphoreSize(const FileInfo& file) noexcept {
    return file.regular() && file.size == sizeof(sem_t);
}

/// Of an operation on what was opened as a semaphore.
Error failureOfWord(std::string_view name, std::string_view call, int number) {
    Error error = failureOn(kind, name, call, number);
    if (number == EFAULT) error.reason = "it is no semaphore any more: its file was cut short";
    return error;
}

Error failureToMake(std::string_view name, int number) {
    Error error = failureOn(kind, name, "sem_open", number);
    if (number == ENOSPC) error.reason = fmt::format("no memory is left in {}", sharedMemoryDirectory);
    return error;
}

Error failureToWait(std::string_view name, int number) {
    Error error = failureOfWord(name, "sem_wait", number);
    if (number == EAGAIN) error.reason = "its value is 0";
    if (number == ETIMEDOUT) error.reason = "the time is over, and its value is 0";
    return error;
}

} // namespace

SemaphoreLook lookAtSemaphore(int directory, const char* file) noexcept {
    SemaphoreLook look;
    const FoundFile found = openFile(directory, file, O_RDONLY | O_NOATIME);
    look.error = found.error;
    look.file = found.info;
    if (!look.file.known()) return look;
    look.bogus = found.foreign || !hasSemaphoreSize(found.info);
    if (!look.known()) return look;
    std::uint64_t word = 0;
    const ssize_t length = ::pread(found.fd.get(), &word, sizeof word, 0);
    if (length == -1) look.error = errno;
    look.bogus = length >= 0 && static_cast<std::size_t>(length) < sizeof word; // cut short meanwhile
    if (!look.known()) return look;
    look.value = SemaphoreWord::valueOf(word);
    look.waiting = SemaphoreWord::waitingOf(word);
    look.bogus = look.value > semaphoreValueMax; // no semaphore comes to that
    return look;
}

Result<Semaphore> Semaphore::mapped(std::string_view name, UniqueFd fd, bool made) {
    void* address = ::mmap(nullptr, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    if (address == MAP_FAILED) return failure(failureOn(kind, name, "mmap", errno));
    return Semaphore(name, std::move(fd), static_cast<sem_t*>(address), made);
}

bool Semaphore::mayUse(std::string_view name) {
    return checkName(kind, name) && ::faccessat(AT_FDCWD, pathOf(kind, name).c_str(), R_OK | W_OK, AT_EACCESS) == 0;
}

Result<Semaphore> Semaphore::open(std::string_view name, std::uint64_t inode) {
    constexpr std::string_view call = "sem_open";
    if (auto checked = checkName(kind, name); !checked) return failure(std::move(checked.error()));
    FoundFile found = openFile(AT_FDCWD, pathOf(kind, name).c_str(), O_RDWR);
    if (found.error != 0) return failure(failureOn(kind, name, call, found.error));
    if (found.foreign) return failure(foreignFile(kind, name, call));
    const int number = checkFile(found.fd.get(), inode);
    if (number != 0) return failure(failureOn(kind, name, call, number));
    if (!hasSemaphoreSize(found.info)) return failure(foreignFile(kind, name, call));
    return mapped(name, std::move(found.fd), false);
}

Result<Semaphore> Semaphore::make(std::string_view name, const SemaphoreOptions& options) {
    FoundFile file = newUnnamedFile();
    if (file.error != 0) return failure(failureToMake(name, file.error));
    sem_t image{};
    if (::sem_init(&image, 1, options.value) == -1) return failure(failureOn(kind, name, "sem_init", errno));
    {
        const FileSizeSignalScope quiet;
        const ssize_t written = ::pwrite(file.fd.get(), &image, sizeof image, 0);
        if (written != sizeof image) return failure(failureToMake(name, written == -1 ? errno : ENOSPC));
    }
    Result<Semaphore> semaphore = mapped(name, std::move(file.fd), true);
    if (!semaphore) return semaphore;
    const int number = publish(semaphore->fd_.get(), options.mode, pathOf(kind, name));
    if (number != 0) return failure(failureToMake(name, number));
    return semaphore;
}

Result<Semaphore> Semaphore::create(const NameChoice& choice, const SemaphoreOptions& options) {
    if (options.value > semaphoreValueMax) {
        return failure(errorOf(ErrorKind::OutOfRange, "sem_open",
                               fmt::format("value {} is over {}", options.value, semaphoreValueMax)));
    }
    return makeOrOpen(
        kind, choice, options.ifExists, [&](std::string_view name) { return make(name, options); },
        [](std::string_view name) { return open(name); });
}

Result<SemaphoreLook> Semaphore::look(std::string_view name) {
    if (auto checked = checkName(kind, name); !checked) return failure(std::move(checked.error()));
    SemaphoreLook look = lookAtSemaphore(AT_FDCWD, pathOf(kind, name).c_str());
    if (look.error != 0 && look.error != EACCES) return failure(failureOn(kind, name, "open", look.error));
    return look;
}

Result<void> Semaphore::change(std::string_view name, const PermissionChange& change, std::uint64_t inode) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    const int number = changeFile(AT_FDCWD, pathOf(kind, name).c_str(), change, inode);
    if (number != 0) return failure(failureToChange(kind, name, number));
    return {};
}

Result<void> Semaphore::unlink(std::string_view name, std::uint64_t inode) {
    if (auto checked = checkName(kind, name); !checked) return checked;
    const int number = unlinkFile(pathOf(kind, name), inode);
    if (number != 0) return failure(failureOn(kind, name, "sem_unlink", number));
    return {};
}

Semaphore::Semaphore(Semaphore&& other) noexcept
    : name_(std::move(other.name_))
    , fd_(std::move(other.fd_))
    , semaphore_(std::exchange(other.semaphore_, nullptr))
    , made_(other.made_) {}

Semaphore& Semaphore::operator=(Semaphore&& other) noexcept {
    if (this == &other) return *this;
    close();
    name_ = std::move(other.name_);
    fd_ = std::move(other.fd_);
    semaphore_ = std::exchange(other.semaphore_, nullptr);
    made_ = other.made_;
    return *this;
}

Result<void> Semaphore::wait(const Wait& wait) const {
    if (semaphore_ == nullptr) return failure(closedHandle(kind, name_, "sem_wait"));
    const SemaphoreWord word(semaphore_);
    const bool cancelled = wait.cancellation != nullptr && wait.cancellation->requested();
    // what can be had at once is had, however little time there is
    if (!cancelled && word.tryTake() == 0) return {};
    const CallResult result =
        waitingCall(wait, DeadlineBy::Call, [word](bool block, const Deadline& deadline) -> ssize_t {
            errno = block ? word.take(deadline) : word.tryTake();
            return errno == 0 ? 0 : -1;
        });
    if (result.value != -1) return {};
    return failure(failureToWait(name_, result.error));
}

Result<void> Semaphore::post() const {
    if (semaphore_ == nullptr) return failure(closedHandle(kind, name_, "sem_post"));
    const int number = SemaphoreWord(semaphore_).post();
    if (number == 0) return {};
    Error error = failureOfWord(name_, "sem_post", number);
    if (number == EOVERFLOW) {
        error.reason = "its value is as high as it can be";
        error.hint = fmt::format("{} (SEM_VALUE_MAX)", semaphoreValueMax);
    }
    return failure(std::move(error));
}

Result<std::uint32_t> Semaphore::value() const {
    if (semaphore_ == nullptr) return failure(closedHandle(kind, name_, "sem_getvalue"));
    std::uint32_t value = 0;
    const int number = SemaphoreWord(semaphore_).read(value);
    if (number != 0) return failure(failureOfWord(name_, "sem_getvalue", number));
    return value;
}

Result<FileInfo> Semaphore::stat() const {
    if (semaphore_ == nullptr) return failure(closedHandle(kind, name_, "fstat"));
    struct stat data {};
    if (::fstat(fd_.get(), &data) == -1) return failure(failureOn(kind, name_, "fstat", errno));
    return infoFrom(data);
}

void Semaphore::close() noexcept {
    if (semaphore_ != nullptr) ::munmap(std::exchange(semaphore_, nullptr), sizeof(sem_t));
    fd_.reset();
}

} // namespace ipclens::posix
