// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"
#include "core/store/revisions/name_aliases.h"
#include "core/store/revisions/result_groups.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace cboard::store {

/// The rows or the columns of a matrix: each distinct combination of the dimensions' values. A
/// board that has several names is one value.
class MatrixAxis {
public:
    static constexpr std::size_t MostDimensions = 4;

    /// Errors: Invalid for too many dimensions or one named twice, Storage.
    static Result<MatrixAxis> create(const QueryContext& context,
                                     std::vector<query::Dimension> dimensions);

    bool has(query::Dimension dimension) const;
    /// The place of a result, made when it is new. \p revision indexes the revisions shown.
    std::int32_t place(const ResultFacts& facts, std::int32_t revision, const Dictionary& names);
    /// Makes the place of a revision that may have no results; only for an axis of revisions.
    void addRevision(std::int32_t revision);

    std::vector<std::string> fieldNames() const;
    /// Headers in order of their texts (revisions newest first), and where each place went.
    /// Places that `isKept` leaves out get -1.
    std::vector<query::MatrixHeader> headers(const Dictionary& names,
                                             const std::vector<RevisionEntry>& revisions,
                                             const std::vector<bool>& isKept,
                                             std::vector<std::int32_t>& newPlace) const;
    std::size_t size() const { return m_keys.size(); }

private:
    using Key = std::array<std::int64_t, MostDimensions>;
    struct KeyHasher {
        std::size_t operator()(const Key& key) const;
    };

    std::string text(const Dictionary& names, const std::vector<RevisionEntry>& revisions,
                     const Key& key, std::size_t dimension) const;
    std::int32_t placeOf(const Key& key);

    std::vector<query::Dimension> m_dimensions;
    std::shared_ptr<const UserNames> m_user;
    std::vector<Key> m_keys;
    std::unordered_map<Key, std::int32_t, KeyHasher> m_places;
};

} // namespace cboard::store
