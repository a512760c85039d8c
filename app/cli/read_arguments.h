// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/session.h"
#include "core/ingest/ingest.h"

#include <optional>
#include <string>

namespace cboard::cli {

/// Options of the verbs that read documents.
struct ReadArguments {
    formats::ReadOptions read;
    std::string origin; ///< Empty: the setting.
    std::string merge; ///< Empty: the setting.
    std::optional<int> threads; ///< Not given: the setting.
};

void addReadOptions(CLI::App& app, ReadArguments& arguments);
void addMergeOption(CLI::App& app, ReadArguments& arguments);

/// With the settings for what was not given. Error Invalid for an origin that cannot begin an id.
Result<ingest::Options> ingestOptions(Session& session, const ReadArguments& arguments);

/// {"path","format","pointer","line","rule","message"}, as one object.
void writeRefused(JsonOutput& json, const std::string& path, const Refusal& refusal);

/// "path:line: /pointer: message", as far as known.
std::string describeRefused(const std::string& path, const Refusal& refusal);

} // namespace cboard::cli
