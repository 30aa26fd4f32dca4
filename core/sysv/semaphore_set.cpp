// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/semaphore_set.h"

#include "core/base/waiting_call.h"
#include "core/objects/kernel.h"
#include "core/sysv/failure.h"
#include "core/sysv/get.h"
#include "core/sysv/look.h"
#include "core/sysv/permission_change.h"

#include <climits>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <span>

namespace ipclens::sysv {

namespace {

constexpr std::uint32_t semvmx = 32767; // fixed in the kernel

ObjectId objectOf(Id id) noexcept {
    return {Kind::Semaphore, id};
}

int controlAll(Id id, int command, std::uint16_t* values) noexcept {
    return ::semctl(id.value, 0, command, kernel::SemaphoreArgument{.array = values});
}

bool askSystem(int command, seminfo& info) noexcept {
    return ::semctl(0, 0, command, kernel::SemaphoreArgument{.info = &info}) != -1;
}

Error valueTooBig(std::string tried, int number, std::uint32_t value) {
    return errorFromErrno(number, std::move(tried), ErrorKind::OutOfRange,
                          fmt::format("{} is over {} (SEMVMX)", value, semvmx));
}

/// The failure of a call that names one member: EINVAL means an index past the set, or no set.
Error failureOnMember(Id id, std::string_view call, std::uint32_t index, int number) {
    semid_ds data{};
    if (number != EINVAL || !lookAt(id, data).found() || index < data.sem_nsems) {
        return failureOn(objectOf(id), call, number);
    }
    Error error = errorFromErrno(number, attempted(call, objectOf(id)), ErrorKind::OutOfRange,
                                 fmt::format("the set has no semaphore {}", index));
    error.hint = counted(data.sem_nsems, "semaphore");
    return error;
}

/// GETVAL, GETPID, GETNCNT, GETZCNT.
Result<int> ask(Id id, std::uint32_t index, int command, std::string_view name) {
    const int answer = ::semctl(id.value, static_cast<int>(index), command);
    if (answer != -1) return answer;
    const int number = errno;
    return failure(failureOnMember(id, std::string("semctl ").append(name), index, number));
}

Result<std::uint32_t> membersOf(Id id, std::string_view call) {
    semid_ds data{};
    const Look look = lookAt(id, data);
    if (!look.found()) return failure(failureOn(objectOf(id), call, look.error));
    return static_cast<std::uint32_t>(data.sem_nsems);
}

/// This thread's room for the values of any set, of at least `count`. GETALL and SETALL take no length: should the id
/// be used again for a bigger set after its members were counted, the kernel still stays inside. Members are numbered
/// in 16 bits.
std::span<std::uint16_t> roomForAnySet(std::uint32_t count) {
    constexpr std::size_t most = 65536;
    thread_local std::unique_ptr<std::uint16_t[]> room;
    thread_local std::size_t size = 0;
    if (size < std::max<std::size_t>(most, count)) {
        size = std::max<std::size_t>(most, count);
        room = std::make_unique<std::uint16_t[]>(size);
    }
    return {room.get(), size};
}

/// What create() was asked for, checked and filled in.
struct Plan {
    std::uint32_t count = 1;
    std::uint32_t countToOpen = 0; // what a set that is there must have at least; 0: any will do
};

Result<Plan> planOf(const SemaphoreSetOptions& options) {
    const std::string tried = "semget";
    Plan plan;
    if (options.count && *options.count == 0) {
        return failure(errorOf(ErrorKind::Invalid, tried, "a set has at least one semaphore"));
    }
    for (const std::uint16_t value : options.values) {
        if (value > semvmx) return failure(valueTooBig(tried, 0, value));
    }
    const std::size_t given = options.values.size();
    plan.count = options.count.value_or(std::max<std::uint32_t>(1, static_cast<std::uint32_t>(given)));
    if (given > 1 && given != plan.count) {
        return failure(errorOf(ErrorKind::Invalid, tried,
                               fmt::format("{} for {}", counted(given, "value"), counted(plan.count, "semaphore"))));
    }
    if (options.count || given > 1) plan.countToOpen = plan.count;
    return plan;
}

/// The initial values of a set of `count`, or none where all are 0, which the kernel gives them by itself.
std::vector<std::uint16_t> initialValues(const SemaphoreSetOptions& options, std::uint32_t count) {
    if (std::all_of(options.values.begin(), options.values.end(), [](std::uint16_t value) { return value == 0; })) {
        return {};
    }
    return options.values.size() == 1 ? std::vector<std::uint16_t>(count, options.values.front()) : options.values;
}

/// semget(2) said EINVAL: too many members for the system, or for the set that is there.
Error failureOfCount(Error error, std::uint32_t count, Key key) {
    seminfo limits{};
    if (askSystem(IPC_INFO, limits) && std::int64_t{count} > limits.semmsl) {
        error.kind = ErrorKind::Limit;
        error.reason = fmt::format("{} are too many for a set", counted(count, "semaphore"));
        error.hint = fmt::format("at most {} (SEMMSL)", limits.semmsl);
        return error;
    }
    semid_ds data{};
    const Id there{key.isPrivate() ? -1 : ::semget(static_cast<key_t>(key.value), 0, 0)};
    if (there.value >= 0 && lookAt(there, data).found()) {
        error.reason = "the set that exists has fewer semaphores";
        error.hint = counted(data.sem_nsems, "semaphore");
    }
    return error;
}

/// semget(2) said ENOSPC: SEMMNI or SEMMNS is reached.
Error failureOfSpace(Error error, std::uint32_t count) {
    seminfo limits{};
    seminfo use{};
    if (!askSystem(IPC_INFO, limits) || !askSystem(SEM_INFO, use)) return error;
    if (use.semusz >= limits.semmni) {
        error.reason = "there are as many sets as the system allows";
        error.hint = fmt::format("{} of {} sets (SEMMNI)", use.semusz, limits.semmni);
    } else {
        error.reason = fmt::format("no room for {} more", counted(count, "semaphore"));
        error.hint = fmt::format("{} of {} semaphores (SEMMNS)", use.semaem, limits.semmns);
    }
    return error;
}

/// V then P of member 0, or P then V where it has a value: that never passes SEMVMX, and nobody sees it move.
Result<void> touch(const SemaphoreSet& set, bool hasValue) {
    const std::int16_t first = hasValue ? -1 : 1;
    const std::array<SemaphoreOperation, 2> operations{
        {{0, first, false}, {0, static_cast<std::int16_t>(-first), false}}};
    return set.apply(operations, Wait::never());
}

/// The sembufs of a call: on the stack for the few that most calls have.
class Buffers {
public:
    explicit Buffers(std::span<const SemaphoreOperation> operations) {
        if (operations.size() > few_.size()) many_.resize(operations.size());
        all_ = {many_.empty() ? few_.data() : many_.data(), operations.size()};
        std::transform(operations.begin(), operations.end(), all_.begin(), [](const SemaphoreOperation& operation) {
            return sembuf{operation.index, operation.delta, static_cast<short>(operation.undo ? SEM_UNDO : 0)};
        });
    }
    Buffers(const Buffers&) = delete;
    Buffers& operator=(const Buffers&) = delete;

    ssize_t apply(Id id, bool block, const Deadline& deadline) noexcept {
        for (sembuf& buffer : all_) {
            const int flags = block ? buffer.sem_flg & ~IPC_NOWAIT : buffer.sem_flg | IPC_NOWAIT;
            buffer.sem_flg = static_cast<short>(flags);
        }
        const timespec remaining = deadline ? deadline.remaining() : timespec{};
        return ::semtimedop(id.value, all_.data(), all_.size(), deadline ? &remaining : nullptr);
    }

private:
    std::array<sembuf, 16> few_;
    std::vector<sembuf> many_;
    std::span<sembuf> all_;
};

Error failureToApply(Id id, std::span<const SemaphoreOperation> operations, int number) {
    Error error = failureOn(objectOf(id), "semop", number);
    switch (number) {
    case EFBIG: {
        error.reason = "the set has no such semaphore";
        semid_ds data{};
        if (lookAt(id, data).found()) error.hint = counted(data.sem_nsems, "semaphore");
        break;
    }
    case ERANGE:
        error.reason = "a value or an undo would pass its limit";
        error.hint = fmt::format("values are 0 to {} (SEMVMX)", semvmx);
        break;
    case E2BIG: {
        error.reason = fmt::format("{} are too many for one call", counted(operations.size(), "operation"));
        seminfo limits{};
        if (askSystem(IPC_INFO, limits)) error.hint = fmt::format("at most {} (SEMOPM)", limits.semopm);
        break;
    }
    default: break;
    }
    return error;
}

} // namespace

Result<SemaphoreSet> SemaphoreSet::open(Key key) {
    if (auto checked = checkKey(key, Kind::Semaphore, "semget"); !checked) return failure(checked.error());
    const int id = ::semget(static_cast<key_t>(key.value), 0, 0);
    if (id >= 0) return SemaphoreSet(Id{id});
    const int number = errno;
    return failure(failureToGet(Kind::Semaphore, attempted("semget", Kind::Semaphore, key), number));
}

Result<SemaphoreSet> SemaphoreSet::open(Id id) {
    return membersOf(id, "semctl IPC_STAT").map([id](std::uint32_t) { return SemaphoreSet(id); });
}

Result<SemaphoreSet> SemaphoreSet::create(KeyChoice choice, const SemaphoreSetOptions& options) {
    if (auto checked = checkKey(choice, Kind::Semaphore, "semget"); !checked) return failure(checked.error());
    const Result<Plan> plan = planOf(options);
    if (!plan) return failure(plan.error());
    const std::vector<std::uint16_t> values = initialValues(options, plan->count);
    const mode_t mode = options.mode & 0777U;
    // who makes a set that its owner may not alter still gives it its values
    const bool alters = !values.empty() || options.markInitialised;
    const mode_t firstMode = alters ? mode | 0200U : mode;

    const auto members = [](std::uint32_t count) { return static_cast<int>(std::min<std::uint32_t>(count, INT_MAX)); };
    const Got got = makeOrOpen(
        choice, options.ifExists,
        [&](key_t key, int flags) { return ::semget(key, members(plan->count), flags | static_cast<int>(firstMode)); },
        [&](key_t key) { return ::semget(key, members(plan->countToOpen), 0); });
    if (got.error != 0) {
        Error error =
            failureToGet(Kind::Semaphore, attemptedCreation("semget", Kind::Semaphore, choice, got.key), got.error);
        if (got.error == EINVAL) error = failureOfCount(std::move(error), plan->count, got.key);
        if (got.error == ENOSPC) error = failureOfSpace(std::move(error), plan->count);
        return failure(std::move(error));
    }

    SemaphoreSet set(got.id, got.made);
    if (!set.made()) return set;
    Result<void> done;
    if (!values.empty()) done = set.setValues(values);
    if (done && options.markInitialised) done = touch(set, !values.empty() && values.front() > 0);
    if (done && firstMode != mode) done = set.change({std::nullopt, std::nullopt, mode});
    if (done) return set;
    static_cast<void>(set.remove());
    return failure(std::move(done.error()));
}

Result<SemaphoreSetInfo> SemaphoreSet::stat() const {
    semid_ds data{};
    const Look look = lookAt(id_, data);
    if (!look.found()) return failure(failureOn(objectOf(id_), "semctl IPC_STAT", look.error));
    return infoFrom(id_, data, look);
}

Result<SemaphoreState> SemaphoreSet::state(std::uint32_t index) const {
    const Result<int> value = ask(id_, index, GETVAL, "GETVAL");
    if (!value) return failure(value.error());
    const Result<int> pid = ask(id_, index, GETPID, "GETPID");
    if (!pid) return failure(pid.error());
    const Result<int> increase = ask(id_, index, GETNCNT, "GETNCNT");
    if (!increase) return failure(increase.error());
    const Result<int> zero = ask(id_, index, GETZCNT, "GETZCNT");
    if (!zero) return failure(zero.error());
    return SemaphoreState{static_cast<std::uint32_t>(*value), *pid, static_cast<std::uint32_t>(*increase),
                          static_cast<std::uint32_t>(*zero)};
}

Result<std::vector<SemaphoreState>> SemaphoreSet::states() const {
    const Result<std::vector<std::uint16_t>> all = values();
    if (!all) return failure(all.error());
    std::vector<SemaphoreState> states(all->size());
    for (std::uint32_t index = 0; index < states.size(); ++index) {
        const Result<int> pid = ask(id_, index, GETPID, "GETPID");
        if (!pid) return failure(pid.error());
        const Result<int> increase = ask(id_, index, GETNCNT, "GETNCNT");
        if (!increase) return failure(increase.error());
        const Result<int> zero = ask(id_, index, GETZCNT, "GETZCNT");
        if (!zero) return failure(zero.error());
        states[index] = {(*all)[index], *pid, static_cast<std::uint32_t>(*increase), static_cast<std::uint32_t>(*zero)};
    }
    return states;
}

Result<std::uint16_t> SemaphoreSet::value(std::uint32_t index) const {
    return ask(id_, index, GETVAL, "GETVAL").map([](int value) { return static_cast<std::uint16_t>(value); });
}

Result<std::vector<std::uint16_t>> SemaphoreSet::values() const {
    const Result<std::uint32_t> count = membersOf(id_, "semctl GETALL");
    if (!count) return failure(count.error());
    const std::span<std::uint16_t> room = roomForAnySet(*count);
    if (controlAll(id_, GETALL, room.data()) != -1)
        return std::vector<std::uint16_t>(room.begin(), room.begin() + *count);
    const int number = errno;
    return failure(failureOn(objectOf(id_), "semctl GETALL", number));
}

Result<void> SemaphoreSet::setValue(std::uint32_t index, std::uint32_t value) const {
    if (value > semvmx) return failure(valueTooBig(attempted("semctl SETVAL", objectOf(id_)), ERANGE, value));
    if (::semctl(id_.value, static_cast<int>(index), SETVAL,
                 kernel::SemaphoreArgument{.val = static_cast<int>(value)}) != -1)
        return {};
    const int number = errno;
    return failure(failureOnMember(id_, "semctl SETVAL", index, number));
}

Result<void> SemaphoreSet::setValues(std::span<const std::uint16_t> values) const {
    constexpr std::string_view call = "semctl SETALL";
    for (const std::uint16_t value : values) {
        if (value > semvmx) return failure(valueTooBig(attempted(call, objectOf(id_)), ERANGE, value));
    }
    const Result<std::uint32_t> count = membersOf(id_, call);
    if (!count) return failure(count.error());
    if (values.size() != *count) {
        return failure(
            errorOf(ErrorKind::Invalid, attempted(call, objectOf(id_)),
                    fmt::format("{} for {}", counted(values.size(), "value"), counted(*count, "semaphore"))));
    }
    const std::span<std::uint16_t> room = roomForAnySet(*count);
    std::fill(std::copy(values.begin(), values.end(), room.begin()), room.end(), std::uint16_t{0});
    if (controlAll(id_, SETALL, room.data()) != -1) return {};
    const int number = errno;
    return failure(failureOn(objectOf(id_), call, number));
}

Result<void> SemaphoreSet::apply(std::span<const SemaphoreOperation> operations, const Wait& wait) const {
    if (operations.empty()) {
        return failure(errorOf(ErrorKind::Invalid, attempted("semop", objectOf(id_)), "there is nothing to do"));
    }
    Buffers buffers(operations);
    const CallResult result = waitingCall(wait, DeadlineBy::Call, [&](bool block, const Deadline& deadline) {
        return buffers.apply(id_, block, deadline);
    });
    if (result.value != -1) return {};
    return failure(failureToApply(id_, operations, result.error));
}

Result<void> SemaphoreSet::change(const PermissionChange& change) const {
    const int number = readEditSet<semid_ds>(
        id_, [&](semid_ds& data) { sysv::apply(change, data.sem_perm); },
        [&](semid_ds& data) { return ::semctl(id_.value, 0, IPC_SET, kernel::SemaphoreArgument{.buf = &data}); });
    if (number != 0) return failure(failureToSet(objectOf(id_), "semctl IPC_SET", number));
    return {};
}

Result<void> SemaphoreSet::remove() const {
    if (::semctl(id_.value, 0, IPC_RMID) != -1) return {};
    const int number = errno;
    return failure(failureOn(objectOf(id_), "semctl IPC_RMID", number));
}

} // namespace ipclens::sysv
