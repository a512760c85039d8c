// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::cli {

enum class Align : std::uint8_t { Left, Right };

/// A column of a table. Right-aligned columns hold numbers.
struct TableColumn {
    std::string title;
    Align align = Align::Left;
};

/// Rows of text that are printed with aligned columns, or as CSV.
class TablePrinter {
public:
    explicit TablePrinter(std::vector<TableColumn> columns)
        : m_columns(std::move(columns))
    {
    }

    /// One cell per column.
    void addRow(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    std::size_t rowCount() const { return m_rows.size(); }

    /// Columns two blanks apart, widths as a terminal shows them; control characters replaced.
    /// \p hasColor: titles and the words for what went wrong stand out on a terminal.
    std::string text(bool hasColor = false) const;
    /// RFC 4180 with a header; see service::csvCell.
    std::string csv() const;

private:
    std::vector<TableColumn> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// Columns that the text takes on a terminal.
std::size_t displayWidth(std::string_view utf8);

} // namespace cboard::cli
