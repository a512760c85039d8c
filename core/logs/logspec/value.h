// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace cboard::logs::logspec {

using TextList = std::vector<std::string>;

/// A value of logspec's results: null, true or false, text (valid UTF-8), or a list of texts.
using Value = std::variant<std::monostate, bool, std::string, TextList>;

/// By name; the order of the bytes is that of the characters, as in logspec's output.
using Fields = std::map<std::string, Value, std::less<>>;

/// Null, false, an empty text or an empty list.
bool isEmpty(const Value& value);

/// The text of a field; empty when it is absent or none.
const std::string& textOf(const Fields& fields, std::string_view name);

} // namespace cboard::logs::logspec
