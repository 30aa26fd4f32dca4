// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/landing_slot.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::transfer {

namespace {

constexpr std::uint64_t magicNumber = 0x69706c656e733031; // "iplens01"
constexpr std::uint64_t notKnown = ~std::uint64_t{0};
constexpr unsigned noPriority = ~0U;
/// The message begins on a page of its own.
constexpr std::size_t headerSize = 4096;

std::string slotOf(const std::string& messageFile) {
    return messageFile + ".taking";
}

/// One of the bytes that a slot is filled with (the mixing steps of splitmix64).
std::byte fillByte(std::uint64_t seed, std::uint64_t at) noexcept {
    std::uint64_t mixed = seed + (at / 8 + 1) * 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31U;
    return static_cast<std::byte>(mixed >> (at % 8 * 8));
}

void fill(std::span<std::byte> room, std::uint64_t seed) noexcept {
    for (std::size_t at = 0; at < room.size(); ++at)
        room[at] = fillByte(seed, at);
}

/// Behind the last byte that is not of the filling.
std::size_t lengthBy(std::span<const std::byte> room, std::uint64_t seed) noexcept {
    std::size_t length = room.size();
    while (length > 0 && room[length - 1] == fillByte(seed, length - 1))
        --length;
    return length;
}

Error failed(int number, const std::string& path) {
    return errorFromErrno(number, "make " + path);
}

} // namespace

struct LandingSlot::Header {
    std::uint64_t magic;
    std::uint64_t armed; ///< 1: a message may have landed, which is no line yet
    std::uint64_t end;   ///< of the file of messages before that line
    std::uint64_t size;  ///< of the message; notKnown until the call that takes it has returned
    std::uint64_t room;  ///< bytes of the longest message
    std::uint64_t seed;
    unsigned priority; ///< noPriority until there is a message
    unsigned nameLength;
    std::array<char, 256> name; ///< of the queue
};

Result<LandingSlot> LandingSlot::make(const std::string& messageFile, Name queue, std::uint64_t messageSize) {
    const std::string path = slotOf(messageFile);
    const UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) return failure(failed(errno, path));
    const std::size_t size = headerSize + messageSize;
    int number = ::posix_fallocate(file.get(), 0, static_cast<off_t>(size));
    void* const at =
        number != 0 ? MAP_FAILED : ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (at == MAP_FAILED) {
        if (number == 0) number = errno;
        ::unlink(path.c_str());
        return failure(failed(number, path));
    }
    auto* const header = static_cast<Header*>(at);
    *header = {magicNumber, 0, 0, notKnown, messageSize, 0, noPriority, 0, {}};
    if (::getrandom(&header->seed, sizeof header->seed, 0) != sizeof header->seed) header->seed = magicNumber;
    const std::string_view name = queue.bytes().substr(0, header->name.size());
    std::copy(name.begin(), name.end(), header->name.begin());
    header->nameLength = static_cast<unsigned>(name.size());
    const std::span<std::byte> room(static_cast<std::byte*>(at) + headerSize, messageSize);
    fill(room, header->seed);
    return LandingSlot(path, header, room, size);
}

LandingSlot::LandingSlot(LandingSlot&& other) noexcept
    : path_(std::move(other.path_))
    , header_(std::exchange(other.header_, nullptr))
    , room_(std::exchange(other.room_, {}))
    , mapped_(other.mapped_)
    , spoilt_(other.spoilt_) {}

LandingSlot::~LandingSlot() {
    if (header_ != nullptr) ::munmap(header_, mapped_);
}

void LandingSlot::arm(std::uint64_t end) noexcept {
    fill(room_.first(std::exchange(spoilt_, 0)), header_->seed);
    header_->end = end;
    header_->size = notKnown;
    header_->priority = noPriority;
    std::atomic_ref(header_->armed).store(1);
}

unsigned& LandingSlot::priority() const noexcept {
    return header_->priority;
}

void LandingSlot::landed(std::size_t size) noexcept {
    spoilt_ = size;
    std::atomic_ref(header_->size).store(size);
}

void LandingSlot::disarm() noexcept {
    std::atomic_ref(header_->armed).store(0);
}

void LandingSlot::remove() noexcept {
    ::unlink(path_.c_str());
}

namespace {

/// All of it, or the errno; ENODATA where the file is shorter.
int readAll(int file, void* into, std::size_t size, std::size_t offset) noexcept {
    auto* at = static_cast<char*>(into);
    while (size > 0) {
        const ssize_t count = ::pread(file, at, size, static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count == 0 ? ENODATA : errno;
        at += count;
        size -= static_cast<std::size_t>(count);
        offset += static_cast<std::size_t>(count);
    }
    return 0;
}

/// Puts the line in the place of whatever part of it is there.
int writeLine(int file, const std::string& line, std::uint64_t offset) noexcept {
    struct stat status {};
    if (::fstat(file, &status) != 0) return errno;
    offset = std::min(offset, static_cast<std::uint64_t>(status.st_size));
    if (::ftruncate(file, static_cast<off_t>(offset)) != 0) return errno;
    for (std::size_t done = 0; done < line.size();) {
        const ssize_t count = ::pwrite(file, line.data() + done, line.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        done += static_cast<std::size_t>(count);
    }
    return ::fdatasync(file) == 0 ? 0 : errno;
}

} // namespace

Result<void> settle(const std::string& messageFile) {
    const std::string path = slotOf(messageFile);
    const std::string attempted = "read " + path;
    const UniqueFd slot(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    if (!slot && errno == ENOENT) return {};
    if (!slot) return failure(errorFromErrno(errno, attempted));
    const UniqueFd file(::open(messageFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!file) return failure(errorFromErrno(errno, "write " + messageFile));
    // Whoever works with it holds the lock as long as it lives
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return failure(errorFromErrno(errno, attempted, kindOfErrno(errno), "another process works with this file"));

    LandingSlot::Header header{};
    int number = readAll(slot.get(), &header, sizeof header, 0);
    const bool made = number == 0 && header.magic == magicNumber; // else killed while it was: nothing has landed
    if (made && header.armed != 0 && header.priority != noPriority) {
        struct stat status {};
        if (::fstat(slot.get(), &status) != 0 || header.nameLength > header.name.size() ||
            static_cast<std::uint64_t>(status.st_size) != headerSize + header.room) {
            return failure(errorOf(ErrorKind::Invalid, attempted, "it is none of ours"));
        }
        std::vector<std::byte> room(header.room);
        number = readAll(slot.get(), room.data(), room.size(), headerSize);
        if (number != 0) return failure(errorFromErrno(number, attempted));
        SavedMessage saved{{static_cast<long>(header.priority), {}}, LineState::Held, Api::Posix};
        saved.queue = Name::of({header.name.data(), header.nameLength});
        saved.sizeInferred = header.size == notKnown;
        room.resize(saved.sizeInferred ? lengthBy(room, header.seed) : std::min(header.size, header.room));
        saved.message.payload = std::move(room);
        number = writeLine(file.get(), lineOf(saved), header.end);
        if (number != 0) return failure(errorFromErrno(number, "write " + messageFile));
    }
    if (number != 0 && number != ENODATA) return failure(errorFromErrno(number, attempted));
    ::unlink(path.c_str());
    return {};
}

} // namespace ipclens::transfer
