// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/prepared_document.h"

#include "core/store/rows/test_key.h"
#include "core/store/rows/test_template.h"
#include "core/store/rows/varint.h"

namespace cboard::store {

PreparedDocument DocumentPreparer::prepare(const Document& document)
{
    PreparedDocument prepared;
    m_excerpts.clear();
    const auto addParents = [&](const auto& records) {
        for (const auto& record : records) {
            if (record.logExcerpt) {
                prepared.parentExcerpts.push_back(
                    packed(*record.logExcerpt, hash128(*record.logExcerpt), prepared.arena));
            }
        }
    };
    addParents(document.checkouts);
    addParents(document.builds);
    prepared.tests.reserve(document.tests.size());
    for (const Test& test : document.tests) {
        add(test, prepared);
    }
    addLogs(document, prepared);
    return prepared;
}

PreparedDocument DocumentPreparer::prepare(const Test& test)
{
    PreparedDocument prepared;
    m_excerpts.clear();
    add(test, prepared);
    return prepared;
}

PreparedExcerpt DocumentPreparer::packed(std::string_view text, const Hash128& hash, Arena& arena)
{
    return {text, hash, arena.copy(m_compressor.compress(text, Compressor::Effort::Fast))};
}

void DocumentPreparer::add(const Test& test, PreparedDocument& prepared)
{
    const IdPattern id = idPattern(test.id, test.path.value_or(std::string_view()), true);
    PreparedTest own;
    own.wantedKey = wantedTestKey(test.id);
    own.idTail = id.tail;
    own.job = addJob(test, id.pattern, prepared);
    if (test.logExcerpt) {
        own.excerpt = addExcerpt(*test.logExcerpt, prepared);
    }
    prepared.tests.push_back(own);
}

std::uint32_t DocumentPreparer::addJob(const Test& test, std::string_view idPattern,
                                       PreparedDocument& prepared)
{
    if (test.startTime && test.startTime->text != m_lastTimeText) {
        m_lastTimeText = test.startTime->text;
        m_lastTimeStyle = timeStyle(*test.startTime).value_or(std::string());
    }
    const std::string_view style = test.startTime ? m_lastTimeStyle : std::string_view();
    // A reader derives the lab from the content; a job is held to it all the same.
    m_content.clear();
    appendBytes(m_content, test.lab);
    const std::size_t start = m_content.size();
    encodeJobFields(test, m_content);
    const std::string_view content = std::string_view(m_content).substr(start);
    if (!prepared.jobs.empty()) {
        const PreparedJob& last = prepared.jobs.back();
        if (last.content == content && last.idPattern == idPattern && last.timeStyle == style
            && last.lab == test.lab && last.platform == test.platform) {
            return static_cast<std::uint32_t>(prepared.jobs.size() - 1);
        }
    }
    PreparedJob job;
    job.hash = hash128(m_content);
    job.content = prepared.arena.copy(content);
    job.idPattern = prepared.arena.copy(idPattern);
    job.timeStyle = prepared.arena.copy(style);
    job.origin = test.origin;
    job.lab = test.lab;
    job.platform = test.platform;
    job.hasLogUrl = test.logUrl.has_value();
    prepared.jobs.push_back(job);
    return static_cast<std::uint32_t>(prepared.jobs.size() - 1);
}

std::uint32_t DocumentPreparer::addExcerpt(std::string_view text, PreparedDocument& prepared)
{
    auto& excerpts = prepared.excerpts;
    if (!excerpts.empty() && excerpts.back().text.data() == text.data()
        && excerpts.back().text.size() == text.size()) {
        return static_cast<std::uint32_t>(excerpts.size() - 1); // Readers share equal values.
    }
    const auto next = static_cast<std::uint32_t>(excerpts.size());
    const Hash128 hash = hash128(text);
    const auto [known, isNew] = m_excerpts.emplace(hash, next);
    if (isNew) {
        excerpts.push_back(packed(text, hash, prepared.arena));
    }
    return known->second;
}

void DocumentPreparer::addLogs(const Document& document, PreparedDocument& prepared)
{
    // Readers attach one view to all whose log it is; equal texts elsewhere meet in the store.
    std::unordered_map<const char*, std::uint32_t> known;
    prepared.logOf.reserve(document.logs.size());
    for (const LogAttachment& log : document.logs) {
        const auto next = static_cast<std::uint32_t>(prepared.logs.size());
        const auto [place, isNew] = known.emplace(log.text.data(), next);
        const bool isSame = !isNew
            && prepared.logs[place->second].bytes == static_cast<std::int64_t>(log.text.size());
        if (!isSame) {
            prepared.logs.push_back(packLog(log.text));
        }
        prepared.logOf.push_back(isSame ? place->second : next);
    }
}

} // namespace cboard::store
