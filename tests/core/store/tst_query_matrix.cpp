// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plain_query.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <tuple>

using namespace cboard;
using namespace cboard::test;
using query::CellMark;
using query::Dimension;
using query::MatrixKind;

/// Matrices and histories against loops over the plain records.
class QueryMatrixTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cellsCountAsThePlainRecordsDo_data();
    void cellsCountAsThePlainRecordsDo();
    void oneRevisionHasItsOwnAxes();
    void marksCanBeAskedFor();
    void marksSurviveAFilterOnFailures();
    void badAxesAreRefused();
    void historyIsEachRunOfTheCell_data();
    void historyIsEachRunOfTheCell();
    void buildHistoryIsEachBuildOfTheCell();

private:
    query::MatrixRequest request(MatrixKind kind) const;

    StoreFixture m_fixture;
    PlainData m_data;
    std::vector<std::string> m_commits; ///< mainline/master, newest first.
};

void QueryMatrixTest::initTestCase()
{
    m_data = randomData(23, 9, 20);
    m_fixture.add(m_data);
    m_commits = plainRevisions(m_data, "mainline", "master");
}

query::MatrixRequest QueryMatrixTest::request(MatrixKind kind) const
{
    query::MatrixRequest request;
    request.common = m_fixture.common();
    request.kind = kind;
    request.branch = {"mainline", "master", {}};
    request.lastRevisions = 4;
    return request;
}

namespace {

/// Row, column, lab.
using CellKey = std::tuple<std::vector<std::string>, std::vector<std::string>, std::string>;

/// What a run has in a dimension; a revision by its commit.
std::string valueOf(Dimension dimension, const PlainRun& run)
{
    switch (dimension) {
    case Dimension::Platform:
        return run.test->platform;
    case Dimension::Revision:
        return run.checkout->commit;
    case Dimension::Config:
        return run.build->config;
    case Dimension::Arch:
        return run.build->arch;
    case Dimension::Compiler:
        return run.build->compiler;
    case Dimension::Lab:
        return plainLab(*run.test);
    case Dimension::Origin:
        return run.test->origin;
    case Dimension::Path:
        return run.test->path;
    case Dimension::Suite:
        return run.test->path.substr(0, run.test->path.find('.'));
    }
    return {};
}

std::vector<std::string> valuesOf(const std::vector<Dimension>& dimensions, const PlainRun& run)
{
    std::vector<std::string> values;
    for (const Dimension dimension : dimensions) {
        values.push_back(valueOf(dimension, run));
    }
    return values;
}

/// Header fields, with the commit in place of the name that a revision is shown by.
std::vector<std::string> keyOf(const query::MatrixHeader& header,
                               const std::vector<std::string>& fields)
{
    std::vector<std::string> values = header.fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i] == "revision") {
            values[i] = header.revision->commit;
        }
    }
    return values;
}

struct MatrixCase {
    const char* name;
    MatrixKind kind;
    std::vector<Dimension> rows;
    std::vector<Dimension> columns;
    const char* filter;
    RunPredicate wants;
};

std::vector<MatrixCase> matrixCases()
{
    using D = Dimension;
    using Run = const PlainRun&;
    const auto all = [](Run) { return true; };
    const auto isArm = [](Run r) { return r.build->arch == "arm64"; };
    const auto isNfs = [](Run r) { return r.test->path.find("nfs") != std::string::npos; };
    const auto isRk = [](Run r) { return r.test->platform.starts_with("rk3399"); };
    return {
        {"boots", MatrixKind::Boot, {D::Platform}, {D::Revision}, "", all},
        {"boots of a board", MatrixKind::Boot, {D::Platform}, {D::Revision}, "board:rk*", isRk},
        {"boots by path", MatrixKind::Boot, {D::Path}, {D::Config, D::Compiler}, "", all},
        {"boots with a word", MatrixKind::Boot, {D::Platform}, {D::Revision}, "nfs", isNfs},
        {"tests by path", MatrixKind::Test, {D::Path}, {D::Platform}, "", all},
        {"tests by suite", MatrixKind::Test, {D::Suite}, {D::Revision}, "", all},
        {"tests by suite and board", MatrixKind::Test, {D::Suite}, {D::Platform}, "", all},
        {"filtered suites", MatrixKind::Test, {D::Suite}, {D::Revision}, "arch:arm64", isArm},
        {"tests by lab", MatrixKind::Test, {D::Platform, D::Arch}, {D::Lab}, "", all},
        {"tests by origin", MatrixKind::Test, {D::Platform}, {D::Origin, D::Revision}, "", all},
        {"builds", MatrixKind::Build, {D::Config}, {D::Arch, D::Compiler}, "", all},
        {"build history", MatrixKind::Build, {D::Config, D::Arch}, {D::Revision}, "", all},
    };
}

std::vector<PlainRun> resultsOf(const PlainData& data, const std::string& commit, MatrixKind kind)
{
    static const PlainTest noTest;
    std::vector<PlainRun> results;
    if (kind == MatrixKind::Build) {
        for (const PlainResult& build : plainBuilds(data, commit)) {
            results.push_back({&noTest, build.build, build.checkout, build.status});
        }
        return results;
    }
    for (const PlainRun& run : plainRuns(data, commit)) {
        if (isPlainBoot(*run.test) == (kind == MatrixKind::Boot)) {
            results.push_back(run);
        }
    }
    return results;
}

} // namespace

void QueryMatrixTest::cellsCountAsThePlainRecordsDo_data()
{
    QTest::addColumn<int>("index");
    const auto cases = matrixCases();
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QTest::newRow(cases[i].name) << int(i);
    }
}

void QueryMatrixTest::cellsCountAsThePlainRecordsDo()
{
    QFETCH(int, index);
    const MatrixCase wanted = matrixCases().at(std::size_t(index));
    query::MatrixRequest asked = request(wanted.kind);
    asked.common = m_fixture.common(wanted.filter);
    asked.rows = wanted.rows;
    asked.columns = wanted.columns;

    std::map<CellKey, StatusCounts> expected;
    for (std::size_t i = 0; i < 4; ++i) {
        for (const PlainRun& run : resultsOf(m_data, m_commits[i], wanted.kind)) {
            if (wanted.wants(run)) {
                const std::string lab =
                    wanted.kind == MatrixKind::Boot ? plainLab(*run.test) : std::string();
                const CellKey key{valuesOf(wanted.rows, run), valuesOf(wanted.columns, run), lab};
                ++expected[key][run.status];
            }
        }
    }

    const auto matrix = must(m_fixture.engine().matrix(asked, {}));
    QVERIFY(!expected.empty());
    QCOMPARE(matrix->cells.size(), expected.size());
    std::tuple<int, int, std::string> last{-1, -1, {}};
    for (const query::MatrixCell& cell : matrix->cells) {
        const CellKey key{keyOf(matrix->rows.at(std::size_t(cell.row)), matrix->rowFields),
                          keyOf(matrix->columns.at(std::size_t(cell.column)), matrix->columnFields),
                          cell.lab};
        const auto place = expected.find(key);
        QVERIFY(place != expected.end());
        QVERIFY(cell.counts == place->second);
        QCOMPARE(cell.status, place->second.worst());
        const std::tuple<int, int, std::string> at{cell.row, cell.column, cell.lab};
        QVERIFY(last < at);
        last = at;
        QVERIFY(!cell.recordId.empty() || wanted.rows.front() == Dimension::Suite);
    }
}

void QueryMatrixTest::oneRevisionHasItsOwnAxes()
{
    query::MatrixRequest asked = request(MatrixKind::Build);
    const auto boots = must(m_fixture.engine().matrix(request(MatrixKind::Boot), {}));
    asked.revision = boots->columns.at(1).revision->id;
    const auto matrix = must(m_fixture.engine().matrix(asked, {}));
    QVERIFY(matrix->rowFields == std::vector<std::string>{"config"});
    QVERIFY((matrix->columnFields == std::vector<std::string>{"arch", "compiler"}));
    std::int64_t count = 0;
    for (const query::MatrixHeader& row : matrix->rows) {
        count += row.counts.total();
    }
    QCOMPARE(count, std::int64_t(plainBuilds(m_data, m_commits.at(1)).size()));
    QCOMPARE(matrix->info.shownRows, count);
    QCOMPARE(matrix->info.totalRows, count);
}

void QueryMatrixTest::marksCanBeAskedFor()
{
    query::MatrixRequest asked = request(MatrixKind::Boot);
    const auto all = must(m_fixture.engine().matrix(asked, {}));
    for (const auto& [filter, mark] : {std::pair("is:new", CellMark::New),
                                       {"is:labconflict", CellMark::LabConflict},
                                       {"is:mixed", CellMark::Mixed}}) {
        asked.common = m_fixture.common(filter);
        const auto some = must(m_fixture.engine().matrix(asked, {}));
        std::size_t marked = 0;
        for (const query::MatrixCell& cell : all->cells) {
            marked += cell.hasMark(mark) ? 1U : 0U;
        }
        QCOMPARE(some->cells.size(), marked);
        for (const query::MatrixCell& cell : some->cells) {
            QVERIFY(cell.hasMark(mark));
        }
    }
}

void QueryMatrixTest::marksSurviveAFilterOnFailures()
{
    query::MatrixRequest asked = request(MatrixKind::Boot);
    asked.common = m_fixture.common("is:new");
    const auto marked = must(m_fixture.engine().matrix(asked, {}));
    asked.common = m_fixture.common("is:new status:fail");
    const auto failed = must(m_fixture.engine().matrix(asked, {}));
    QCOMPARE(failed->cells.size(), marked->cells.size());
    for (const query::MatrixCell& cell : failed->cells) {
        QCOMPARE(cell.counts.total(), cell.counts[StatusClass::Fail]);
    }
}

void QueryMatrixTest::badAxesAreRefused()
{
    query::MatrixRequest asked = request(MatrixKind::Boot);
    asked.rows = {Dimension::Platform, Dimension::Platform};
    QCOMPARE(m_fixture.engine().matrix(asked, {}).error().kind, ErrorKind::Invalid);
    asked.rows = {Dimension::Platform, Dimension::Lab, Dimension::Path, Dimension::Arch,
                  Dimension::Config};
    QCOMPARE(m_fixture.engine().matrix(asked, {}).error().kind, ErrorKind::Invalid);
    asked.rows.clear();
    asked.branch.branch = "nosuch";
    QVERIFY(must(m_fixture.engine().matrix(asked, {}))->cells.empty());
}

void QueryMatrixTest::historyIsEachRunOfTheCell_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("platform");
    QTest::addColumn<QByteArray>("arch");
    const auto row = [](const char* path, const char* platform, const char* arch) {
        QTest::addRow("%s on %s, %s", path, platform, arch)
            << QByteArray(path) << QByteArray(platform) << QByteArray(arch);
    };
    row("ltp.mm", "meson-g12b", "");
    row("ltp.mm", "", "arm64");
    row("boot", "rk3399-gru-kevin", "");
    row("", "qemu-arm64", "");
    row("nosuch", "", "");
    row("ltp.mm", "nosuch", "");
}

void QueryMatrixTest::historyIsEachRunOfTheCell()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, platform);
    QFETCH(QByteArray, arch);
    query::HistoryRequest asked;
    asked.common = m_fixture.common();
    asked.branch = {"mainline", "master", {}};
    asked.path = path.toStdString();
    asked.platform = platform.toStdString();
    asked.architecture = arch.toStdString();
    const auto fits = [](const std::string& value, const std::string& wanted) {
        return wanted.empty() || value == wanted;
    };
    std::map<std::string, PlainRun> expected;
    for (const std::string& commit : m_commits) {
        for (const PlainRun& run : plainRuns(m_data, commit)) {
            if (fits(run.test->path, asked.path) && fits(run.test->platform, asked.platform)
                && fits(run.build->arch, asked.architecture)) {
                expected[run.test->id] = run;
            }
        }
    }
    const auto history = must(m_fixture.engine().history(asked, {}));
    QCOMPARE(history->runs.size(), expected.size());
    std::size_t revision = 0;
    for (const query::HistoryRun& run : history->runs) {
        QVERIFY(expected.count(run.id) == 1);
        const PlainRun& plain = expected[run.id];
        QCOMPARE(run.status, plain.status);
        QCOMPARE(run.lab, plainLab(*plain.test));
        QCOMPARE(run.platform, plain.test->platform);
        QCOMPARE(run.startTime ? formatIso(*run.startTime) : std::string(), plain.test->start);
        while (revision < m_commits.size() && m_commits[revision] != run.revision.commit) {
            ++revision; // Newest first, never back.
        }
        QVERIFY(revision < m_commits.size());
        QCOMPARE(plain.checkout->commit, run.revision.commit);
    }
}

void QueryMatrixTest::buildHistoryIsEachBuildOfTheCell()
{
    query::HistoryRequest asked;
    asked.common = m_fixture.common();
    asked.branch = {"mainline", "master", {}};
    asked.kind = MatrixKind::Build;
    asked.config = "defconfig";
    std::set<std::string> expected;
    for (const std::string& commit : m_commits) {
        for (const PlainResult& build : plainBuilds(m_data, commit)) {
            if (build.build->config == "defconfig") {
                expected.insert(build.build->id);
            }
        }
    }
    const auto history = must(m_fixture.engine().history(asked, {}));
    std::set<std::string> found;
    for (const query::HistoryRun& run : history->runs) {
        found.insert(run.id);
    }
    QVERIFY(!expected.empty());
    QVERIFY(found == expected);
}

QTEST_GUILESS_MAIN(QueryMatrixTest)
#include "tst_query_matrix.moc"
