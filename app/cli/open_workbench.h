// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/session.h"
#include "core/query/filter.h"
#include "core/query/requests.h"
#include "core/service/workbench.h"

#include <memory>
#include <string>

namespace cboard::cli {

enum class Access : std::uint8_t { Read, Write };

/// The session's store. Read access does not make one: error NotFound says how to.
Result<std::unique_ptr<service::Workbench>> openWorkbench(const Session& session, Access access);

/// Clock, settings and filter of a request. Error Invalid shows the place in the filter.
Result<query::Common> commonRequest(Session& session, const std::string& filterText);

} // namespace cboard::cli
