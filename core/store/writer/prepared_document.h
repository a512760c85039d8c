// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/base/hash.h"
#include "core/domain/document.h"
#include "core/store/log_packs.h"
#include "core/store/rows/compression.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// What of storing a document depends on the document alone: hashes, packed texts, the split of
/// tests into shared and own parts. Threads that parse do this, so that the one thread that writes
/// has only what needs the store.
namespace cboard::store {

/// A log excerpt, ready to be stored.
struct PreparedExcerpt {
    std::string_view text; ///< Of the document.
    Hash128 hash;
    std::string_view coded; ///< As in table `excerpt`.
};

/// What a run of tests in a document has in common.
struct PreparedJob {
    Hash128 hash; ///< Over lab and content.
    std::string_view content; ///< The shared fields as a template (test_template.h).
    std::string_view idPattern;
    std::string_view timeStyle; ///< Empty when the tests have no time, or one of no style.
    std::string_view origin;
    std::string_view lab;
    std::string_view platform;
    bool hasLogUrl = false;
};

struct PreparedTest {
    static constexpr std::uint32_t NoExcerpt = std::numeric_limits<std::uint32_t>::max();

    std::int64_t wantedKey = 0; ///< test_key.h
    std::string_view idTail; ///< What goes into the open tail of the id pattern.
    std::uint32_t job = 0; ///< In PreparedDocument::jobs.
    std::uint32_t excerpt = NoExcerpt; ///< In PreparedDocument::excerpts.
};

/// Points into the document that it was made from and into its own arena.
struct PreparedDocument {
    std::vector<PreparedTest> tests; ///< One for each of Document::tests.
    std::vector<PreparedJob> jobs;
    std::vector<PreparedExcerpt> excerpts; ///< Of tests, each text once.
    std::vector<PreparedExcerpt> parentExcerpts; ///< Of checkouts and builds.
    std::vector<PackedLog> logs; ///< Each text once: a job's log belongs to many of its tests.
    std::vector<std::uint32_t> logOf; ///< In `logs`, one for each of Document::logs.
    Arena arena;
};

/// Prepares documents, one after the other; each thread has its own.
class DocumentPreparer {
public:
    PreparedDocument prepare(const Document& document);
    /// A document of one test.
    PreparedDocument prepare(const Test& test);

private:
    PreparedExcerpt packed(std::string_view text, const Hash128& hash, Arena& arena);
    void add(const Test& test, PreparedDocument& prepared);
    std::uint32_t addJob(const Test& test, std::string_view idPattern, PreparedDocument& prepared);
    std::uint32_t addExcerpt(std::string_view text, PreparedDocument& prepared);
    static void addLogs(const Document& document, PreparedDocument& prepared);

    Compressor m_compressor;
    std::unordered_map<Hash128, std::uint32_t, Hash128Hasher> m_excerpts; ///< Of the document.
    std::string m_content;
    std::string m_lastTimeText; ///< Many tests of a job have one time.
    std::string m_lastTimeStyle;
};

} // namespace cboard::store
