// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/revision_columns.h"

#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <tuple>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Revision", text);
    }

    QString stateText(query::ProblemState state)
    {
        switch (state) {
        case query::ProblemState::New:
            return tr("new");
        case query::ProblemState::LabConflict:
            return tr("labs disagree");
        case query::ProblemState::StillFailing:
            return tr("still failing");
        case query::ProblemState::Flaky:
            return tr("flaky");
        case query::ProblemState::LabIncident:
            return tr("lab trouble");
        case query::ProblemState::Waived:
            return tr("waived");
        }
        return {};
    }

    QString kindText(const std::string& kind)
    {
        if (kind == "build") {
            return tr("build");
        }
        if (kind == "boot") {
            return tr("boot");
        }
        return kind == "lab" ? tr("lab") : tr("test");
    }

    /// That a failure is new; nothing for those that are not.
    std::optional<double> confidenceOf(const query::ProblemRow& row)
    {
        return row.state == query::ProblemState::New ? std::optional(row.confidence) : std::nullopt;
    }

} // namespace

std::vector<SuiteRow> suitesOf(const query::TestTreeSnapshot& tree)
{
    std::vector<SuiteRow> suites;
    for (std::size_t i = 1; i < tree.nodes.size();
         i += static_cast<std::size_t>(std::max(1, tree.nodes[i].subtreeSize))) {
        suites.push_back(
            {fromUtf8(tree.nodes[i].name), tree.nodes[i].counts, tree.nodes[i].boardCount});
    }
    std::stable_sort(suites.begin(), suites.end(), [](const SuiteRow& a, const SuiteRow& b) {
        return a.counts[StatusClass::Fail] > b.counts[StatusClass::Fail];
    });
    return suites;
}

std::vector<query::BuildRow> missingBuilds(const query::BuildsSnapshot& now,
                                           const query::BuildsSnapshot& before)
{
    const auto identity = [](const query::BuildRow& row) {
        return std::tie(row.config, row.architecture, row.compiler);
    };
    std::vector<query::BuildRow> missing;
    for (const query::BuildRow& old : before.rows) {
        const auto isSame = [&](const auto& row) { return identity(row) == identity(old); };
        if (std::none_of(now.rows.begin(), now.rows.end(), isSame)
            && std::none_of(missing.begin(), missing.end(), isSame)) {
            query::BuildRow& row = missing.emplace_back();
            row.id = old.id;
            row.config = old.config;
            row.architecture = old.architecture;
            row.compiler = old.compiler;
            row.hasLog = old.hasLog;
        }
    }
    return missing;
}

std::vector<BoardRow> boardsOf(const query::TestsSnapshot& runs)
{
    std::map<std::string_view, BoardRow> byName;
    for (const query::TestRow& run : runs.rows) {
        BoardRow& board = byName[run.platform];
        const bool isBoot = run.path == "boot" || run.path.rfind("boot.", 0) == 0;
        ++(isBoot ? board.boots : board.tests)[run.status];
        const QString lab = fromUtf8(run.lab);
        if (!lab.isEmpty() && !board.labs.contains(lab)) {
            board.labs << lab;
        }
    }
    std::vector<BoardRow> boards;
    for (auto& [name, board] : byName) {
        board.platform = name;
        board.name = name.empty() ? tr("(no board)") : fromUtf8(std::string(name));
        board.labs.sort();
        boards.push_back(std::move(board));
    }
    const auto fails = [](const BoardRow& board) {
        return board.boots[StatusClass::Fail] + board.tests[StatusClass::Fail];
    };
    std::stable_sort(boards.begin(), boards.end(),
                     [&fails](const auto& a, const auto& b) { return fails(a) > fails(b); });
    return boards;
}

std::shared_ptr<const TableSpec<query::ProblemRow>> problemTable()
{
    using Row = query::ProblemRow;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) {
        return fromUtf8(row.kind + '\n' + row.subject + '\n') + stateText(row.state);
    };
    TableColumn<Row> title;
    title.head = headOf("problem", tr("Problem"), 48);
    title.text = [](const Row& row) { return fromUtf8(row.title); };
    title.secondLine = [](const Row& row) {
        return row.title == row.subject
            ? kindText(row.kind)
            : kindText(row.kind) + QStringLiteral(" · ") + fromUtf8(row.subject);
    };
    title.tooltip = title.text;
    TableColumn<Row> state;
    state.head = headOf("state", tr("State"), 13);
    state.text = [](const Row& row) { return stateText(row.state); };
    state.sortKey = [](const Row& row) { return QVariant(static_cast<int>(row.state)); };
    state.tone = [](const Row& row) {
        return row.state == query::ProblemState::New ? std::optional(StatusClass::Fail)
                                                     : std::nullopt;
    };
    auto confidence = shareColumn<Row>(headOf("confidence", tr("Confidence"), 10), confidenceOf);
    confidence.head.isHidden = true; // Below the state, too.
    state.secondLine = [](const Row& row) {
        if (const auto share = confidenceOf(row)) {
            return tr("%1 sure").arg(percentText(*share));
        }
        return row.failingFor == 0
            ? QString()
            : countedText(row.failingFor, tr("for %1 revision"), tr("for %1 revisions"));
    };
    state.tooltip = [](const Row& row) {
        return confidenceOf(row)
            ? tr("Share of passes among the 10 conclusive runs before the failure")
            : QString();
    };
    confidence.tooltip = state.tooltip;
    auto failing = numberColumn<Row>(headOf("failing", tr("Failing for"), 9),
                                     [](const Row& row) { return row.failingFor; });
    failing.head.isHidden = true; // Below the state.
    TableColumn<Row> labs;
    labs.head = headOf("lab", tr("Labs"), 16);
    labs.text = [](const Row& row) { return listText(row.labs); };
    labs.tooltip = labs.text;
    labs.isProse = true;
    TableColumn<Row> firstBad;
    firstBad.head = headOf("firstbad", tr("First bad"), 0);
    firstBad.text = [](const Row& row) {
        return row.firstBad ? revisionText(*row.firstBad) : QString();
    };
    firstBad.secondLine = [](const Row& row) {
        return row.lastGood ? tr("good %1").arg(revisionText(*row.lastGood)) : tr("no pass before");
    };
    firstBad.tooltip = [](const Row& row) {
        return row.firstBad ? fromUtf8(row.firstBad->subject) : QString();
    };
    auto boards = numberColumn<Row>(headOf("boards", tr("Boards"), 7),
                                    [](const Row& row) { return row.boardCount; });
    boards.text = [](const Row& row) { // Builds have none; as on the home page.
        return row.boardCount == 0 ? QStringLiteral("–") : countText(row.boardCount);
    };
    TableColumn<Row> issue;
    issue.head = headOf("issue", tr("Issue"), 14);
    issue.text = [](const Row& row) { return fromUtf8(row.issueId); };
    spec->columns = {title,
                     state,
                     numberColumn<Row>(headOf("cells", tr("Cells"), 6),
                                       [](const Row& row) { return row.cellCount; }),
                     boards,
                     failing,
                     confidence,
                     firstBad,
                     labs,
                     issue};
    return spec;
}

std::shared_ptr<const TableSpec<query::BuildRow>> buildTable()
{
    using Row = query::BuildRow;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) {
        return fromUtf8(row.id.empty() ? row.config + '\n' + row.architecture + '\n' + row.compiler
                                       : row.id);
    };
    auto origin = textColumn<Row>(headOf("origin", tr("Origin"), 12), &Row::origin);
    origin.head.isHidden = true;
    auto status = statusColumn<Row>(tr("Status"));
    status.text = [](const Row& row) {
        return row.id.empty() ? tr("not built") : statusWord(row.status);
    };
    status.tooltip = [](const Row& row) {
        return row.id.empty() ? tr("The revision before has this build, this one has not")
                              : QString();
    };
    spec->columns = {
        textColumn<Row>(headOf("config", tr("Configuration"), 34), &Row::config),
        status,
        textColumn<Row>(headOf("arch", tr("Architecture"), 11), &Row::architecture),
        textColumn<Row>(headOf("compiler", tr("Compiler"), 0), &Row::compiler),
        durationColumn<Row>(tr("Duration")),
        countsColumn<Row>(headOf("boots", tr("Boots"), 16),
                          [](const Row& row) -> const StatusCounts& { return row.boots; }),
        countsColumn<Row>(headOf("tests", tr("Tests"), 18),
                          [](const Row& row) -> const StatusCounts& { return row.tests; }),
        origin};
    return spec;
}

std::shared_ptr<const TableSpec<query::TestRow>> bootTable()
{
    using Row = query::TestRow;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) { return fromUtf8(row.id); };
    spec->columns = {textColumn<Row>(headOf("board", tr("Board"), 34), &Row::platform),
                     statusColumn<Row>(tr("Status")),
                     textColumn<Row>(headOf("lab", tr("Lab"), 16), &Row::lab),
                     textColumn<Row>(headOf("config", tr("Configuration"), 0), &Row::config),
                     textColumn<Row>(headOf("arch", tr("Architecture"), 11), &Row::architecture),
                     textColumn<Row>(headOf("compiler", tr("Compiler"), 11), &Row::compiler),
                     durationColumn<Row>(tr("Duration"))};
    return spec;
}

std::shared_ptr<const TableSpec<SuiteRow>> suiteTable()
{
    auto spec = std::make_shared<TableSpec<SuiteRow>>();
    spec->id = [](const SuiteRow& row) { return row.name; };
    TableColumn<SuiteRow> name;
    name.head = headOf("suite", tr("Suite"), 0);
    name.text = [](const SuiteRow& row) { return row.name; };
    spec->columns = {name,
                     numberColumn<SuiteRow>(headOf("boards", tr("Boards"), 8),
                                            [](const SuiteRow& row) { return row.boards; }),
                     countsColumn<SuiteRow>(
                         headOf("tests", tr("Tests"), 34),
                         [](const SuiteRow& row) -> const StatusCounts& { return row.counts; })};
    return spec;
}

std::shared_ptr<const TableSpec<BoardRow>> boardTable()
{
    auto spec = std::make_shared<TableSpec<BoardRow>>();
    spec->id = [](const BoardRow& row) { return row.name; };
    TableColumn<BoardRow> name;
    name.head = headOf("board", tr("Board"), 34);
    name.text = [](const BoardRow& row) { return row.name; };
    TableColumn<BoardRow> labs;
    labs.head = headOf("lab", tr("Labs"), 0);
    labs.text = [](const BoardRow& row) { return row.labs.join(QStringLiteral(", ")); };
    labs.isProse = true;
    spec->columns = {name,
                     countsColumn<BoardRow>(
                         headOf("boots", tr("Boots"), 20),
                         [](const BoardRow& row) -> const StatusCounts& { return row.boots; }),
                     countsColumn<BoardRow>(
                         headOf("tests", tr("Tests"), 24),
                         [](const BoardRow& row) -> const StatusCounts& { return row.tests; }),
                     labs};
    return spec;
}

std::shared_ptr<const TableSpec<query::TestRow>> runTable(const Context& context)
{
    using Row = query::TestRow;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) { return fromUtf8(row.id); };
    auto compiler = textColumn<Row>(headOf("compiler", tr("Compiler"), 11), &Row::compiler);
    auto origin = textColumn<Row>(headOf("origin", tr("Origin"), 10), &Row::origin);
    auto start = ageColumn<Row>(
        headOf("start", tr("Started"), 11), [](const Row& row) { return row.startTime; },
        context.now);
    compiler.head.isHidden = origin.head.isHidden = start.head.isHidden = true;
    spec->columns = {textColumn<Row>(headOf("path", tr("Test"), 44), &Row::path),
                     statusColumn<Row>(tr("Status")),
                     textColumn<Row>(headOf("board", tr("Board"), 0), &Row::platform),
                     textColumn<Row>(headOf("lab", tr("Lab"), 16), &Row::lab),
                     textColumn<Row>(headOf("config", tr("Configuration"), 24), &Row::config),
                     textColumn<Row>(headOf("arch", tr("Architecture"), 11), &Row::architecture),
                     compiler,
                     durationColumn<Row>(tr("Duration")),
                     origin,
                     start};
    return spec;
}

} // namespace cboard::ui
