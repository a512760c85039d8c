// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/lava_reader.h"

#include "core/formats/lava/lava_job.h"

#include <algorithm>

namespace cboard::formats {

namespace {

    ReadResult finish(tl::expected<LavaJob, Refusal> job, std::string_view format,
                      const Input& input, const ReadOptions& options, Arena&& arena)
    {
        if (!job) {
            job.error().format = format;
            return tl::unexpected<Refusal>(std::move(job).error());
        }
        Document document = makeLavaDocument(*job, options, std::move(arena));
        document.format = format;
        document.version = scalarText(job->top.find("version"), *job);
        document.keepAlive = input.owner;
        return document;
    }

} // namespace

int sniffLava(std::string_view firstBytes, std::string_view /*fileName*/)
{
    const std::size_t begin = firstBytes.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || firstBytes[begin] != '{') {
        return 0;
    }
    constexpr std::string_view Markers[] = {R"("actual_device_id")", R"("submitter_username")",
                                            R"("submitter")",        R"("failure_comment")",
                                            R"("is_pipeline")",      R"("health_string")",
                                            R"("status_string")",    R"("state_string")",
                                            R"("submit_time")",      R"("boot_log_html")",
                                            R"("lab_name")",         R"("definition")",
                                            R"("results")",          R"("log": "- {)",
                                            R"("log":"- {)",         R"("lava": "- )",
                                            R"("lava":"- )"};
    const auto found = std::ranges::count_if(Markers, [firstBytes](std::string_view marker) {
        return firstBytes.find(marker) != std::string_view::npos;
    });
    return found < 2 ? 0 : static_cast<int>(std::min<std::ptrdiff_t>(60 + found * 10, 95));
}

ReadResult readLava(const Input& input, const ReadOptions& options, const TaskContext& /*task*/)
{
    Arena arena;
    auto job = readLavaCallback(input.bytes, arena, limits());
    return finish(std::move(job), "lava", input, options, std::move(arena));
}

int sniffDispatcherLog(std::string_view firstBytes, std::string_view /*fileName*/)
{
    return looksLikeLavaLog(firstBytes) ? 95 : 0;
}

ReadResult readDispatcherLogFile(const Input& input, const ReadOptions& options,
                                 const TaskContext& /*task*/)
{
    Arena arena;
    auto job = readDispatcherLog(input, arena, limits());
    return finish(std::move(job), "lava-log", input, options, std::move(arena));
}

} // namespace cboard::formats
