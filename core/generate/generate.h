// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"
#include "core/domain/document.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

/// Made-up results that look like those of a real season of kernel CI, with known answers.
///
/// The same options give the same documents, byte for byte, on every machine. Memory does not grow
/// with the number of tests, except by what the truth remembers (about a byte a test).
namespace cboard::generate {

struct Options {
    std::uint64_t seed = 1;
    std::int64_t trees = 5;
    std::int64_t revisions = 30; ///< Of each tree.
    /// Test records in all, exactly; 0 means as many as real revisions have (15 000 to 28 000 for
    /// a mainline revision, fewer for small trees).
    std::int64_t tests = 0;
    bool withLogs = false; ///< Add whole logs of failed and of some other jobs.
    /// The newest revision of each tree started a few hours before this, its last jobs still run.
    Timestamp endTime = DefaultEndTime;

    static constexpr Timestamp DefaultEndTime{std::chrono::seconds(1'795'219'200)};
};

/// What was made.
struct Totals {
    std::int64_t documents = 0;
    std::int64_t checkouts = 0;
    std::int64_t builds = 0;
    std::int64_t tests = 0; ///< Distinct; some come twice, as real ones do.
    std::int64_t issues = 0;
    std::int64_t incidents = 0;
    std::int64_t logs = 0; ///< Whole ones.
};

class Truth;

/// Everything made, with the planted histories as the emitted rows show them.
struct Outcome {
    Totals totals;
    std::shared_ptr<const Truth> truth;
};

/// Receives one document as a submission would bring it; it lives during the call.
using DocumentSink = std::function<Result<void>(const Document&)>;

/// A LAVA job as its server would post it, with the whole log.
struct LavaFile {
    std::string name; ///< Of the file, without folder.
    std::string json;
};

/// Where things go.
struct Sinks {
    DocumentSink document;
    /// With Options::withLogs: jobs with logs as files of their own, whose boots come on top of
    /// Options::tests and repeat what the documents say. Without this the logs are attached to the
    /// tests of the documents.
    std::function<Result<void>(const LavaFile&)> lavaFile;
};

/// Makes everything, revision by revision in the order of time.
/// Errors: Invalid for numbers out of range, Cancelled, and what the sink returns.
Result<Outcome> generate(const Options& given, const Sinks& sinks, const TaskContext& task);

} // namespace cboard::generate
