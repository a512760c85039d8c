// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/status.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// The records of one document, in the KCIDB vocabulary of schema 5.3.
///
/// Records do not own their text: every view points into the Document that holds them (its bytes
/// or its arena). That is what lets 100 000 tests with 5 kB excerpts a second pass without a copy.
/// Absent is no value; an empty text, {} and [] are values.
namespace cboard {

using Text = std::optional<std::string_view>; ///< Decoded UTF-8.

/// A JSON value word for word as it came, without blanks outside strings.
struct Json {
    std::string_view text;
    bool operator==(const Json&) const = default;
};

/// A number with the spelling it came with.
struct Number {
    double value = 0;
    std::string_view text;
    bool operator==(const Number& other) const { return text == other.text; }
};

/// An instant with the spelling it came with.
struct Time {
    Timestamp value;
    std::string_view text;
    bool operator==(const Time& other) const { return text == other.text; }
};

/// A status: known, or the text of a word that is not.
struct StatusValue {
    std::optional<Status> known;
    std::string_view text;
    bool operator==(const StatusValue& other) const { return text == other.text; }
};

struct Checkout {
    std::string_view id;
    std::string_view origin;
    Text treeName;
    Text gitRepositoryUrl;
    Text gitCommitHash;
    Text gitCommitName;
    std::optional<Json> gitCommitTags;
    Text gitCommitMessage;
    Text gitRepositoryBranch;
    std::optional<bool> gitRepositoryBranchTip;
    std::optional<Json> patchsetFiles;
    Text patchsetHash;
    Text messageId;
    Text comment;
    std::optional<Time> startTime;
    std::optional<Time> originBuildsFinishTime;
    std::optional<Time> originTestsFinishTime;
    Text logUrl;
    Text logExcerpt;
    std::optional<bool> valid;
    std::optional<Json> misc;
    std::optional<Time> timestamp; ///< "_timestamp": metadata, not part of the digest.
};

struct Build {
    std::string_view id;
    std::string_view origin;
    std::string_view checkoutId;
    Text comment;
    std::optional<Time> startTime;
    std::optional<Number> duration; ///< Seconds.
    Text architecture;
    Text command;
    Text compiler;
    std::optional<Json> inputFiles;
    std::optional<Json> outputFiles;
    Text configName;
    Text configUrl;
    Text logUrl;
    Text logExcerpt;
    std::optional<StatusValue> status;
    std::optional<Json> misc;
    std::optional<Time> timestamp;
};

struct Test {
    std::string_view id;
    std::string_view origin;
    std::string_view buildId;
    Text environmentComment;
    std::optional<Json> environmentCompatible;
    std::optional<Json> environmentMisc;
    bool hasEnvironment = false; ///< An empty environment object is a value, too.
    Text path;
    Text comment;
    Text logUrl;
    Text logExcerpt;
    std::optional<StatusValue> status;
    std::optional<Number> numberValue;
    Text numberUnit;
    Text numberPrefix;
    std::optional<Time> startTime;
    std::optional<Number> duration; ///< Seconds.
    std::optional<Json> inputFiles;
    std::optional<Json> outputFiles;
    std::optional<Json> misc;
    std::optional<Time> timestamp;

    std::string_view platform; ///< Derived: environment.misc.platform, empty when there is none.
    std::string_view lab; ///< Derived: misc.runtime, else misc.lab, else the origin.
};

struct Issue {
    std::string_view id;
    std::string_view origin;
    Number version; ///< Identity together with the id; integral.
    std::optional<Json> categories;
    Text reportUrl;
    Text reportSubject;
    std::optional<bool> culpritCode;
    std::optional<bool> culpritTool;
    std::optional<bool> culpritHarness;
    bool hasCulprit = false; ///< An empty culprit object is a value, too.
    Text comment;
    std::optional<Json> misc;
    std::optional<Time> timestamp;
};

struct Incident {
    std::string_view id;
    std::string_view origin;
    std::string_view issueId;
    Number issueVersion;
    Text buildId;
    Text testId;
    std::optional<bool> present;
    Text comment;
    std::optional<Json> misc;
    std::optional<Time> timestamp;
};

} // namespace cboard
