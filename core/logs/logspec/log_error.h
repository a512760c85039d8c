// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/line_search.h"
#include "core/logs/logspec/value.h"

#include <optional>

namespace cboard::logs::logspec {

/// One error that logspec finds.
struct LogError {
    Fields fields; ///< With error_type and error_summary.
    std::string report; ///< What it was read from.
    TextList signatureFields; ///< Names, in logspec's order; some may be empty or absent.
    /// 40 hex digits; empty for kbuild.unknown, which production never files.
    std::string signature;
    /// Of compiler errors: the same without summary and position, so that two compilers agree.
    std::optional<std::string> locationSignature;
    Part place; ///< Bytes of the text, from the marker to the end of what was read.

    LogError() = default;
    LogError(std::string type, std::string summary, TextList signedBy);

    void setType(std::string type) { fields["error_type"] = std::move(type); }
    void setSummary(std::string summary) { fields["error_summary"] = std::move(summary); }
    const std::string& type() const { return textOf(fields, "error_type"); }
    const std::string& summary() const { return textOf(fields, "error_summary"); }

    /// Computes `signature` from the fields as they are now.
    void sign();
    /// Computes `locationSignature` too.
    void signLocation();
};

} // namespace cboard::logs::logspec
