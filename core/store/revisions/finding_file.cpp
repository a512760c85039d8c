// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/finding_file.h"

#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/query_context.h"
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"

namespace cboard::store {

namespace {

    /// What is less bad than an error does not make a run fail.
    constexpr std::int64_t LeastSeverity = 2;

    /// The file when it is of this store and this version, else null.
    Result<std::unique_ptr<Database>> openOf(Database& store)
    {
        const auto path = FindingFile::fileFor(store.file());
        std::error_code ignored;
        if (!std::filesystem::exists(path, ignored)) {
            return nullptr;
        }
        CBOARD_TRY(auto file, Database::open(path, Database::Mode::ReadOnly));
        CBOARD_TRY(const std::int64_t version, versionOf(*file));
        if (version != std::ssize(findingMigrationTexts())) {
            return nullptr;
        }
        CBOARD_TRY(const std::string identity, OutcomeFile::identityOf(store));
        CBOARD_TRY(auto row, file->prepare("SELECT value FROM meta WHERE key = 'store'"));
        CBOARD_TRY(const bool hasRow, row.step());
        const bool isOurs = hasRow && !identity.empty() && row.text(0) == identity;
        row = {};
        return isOurs ? std::move(file) : nullptr;
    }

    Result<bool> isWhole(const std::filesystem::path& storeFile)
    {
        CBOARD_TRY(const auto store, Database::open(storeFile, Database::Mode::ReadOnly));
        CBOARD_TRY(const auto file, openOf(*store));
        if (!file) {
            return false;
        }
        CBOARD_TRY(const std::int64_t known,
                   file->scalar("SELECT value FROM meta WHERE key = 'generation'"));
        CBOARD_TRY(const std::int64_t touched, lastTouch(*store));
        return known >= touched;
    }

} // namespace

bool areFindingsWhole(const std::filesystem::path& storeFile)
{
    return isWhole(storeFile).value_or(false);
}

Result<std::int64_t> lastTouch(Database& store)
{
    return store.scalar("SELECT generation FROM change WHERE revision <> 0"
                        " ORDER BY generation DESC LIMIT 1");
}

Result<std::optional<FailureText>> failureTextOf(Database& store, RecordKind kind, std::int64_t row)
{
    CBOARD_TRY(auto logs,
               store.prepare("SELECT log FROM record_log WHERE kind = ?1 AND record = ?2"));
    CBOARD_TRY(const bool hasLog, logs.bindAll(static_cast<int>(kind), row).step());
    if (hasLog) {
        return FailureText{FailureText::Kind::Log, logs.integer(0)};
    }
    CBOARD_TRY(auto excerpts,
               store.prepare(kind == RecordKind::Build
                                 ? "SELECT excerpt FROM build WHERE id = ?1"
                                 : "SELECT excerpt FROM test WHERE key = ?1"));
    CBOARD_TRY(const bool hasRow, excerpts.bind(1, row).step());
    if (!hasRow || excerpts.isNull(0)) {
        return std::nullopt;
    }
    return FailureText{FailureText::Kind::Excerpt, excerpts.integer(0)};
}

FindingFile::FindingFile(const QueryContext& context, std::unique_ptr<Database> file)
    : m_context(context)
    , m_file(std::move(file))
{
}

FindingFile::~FindingFile() = default;

std::filesystem::path FindingFile::fileFor(const std::filesystem::path& storeFile)
{
    return storeFile.string() + ".findings";
}

std::unique_ptr<FindingFile> FindingFile::open(const QueryContext& context)
{
    auto file = openOf(context.database);
    if (!file || !*file) {
        return nullptr; // Questions are answered without it.
    }
    return std::unique_ptr<FindingFile>(new FindingFile(context, std::move(*file)));
}

Result<std::optional<KnownError>> FindingFile::worstOf(RecordKind kind, std::int64_t row)
{
    CBOARD_TRY(const auto text, failureTextOf(m_context.database, kind, row));
    if (!text) {
        return std::nullopt;
    }
    return worstIn(*text).value_or(std::nullopt); // Damage to this file hinders no question.
}

Result<std::optional<KnownError>> FindingFile::worstIn(const FailureText& text)
{
    CBOARD_TRY(auto errors,
               m_file->prepare("SELECT fingerprint.name, found_error.title FROM found_error"
                               " JOIN fingerprint ON fingerprint.id = found_error.fingerprint"
                               " WHERE found_error.text = ?1 AND place = 0 AND severity <= ?2"));
    CBOARD_TRY(const bool hasError, errors.bindAll(text.key(), LeastSeverity).step());
    if (!hasError) {
        return std::nullopt;
    }
    return KnownError{std::string(errors.text(0)), std::string(errors.text(1))};
}

Result<std::optional<query::LogFindings>> FindingFile::findingsOf(RecordKind kind, std::int64_t row)
{
    CBOARD_TRY(const auto text, failureTextOf(m_context.database, kind, row));
    if (!text) {
        return std::nullopt;
    }
    return findingsIn(*text).value_or(std::nullopt); // Damage to this file hinders no question.
}

Result<std::optional<query::LogFindings>> FindingFile::findingsIn(const FailureText& text)
{
    CBOARD_TRY(auto read,
               m_file->prepare("SELECT (SELECT value FROM meta WHERE key = 'rules')"
                               " FROM text_read WHERE text = ?1"));
    CBOARD_TRY(const bool isRead, read.bindAll(text.key()).step());
    if (!isRead) {
        return std::nullopt;
    }
    query::LogFindings findings;
    findings.rules = read.text(0);
    CBOARD_TRY(auto errors,
               m_file->prepare("SELECT fingerprint.name, fingerprint.kind, title, severity, line,"
                               " count FROM found_error"
                               " JOIN fingerprint ON fingerprint.id = found_error.fingerprint"
                               " WHERE found_error.text = ?1 ORDER BY place"));
    errors.bindAll(text.key());
    CBOARD_TRY_VOID(forEachRow(errors, [&findings](const Statement& row) -> Result<void> {
        findings.errors.push_back({.fingerprint = std::string(row.text(0)),
                                   .kind = std::string(row.text(1)),
                                   .title = std::string(row.text(2)),
                                   .severity = static_cast<int>(row.integer(3)),
                                   .line = row.integer(4),
                                   .count = row.integer(5)});
        return {};
    }));
    return findings;
}

Result<std::optional<std::string>> FindingFile::breakdownIn(const FailureText& text)
{
    constexpr std::int64_t Critical = 1;
    auto errors = m_file->prepare("SELECT found_error.title FROM found_error"
                                  " JOIN fingerprint ON fingerprint.id = found_error.fingerprint"
                                  " WHERE found_error.text = ?1"
                                  " AND (severity <= ?2 OR kind = 'lava.timeout')"
                                  " ORDER BY place LIMIT 1");
    if (!errors || !errors->bindAll(text.key(), Critical).step().value_or(false)) {
        return std::nullopt; // Damage to this file hinders no question.
    }
    return std::string(errors->text(0));
}

Result<std::string> FindingFile::stageOf(RecordKind kind, std::int64_t row)
{
    CBOARD_TRY(const auto text, failureTextOf(m_context.database, kind, row));
    return text ? stageIn(*text).value_or(std::string()) : std::string();
}

Result<std::string> FindingFile::stageIn(const FailureText& text)
{
    CBOARD_TRY(auto read, m_file->prepare("SELECT stage FROM text_read WHERE text = ?1"));
    CBOARD_TRY(const bool isRead, read.bindAll(text.key()).step());
    return isRead ? std::string(read.text(0)) : std::string();
}

} // namespace cboard::store
