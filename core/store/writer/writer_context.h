// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/rows/compression.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/sqlite/database.h"
#include "core/store/status_words.h"
#include "core/store/writer/excerpt_table.h"
#include "core/store/writer/retired_records.h"
#include "core/store/writer/rollup_deltas.h"
#include "core/store/writer/version_table.h"

#include <cstdint>
#include <set>
#include <utility>

namespace cboard::store {

/// What the parts of the writer share: one connection, what is interned, what a commit will tell.
struct WriterContext {
    explicit WriterContext(Database& databaseToWrite)
        : database(databaseToWrite)
        , decoder(database, names)
        , excerpts(database, compressor)
        , versions(database, compressor, decoder, excerpts)
        , retired(database)
    {
    }
    WriterContext(const WriterContext&) = delete;
    WriterContext& operator=(const WriterContext&) = delete;
    ~WriterContext() = default;

    Database& database;
    Dictionary names;
    Compressor compressor;
    RecordDecoder decoder;
    ExcerptTable excerpts;
    VersionTable versions;
    RetiredRecords retired;
    StatusWords words; ///< As long as the lease is held, nobody else sets one.
    RollupDeltas rollups;
    /// (checkout, kind of record) that the commit touches; checkout 0 for records without one.
    std::set<std::pair<std::int64_t, RecordKind>> touched;
    Arrival arrival; ///< Of the document being added.
};

} // namespace cboard::store
