// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/truth_reader.h"

namespace cboard::formats {

int sniffTruth(std::string_view firstBytes, std::string_view /*fileName*/)
{
    return firstBytes.starts_with(R"({"schema":1,"kind":"checkerboard-truth")") ? 100 : 0;
}

ReadResult readTruth(const Input& /*input*/, const ReadOptions& /*options*/,
                     const TaskContext& /*task*/)
{
    Document document;
    document.format = "truth";
    return document;
}

} // namespace cboard::formats
