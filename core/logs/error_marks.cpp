// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/error_marks.h"

#include <vector>

namespace cboard::logs {

namespace {

    /// Plain texts, which are found faster than expressions; what stands around them is looked at
    /// when they are found.
    struct MarkText {
        std::string_view text;
        MarkKind kind;
        bool isCaseSensitive = true;
        bool beginsWord = false;
        bool endsWord = false;
    };

    constexpr std::array Texts{
        MarkText{"Kernel panic", MarkKind::KernelPanic},
        MarkText{"Oops", MarkKind::Oops, true, true, true},
        MarkText{"BUG:", MarkKind::Bug, true, true},
        MarkText{"kernel BUG at", MarkKind::Bug},
        MarkText{"WARNING:", MarkKind::Warning, true, true},
        MarkText{"Call Trace", MarkKind::CallTrace},
        MarkText{"Call trace", MarkKind::CallTrace},
        MarkText{"error:", MarkKind::Error, false, true},
        MarkText{"not ok", MarkKind::NotOk, true, true, true},
    };

    bool isWordCharacter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_';
    }

    bool standsAlone(const MarkText& mark, std::string_view bytes, std::size_t end)
    {
        const std::size_t begin = end - mark.text.size();
        return !(mark.beginsWord && begin > 0 && isWordCharacter(bytes[begin - 1]))
            && !(mark.endsWord && end < bytes.size() && isWordCharacter(bytes[end]));
    }

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
    patterns.reserve(std::size(Texts));
    for (const MarkText& mark : Texts) {
        patterns.push_back({std::string(mark.text), mark.isCaseSensitive});
    }
    CBOARD_TRY(auto set, PatternSet::compileLiterals(patterns));
    return std::shared_ptr<const MarkScanner>(new MarkScanner(std::move(set)));
}

Result<void> MarkScanner::scan(std::string_view bytes,
                               const std::function<void(std::size_t end, MarkKind kind)>& hit) const
{
    return m_set->scan(bytes, [&](std::size_t pattern, std::size_t end) {
        if (standsAlone(Texts[pattern], bytes, end)) {
            hit(end, Texts[pattern].kind);
        }
        return true;
    });
}

} // namespace cboard::logs
