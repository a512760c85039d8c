// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/csv.h"

namespace cboard::service {

std::string csvCell(std::string_view text, bool isNumber)
{
    const bool isReallyNumber =
        isNumber && text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
    const bool isFormula = !isReallyNumber && !text.empty()
        && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    const bool needsQuotes = isFormula || text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (!needsQuotes) {
        return std::string(text);
    }
    std::string cell = isFormula ? "\"'" : "\"";
    for (const char c : text) {
        cell.append(c == '"' ? 2 : 1, c);
    }
    return cell + '"';
}

} // namespace cboard::service
