// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/finding_file.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"

namespace cboard::store {

namespace {

    Result<std::int64_t> findBuild(const QueryContext& context, const std::string& id)
    {
        CBOARD_TRY(auto row, context.database.prepare("SELECT id FROM build WHERE ext_id = ?1"));
        CBOARD_TRY(const bool hasRow, row.bind(1, id).step());
        if (!hasRow) {
            return fail(ErrorKind::NotFound, "no build \"" + id + "\" is stored");
        }
        return row.integer(0);
    }

} // namespace

Result<query::RunErrorsSnapshot> queryRunErrors(const QueryContext& context,
                                                const query::RunErrorsRequest& request)
{
    query::RunErrorsSnapshot snapshot;
    snapshot.errors.resize(request.ids.size());
    snapshot.findings.resize(request.wantsAll ? request.ids.size() : 0);
    snapshot.info.totalRows = std::ssize(request.ids);
    const auto findings = FindingFile::open(context);
    for (std::size_t i = 0; findings && i < request.ids.size(); ++i) {
        CBOARD_TRY_VOID(context.task.check());
        CBOARD_TRY(const std::int64_t row,
                   request.kind == RecordKind::Build ? findBuild(context, request.ids[i])
                                                     : findRun(context, request.ids[i]));
        CBOARD_TRY(auto error, findings->worstOf(request.kind, row));
        if (error) {
            snapshot.errors[i] = {std::move(error->fingerprint), std::move(error->title), {}};
            ++snapshot.info.shownRows;
        }
        CBOARD_TRY(snapshot.errors[i].stage, findings->stageOf(request.kind, row));
        if (request.wantsAll) {
            CBOARD_TRY(snapshot.findings[i], findings->findingsOf(request.kind, row));
        }
    }
    context.decoder.clear();
    return snapshot;
}

} // namespace cboard::store
