// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/table_printer.h"

#include "app/cli/output.h"
#include "core/base/utf8.h"
#include "core/service/csv.h"

#include <algorithm>
#include <cwchar>

namespace cboard::cli {

namespace {

    constexpr std::string_view Gap = "  ";

    char32_t decode(std::string_view character)
    {
        const auto byte = [character](std::size_t index) {
            return static_cast<char32_t>(static_cast<unsigned char>(character[index]));
        };
        switch (character.size()) {
        case 1:
            return byte(0);
        case 2:
            return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
        case 3:
            return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
        default:
            return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U
                | (byte(3) & 0x3FU);
        }
    }

    void appendCell(std::string& out, std::string_view cell, const TableColumn& column,
                    std::size_t width, bool isLast)
    {
        const std::size_t padding = width - std::min(width, displayWidth(cell));
        if (column.align == Align::Right) {
            out.append(padding, ' ');
        }
        out += cell;
        if (!isLast) {
            if (column.align == Align::Left) {
                out.append(padding, ' ');
            }
            out += Gap;
        }
    }

    constexpr std::string_view Bold = "\x1b[1m";
    constexpr std::string_view Plain = "\x1b[0m";

    /// What went wrong is red, what says nothing of the kernel magenta; the word stays the message.
    std::string_view lookOf(std::string_view cell)
    {
        if (cell == "fail" || cell == "bad") {
            return "\x1b[31m";
        }
        return cell == "error" || cell == "miss" || cell == "advice" ? "\x1b[35m" : "";
    }

} // namespace

std::size_t displayWidth(std::string_view utf8)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t length = utf8Length(utf8.substr(at, 4));
        if (length <= 1) {
            ++width;
            ++at;
            continue;
        }
        // The program sets LC_CTYPE to C.UTF-8, so that wide and combining characters are known.
        const int columns = ::wcwidth(static_cast<wchar_t>(decode(utf8.substr(at, length))));
        width += columns < 0 ? 1U : static_cast<std::size_t>(columns);
        at += length;
    }
    return width;
}

std::string TablePrinter::text(bool hasColor) const
{
    std::vector<std::vector<std::string>> lines;
    lines.reserve(m_rows.size() + 1);
    auto& titles = lines.emplace_back();
    for (const TableColumn& column : m_columns) {
        titles.push_back(column.title);
    }
    for (const auto& row : m_rows) {
        auto& cells = lines.emplace_back();
        for (const std::string& cell : row) {
            appendPrintable(cells.emplace_back(), cell);
        }
    }
    std::vector<std::size_t> widths(m_columns.size(), 0);
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            widths[i] = std::max(widths[i], displayWidth(line[i]));
        }
    }
    std::string out;
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string_view look = !hasColor ? ""
                : &line == &lines.front()           ? Bold
                                                    : lookOf(line[i]);
            out += look;
            appendCell(out, line[i], m_columns[i], widths[i], i + 1 == line.size());
            out += look.empty() ? "" : Plain;
        }
        out += '\n';
    }
    return out;
}

std::string TablePrinter::csv() const
{
    std::string out;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        out += (i > 0 ? "," : "") + service::csvCell(m_columns[i].title, false);
    }
    out += "\r\n";
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out +=
                (i > 0 ? "," : "") + service::csvCell(row[i], m_columns[i].align == Align::Right);
        }
        out += "\r\n";
    }
    return out;
}

} // namespace cboard::cli
