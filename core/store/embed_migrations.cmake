# SPDX-License-Identifier: LGPL-2.1-or-later
# Writes OUTPUT: the text of FILES (in FOLDER) as an array of raw string literals. A literal is cut
# every 8000 characters, since compilers need not take longer ones.
function(read_entries result)
  set(entries "")
  foreach(file IN LISTS ARGN)
    file(READ "${FOLDER}/${file}" text)
    # Comments stay in the file: stores would carry them along in their schema table.
    string(REGEX REPLACE "[ \t]*--[^\n]*" "" text "${text}")
    string(REGEX REPLACE "\n\n+" "\n" text "${text}")
    string(LENGTH "${text}" length)
    set(literal "")
    set(start 0)
    while(start LESS length)
      string(SUBSTRING "${text}" ${start} 8000 piece)
      string(APPEND literal "\n    R\"sql(${piece})sql\"")
      math(EXPR start "${start} + 8000")
    endwhile()
    string(APPEND entries "    std::string_view(${literal}),\n")
  endforeach()
  set(${result} "${entries}" PARENT_SCOPE)
endfunction()

read_entries(entries ${FILES})
read_entries(user_entries ${USER_FILES})
read_entries(outcome_entries ${OUTCOME_FILES})
read_entries(finding_entries ${FINDING_FILES})
file(WRITE "${OUTPUT}"
"// Made by the build from migrations/*.sql.
#include \"core/store/sqlite/migrations.h\"

#include <array>

namespace cboard::store {

namespace {

constexpr std::array Texts = {
${entries}};
constexpr std::array UserTexts = {
${user_entries}};
constexpr std::array OutcomeTexts = {
${outcome_entries}};
constexpr std::array FindingTexts = {
${finding_entries}};

} // namespace

std::span<const std::string_view> migrationTexts()
{
    return Texts;
}

std::span<const std::string_view> userMigrationTexts()
{
    return UserTexts;
}

std::span<const std::string_view> outcomeMigrationTexts()
{
    return OutcomeTexts;
}

std::span<const std::string_view> findingMigrationTexts()
{
    return FindingTexts;
}

} // namespace cboard::store
")
