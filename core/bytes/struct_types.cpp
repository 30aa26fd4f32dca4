// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_types.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <semaphore.h>
#include <type_traits>

#include <pthread.h>
#include <sys/time.h>
#include <sys/types.h>

namespace ipclens::bytes::structs {
namespace {

/// alignof() tells on some machines what a variable prefers, not what a member gets.
template <class T>
struct Probe {
    char before;
    T member;
};

struct Entry {
    std::string_view name;
    ScalarKind kind;
    std::size_t size;
    std::size_t alignment;
    std::optional<ByteOrder> order = {};
};

template <class T>
constexpr ScalarKind numberKind = std::is_floating_point_v<T> ? ScalarKind::Float
                                  : std::is_signed_v<T>       ? ScalarKind::Signed
                                                              : ScalarKind::Unsigned;

template <class T>
constexpr Entry entry(std::string_view name, ScalarKind kind = numberKind<T>, std::optional<ByteOrder> order = {}) {
    return {name, kind, sizeof(T), offsetof(Probe<T>, member), order};
}

template <class T>
constexpr Entry ordered(std::string_view name, ByteOrder order) {
    return entry<T>(name, numberKind<T>, order);
}

constexpr Entry entries[] = {
    entry<char>("char", ScalarKind::Character),
    entry<signed char>("signed char"),
    entry<unsigned char>("unsigned char"),
    entry<short>("short"),
    entry<unsigned short>("unsigned short"),
    entry<int>("int"),
    entry<unsigned int>("unsigned int"),
    entry<long>("long"),
    entry<unsigned long>("unsigned long"),
    entry<long long>("long long"),
    entry<unsigned long long>("unsigned long long"),
    entry<float>("float"),
    entry<double>("double"),
    entry<long double>("long double"),
    entry<bool>("bool", ScalarKind::Boolean),
    entry<bool>("_Bool", ScalarKind::Boolean),
    entry<std::int8_t>("int8_t"),
    entry<std::int8_t>("s8"),
    entry<std::int8_t>("i8"),
    entry<std::uint8_t>("uint8_t"),
    entry<std::uint8_t>("u8"),
    entry<std::int16_t>("int16_t"),
    entry<std::int16_t>("s16"),
    entry<std::int16_t>("i16"),
    entry<std::uint16_t>("uint16_t"),
    entry<std::uint16_t>("u16"),
    entry<std::int32_t>("int32_t"),
    entry<std::int32_t>("s32"),
    entry<std::int32_t>("i32"),
    entry<std::uint32_t>("uint32_t"),
    entry<std::uint32_t>("u32"),
    entry<std::int64_t>("int64_t"),
    entry<std::int64_t>("s64"),
    entry<std::int64_t>("i64"),
    entry<std::uint64_t>("uint64_t"),
    entry<std::uint64_t>("u64"),
    entry<float>("f32"),
    entry<double>("f64"),
    ordered<std::uint16_t>("__be16", ByteOrder::Big),
    ordered<std::uint32_t>("__be32", ByteOrder::Big),
    ordered<std::uint64_t>("__be64", ByteOrder::Big),
    ordered<std::uint16_t>("__le16", ByteOrder::Little),
    ordered<std::uint32_t>("__le32", ByteOrder::Little),
    ordered<std::uint64_t>("__le64", ByteOrder::Little),
    entry<unsigned char>("char8_t", ScalarKind::Character),
    entry<char16_t>("char16_t"),
    entry<char32_t>("char32_t"),
    entry<wchar_t>("wchar_t"),
    entry<std::size_t>("size_t"),
    entry<ssize_t>("ssize_t"),
    entry<std::ptrdiff_t>("ptrdiff_t"),
    entry<std::intptr_t>("intptr_t"),
    entry<std::uintptr_t>("uintptr_t"),
    entry<off_t>("off_t"),
    entry<time_t>("time_t", ScalarKind::Time),
    entry<suseconds_t>("suseconds_t"),
    entry<pid_t>("pid_t"),
    entry<uid_t>("uid_t"),
    entry<gid_t>("gid_t"),
    entry<mode_t>("mode_t"),
    entry<key_t>("key_t"),
    entry<pthread_mutex_t>("pthread_mutex_t", ScalarKind::Opaque),
    entry<pthread_cond_t>("pthread_cond_t", ScalarKind::Opaque),
    entry<pthread_rwlock_t>("pthread_rwlock_t", ScalarKind::Opaque),
    entry<pthread_barrier_t>("pthread_barrier_t", ScalarKind::Opaque),
    entry<sem_t>("sem_t", ScalarKind::Opaque),
};

Type typeOf(const Entry& entry) {
    Type type;
    type.name = entry.name;
    type.form = Scalar{entry.kind};
    type.size = entry.size;
    type.alignment = entry.alignment;
    type.order = entry.order;
    return type;
}

} // namespace

std::optional<Type> builtinType(std::string_view name) {
    const auto* const found =
        std::find_if(std::begin(entries), std::end(entries), [&](const Entry& each) { return each.name == name; });
    if (found == std::end(entries)) return {};
    return typeOf(*found);
}

std::string_view prelude() noexcept {
    return "struct timespec { time_t tv_sec; long tv_nsec; };"
           "struct timeval { time_t tv_sec; suseconds_t tv_usec; };";
}

Type pointerType(std::string name) {
    Type type = typeOf(entry<void*>("", ScalarKind::Pointer));
    type.name = std::move(name);
    return type;
}

bool isInteger(const Type& type) noexcept {
    if (std::holds_alternative<Enumeration>(type.form)) return true;
    const auto* scalar = std::get_if<Scalar>(&type.form);
    if (scalar == nullptr) return false;
    switch (scalar->kind) {
    case ScalarKind::Signed:
    case ScalarKind::Unsigned:
    case ScalarKind::Character:
    case ScalarKind::Boolean:
    case ScalarKind::Time: return true;
    case ScalarKind::Float:
    case ScalarKind::Pointer:
    case ScalarKind::Opaque: break;
    }
    return false;
}

bool isSigned(const Type& type) noexcept {
    if (const auto* enumeration = std::get_if<Enumeration>(&type.form)) return enumeration->isSigned;
    const auto* scalar = std::get_if<Scalar>(&type.form);
    if (scalar == nullptr) return false;
    if (scalar->kind == ScalarKind::Character) return std::numeric_limits<char>::is_signed && type.name != "char8_t";
    return scalar->kind == ScalarKind::Signed || scalar->kind == ScalarKind::Time;
}

} // namespace ipclens::bytes::structs
