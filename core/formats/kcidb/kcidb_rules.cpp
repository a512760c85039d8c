// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_rules.h"

#include "core/base/time.h"
#include "core/base/utf8.h"
#include "core/domain/status.h"
#include "core/formats/uri.h"

#include <algorithm>
#include <array>

namespace cboard::formats::kcidb {

namespace {

    constexpr std::size_t ExcerptCharacters = 16384;
    constexpr std::size_t CommitDigits = 40;
    constexpr std::size_t PatchsetDigits = 64;

    /// Classes of ASCII characters, as bits.
    enum CharacterClass : unsigned {
        Lower = 1U,
        Upper = 2U,
        Digit = 4U,
        Underscore = 8U,
        Dash = 16U,
        Dot = 32U,
        HexLetter = 64U, ///< a to f, lower case.
    };

    constexpr std::array<std::uint8_t, 256> makeClasses()
    {
        std::array<std::uint8_t, 256> classes{};
        for (unsigned c = 'a'; c <= 'z'; ++c) {
            classes[c] = Lower | (c <= 'f' ? HexLetter : 0U);
        }
        for (unsigned c = 'A'; c <= 'Z'; ++c) {
            classes[c] = Upper;
        }
        for (unsigned c = '0'; c <= '9'; ++c) {
            classes[c] = Digit;
        }
        classes['_'] = Underscore;
        classes['-'] = Dash;
        classes['.'] = Dot;
        return classes;
    }

    constexpr std::array<std::uint8_t, 256> Classes = makeClasses();

    constexpr unsigned OriginClass = Lower | Digit | Underscore;
    constexpr unsigned PathClass = Lower | Upper | Digit | Underscore | Dash;

    bool is(char c, unsigned classes)
    {
        return (Classes[static_cast<unsigned char>(c)] & classes) != 0;
    }

    bool allAre(std::string_view text, unsigned classes)
    {
        return std::ranges::all_of(text, [classes](char c) { return is(c, classes); });
    }

    /// In the reference, $ matches in front of a final line feed, too.
    std::string_view withoutFinalLineFeed(std::string_view text)
    {
        if (!text.empty() && text.back() == '\n') {
            text.remove_suffix(1);
        }
        return text;
    }

    /// One past "origin:", or npos.
    std::size_t localPart(std::string_view id)
    {
        std::size_t at = 0;
        while (at < id.size() && is(id[at], OriginClass)) {
            ++at;
        }
        return at > 0 && at < id.size() && id[at] == ':' ? at + 1 : std::string_view::npos;
    }

    bool isHex(std::string_view text, std::size_t digits)
    {
        return text.size() == digits && allAre(text, Digit | HexLetter);
    }

    bool isRevisionId(std::string_view id)
    {
        if (id.size() == CommitDigits) {
            return isHex(id, CommitDigits);
        }
        return id.size() > CommitDigits && isHex(id.substr(0, CommitDigits), CommitDigits)
            && id[CommitDigits] == '+' && isHex(id.substr(CommitDigits + 1), PatchsetDigits);
    }

    /// Names of letters, digits, _ and -, with single dots between them; or nothing.
    bool isPath(std::string_view path)
    {
        bool isAfterName = path.empty();
        for (const char c : path) {
            if (is(c, PathClass)) {
                isAfterName = true;
            } else if (c == '.' && isAfterName) {
                isAfterName = false;
            } else {
                return false;
            }
        }
        return isAfterName;
    }

    bool isId(Rule rule, std::string_view id, bool hasNul)
    {
        const std::size_t local = localPart(id);
        if (local == std::string_view::npos) {
            return false;
        }
        switch (rule) {
        case Rule::IdPrefix:
            return true;
        case Rule::IdLine:
            return withoutFinalLineFeed(id.substr(local)).find('\n') == std::string_view::npos;
        default:
            return !hasNul;
        }
    }

    RuleBreak pattern(bool isGood, std::string_view expected)
    {
        return isGood ? RuleBreak{} : RuleBreak{"pattern", expected};
    }

    RuleBreak checkUrl(Rule rule, std::string_view text)
    {
        if (!isUri(text)) {
            return {"format", "a URI"};
        }
        const bool isHttps = text.substr(0, 8) == "https://";
        if (rule == Rule::HttpsUrl) {
            return pattern(isHttps, "an https:// URL");
        }
        return pattern(rule == Rule::Uri || isHttps || text.substr(0, 6) == "git://",
                       "an https:// or git:// URL");
    }

    RuleBreak checkExcerpt(Rule rule, std::string_view text, bool hasNul)
    {
        if (text.size() > ExcerptCharacters
            && characterCount(text) > static_cast<std::int64_t>(ExcerptCharacters)) {
            return {"maxLength", "at most 16384 characters"};
        }
        return pattern(rule == Rule::AnyExcerpt || !hasNul, "text without NUL");
    }

    RuleBreak checkStatus(Rule rule, std::string_view text)
    {
        const std::optional<cboard::Status> status = parseStatus(text);
        if (!status || (rule == Rule::StatusWithoutMiss && *status == cboard::Status::Miss)) {
            return {"enum",
                    rule == Rule::Status ? "one of FAIL, ERROR, MISS, PASS, DONE, SKIP"
                                         : "one of FAIL, ERROR, PASS, DONE, SKIP"};
        }
        return {};
    }

    RuleBreak checkFileName(Rule rule, std::string_view text, bool hasNul)
    {
        const bool isGood = !text.empty() && text.find('/') == std::string_view::npos
            && (rule == Rule::LooseFileName || !hasNul);
        return pattern(isGood, "a file name without slash and NUL");
    }

} // namespace

// NOLINTNEXTLINE(readability-function-size): one place for what each rule asks.
RuleBreak checkText(Rule rule, std::string_view text, bool hasNul)
{
    switch (rule) {
    case Rule::Text:
        return pattern(!hasNul, "text without NUL");
    case Rule::Uri:
    case Rule::GitOrHttpsUrl:
    case Rule::HttpsUrl:
        return checkUrl(rule, text);
    case Rule::DateTime:
        return parseRfc3339(text) ? RuleBreak{} : RuleBreak{"format", "an RFC 3339 time"};
    case Rule::Email:
        return text.find('@') != std::string_view::npos ? RuleBreak{}
                                                        : RuleBreak{"format", "an e-mail address"};
    case Rule::OriginOrEmpty:
    case Rule::Architecture:
        return pattern(allAre(withoutFinalLineFeed(text), OriginClass),
                       "only a to z, 0 to 9 and _");
    case Rule::Origin: {
        const std::string_view origin = withoutFinalLineFeed(text);
        return pattern(!origin.empty() && allAre(origin, OriginClass),
                       "an origin of a to z, 0 to 9 and _");
    }
    case Rule::IdPrefix:
    case Rule::IdLine:
    case Rule::Id:
        return pattern(isId(rule, text, hasNul), R"(an id "origin:local")");
    case Rule::RevisionId:
        return pattern(isRevisionId(withoutFinalLineFeed(text)),
                       "40 hex digits, or these and + and 64 more");
    case Rule::CommitHash:
        return pattern(isHex(withoutFinalLineFeed(text), CommitDigits),
                       "40 hex digits in lower case");
    case Rule::PatchsetHash: {
        const std::string_view hash = withoutFinalLineFeed(text);
        return pattern(hash.empty() || isHex(hash, PatchsetDigits),
                       "nothing or 64 hex digits in lower case");
    }
    case Rule::LoosePath:
        return pattern(allAre(withoutFinalLineFeed(text), PathClass | Dot),
                       "a test path of letters, digits, _, - and dots");
    case Rule::Path:
        return pattern(isPath(withoutFinalLineFeed(text)), R"(a dotted path like "ltp.sem01")");
    case Rule::AnyExcerpt:
    case Rule::Excerpt:
        return checkExcerpt(rule, text, hasNul);
    case Rule::StatusWithoutMiss:
    case Rule::Status:
        return checkStatus(rule, text);
    case Rule::NumberPrefix:
        return text == "metric" || text == "binary" ? RuleBreak{}
                                                    : RuleBreak{"enum", R"("metric" or "binary")"};
    case Rule::LooseFileName:
    case Rule::FileName:
        return checkFileName(rule, text, hasNul);
    case Rule::LooseCompatible:
    case Rule::Compatible:
        return pattern(!text.empty() && text.find(' ') == std::string_view::npos
                           && (rule == Rule::LooseCompatible || !hasNul),
                       "a compatible without blanks");
    default:
        return {};
    }
}

Rule elementRule(Rule listRule)
{
    switch (listRule) {
    case Rule::TextList:
        return Rule::Text;
    case Rule::PathList:
        return Rule::Path;
    case Rule::LooseCompatibleList:
        return Rule::LooseCompatible;
    case Rule::CompatibleList:
        return Rule::Compatible;
    default:
        return Rule::AnyText;
    }
}

} // namespace cboard::formats::kcidb
