// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/tap/tap_lines.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace cboard::formats {

namespace {

    constexpr int HashIndent = 1000;
    constexpr int MaxHashes = 8;

    bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    std::string_view trimmed(std::string_view text)
    {
        while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
            text.remove_prefix(1);
        }
        while (!text.empty()
               && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
            text.remove_suffix(1);
        }
        return text;
    }

    std::size_t countBlanks(std::string_view text)
    {
        return std::min(text.find_first_not_of(' '), text.size());
    }

    /// "<6>" and "[   12.345678] " of a kernel log.
    std::string_view withoutKernelPrefix(std::string_view line)
    {
        if (line.size() > 3 && line[0] == '<' && isDigit(line[1]) && line[2] == '>') {
            line.remove_prefix(3);
        }
        if (!line.starts_with('[')) {
            return line;
        }
        std::size_t at = 1 + countBlanks(line.substr(1));
        const std::size_t start = at;
        while (at < line.size() && (isDigit(line[at]) || line[at] == '.')) {
            ++at;
        }
        const bool isStamp = at > start && at < line.size() && line[at] == ']';
        if (!isStamp) {
            return line;
        }
        line.remove_prefix(at + 1);
        return line.starts_with(' ') ? line.substr(1) : line;
    }

    bool takeWord(std::string_view& text, std::string_view word)
    {
        if (!text.starts_with(word)
            || (text.size() > word.size() && text[word.size()] != ' ' && text[word.size()] != '\t'
                && text[word.size()] != '\r')) {
            return false;
        }
        text.remove_prefix(word.size());
        text = trimmed(text);
        return true;
    }

    std::optional<std::int64_t> takeNumber(std::string_view& text)
    {
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        const auto length = static_cast<std::size_t>(read.ptr - text.data());
        if (read.ec != std::errc() || number < 0
            || (length < text.size() && text[length] != ' ' && text[length] != '\r')) {
            return std::nullopt;
        }
        text.remove_prefix(length);
        text = trimmed(text);
        return number;
    }

    std::string upper(std::string_view text)
    {
        std::string out(text);
        std::ranges::transform(out, out.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        return out;
    }

    TapDirective directiveOf(std::string_view text)
    {
        const std::string word = upper(text.substr(0, text.find_first_of(" \t:=")));
        if (word.starts_with("SKIP")) {
            return TapDirective::Skip;
        }
        if (word == "TODO") {
            return TapDirective::Todo;
        }
        if (word == "TIMEOUT") {
            return TapDirective::Timeout;
        }
        if (word == "ERROR") {
            return TapDirective::Error;
        }
        return word == "XFAIL" ? TapDirective::ExpectedFail : TapDirective::None;
    }

    /// The `#` that begins a directive: not escaped, after a blank or at the start.
    std::size_t directiveAt(std::string_view text)
    {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\') {
                ++i;
            } else if (text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t')) {
                return i;
            }
        }
        return text.size();
    }

    void readResult(TapLine& line, std::string_view rest, bool isOk)
    {
        line.kind = TapLine::Kind::Result;
        line.isOk = isOk;
        line.number = takeNumber(rest);
        const std::size_t hash = directiveAt(rest);
        line.description = trimmed(rest.substr(0, hash));
        if (line.description == "-" || line.description.starts_with("- ")) {
            line.description = trimmed(line.description.substr(1));
        }
        if (hash < rest.size()) {
            line.directiveText = trimmed(rest.substr(hash + 1));
            line.directive = directiveOf(line.directiveText);
        }
    }

    bool readPlan(TapLine& line)
    {
        std::string_view rest = line.text;
        if (!rest.starts_with("1..")) {
            return false;
        }
        rest.remove_prefix(3);
        line.number = takeNumber(rest);
        if (!line.number) {
            return false;
        }
        line.kind = TapLine::Kind::Plan;
        if (rest.starts_with('#')) {
            line.directiveText = trimmed(rest.substr(1));
            line.directive = directiveOf(line.directiveText);
        }
        return true;
    }

    /// What `text` is by itself, without any "# " in front.
    bool readPlain(TapLine& line, bool isNested)
    {
        std::string_view rest = line.text;
        const bool isNotOk = takeWord(rest, "not ok");
        if (isNotOk || takeWord(rest, "ok")) {
            // A comment may begin with the word; a nested result always has its number.
            if (isNested && (rest.empty() || !isDigit(rest.front()))) {
                return false;
            }
            readResult(line, rest, !isNotOk);
            return true;
        }
        if (readPlan(line)) {
            return true;
        }
        if (line.text.starts_with("TAP version ") || line.text.starts_with("KTAP version ")) {
            line.kind = TapLine::Kind::Version;
            return true;
        }
        if (line.text.starts_with("Bail out!")) {
            line.kind = TapLine::Kind::BailOut;
            line.description = trimmed(line.text.substr(9));
            return true;
        }
        return false;
    }

} // namespace

TapLine readTapLine(std::string_view raw)
{
    std::string_view rest = withoutKernelPrefix(raw);
    TapLine line;
    line.indent = static_cast<int>(std::min<std::size_t>(countBlanks(rest), HashIndent - 1));
    line.text = trimmed(rest);
    if (readPlain(line, false)) {
        return line;
    }
    TapLine inner = line;
    for (int hashes = 0; hashes < MaxHashes && inner.text.starts_with('#'); ++hashes) {
        const std::string_view behind = inner.text.substr(1);
        inner.text = trimmed(behind);
        const bool isProgram = inner.text.starts_with("selftests:");
        if (inner.text.starts_with("Subtest:") || isProgram) {
            line.kind = TapLine::Kind::Subtest;
            line.indent = inner.indent + (isProgram ? HashIndent : 0);
            line.description = isProgram ? inner.text : trimmed(inner.text.substr(8));
            return line;
        }
        const auto blanks = static_cast<int>(std::min<std::size_t>(countBlanks(behind), 100));
        inner.indent += HashIndent + std::max(0, blanks - 1);
        if (readPlain(inner, true)) {
            return inner;
        }
    }
    return line;
}

} // namespace cboard::formats
