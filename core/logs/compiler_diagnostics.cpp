// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/compiler_diagnostics.h"

#include "core/logs/fingerprint/compiler_message.h"
#include "core/logs/fingerprint/normalise.h"

#include <array>
#include <map>
#include <optional>
#include <tuple>

namespace cboard::logs {

namespace {

    struct Word {
        std::string_view text;
        bool isError;
    };
    /// Behind the place; the first that occurs in a line counts.
    constexpr std::array<Word, 3> Words = {
        {{": fatal error: ", true}, {": error: ", true}, {": warning: ", false}}};

    bool isDigits(std::string_view text)
    {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    }

    /// "drivers/a.c" of "/build/drivers/a.c:12:3"; nothing when there is no line behind a name.
    std::optional<std::string_view> fileOf(std::string_view place)
    {
        int numbers = 0;
        for (std::size_t colon = place.rfind(':');
             colon != std::string_view::npos && isDigits(place.substr(colon + 1));
             colon = place.rfind(':')) {
            place = place.substr(0, colon);
            ++numbers;
        }
        if (numbers == 0 || place.empty() || place.find(' ') != std::string_view::npos) {
            return std::nullopt;
        }
        return sourcePath(place);
    }

    bool isLinker(std::string_view place)
    {
        const std::string_view name = place.substr(place.rfind('/') + 1);
        return name == "ld" || name.ends_with("-ld") || name.starts_with("ld.");
    }

    /// Quotes as gcc writes them in C and in UTF-8 locales.
    std::string withPlainQuotes(std::string_view text)
    {
        std::string plain;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const std::string_view rest = text.substr(i);
            if (rest.starts_with("\xe2\x80\x98") || rest.starts_with("\xe2\x80\x99")) {
                plain += '\'';
                i += 2;
            } else {
                plain += text[i] == '`' ? '\'' : text[i];
            }
        }
        return plain;
    }

    /// Cuts " [-Wfoo]" and " [-Werror=foo]" off; clang writes "[-Werror,-Wfoo]".
    std::string takeFlag(std::string& message)
    {
        const std::size_t open = message.rfind(" [-W");
        if (open == std::string::npos || message.back() != ']') {
            return {};
        }
        std::string_view inner(message);
        inner = inner.substr(open + 2, message.size() - open - 3);
        if (const std::size_t comma = inner.rfind(','); comma != std::string_view::npos) {
            inner.remove_prefix(comma + 1);
        }
        for (const std::string_view prefix : {"-Werror=", "-W"}) {
            if (inner.starts_with(prefix)) {
                inner.remove_prefix(prefix.size());
                break;
            }
        }
        while (inner.ends_with('=')) { // -Wformat-truncation=
            inner.remove_suffix(1);
        }
        std::string flag(inner);
        message.erase(open);
        return flag;
    }

    std::string commonMessage(std::string_view message)
    {
        NormaliseOptions options;
        options.timeStamps = false;
        options.tasks = false;
        return normalised(commonCompilerMessage(message), options);
    }

    std::optional<CompilerDiagnostic> compilerLine(std::string_view line)
    {
        for (const Word& word : Words) {
            const std::size_t at = line.find(word.text);
            if (at == std::string_view::npos) {
                continue;
            }
            const std::string_view place = line.substr(0, at);
            const auto file = fileOf(place);
            if (!file && !isLinker(place)) {
                continue;
            }
            CompilerDiagnostic found;
            found.isError = word.isError;
            found.file = file.value_or(std::string_view());
            std::string message = withPlainQuotes(line.substr(at + word.text.size()));
            found.flag = takeFlag(message);
            found.message = commonMessage(message);
            return found;
        }
        return std::nullopt;
    }

    std::optional<CompilerDiagnostic> linkLine(std::string_view line)
    {
        constexpr std::string_view Undefined = "undefined reference to ";
        constexpr std::string_view Modpost = ": modpost: ";
        CompilerDiagnostic found;
        if (const std::size_t at = line.find(Undefined); at != std::string_view::npos) {
            found.isError = true;
            found.message = withPlainQuotes(line.substr(at));
            return found;
        }
        const std::size_t at = line.find(Modpost);
        if (at == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view before = line.substr(0, at);
        if (!before.ends_with("ERROR") && !before.ends_with("WARNING")) {
            return std::nullopt;
        }
        found.isError = before.ends_with("ERROR");
        found.message = commonMessage(withPlainQuotes(line.substr(at + Modpost.size())));
        return found;
    }

} // namespace

std::vector<CompilerDiagnostic> compilerDiagnostics(std::string_view log)
{
    std::vector<CompilerDiagnostic> all;
    std::map<std::tuple<bool, std::string, std::string, std::string>, std::size_t> places;
    std::int64_t number = 0;
    for (std::size_t start = 0; start < log.size();) {
        const std::size_t end = std::min(log.find('\n', start), log.size());
        std::string_view line = log.substr(start, end - start);
        start = end + 1;
        ++number;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        auto found = compilerLine(line);
        if (!found) {
            found = linkLine(line);
        }
        if (!found) {
            continue;
        }
        const auto [place, isNew] = places.try_emplace(
            {found->isError, found->file, found->message, found->flag}, all.size());
        if (isNew) {
            found->text = line;
            found->line = number;
            all.push_back(std::move(*found));
        }
        ++all[place->second].count;
    }
    return all;
}

} // namespace cboard::logs
