// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <utility>

namespace cboard::ui {

/// Lets go of \p last: on a thread of the global pool when called by the GUI thread, since freeing
/// the rows of a large snapshot takes as long as many frames; at once on any other thread.
void release(std::shared_ptr<const void> last);

/// The same value, which is let go of by release() wherever its last owner is.
template <typename T>
std::shared_ptr<const T> releasedBeside(std::shared_ptr<const T> value)
{
    const T* const plain = value.get();
    if (plain == nullptr) {
        return value;
    }
    return {plain, [value = std::move(value)](const T*) mutable { release(std::move(value)); }};
}

/// For a snapshot that is a part of what was asked for.
template <typename T>
Result<std::shared_ptr<const T>> releasedBeside(Result<std::shared_ptr<const T>> answer)
{
    return answer ? releasedBeside(std::move(*answer)) : std::move(answer);
}

/// What is no snapshot goes as it comes.
template <typename T>
Result<T> releasedBeside(Result<T> answer)
{
    return answer;
}

} // namespace cboard::ui
