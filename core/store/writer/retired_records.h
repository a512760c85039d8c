// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace cboard::store {

class Database;

/// What was taken out of the store (retention.h), so that it does not come back. Costs nothing
/// where nothing was.
class RetiredRecords {
public:
    /// As table `retired` numbers them.
    enum class What : std::uint8_t { Checkout, Build, TestsOfBuild };

    explicit RetiredRecords(Database& database)
        : m_database(database)
    {
    }

    Result<void> prepare();
    Result<bool> hasCheckout(std::string_view id) { return has(What::Checkout, id); }
    /// Also when its checkout went; then its tests are known to have gone, too.
    Result<bool> hasBuild(std::string_view id, std::string_view checkoutId);
    Result<bool> hasBuild(std::string_view id) { return has(What::Build, id); }
    Result<bool> hasTestsOf(std::string_view buildId);

    /// Tests of the document being added that were left out: their logs are, too.
    void noteTest(std::string_view id) { m_tests.emplace(id); }
    bool isNoted(const std::string& testId) const { return m_tests.contains(testId); }
    void forget(); ///< At the end of a document, whatever became of it.

private:
    Result<bool> has(What what, std::string_view id);
    Result<void> add(What what, std::string_view id);

    Database& m_database;
    bool m_isEmpty = true;
    std::string m_lastBuild; ///< Tests come build by build.
    bool m_areLastRetired = false;
    std::unordered_set<std::string> m_tests;
};

} // namespace cboard::store
