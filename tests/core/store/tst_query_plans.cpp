// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_keys.h"
#include "core/store/queries/log_query.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/sqlite/database.h"
#include "plain_query.h"

#include <QTest>

#include <set>
#include <sqlite3.h>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::store;

/// No query reads a big table from end to end. Runs every query, then asks SQLite for the plan of
/// each statement that was prepared on the way.
class QueryPlansTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void noStatementScansABigTable_data();
    void noStatementScansABigTable();

private:
    void runLists(const QueryContext& context, const query::Common& common, std::int64_t revision);
    void runMatrices(const QueryContext& context, const query::Common& common,
                     std::int64_t revision);
    void runRecords(const QueryContext& context);
    void runAnswers(const QueryContext& context, std::int64_t revision);

    const query::BranchKey m_branch{"mainline", "master", {}};
    StoreFixture m_fixture;
    PlainData m_data;
    std::unique_ptr<Database> m_database;
    std::set<std::string> m_statements;
};

void QueryPlansTest::runLists(const QueryContext& context, const query::Common& common,
                              std::int64_t revision)
{
    QVERIFY(queryTrees(context, {common}));
    QVERIFY(queryRevisions(context, {common, m_branch, 30}));
    QVERIFY(queryRevision(context, {common, revision}));
    QVERIFY(queryFindRevision(context, {common, m_branch, "HEAD"}));
    QVERIFY(queryBuilds(context, {common, revision}));
    QVERIFY(queryTests(context, {common, revision}));
    QVERIFY(queryTestTree(context, {common, revision}));
    QVERIFY(queryRevisionIssues(context, {common, revision}));
}

void QueryPlansTest::runMatrices(const QueryContext& context, const query::Common& common,
                                 std::int64_t revision)
{
    for (const auto kind :
         {query::MatrixKind::Build, query::MatrixKind::Boot, query::MatrixKind::Test}) {
        query::MatrixRequest matrix;
        matrix.common = common;
        matrix.kind = kind;
        matrix.branch = m_branch;
        QVERIFY(queryMatrix(context, matrix));
        matrix.revision = revision;
        QVERIFY(queryMatrix(context, matrix));
        matrix.rows = {query::Dimension::Suite};
        QVERIFY(queryMatrix(context, matrix));
    }
    query::HistoryRequest history;
    history.common = common;
    history.branch = m_branch;
    history.path = "ltp.mm";
    QVERIFY(queryHistory(context, history));
    history.platform = "meson-g12b";
    QVERIFY(queryHistory(context, history));
    query::CompletionRequest completion;
    completion.common = common;
    completion.branch = m_branch;
    QVERIFY(queryCompletion(context, completion));
}

void QueryPlansTest::runRecords(const QueryContext& context)
{
    for (const auto& [kind, id] : {std::pair(RecordKind::Test, m_data.tests.front().id),
                                   {RecordKind::Build, m_data.builds.front().id},
                                   {RecordKind::Checkout, m_data.checkouts.front().id}}) {
        QVERIFY(queryRecord(context, {m_fixture.common(), kind, id}));
    }
    QVERIFY(queryLog(context, {RecordKind::Test, m_data.tests.front().id}));
    QVERIFY(queryLog(context, {RecordKind::Build, m_data.builds.front().id}));
    QVERIFY(querySearch(context, {m_fixture.common(), "deadbeef", 8}));
    QVERIFY(queryIssues(context, {m_fixture.common()}));
}

void QueryPlansTest::runAnswers(const QueryContext& context, std::int64_t revision)
{
    query::VerdictsRequest verdicts;
    verdicts.common = m_fixture.common();
    verdicts.branch = m_branch;
    QVERIFY(queryVerdicts(context, verdicts));
    QVERIFY(queryProblems(context, {m_fixture.common(), revision}));
    QVERIFY(queryGroups(
        context,
        {m_fixture.common(), revision, query::MatrixKind::Test, {query::Dimension::Suite}}));
    query::RelaxationsRequest relaxations;
    relaxations.common = m_fixture.common("arch:arm64 status:fail");
    relaxations.revision = revision;
    QVERIFY(queryRelaxations(context, relaxations));
    for (const query::FilterKey key : query::filterKeys()) {
        query::CompletionRequest completion;
        completion.common = m_fixture.common();
        completion.key = key;
        completion.branch = m_branch;
        QVERIFY(queryCompletion(context, completion));
    }
}

void QueryPlansTest::initTestCase()
{
    m_data = randomData(3, 3, 8);
    m_fixture.add(m_data);
    auto database = Database::open(m_fixture.file(), Database::Mode::ReadOnly);
    QVERIFY(database);
    m_database = std::move(*database);
    Dictionary names;
    QVERIFY(names.refresh(*m_database));
    RecordDecoder decoder(*m_database, names);
    const TaskContext task;
    OutcomeCache outcomes;
    const QueryContext context{*m_database, names, decoder, outcomes, task, 1};
    const auto revision = queryFindRevision(context, {m_fixture.common(), m_branch, "HEAD"});
    QVERIFY(revision);
    for (const char* filter :
         {"", "arch:arm64 lab:lab-a", "path:ltp* origin:maestro", "boot", "issue:none",
          "status:fail dur:>3", "is:new", "compat:x source:x log:x", "sig:x note:x mark:x"}) {
        runLists(context, m_fixture.common(filter), revision->id);
        runMatrices(context, m_fixture.common(filter), revision->id);
    }
    runRecords(context);
    runAnswers(context, revision->id);
    for (sqlite3_stmt* statement = sqlite3_next_stmt(m_database->handle(), nullptr);
         statement != nullptr; statement = sqlite3_next_stmt(m_database->handle(), statement)) {
        m_statements.insert(sqlite3_sql(statement));
    }
    QVERIFY(m_statements.size() > 20);
}

void QueryPlansTest::noStatementScansABigTable_data()
{
    QTest::addColumn<QByteArray>("sql");
    for (const std::string& sql : m_statements) {
        if (sql.starts_with("SELECT")) {
            QTest::newRow(sql.c_str()) << QByteArray(sql.c_str());
        }
    }
}

void QueryPlansTest::noStatementScansABigTable()
{
    QFETCH(QByteArray, sql);
    // Small tables, each read whole for one reason: revisions by text and hash (search), issues for
    // their list and by free text, incidents for what they name, documents for their folders.
    const std::set<std::string> mayBeScanned = {"revision", "issue", "incident", "document"};
    auto plan = m_database->prepare("EXPLAIN QUERY PLAN " + sql.toStdString());
    QVERIFY(plan);
    while (plan->step().value_or(false)) {
        const std::string line(plan->text(3));
        if (!line.starts_with("SCAN ") || line == "SCAN CONSTANT ROW") {
            continue;
        }
        const std::string table = line.substr(5, line.find(' ', 5) - 5);
        QVERIFY2(mayBeScanned.count(table) == 1, line.c_str());
        QVERIFY2(table != "revision" || sql.contains("subject FROM revision")
                     || sql.contains("hash FROM revision"),
                 line.c_str());
    }
}

QTEST_GUILESS_MAIN(QueryPlansTest)
#include "tst_query_plans.moc"
