// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/records.h"
#include "core/store/writer/writer_context.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace cboard::store {

/// Writes checkouts with their revisions, and builds; makes placeholders for parents that have not
/// arrived and fills them when they do.
class ParentTable {
public:
    explicit ParentTable(WriterContext& context);

    /// \returns whether a row is new or changed.
    Result<bool> add(const Checkout& checkout);
    Result<bool> add(const Build& build);

    struct BuildRef {
        std::int64_t id = 0;
        std::int64_t checkout = 0; ///< Negative while the build is a placeholder.
    };
    /// The build that a test names; a placeholder when it has not arrived. Valid until the next
    /// call that adds or looks for a build.
    Result<const BuildRef*> buildFor(std::string_view externalId);

    /// Drops what is cached, after a transaction was undone.
    void forget();

private:
    Result<bool> mergeCheckout(std::int64_t id, std::int64_t document, const Checkout& checkout);
    Result<bool> mergeBuild(std::int64_t id, std::int64_t checkoutId, std::int64_t document,
                            const Build& build);
    /// Writes all columns but the parent; \p id 0 inserts. \returns the id.
    Result<std::int64_t> writeCheckout(std::int64_t id, const Checkout& checkout,
                                       std::int64_t document);
    Result<std::int64_t> writeBuild(std::int64_t id, std::int64_t checkoutId, const Build& build,
                                    std::int64_t document);
    Result<std::int64_t> checkoutFor(std::string_view externalId);
    Result<std::int64_t> revisionFor(const Checkout& checkout);
    Result<void> refreshRevision(std::int64_t revision);
    Result<void> countBuild(std::int64_t id, std::int64_t checkoutId, const Build& build,
                            bool isAdded);

    WriterContext& m_context;
    std::unordered_map<std::string, BuildRef> m_builds;
    const std::pair<const std::string, BuildRef>* m_lastBuild = nullptr;
    std::string m_body;
};

} // namespace cboard::store
