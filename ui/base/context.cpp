// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/context.h"

#include "core/service/request_settings.h"
#include "ui/base/preferences.h"

namespace cboard::ui {

query::Common Context::common() const
{
    if (preferences != nullptr) {
        return service::commonOf(preferences->file(), now());
    }
    query::Common common;
    common.now = now();
    return common;
}

} // namespace cboard::ui
