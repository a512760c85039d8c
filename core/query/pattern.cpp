// SPDX-License-Identifier: LGPL-2.1-or-later
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/query/pattern.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <pcre2.h>

namespace cboard::query {

namespace {

    constexpr std::size_t LongestPattern = 4096;
    constexpr std::uint32_t MatchLimit = 200'000; // Steps of backtracking: some milliseconds.
    constexpr std::uint32_t HeapLimitKiB = 4096;

    struct CodeDeleter {
        void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    };
    struct MatchDataDeleter {
        void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
    };
    struct MatchContextDeleter {
        void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
    };
    using Code = std::unique_ptr<pcre2_code, CodeDeleter>;

    tl::expected<Code, RegexProblem> compile(std::string_view pattern)
    {
        if (pattern.size() > LongestPattern) {
            return tl::unexpected(RegexProblem{
                LongestPattern, "longer than " + std::to_string(LongestPattern) + " bytes"});
        }
        int code = 0;
        PCRE2_SIZE offset = 0;
        constexpr std::uint32_t Options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF
            | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE | PCRE2_USE_OFFSET_LIMIT;
        Code compiled(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                    Options, &code, &offset, nullptr));
        if (!compiled) {
            std::array<PCRE2_UCHAR, 256> text{};
            pcre2_get_error_message(code, text.data(), text.size());
            return tl::unexpected(
                RegexProblem{offset, std::string(reinterpret_cast<const char*>(text.data()))});
        }
        return compiled;
    }

    /// The first place from \p at on that is not inside a letter of UTF-8.
    std::size_t nextLetter(std::string_view text, std::size_t at)
    {
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
            ++at;
        }
        return at;
    }

    bool sameLetter(char a, char b)
    {
        return asciiLower(a) == asciiLower(b);
    }

} // namespace

struct Regex::Impl {
    using Context = std::unique_ptr<pcre2_match_context, MatchContextDeleter>;

    Code code;
    Context context;
    bool isCompiledToCode = false; ///< Else each call looks through the text for broken UTF-8.
};

std::optional<RegexProblem> checkRegex(std::string_view pattern)
{
    const auto code = compile(pattern);
    return code ? std::nullopt : std::optional(code.error());
}

Result<Regex> Regex::create(std::string_view pattern)
{
    auto code = compile(pattern);
    if (!code) {
        return fail(ErrorKind::Invalid, "regular expression: " + code.error().message);
    }
    auto impl = std::make_shared<Impl>();
    impl->code = std::move(*code);
    // Without a just-in-time compiler the interpreter does the same, only slower.
    impl->isCompiledToCode = pcre2_jit_compile(impl->code.get(), PCRE2_JIT_COMPLETE) == 0;
    impl->context.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(impl->context.get(), MatchLimit);
    pcre2_set_heap_limit(impl->context.get(), HeapLimitKiB);
    Regex regex;
    regex.m_impl = std::move(impl);
    return regex;
}

/// A long text is asked in steps: for matches that begin in the next so many bytes, wherever they
/// end. Each start may cost as much as the match limit lets it, so that the first steps are small.
bool Regex::contains(std::string_view text, const TaskContext& task) const
{
    constexpr std::size_t SmallestStep = 64;
    constexpr std::size_t LargestStep = 4096;
    const std::unique_ptr<pcre2_match_data, MatchDataDeleter> data(
        pcre2_match_data_create(1, nullptr));
    // A null pointer is no subject, even of length 0.
    const char* subject = text.data() != nullptr ? text.data() : "";
    const bool isShort = text.size() <= LargestStep || !m_impl->isCompiledToCode;
    Impl::Context stepwise(isShort ? nullptr : pcre2_match_context_copy(m_impl->context.get()));
    pcre2_match_context* const context = isShort ? m_impl->context.get() : stepwise.get();
    std::size_t step = isShort ? text.size() : SmallestStep;
    for (std::size_t from = 0;; step = std::min(2 * step, LargestStep)) {
        const std::size_t last = std::min(from + step, text.size());
        if (!isShort) {
            pcre2_set_offset_limit(context, last);
        }
        if (pcre2_match(m_impl->code.get(), reinterpret_cast<PCRE2_SPTR>(subject), text.size(),
                        from, 0, data.get(), context)
            >= 0) {
            return true;
        }
        if (last == text.size() || task.stopRequested()) {
            return false;
        }
        from = nextLetter(text, last + 1); // A match that begins at `last` was looked for.
    }
}

bool matchesWildcard(std::string_view pattern, std::string_view text, const TaskContext& task)
{
    constexpr unsigned StepsBetweenLooks = 1 << 16;
    constexpr std::size_t None = std::string_view::npos;
    std::size_t at = 0;
    std::size_t textAt = 0;
    std::size_t afterStar = None; // Where to take up again after the last star.
    std::size_t starText = 0;
    for (unsigned steps = 1; textAt < text.size(); ++steps) {
        if (steps % StepsBetweenLooks == 0 && task.stopRequested()) {
            return false;
        }
        if (at < pattern.size() && pattern[at] == '*') {
            afterStar = ++at;
            starText = textAt;
            continue;
        }
        const bool isEscaped = at + 1 < pattern.size() && pattern[at] == '\\';
        const std::size_t letter = isEscaped ? at + 1 : at;
        if (letter < pattern.size() && sameLetter(pattern[letter], text[textAt])) {
            at = letter + 1;
            ++textAt;
        } else if (afterStar != None) {
            at = afterStar;
            textAt = ++starText;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', at) == None;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), sameLetter);
}

bool containsIgnoringCase(std::string_view text, std::string_view part, const TaskContext& task)
{
    constexpr std::size_t BytesBetweenLooks = 1 << 20;
    const auto isIn = [part](std::string_view piece) {
        return std::search(piece.begin(), piece.end(), part.begin(), part.end(), sameLetter)
            != piece.end();
    };
    for (; text.size() > BytesBetweenLooks + part.size(); text.remove_prefix(BytesBetweenLooks)) {
        if (isIn(text.substr(0, BytesBetweenLooks + part.size())) || part.empty()) {
            return true;
        }
        if (task.stopRequested()) {
            return false;
        }
    }
    return isIn(text) || part.empty();
}

} // namespace cboard::query
