// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <pcre2.h>

namespace cboard::logs {

namespace {

    /// Steps for one row: far above honest patterns, some milliseconds for hostile ones.
    constexpr std::uint32_t MatchLimit = 200'000;
    constexpr std::uint32_t HeapLimitKb = 16 * 1024;

    bool isAscii(std::string_view text)
    {
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    }

} // namespace

struct FindPattern::Compiled {
    pcre2_code* code = nullptr;
    pcre2_match_context* context = nullptr;
    pcre2_match_data* data = nullptr;

    Compiled() = default;
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;
    ~Compiled()
    {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
        pcre2_code_free(code);
    }
};

Result<FindPattern> FindPattern::create(const FindOptions& options)
{
    FindPattern result;
    result.m_options = options;
    if (!options.isRegex && options.isCaseSensitive && !options.isWholeWord) {
        return result;
    }
    std::uint32_t flags = PCRE2_MATCH_INVALID_UTF;
    flags |= options.isRegex ? 0U : PCRE2_LITERAL;
    flags |= options.isCaseSensitive ? 0U : PCRE2_CASELESS;
    const std::unique_ptr<pcre2_compile_context, void (*)(pcre2_compile_context*)> context(
        pcre2_compile_context_create(nullptr), pcre2_compile_context_free);
    if (options.isWholeWord) {
        pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_MATCH_WORD);
    }
    int code = 0;
    PCRE2_SIZE position = 0;
    auto compiled = std::make_shared<Compiled>();
    compiled->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(options.pattern.data()),
                                   options.pattern.size(), flags, &code, &position, context.get());
    if (compiled->code == nullptr) {
        std::array<PCRE2_UCHAR, 256> reason{};
        pcre2_get_error_message(code, reason.data(), reason.size());
        return fail(ErrorKind::Invalid,
                    fmt::format("at character {}: {}", position + 1,
                                reinterpret_cast<const char*>(reason.data())),
                    code);
    }
    pcre2_jit_compile(compiled->code, PCRE2_JIT_COMPLETE);
    compiled->context = pcre2_match_context_create(nullptr);
    compiled->data = pcre2_match_data_create(1, nullptr);
    pcre2_set_match_limit(compiled->context, MatchLimit);
    pcre2_set_heap_limit(compiled->context, HeapLimitKb);
    result.m_compiled = std::move(compiled);
    return result;
}

std::optional<TextMatch> FindPattern::next(std::string_view text, std::size_t from)
{
    if (m_options.pattern.empty() || from > text.size()) {
        return {};
    }
    if (!m_compiled) {
        const std::size_t at = text.find(m_options.pattern, from);
        if (at == std::string_view::npos) {
            return {};
        }
        return TextMatch{at, at + m_options.pattern.size()};
    }
    const int status =
        pcre2_match(m_compiled->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                    PCRE2_NOTEMPTY, m_compiled->data, m_compiled->context);
    if (status == PCRE2_ERROR_NOMATCH) {
        return {};
    }
    if (status < 0) {
        m_hasHitLimit = true;
        return {};
    }
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(m_compiled->data);
    if (offsets[1] <= offsets[0]) { // \K can turn a match inside out.
        return {};
    }
    return TextMatch{offsets[0], offsets[1]};
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
            ++result.rowCount;
            if (result.rows.size() < FindResult::MaxRows) {
                result.rows.push_back(row);
            }
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
