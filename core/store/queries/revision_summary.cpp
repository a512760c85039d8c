// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/revision_summary.h"

namespace cboard::store {

namespace {

    /// False if a checkout could not be built, true if one could, else unknown.
    std::optional<bool> validityOf(const RevisionEntry& revision)
    {
        std::optional<bool> isValid;
        for (const CheckoutEntry& checkout : revision.checkouts) {
            if (checkout.isValid) {
                isValid = isValid.value_or(true) && *checkout.isValid;
            }
        }
        return isValid;
    }

} // namespace

Result<query::RevisionRow> revisionRow(const QueryContext& context, ResultReader& reader,
                                       const RevisionEntry& revision, bool withWords)
{
    query::RevisionRow row;
    row.revision = revision.ref;
    CBOARD_TRY(row.counts, reader.counts(revision, withWords));
    row.origins = revision.origins(context.names);
    row.isValid = validityOf(revision);
    row.lastData = revision.lastData();
    return row;
}

} // namespace cboard::store
