// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_diff_job.h"

#include "core/logs/diff/log_diff.h"
#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"
#include "ui/logview/last_good_log.h"
#include "ui/logview/log_header.h"

namespace cboard::ui {

namespace {

    QString aboutOf(const LogDocument& document)
    {
        if (document.isFile()) {
            return QString::fromStdString(document.path.parent_path().string());
        }
        QStringList parts;
        if (document.record) {
            if (document.record->revision) {
                parts << revisionText(*document.record->revision);
            }
            parts << fromUtf8(document.record->platform) << fromUtf8(document.record->lab);
        }
        if (document.log->origin == query::LogOrigin::Excerpt) {
            parts << logOriginText(document); // Lines that it lacks are no difference.
        }
        return joinedTexts(parts, QStringLiteral("  \u00b7  "));
    }

    Result<LogDiff::Side> sideOf(Result<std::shared_ptr<const LogDocument>> document)
    {
        if (!document) {
            return tl::unexpected<Error>(document.error());
        }
        return LogDiff::Side{*document, aboutOf(**document)};
    }

    Result<void> readSides(query::Engine& engine, LogCache* cache, const LogDiffRequest& request,
                           LogDiff& diff, const TaskContext& task)
    {
        const auto ignoreParts = [](const std::shared_ptr<const LogDocument>&) {};
        if (request.record.id.empty()) {
            CBOARD_TRY(diff.now, sideOf(loadLogFile(request.file, ignoreParts, task)));
            CBOARD_TRY(diff.before, sideOf(loadLogFile(request.otherFile, ignoreParts, task)));
            return {};
        }
        query::RecordRequest other = request.record;
        other.id = request.otherId;
        if (other.id.empty()) {
            CBOARD_TRY(const query::HistoryRun run, findLastGood(engine, request.record, task));
            other.id = run.id;
        }
        diff.otherId = QString::fromStdString(other.id);
        CBOARD_TRY(diff.now, sideOf(readLogDocument(engine, cache, request.record, task)));
        CBOARD_TRY(diff.before, sideOf(readLogDocument(engine, cache, other, task)));
        return {};
    }

} // namespace

Result<std::shared_ptr<const LogDiff>> diffOf(query::Engine& engine, LogCache* cache,
                                              const LogDiffRequest& request,
                                              const std::shared_ptr<const LogDiff>& known,
                                              const TaskContext& task)
{
    auto diff = std::make_shared<LogDiff>();
    if (known) {
        *diff = *known;
    } else {
        CBOARD_TRY_VOID(readSides(engine, cache, request, *diff, task));
    }
    const auto compared = [&](const LogDiff::Side& side) {
        const logs::LogText& text = *side.document->text;
        return logs::readCompared(*text.source(), text.format(), request.normalise, task);
    };
    CBOARD_TRY(const auto before, compared(diff->before));
    CBOARD_TRY(const auto now, compared(diff->now));
    CBOARD_TRY(diff->hunks, logs::diffLogs(before, now, task));
    CBOARD_TRY(const logs::DiffHunk* const first,
               logs::firstMeaningful(diff->hunks, before, now, task));
    diff->firstMeaningful.reset();
    if (first != nullptr) {
        diff->firstMeaningful = static_cast<std::size_t>(first - diff->hunks.data());
    }
    return std::shared_ptr<const LogDiff>(std::move(diff));
}

} // namespace cboard::ui
