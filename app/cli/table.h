// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/output.h"
#include "app/cli/terminal.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ipclens::cli {

/// One place of a Table: text that is escaped already, and how it is dressed.
struct Cell {
    Cell(std::string words, Style dress = Style::Plain) // NOLINT(google-explicit-constructor): a row is a list
        : text(std::move(words))
        , style(dress) {}
    Cell(const char* words) // NOLINT(google-explicit-constructor): as above
        : text(words) {}

    std::string text;
    Style style = Style::Plain;
};
using Row = std::vector<Cell>;

struct Column {
    std::string title;
    bool right = false; ///< aligned to the right, as numbers are
};

/// Rows in aligned columns, two spaces between; nothing behind the last one.
class Table {
public:
    explicit Table(std::vector<Column> columns)
        : columns_(std::move(columns)) {}

    void add(Row row) { rows_.push_back(std::move(row)); }
    [[nodiscard]] Row& row(std::size_t index) { return rows_[index]; }

    void print(Output& output, const Styler& styler, bool header) const;
    /// Its lines without their ends, the heading first, for who places them himself; each cut to `width` columns, and
    /// no more of them than `height`.
    [[nodiscard]] std::vector<std::string> lines(const Styler& styler, bool header, std::size_t width,
                                                 std::size_t height) const;

private:
    [[nodiscard]] std::vector<std::size_t> widths(bool header) const;
    [[nodiscard]] Row heading() const;
    void appendRow(std::string& out, const Styler& styler, const Row& row, const std::vector<std::size_t>& widths,
                   std::size_t width) const;

    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

} // namespace ipclens::cli
