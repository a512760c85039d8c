// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace cboard::cli {

/// One line on standard error that is rewritten in place, on a terminal only, at most ten times a
/// second. Cleared when it goes.
class ProgressLine {
public:
    /// \param isWanted False for --quiet; a standard error that is no terminal has the same effect.
    explicit ProgressLine(bool isWanted);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::string_view text);
    void clear();

private:
    bool m_isActive = false;
    bool m_isShown = false;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace cboard::cli
