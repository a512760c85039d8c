// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <pcre2.h>

namespace cboard::logs {

namespace {

    constexpr std::uint32_t HeapLimitKb = 16 * 1024;
    constexpr std::size_t JitStackFirstBytes = 32UL << 10;
    constexpr std::size_t JitStackMostBytes = 512UL << 10;

    PCRE2_SPTR units(std::string_view text)
    {
        // PCRE2 takes no null pointer, which an empty view may hold.
        return reinterpret_cast<PCRE2_SPTR>(text.empty() ? "" : text.data());
    }

    std::uint32_t compileFlags(const RegexOptions& options)
    {
        std::uint32_t flags = 0;
        switch (options.text) {
        case RegexText::Bytes:
            break;
        case RegexText::Utf8:
            flags |= PCRE2_UTF | PCRE2_UCP;
            break;
        case RegexText::UntrustedUtf8:
            flags |= PCRE2_MATCH_INVALID_UTF;
            break;
        }
        flags |= options.isLiteral ? PCRE2_LITERAL : 0U;
        flags |= options.isCaseSensitive ? 0U : PCRE2_CASELESS;
        flags |= options.isMultiline ? PCRE2_MULTILINE : 0U;
        return flags;
    }

    /// The stack that compiled expressions run on, one for each thread: making it costs more than
    /// most matches.
    pcre2_jit_stack* threadStack(void* /*data*/)
    {
        struct Stack {
            pcre2_jit_stack* value =
                pcre2_jit_stack_create(JitStackFirstBytes, JitStackMostBytes, nullptr);
            Stack() = default;
            Stack(const Stack&) = delete;
            Stack& operator=(const Stack&) = delete;
            ~Stack() { pcre2_jit_stack_free(value); }
        };
        thread_local const Stack stack;
        return stack.value;
    }

} // namespace

struct Regex::Code {
    pcre2_code* code = nullptr;
    bool isTrusted = false;

    Code() = default;
    Code(const Code&) = delete;
    Code& operator=(const Code&) = delete;
    ~Code() { pcre2_code_free(code); }
};

Result<Regex> Regex::compile(std::string_view expression, const RegexOptions& options)
{
    const std::unique_ptr<pcre2_compile_context, void (*)(pcre2_compile_context*)> context(
        pcre2_compile_context_create(nullptr), pcre2_compile_context_free);
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    if (options.isWholeWord) {
        pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_MATCH_WORD);
    }
    int error = 0;
    PCRE2_SIZE position = 0;
    auto compiled = std::make_shared<Code>();
    compiled->isTrusted = options.text == RegexText::Utf8;
    compiled->code = pcre2_compile(units(expression), expression.size(), compileFlags(options),
                                   &error, &position, context.get());
    if (compiled->code == nullptr) {
        std::array<PCRE2_UCHAR, 256> reason{};
        pcre2_get_error_message(error, reason.data(), reason.size());
        return fail(ErrorKind::Invalid,
                    fmt::format("at character {}: {}", position + 1,
                                reinterpret_cast<const char*>(reason.data())),
                    error);
    }
    pcre2_jit_compile(compiled->code, PCRE2_JIT_COMPLETE);
    return Regex(std::move(compiled));
}

std::vector<Regex::Group> Regex::namedGroups() const
{
    std::uint32_t count = 0;
    std::uint32_t entryBytes = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(m_code->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(m_code->code, PCRE2_INFO_NAMEENTRYSIZE, &entryBytes);
    pcre2_pattern_info(m_code->code, PCRE2_INFO_NAMETABLE, &table);
    std::vector<Group> groups;
    for (std::uint32_t i = 0; i < count; ++i) {
        // Two bytes for the number, then the name with a zero behind it.
        const PCRE2_SPTR entry = table + static_cast<std::size_t>(i) * entryBytes;
        groups.push_back({reinterpret_cast<const char*>(entry + 2),
                          static_cast<std::size_t>(entry[0]) << 8U | entry[1]});
    }
    std::sort(groups.begin(), groups.end(),
              [](const Group& a, const Group& b) { return a.number < b.number; });
    return groups;
}

struct RegexMatcher::Memory {
    pcre2_match_context* context = nullptr;
    pcre2_match_data* data = nullptr;
    int groupCount = 0;

    Memory() = default;
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    ~Memory()
    {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
    }
};

RegexMatcher::RegexMatcher(const Regex& regex, std::uint32_t matchLimit)
    : m_regex(regex)
    , m_memory(std::make_unique<Memory>())
{
    m_memory->context = pcre2_match_context_create(nullptr);
    m_memory->data = pcre2_match_data_create_from_pattern(m_regex.code().code, nullptr);
    pcre2_jit_stack_assign(m_memory->context, threadStack, nullptr);
    pcre2_set_match_limit(m_memory->context, matchLimit);
    pcre2_set_heap_limit(m_memory->context, HeapLimitKb);
}

RegexMatcher::RegexMatcher(RegexMatcher&&) noexcept = default;
RegexMatcher& RegexMatcher::operator=(RegexMatcher&&) noexcept = default;
RegexMatcher::~RegexMatcher() = default;

std::optional<TextMatch> RegexMatcher::match(std::string_view subject, std::size_t from,
                                             bool takesEmpty)
{
    m_memory->groupCount = 0;
    if (from > subject.size()) {
        return {};
    }
    const std::uint32_t flags =
        (takesEmpty ? 0U : PCRE2_NOTEMPTY) | (m_regex.code().isTrusted ? PCRE2_NO_UTF_CHECK : 0U);
    const int status = pcre2_match(m_regex.code().code, units(subject), subject.size(), from, flags,
                                   m_memory->data, m_memory->context);
    if (status < 0) {
        m_hasHitLimit |= status != PCRE2_ERROR_NOMATCH;
        return {};
    }
    m_memory->groupCount = status;
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(m_memory->data);
    if (offsets[1] < offsets[0] || (!takesEmpty && offsets[1] == offsets[0])) {
        return {}; // \K can turn a match inside out.
    }
    return TextMatch{offsets[0], offsets[1]};
}

std::optional<TextMatch> RegexMatcher::group(std::size_t number) const
{
    if (number >= static_cast<std::size_t>(m_memory->groupCount)) {
        return {};
    }
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(m_memory->data) + 2 * number;
    if (offsets[0] == PCRE2_UNSET) {
        return {};
    }
    return TextMatch{offsets[0], offsets[1]};
}

} // namespace cboard::logs
