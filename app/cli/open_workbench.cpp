// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/open_workbench.h"

#include <fmt/format.h>

#include <chrono>

namespace cboard::cli {

Result<std::unique_ptr<service::Workbench>> openWorkbench(const Session& session, Access access)
{
    const auto file = session.storeFile();
    std::error_code error;
    if (access == Access::Read && !std::filesystem::exists(file, error)) {
        return fail(ErrorKind::NotFound,
                    fmt::format("there is no store at {}; \"cboard ingest PATH\" makes one",
                                file.string()));
    }
    const store::OpenOptions options{.isReadOnly = access == Access::Read,
                                     .mayCreate = access == Access::Write};
    return service::Workbench::open(file, options);
}

Result<query::Common> commonRequest(Session& session, const std::string& filterText)
{
    query::Common common;
    common.now = session.now();
    common.window.length = std::chrono::hours(session.settings().integer("query/running_window"));
    auto filter = query::parseFilter(filterText);
    if (!filter) {
        const query::FilterError& wrong = filter.error();
        return fail(ErrorKind::Invalid,
                    fmt::format("--filter, at byte {}: {}", wrong.position, wrong.message));
    }
    common.filter = std::move(*filter);
    return common;
}

} // namespace cboard::cli
