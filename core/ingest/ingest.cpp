// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/ingest.h"

#include "core/base/log.h"
#include "core/ingest/parse_pipeline.h"
#include "core/ingest/path_walk.h"
#include "core/ingest/thread_priority.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace cboard::ingest {

namespace {

    constexpr std::size_t ReportedRefusals = 1000;
    constexpr auto ObserverPause = std::chrono::milliseconds(100);
    /// A batch is committed at this size too, so that logs do not pile up in one transaction.
    constexpr std::int64_t BatchBytes = 512LL << 20;

    PipelineOptions pipelineOptions(const Options& options)
    {
        return PipelineOptions{
            .read = options.read, .threads = options.threads, .isInline = options.isInline};
    }

    /// Whether the trouble is that of one document and not that of the store.
    bool concernsDocumentOnly(ErrorKind kind)
    {
        return kind == ErrorKind::Schema || kind == ErrorKind::Invalid || kind == ErrorKind::Limit
            || kind == ErrorKind::Parse || kind == ErrorKind::Unsupported;
    }

    std::int64_t recordCount(const Document& document)
    {
        return static_cast<std::int64_t>(document.checkouts.size() + document.builds.size()
                                         + document.tests.size() + document.issues.size()
                                         + document.incidents.size());
    }

    /// Takes parsed documents to the store, commits batches and counts.
    class Intake {
    public:
        Intake(store::Writer& writer, const Options& options, const Observer& observer)
            : m_writer(writer)
            , m_options(options)
            , m_observer(observer)
        {
        }

        Result<void> take(Parsed&& parsed)
        {
            m_current = parsed.path;
            m_report.bytes += parsed.bytes;
            if (parsed.result) {
                CBOARD_TRY_VOID(store(parsed));
            } else {
                CBOARD_TRY_VOID(refuse(parsed, parsed.result.error()));
            }
            m_batchBytes += parsed.bytes;
            if (m_batchRecords >= m_options.batchTests || m_batchBytes >= BatchBytes) {
                CBOARD_TRY_VOID(commit());
            }
            observe();
            return {};
        }

        Result<void> commit()
        {
            m_batchRecords = 0;
            m_batchBytes = 0;
            CBOARD_TRY([[maybe_unused]] const auto generation, m_writer.commit());
            m_committed = m_report.accepted + m_report.unchanged + m_report.refusedCount;
            return {};
        }

        Report& report() { return m_report; }

        /// What is safe when the work ends early.
        Error explain(Error error) const
        {
            return withContext(std::move(error),
                               fmt::format("after {} documents were stored", m_committed));
        }

    private:
        Result<void> store(Parsed& parsed)
        {
            const store::DocumentSource source{parsed.path, parsed.contentHash, parsed.bytes};
            const auto outcome = m_writer.add(*parsed.result, *parsed.prepared, source,
                                              m_options.policy, m_options.arrival);
            if (!outcome && concernsDocumentOnly(outcome.error().kind)) {
                Refusal refusal;
                refusal.format = parsed.format;
                refusal.version = parsed.result->version;
                refusal.rule = "store";
                refusal.message = describe(outcome.error());
                parsed.canBeKept = false;
                return refuse(parsed, refusal);
            }
            if (!outcome) {
                return tl::unexpected<Error>(outcome.error());
            }
            ++(outcome->isUnchanged ? m_report.unchanged : m_report.accepted);
            for (std::size_t kind = 0; kind < RecordKindCount; ++kind) {
                m_report.records[kind] += outcome->changed[kind];
            }
            m_batchRecords += recordCount(*parsed.result);
            for (const auto& [key, count] : parsed.result->warnings) {
                log::write(log::Level::Info, "ingest",
                           fmt::format("warning={} count={} path={}", key, count, parsed.path));
            }
            return {};
        }

        Result<void> refuse(const Parsed& parsed, const Refusal& refusal)
        {
            if (parsed.canBeKept) {
                const store::DocumentSource source{parsed.path, parsed.contentHash, parsed.bytes};
                CBOARD_TRY_VOID(
                    m_writer.refuse(refusal, source, parsed.refusedBytes, m_options.arrival));
            }
            ++m_report.refusedCount;
            if (m_report.refused.size() < ReportedRefusals) {
                m_report.refused.push_back({parsed.path, refusal});
            }
            return {};
        }

        void observe()
        {
            const auto now = std::chrono::steady_clock::now();
            if (m_observer && now >= m_nextObservation) {
                m_nextObservation = now + ObserverPause;
                m_observer(m_report, m_current);
            }
        }

        store::Writer& m_writer;
        const Options& m_options;
        const Observer& m_observer;
        Report m_report;
        std::string m_current;
        std::int64_t m_batchRecords = 0;
        std::int64_t m_batchBytes = 0;
        std::int64_t m_committed = 0;
        std::chrono::steady_clock::time_point m_nextObservation;
    };

    /// Ends a run: what was added is committed, also after a cancel.
    Result<Report> finish(Intake& intake, const Result<void>& worked)
    {
        const bool isCancelled = !worked && worked.error().kind == ErrorKind::Cancelled;
        if (!worked && !isCancelled) {
            return tl::unexpected<Error>(intake.explain(worked.error()));
        }
        if (auto committed = intake.commit(); !committed) {
            return tl::unexpected<Error>(intake.explain(committed.error()));
        }
        intake.report().isCancelled = isCancelled;
        return std::move(intake.report());
    }

    Result<Report> write(store::Store& store, const std::vector<std::filesystem::path>& files,
                         const Options& options, const Observer& observer, const TaskContext& task)
    {
        CBOARD_TRY(const auto writer, store.writer(options.program, options.arrival));
        Intake intake(*writer, options, observer);
        const auto worked = parseFiles(
            files, pipelineOptions(options),
            [&intake](Parsed&& parsed) { return intake.take(std::move(parsed)); }, task);
        return finish(intake, worked);
    }

} // namespace

Result<Report> ingest(store::Store& store, const std::vector<std::filesystem::path>& paths,
                      const Options& options, const Observer& observer, const TaskContext& task)
{
    CBOARD_TRY(const auto files, listFiles(paths, task));
    if (options.isInline) {
        return write(store, files, options, observer, task);
    }
    // A thread of its own: a thread that gave its priority away may not take it back.
    Result<Report> report;
    std::thread writing([&] {
        becomeBackgroundThread("ingest-write", Background::Writing);
        report = write(store, files, options, observer, task);
    });
    writing.join();
    return report;
}

Result<void> validate(const std::vector<std::filesystem::path>& paths, const Options& options,
                      const std::function<void(const Verdict&)>& sink, const TaskContext& task)
{
    CBOARD_TRY(const auto files, listFiles(paths, task));
    const auto report = [&sink](Parsed&& parsed) -> Result<void> {
        Verdict verdict;
        verdict.path = std::move(parsed.path);
        verdict.format = std::move(parsed.format);
        verdict.isValid = parsed.result.has_value();
        if (parsed.result) {
            verdict.version = parsed.result->version;
        } else {
            verdict.refusal = std::move(parsed.result.error());
            verdict.version = verdict.refusal.version;
        }
        sink(verdict);
        return {};
    };
    PipelineOptions pipeline = pipelineOptions(options);
    pipeline.isForStore = false;
    return parseFiles(files, pipeline, report, task);
}

Result<RetryReport> retryRejects(store::Store& store, const std::vector<std::int64_t>& ids,
                                 const Options& options, const TaskContext& task)
{
    CBOARD_TRY(const auto rejects, store.rejects());
    CBOARD_TRY(const auto writer, store.writer(options.program, options.arrival));
    const Observer nobody;
    Intake intake(*writer, options, nobody);
    RetryReport retry;
    const auto retryOne = [&](const store::Reject& reject) -> Result<void> {
        CBOARD_TRY(const std::string bytes, store.rejectBytes(reject.id));
        bool isStillRefused = false;
        CBOARD_TRY_VOID(parseBytes(
            bytes, reject.path, pipelineOptions(options),
            [&](Parsed&& parsed) -> Result<void> {
                if (!parsed.result && parsed.path == reject.path) {
                    isStillRefused = true;
                    parsed.canBeKept = false; // it is kept already
                }
                return intake.take(std::move(parsed));
            },
            task));
        if (isStillRefused) {
            retry.stillRefused.push_back(reject.id);
            return {};
        }
        retry.accepted.push_back(reject.id);
        return writer->dropReject(reject.id);
    };
    Result<void> worked;
    const std::size_t wanted = ids.empty() ? rejects.size() : ids.size();
    for (const store::Reject& reject : rejects) {
        const bool isWanted =
            ids.empty() || std::find(ids.begin(), ids.end(), reject.id) != ids.end();
        if (isWanted && worked) {
            task.report(
                {static_cast<std::int64_t>(retry.accepted.size() + retry.stillRefused.size()),
                 static_cast<std::int64_t>(wanted), "ingest"});
            worked = task.check().and_then([&] { return retryOne(reject); });
        }
    }
    CBOARD_TRY(retry.report, finish(intake, worked));
    return retry;
}

} // namespace cboard::ingest
