// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/log.h"

#include <cstdio>
#include <string>

namespace cboard::log {

namespace {

    void writeToStandardError(Level level, std::string_view category, std::string_view line)
    {
        if (level < Level::Warning) {
            return;
        }
        const std::string text =
            "cboard." + std::string(category) + ": " + std::string(line) + "\n";
        std::fwrite(text.data(), 1, text.size(), stderr);
    }

    Sink& sink()
    {
        static Sink current = writeToStandardError;
        return current;
    }

} // namespace

void write(Level level, std::string_view category, std::string_view line)
{
    if (sink()) {
        sink()(level, category, line);
    }
}

void setSink(Sink newSink)
{
    sink() = std::move(newSink);
}

} // namespace cboard::log
