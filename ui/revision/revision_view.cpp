// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/revision_view.h"

#include "ui/revision/facet_panel.h"
#include "ui/revision/revision_strip.h"
#include "ui/shell/resolve.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/shell/view_header.h"
#include "ui/theme/theme.h"
#include "ui/widgets/result_table.h"

#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr std::int64_t StripRevisions = 30;
    constexpr std::int64_t MaxBoots = 20'000;
    constexpr int FacetWidth = 340;

    template <typename Row>
    std::vector<Row> worstFirst(std::vector<Row> rows)
    {
        std::stable_sort(rows.begin(), rows.end(),
                         [](const Row& a, const Row& b) { return a.status < b.status; });
        return rows;
    }

    QString withCount(const QString& title, const StatusCounts& counts)
    {
        const auto fails = counts[StatusClass::Fail];
        return fails > 0 ? RevisionView::tr("%1  %2 of %3 fail")
                               .arg(title, countText(fails), countText(counts.total()))
                         : QStringLiteral("%1  %2").arg(title, countText(counts.total()));
    }

} // namespace

RevisionView::RevisionView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_panel(nullptr)
    , m_strip(new RevisionStrip(*context.theme))
    , m_lists(new QTabWidget)
    , m_facets(new FacetPanel(*context.theme))
    , m_buildModel(new ColumnModel<query::BuildRow>(
          buildColumns(), [](const auto& row) { return fromUtf8(row.id); }, this))
    , m_bootModel(new ColumnModel<query::TestRow>(
          bootColumns(), [](const auto& row) { return fromUtf8(row.id); }, this))
    , m_suiteModel(new ColumnModel<SuiteRow>(
          suiteColumns(), [](const auto& row) { return row.name; }, this))
    , m_load(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("revision");
    createLists();
    auto* split = new QSplitter;
    split->setHandleWidth(1);
    split->addWidget(m_lists);
    split->addWidget(m_facets);
    split->setStretchFactor(0, 1);
    split->setSizes({1000, FacetWidth});
    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_strip);
    inner->addWidget(split, 1);
    m_panel = new StatePanel(content, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_panel, 1);
    connect(m_panel, &StatePanel::actionRequested, this, &RevisionView::refresh);
    connect(m_strip, &RevisionStrip::revisionRequested, this,
            [this](int index) { stepRevision(index - m_strip->currentIndex()); });
    connect(m_facets, &FacetPanel::termRequested, this, [this](const QString& term) {
        ViewState target = state();
        target.filter = target.filter.isEmpty() ? term : target.filter + QLatin1Char(' ') + term;
        m_context.navigator->open(target);
    });
}

ResultTable* RevisionView::addList(const QString& name)
{
    auto* list = new ResultTable(*m_context.theme);
    list->setAccessibleName(name);
    m_lists->addTab(list, name);
    connect(list, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(list, &ResultTable::currentRowChanged, this, [this, list](int row) {
        if (list == currentList()) {
            emit selectionChanged(selectionOf(row));
        }
    });
    return list;
}

void RevisionView::createLists()
{
    m_lists->setDocumentMode(true);
    m_lists->tabBar()->setFocusPolicy(Qt::NoFocus);
    m_builds = addList(tr("Builds"));
    m_boots = addList(tr("Boots"));
    m_suites = addList(tr("Tests"));
    m_builds->setColumns(m_buildModel);
    m_boots->setColumns(m_bootModel);
    m_suites->setColumns(m_suiteModel);
    m_suites->setRowHeight(40);
    m_builds->setRowHeight(36);
    setFocusProxy(m_builds);
    connect(m_lists, &QTabWidget::currentChanged, this, [this] {
        setFocusProxy(currentList());
        currentList()->setFocus();
        emit selectionChanged(selectionOf(currentList()->currentRow()));
    });
}

ResultTable* RevisionView::currentList() const
{
    return static_cast<ResultTable*>(m_lists->currentWidget());
}

void RevisionView::showState(const ViewState& state)
{
    ViewState wanted = state;
    ViewState shown = this->state();
    wanted.record = shown.record = QString();
    wanted.recordKind = shown.recordKind;
    const bool isSame = m_loaded != nullptr && wanted == shown;
    m_state = state;
    m_state.view = QStringLiteral("revision");
    if (!isSame) {
        load();
    }
}

ViewState RevisionView::state() const
{
    ViewState state = m_state;
    const Selection selection = selectionOf(currentList()->currentRow());
    state.record = selection.id;
    state.recordKind = selection.kind;
    return state;
}

QString RevisionView::caption() const
{
    if (!m_loaded) {
        return tr("Revision");
    }
    const auto& revision = m_loaded->revision->row.revision;
    return QStringLiteral("%1 %2").arg(branchText(revision.tree, revision.branch),
                                       revisionText(revision));
}

Result<RevisionView::LoadedPtr> RevisionView::fetch(query::Engine& engine,
                                                    const query::Common& common,
                                                    const ViewState& state, const TaskContext& task)
{
    auto loaded = std::make_shared<Loaded>();
    query::Common filtered = common;
    CBOARD_TRY(filtered.filter, parseStateFilter(state));
    CBOARD_TRY(const auto branch, resolveBranch(engine, state, common, task));
    CBOARD_TRY(const auto revision, resolveRevision(engine, state, common, task));
    CBOARD_TRY(loaded->revision, engine.revision({filtered, revision.id}, task));
    CBOARD_TRY(loaded->revisions, engine.revisions({common, branch, StripRevisions}, task));
    CBOARD_TRY(loaded->builds, engine.builds({filtered, revision.id}, task));
    CBOARD_TRY(loaded->boots,
               engine.tests({filtered, revision.id, query::RunKind::Boots, MaxBoots}, task));
    CBOARD_TRY(const auto tree, engine.testTree({filtered, revision.id}, task));
    loaded->suites = std::make_shared<const std::vector<SuiteRow>>(suitesOf(*tree));
    loaded->sortedBuilds = worstFirst(loaded->builds->rows);
    loaded->sortedBoots = worstFirst(loaded->boots->rows);
    return LoadedPtr(std::move(loaded));
}

void RevisionView::load()
{
    m_status.isLoading = true;
    m_status.error.clear();
    if (!m_loaded) {
        m_header->setTitle(tr("Revision"));
        m_panel->showLoading(tr("Reading the revision"));
    }
    emit statusChanged();
    m_load.start(
        tr("Reading the revision"),
        [engine = m_context.engine, common = m_context.common(),
         state = m_state](const TaskContext& task) { return fetch(*engine, common, state, task); },
        [this](const Result<LoadedPtr>& loaded) {
            m_status.isLoading = false;
            if (loaded) {
                show(*loaded);
            } else if (loaded.error().kind != ErrorKind::Cancelled) {
                m_status.error = fromUtf8(describe(loaded.error()));
                m_panel->showError(tr("The revision could not be read"), m_status.error);
            }
            emit statusChanged();
        });
}

void RevisionView::show(const LoadedPtr& loaded)
{
    const LoadedPtr before = m_loaded; // Keeps the old rows alive while the models change.
    m_loaded = loaded;
    const auto& revision = loaded->revision->row.revision;
    m_state.tree = fromUtf8(revision.tree);
    m_state.branch = fromUtf8(revision.branch);
    m_state.revision = fromUtf8(revision.commit);
    m_status.dataTime = loaded->revision->info.newestData;
    m_status.isComplete = loaded->builds->info.isComplete && loaded->boots->info.isComplete;
    const auto& counts = loaded->revision->row.counts;
    m_status.total = counts.builds.total() + counts.boots.total() + counts.tests.total();
    m_status.shown = m_status.total;
    showHeader();
    m_strip->setRevisions(loaded->revisions, revision.id);
    m_facets->setFacets(loaded->revision);
    m_builds->keepCurrent([&] { m_buildModel->setRows(loaded, &loaded->sortedBuilds); });
    m_boots->keepCurrent([&] { m_bootModel->setRows(loaded, &loaded->sortedBoots); });
    m_suites->keepCurrent([&] { m_suiteModel->setRows(loaded, loaded->suites.get()); });
    m_lists->setTabText(0, withCount(tr("Builds"), counts.builds));
    m_lists->setTabText(1, withCount(tr("Boots"), counts.boots));
    m_lists->setTabText(2, withCount(tr("Tests"), counts.tests));
    m_panel->showContent();
    emit stateChanged();
}

void RevisionView::showHeader()
{
    const query::RevisionRow& row = m_loaded->revision->row;
    const auto& revision = row.revision;
    m_header->setTitle(QStringLiteral("%1  %2").arg(branchText(revision.tree, revision.branch),
                                                    revisionText(revision)));
    m_header->setCode(shortHash(revision.commit));
    QStringList parts;
    const auto add = [&parts](std::int64_t count, const QString& text) {
        if (count > 0) {
            parts << text.arg(countText(count));
        }
    };
    add(row.counts.builds[StatusClass::Fail], tr("%1 builds fail"));
    add(row.counts.boots[StatusClass::Fail], tr("%1 boots fail"));
    add(row.counts.tests[StatusClass::Fail], tr("%1 tests fail"));
    if (parts.isEmpty()) {
        parts << tr("Nothing fails");
    }
    const auto infra = row.counts.builds.infrastructure() + row.counts.boots.infrastructure()
        + row.counts.tests.infrastructure();
    add(infra, tr("%1 infrastructure"));
    add(row.counts.builds[StatusClass::Pending] + row.counts.boots[StatusClass::Pending]
            + row.counts.tests[StatusClass::Pending],
        tr("%1 still running"));
    parts << ageText(revision.time, m_context.now());
    if (!revision.subject.empty()) {
        parts << fromUtf8(revision.subject);
    }
    m_header->setVerdict(parts);
}

Selection RevisionView::selectionOf(int row) const
{
    Selection selection;
    if (const auto* build = m_builds == currentList() ? m_buildModel->rowAt(row) : nullptr) {
        selection.kind = RecordKind::Build;
        selection.id = fromUtf8(build->id);
        selection.caption = QStringLiteral("%1 · %2 · %3")
                                .arg(fromUtf8(build->config), fromUtf8(build->architecture),
                                     fromUtf8(build->compiler));
    } else if (const auto* boot = m_boots == currentList() ? m_bootModel->rowAt(row) : nullptr) {
        selection.id = fromUtf8(boot->id);
        selection.caption =
            QStringLiteral("%1 · %2").arg(fromUtf8(boot->platform), fromUtf8(boot->lab));
        query::HistoryRequest history;
        history.branch = {m_state.tree.toStdString(), m_state.branch.toStdString(), {}};
        history.path = boot->path;
        history.platform = boot->platform;
        history.config = boot->config;
        history.compiler = boot->compiler;
        selection.history = history;
    } else if (const auto* suite = m_suites == currentList() ? m_suiteModel->rowAt(row) : nullptr) {
        selection.caption = suite->name;
    }
    return selection;
}

} // namespace cboard::ui
