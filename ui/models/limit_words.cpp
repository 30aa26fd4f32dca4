// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/limit_words.h"

#include "ui/models/words.h"

#include <algorithm>
#include <array>

namespace ipclens::ui::limit_words {
namespace {

constexpr double high = 80;
constexpr double critical = 95;

/// Limits of this kind are so high on today's kernels that a number says less than the word.
constexpr std::uint64_t boundless = std::uint64_t{1} << 62U;

QString latin(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

bool countsBytes(const limits::Limit& limit) {
    constexpr std::array counted{"SHMMAX", "SHMMIN", "MSGMAX", "MSGMNB", "MSGSIZE_MAX", "RLIMIT_MSGQUEUE", "DEV_SHM"};
    return std::find(counted.begin(), counted.end(), limit.name) != counted.end();
}

QString amount(std::uint64_t value, bool bytes) {
    if (value == limits::unlimited) return QStringLiteral("no limit");
    if (value >= boundless) return QStringLiteral("no limit in practice");
    if (bytes && value >= 1024) return QStringLiteral("%1 (%2)").arg(words::size(value), words::count(value));
    if (bytes) return words::size(value);
    return words::count(value);
}

QString percentText(double percent) {
    if (percent > 0 && percent < 0.1) return QStringLiteral("below 0.1\u00a0%");
    return QStringLiteral("%1\u00a0%").arg(percent, 0, 'f', 1);
}

/// Of which the kernel counts a use that it tells nobody.
bool hidesItsUse(const limits::Limit& limit) {
    return limit.name == "RLIMIT_MSGQUEUE" && limit.value != limits::unlimited;
}

} // namespace

Pressure pressureOf(const limits::Limit& limit) {
    const double percent = limit.percent().value_or(0);
    if (percent >= critical) return Pressure::Critical;
    return percent >= high ? Pressure::High : Pressure::Calm;
}

Kind kindOf(const limits::Limit& limit) {
    if (limit.name.starts_with("SEM")) return Kind::Semaphore;
    if (limit.name == "DEV_SHM") return Kind::SharedMemory;
    return limit.name.starts_with("SHM") ? Kind::SharedMemory : Kind::MessageQueue;
}

QString heading(const limits::Limit& limit) {
    const bool posix = limit.api == Api::Posix;
    switch (kindOf(limit)) {
    case Kind::Semaphore: return QStringLiteral("System V semaphores");
    case Kind::SharedMemory:
        // Both lie in one file system
        return posix ? QStringLiteral("POSIX shared memory and semaphores") : QStringLiteral("System V shared memory");
    case Kind::MessageQueue: break;
    }
    return posix ? QStringLiteral("POSIX message queues") : QStringLiteral("System V message queues");
}

QString origin(const limits::Limit& limit) {
    if (limit.name == "QUEUES_MAX") return QStringLiteral("fs.mqueue.queues_max (sysctl)");
    if (limit.name == "MSG_MAX") return QStringLiteral("fs.mqueue.msg_max (sysctl)");
    if (limit.name == "MSGSIZE_MAX") return QStringLiteral("fs.mqueue.msgsize_max (sysctl)");
    if (limit.name == "RLIMIT_MSGQUEUE")
        return QStringLiteral(
            "This process\u2019s limit (ulimit -q). How much of it a user\u2019s queues take the kernel "
            "does not tell.");
    if (limit.name == "DEV_SHM") return QStringLiteral("The size of the file system on /dev/shm, and what it holds");
    return {};
}

QString name(const limits::Limit& limit) {
    // What the JSON calls it is no word of the field
    return limit.name == "DEV_SHM" ? QStringLiteral("/dev/shm") : latin(limit.name);
}

QString description(const limits::Limit& limit) {
    return limit.name == "DEV_SHM" ? QStringLiteral("bytes in this file system") : latin(limit.description);
}

QString sentence(const limits::Limit& limit) {
    QString value = amount(limit.value, countsBytes(limit));
    if (!limit.used) return hidesItsUse(limit) ? QStringLiteral("%1; use unknown").arg(value) : value;
    if (limit.value >= boundless)
        return QStringLiteral("%1 used; %2").arg(amount(*limit.used, countsBytes(limit)), value);
    const QString share = percentText(limit.percent().value_or(0));
    // Two numbers of bytes, each in full besides, would be too much for a line
    if (countsBytes(limit))
        return QStringLiteral("%1 of %2 used (%3)").arg(words::size(*limit.used), words::size(limit.value), share);
    return QStringLiteral("%1 of %2 used (%3)").arg(words::count(*limit.used), value, share);
}

} // namespace ipclens::ui::limit_words
