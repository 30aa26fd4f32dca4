// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/words.h"

#include "core/base/utf8.h"

#include <QChar>
#include <QDateTime>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <semaphore.h>
#include <string>
#include <utility>
#include <vector>

namespace ipclens::ui::words {

namespace {

QString escapedByte(unsigned char byte) {
    return QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
}

/// Length of the UTF-8 sequence at the front of `text` and its character; length 0 where it is not UTF-8.
struct Decoded {
    std::size_t length = 0;
    char32_t character = 0;
};

Decoded decode(std::string_view text) noexcept {
    const auto byteAt = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
    const unsigned char lead = byteAt(0);
    if (lead < 0x80) return {1, lead};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
    char32_t character = lead & (0x7fU >> length);
    for (std::size_t place = 1; place < length; ++place) {
        if ((byteAt(place) & 0xc0U) != 0x80) return {};
        character = character << 6U | (byteAt(place) & 0x3fU);
    }
    static constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = character >= 0xd800 && character <= 0xdfff;
    if (character < smallest[length] || character > 0x10ffff || surrogate) return {};
    return {length, character};
}

QString timesAgo(std::int64_t number, const char* unit) {
    return QStringLiteral("%1 %2 ago").arg(number).arg(QLatin1String(unit));
}

} // namespace

QString unknown() {
    return QStringLiteral("–");
}

namespace {

QString escapedLine(std::string_view bytes, const QString& backslash) {
    QString line;
    line.reserve(static_cast<qsizetype>(bytes.size()));
    while (!bytes.empty()) {
        const Decoded decoded = decode(bytes);
        if (decoded.length == 0) {
            line += escapedByte(static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
            continue;
        }
        if (decoded.character == U'\\') {
            line += backslash;
        } else if (isHarmless(decoded.character)) {
            line += QString::fromUcs4(&decoded.character, 1);
        } else {
            for (const char byte : bytes.substr(0, decoded.length))
                line += escapedByte(static_cast<unsigned char>(byte));
        }
        bytes.remove_prefix(decoded.length);
    }
    return line;
}

} // namespace

QString printable(std::string_view bytes) {
    return escapedLine(bytes, QStringLiteral("\\\\"));
}

QString line(std::string_view bytes) {
    return escapedLine(bytes, QStringLiteral("\\"));
}

QString printable(std::span<const std::byte> bytes) {
    const void* const data = bytes.data();
    return printable(std::string_view(static_cast<const char*>(data), bytes.size()));
}

QString size(std::uint64_t bytes) {
    static constexpr std::array<const char*, 7> units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    std::size_t unit = 0;
    std::uint64_t whole = bytes;
    std::uint64_t rest = 0;
    while (whole >= 1024) {
        rest = whole % 1024;
        whole /= 1024;
        ++unit;
    }
    const std::uint64_t tenths = rest * 10 / 1024;
    const QLatin1String name(units[unit]);
    if (tenths == 0 || whole >= 100) return QStringLiteral("%1 %2").arg(whole).arg(name);
    return QStringLiteral("%1.%2 %3").arg(whole).arg(tenths).arg(name);
}

QString usage(std::uint64_t bytes, std::optional<std::uint64_t> capacity) {
    if (!capacity) return size(bytes);
    return QStringLiteral("%1 / %2").arg(size(bytes), size(*capacity));
}

QString count(std::uint64_t number) {
    QString digits = QString::number(number);
    for (qsizetype place = digits.size() - 3; place > 0; place -= 3)
        digits.insert(place, QChar(0x202f));
    return digits;
}

QString counted(std::uint64_t number, const QString& one, const QString& many) {
    return count(number) + QLatin1Char(' ') + (number == 1 ? one : many);
}

QString mode(std::uint16_t bits) {
    static constexpr std::string_view letters = "rwxrwxrwx";
    QString text(9, QLatin1Char('-'));
    for (int place = 0; place < 9; ++place) {
        if ((bits >> (8 - place) & 1) != 0) text[place] = QLatin1Char(letters[static_cast<std::size_t>(place)]);
    }
    return text;
}

QString key(Key key) {
    return key.isPrivate() ? QStringLiteral("private") : QString::fromStdString(toString(key));
}

QString name(Name name) {
    return QString::fromStdString(escaped(name));
}

QString nameOrKey(ObjectView view) {
    const Name name = nameOf(view);
    return name.empty() ? key(keyOf(view)) : words::name(name);
}

QString object(ObjectId object) {
    if (object.api() == Api::SysV) return QString::fromStdString(toString(object));
    const std::string_view kind = kindName(object.kind);
    return QString::fromLatin1(kind.data(), static_cast<qsizetype>(kind.size())) + QLatin1Char(':') + name(object.name);
}

QString kindTitle(ObjectId object) {
    if (object.kind == Kind::Semaphore && object.api() == Api::Posix) return QStringLiteral("semaphore");
    const std::string_view title = ipclens::kindTitle(object.kind);
    return QString::fromLatin1(title.data(), static_cast<qsizetype>(title.size()));
}

QString whatStandsThere(const PosixSemaphoreInfo& bogus) {
    switch (bogus.fileType) {
    case FileType::Directory: return QStringLiteral("a directory");
    case FileType::SymbolicLink: return QStringLiteral("a symbolic link");
    case FileType::Fifo: return QStringLiteral("a FIFO");
    case FileType::Socket: return QStringLiteral("a socket");
    case FileType::Device: return QStringLiteral("a device");
    case FileType::Regular: break;
    }
    // What has the right size is none by its value
    if (bogus.fileSize == sizeof(sem_t)) return QStringLiteral("a file of other bytes");
    return bogus.fileSize == 0 ? QStringLiteral("an empty file")
                               : QStringLiteral("a file of %1").arg(size(bogus.fileSize));
}

QString signal(int number) {
    // SIGRTMIN is what the C library leaves of the real-time signals
    const int first = SIGRTMIN;
    if (number >= first && number <= SIGRTMAX) {
        const int above = number - first;
        const QString plus = above == 0 ? QString() : QStringLiteral("+%1").arg(above);
        return QStringLiteral("SIGRTMIN%1 (%2)").arg(plus).arg(number);
    }
    const char* known = ::sigabbrev_np(number);
    if (known == nullptr) return QStringLiteral("signal %1").arg(number);
    return QStringLiteral("SIG%1 (%2)").arg(QLatin1String(known)).arg(number);
}

QString age(EpochSeconds then, EpochSeconds now) {
    if (then == 0) return unknown();
    const EpochSeconds seconds = now - then;
    if (seconds < 2) return QStringLiteral("now");
    if (seconds < 60) return timesAgo(seconds, "s");
    if (seconds < 3600) return timesAgo(seconds / 60, "min");
    constexpr EpochSeconds day = 86400;
    constexpr EpochSeconds year = 365 * day;
    if (seconds < day) return timesAgo(seconds / 3600, "h");
    if (seconds < year) return timesAgo(seconds / day, "d");
    return timesAgo(seconds / year, "y");
}

QString dateTime(EpochSeconds when) {
    if (when == 0) return QStringLiteral("never");
    return QDateTime::fromSecsSinceEpoch(when).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString duration(std::chrono::nanoseconds time) {
    const double milliseconds = std::chrono::duration<double, std::milli>(time).count();
    if (milliseconds < 0.0995) return QStringLiteral("%1 \u00b5s").arg(milliseconds * 1000, 0, 'f', 0);
    if (milliseconds < 9.95) return QStringLiteral("%1 ms").arg(milliseconds, 0, 'f', 1);
    if (milliseconds < 999.5) return QStringLiteral("%1 ms").arg(milliseconds, 0, 'f', 0);
    if (milliseconds < 59'950) return QStringLiteral("%1 s").arg(milliseconds / 1000, 0, 'f', 1);
    return QStringLiteral("%1 min").arg(milliseconds / 60'000, 0, 'f', 0);
}

QString process(const std::optional<ProcessLabel>& label) {
    if (!label || label->gone) return processName(label);
    return QStringLiteral("%1 %2").arg(printable(label->name), QString::number(label->pid));
}

QString process(const processes::Process& process) {
    return QStringLiteral("%1 %2").arg(printable(process.name), QString::number(process.pid));
}

QString processName(const std::optional<ProcessLabel>& label) {
    if (!label || label->pid == 0) return unknown();
    if (label->gone) return QStringLiteral("%1 (gone)").arg(label->pid);
    return printable(label->name);
}

QString lastProcess(const RowDetail* detail) {
    if (detail == nullptr) return unknown();
    if (detail->memberProcesses.size() < 2) return processName(detail->lastProcess);
    // Several members remember several processes: those of one name together
    std::vector<std::pair<QString, int>> names;
    for (const ProcessLabel& label : detail->memberProcesses) {
        const QString name = processName(label);
        const auto same =
            std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == name; });
        if (same == names.end()) {
            names.emplace_back(name, 1);
        } else {
            ++same->second;
        }
    }
    QStringList words;
    for (const auto& [name, times] : names)
        words += times == 1 ? name : QStringLiteral("%1 ×%2").arg(name, QString::number(times));
    return words.join(QStringLiteral(", "));
}

QString shortList(const QStringList& all) {
    constexpr qsizetype most = 6;
    const QString first = all.mid(0, most).join(QStringLiteral(", "));
    return all.size() <= most ? first : QStringLiteral("%1 and %2 more").arg(first, QString::number(all.size() - most));
}

QString user(const NameTable* names, uid_t uid) {
    if (names != nullptr) {
        if (const auto found = names->users.find(uid); found != names->users.end()) return printable(found->second);
    }
    return QString::number(uid);
}

QString group(const NameTable* names, gid_t gid) {
    if (names != nullptr) {
        if (const auto found = names->groups.find(gid); found != names->groups.end()) return printable(found->second);
    }
    return QString::number(gid);
}

QString toolTip(const QString& text) {
    constexpr qsizetype longest = 80;
    QStringList lines;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        QString rest = line;
        for (; rest.size() > longest; rest = rest.mid(lines.last().size()).trimmed()) {
            const qsizetype space = rest.lastIndexOf(QLatin1Char(' '), longest);
            lines += rest.left(space > 0 ? space : longest);
        }
        lines += rest;
    }
    return QStringLiteral("<p style='white-space:pre'>%1</p>")
        .arg(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

} // namespace ipclens::ui::words
