// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/regex.h"

#include <functional>
#include <string>
#include <string_view>

/// The syntax that the data files of rules share: `[section]` lines with `name = value` lines
/// below, blank lines, and comments that begin with `#`.
namespace cboard::logs {

/// One line `name = value`, and where its parts stand.
struct Setting {
    std::size_t line = 0; ///< From 1, as the columns.
    std::size_t nameColumn = 0;
    std::size_t valueColumn = 0;
    std::string_view name;
    std::string_view value;
};

/// An expression that is looked for in one line.
struct LineExpression {
    std::string text;
    Regex regex;
};

struct SectionReader {
    /// The begin of a section, without brackets: a-z, 0-9, dots and underscores.
    std::function<Result<void>(std::string_view name, std::size_t line)> section;
    std::function<Result<void>(const Setting&)> setting; ///< Of the section before.
    /// Gets each error; reading goes on behind it. Null: the first one ends it.
    std::function<void(const Error&)> error = nullptr;
};

/// What is wrong in a file of rules.
struct RuleProblem {
    std::size_t line = 0; ///< From 1, as the column; 0: the file as a whole.
    std::size_t column = 0;
    std::string what;
};

/// What an error of failAt() says of which place.
RuleProblem problemOf(const Error& error);

/// Errors: Parse with line, column and reason, and those of the reader.
Result<void> readSections(std::string_view text, const SectionReader& reader);

/// Error Parse: "line 3, column 7: what".
tl::unexpected<Error> failAt(std::size_t line, std::size_t column, std::string_view what);
/// `severity cannot be "bad"`
tl::unexpected<Error> unknownWord(const Setting& setting);
/// `no setting is called "colour"`
tl::unexpected<Error> unknownSetting(const Setting& setting);

/// The value as an expression. \p isSearched: it must be one that PatternSet takes, too. Errors:
/// Parse with its place.
Result<LineExpression> expressionOf(const Setting& setting, bool isSearched);

} // namespace cboard::logs
