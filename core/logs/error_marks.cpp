// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/error_marks.h"

#include <vector>

namespace cboard::logs {

namespace {

    struct MarkPattern {
        const char* expression;
        MarkKind kind;
        bool isCaseSensitive = true;
    };

    constexpr std::array Patterns{
        MarkPattern{"Kernel panic", MarkKind::KernelPanic},
        MarkPattern{R"(\bOops\b)", MarkKind::Oops},
        MarkPattern{R"(\bBUG:)", MarkKind::Bug},
        MarkPattern{"kernel BUG at", MarkKind::Bug},
        MarkPattern{R"(\bWARNING:)", MarkKind::Warning},
        MarkPattern{"Call [Tt]race", MarkKind::CallTrace},
        MarkPattern{R"(\berror:)", MarkKind::Error, false},
        MarkPattern{R"(\bnot ok\b)", MarkKind::NotOk},
    };

    constexpr std::array<std::string_view, MarkKindCount> Keys{
        "kernel_panic", "oops", "bug", "warning", "call_trace", "error", "not_ok", "lava_error",
    };

} // namespace

std::string_view markKindKey(MarkKind kind)
{
    return Keys[static_cast<std::size_t>(kind)];
}

Result<std::shared_ptr<const MarkScanner>> MarkScanner::create()
{
    std::vector<SetPattern> patterns;
    for (const MarkPattern& pattern : Patterns) {
        patterns.push_back({pattern.expression, pattern.isCaseSensitive});
    }
    CBOARD_TRY(auto set, PatternSet::compile(patterns));
    return std::shared_ptr<const MarkScanner>(new MarkScanner(std::move(set)));
}

Result<void> MarkScanner::scan(std::string_view bytes,
                               const std::function<void(std::size_t end, MarkKind kind)>& hit) const
{
    return m_set->scan(bytes, [&hit](std::size_t pattern, std::size_t end) {
        hit(end, Patterns[pattern].kind);
        return true;
    });
}

} // namespace cboard::logs
