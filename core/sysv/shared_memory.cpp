// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/shared_memory.h"

#include "core/sysv/failure.h"
#include "core/sysv/get.h"
#include "core/sysv/look.h"
#include "core/sysv/own_attachments.h"
#include "core/sysv/permission_change.h"
#include "core/sysv/residency.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <vector>

#include <sys/shm.h>

namespace ipclens::sysv {

namespace {

ObjectId objectOf(Id id) noexcept {
    return {Kind::SharedMemory, id};
}

Result<SegmentInfo> look(Id id, std::string_view call) {
    shmid_ds data{};
    const Look seen = lookAt(id, data);
    if (!seen.found()) return failure(failureOn(objectOf(id), call, seen.error));
    return infoFrom(id, data, seen);
}

/// IPC_INFO fills a structure of its own; shmctl(2) declares only the other one.
template <class Info>
bool askSystem(int command, Info& info) noexcept {
    return ::shmctl(0, command, reinterpret_cast<shmid_ds*>(&info)) != -1;
}

/// shmget(2) said EINVAL: a size over SHMMAX or that of any file, or one that the segment that is there does not have.
Error failureOfSize(Error error, std::uint64_t size, Key key) {
    shmid_ds data{};
    const Id there{key.isPrivate() ? -1 : ::shmget(static_cast<key_t>(key.value), 0, 0)};
    if (there.value >= 0 && lookAt(there, data).found()) {
        error.reason = "the segment that exists is smaller";
        error.hint = counted(data.shm_segsz, "byte");
        return error;
    }
    shminfo limits{};
    const bool overMaximum = askSystem(IPC_INFO, limits) && size > limits.shmmax;
    if (!overMaximum && size <= INT64_MAX) return error;
    error.kind = ErrorKind::Limit;
    error.reason = fmt::format("{} are too many for a segment", counted(size, "byte"));
    // the kernel keeps a segment in a file, whose size is signed; SHMMAX is above that by default
    error.hint = overMaximum ? fmt::format("at most {} (SHMMAX)", limits.shmmax)
                             : fmt::format("at most {}, as of any file", INT64_MAX);
    return error;
}

/// shmget(2) said ENOSPC: SHMMNI or SHMALL is reached.
Error failureOfSpace(Error error) {
    shminfo limits{};
    shm_info use{};
    if (!askSystem(IPC_INFO, limits) || !askSystem(SHM_INFO, use)) return error;
    if (static_cast<unsigned long>(use.used_ids) >= limits.shmmni) {
        error.reason = "there are as many segments as the system allows";
        error.hint = fmt::format("{} of {} segments (SHMMNI)", use.used_ids, limits.shmmni);
    } else {
        error.reason = "the system does not allow so much shared memory in all";
        error.hint = fmt::format("{} of {} pages (SHMALL)", use.shm_tot, limits.shmall);
    }
    return error;
}

Error failureOfHugePages(Error error) {
    if (error.number == ENOMEM) error.reason = "there are not enough free huge pages (vm.nr_hugepages)";
    if (error.number == EPERM) error.reason = "huge pages need CAP_IPC_LOCK or the group of vm.hugetlb_shm_group";
    return error;
}

Result<void> fill(const SharedMemory& segment, std::uint64_t size, std::uint8_t byte) {
    AttachOptions options;
    options.mode = AttachMode::ReadWrite;
    Result<Attachment> attachment = segment.attach(options);
    if (!attachment) return failure(std::move(attachment.error()));
    const std::vector<std::byte> block(std::min<std::uint64_t>(size, 1U << 20U), std::byte{byte});
    for (std::uint64_t offset = 0; offset < size; offset += block.size()) {
        const std::size_t length = std::min<std::uint64_t>(block.size(), size - offset);
        if (auto written = attachment->write(offset, std::span(block).first(length)); !written) return written;
    }
    return attachment->detach();
}

bool removedWithLastDetach() {
    int forced = 0;
    std::ifstream("/proc/sys/kernel/shm_rmid_forced") >> forced;
    return forced != 0;
}

/// shmat(2) said EINVAL, and the segment is there: so the address is meant.
Error failureToAttach(Id id, const AttachOptions& options, int number) {
    constexpr std::string_view call = "shmat";
    shmid_ds data{};
    if (number != EINVAL || !lookAt(id, data).found()) return failureOn(objectOf(id), call, number);
    return errorFromErrno(number, attempted(call, objectOf(id)), ErrorKind::Invalid,
                          fmt::format("it can't be attached at {}", fmt::ptr(options.address)));
}

Result<void> controlSegment(Id id, int command, std::string_view call) {
    if (::shmctl(id.value, command, nullptr) != -1) return {};
    const int number = errno;
    Error error = failureOn(objectOf(id), call, number);
    if (command == SHM_LOCK && number == ENOMEM) error.reason = "more memory than may be locked (RLIMIT_MEMLOCK)";
    return failure(std::move(error));
}

} // namespace

Result<SharedMemory> SharedMemory::open(Key key) {
    if (auto checked = checkKey(key, Kind::SharedMemory, "shmget"); !checked) return failure(checked.error());
    const int id = ::shmget(static_cast<key_t>(key.value), 0, 0);
    if (id >= 0) return SharedMemory(Id{id});
    const int number = errno;
    return failure(failureToGet(Kind::SharedMemory, attempted("shmget", Kind::SharedMemory, key), number));
}

Result<SharedMemory> SharedMemory::open(Id id) {
    return look(id, "shmctl IPC_STAT").map([id](const SegmentInfo&) { return SharedMemory(id); });
}

Result<SharedMemory> SharedMemory::create(KeyChoice choice, const SharedMemoryOptions& options) {
    if (auto checked = checkKey(choice, Kind::SharedMemory, "shmget"); !checked) return failure(checked.error());
    if (options.size == 0) {
        return failure(errorOf(ErrorKind::Invalid, "shmget", "a segment has at least one byte"));
    }
    const mode_t mode = options.mode & 0777U;
    // who makes a segment that its owner may not write to still fills it
    const mode_t firstMode = options.fill ? mode | 0600U : mode;
    const int kinds = (options.hugePages ? SHM_HUGETLB : 0) | (options.noReserve ? SHM_NORESERVE : 0);
    const Got got = makeOrOpen(
        choice, options.ifExists,
        [&](key_t key, int flags) { return ::shmget(key, options.size, flags | kinds | static_cast<int>(firstMode)); },
        [&](key_t key) { return ::shmget(key, options.size, 0); });
    if (got.error != 0) {
        Error error = failureToGet(Kind::SharedMemory, attemptedCreation("shmget", Kind::SharedMemory, choice, got.key),
                                   got.error);
        if (got.error == EINVAL) error = failureOfSize(std::move(error), options.size, got.key);
        if (got.error == ENOSPC) error = failureOfSpace(std::move(error));
        if (options.hugePages) error = failureOfHugePages(std::move(error));
        return failure(std::move(error));
    }

    SharedMemory segment(got.id, got.made);
    if (!segment.made()) return segment;
    Result<void> done;
    if (options.fill) done = fill(segment, options.size, *options.fill);
    if (done && firstMode != mode) done = segment.change({std::nullopt, std::nullopt, mode});
    if (done) return segment;
    static_cast<void>(segment.remove());
    return failure(std::move(done.error()));
}

Result<SharedMemory::Stat> SharedMemory::stat() const {
    Result<SegmentInfo> info = look(id_, "shmctl IPC_STAT");
    if (!info) return failure(std::move(info.error()));
    Stat stat;
    stat.info = *info;
    if (const std::optional<Residency> residency = residencyOf(id_)) {
        stat.info.resident = residency->resident;
        stat.info.swapped = residency->swapped;
        stat.hugePages = residency->hugePages;
        stat.known.residency = residency->resident != unknownBytes;
    }
    return stat;
}

Result<Attachment> SharedMemory::attach(const AttachOptions& options) const {
    constexpr std::string_view call = "shmat";
    if (options.remap && options.address == nullptr) {
        return failure(errorOf(ErrorKind::Invalid, attempted(call, objectOf(id_)), "to remap needs an address"));
    }
    if (removedWithLastDetach()) {
        const Result<SegmentInfo> info = look(id_, call);
        if (!info) return failure(info.error());
        if (info->attached == 0) {
            Error error = errorOf(ErrorKind::Denied, attempted(call, objectOf(id_)),
                                  "nobody is attached, so detaching would destroy it");
            error.hint = "kernel.shm_rmid_forced is 1";
            return failure(std::move(error));
        }
    }
    const int flags = (options.mode == AttachMode::ReadOnly ? SHM_RDONLY : 0) | (options.round ? SHM_RND : 0) |
                      (options.remap ? SHM_REMAP : 0);
    void* address = attachCounted(id_, options.address, flags);
    if (address == reinterpret_cast<void*>(-1)) { // NOLINT(performance-no-int-to-ptr): what shmat(2) gives
        const int number = errno;
        return failure(failureToAttach(id_, options, number));
    }
    Attachment attachment(address, 0, options.mode);
    // only now: an id that is attached can't be used again for a segment of another size
    const Result<SegmentInfo> info = look(id_, "shmctl IPC_STAT");
    if (!info) return failure(info.error());
    attachment.size_ = info->size;
    return attachment;
}

Result<void> SharedMemory::lock() const {
    return controlSegment(id_, SHM_LOCK, "shmctl SHM_LOCK");
}

Result<void> SharedMemory::unlock() const {
    return controlSegment(id_, SHM_UNLOCK, "shmctl SHM_UNLOCK");
}

Result<void> SharedMemory::change(const PermissionChange& change) const {
    const int number = readEditSet<shmid_ds>(
        id_, [&](shmid_ds& data) { apply(change, data.shm_perm); },
        [&](shmid_ds& data) { return ::shmctl(id_.value, IPC_SET, &data); });
    if (number != 0) return failure(failureToSet(objectOf(id_), "shmctl IPC_SET", number));
    return {};
}

Result<void> SharedMemory::remove() const {
    return controlSegment(id_, IPC_RMID, "shmctl IPC_RMID");
}

} // namespace ipclens::sysv
