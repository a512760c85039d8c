// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/support/memory_engine.h"

#include "tests/support/run_table_builder.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace cboard::test {

using namespace query;

namespace {

    constexpr std::array Trees = {"mainline/master",          "next/master",
                                  "stable/linux-6.12.y",      "stable/linux-6.6.y",
                                  "stable-rc/linux-6.12.y",   "stable-rc/linux-6.6.y",
                                  "stable-rc/linux-6.1.y",    "net-next/main",
                                  "drm-misc/drm-misc-next",   "media/next",
                                  "arm-soc/for-next",         "rust/rust-next",
                                  "android/android16-6.12",   "broonie-sound/for-next",
                                  "chromiumos/chromeos-6.12", "kselftest/next"};
    constexpr std::array Boards = {"rk3399-gru-kevin",
                                   "sun50i-h6-pine-h64",
                                   "bcm2711-rpi-4-b",
                                   "mt8183-kukui-jacuzzi-juniper-sku16",
                                   "imx8mp-evk",
                                   "meson-g12b-a311d-khadas-vim3",
                                   "qemu-x86",
                                   "hp-x360-14a-cb0001xx-zork",
                                   "sc7180-trogdor-lazor-limozeen",
                                   "beaglebone-black",
                                   "r8a779m1-ulcb",
                                   "jetson-tk1",
                                   "stm32mp157c-dk2",
                                   "odroid-xu3",
                                   "minnowboard-turbot-E3826",
                                   "asus-C436FA-Flip-hatch",
                                   "dell-latitude-3445-7520c-skyrim",
                                   "kontron-sl28-var3-ads2"};
    constexpr std::array Labs = {"lab-collabora", "lab-baylibre", "lab-broonie",
                                 "lab-cip",       "lab-qualcomm", "lab-kontron"};
    constexpr std::array Configs = {"defconfig",
                                    "allmodconfig",
                                    "allnoconfig",
                                    "tinyconfig",
                                    "multi_v7_defconfig",
                                    "x86_64_defconfig",
                                    "defconfig+arm64-chromebook+kselftest",
                                    "defconfig+lab-setup",
                                    "x86_64_defconfig+x86-board",
                                    "multi_v5_defconfig",
                                    "defconfig+kcidebug",
                                    "cros://chromeos-6.12/arm64",
                                    "rv32_defconfig",
                                    "haps_hs_smp_defconfig",
                                    "nommu_k210_defconfig",
                                    "imx_v6_v7_defconfig"};
    constexpr std::array Architectures = {"arm64", "arm", "x86_64", "i386", "riscv"};
    constexpr std::array Compilers = {"gcc-12", "clang-17", "clang-21"};
    constexpr std::array Suites = {"kselftest", "ltp", "baseline",
                                   "kunit",     "igt", "v4l2-compliance"};

    /// splitmix64: the only source of variety.
    std::uint64_t mix(std::uint64_t seed)
    {
        seed += 0x9E3779B97F4A7C15ULL;
        seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBULL;
        return seed ^ (seed >> 31);
    }

    std::uint64_t mix(int a, int b, int c = 0, int d = 0)
    {
        return mix(mix(mix(mix(static_cast<std::uint64_t>(a)) + static_cast<std::uint64_t>(b))
                       + static_cast<std::uint64_t>(c))
                   + static_cast<std::uint64_t>(d));
    }

    template <std::size_t N>
    std::string pick(const std::array<const char*, N>& from, int index)
    {
        return from[static_cast<std::size_t>(index) % N];
    }

    std::string hexDigits(std::uint64_t seed, int digits)
    {
        std::string text;
        for (int i = 0; i < digits; ++i) {
            text += "0123456789abcdef"[mix(seed + static_cast<std::uint64_t>(i)) & 15U];
        }
        return text;
    }

    std::string boardName(int index)
    {
        const auto name = pick(Boards, index);
        const int round = index / static_cast<int>(Boards.size());
        return round == 0 ? name : name + "-r" + std::to_string(round);
    }

    struct Outcome {
        StatusClass status = StatusClass::None;
        std::uint16_t marks = 0;
    };

    void mark(Outcome& outcome, CellMark m)
    {
        outcome.marks = static_cast<std::uint16_t>(outcome.marks | 1U << static_cast<unsigned>(m));
    }

    /// One cell through time: `age` 0 is the newest revision.
    Outcome outcomeOf(int tree, int row, int lab, int age, bool hasPassedElsewhere)
    {
        const auto character = mix(tree, row, 7) % 100;
        const auto dice = mix(tree, row, lab * 1000 + age, 3) % 1000;
        Outcome outcome{StatusClass::Pass, 0};
        const int brokeAt = static_cast<int>(mix(tree, row, 11) % 6);
        if (character < 4) { // A regression, some revisions ago.
            if (age <= brokeAt) {
                outcome.status = StatusClass::Fail;
                if (age == brokeAt) {
                    mark(outcome, CellMark::New);
                }
            }
        } else if (character < 6) { // Broken for long.
            outcome.status = StatusClass::Fail;
            if (character == 4) {
                mark(outcome, CellMark::NeverPassed);
            } else {
                mark(outcome, CellMark::Known);
            }
        } else if (character < 8) { // Fixed some revisions ago.
            outcome.status = age > brokeAt ? StatusClass::Fail : StatusClass::Pass;
            if (age == brokeAt) {
                mark(outcome, CellMark::Fixed);
            }
        } else if (character < 11) { // Flaky.
            outcome.status = dice % 3 == 0 ? StatusClass::Fail : StatusClass::Pass;
            mark(outcome, CellMark::Flaky);
        } else if (character < 13 && lab == 0 && hasPassedElsewhere) { // Only here it fails.
            outcome.status = StatusClass::Fail;
            mark(outcome, CellMark::LabConflict);
        } else if (character > 97) {
            outcome.status = StatusClass::Skip;
        }
        if (dice < 12) {
            outcome = {StatusClass::Error, 0};
        } else if (dice < 20) {
            outcome = {StatusClass::Miss, 0};
        } else if (age == 0 && dice > 985) {
            outcome = {StatusClass::Pending, 0};
        } else if (dice > 940) {
            outcome = {StatusClass::None, 0};
        }
        return outcome;
    }

    MatrixCell makeCell(int row, int column, const std::string& lab, const Outcome& outcome)
    {
        MatrixCell cell;
        cell.row = row;
        cell.column = column;
        cell.lab = lab;
        cell.status = outcome.status;
        cell.counts[outcome.status] = 1;
        cell.marks = outcome.marks;
        cell.recordId = "memory:" + std::to_string(row) + "-" + std::to_string(column) + lab;
        return cell;
    }

    SnapshotInfo info(std::int64_t rows)
    {
        SnapshotInfo result;
        result.generation = 1;
        result.newestData = MemoryEngine::now() - std::chrono::minutes(14);
        result.totalRows = rows;
        result.shownRows = rows;
        return result;
    }

    /// Only `status:` terms; a term's values are alternatives.
    bool keeps(const Filter& filter, StatusClass status)
    {
        return std::all_of(filter.terms.begin(), filter.terms.end(), [status](const auto& term) {
            if (term.key != FilterKey::Status) {
                return true;
            }
            const bool isNamed =
                std::any_of(term.values.begin(), term.values.end(), [status](const auto& value) {
                    return value.text == statusClassKey(status);
                });
            return isNamed != term.isNegated;
        });
    }

    void addCounts(MatrixSnapshot& matrix)
    {
        for (const MatrixCell& cell : matrix.cells) {
            matrix.rows[static_cast<std::size_t>(cell.row)].counts += cell.counts;
            matrix.columns[static_cast<std::size_t>(cell.column)].counts += cell.counts;
        }
    }

} // namespace

MemoryEngine::MemoryEngine(MemorySize size)
    : m_size(size)
{
}

Timestamp MemoryEngine::now()
{
    using namespace std::chrono;
    return sys_days(year(2026) / March / 12) + hours(9) + minutes(40);
}

int MemoryEngine::treeIndex(const std::string& name) const
{
    for (int i = 0; i < m_size.trees; ++i) {
        if (pick(Trees, i).substr(0, pick(Trees, i).find('/')) == name) {
            return i;
        }
    }
    return 0;
}

RevisionRef MemoryEngine::revisionRef(int tree, int age) const
{
    RevisionRef ref;
    const std::string name = pick(Trees, tree);
    ref.id = 1 + tree * 1000 + age;
    ref.tree = name.substr(0, name.find('/'));
    ref.branch = name.substr(name.find('/') + 1);
    ref.repositoryUrl = "https://git.example.org/" + ref.tree + ".git";
    ref.commit = hexDigits(mix(tree, age, 99), 40);
    const int behind = static_cast<int>(mix(tree, age, 5) % 300);
    const std::string base = "v7.0-rc" + std::to_string(std::max(1, 6 - age / 5));
    ref.name =
        age % 5 == 4 ? base : base + "-" + std::to_string(behind) + "-g" + ref.commit.substr(0, 12);
    if (age % 5 == 4) {
        ref.tags = {base};
    }
    ref.subject = age % 2 == 0 ? "Merge tag 'net-7.0-rc6' of netdev/net"
                               : "Merge branch 'for-linus' of arm64/linux";
    ref.time = now() - std::chrono::hours(3 + tree * 5 + age * 17);
    return ref;
}

ResultCounts MemoryEngine::counts(int tree, int age) const
{
    ResultCounts counts;
    const auto noise = [&](int salt, int upTo) {
        return static_cast<std::int64_t>(mix(tree, age, salt) % static_cast<unsigned>(upTo));
    };
    counts.builds[StatusClass::Pass] = 52 + noise(1, 8);
    counts.builds[StatusClass::Fail] = noise(2, 9) > 6 ? noise(3, 4) : 0;
    counts.boots[StatusClass::Pass] = 310 + noise(4, 200);
    counts.boots[StatusClass::Fail] = noise(5, 14);
    counts.boots[StatusClass::Error] = noise(6, 9);
    counts.boots[StatusClass::Miss] = noise(7, 22);
    counts.tests[StatusClass::Pass] = 15'400 + noise(8, 9000);
    counts.tests[StatusClass::Fail] = 180 + noise(9, 260);
    counts.tests[StatusClass::Skip] = 900 + noise(10, 700);
    counts.tests[StatusClass::Error] = noise(11, 90);
    if (age == 0 && tree % 3 == 0) {
        counts.boots[StatusClass::Pending] = 24;
        counts.tests[StatusClass::Pending] = 1300;
    }
    return counts;
}

Answer<TreesSnapshot> MemoryEngine::trees(const TreesRequest& request, const TaskContext&)
{
    auto result = std::make_shared<TreesSnapshot>();
    result->info = info(m_size.trees);
    for (int tree = 0; tree < m_size.trees; ++tree) {
        const auto& terms = request.common.filter.terms;
        const bool isOut = std::any_of(terms.begin(), terms.end(), [&](const auto& term) {
            return term.key == FilterKey::Word
                && pick(Trees, tree).find(term.values.front().text) == std::string::npos;
        });
        if (isOut) {
            continue;
        }
        TreeRow row;
        row.newest = revisionRef(tree, 0);
        row.tree = row.newest.tree;
        row.branch = row.newest.branch;
        row.repositoryUrl = row.newest.repositoryUrl;
        row.origins = {"maestro"};
        row.counts = counts(tree, 0);
        for (int age = 9; age >= 0; --age) {
            row.trend.push_back({revisionRef(tree, age).id, counts(tree, age)});
        }
        row.revisionCount = m_size.revisions;
        row.lastData = *row.newest.time + std::chrono::minutes(50);
        result->rows.push_back(std::move(row));
    }
    result->info.shownRows = static_cast<std::int64_t>(result->rows.size());
    return result;
}

Answer<RevisionsSnapshot> MemoryEngine::revisions(const RevisionsRequest& request,
                                                  const TaskContext&)
{
    auto result = std::make_shared<RevisionsSnapshot>();
    const int tree = treeIndex(request.branch.tree);
    for (int age = 0; age < std::min<int>(m_size.revisions, static_cast<int>(request.limit));
         ++age) {
        RevisionRow row;
        row.revision = revisionRef(tree, age);
        row.counts = counts(tree, age);
        row.origins = {"maestro"};
        row.lastData = *row.revision.time + std::chrono::minutes(50);
        result->rows.push_back(std::move(row));
    }
    result->info = info(static_cast<std::int64_t>(result->rows.size()));
    return result;
}

Answer<RevisionSnapshot> MemoryEngine::revision(const RevisionRequest& request, const TaskContext&)
{
    auto result = std::make_shared<RevisionSnapshot>();
    const int tree = static_cast<int>((request.revision - 1) / 1000);
    const int age = static_cast<int>((request.revision - 1) % 1000);
    result->info = info(1);
    result->row.revision = revisionRef(tree, age);
    result->row.counts = counts(tree, age);
    result->row.origins = {"maestro"};
    result->row.lastData = *result->row.revision.time + std::chrono::minutes(50);
    result->checkoutIds = {"maestro:" + hexDigits(mix(tree, age), 24)};
    const auto facet = [&](const char* dimension, auto from, int count, int salt) {
        Facet one{dimension, {}};
        for (int i = 0; i < count; ++i) {
            FacetValue value{pick(from, i), {}};
            value.counts[StatusClass::Pass] = static_cast<std::int64_t>(mix(age, i, salt) % 4000);
            value.counts[StatusClass::Fail] = static_cast<std::int64_t>(mix(age, i, salt + 1) % 60);
            value.counts[StatusClass::Skip] =
                static_cast<std::int64_t>(mix(age, i, salt + 2) % 300);
            one.values.push_back(value);
        }
        std::sort(one.values.begin(), one.values.end(), [](const auto& a, const auto& b) {
            return a.counts[StatusClass::Fail] > b.counts[StatusClass::Fail];
        });
        result->facets.push_back(std::move(one));
    };
    facet("arch", Architectures, 5, 20);
    facet("lab", Labs, m_size.labs, 30);
    facet("config", Configs, 9, 40);
    facet("board", Boards, 14, 50);
    facet("compiler", Compilers, 3, 60);
    return result;
}

Result<RevisionRef> MemoryEngine::findRevision(const FindRevisionRequest& request,
                                               const TaskContext&)
{
    const int tree = treeIndex(request.branch.tree);
    if (request.name == "HEAD" || request.name.empty()) {
        return revisionRef(tree, 0);
    }
    for (int age = 0; age < m_size.revisions; ++age) {
        const RevisionRef ref = revisionRef(tree, age);
        if (ref.name == request.name
            || (request.name.size() >= 4 && ref.commit.rfind(request.name, 0) == 0)
            || request.name == "HEAD~" + std::to_string(age)) {
            return ref;
        }
    }
    return fail(ErrorKind::NotFound, "no revision \"" + request.name + "\" is stored");
}

Answer<BuildsSnapshot> MemoryEngine::builds(const BuildsRequest& request, const TaskContext&)
{
    auto result = std::make_shared<BuildsSnapshot>();
    for (int config = 0; config < m_size.configs; ++config) {
        for (int compiler = 0; compiler < 3; ++compiler) {
            BuildRow row;
            row.revision = request.revision;
            row.config = pick(Configs, config);
            row.architecture = pick(Architectures, config);
            row.compiler = pick(Compilers, compiler);
            row.id = "maestro:" + hexDigits(mix(config, compiler), 24);
            row.origin = "maestro";
            row.lab = "k8s-all";
            row.status = outcomeOf(3, config * 3 + compiler, 0, 0, false).status;
            row.startTime = now() - std::chrono::hours(3);
            row.durationSeconds = static_cast<double>(mix(config, compiler, 4) % 1800);
            row.hasLog = row.status == StatusClass::Fail;
            row.boots[StatusClass::Pass] = static_cast<std::int64_t>(mix(config, 1) % 80);
            row.tests[StatusClass::Pass] = static_cast<std::int64_t>(mix(config, 2) % 3000);
            row.tests[StatusClass::Fail] = static_cast<std::int64_t>(mix(config, 3) % 40);
            result->rows.push_back(std::move(row));
        }
    }
    result->info = info(static_cast<std::int64_t>(result->rows.size()));
    return result;
}

Answer<TestsSnapshot> MemoryEngine::tests(const TestsRequest& request, const TaskContext&)
{
    auto result = std::make_shared<TestsSnapshot>();
    const bool isBoots = request.kind == RunKind::Boots;
    for (int board = 0; board < m_size.boards; ++board) {
        TestRow row;
        row.revision = request.revision;
        row.path = isBoots ? "boot" : pick(Suites, board) + ".case" + std::to_string(board);
        row.platform = boardName(board);
        row.config = pick(Configs, board);
        row.architecture = pick(Architectures, board);
        row.compiler = pick(Compilers, board);
        row.lab = pick(Labs, board % m_size.labs);
        row.origin = "maestro";
        row.id = "maestro:" + hexDigits(mix(board, 77), 24);
        row.status = outcomeOf(0, board, 0, 0, false).status;
        row.startTime = now() - std::chrono::hours(2);
        row.durationSeconds = 30.0 + static_cast<double>(mix(board, 6) % 200);
        row.hasLog = true;
        result->rows.push_back(std::move(row));
    }
    result->info = info(static_cast<std::int64_t>(result->rows.size()));
    return result;
}

Answer<TestTreeSnapshot> MemoryEngine::testTree(const TestTreeRequest& request, const TaskContext&)
{
    auto result = std::make_shared<TestTreeSnapshot>();
    result->revision = revisionRef(static_cast<int>((request.revision - 1) / 1000),
                                   static_cast<int>((request.revision - 1) % 1000));
    result->nodes.emplace_back();
    RunTableBuilder table;
    const auto add = [&](const std::string& name, std::int32_t parent, std::int32_t depth) {
        TestTreeNode node;
        node.name = name;
        node.parent = parent;
        node.depth = depth;
        result->nodes.push_back(std::move(node));
        return static_cast<std::int32_t>(result->nodes.size() - 1);
    };
    int made = 0;
    for (std::size_t suite = 0; suite < Suites.size(); ++suite) {
        const auto suiteNode = add(Suites[suite], 0, 1);
        for (int group = 0; group < 12 && made < m_size.testPaths; ++group) {
            const auto groupNode = add("group" + std::to_string(group), suiteNode, 2);
            const int leaves =
                std::max(1, m_size.testPaths / (12 * static_cast<int>(Suites.size())));
            for (int leaf = 0; leaf < leaves; ++leaf, ++made) {
                const auto node = add("case_" + std::to_string(leaf), groupNode, 3);
                auto& at = result->nodes[static_cast<std::size_t>(node)];
                at.firstRun = static_cast<std::int32_t>(result->runs.size());
                at.ownRuns = 2;
                at.boardCount = 2;
                for (int run = 0; run < 2; ++run) {
                    const auto status = outcomeOf(1, made, 0, run, false).status;
                    at.counts[status] += 1;
                    result->runs.push_back(table.add({"maestro:" + hexDigits(mix(made, run), 24),
                                                      boardName(run), "defconfig", pick(Labs, run),
                                                      status, 0.4, status == StatusClass::Fail}));
                }
            }
        }
    }
    for (std::size_t i = result->nodes.size() - 1; i > 0; --i) {
        auto& node = result->nodes[i];
        auto& parent = result->nodes[static_cast<std::size_t>(node.parent)];
        parent.counts += node.counts;
        parent.subtreeSize += node.subtreeSize;
        parent.boardCount = std::max(parent.boardCount, node.boardCount);
    }
    result->table = table.take();
    result->info = info(static_cast<std::int64_t>(result->runs.size()));
    return result;
}

Answer<MatrixSnapshot> MemoryEngine::matrix(const MatrixRequest& request, const TaskContext&)
{
    auto result = std::make_shared<MatrixSnapshot>();
    const int tree = treeIndex(request.branch.tree);
    const bool isBuild = request.kind == MatrixKind::Build;
    result->kind = isBuild ? "build" : "boot";
    for (const auto dimension : request.rows) {
        result->rowFields.emplace_back(dimensionKey(dimension));
    }
    for (const auto dimension : request.columns) {
        result->columnFields.emplace_back(dimensionKey(dimension));
    }
    const bool hasRevisions = request.columns == std::vector{Dimension::Revision};
    const auto text = [](Dimension dimension, int index) -> std::string {
        switch (dimension) {
        case Dimension::Platform:
            return boardName(index);
        case Dimension::Config:
            return pick(Configs, index);
        case Dimension::Arch:
            return pick(Architectures, index);
        case Dimension::Compiler:
            return pick(Compilers, index);
        case Dimension::Lab:
            return pick(Labs, index);
        case Dimension::Origin:
            return "maestro";
        case Dimension::Suite:
            return pick(Suites, index);
        case Dimension::Path:
            return pick(Suites, index) + ".case" + std::to_string(index);
        case Dimension::Revision:
            return {};
        }
        return {};
    };
    const int rows = isBuild ? m_size.configs : m_size.boards;
    const int columns =
        hasRevisions ? static_cast<int>(request.lastRevisions) : (isBuild ? 15 : m_size.configs);
    for (int row = 0; row < rows; ++row) {
        MatrixHeader header;
        for (const auto dimension : request.rows) {
            header.fields.push_back(text(dimension, row));
        }
        for (int lab = 0; lab < 1 + static_cast<int>(mix(row, 2) % 3) && !isBuild; ++lab) {
            header.labs.push_back(pick(Labs, (row + lab) % m_size.labs));
        }
        std::sort(header.labs.begin(), header.labs.end());
        result->rows.push_back(std::move(header));
    }
    for (int column = 0; column < columns; ++column) {
        MatrixHeader header;
        for (const auto dimension : request.columns) {
            const bool isSecond = header.fields.size() == 1;
            header.fields.push_back(hasRevisions
                                        ? revisionText(tree, column)
                                        : text(dimension, isSecond ? column % 3 : column / 3));
        }
        if (hasRevisions) {
            header.revision = revisionRef(tree, column);
        }
        result->columns.push_back(std::move(header));
    }
    for (int row = 0; row < rows; ++row) {
        const auto& labs = result->rows[static_cast<std::size_t>(row)].labs;
        const int parts = request.isSplitByLab && !isBuild ? static_cast<int>(labs.size()) : 1;
        for (int column = 0; column < columns; ++column) {
            if (isBuild && !hasRevisions && mix(row, column, 8) % 10 < 5) {
                continue;
            }
            for (int part = 0; part < parts; ++part) {
                const Outcome outcome =
                    outcomeOf(tree, row, part, hasRevisions ? column : column % 3, labs.size() > 1);
                if (outcome.status != StatusClass::None
                    && keeps(request.common.filter, outcome.status)) {
                    result->cells.push_back(makeCell(row, column,
                                                     parts > 1 || !isBuild
                                                         ? labs[static_cast<std::size_t>(part)]
                                                         : std::string(),
                                                     outcome));
                }
            }
        }
    }
    addCounts(*result);
    result->info = info(rows);
    return result;
}

std::string MemoryEngine::revisionText(int tree, int age) const
{
    return revisionRef(tree, age).name;
}

Answer<HistorySnapshot> MemoryEngine::history(const HistoryRequest& request, const TaskContext&)
{
    auto result = std::make_shared<HistorySnapshot>();
    const int tree = treeIndex(request.branch.tree);
    const int row =
        static_cast<int>(std::hash<std::string>{}(request.platform + request.config) % 400);
    for (int age = 0;
         age < std::min<int>(m_size.revisions, static_cast<int>(request.lastRevisions)); ++age) {
        const Outcome outcome = outcomeOf(tree, row, 0, age, false);
        if (outcome.status == StatusClass::None) {
            continue;
        }
        HistoryRun run;
        run.id = "maestro:" + hexDigits(mix(row, age), 24);
        run.revision = revisionRef(tree, age);
        run.lab = pick(Labs, 0);
        run.origin = "maestro";
        run.platform = request.platform;
        run.config = request.config;
        run.status = outcome.status;
        run.startTime = run.revision.time;
        result->runs.push_back(std::move(run));
    }
    result->info = info(static_cast<std::int64_t>(result->runs.size()));
    return result;
}

Answer<RecordSnapshot> MemoryEngine::record(const RecordRequest& request, const TaskContext&)
{
    auto result = std::make_shared<RecordSnapshot>();
    result->info = info(1);
    result->kind = request.kind;
    result->id = request.id;
    result->revision = revisionRef(0, 0);
    result->status = StatusClass::Fail;
    result->platform = "rk3399-gru-kevin";
    result->lab = "lab-collabora";
    result->fields = {
        {"id", request.id, false},
        {"origin", "maestro", false},
        {"build_id", "maestro:" + hexDigits(5, 24), false},
        {"path", "boot", false},
        {"status", "FAIL", false},
        {"environment.misc", R"({"platform":"rk3399-gru-kevin","job_id":"18233471"})", true},
        {"environment.compatible", R"(["google,kevin","rockchip,rk3399"])", true},
        {"start_time", "2026-03-12T06:12:08.120000Z", false},
        {"duration", "94.2", false},
        {"log_url", "https://storage.example.org/boot/log.txt.gz", false},
        {"misc", R"({"runtime":"lab-collabora"})", true}};
    result->json = "{\n  \"id\": \"" + request.id + "\",\n  \"path\": \"boot\"\n}\n";
    result->hasStoredLog = true;
    result->logUrl = "https://storage.example.org/boot/log.txt.gz";
    return result;
}

Answer<LogSnapshot> MemoryEngine::log(const LogRequest& request, const TaskContext&)
{
    auto result = std::make_shared<LogSnapshot>();
    result->info = info(1);
    result->ownerKind = request.ownerKind;
    result->ownerId = request.ownerId;
    result->origin = LogOrigin::Stored;
    std::string text;
    for (int line = 0; line < 900; ++line) {
        text += "[    " + std::to_string(line / 100) + "." + std::to_string(100000 + line)
            + "] device " + std::to_string(line) + ": probed in " + std::to_string(line % 37)
            + " usecs\n";
        if (line == 640) {
            text += "[    6.500641] Unable to handle kernel NULL pointer dereference at virtual "
                    "address 0000000000000018\n[    6.500642] Internal error: Oops: "
                    "0000000096000004 [#1] PREEMPT SMP\n[    6.500643] Call trace:\n"
                    "[    6.500644]  panfrost_probe+0x1c8/0x2a0\n"
                    "[    6.500645] Kernel panic - not syncing: Oops: Fatal exception\n";
        }
    }
    result->text = std::make_shared<const std::string>(std::move(text));
    return result;
}

Answer<SearchSnapshot> MemoryEngine::search(const SearchRequest& request, const TaskContext&)
{
    auto result = std::make_shared<SearchSnapshot>();
    for (int i = 0; i < m_size.trees && request.limitPerGroup > 0; ++i) {
        const RevisionRef ref = revisionRef(i, 0);
        if (pick(Trees, i).find(request.text) != std::string::npos) {
            result->hits.push_back({"tree", pick(Trees, i), ref.name, pick(Trees, i), ref});
        }
    }
    result->info = info(static_cast<std::int64_t>(result->hits.size()));
    return result;
}

Answer<IssuesSnapshot> MemoryEngine::issues(const IssuesRequest&, const TaskContext&)
{
    return std::make_shared<IssuesSnapshot>();
}

Answer<CompletionSnapshot> MemoryEngine::complete(const CompletionRequest& request,
                                                  const TaskContext&)
{
    auto result = std::make_shared<CompletionSnapshot>();
    for (int i = 0; i < m_size.boards && request.key == FilterKey::Board; ++i) {
        if (boardName(i).starts_with(request.prefix)) {
            result->values.push_back({boardName(i), 100 - i});
        }
    }
    result->info = info(static_cast<std::int64_t>(result->values.size()));
    return result;
}

std::shared_ptr<const MatrixSnapshot> bigMatrix(int rows, int columns)
{
    auto result = std::make_shared<MatrixSnapshot>();
    result->kind = "boot";
    result->rowFields = {"platform"};
    result->columnFields = {"revision"};
    for (int row = 0; row < rows; ++row) {
        result->rows.push_back({{boardName(row)}, {}, {}, {}});
    }
    for (int column = 0; column < columns; ++column) {
        result->columns.push_back({{"v7.0-rc1-" + std::to_string(column)}, {}, {}, {}});
    }
    result->cells.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const Outcome outcome = outcomeOf(0, row, 0, column, false);
            if (outcome.status != StatusClass::None) {
                auto cell = makeCell(row, column, {}, outcome);
                cell.recordId.clear();
                result->cells.push_back(std::move(cell));
            }
        }
    }
    result->info = info(rows);
    return result;
}

} // namespace cboard::test
