// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/processes/process.h"
#include "ui/session/update.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// What the window says of objects, in words: pure functions of their arguments, for delegates, panels and tests alike.
/// What was never read is "–", never 0. Whatever came from another process is escaped here.
namespace ipclens::ui::words {

/// "–": not known, or never read.
[[nodiscard]] QString unknown();

/// Raw bytes as one line of plain text: control characters (C0, DEL, C1), direction marks and bytes that are not UTF-8
/// as `\x1b`, a backslash as itself.
[[nodiscard]] QString printable(std::string_view bytes);
[[nodiscard]] QString printable(std::span<const std::byte> bytes);
/// The same, but a backslash stays as it is: of paths, and of sentences in which names stand escaped already.
[[nodiscard]] QString line(std::string_view bytes);

/// "0 B", "512 B", "3.1 KiB", "64 MiB": three digits at most, and never rounded up into the next unit.
[[nodiscard]] QString size(std::uint64_t bytes);
/// "3.1 KiB / 16 KiB"; without a capacity that is known "3.1 KiB".
[[nodiscard]] QString usage(std::uint64_t bytes, std::optional<std::uint64_t> capacity);
/// A count with thin groups of three, as "68 096".
[[nodiscard]] QString count(std::uint64_t number);
/// "1 message", "12 messages".
[[nodiscard]] QString counted(std::uint64_t number, const QString& one, const QString& many);

/// "rw-r-----".
[[nodiscard]] QString mode(std::uint16_t bits);
/// "0x0000beef"; "private" for key 0.
[[nodiscard]] QString key(Key key);
/// "/render-lock": its bytes as printable() has them, so that no two names look the same.
[[nodiscard]] QString name(Name name);
/// "0x51a00001", or "private"; of a POSIX object its name().
[[nodiscard]] QString nameOrKey(ObjectView view);
/// "sem:@98304", "sem:/render-lock".
[[nodiscard]] QString object(ObjectId object);
/// "semaphore set", "semaphore" (POSIX), "shared memory segment", "message queue".
[[nodiscard]] QString kindTitle(ObjectId object);
/// What stands where a semaphore should: "a directory", "an empty file", "a file of 12 B".
[[nodiscard]] QString whatStandsThere(const PosixSemaphoreInfo& bogus);
/// "SIGUSR1 (10)"; "SIGRTMIN+2 (36)".
[[nodiscard]] QString signal(int number);

/// "now", "12 s ago", "5 min ago", "7 h ago", "3 d ago", "2 y ago"; a time to come (clocks differ) is "now", 0 "–".
[[nodiscard]] QString age(EpochSeconds then, EpochSeconds now);
/// The local date and time to the second, "2026-11-21 18:24:10"; 0: "never".
[[nodiscard]] QString dateTime(EpochSeconds when);
/// "18 µs", "0.4 ms", "12 ms", "1.2 s", "3 min".
[[nodiscard]] QString duration(std::chrono::nanoseconds time);

/// "philosopher 9125"; "4711 (gone)" where the process is gone; "–" for none.
[[nodiscard]] QString process(const std::optional<ProcessLabel>& label);
[[nodiscard]] QString process(const processes::Process& process);
/// As process(), without the pid of one that lives: "philosopher".
[[nodiscard]] QString processName(const std::optional<ProcessLabel>& label);
/// Who was last at an object of a row: "philosopher", "philosopher ×5", "orders, billing", "4711 (gone)".
[[nodiscard]] QString lastProcess(const RowDetail* detail);

/// "billing 4711, orders 4710": six of them at most, "and 3 more".
[[nodiscard]] QString shortList(const QStringList& all);

/// The user's name, else the number.
[[nodiscard]] QString user(const NameTable* names, uid_t uid);
[[nodiscard]] QString group(const NameTable* names, gid_t gid);

/// For a tool tip, which would take a text that looks like HTML for HTML: the same text in lines that fit a screen.
[[nodiscard]] QString toolTip(const QString& text);

} // namespace ipclens::ui::words
