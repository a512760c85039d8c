// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/output_folder.h"

#include "core/formats/kcidb_writer.h"
#include "core/generate/truth.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cboard::generate {

namespace {

    Error ioError(const std::filesystem::path& path, std::string_view what, int code)
    {
        return {ErrorKind::Io,
                code,
                fmt::format("{}: {}: {}", path.string(), what, std::strerror(code)),
                {}};
    }

    Result<void> makeFolder(const std::filesystem::path& folder)
    {
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        if (error) {
            return tl::unexpected(ioError(folder, "cannot make the folder", error.value()));
        }
        return {};
    }

    /// Names the files and keeps the folders small.
    class FolderWriter {
    public:
        FolderWriter(std::filesystem::path folder, std::int64_t filesPerFolder)
            : m_folder(std::move(folder))
            , m_filesPerFolder(filesPerFolder)
        {
        }

        Result<void> write(const Document& document)
        {
            if (m_count % m_filesPerFolder == 0) {
                m_current = m_folder / fmt::format("{:05}", m_count / m_filesPerFolder);
                CBOARD_TRY_VOID(makeFolder(m_current));
            }
            return writeFile(m_current / fmt::format("submission-{:08}.json", m_count++),
                             formats::kcidbJson(document));
        }

    private:
        std::filesystem::path m_folder;
        std::filesystem::path m_current;
        std::int64_t m_filesPerFolder;
        std::int64_t m_count = 0;
    };

} // namespace

Result<void> writeFile(const std::filesystem::path& file, std::string_view bytes)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return tl::unexpected(ioError(file, "cannot be created", errno));
    }
    int code = 0;
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            code = errno;
            break;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::close(descriptor) != 0 && code == 0) {
        code = errno;
    }
    if (code != 0) {
        return tl::unexpected(ioError(file, "cannot be written", code));
    }
    return {};
}

Result<Outcome> generateFolder(const Options& options, const std::filesystem::path& folder,
                               std::int64_t filesPerFolder, const TaskContext& task)
{
    if (filesPerFolder < 1) {
        return fail(ErrorKind::Invalid,
                    fmt::format("files of a folder: expected 1 or more, got {}", filesPerFolder));
    }
    const std::filesystem::path submissions = folder / "submissions";
    if (std::filesystem::exists(submissions)) {
        return fail(ErrorKind::Invalid,
                    fmt::format("{}: already there; choose an empty folder", submissions.string()));
    }
    CBOARD_TRY_VOID(makeFolder(submissions));
    FolderWriter writer(submissions, filesPerFolder);
    const std::filesystem::path lava = folder / "lava";
    if (options.withLogs) {
        CBOARD_TRY_VOID(makeFolder(lava));
    }
    const Sinks sinks{[&](const Document& document) { return writer.write(document); },
                      [&](const LavaFile& file) { return writeFile(lava / file.name, file.json); }};
    CBOARD_TRY(Outcome outcome, generate(options, sinks, task));
    CBOARD_TRY_VOID(
        writeFile(folder / "truth.json", outcome.truth->toJson(options, outcome.totals)));
    return outcome;
}

} // namespace cboard::generate
