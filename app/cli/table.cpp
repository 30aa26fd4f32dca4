// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/table.h"

#include "app/cli/escape.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace ipclens::cli {
namespace {

constexpr std::size_t gap = 2;

/// The longest beginning of `text` that takes at most `columns`.
std::string_view cut(std::string_view text, std::size_t columns) noexcept {
    std::size_t end = 0;
    while (end < text.size() && columns-- > 0)
        end += std::max<std::size_t>(utf8Length(text.substr(end)), 1);
    return text.substr(0, end);
}

} // namespace

std::vector<std::size_t> Table::widths(bool header) const {
    std::vector<std::size_t> widths(columns_.size(), 0);
    const auto widen = [&widths](const Row& row) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i].text));
    };
    if (header) widen(heading());
    std::for_each(rows_.begin(), rows_.end(), widen);
    return widths;
}

Row Table::heading() const {
    Row row;
    for (const auto& column : columns_)
        row.emplace_back(column.title, Style::Heading);
    return row;
}

void Table::appendRow(std::string& out, const Styler& styler, const Row& row, const std::vector<std::size_t>& widths,
                      std::size_t width) const {
    std::size_t used = 0;
    for (std::size_t i = 0; i < row.size() && used < width; ++i) {
        const std::string_view text = cut(row[i].text, width - used);
        const std::size_t shown = columnsOf(text);
        const std::size_t pad = widths[i] - columnsOf(row[i].text);
        const std::size_t before = columns_[i].right ? std::min(pad, width - used - shown) : 0;
        const bool last = i + 1 == row.size();
        const std::size_t after = last ? 0 : (columns_[i].right ? 0 : pad) + gap;
        out.append(before, ' ');
        styler.append(out, row[i].style, text);
        used += before + shown;
        const std::size_t spaces = std::min(after, width - used);
        out.append(spaces, ' ');
        used += spaces;
    }
}

void Table::print(Output& output, const Styler& styler, bool header) const {
    const auto columnWidths = widths(header);
    const auto print = [&](const Row& row) {
        appendRow(output.text(), styler, row, columnWidths, SIZE_MAX);
        output.text() += '\n';
        output.spill();
    };
    if (header) print(heading());
    std::for_each(rows_.begin(), rows_.end(), print);
}

std::vector<std::string> Table::lines(const Styler& styler, bool header, std::size_t width, std::size_t height) const {
    const auto columnWidths = widths(header);
    std::vector<std::string> lines;
    const auto add = [&](const Row& row) {
        if (lines.size() == height) return;
        appendRow(lines.emplace_back(), styler, row, columnWidths, width);
    };
    if (header) add(heading());
    std::for_each(rows_.begin(), rows_.end(), add);
    return lines;
}

} // namespace ipclens::cli
