// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/retired_records.h"

#include "core/store/sqlite/database.h"

namespace cboard::store {

Result<void> RetiredRecords::prepare()
{
    CBOARD_TRY(const std::int64_t any, m_database.scalar("SELECT EXISTS (SELECT 1 FROM retired)"));
    m_isEmpty = any == 0;
    return {};
}

void RetiredRecords::forget()
{
    m_tests.clear();
    m_lastBuild.clear();
}

Result<bool> RetiredRecords::has(What what, std::string_view id)
{
    if (m_isEmpty) {
        return false;
    }
    CBOARD_TRY(auto row,
               m_database.prepare("SELECT 1 FROM retired WHERE kind = ?1 AND ext_id = ?2"));
    return row.bindAll(static_cast<std::int64_t>(what), id).step();
}

Result<void> RetiredRecords::add(What what, std::string_view id)
{
    CBOARD_TRY(auto row, m_database.prepare("INSERT OR IGNORE INTO retired VALUES (?1, ?2)"));
    return row.bindAll(static_cast<std::int64_t>(what), id).run();
}

Result<bool> RetiredRecords::hasBuild(std::string_view id, std::string_view checkoutId)
{
    CBOARD_TRY(const bool isRetired, has(What::Build, id));
    if (isRetired) {
        return true;
    }
    CBOARD_TRY(const bool isCheckoutRetired, has(What::Checkout, checkoutId));
    if (isCheckoutRetired) { // One that nobody had heard of: its tests must not wait for it.
        CBOARD_TRY_VOID(add(What::Build, id));
    }
    return isCheckoutRetired;
}

Result<bool> RetiredRecords::hasTestsOf(std::string_view buildId)
{
    if (m_isEmpty) {
        return false;
    }
    if (m_lastBuild.empty() || buildId != m_lastBuild) {
        CBOARD_TRY(const bool areRetired, has(What::TestsOfBuild, buildId));
        CBOARD_TRY(const bool isRetired, has(What::Build, buildId));
        m_lastBuild = buildId;
        m_areLastRetired = areRetired || isRetired;
    }
    return m_areLastRetired;
}

} // namespace cboard::store
