// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/uri.h"

#include <algorithm>
#include <array>

namespace cboard::formats {

namespace {

    constexpr std::array<bool, 256> makeUriCharacters()
    {
        std::array<bool, 256> allowed{};
        for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                             "0123456789-._~!$&'()*+,;=:@")) {
            allowed[static_cast<unsigned char>(c)] = true;
        }
        return allowed;
    }

    /// Those that the path of a URI may have as they are, but for the slash.
    constexpr std::array<bool, 256> UriCharacters = makeUriCharacters();

    bool isUriCharacter(char c)
    {
        return UriCharacters[static_cast<unsigned char>(c)];
    }

    constexpr bool isLetter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    constexpr bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    bool isHexDigit(char c)
    {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /// Characters that URIs allow, with %XX for others; `extra` lists further ones.
    bool isUriText(std::string_view text, std::string_view extra)
    {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (isUriCharacter(text[i])) {
                continue;
            }
            if (text[i] == '%' && i + 2 < text.size() && isHexDigit(text[i + 1])
                && isHexDigit(text[i + 2])) {
                i += 2;
                continue;
            }
            if (extra.find(text[i]) == std::string_view::npos) {
                return false;
            }
        }
        return true;
    }

    bool isIpv4(std::string_view text)
    {
        int parts = 0;
        while (true) {
            const std::size_t dot = std::min(text.find('.'), text.size());
            const std::string_view part = text.substr(0, dot);
            if (part.empty() || part.size() > 3 || !std::ranges::all_of(part, isDigit)
                || (part.size() > 1 && part.front() == '0') || (part.size() == 3 && part > "255")) {
                return false;
            }
            ++parts;
            if (dot == text.size()) {
                return parts == 4;
            }
            text.remove_prefix(dot + 1);
        }
    }

    /// How many 16-bit groups stand there, separated by colons; -1 when it is not well-formed.
    int countIpv6Groups(std::string_view text, bool mayEndInIpv4)
    {
        if (text.empty()) {
            return 0;
        }
        int groups = 0;
        while (true) {
            const std::size_t colon = std::min(text.find(':'), text.size());
            const std::string_view group = text.substr(0, colon);
            const bool isLast = colon == text.size();
            if (isLast && mayEndInIpv4 && isIpv4(group)) {
                return groups + 2;
            }
            if (group.empty() || group.size() > 4 || !std::ranges::all_of(group, isHexDigit)) {
                return -1;
            }
            ++groups;
            if (isLast) {
                return groups;
            }
            text.remove_prefix(colon + 1);
        }
    }

    bool isIpv6(std::string_view text)
    {
        const std::size_t gap = text.find("::");
        if (gap == std::string_view::npos) {
            return countIpv6Groups(text, true) == 8;
        }
        const int before = countIpv6Groups(text.substr(0, gap), false);
        const int after = countIpv6Groups(text.substr(gap + 2), true);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /// "v" hex digits "." characters: an address of a version to come.
    bool isIpFuture(std::string_view text)
    {
        if (text.empty() || (text.front() != 'v' && text.front() != 'V')) {
            return false;
        }
        const std::size_t dot = text.find('.');
        return dot != std::string_view::npos && dot > 1
            && std::ranges::all_of(text.substr(1, dot - 1), isHexDigit) && dot + 1 < text.size()
            && std::ranges::all_of(text.substr(dot + 1),
                                   [](char c) { return isUriCharacter(c) && c != '@'; });
    }

    bool isAuthority(std::string_view text)
    {
        const std::size_t at = text.find('@');
        if (at != std::string_view::npos) {
            if (!isUriText(text.substr(0, at), "")) {
                return false;
            }
            text.remove_prefix(at + 1);
        }
        std::size_t hostEnd = 0;
        if (!text.empty() && text.front() == '[') {
            const std::size_t close = text.find(']');
            if (close == std::string_view::npos) {
                return false;
            }
            const std::string_view address = text.substr(1, close - 1);
            if (!isIpv6(address) && !isIpFuture(address)) {
                return false;
            }
            hostEnd = close + 1;
        } else {
            hostEnd = std::min(text.find(':'), text.size());
            const std::string_view host = text.substr(0, hostEnd);
            if (host.find('@') != std::string_view::npos || !isUriText(host, "")) {
                return false;
            }
        }
        const std::string_view port = text.substr(hostEnd);
        return port.empty()
            || (port.front() == ':' && std::ranges::all_of(port.substr(1), isDigit));
    }

} // namespace

bool isUri(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || !isLetter(text.front())
        || !std::ranges::all_of(text.substr(0, colon), [](char c) {
               return isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
           })) {
        return false;
    }
    std::string_view rest = text.substr(colon + 1);
    const std::size_t pathEnd = std::min(rest.find_first_of("?#"), rest.size());
    const std::string_view tail = rest.substr(pathEnd);
    if (!tail.empty()) {
        const std::size_t hash = std::min(tail.find('#'), tail.size());
        if (!isUriText(tail.substr(0, hash), "/?")
            || (hash < tail.size() && !isUriText(tail.substr(hash + 1), "/?"))) {
            return false;
        }
    }
    rest = rest.substr(0, pathEnd);
    if (rest.substr(0, 2) == "//") {
        rest.remove_prefix(2);
        const std::size_t authorityEnd = std::min(rest.find('/'), rest.size());
        if (!isAuthority(rest.substr(0, authorityEnd))) {
            return false;
        }
        rest.remove_prefix(authorityEnd);
    }
    return isUriText(rest, "/");
}

} // namespace cboard::formats
