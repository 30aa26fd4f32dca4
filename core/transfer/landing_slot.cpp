// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/landing_slot.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <string_view>
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
    // First: a slot that a kill left half made is either all zeros or has this
    std::atomic_ref(header->magic).store(magicNumber);
    header->size = notKnown;
    header->room = messageSize;
    header->priority = noPriority;
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

/// All of it, or the errno.
int writeAll(int file, std::string_view text, std::uint64_t offset) noexcept {
    while (!text.empty()) {
        const ssize_t count = ::pwrite(file, text.data(), text.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return 0;
}

/// What stands in a file where a line is to begin.
enum class Found : std::uint8_t {
    Room,  ///< nothing, or the first part of the line and nothing else
    Line,  ///< the line; others may follow
    Other, ///< something else, or no place where a line begins
};

Result<Found> lookAt(int file, std::uint64_t begin, std::uint64_t size, const std::string& line) {
    if (begin > size) return Found::Other;
    // With what ends the line before it
    const std::string expected = begin > 0 ? '\n' + line : line;
    const std::uint64_t from = begin > 0 ? begin - 1 : 0;
    std::string there(static_cast<std::size_t>(std::min<std::uint64_t>(expected.size(), size - from)), '\0');
    if (const int number = readAll(file, there.data(), there.size(), from); number != 0)
        return failure(errorFromErrno(number, {}));
    if (!expected.starts_with(there)) return Found::Other;
    return there.size() == expected.size() ? Found::Line : Found::Room;
}

/// Where the line is to stand: at `end`, or, where the file is no longer as it was left, behind all that is in it.
struct Place {
    std::uint64_t begin = 0;
    bool written = false;
};
Result<Place> placeFor(int file, std::uint64_t end, const std::string& line) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return failure(errorFromErrno(errno, {}));
    if (!S_ISREG(status.st_mode)) return failure(errorOf(ErrorKind::Invalid, {}, "it is no regular file"));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    for (const std::uint64_t begin : {end, size}) {
        const auto found = lookAt(file, begin, size, line);
        if (!found) return failure(found.error());
        if (*found != Found::Other) return Place{begin, *found == Found::Line};
    }
    Error error = errorOf(ErrorKind::Invalid, {}, "its last line has no end");
    error.hint = "a message that was taken is to follow it, and is kept beside the file";
    return failure(std::move(error));
}

/// A slot that another user has put there would have us write what they like, where they like.
Result<UniqueFd> openOwn(const std::string& path, const std::string& attempted) {
    UniqueFd slot(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    const int number = slot ? 0 : errno;
    if (number == ENOENT) return slot;
    const auto refused = [&](ErrorKind kind, std::string reason) {
        Error error = errorFromErrno(number, attempted, kind, std::move(reason));
        error.hint = "it is left alone, and so is the file of messages; to go on without it, move it away";
        return failure(std::move(error));
    };
    const bool special = number == ELOOP || number == EISDIR || number == ENXIO;
    if (number != 0 && !special) return failure(errorFromErrno(number, attempted));
    struct stat status {};
    if (slot && ::fstat(slot.get(), &status) != 0) return failure(errorFromErrno(errno, attempted));
    if (special || !S_ISREG(status.st_mode)) return refused(ErrorKind::Invalid, "it is no regular file");
    if (status.st_uid != ::geteuid()) return refused(ErrorKind::Denied, "it belongs to another user");
    if (status.st_nlink > 1) return refused(ErrorKind::Invalid, "it has another name as well");
    return slot;
}

} // namespace

Result<std::optional<SavedMessage>> LandingSlot::messageIn(int slot, const Header& header,
                                                           const std::string& attempted) {
    if (header.armed == 0 || header.priority == noPriority) return std::nullopt;
    struct stat status {};
    if (::fstat(slot, &status) != 0) return failure(errorFromErrno(errno, attempted));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (header.nameLength > header.name.size() || size < headerSize || size - headerSize != header.room)
        return failure(errorOf(ErrorKind::Invalid, attempted, "it is none of ours"));
    std::vector<std::byte> room(header.room);
    if (const int number = readAll(slot, room.data(), room.size(), headerSize); number != 0)
        return failure(errorFromErrno(number, attempted));
    SavedMessage saved{{static_cast<long>(header.priority), {}}, LineState::Held, Api::Posix};
    saved.queue = Name::of({header.name.data(), header.nameLength});
    saved.sizeInferred = header.size == notKnown;
    room.resize(saved.sizeInferred ? lengthBy(room, header.seed) : std::min(header.size, header.room));
    saved.message.payload = std::move(room);
    return saved;
}

Result<void> LandingSlot::writeDown(const SavedMessage& saved, int slot, std::uint64_t end, int file) {
    const std::string line = lineOf(saved);
    const auto place = placeFor(file, end, line);
    if (!place) return failure(place.error());
    int number = 0;
    if (!place->written) {
        // Told first, so that after another kill the line is found where it is
        const std::string_view begin(reinterpret_cast<const char*>(&place->begin), sizeof place->begin);
        if (place->begin != end) number = writeAll(slot, begin, offsetof(Header, end));
        if (number == 0) number = writeAll(file, line, place->begin);
    }
    if (number == 0 && ::fdatasync(file) != 0) number = errno;
    if (number != 0) return failure(errorFromErrno(number, {}));
    return {};
}

Result<void> settle(const std::string& messageFile) {
    const std::string path = slotOf(messageFile);
    const std::string attempted = "read " + path;
    const auto slot = openOwn(path, attempted);
    if (!slot) return failure(slot.error());
    if (!*slot) return {};
    const UniqueFd file(::open(messageFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!file) return failure(errorFromErrno(errno, "write " + messageFile));
    // Whoever works with it holds the lock as long as it lives
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        return failure(errorFromErrno(errno, attempted, kindOfErrno(errno), "another process works with this file"));

    LandingSlot::Header header{};
    const int number = readAll(slot->get(), &header, sizeof header, 0);
    if (number != 0 && number != ENODATA) return failure(errorFromErrno(number, attempted));
    const auto bytes = std::as_bytes(std::span(&header, 1));
    // Else killed while it was made: nothing has landed
    if (std::any_of(bytes.begin(), bytes.end(), [](std::byte each) { return each != std::byte{0}; })) {
        if (number != 0 || header.magic != magicNumber)
            return failure(errorOf(ErrorKind::Invalid, attempted, "it is none of ours"));
        const auto saved = LandingSlot::messageIn(slot->get(), header, attempted);
        if (!saved) return failure(saved.error());
        if (*saved) {
            if (auto written = LandingSlot::writeDown(**saved, slot->get(), header.end, file.get()); !written) {
                written.error().attempted = "write " + messageFile;
                return written;
            }
        }
    }
    ::unlink(path.c_str());
    return {};
}

} // namespace ipclens::transfer
