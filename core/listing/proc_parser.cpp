// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/proc_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include <sys/shm.h>

namespace ipclens::listing {
namespace {

constexpr std::uint16_t permissionBits = 0777;

/// Takes numbers off one line, from the left. After the first thing that is no number in its range, good() is false.
class Columns {
public:
    explicit Columns(std::string_view line) noexcept
        : at_(line.data())
        , end_(line.data() + line.size()) {}

    [[nodiscard]] bool good() const noexcept { return good_; }

    [[nodiscard]] bool atEnd() noexcept {
        skipSpace();
        return at_ == end_;
    }

    template <class Number>
    Number next(int base = 10) noexcept {
        skipSpace();
        Number number{};
        const auto [stopped, failed] = std::from_chars(at_, end_, number, base);
        if (failed != std::errc() || (stopped != end_ && !isSpace(*stopped))) good_ = false;
        at_ = stopped;
        return number;
    }

    /// A number from 0 on.
    template <class Number>
    Number nextNotNegative() noexcept {
        const auto number = next<Number>();
        if (number < 0) good_ = false;
        return number;
    }

    /// A key is printed signed, but both ways of reading its 32 bits mean the same.
    Key nextKey() noexcept {
        const auto number = next<std::int64_t>();
        if (number < std::numeric_limits<std::int32_t>::min() || number > std::numeric_limits<std::uint32_t>::max()) {
            good_ = false;
        }
        return Key{static_cast<std::uint32_t>(number)};
    }

    void nextOwners(Permissions& permissions) noexcept {
        permissions.uid = next<uid_t>();
        permissions.gid = next<gid_t>();
        permissions.creatorUid = next<uid_t>();
        permissions.creatorGid = next<gid_t>();
    }

private:
    static bool isSpace(char c) noexcept { return c == ' ' || c == '\t'; }
    void skipSpace() noexcept {
        while (at_ != end_ && isSpace(*at_))
            ++at_;
    }

    const char* at_;
    const char* end_;
    bool good_ = true;
};

/// Collects what can't be read: the first lines in full, then only how many more.
class Complaints {
public:
    Complaints(std::string_view table, std::vector<std::string>& warnings)
        : table_(table)
        , warnings_(warnings) {}
    ~Complaints() {
        if (count_ > most) {
            warnings_.push_back(fmt::format("table {}: {} more lines can't be read", table_, count_ - most));
        }
    }
    Complaints(const Complaints&) = delete;
    Complaints& operator=(const Complaints&) = delete;

    void add(std::size_t lineNumber, std::string_view line, std::string_view why) {
        if (++count_ > most) return;
        constexpr std::size_t longest = 300;
        warnings_.push_back(fmt::format("table {}: line {} {}: \"{}{}\"", table_, lineNumber, why,
                                        line.substr(0, longest), line.size() > longest ? "…" : ""));
    }

private:
    static constexpr std::size_t most = 20;

    std::string_view table_;
    std::vector<std::string>& warnings_;
    std::size_t count_ = 0;
};

/// Gives each line but the headings to `parse`, which says whether it could read it.
template <class Row, class Parse>
void parseLines(std::string_view table, std::string_view text, std::vector<Row>& rows,
                std::vector<std::string>& warnings, Parse parse) {
    Complaints complaints(table, warnings);
    rows.reserve(rows.size() + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (number == 1) continue;
        Row row;
        if (end == std::string_view::npos) {
            complaints.add(number, line, "is cut off");
        } else if (Columns columns(line); parse(columns, row) && columns.good()) {
            rows.push_back(row);
        } else {
            complaints.add(number, line, "can't be read");
        }
    }
}

std::string_view firstLine(std::string_view text) {
    return text.substr(0, text.find('\n'));
}

/// The number that follows `name` in /proc/meminfo, 0 where it isn't there.
std::uint64_t memoryFigure(std::string_view memoryInfo, std::string_view name) {
    const std::size_t place = memoryInfo.find(name);
    if (place == std::string_view::npos) return 0;
    const std::string_view rest = memoryInfo.substr(place + name.size());
    Columns columns(firstLine(rest));
    return columns.next<std::uint64_t>();
}

} // namespace

void parseSemaphoreTable(std::string_view text, std::vector<SemaphoreSetInfo>& rows,
                         std::vector<std::string>& warnings) {
    parseLines("sem", text, rows, warnings, [](Columns& columns, SemaphoreSetInfo& set) {
        set.key = columns.nextKey();
        set.id = Id{columns.nextNotNegative<int>()};
        set.permissions.mode = columns.next<std::uint16_t>(8) & permissionBits;
        set.count = columns.next<std::uint32_t>();
        columns.nextOwners(set.permissions);
        set.operatedAt = columns.nextNotNegative<EpochSeconds>();
        set.changedAt = columns.nextNotNegative<EpochSeconds>();
        return columns.good();
    });
}

void parseSegmentTable(std::string_view text, std::vector<SegmentInfo>& rows, std::vector<std::string>& warnings,
                       bool& residencyKnown) {
    residencyKnown = firstLine(text).find(" rss") != std::string_view::npos;
    parseLines("shm", text, rows, warnings, [&](Columns& columns, SegmentInfo& segment) {
        segment.key = columns.nextKey();
        segment.id = Id{columns.nextNotNegative<int>()};
        const auto mode = columns.next<std::uint16_t>(8);
        segment.permissions.mode = mode & permissionBits;
        segment.removed = (mode & SHM_DEST) != 0;
        segment.locked = (mode & SHM_LOCKED) != 0;
        segment.size = columns.next<std::uint64_t>();
        segment.creatorPid = columns.nextNotNegative<pid_t>();
        segment.lastPid = columns.nextNotNegative<pid_t>();
        segment.attached = columns.next<std::uint64_t>();
        columns.nextOwners(segment.permissions);
        segment.attachedAt = columns.nextNotNegative<EpochSeconds>();
        segment.detachedAt = columns.nextNotNegative<EpochSeconds>();
        segment.changedAt = columns.nextNotNegative<EpochSeconds>();
        segment.resident = columns.atEnd() ? unknownBytes : columns.next<std::uint64_t>();
        segment.swapped = columns.atEnd() ? unknownBytes : columns.next<std::uint64_t>();
        if (columns.good() && segment.resident != unknownBytes) residencyKnown = true;
        return columns.good();
    });
}

void parseQueueTable(std::string_view text, std::vector<QueueInfo>& rows, std::vector<std::string>& warnings) {
    parseLines("msg", text, rows, warnings, [](Columns& columns, QueueInfo& queue) {
        queue.key = columns.nextKey();
        queue.id = Id{columns.nextNotNegative<int>()};
        queue.permissions.mode = columns.next<std::uint16_t>(8) & permissionBits;
        queue.bytes = columns.next<std::uint64_t>();
        queue.messages = columns.next<std::uint64_t>();
        queue.lastSendPid = columns.nextNotNegative<pid_t>();
        queue.lastReceivePid = columns.nextNotNegative<pid_t>();
        columns.nextOwners(queue.permissions);
        queue.sentAt = columns.nextNotNegative<EpochSeconds>();
        queue.receivedAt = columns.nextNotNegative<EpochSeconds>();
        queue.changedAt = columns.nextNotNegative<EpochSeconds>();
        return columns.good();
    });
}

HugePages parseHugePages(std::string_view memoryInfo) {
    constexpr std::uint64_t kibibyte = 1024;
    // "Hugetlb:" counts those of all sizes; before Linux 4.15 there is only the default size's count
    return {.size = memoryFigure(memoryInfo, "Hugepagesize:") * kibibyte,
            .inUse = memoryFigure(memoryInfo, "Hugetlb:") != 0 || memoryFigure(memoryInfo, "HugePages_Total:") != 0};
}

void doubtResidency(std::vector<SegmentInfo>& rows, const HugePages& hugePages, std::uint64_t pageSize) {
    // Transparent huge pages may reach past the end, but by less than one of them
    const std::uint64_t slack = std::max(hugePages.size, pageSize);
    const std::uint64_t inflated = hugePages.size / pageSize * hugePages.size;
    for (SegmentInfo& row : rows) {
        if (row.resident == 0 || row.resident == unknownBytes) continue;
        const bool impossible = row.resident > row.size && row.resident - row.size >= slack;
        const bool ambiguous = hugePages.inUse && inflated != 0 && row.resident % inflated == 0;
        if (!impossible && !ambiguous) continue;
        row.resident = unknownBytes;
        row.swapped = unknownBytes;
    }
}

} // namespace ipclens::listing
