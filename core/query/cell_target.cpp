// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/cell_target.h"

#include <array>

namespace cboard::query {

namespace {

    constexpr std::string_view Scheme = "cell:";

    void appendWord(std::string& target, std::string_view word)
    {
        for (const char c : word) {
            if (c == '/') {
                target += "%2F";
            } else if (c == '%') {
                target += "%25";
            } else {
                target += c;
            }
        }
    }

    /// Nothing for an escape that appendWord() does not make.
    std::optional<std::string> readWord(std::string_view text)
    {
        std::string word;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '%') {
                word += text[i];
                continue;
            }
            const std::string_view escape = text.substr(i, 3);
            if (escape != "%2F" && escape != "%25") {
                return std::nullopt;
            }
            word += escape == "%2F" ? '/' : '%';
            i += 2;
        }
        return word;
    }

} // namespace

std::string cellTarget(const CellNames& cell)
{
    std::string target(Scheme);
    const std::array words = {&cell.path,         &cell.platform, &cell.config,
                              &cell.architecture, &cell.compiler, &cell.lab};
    for (std::size_t i = 0; i < words.size(); ++i) {
        target += i == 0 ? "" : "/";
        appendWord(target, *words[i]);
    }
    return target;
}

std::optional<CellNames> parseCellTarget(std::string_view target)
{
    if (!target.starts_with(Scheme)) {
        return std::nullopt;
    }
    target.remove_prefix(Scheme.size());
    CellNames cell;
    const std::array words = {&cell.path,         &cell.platform, &cell.config,
                              &cell.architecture, &cell.compiler, &cell.lab};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t end = target.find('/');
        const bool isLast = i + 1 == words.size();
        if ((end == std::string_view::npos) != isLast) {
            return std::nullopt;
        }
        auto word = readWord(target.substr(0, end));
        if (!word) {
            return std::nullopt;
        }
        *words[i] = std::move(*word);
        target.remove_prefix(isLast ? target.size() : end + 1);
    }
    return cell;
}

} // namespace cboard::query
