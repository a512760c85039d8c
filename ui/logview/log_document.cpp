// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_document.h"

#include "core/logs/sources/hex_source.h"
#include "core/logs/sources/open_log_file.h"
#include "core/service/default_paths.h"
#include "ui/logview/log_cache.h"

#include <algorithm>
#include <system_error>

namespace cboard::ui {

namespace {

    /// Rows looked at to learn whether lines carry kernel times.
    constexpr std::int64_t ClockProbeRows = 2000;

    Result<LogClock> probeClock(const logs::LogText& text)
    {
        if (text.format() == logs::RowFormat::Lava) {
            return text.startTime() ? LogClock::Host : LogClock::None;
        }
        logs::RowDecoder decoder(text.format());
        logs::DecodedRow row;
        std::int64_t timed = 0;
        std::int64_t seen = 0;
        // From the end: what a boot loader says before the kernel has no times.
        const std::int64_t first = std::max<std::int64_t>(0, text.rowCount() - ClockProbeRows);
        CBOARD_TRY_VOID(text.forRows(first, ClockProbeRows, [&](std::int64_t, std::string_view b) {
            decoder.decode(b, row);
            ++seen;
            timed += row.kernelTime ? 1 : 0;
            return true;
        }));
        return timed * 4 >= seen && seen > 0 ? LogClock::Kernel : LogClock::None;
    }

    /// Where packed logs are unpacked; the temporary folder may be no more than memory.
    std::filesystem::path unpackFolder()
    {
        const std::filesystem::path folder = service::defaultCacheFolder();
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        return error ? std::filesystem::temp_directory_path() : folder;
    }

    Result<bool> probeBinary(const logs::ByteSource& bytes)
    {
        std::string scratch;
        return bytes.read(0, logs::FileSource::BlockBytes, scratch).map(logs::looksBinary);
    }

    /// A file that was opened, all but the text.
    Result<LogDocument> documentOf(const std::filesystem::path& path, const logs::LogFile& opened)
    {
        LogDocument file;
        auto log = std::make_shared<query::LogSnapshot>();
        log->ownerId = path.filename().string();
        file.log = std::move(log);
        file.path = path;
        file.file = opened.file;
        CBOARD_TRY(file.looksBinary, probeBinary(*opened.bytes));
        return file;
    }

    /// All but the text, which it gets with what follows from it.
    Result<std::shared_ptr<LogDocument>> documentOf(const LogDocument& file,
                                                    std::shared_ptr<const logs::LogText> text)
    {
        auto document = std::make_shared<LogDocument>(file);
        document->text = std::move(text);
        document->place = document->text->firstPlace();
        CBOARD_TRY(document->clock, probeClock(*document->text));
        return document;
    }

} // namespace

std::int64_t rowAround(const logs::LogText& text, std::uint64_t byte)
{
    std::int64_t low = 0;
    std::int64_t high = text.rowCount();
    while (low + 1 < high) {
        const std::int64_t middle = low + (high - low) / 2;
        (text.index().groupOf(middle).begin <= byte ? low : high) = middle;
    }
    return text.rowCount() == 0 ? 0 : text.index().groupOf(low).firstRow;
}

const logs::ErrorMark* LogDocument::markOf(std::int64_t row) const
{
    const auto& marks = text->marks();
    const auto found =
        std::lower_bound(marks.begin(), marks.end(), row,
                         [](const logs::ErrorMark& mark, std::int64_t r) { return mark.row < r; });
    return found != marks.end() && found->row == row ? &*found : nullptr;
}

void LogDocument::showBytesOf(std::shared_ptr<const logs::ByteSource> content)
{
    constexpr auto BytesPerRow = static_cast<std::int64_t>(logs::HexSource::BytesPerRow);
    bytes = std::move(content);
    text = logs::hexText(bytes);
    place = {};
    if (const auto from = bytes->doubtfulFrom()) {
        doubtfulRow = static_cast<std::int64_t>(*from) / BytesPerRow;
    }
}

std::optional<logs::RowRange> LogDocument::part() const
{
    if (!log->firstLine || !log->lastLine || text->rowCount() == 0) {
        return {};
    }
    const logs::LineIndex& index = text->index();
    return logs::RowRange{index.rowOfLine(*log->firstLine + 1),
                          index.rowOfLine(*log->lastLine + 1) + 1};
}

Result<std::shared_ptr<const LogDocument>>
loadLogDocument(query::Engine& engine, const query::RecordRequest& request, const TaskContext& task)
{
    auto document = std::make_shared<LogDocument>();
    CBOARD_TRY(document->log, engine.log({request.kind, request.id}, task));
    if (auto record = engine.record(request, task)) {
        document->record = std::move(*record);
    } else if (record.error().kind != ErrorKind::NotFound
               && record.error().kind != ErrorKind::Unsupported) {
        return tl::unexpected(record.error());
    }
    const auto format = document->log->format == LogFormat::LavaYaml ? logs::RowFormat::Lava
                                                                     : logs::RowFormat::Plain;
    CBOARD_TRY(document->text,
               logs::LogText::open(logs::makeMemorySource(document->log->text), format, task));
    document->place = document->text->firstPlace(document->part());
    CBOARD_TRY(document->clock, probeClock(*document->text));
    CBOARD_TRY(document->looksBinary, probeBinary(*document->text->source()));
    return std::shared_ptr<const LogDocument>(std::move(document));
}

Result<std::shared_ptr<const LogDocument>> readLogDocument(query::Engine& engine, LogCache* cache,
                                                           const query::RecordRequest& request,
                                                           const TaskContext& task)
{
    if (cache == nullptr) {
        return loadLogDocument(engine, request, task);
    }
    if (auto known = cache->find(request.kind, request.id)) {
        return known;
    }
    const std::uint64_t epoch = cache->epoch();
    CBOARD_TRY(auto document, loadLogDocument(engine, request, task));
    cache->insert(request.kind, request.id, document, epoch);
    return document;
}

Result<std::shared_ptr<const LogDocument>>
loadLogFile(const std::filesystem::path& path,
            const std::function<void(std::shared_ptr<const LogDocument>)>& onPart,
            const TaskContext& task)
{
    CBOARD_TRY(const logs::LogFile opened,
               logs::openLogFile(path, unpackFolder(), task, logs::LogOpening::Streamed));
    CBOARD_TRY(const LogDocument file, documentOf(path, opened));
    logs::TextOpening opening;
    opening.onPart = [&](std::shared_ptr<const logs::LogText> part) {
        if (auto document = documentOf(file, std::move(part))) {
            onPart(std::move(*document));
        }
    };
    CBOARD_TRY(auto text, logs::LogText::open(opened.bytes, opened.format, task, opening));
    CBOARD_TRY(auto document, documentOf(file, std::move(text)));
    document->damage = opened.bytes->damage();
    if (const auto from = opened.bytes->doubtfulFrom()) {
        document->doubtfulRow = rowAround(*document->text, *from);
    }
    return std::shared_ptr<const LogDocument>(std::move(document));
}

Result<std::shared_ptr<const LogDocument>> loadLogFileBytes(const std::filesystem::path& path,
                                                            const TaskContext& task)
{
    CBOARD_TRY(const logs::LogFile opened, logs::openLogFile(path, unpackFolder(), task));
    CBOARD_TRY(LogDocument file, documentOf(path, opened));
    file.damage = opened.bytes->damage();
    file.showBytesOf(opened.bytes);
    return std::make_shared<const LogDocument>(std::move(file));
}

Result<std::shared_ptr<const LogDocument>> loadGrownLog(const LogDocument& document,
                                                        const TaskContext& task)
{
    CBOARD_TRY(const auto file, logs::FileSource::open(document.path));
    LogDocument now = document;
    now.file = file;
    if (document.showsBytes()) {
        now.showBytesOf(file);
        return std::make_shared<const LogDocument>(std::move(now));
    }
    CBOARD_TRY(auto text, document.text->grown(file, task));
    CBOARD_TRY(auto grown, documentOf(now, std::move(text)));
    return std::shared_ptr<const LogDocument>(std::move(grown));
}

} // namespace cboard::ui
