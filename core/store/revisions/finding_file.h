// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/query/run_error_snapshots.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace cboard::store {

class Database;
struct QueryContext;

/// What a failing run shows, as far as one line tells it.
struct KnownError {
    std::string fingerprint; ///< "f3:" and 32 hex digits.
    std::string title; ///< The line of the log that says most.
};

/// The text in which a failing record shows its errors: the stored log, else the excerpt.
struct FailureText {
    enum class Kind : std::uint8_t { Log, Excerpt };
    Kind kind = Kind::Log;
    std::int64_t id = 0; ///< log.id or excerpt.id

    /// As the file numbers texts.
    std::int64_t key() const { return 2 * id + (kind == Kind::Excerpt ? 1 : 0); }
    auto operator<=>(const FailureText&) const = default;
};

/// Nothing when neither is stored. \p row is build.id or test.key.
Result<std::optional<FailureText>> failureTextOf(Database& store, RecordKind kind,
                                                 std::int64_t row);

/// What FindingWriter (finding_update.h) left in `<store>.findings`. For one query.
class FindingFile {
public:
    static std::filesystem::path fileFor(const std::filesystem::path& storeFile);

    /// Null where there is no file, or it is of another store or another program version.
    static std::unique_ptr<FindingFile> open(const QueryContext& context);
    FindingFile(const FindingFile&) = delete;
    FindingFile& operator=(const FindingFile&) = delete;
    ~FindingFile();

    /// The worst that the log or excerpt of a build (build.id) or a run (test.key) shows, of what
    /// can make it fail; nothing when there is none, or it was not looked at.
    Result<std::optional<KnownError>> worstOf(RecordKind kind, std::int64_t row);

    /// The worst line by which a text shows that its run broke down: the kernel or a memory checker
    /// reported a fatal or critical error, or the lab's dispatcher gave up waiting. Nothing when it
    /// shows none, or was not looked at.
    Result<std::optional<std::string>> breakdownIn(const FailureText& text);

    /// How far that build or run came; empty when its text does not tell, or was not looked at.
    Result<std::string> stageOf(RecordKind kind, std::int64_t row);

    /// All that was found in the text that a build or run shows; nothing when it was not looked at.
    Result<std::optional<query::LogFindings>> findingsOf(RecordKind kind, std::int64_t row);

private:
    FindingFile(const QueryContext& context, std::unique_ptr<Database> file);
    Result<std::optional<query::LogFindings>> findingsIn(const FailureText& text);
    Result<std::optional<KnownError>> worstIn(const FailureText& text);
    Result<std::string> stageIn(const FailureText& text);

    const QueryContext& m_context;
    const std::unique_ptr<Database> m_file;
};

/// The newest commit that touched a revision; 0 when there was none.
Result<std::int64_t> lastTouch(Database& store);

/// Whether the logs of all that failed up to the newest commit were looked at.
bool areFindingsWhole(const std::filesystem::path& storeFile);

} // namespace cboard::store
