// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/generate/random.h"
#include "core/generate/revision_runs.h"

#include <cstdint>
#include <string>
#include <string_view>

/// Text that logs of boards and builds are made of: our own lines in the manner of kernels and
/// test harnesses.
namespace cboard::generate {

/// What a log tells about.
struct LogFacts {
    std::uint64_t key = 0; ///< Everything random in the text comes from it.
    std::string_view board; ///< Or the machine.
    std::string_view release; ///< As uname -r.
    const Suite* suite = nullptr;
    const Run* run = nullptr;
    std::uint64_t signature = 0; ///< Of the change that made rows fail; 0 when there is none.
};

enum class LineLevel : std::uint8_t { Target, Debug, Info, Results, Error };

/// Receives one line without its end, with the seconds since the job began.
class LineSink {
public:
    LineSink() = default;
    LineSink(const LineSink&) = delete;
    LineSink& operator=(const LineSink&) = delete;
    virtual ~LineSink() = default;
    virtual void line(std::int64_t microseconds, LineLevel level, std::string_view text) = 0;
};

/// The whole console of a job: boot, tests, and how it ended.
void writeConsole(const LogFacts& facts, int kernelLines, LineSink& sink);

/// The last \p maxBytes of the console, as a CI system attaches it to each test of a job.
void appendExcerpt(std::string& out, const LogFacts& facts, std::size_t maxBytes);

/// The lines of one test alone.
void appendTestLines(std::string& out, Timestamp start, std::uint64_t key, std::string_view name,
                     const Row& row, std::uint64_t signature);

/// The end of a compiler's output; with an error when the build failed.
void appendBuildOutput(std::string& out, std::uint64_t key, std::string_view release, bool isBroken,
                       std::uint64_t signature, std::size_t maxBytes);

/// "pass", "fail", "skip"; "unknown" for what did not report.
std::string_view resultWord(const std::optional<Status>& status);

/// The names a planted change fails with.
std::string signatureFunction(std::uint64_t signature);

} // namespace cboard::generate
