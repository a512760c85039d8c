// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes are a log to each parser of logspec: results lie inside the text and are signed.
#include "core/base/utf8.h"
#include "core/logs/logspec/kcidb_issues.h"
#include "core/logs/logspec/log_input.h"
#include "tests/fuzz/fuzz_require.h"

#include <cstdint>

using namespace cboard;
using namespace cboard::logs::logspec;

namespace {

void checkParser(std::string_view parser, const std::string& text)
{
    const auto analysis = analyze(parser, text, TaskContext{});
    require(analysis.has_value(), "any text is analysed");
    require(analysis->matchEnd <= characterCount(text), "the states end inside the text");
    std::size_t lastEnd = 0;
    for (const LogError& error : analysis->errors) {
        require(error.place.begin >= lastEnd && error.place.end <= text.size(),
                "errors are in order and inside");
        require(error.signature.size() == 40 || error.type() == "kbuild.unknown",
                "each error is signed");
        lastEnd = error.place.begin;
    }
    const std::string json = toJson(*analysis, Detail::Full);
    require(toValidUtf8(json) == json, "the output is UTF-8");
    for (const ResultKind kind : {ResultKind::Build, ResultKind::Boot, ResultKind::Kselftest}) {
        const WorkerReport report = reportOf(*analysis, kind, "a", "a:1");
        require(report.incidents.size() >= report.issues.size(), "each issue was seen");
        require(!toJson(report).empty(), "a report is written");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const LineEnds lineEnds : {LineEnds::Normalised, LineEnds::Kept}) {
        const std::string text = decodeLog(std::string(bytes), lineEnds);
        require(toValidUtf8(text) == text, "a decoded log is UTF-8");
        for (const std::string_view parser : parserNames()) {
            checkParser(parser, text);
        }
    }
    return 0;
}
