// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/open_workbench.h"

#include "core/service/request_settings.h"

#include <fmt/format.h>
#include <unistd.h>

namespace cboard::cli {

namespace {

    /// Whether file and folder can be written: SQLite needs both.
    bool mayWriteBeside(const std::filesystem::path& file)
    {
        const auto folder = file.has_parent_path() ? file.parent_path() : ".";
        return ::access(file.c_str(), W_OK) == 0 && ::access(folder.c_str(), W_OK | X_OK) == 0;
    }

} // namespace

Result<std::unique_ptr<service::Workbench>> openWorkbench(const Session& session, Access access)
{
    const auto file = session.storeFile();
    std::error_code error;
    if (access == Access::Read && !std::filesystem::exists(file, error)) {
        return fail(ErrorKind::NotFound,
                    fmt::format("there is no store at {}; \"cboard ingest PATH\" makes one",
                                file.string()));
    }
    // A reader that may write can repair what a killed writer left, and bring an older store up to
    // date; only where it may not, it takes the store as it is.
    const bool isReadOnly = access == Access::Read && !mayWriteBeside(file);
    return service::Workbench::open(
        file, {.isReadOnly = isReadOnly, .mayCreate = access == Access::Write});
}

Result<query::Common> commonRequest(Session& session, const std::string& filterText)
{
    query::Common common = service::commonOf(session.settings(), session.now());
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
