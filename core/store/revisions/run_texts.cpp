// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/run_texts.h"

#include "core/store/log_packs.h"
#include "core/store/revisions/json_text.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>

namespace cboard::store {

namespace {

    using query::FilterKey;

    constexpr int BuildRecord = 1; // As in table record_log.
    constexpr int TestRecord = 2;
    /// Longer texts are not looked through: they would take the memory of everything else.
    constexpr std::int64_t MostLogBytes = 256 << 20;

    bool matchesTexts(const TextTerm& term, const std::vector<std::string>& texts)
    {
        const std::vector<std::string_view> views(texts.begin(), texts.end());
        return term.matcher.matchesAnyOf(views) != term.term.isNegated;
    }

} // namespace

std::vector<std::string> socOf(const std::vector<std::string>& compatibles)
{
    if (compatibles.empty()) {
        return {};
    }
    const std::string& whole = compatibles.back();
    return {whole, whole.substr(whole.find(',') + 1)};
}

Result<const RunTexts::Texts*> RunTexts::compatibles(const TestColumns& columns)
{
    const auto [place, isNew] = m_compatibles.try_emplace(columns.job);
    if (isNew) {
        CBOARD_TRY(const auto test, m_context.decoder.test(columns.key)); // Its whole row.
        if (test.environmentCompatible) {
            place->second = textsOfJsonList(test.environmentCompatible->text);
        }
        m_context.decoder.clear();
    }
    return &place->second;
}

Result<const RunTexts::Texts*> RunTexts::sourceOf(std::int64_t document)
{
    const auto [place, isNew] = m_sources.try_emplace(document);
    if (isNew) {
        CBOARD_TRY(auto rows,
                   m_context.database.prepare("SELECT folder, name FROM document WHERE id = ?1"));
        rows.bind(1, document);
        CBOARD_TRY(const bool hasRow, rows.step());
        if (hasRow) {
            std::string path(m_context.names.name(NameKind::Folder, rows.integer(0)));
            path += rows.text(1);
            place->second = {path, std::string(rows.text(1))};
        }
    }
    return &place->second;
}

Result<bool> RunTexts::matchesText(std::size_t term, std::string_view text)
{
    auto place = m_matchers.find(term);
    if (place == m_matchers.end()) {
        CBOARD_TRY(query::LogMatcher matcher,
                   query::LogMatcher::create(m_plan.textTerms()[term].term));
        place = m_matchers.emplace(term, std::move(matcher)).first;
    }
    return place->second.matches(text, m_context.task);
}

Result<bool> RunTexts::matchesStoredLog(std::size_t term, int kind, std::int64_t record)
{
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT log.id, log.hash, log.pack, log.position,"
                                          " log.stored, log.bytes"
                                          " FROM record_log JOIN log ON log.id = record_log.log"
                                          " WHERE record_log.kind = ?1"
                                          " AND record_log.record = ?2"));
    rows.bindAll(kind, record);
    CBOARD_TRY(const bool hasRow, rows.step());
    if (!hasRow || rows.integer(5) > MostLogBytes) {
        return false;
    }
    auto& known = m_logs[rows.integer(0)];
    known.resize(m_plan.textTerms().size());
    if (!known[term]) {
        CBOARD_TRY_VOID(m_context.task.check());
        const LogPlace place{hashOf(rows.blob(1)), rows.integer(2), rows.integer(3),
                             rows.integer(4), rows.integer(5)};
        CBOARD_TRY(const std::string text,
                   readLog(m_context.database.file(), place, m_context.task));
        CBOARD_TRY(known[term], matchesText(term, text));
    }
    return *known[term];
}

Result<bool> RunTexts::matchesLogs(std::size_t term, int kind, std::int64_t record,
                                   std::optional<std::int64_t> excerpt)
{
    if (excerpt) {
        auto& known = m_logs[-*excerpt];
        known.resize(m_plan.textTerms().size());
        if (!known[term]) {
            CBOARD_TRY(const std::string_view text, m_context.decoder.excerpt(*excerpt));
            CBOARD_TRY(known[term], matchesText(term, text));
            m_context.decoder.clear();
        }
        if (*known[term]) {
            return true;
        }
    }
    return matchesStoredLog(term, kind, record);
}

Result<bool> RunTexts::matchesRun(const TestColumns& columns)
{
    const auto& terms = m_plan.textTerms();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const FilterKey key = terms[i].term.key;
        bool isMatch = false;
        if (key == FilterKey::Log) {
            CBOARD_TRY(const bool isFound,
                       matchesLogs(i, TestRecord, columns.key, columns.excerpt));
            isMatch = isFound != terms[i].term.isNegated;
        } else if (key == FilterKey::Source) {
            CBOARD_TRY(const std::int64_t document, m_context.decoder.testDocument(columns));
            CBOARD_TRY(const Texts* texts, sourceOf(document));
            isMatch = matchesTexts(terms[i], *texts);
        } else {
            CBOARD_TRY(const Texts* texts, compatibles(columns));
            isMatch = matchesTexts(terms[i], key == FilterKey::Soc ? socOf(*texts) : *texts);
        }
        if (!isMatch) {
            return false;
        }
    }
    return true;
}

Result<bool> RunTexts::matchesBuild(std::int64_t build)
{
    const auto& terms = m_plan.textTerms();
    if (terms.empty()) {
        return true;
    }
    CBOARD_TRY(auto rows,
               m_context.database.prepare("SELECT excerpt, document FROM build WHERE id = ?1"));
    rows.bind(1, build);
    CBOARD_TRY(const bool hasRow, rows.step());
    if (!hasRow) {
        return false;
    }
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const FilterKey key = terms[i].term.key;
        bool isMatch = false;
        if (key == FilterKey::Log) {
            CBOARD_TRY(const bool isFound,
                       matchesLogs(i, BuildRecord, build, rows.optionalInteger(0)));
            isMatch = isFound != terms[i].term.isNegated;
        } else if (key == FilterKey::Source) {
            CBOARD_TRY(const Texts* texts, sourceOf(rows.integer(1)));
            isMatch = matchesTexts(terms[i], *texts);
        } else { // A build has no board.
            isMatch = matchesTexts(terms[i], {});
        }
        if (!isMatch) {
            return false;
        }
    }
    return true;
}

} // namespace cboard::store
