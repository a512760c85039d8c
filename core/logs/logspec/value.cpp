// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/value.h"

namespace cboard::logs::logspec {

bool isEmpty(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return text->empty();
    }
    if (const auto* list = std::get_if<TextList>(&value)) {
        return list->empty();
    }
    const auto* flag = std::get_if<bool>(&value);
    return flag == nullptr || !*flag;
}

const std::string& textOf(const Fields& fields, std::string_view name)
{
    static const std::string none;
    const auto at = fields.find(name);
    const auto* text = at == fields.end() ? nullptr : std::get_if<std::string>(&at->second);
    return text == nullptr ? none : *text;
}

} // namespace cboard::logs::logspec
