// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/log_text.h"

#include <memory>
#include <string>
#include <vector>

namespace cboard::logs {

/// The log of a text in memory; null when it does not open.
inline std::shared_ptr<const LogText> openText(std::string text,
                                               RowFormat format = RowFormat::Plain)
{
    auto opened =
        LogText::open(makeMemorySource(std::make_shared<const std::string>(std::move(text))),
                      format, TaskContext{});
    return opened ? *opened : nullptr;
}

inline std::vector<std::string> rowsOf(const LogText& text, std::int64_t first, std::int64_t count)
{
    std::vector<std::string> rows;
    const auto status = text.forRows(first, count, [&rows](std::int64_t, std::string_view bytes) {
        rows.emplace_back(withoutLineEnd(bytes));
        return true;
    });
    return status ? rows : std::vector<std::string>{"error"};
}

} // namespace cboard::logs
