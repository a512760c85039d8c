# SPDX-License-Identifier: LGPL-2.1-or-later
# Writes a data file as a C++ function that returns its text:
# cmake -DINPUT=... -DOUTPUT=... -DHEADER=... -DFUNCTION=... -P embed_rules.cmake
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "// Made from the data file by embed_rules.cmake.
#include \"${HEADER}\"

std::string_view cboard::logs::${FUNCTION}()
{
    return R\"rules(${text})rules\";
}
")
