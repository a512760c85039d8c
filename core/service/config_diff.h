// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

/// What differs between the configurations that two kernels were built with.
namespace cboard::service {

struct ConfigChange {
    std::string option; ///< Without "CONFIG_".
    std::string before; ///< As in the file: y, m, a number, a quoted text; "n" for not set.
    std::string after;

    bool operator==(const ConfigChange&) const = default;
};

/// The options that differ, by name. What a file does not mention is not set, as for the kernel.
std::vector<ConfigChange> configChanges(std::string_view before, std::string_view after);

/// The same of files. Addresses are paths or begin with file://; all others are not read. Error
/// Unsupported says which is not local; Io, NotFound as for reading; Invalid for what is no regular
/// file or too large for a configuration.
Result<std::vector<ConfigChange>> configDiff(std::string_view beforeAddress,
                                             std::string_view afterAddress);

} // namespace cboard::service
