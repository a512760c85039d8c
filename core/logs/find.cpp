// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    bool isAscii(std::string_view text)
    {
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    }

} // namespace

Result<FindPattern> FindPattern::create(const FindOptions& options)
{
    FindPattern result;
    result.m_options = options;
    if (!options.isRegex && options.isCaseSensitive && !options.isWholeWord) {
        return result;
    }
    CBOARD_TRY(const Regex regex,
               Regex::compile(options.pattern,
                              {.text = RegexText::UntrustedUtf8,
                               .isLiteral = !options.isRegex,
                               .isCaseSensitive = options.isCaseSensitive,
                               .isWholeWord = options.isWholeWord}));
    result.m_matcher = std::make_shared<RegexMatcher>(regex);
    return result;
}

std::optional<TextMatch> FindPattern::next(std::string_view text, std::size_t from)
{
    if (m_options.pattern.empty() || from > text.size()) {
        return {};
    }
    if (m_matcher) {
        return m_matcher->match(text, from, false);
    }
    const std::size_t at = text.find(m_options.pattern, from);
    if (at == std::string_view::npos) {
        return {};
    }
    return TextMatch{at, at + m_options.pattern.size()};
}

bool FindPattern::hasHitLimit() const
{
    return m_matcher && m_matcher->hasHitLimit();
}

namespace {

    /// Collects hits by row.
    struct RowCollector {
        FindResult& result;

        void add(std::int64_t row, std::int64_t matches)
        {
            if (matches == 0) {
                return;
            }
            result.matchCount += matches;
            result.rows.append(row);
        }
    };

    std::int64_t countMatches(FindPattern& pattern, std::string_view text)
    {
        std::int64_t count = 0;
        for (auto match = pattern.next(text, 0); match; match = pattern.next(text, match->end)) {
            ++count;
        }
        return count;
    }

} // namespace

Result<FindResult> findAll(const LogText& text, const FindOptions& options, const TaskContext& task)
{
    constexpr std::int64_t RowsPerReport = 65'536;
    CBOARD_TRY(FindPattern pattern, FindPattern::create(options));
    FindResult result;
    RowCollector collector{result};
    RowDecoder decoder(text.format());
    DecodedRow decoded;
    const bool isPlain = text.format() == RowFormat::Plain;
    // An ASCII literal cannot match a substitute unless it looks like one, so that most rows need
    // no decoding: only those with an escape sequence.
    const bool isSimple = isPlain && !options.isRegex && isAscii(options.pattern)
        && options.pattern.find('\\') == std::string::npos;
    CBOARD_TRY_VOID(text.forRows(0, text.rowCount(), [&](std::int64_t row, std::string_view bytes) {
        const bool isRaw = isSimple ? bytes.find('\x1B') == std::string_view::npos
                                    : isPlain && isPlainAscii(withoutLineEnd(bytes));
        if (isRaw) {
            collector.add(row, countMatches(pattern, withoutLineEnd(bytes)));
        } else {
            decoder.decode(bytes, decoded);
            collector.add(row, countMatches(pattern, decoded.text));
        }
        if (row % RowsPerReport == 0) {
            task.report({row, text.rowCount(), "find"});
        }
        return !task.stopRequested();
    }));
    CBOARD_TRY_VOID(task.check());
    result.hasHitLimit = pattern.hasHitLimit();
    return result;
}

} // namespace cboard::logs
