// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/parser.h"

/// What KCIDB's log worker files about a result: issues whose ids production knows.
/// Source: kernelci/kcidb-ng:logspec-worker/logspec_api.py.
namespace cboard::logs::logspec {

enum class ResultKind : std::uint8_t { Build, Boot, Kselftest };

/// The parser that the worker uses for a kind of result.
std::string_view parserOf(ResultKind kind);

struct Issue {
    std::string id; ///< ORIGIN:SIGNATURE. The version is always 1.
    std::string comment;
    std::string miscJson; ///< {"logspec": {...}}, one line.
};

struct Incident {
    std::string id;
    std::string issueId;
};

struct WorkerReport {
    std::string origin;
    std::string resultId;
    ResultKind kind = ResultKind::Boot;
    std::vector<Issue> issues; ///< Each id once.
    std::vector<Incident> incidents; ///< One for each error, also for those of equal id.
    std::string suggestedStatus; ///< "PASS" or "MISS" of an unclear boot; empty: none.
};

/// \param analysis By parserOf(kind) of the log of \p resultId, which \p origin submitted.
WorkerReport reportOf(const Analysis& analysis, ResultKind kind, std::string_view origin,
                      std::string_view resultId);

/// The report as one JSON object: issues and incidents as in a KCIDB 4.5 submission.
std::string toJson(const WorkerReport& report);

} // namespace cboard::logs::logspec
