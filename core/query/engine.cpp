// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/engine.h"

namespace cboard::query {

tl::unexpected<Error> Engine::unsupportedBy(const char* what)
{
    return fail(ErrorKind::Unsupported, std::string("this engine ") + what);
}

} // namespace cboard::query
