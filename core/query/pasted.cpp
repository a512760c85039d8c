// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/pasted.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

namespace cboard::query {

namespace {

    constexpr std::string_view HexDigits = "0123456789abcdefABCDEF";
    constexpr std::string_view Digits = "0123456789";

    bool isMadeOf(std::string_view text, std::string_view characters)
    {
        return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
    }

    bool isHash(std::string_view text)
    {
        constexpr std::size_t Shortest = 7;
        constexpr std::size_t Longest = 40;
        return text.size() >= Shortest && text.size() <= Longest && isMadeOf(text, HexDigits);
    }

    bool isNodeId(std::string_view text)
    {
        constexpr std::size_t NodeIdLength = 24;
        return text.size() == NodeIdLength && isMadeOf(text, HexDigits);
    }

    std::string lower(std::string_view text)
    {
        std::string result(text);
        std::transform(result.begin(), result.end(), result.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        return result;
    }

    /// Without blanks, and without what mails put around an address.
    std::string_view withoutWrapping(std::string_view text)
    {
        constexpr std::string_view Before = " \t\r\n<\"'([";
        constexpr std::string_view After = " \t\r\n>\"').,;]";
        const std::size_t begin = text.find_first_not_of(Before);
        if (begin == std::string_view::npos) {
            return {};
        }
        return text.substr(begin, text.find_last_not_of(After) + 1 - begin);
    }

    int hexValue(char c)
    {
        const std::size_t at = HexDigits.find(c);
        return at == std::string_view::npos ? -1 : static_cast<int>(at < 16 ? at : at - 6);
    }

    std::string percentDecoded(std::string_view text)
    {
        std::string result;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool isEscape = text[i] == '%' && i + 2 < text.size()
                && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0;
            if (isEscape) {
                result += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
                i += 2;
            } else {
                result += text[i];
            }
        }
        return result;
    }

    struct Address {
        std::string host; ///< Lower case, without port.
        std::vector<std::string> path; ///< Decoded parts, empty ones dropped.
        std::map<std::string, std::string> query;

        /// A part of the path; empty beyond its end.
        std::string part(std::size_t index) const
        {
            return index < path.size() ? path[index] : std::string();
        }
        std::string value(const std::string& key) const
        {
            const auto found = query.find(key);
            return found == query.end() ? std::string() : found->second;
        }
    };

    /// Takes what stands before a separator off the front; all of it without one.
    std::string_view take(std::string_view& text, char separator)
    {
        const std::size_t end = std::min(text.find(separator), text.size());
        const std::string_view taken = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return taken;
    }

    std::optional<Address> parseAddress(std::string_view text)
    {
        const std::string scheme = lower(text.substr(0, 8));
        if (!scheme.starts_with("http://") && scheme != "https://") {
            return std::nullopt;
        }
        text.remove_prefix(scheme == "https://" ? 8 : 7);
        text = take(text, '#');
        std::string_view place = take(text, '?');
        std::string_view authority = take(place, '/');
        Address address;
        address.host = lower(take(authority, ':'));
        while (!place.empty()) {
            if (const std::string_view part = take(place, '/'); !part.empty()) {
                address.path.push_back(percentDecoded(part));
            }
        }
        while (!text.empty()) {
            std::string_view value = take(text, '&');
            const std::string key = percentDecoded(take(value, '='));
            address.query.emplace(key, percentDecoded(value));
        }
        return address.host.empty() ? std::nullopt : std::optional(std::move(address));
    }

    PastedThing thing(PastedKind kind, std::string id = {})
    {
        PastedThing made;
        made.kind = kind;
        made.id = std::move(id);
        return made;
    }

    PastedThing revisionThing(const std::string& commit, BranchKey branch = {})
    {
        PastedThing made;
        made.kind = PastedKind::Revision;
        made.commit = lower(commit);
        made.branch = std::move(branch);
        return made;
    }

    std::optional<std::int64_t> integerOf(const std::string& text)
    {
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool isWhole = problem == std::errc{} && end == text.data() + text.size();
        return isWhole && !text.empty() ? std::optional(number) : std::nullopt;
    }

    /// `/tree/<hash>?ti|gb=...`: the form before branches were part of the path. The prefix of the
    /// keys differs by who made the link.
    PastedThing oldRevision(const Address& address)
    {
        BranchKey branch;
        for (const char* prefix : {"ti|", "tri|"}) {
            const auto pick = [&](std::string& into, const char* key) {
                into = into.empty() ? address.value(std::string(prefix) + key) : into;
            };
            pick(branch.tree, "t");
            pick(branch.branch, "gb");
            pick(branch.repositoryUrl, "gu");
        }
        return revisionThing(address.part(1), std::move(branch));
    }

    std::optional<PastedThing> treePage(const Address& address)
    {
        const BranchKey branch{address.part(1), address.part(2), {}};
        if (address.part(3) == "compare") {
            PastedThing made = revisionThing(address.value("hashA"), branch);
            made.kind = PastedKind::Compare;
            made.otherCommit = lower(address.value("hashB"));
            return isHash(made.commit) && isHash(made.otherCommit) ? std::optional(made)
                                                                   : std::nullopt;
        }
        if (address.path.size() == 2 && isHash(address.part(1))) {
            return oldRevision(address);
        }
        if (isHash(address.part(3))) {
            return revisionThing(address.part(3), branch);
        }
        if (address.path.size() != 3) {
            return std::nullopt;
        }
        PastedThing made = thing(PastedKind::Branch);
        made.branch = branch;
        return made;
    }

    std::optional<PastedThing> logViewer(const Address& address)
    {
        PastedThing made = thing(PastedKind::Log, address.value("itemId"));
        const std::string type = address.value("type");
        if (type == "build" || type == "test") {
            made.logOwner = type == "build" ? RecordKind::Build : RecordKind::Test;
        }
        made.url = address.value("url");
        return made.id.empty() && made.url.empty() ? std::nullopt : std::optional(made);
    }

    /// A page of a record below another page: `/hardware/<name>/boot/<id>`.
    std::optional<PastedThing> recordBelow(const Address& address)
    {
        const std::string& word = address.part(2);
        if (address.path.size() != 4 || address.part(3).find(':') == std::string::npos) {
            return std::nullopt;
        }
        if (word == "build") {
            return thing(PastedKind::Build, address.part(3));
        }
        return word == "test" || word == "boot"
            ? std::optional(thing(PastedKind::Test, address.part(3)))
            : std::nullopt;
    }

    std::optional<PastedThing> dashboardPage(const Address& address)
    {
        const std::string page = address.part(0);
        const std::string id = address.part(1);
        if (page == "log-viewer") {
            return logViewer(address);
        }
        if (id.empty()) {
            return std::nullopt;
        }
        if (page == "tree" || page == "hardware") {
            if (auto record = recordBelow(address)) {
                return record;
            }
        }
        if (page == "tree" || page == "c" || page == "checkout") {
            return treePage(address);
        }
        if (page == "hardware") {
            return thing(PastedKind::Board, id);
        }
        if (page == "build" || page == "b") {
            return thing(PastedKind::Build, id);
        }
        if (page == "test" || page == "t") {
            return thing(PastedKind::Test, id);
        }
        if (page == "issue" || page == "i") {
            PastedThing made = thing(PastedKind::Issue, id);
            made.version = integerOf(address.value("iv"));
            return made;
        }
        return std::nullopt;
    }

    /// Maestro: `/viewer?node_id=<id>`, `/latest/node/<id>`, `/node/<id>`.
    std::optional<PastedThing> maestroPage(const Address& address)
    {
        const std::string viewed = address.value("node_id");
        if (address.part(0) == "viewer" && isNodeId(viewed)) {
            return thing(PastedKind::Node, lower(viewed));
        }
        const auto word = std::find(address.path.begin(), address.path.end(), "node");
        const bool hasId = word != address.path.end() && word + 1 != address.path.end();
        return hasId && isNodeId(word[1]) ? std::optional(thing(PastedKind::Node, lower(word[1])))
                                          : std::nullopt;
    }

    /// LAVA: `/scheduler/job/<n>`, `/results/<n>`.
    std::optional<PastedThing> lavaPage(const Address& address)
    {
        const bool isJob = address.part(0) == "scheduler" && address.part(1) == "job";
        const std::string number = isJob   ? address.part(2)
            : address.part(0) == "results" ? address.part(1)
                                           : "";
        if (!isMadeOf(number, Digits)) {
            return std::nullopt;
        }
        PastedThing made = thing(PastedKind::LavaJob, number);
        made.host = address.host;
        return made;
    }

    /// Pages of git servers: `/commit/<hash>`, `/c/<hash>`, cgit's `/commit/?id=<hash>`.
    std::optional<PastedThing> gitPage(const Address& address)
    {
        const auto word =
            std::find_if(address.path.begin(), address.path.end(), [](const auto& part) {
                return part == "commit" || part == "commits" || part == "c";
            });
        if (word == address.path.end()) {
            return std::nullopt;
        }
        const std::string hash = word + 1 != address.path.end() ? word[1] : address.value("id");
        return isHash(hash) ? std::optional(revisionThing(hash)) : std::nullopt;
    }

    bool isLogName(std::string_view name)
    {
        for (const std::string_view packed : {".gz", ".xz", ".zst"}) {
            if (name.ends_with(packed)) {
                name.remove_suffix(packed.size());
            }
        }
        return name.ends_with(".log") || name.ends_with("log.txt") || name.ends_with("_log")
            || name == "log" || name.ends_with("lava_log.yaml");
    }

    PastedThing pastedAddress(const Address& address, std::string_view text)
    {
        const bool isDashboard = address.host == "dashboard.kernelci.org"
            || address.host == "d.kernelci.org" || address.host == "staging.dashboard.kernelci.org";
        if (isDashboard) {
            if (auto found = dashboardPage(address)) {
                return *found;
            }
            return thing(PastedKind::Page);
        }
        for (const auto read : {maestroPage, lavaPage, gitPage}) {
            if (auto found = read(address)) {
                return *found;
            }
        }
        const bool isLog = !address.path.empty() && isLogName(address.path.back());
        PastedThing made = thing(isLog ? PastedKind::Log : PastedKind::Page);
        made.url = text;
        return made;
    }

    /// "origin:local": origins are lower case letters, digits and underscores.
    bool isRecordId(std::string_view text)
    {
        constexpr std::string_view OriginCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_";
        const std::size_t colon = text.find(':');
        return colon != std::string_view::npos && isMadeOf(text.substr(0, colon), OriginCharacters)
            && colon + 1 < text.size() && text.find_first_of(" \t\r\n") == std::string_view::npos
            && text.size() - colon > 4 && text.substr(colon, 3) != "://";
    }

    std::optional<PastedThing> pastedRange(std::string_view text)
    {
        const std::size_t dots = text.find("..");
        if (dots == std::string_view::npos || !isHash(text.substr(0, dots))
            || !isHash(text.substr(dots + 2))) {
            return std::nullopt;
        }
        PastedThing made = revisionThing(std::string(text.substr(0, dots)));
        made.kind = PastedKind::Compare;
        made.otherCommit = lower(text.substr(dots + 2));
        return made;
    }

} // namespace

std::optional<PastedThing> parsePasted(std::string_view text)
{
    text = withoutWrapping(text);
    if (const auto address = parseAddress(text)) {
        PastedThing found = pastedAddress(*address, text);
        found.url =
            found.kind == PastedKind::Log && !found.url.empty() ? found.url : std::string(text);
        return found;
    }
    if (isNodeId(text)) {
        return thing(PastedKind::Node, lower(text));
    }
    if (isHash(text)) {
        return revisionThing(std::string(text));
    }
    if (isRecordId(text)) {
        return thing(PastedKind::Record, std::string(text));
    }
    return pastedRange(text);
}

} // namespace cboard::query
