// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/domain/document.h"
#include "core/store/log_packs.h"
#include "core/store/read_pool.h"
#include "core/store/revisions/finding_file.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::store {

/// What one text shows.
struct TextFindings {
    struct Error {
        std::string fingerprint;
        std::string fingerprintText;
        std::string kind;
        std::string title;
        int severity = 0; ///< As found_error numbers them.
        std::int64_t line = 0; ///< 1-based; of the first one.
        std::int64_t count = 0;
    };
    FailureText text;
    std::string stage; ///< Empty when the text does not tell.
    std::vector<Error> errors; ///< Each fingerprint once, the worst first.
};

/// Says which logs of failing results were not looked at, hands out their texts, and keeps what was
/// found in `<store>.findings`. Holds no transaction of the store between calls, so that no writer
/// and no checkpoint waits for an analysis that takes hours. Only read() is thread-safe.
class FindingWriter {
public:
    /// \param rules Names the rules; what was found by others goes.
    /// Errors: Storage, Busy.
    static Result<std::unique_ptr<FindingWriter>> open(const std::filesystem::path& storeFile,
                                                       std::string_view rules, unsigned threads);
    FindingWriter(const FindingWriter&) = delete;
    FindingWriter& operator=(const FindingWriter&) = delete;
    ~FindingWriter();

    /// Revisions that commits touched since the last finish().
    struct Plan {
        std::vector<std::int64_t> revisions; ///< revision.id, the newest first.
        std::int64_t generation = 0;
    };
    Result<Plan> plan(const TaskContext& task);

    /// A text that was not looked at.
    struct Missing {
        FailureText text;
        LogFormat format = LogFormat::Plain;
        bool operator<(const Missing& other) const { return text < other.text; }
    };
    /// Those of what failed, ended in error or was missed; each once.
    Result<std::vector<Missing>> missing(std::int64_t revision, const TaskContext& task);
    Result<std::string> read(const FailureText& text, const TaskContext& task);

    /// In one transaction: so much is lost when the program is killed.
    Result<void> write(std::span<const TextFindings> findings);
    /// All revisions of the plan were looked at.
    Result<void> finish(const Plan& plan);

private:
    FindingWriter(const std::filesystem::path& storeFile, std::unique_ptr<Database> file,
                  unsigned threads);
    Result<void> claim(std::string_view rules);
    Result<void> write(const TextFindings& findings);
    Result<std::int64_t> fingerprintId(const TextFindings::Error& error);
    Result<LogPlace> placeOf(std::int64_t log, const TaskContext& task);
    Result<bool> isKnown(const FailureText& text);

    ReadPool m_pool;
    const std::unique_ptr<Database> m_file;
};

/// How far the findings of a store are, for who only looks.
struct FindingState {
    std::int64_t texts = 0; ///< Looked at.
    std::int64_t fingerprints = 0;
    bool isWhole = false;
};
/// Zeros where there is no file. Errors: Storage.
Result<FindingState> findingState(const std::filesystem::path& storeFile);

} // namespace cboard::store
