// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/rows/compression.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/store.h"

#include <cstdint>
#include <optional>
#include <string>

namespace cboard::store {

class Database;
class ExcerptTable;

/// What came with a record besides its fields.
struct Arrival {
    std::int64_t document = 0; ///< document.id
    Timestamp arrival; ///< Time of ingest.
    std::optional<Timestamp> documentTime;
    MergePolicy policy = MergePolicy::First;

    /// By which policy `newest` compares.
    Timestamp timeOf(const std::optional<Time>& recordTime) const
    {
        return recordTime ? recordTime->value : documentTime.value_or(arrival);
    }
};

/// Merges records that come again and keeps the versions they were made of. Writer only.
class VersionTable {
public:
    VersionTable(Database& database, Compressor& compressor, RecordDecoder& decoder,
                 ExcerptTable& excerpts);

    /// \p stored is the record in row \p record as it is now, brought first by document
    /// \p storedDocument. \returns the merged record when it differs from the stored one; its
    /// views point into the scratch arena of the decoder and into \p incoming. \p job is the job of
    /// a test, whose body the versions are coded against; 0 for other records.
    template <typename Record>
    Result<std::optional<Record>> merge(std::int64_t record, const Record& stored,
                                        std::int64_t storedDocument, const Record& incoming,
                                        const Arrival& arrival, std::int64_t job = 0);

private:
    template <typename Record>
    Result<void> insert(std::int64_t record, std::int64_t sequence,
                        const StoredVersion<Record>& version, std::int64_t job);
    Result<Timestamp> documentTime(std::int64_t document);

    Database& m_database;
    Compressor& m_compressor;
    RecordDecoder& m_decoder;
    ExcerptTable& m_excerpts;
    std::string m_body;
    std::string m_coded;
};

} // namespace cboard::store
