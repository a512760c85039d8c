// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/error_marks.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace cboard::logs {

namespace {

    /// Plain texts, which are found faster than expressions; what stands around them is looked at
    /// when they are found. Looked for is only the key, a part of the text with a rare end: with
    /// the whole texts, whose ends ("ace", " at") stand in many lines, the search took four times
    /// as long.
    struct MarkText {
        std::string_view text;
        std::string_view key;
        MarkKind kind;
        bool isCaseSensitive = true;
        bool beginsWord = false;
        bool endsWord = false;
    };

    constexpr std::array Texts{
        MarkText{"Kernel panic", "el pan", MarkKind::KernelPanic},
        MarkText{"Oops", "Oops", MarkKind::Oops, true, true, true},
        MarkText{"BUG:", "BUG", MarkKind::Bug, true, true},
        MarkText{"kernel BUG at", "BUG", MarkKind::Bug},
        MarkText{"WARNING:", "ARNIN", MarkKind::Warning, true, true},
        MarkText{"Call Trace", "l Tr", MarkKind::CallTrace},
        MarkText{"Call trace", "l tr", MarkKind::CallTrace},
        MarkText{"error:", "rror:", MarkKind::Error, false, true},
        MarkText{"not ok", "not ok", MarkKind::NotOk, true, true, true},
    };

    static_assert(std::ranges::all_of(Texts, [](const MarkText& mark) {
        return mark.text.size() <= MarkScanner::OverlapBytes
            && mark.text.find(mark.key) != std::string_view::npos;
    }));

    bool isWordCharacter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_';
    }

    bool isSame(std::string_view bytes, const MarkText& mark)
    {
        return mark.isCaseSensitive
            ? bytes == mark.text
            : std::ranges::equal(bytes, mark.text, {}, asciiLower, asciiLower);
    }

    /// Where the text of a mark whose key ends at \p keyEnd ends; nothing when it does not stand
    /// there, or not alone.
    std::optional<std::size_t> endOfMark(const MarkText& mark, std::string_view bytes,
                                         std::size_t keyEnd)
    {
        const std::size_t before = mark.text.find(mark.key) + mark.key.size();
        if (keyEnd < before) {
            return {};
        }
        const std::size_t begin = keyEnd - before;
        const std::size_t end = begin + mark.text.size();
        if (!isSame(bytes.substr(begin, mark.text.size()), mark)
            || (mark.beginsWord && begin > 0 && isWordCharacter(bytes[begin - 1]))
            || (mark.endsWord && end < bytes.size() && isWordCharacter(bytes[end]))) {
            return {};
        }
        return end;
    }

    constexpr std::array<std::string_view, MarkKindCount> Keys{
        "kernel_panic", "oops", "bug", "warning", "call_trace", "error", "not_ok", "lava_error",
    };

} // namespace

std::string_view markKindKey(MarkKind kind)
{
    return Keys[static_cast<std::size_t>(kind)];
}

std::uint16_t numberOfKind(const std::string& kind, std::vector<std::string>& kinds)
{
    auto known = std::ranges::find(kinds, kind);
    if (known == kinds.end()) {
        known = kinds.insert(known, kind);
    }
    return static_cast<std::uint16_t>(known - kinds.begin() + 1);
}

Result<std::shared_ptr<const MarkScanner>> MarkScanner::create()
{
    std::vector<SetPattern> patterns;
    patterns.reserve(std::size(Texts));
    for (const MarkText& mark : Texts) {
        patterns.push_back({std::string(mark.key), mark.isCaseSensitive});
    }
    CBOARD_TRY(auto set, PatternSet::compileLiterals(patterns));
    return std::shared_ptr<const MarkScanner>(new MarkScanner(std::move(set)));
}

Result<void> MarkScanner::scan(std::string_view bytes,
                               const std::function<void(std::size_t end, MarkKind kind)>& hit) const
{
    return m_set->scan(bytes, [&](std::size_t pattern, std::size_t keyEnd) {
        if (const auto markEnd = endOfMark(Texts[pattern], bytes, keyEnd)) {
            hit(*markEnd, Texts[pattern].kind);
        }
        return true;
    });
}

} // namespace cboard::logs
