// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/symbol_file.h"

#include "core/io/decompress.h"
#include "core/io/program_output.h"
#include "core/logs/traces/logged_traces.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

namespace cboard::logs {

namespace {

    constexpr std::string_view ElfMagic = "\177ELF";
    constexpr std::size_t PieceBytes = 1UL << 20;
    constexpr std::size_t MostMapBytes = std::size_t{256} << 20; ///< A usual one has 8 MB.
    constexpr int MostLayers = 2;

    /// The text of a System.map, packed or not; nothing for an ELF file.
    Result<std::optional<std::string>> readText(const std::filesystem::path& path,
                                                const TaskContext& task)
    {
        const auto expansion = std::make_shared<io::Expansion>();
        CBOARD_TRY(auto file, io::openFile(path, expansion, task.stopToken()));
        auto packed = std::make_unique<io::PeekSource>(std::move(file));
        CBOARD_TRY(const std::string_view magic, packed->peek(io::MagicBytes));
        if (magic.starts_with(ElfMagic)) {
            return std::optional<std::string>();
        }
        const bool isPacked = io::detectCompression(magic) != io::Compression::None;
        CBOARD_TRY(auto source, io::openDecoded(std::move(packed), expansion, MostLayers));
        CBOARD_TRY(const std::string_view first, source->peek(ElfMagic.size()));
        if (isPacked && first == ElfMagic) {
            return fail(ErrorKind::Unsupported,
                        path.string() + " is packed; a vmlinux has to be unpacked");
        }
        std::string text;
        for (std::size_t size = 0, count = 1; count > 0; size += count) {
            CBOARD_TRY_VOID(task.check());
            if (size > MostMapBytes) {
                return fail(ErrorKind::Unsupported,
                            path.string()
                                + " is too large for a "
                                  "System.map");
            }
            text.resize(size + PieceBytes);
            CBOARD_TRY(count, source->read(&text[size], PieceBytes));
            text.resize(size + count);
        }
        return std::optional(std::move(text));
    }

    /// Of `Linux version 6.12.0 (…` in the read-only data, which stands far before the debug
    /// information; empty when a file with debug information alone does not hold it.
    Result<std::string> readBanner(const std::filesystem::path& path, const TaskContext& task)
    {
        constexpr std::size_t MostBytes = std::size_t{128} << 20;
        constexpr std::size_t LongestBanner = 128;
        std::ifstream file(path, std::ios::binary);
        std::string piece;
        std::string kept;
        for (std::size_t done = 0; file && done < MostBytes; done += PieceBytes) {
            CBOARD_TRY_VOID(task.check());
            piece.resize(PieceBytes);
            file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            kept.append(piece, 0, static_cast<std::size_t>(file.gcount()));
            constexpr std::string_view Begin = "Linux version ";
            for (std::size_t at = kept.find(Begin); at != std::string::npos;
                 at = kept.find(Begin, at + 1)) {
                const auto release =
                    kernelRelease(std::string_view(kept).substr(at, LongestBanner));
                if (!release.empty()) {
                    return std::string(release);
                }
            }
            kept.erase(0, kept.size() - std::min(kept.size(), LongestBanner));
        }
        return std::string();
    }

    /// `System.map-6.12.0`, `vmlinux-6.12.0.debug`, or the folder around it.
    std::string releaseByName(const std::filesystem::path& path)
    {
        std::string name = path.filename().string();
        for (const std::string_view begin : {"System.map-", "vmlinux-"}) {
            if (name.starts_with(begin)) {
                name.erase(0, begin.size());
                for (const std::string_view end : {".gz", ".xz", ".zst", ".debug"}) {
                    name.erase(name.size() - (name.ends_with(end) ? end.size() : 0));
                }
                return name;
            }
        }
        return {};
    }

    std::string buildIdIn(std::string_view notes)
    {
        constexpr std::string_view Label = "Build ID: ";
        const std::size_t at = notes.find(Label);
        if (at == std::string_view::npos) {
            return {};
        }
        const std::string_view id = notes.substr(at + Label.size());
        return std::string(id.substr(0, id.find_first_not_of("0123456789abcdef")));
    }

    /// `drivers/foo.c:123`, `foo.c:123 (discriminator 2)`, `??:0`, `foo.c:?`.
    SourceFrame readFrame(std::string_view function, std::string_view place)
    {
        SourceFrame frame;
        frame.function = function == "??" ? std::string_view() : function;
        if (const std::size_t more = place.find(" (discriminator"); more != place.npos) {
            place = place.substr(0, more);
        }
        const std::size_t colon = std::min(place.rfind(':'), place.size());
        const std::string_view number = place.substr(std::min(colon + 1, place.size()));
        std::from_chars(number.data(), number.data() + number.size(), frame.line);
        if (!place.starts_with("??")) {
            frame.file = std::filesystem::path(place.substr(0, colon)).lexically_normal().string();
        }
        return frame;
    }

    std::string_view takeLine(std::string_view& text)
    {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        return line;
    }

    bool isAddressLine(std::string_view text)
    {
        const std::string_view line = text.substr(0, text.find('\n'));
        return line.starts_with("0x") && line.size() > 2
            && line.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
    }

} // namespace

Result<std::shared_ptr<const SymbolFile>> SymbolFile::open(const std::filesystem::path& path,
                                                           const SymbolTools& tools,
                                                           const TaskContext& task)
{
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (status.type() == std::filesystem::file_type::not_found) {
        return fail(ErrorKind::NotFound, path.string() + ": there is no such file");
    }
    if (!std::filesystem::is_regular_file(status)) {
        return fail(ErrorKind::Unsupported, path.string() + " is no file");
    }
    // The constructor is private: make_shared cannot call it.
    std::shared_ptr<SymbolFile> file(
        new SymbolFile(std::filesystem::absolute(path, problem).lexically_normal(), tools));
    CBOARD_TRY(auto text, readText(file->m_path, task));
    if (text) {
        auto symbols = SymbolTable::parse(std::move(*text), task);
        if (!symbols && symbols.error().kind == ErrorKind::Parse) {
            return fail(ErrorKind::Unsupported,
                        path.string()
                            + " is neither a vmlinux nor a System.map: " + symbols.error().message);
        }
        CBOARD_TRY(file->m_symbols, std::move(symbols));
    } else {
        CBOARD_TRY_VOID(file->readElf(task));
    }
    if (file->m_symbols.size() == 0) {
        return fail(ErrorKind::Unsupported, path.string() + " names no functions");
    }
    if (file->m_release.empty()) {
        file->m_release = releaseByName(file->m_path);
    }
    return std::shared_ptr<const SymbolFile>(std::move(file));
}

Result<void> SymbolFile::readElf(const TaskContext& task)
{
    m_isVmlinux = true;
    CBOARD_TRY(std::string names,
               run({m_tools.nm, "-S", "--defined-only", m_path.string()}, {}, task));
    CBOARD_TRY(m_symbols, SymbolTable::parse(std::move(names), task));
    CBOARD_TRY(const std::string notes,
               run({m_tools.readelf, "-n", "-W", m_path.string()}, {}, task));
    m_buildId = buildIdIn(notes);
    CBOARD_TRY(m_release, readBanner(m_path, task));
    return {};
}

Result<std::string> SymbolFile::run(std::vector<std::string> words, std::string input,
                                    const TaskContext& task) const
{
    const std::string program = words.front();
    auto output = io::programOutput({std::move(words), std::move(input), m_tools.timeLimit}, task);
    if (!output && output.error().kind == ErrorKind::NotFound) {
        return fail(ErrorKind::NotFound,
                    "there is no program " + program
                        + " to read a vmlinux with; it belongs to the package binutils");
    }
    return output;
}

Result<std::vector<std::vector<SourceFrame>>>
SymbolFile::sourceFrames(const std::vector<std::uint64_t>& addresses, const TaskContext& task) const
{
    std::string input;
    for (const std::uint64_t address : addresses) {
        input += fmt::format("{:#x}\n", address);
    }
    CBOARD_TRY(
        const std::string output,
        run({m_tools.addr2line, "-a", "-i", "-f", "-e", m_path.string()}, std::move(input), task));
    std::vector<std::vector<SourceFrame>> all;
    std::string_view rest = output;
    while (!rest.empty() && isAddressLine(rest)) {
        takeLine(rest);
        auto& frames = all.emplace_back();
        while (!rest.empty() && !isAddressLine(rest)) {
            const std::string_view function = takeLine(rest);
            frames.push_back(readFrame(function, takeLine(rest)));
        }
    }
    if (all.size() != addresses.size()) {
        return fail(ErrorKind::Parse,
                    fmt::format("{} was asked for {} addresses and answered {}", m_tools.addr2line,
                                addresses.size(), all.size()));
    }
    return all;
}

} // namespace cboard::logs
