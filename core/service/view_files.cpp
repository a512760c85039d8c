// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/view_files.h"

#include "core/formats/json/json_tree.h"
#include "core/formats/json/json_writer.h"
#include "core/service/file_replacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

namespace cboard::service {

namespace {

    constexpr std::string_view Scheme = "checkerboard:";
    constexpr std::string_view VersionKey = "checkerboard_view";
    /// What a name and the state of a view never need; the rest is somebody's mistake.
    constexpr std::size_t MostBytes = 1U << 20U;

    /// As RFC 3986 says; a broken escape stays as it is.
    std::string decoded(std::string_view text)
    {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            unsigned value = 0;
            const char* hex = text.data() + i + 1;
            if (text[i] == '%' && i + 2 < text.size()
                && std::from_chars(hex, hex + 2, value, 16).ptr == hex + 2) {
                out += static_cast<char>(value);
                i += 2;
            } else {
                out += text[i];
            }
        }
        return out;
    }

    std::string encoded(std::string_view text)
    {
        constexpr std::string_view Unreserved = "-._~";
        std::string out;
        for (const char letter : text) {
            const auto byte = static_cast<unsigned char>(letter);
            if (byte < 0x80
                && (std::isalnum(byte) != 0 || Unreserved.find(letter) != Unreserved.npos)) {
                out += letter;
            } else {
                out += fmt::format("%{:02X}", byte);
            }
        }
        return out;
    }

    std::string_view takeUntil(std::string_view& rest, char end)
    {
        const std::size_t at = std::min(rest.find(end), rest.size());
        const std::string_view part = rest.substr(0, at);
        rest.remove_prefix(std::min(at + 1, rest.size()));
        return part;
    }

    tl::unexpected<Error> wrong(std::string_view place, std::string_view expected)
    {
        return fail(ErrorKind::Schema, fmt::format("{}: expected {}", place, expected));
    }

    Result<void> checkVersion(const formats::Value& root)
    {
        const formats::Value version = root.find(VersionKey);
        int number = 0;
        const std::string_view text = version.text();
        const char* end = text.data() + text.size();
        if (!version.isPlain() || std::from_chars(text.data(), end, number).ptr != end
            || number < 1) {
            return wrong(fmt::format("/{}", VersionKey), "a version number");
        }
        if (number > ViewFileVersion) {
            return fail(ErrorKind::Unsupported,
                        fmt::format("version {} of saved views is newer than this program, which "
                                    "reads up to {}",
                                    number, ViewFileVersion));
        }
        return {};
    }

    Result<std::vector<std::filesystem::path>>
    filesOf(const std::vector<std::filesystem::path>& paths)
    {
        std::vector<std::filesystem::path> files;
        for (const auto& path : paths) {
            std::error_code trouble;
            if (!std::filesystem::is_directory(path, trouble)) {
                files.push_back(path);
                continue;
            }
            const std::size_t first = files.size();
            for (const auto& entry : std::filesystem::directory_iterator(path, trouble)) {
                if (entry.path().filename().string().ends_with(ViewFileSuffix)) {
                    files.push_back(entry.path());
                }
            }
            if (trouble) {
                return fail(ErrorKind::Io, path.string() + ": " + trouble.message());
            }
            std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end());
        }
        return files;
    }

} // namespace

Result<std::string> viewFileText(const UserData::SavedView& view)
{
    std::string_view rest = view.address;
    if (!rest.starts_with(Scheme)) {
        return fail(ErrorKind::Invalid,
                    fmt::format("{}: \"{}\" is no address of a view", view.name, view.address));
    }
    rest.remove_prefix(Scheme.size());
    std::string_view parameters = takeUntil(rest, '#');
    std::string text;
    formats::JsonWriter json(text, formats::JsonWriter::Layout::Indented);
    json.beginObject();
    json.key(VersionKey);
    json.integer(ViewFileVersion);
    json.key("name");
    json.string(view.name);
    json.key("view");
    json.string(decoded(takeUntil(parameters, '?')));
    json.key("state");
    json.beginObject();
    while (!parameters.empty()) {
        std::string_view value = takeUntil(parameters, '&');
        json.key(decoded(takeUntil(value, '=')));
        json.string(decoded(value));
    }
    json.endObject();
    if (!rest.empty()) {
        json.key("place");
        json.string(decoded(rest));
    }
    json.endObject();
    return text + '\n';
}

Result<UserData::SavedView> readViewFile(std::string_view text)
{
    if (text.size() > MostBytes) {
        return fail(ErrorKind::Parse, fmt::format("{} bytes are no saved view", text.size()));
    }
    Arena arena;
    formats::ValueTree tree;
    if (const auto refusal = formats::readJsonTree(text, arena, formats::limits(), tree)) {
        return fail(ErrorKind::Parse,
                    refusal->line ? fmt::format("line {}: {}", *refusal->line, refusal->message)
                                  : refusal->message);
    }
    const formats::Value root = tree.root();
    if (!root.isMapping()) {
        return wrong("the document", "an object with \"checkerboard_view\"");
    }
    CBOARD_TRY_VOID(checkVersion(root));
    const formats::Value name = root.find("name");
    const formats::Value view = root.find("view");
    if (!name.isScalar() || name.isPlain() || name.text().empty()) {
        return wrong("/name", "a text");
    }
    if (!view.isScalar() || view.isPlain() || view.text().empty()) {
        return wrong("/view", "the name of a view");
    }
    const formats::Value state = root.find("state");
    if (state.isThere() && !state.isMapping()) {
        return wrong("/state", "an object");
    }
    UserData::SavedView saved{std::string(name.text()), std::string(Scheme)};
    saved.address += encoded(view.text());
    char separator = '?';
    for (const formats::Value& value : state) {
        if (!value.isScalar()) {
            return wrong(fmt::format("/state/{}", value.key()), "a text");
        }
        saved.address += separator + encoded(value.key()) + '=' + encoded(value.text());
        separator = '&';
    }
    if (const formats::Value place = root.find("place"); place.isScalar()) {
        saved.address += '#' + encoded(place.text());
    }
    return saved;
}

std::string viewFileName(const std::string& name)
{
    constexpr std::size_t Longest = 100;
    std::string file;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool isSafe = byte >= 0x80 || std::isalnum(byte) != 0 || letter == '_';
        if (isSafe || (!file.empty() && file.back() != '-')) {
            file += isSafe ? letter : '-';
        }
    }
    while (file.size() > Longest || file.ends_with('-')) {
        file.pop_back();
    }
    return (file.empty() ? "view" : file) + std::string(ViewFileSuffix);
}

Result<std::size_t> exportViews(UserData& user, const std::filesystem::path& folder,
                                const TaskContext& task)
{
    CBOARD_TRY(const auto views, user.savedViews());
    std::map<std::string, int> taken; // Names that differ in what no file name has.
    for (const UserData::SavedView& view : views) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY(const std::string text, viewFileText(view));
        std::string name = viewFileName(view.name);
        if (const int before = taken[name]++; before > 0) {
            name.insert(name.size() - ViewFileSuffix.size(), fmt::format("-{}", before + 1));
        }
        CBOARD_TRY(auto file, FileReplacement::create(folder / name));
        CBOARD_TRY_VOID(file.write(text));
        CBOARD_TRY_VOID(file.commit());
    }
    return views.size();
}

Result<ViewImport> importViews(UserData& user, const std::vector<std::filesystem::path>& paths,
                               Timestamp now, const TaskContext& task)
{
    ViewImport import;
    CBOARD_TRY(const auto files, filesOf(paths));
    for (const auto& file : files) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY(const auto text, readSmallFile(file));
        if (!text) {
            return fail(ErrorKind::Io, file.string() + ": no such file");
        }
        const auto view = readViewFile(*text);
        if (!view) {
            import.problems.push_back(file.string() + ": " + describe(view.error()));
            continue;
        }
        CBOARD_TRY_VOID(user.saveView(*view, now));
        import.names.push_back(view->name);
    }
    return import;
}

} // namespace cboard::service
