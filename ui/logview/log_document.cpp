// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_document.h"

#include "core/logs/rules/rule_marks.h"
#include "core/logs/sources/open_log_file.h"
#include "core/service/default_paths.h"
#include "core/service/own_rules.h"
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

    std::optional<logs::RowRange> partOf(const query::LogSnapshot& log, const logs::LogText& text)
    {
        if (!log.firstLine || !log.lastLine || text.rowCount() == 0) {
            return {};
        }
        const logs::LineIndex& index = text.index();
        return logs::RowRange{index.rowOfLine(*log.firstLine + 1),
                              index.rowOfLine(*log.lastLine + 1) + 1};
    }

    /// Where packed logs are unpacked; the temporary folder may be no more than memory.
    std::filesystem::path unpackFolder()
    {
        const std::filesystem::path folder = service::defaultCacheFolder();
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        return error ? std::filesystem::temp_directory_path() : folder;
    }

    /// The row that holds a byte, or one shortly before it.
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

    /// The text as it was before own rules marked it.
    Result<std::shared_ptr<const logs::LogText>> withoutOwnMarks(const LogDocument& document,
                                                                 const TaskContext& task)
    {
        if (document.ownRules.empty()) {
            return document.text;
        }
        return logs::LogText::open(document.text->source(), document.text->format(), task);
    }

    std::int64_t firstUnmarkedRow(const LogDocument& document)
    {
        // What was the last row may have been the begin of a longer one.
        const std::int64_t known = std::min(document.ownMarkedRows, document.text->rowCount());
        return known > 0 ? document.text->index().groupOf(known - 1).firstRow : 0;
    }

} // namespace

const logs::ErrorMark* LogDocument::markOf(std::int64_t row) const
{
    const auto& marks = text->marks();
    const auto found =
        std::lower_bound(marks.begin(), marks.end(), row,
                         [](const logs::ErrorMark& mark, std::int64_t r) { return mark.row < r; });
    return found != marks.end() && found->row == row ? &*found : nullptr;
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
    document->place = document->text->firstPlace(partOf(*document->log, *document->text));
    CBOARD_TRY(document->clock, probeClock(*document->text));
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
    LogDocument file;
    auto log = std::make_shared<query::LogSnapshot>();
    log->ownerId = path.filename().string();
    file.log = std::move(log);
    file.path = path;
    file.file = opened.file;
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

Result<std::shared_ptr<const LogDocument>> loadGrownLog(const LogDocument& document,
                                                        const TaskContext& task)
{
    CBOARD_TRY(const auto file, logs::FileSource::open(document.path));
    LogDocument now = document;
    now.file = file;
    CBOARD_TRY(auto text, document.text->grown(file, task));
    CBOARD_TRY(auto grown, documentOf(now, std::move(text)));
    return std::shared_ptr<const LogDocument>(std::move(grown));
}

Result<std::shared_ptr<const LogDocument>> markedByOwnRules(const LogDocument& document,
                                                            const std::filesystem::path& storeFile,
                                                            const TaskContext& task)
{
    CBOARD_TRY(const std::string text, service::ownRulesText(storeFile));
    if (text.empty() && document.ownRules.empty()) {
        return nullptr;
    }
    CBOARD_TRY(const auto rules, service::ownRules(storeFile));
    auto marked = std::make_shared<LogDocument>(document);
    if (text != document.ownRules) {
        CBOARD_TRY(marked->text, withoutOwnMarks(document, task));
        marked->ownRules = text;
        marked->ownMarkedRows = 0;
    }
    if (marked->text->rowCount() < document.text->rowCount()) {
        return nullptr; // The file became shorter, which is said already.
    }
    if (rules) {
        const std::int64_t first = firstUnmarkedRow(*marked);
        CBOARD_TRY(const auto found, logs::findRuleMarks(*marked->text, rules, first, task));
        marked->text = marked->text->withMarks(found);
    }
    marked->ownMarkedRows = marked->text->rowCount();
    marked->place = marked->text->firstPlace(partOf(*document.log, *marked->text));
    return std::shared_ptr<const LogDocument>(std::move(marked));
}

} // namespace cboard::ui
