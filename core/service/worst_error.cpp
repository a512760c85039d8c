// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/worst_error.h"

#include "core/logs/byte_source.h"

#include <algorithm>

namespace cboard::service {

Result<std::optional<logs::FoundError>>
worstErrorOf(query::Engine& engine, const query::LogRequest& request,
             const std::shared_ptr<const logs::RuleSet>& rules, const TaskContext& task)
{
    CBOARD_TRY(const auto log, engine.log(request, task));
    if (log->text->empty()) {
        return std::nullopt;
    }
    const auto source = logs::makeMemorySource(log->text);
    const auto format =
        log->format == LogFormat::LavaYaml ? logs::RowFormat::Lava : logs::RowFormat::Plain;
    CBOARD_TRY(auto found, logs::findErrors(*source, format, rules, task));
    const auto worst = std::min_element(found.errors.begin(), found.errors.end(),
                                        [](const logs::FoundError& a, const logs::FoundError& b) {
                                            return a.severity < b.severity;
                                        });
    if (worst == found.errors.end() || worst->severity > logs::Severity::Error) {
        return std::nullopt;
    }
    return std::move(*worst);
}

} // namespace cboard::service
