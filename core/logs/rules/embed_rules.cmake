# SPDX-License-Identifier: LGPL-2.1-or-later
# Writes the rule file as a C++ source: cmake -DINPUT=... -DOUTPUT=... -P embed_rules.cmake
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "// Made from the rule file by embed_rules.cmake.
#include \"core/logs/rules/rule.h\"

std::string_view cboard::logs::RuleSet::shippedText()
{
    return R\"rules(${text})rules\";
}
")
