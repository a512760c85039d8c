// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/log_analysis.h"

#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/logs/byte_source.h"
#include "core/logs/ordered_pieces.h"
#include "core/logs/run_reading.h"
#include "core/service/own_rules.h"
#include "core/store/revisions/finding_update.h"

#include <algorithm>
#include <unordered_map>

namespace cboard::service {

namespace {

    constexpr std::size_t TextsAtOnce = 256; ///< A transaction each.

    static_assert(static_cast<int>(logs::Severity::Error) == 2
                      && static_cast<int>(logs::Severity::Warning) == 3,
                  "found_error.severity numbers them so");

    /// Each fingerprint once, the worst first.
    std::vector<store::TextFindings::Error> distinctErrors(std::vector<logs::FoundError>&& found)
    {
        std::stable_sort(found.begin(), found.end(),
                         [](const logs::FoundError& a, const logs::FoundError& b) {
                             return a.severity < b.severity;
                         });
        std::vector<store::TextFindings::Error> errors;
        std::unordered_map<std::string, std::size_t> places;
        for (logs::FoundError& error : found) {
            if (error.severity > logs::Severity::Warning) {
                break;
            }
            const auto [place, isNew] = places.try_emplace(error.fingerprint.id, errors.size());
            if (!isNew) {
                errors[place->second].count += 1;
            } else if (errors.size() < MostFindings) {
                errors.push_back({.fingerprint = std::move(error.fingerprint.id),
                                  .fingerprintText = std::move(error.fingerprint.text),
                                  .kind = std::move(error.kind),
                                  .title = std::move(error.title),
                                  .severity = static_cast<int>(error.severity),
                                  .line = error.firstLine,
                                  .count = 1});
            } else {
                places.erase(place);
            }
        }
        return errors;
    }

    /// The last part of the run on the device; where it never began, the last of the dispatcher.
    std::string reachedStage(const std::vector<logs::Stage>& stages)
    {
        const logs::Stage* reached = nullptr;
        for (const logs::Stage& stage : stages) {
            const bool isBetter = reached == nullptr || reached->isOfDispatcher;
            if (stage.depth == 0 && (!stage.isOfDispatcher || isBetter)) {
                reached = &stage;
            }
        }
        if (reached == nullptr) {
            return {};
        }
        return reached->name.empty() ? reached->kind : reached->kind + ' ' + reached->name;
    }

    /// Counts up when the same rules find something else in the same text.
    constexpr std::string_view ReadingVersion = "2";

    struct Rules {
        std::shared_ptr<const logs::RuleSet> errors;
        std::shared_ptr<const logs::StageRules> stages;
    };

    class Analysis {
    public:
        Analysis(store::FindingWriter& writer, Rules rules, unsigned threads,
                 const TaskContext& task)
            : m_writer(writer)
            , m_rules(std::move(rules))
            , m_threads(threads)
            , m_task(task)
        {
        }

        Result<LogAnalysis> run()
        {
            CBOARD_TRY(const auto plan, m_writer.plan(m_task));
            std::int64_t revision = 0;
            for (const std::int64_t id : plan.revisions) {
                m_task.report({revision++, std::ssize(plan.revisions), "logs"});
                CBOARD_TRY_VOID(m_task.check());
                CBOARD_TRY(m_texts, m_writer.missing(id, m_task));
                CBOARD_TRY_VOID(readTexts());
            }
            CBOARD_TRY_VOID(m_writer.finish(plan));
            return m_done;
        }

    private:
        struct Read {
            store::TextFindings findings;
            std::optional<Error> error;
        };

        /// Those of one revision, on all threads.
        Result<void> readTexts()
        {
            using Texts = logs::OrderedPieces<Read>;
            Result<void> written;
            const auto makeWork = [this]() -> Texts::Work {
                return [this](std::uint64_t number, Read& read) { return analyze(number, read); };
            };
            const auto deliver = [this, &written](Read& read) {
                written = keep(read);
                return written.has_value();
            };
            const auto ran = Texts::run(m_threads, makeWork, deliver, m_task);
            CBOARD_TRY_VOID(written);
            CBOARD_TRY_VOID(flush()); // What is read stays read, also when the task was stopped.
            return ran;
        }

        Result<bool> analyze(std::uint64_t number, Read& read) const
        {
            if (number >= m_texts.size()) {
                return false;
            }
            const store::FindingWriter::Missing& missing = m_texts[number];
            read.findings = {.text = missing.text, .stage = {}, .errors = {}};
            read.error.reset();
            auto text = m_writer.read(missing.text, m_task);
            if (!text) {
                if (text.error().kind == ErrorKind::Cancelled) {
                    return tl::unexpected<Error>(text.error());
                }
                read.error = text.error();
                return true;
            }
            const auto source =
                logs::makeMemorySource(std::make_shared<const std::string>(std::move(*text)));
            const auto format = missing.format == LogFormat::LavaYaml ? logs::RowFormat::Lava
                                                                      : logs::RowFormat::Plain;
            const TaskContext quiet(m_task.stopToken()); // Progress counts revisions.
            CBOARD_TRY(auto run,
                       logs::readRun(*source, format, m_rules.errors, m_rules.stages, quiet));
            read.findings.errors = distinctErrors(std::move(run.errors.errors));
            read.findings.stage = reachedStage(run.stages);
            return true;
        }

        Result<void> keep(Read& read)
        {
            if (read.error) {
                ++m_done.unreadable;
                log::write(log::Level::Warning, "service", "analysis: " + describe(*read.error));
                return {};
            }
            ++m_done.texts;
            const auto& errors = read.findings.errors;
            m_done.withErrors += !errors.empty()
                    && errors.front().severity <= static_cast<int>(logs::Severity::Error)
                ? 1
                : 0;
            m_found.push_back(std::move(read.findings));
            return m_found.size() < TextsAtOnce ? Result<void>() : flush();
        }

        Result<void> flush()
        {
            if (m_found.empty()) {
                return {};
            }
            CBOARD_TRY_VOID(m_writer.write(m_found));
            m_found.clear();
            return {};
        }

        store::FindingWriter& m_writer;
        const Rules m_rules;
        const unsigned m_threads;
        const TaskContext& m_task;
        std::vector<store::FindingWriter::Missing> m_texts; ///< Of the revision at hand.
        std::vector<store::TextFindings> m_found; ///< Not written yet.
        LogAnalysis m_done;
    };

} // namespace

std::string findingRules(std::string_view ownRules)
{
    return toHex(hash128(std::string(ownRules) + std::string(logs::RuleSet::shippedText()) + '\0'
                         + std::string(logs::StageRules::shippedText()) + '\0'
                         + logs::fingerprintOf({}).id + std::string(ReadingVersion)));
}

Result<LogAnalysis> analyzeLogs(const std::filesystem::path& storeFile, unsigned threads,
                                const TaskContext& task)
{
    Rules rules;
    CBOARD_TRY(rules.errors, logRules(storeFile, task));
    CBOARD_TRY(const std::string own, ownRulesText(storeFile));
    CBOARD_TRY(rules.stages, logs::StageRules::shipped(task));
    CBOARD_TRY(const auto writer,
               store::FindingWriter::open(storeFile, findingRules(own), threads));
    return Analysis(*writer, std::move(rules), threads, task).run();
}

} // namespace cboard::service
