// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_view.h"

#include "ui/base/elided_label.h"
#include "ui/base/navigator.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/matrix/arrange_button.h"
#include "ui/matrix/idle_rows.h"
#include "ui/matrix/legend.h"
#include "ui/matrix/missing_results.h"
#include "ui/matrix/path_tree.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    const QString RowOption = QStringLiteral("row"); ///< The cell under the cursor.
    const QString ColumnOption = QStringLiteral("column");

} // namespace

MatrixView::MatrixView(MatrixKindSpec spec, const Context& context, QWidget* parent)
    : View(parent)
    , m_spec(std::move(spec))
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_cursorLine(new ElidedLabel(this))
    , m_legend(new Legend(*context.theme, m_spec.kind, this))
    , m_load(*context.queries, *context.tasks)
    , m_numbers(*context.jobs, *context.tasks)
    , m_copy(*context.queries, *context.tasks)
{
    auto* content = new QWidget;
    m_matrix = new MatrixWidget(*context.theme, content);
    m_matrix->setCellSize(m_spec.cell);
    auto* foot = new QVBoxLayout; // The cell in words needs the width.
    foot->setContentsMargins(12, 4, 12, 4);
    foot->setSpacing(2);
    foot->addWidget(m_cursorLine);
    foot->addWidget(m_legend);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_matrix, 1);
    inner->addLayout(foot);
    m_panel = new StatePanel(m_context, content, this);
    m_filteredOut = new FilteredOut(context, *m_panel, *this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_matrix);

    QStringList modes;
    for (const MatrixMode& one : m_spec.modes) {
        modes << one.title;
    }
    m_header->addChoice(modes, tr("Rows and columns"));
    m_arrange = new ArrangeButton(this); // After the matrix, also in the order of Tab.
    m_header->addControl(*m_arrange);
    connect(m_header, &ViewHeader::choiceMade, this,
            [this](int, int index) { choosePreset(index); });
    connect(m_arrange, &ArrangeButton::optionChosen, this, &MatrixView::setOption);
    connect(m_arrange, &ArrangeButton::pivotChosen, this,
            [this](const auto& rows, const auto& columns) {
                setPivot(m_state.options, m_spec, rows, columns);
                setOption(QStringLiteral("group"), {}); // It named a row dimension.
            });
    connect(m_matrix, &MatrixWidget::foldedChanged, this, &MatrixView::keepFolded);
    connect(m_matrix, &MatrixWidget::selectedChanged, this, &MatrixView::showCursorLine);
    connect(m_panel, &StatePanel::actionRequested, this, &MatrixView::refresh);
    connect(m_matrix, &MatrixWidget::currentChanged, this, &MatrixView::onCurrentChanged);
    connect(m_matrix, &MatrixWidget::activated, this, [this] { openCurrent(OpenMode::Here); });
    connect(m_matrix, &MatrixWidget::columnActivated, this, &MatrixView::openRevision);
}

void MatrixView::showState(const ViewState& state)
{
    const ViewState before = m_state;
    m_state = state;
    m_state.view = m_spec.viewId;
    if (m_status.shown < 0) {
        m_baseline = askedBaseline(m_state);
    }
    m_wanted = {m_state.options.take(RowOption), m_state.options.take(ColumnOption), state.record};
    m_state.record.clear();
    m_state.recordKind = before.recordKind;
    if (m_status.shown < 0 || m_state != before) {
        load();
    } else {
        selectWanted();
    }
}

ViewState MatrixView::state() const
{
    ViewState state = m_state;
    if (const auto place = m_matrix->current()) {
        state.options.insert(RowOption, m_matrix->rowKey(place->row));
        state.options.insert(ColumnOption, m_matrix->columnKey(place->column));
        if (const auto* cell = worstCell(*place)) {
            state.record = fromUtf8(cell->recordId);
            state.recordKind =
                m_spec.kind == query::MatrixKind::Build ? RecordKind::Build : RecordKind::Test;
        }
    }
    return state;
}

QString MatrixView::caption() const
{
    return m_branch.tree.empty() ? m_spec.title
                                 : QStringLiteral("%1 %2").arg(m_spec.title, branchText(m_branch));
}

QList<ScopeChip> MatrixView::scopeChips() const
{
    QList<ScopeChip> chips{baselineChip(m_baseline)};
    const MatrixChoice shown = choice();
    if (!shown.isOneRevision()) {
        chips.prepend(revisionsChip(m_state));
        if (m_spec.kind == query::MatrixKind::Boot
            && shown.rows == std::vector{query::Dimension::Platform}) {
            chips.insert(1, idleChip(m_state, m_idle));
        }
    }
    if (shown.labs == LabMode::Together) {
        chips << ScopeChip{tr("labs together"),
                           tr("One cell for all labs of a board: the worst of them"),
                           QStringLiteral("labs"),
                           {},
                           QString()};
    }
    return chips;
}

void MatrixView::refresh()
{
    if (!m_numbers.isRunning() && !m_matrix->numbers().builds) {
        m_numbersAsked = {}; // They could not be read, or were not waited for.
    }
    load();
}

void MatrixView::load()
{
    const MatrixChoice wanted = choice();
    showChoice(wanted);
    if (m_status.shown < 0) {
        m_header->setTitle(m_spec.title);
    }
    beginLoading(m_status, *m_panel, tr("Reading the matrix"));
    emit statusChanged();
    query::MatrixRequest request = matrixRequest(m_spec, wanted);
    request.common = m_context.common();
    request.lastRevisions = revisionsBack(m_state);
    m_load.start(
        tr("Reading the matrix"),
        [engine = m_context.engine, request, state = m_state,
         question = BaselineQuestion(m_context, m_state), order = wanted.order,
         grouping = wanted.grouping, number = wanted.number, builds = m_matrix->numbers().builds,
         isOneRevision = wanted.isOneRevision(),
         onlyActive = leavesOutIdle(m_spec.kind, wanted, m_state)](
            const TaskContext& task) -> Result<Loaded> {
            Loaded loaded;
            query::MatrixRequest full = request;
            CBOARD_TRY(full.common.filter, parseStateFilter(state));
            CBOARD_TRY(full.branch, resolveBranch(*engine, state, request.common, task));
            loaded.branch = full.branch;
            if (isOneRevision || !state.revision.isEmpty()) {
                CBOARD_TRY(loaded.revision, resolveRevision(*engine, state, request.common, task));
            }
            if (isOneRevision) {
                full.revision = loaded.revision->id;
            }
            const auto shown = loaded.revision ? std::optional(loaded.revision->id) : std::nullopt;
            CBOARD_TRY(loaded.baseline,
                       question.answer(*engine, full.branch, shown, request.common, task));
            full.common.baseline = loaded.baseline.id();
            CBOARD_TRY(loaded.matrix, engine->matrix(full, task));
            if (onlyActive) {
                ActiveRows active = withoutIdleRows(loaded.matrix, IdleDays);
                loaded.matrix = std::move(active.matrix);
                loaded.idle = active.idle;
            }
            if (loaded.matrix->rows.empty() && full.common.filter.isEmpty()) {
                const std::int64_t count = isOneRevision ? 1 : full.lastRevisions;
                CBOARD_TRY(loaded.revisions,
                           engine->revisions({request.common, full.branch, count, shown}, task));
            }
            loaded.arrangement = arrange(*loaded.matrix, order, grouping);
            if (grouping.by == RowGrouping::By::Tree) {
                loaded.folded = foldedBy(loaded.arrangement, foldingOf(state.options));
                foldGroups(loaded.arrangement, *loaded.folded);
            }
            loaded.numbers = placeNumbers(*loaded.matrix, builds, number);
            return loaded;
        },
        [this](const Result<Loaded>& result) {
            endLoading(m_status, *m_panel, tr("The matrix could not be read"), result,
                       [this](const Loaded& value) { show(value); });
            emit statusChanged();
        });
}

void MatrixView::show(const Loaded& loaded)
{
    m_branch = loaded.branch;
    m_revision = loaded.revision;
    m_baseline = loaded.baseline;
    m_state.tree = fromUtf8(loaded.branch.tree);
    m_state.branch = fromUtf8(loaded.branch.branch);
    const auto& info = loaded.matrix->info;
    m_status.shown = static_cast<qint64>(loaded.matrix->rows.size());
    m_status.total = m_status.shown + loaded.idle; // The engine counts runs, not rows.
    m_idle = loaded.idle;
    m_status.dataTime = info.newestData;
    m_status.isComplete = info.isComplete;
    m_status.pending = 0;
    for (const auto& column : loaded.matrix->columns) {
        m_status.pending += column.counts[StatusClass::Pending];
    }
    m_header->setTitle(tr("%1 of %2").arg(m_spec.title, branchText(m_branch)));
    m_header->setCode(choice().isOneRevision() && m_revision ? revisionText(*m_revision)
                                                             : QString());
    const bool hadCurrent = m_matrix->current().has_value();
    if (loaded.folded) {
        m_folded = *loaded.folded;
        m_matrix->setMatrix(loaded.matrix, loaded.arrangement, m_folded);
    } else {
        m_matrix->setMatrix(loaded.matrix, loaded.arrangement);
    }
    m_matrix->setNumbers(loaded.numbers);
    showVerdict();
    if (loaded.matrix->rows.empty() || loaded.matrix->columns.empty()) {
        showEmpty(loaded);
        emit selectionChanged({});
        emit stateChanged();
        return;
    }
    m_panel->showContent();
    readNumbers();
    const bool isChosen = selectWanted();
    if (!m_matrix->current()) {
        if (!m_matrix->goToFailure(FailureKind::New, Direction::Forward)
            && !m_matrix->goToFailure(FailureKind::Any, Direction::Forward)) {
            m_matrix->goToFirstCell();
        }
    } else if (hadCurrent && !isChosen) {
        onCurrentChanged(*m_matrix->current());
    }
    emit stateChanged();
}

void MatrixView::showEmpty(const Loaded& loaded)
{
    const QString where = branchText(loaded.branch);
    if (m_state.filter.isEmpty()) {
        m_panel->showMessage(missingText(m_spec.kind, where, loaded.revisions.get()),
                             missingHint(m_spec.kind, loaded.revisions.get()));
    } else {
        query::RelaxationsRequest request;
        request.common = m_context.common();
        request.common.filter = *parseStateFilter(m_state);
        request.common.baseline = m_baseline.id();
        request.kind = m_spec.kind;
        request.branch = loaded.branch;
        request.lastRevisions = revisionsBack(m_state);
        if (choice().isOneRevision() && loaded.revision) {
            request.revision = loaded.revision->id;
        }
        m_filteredOut->show(
            tr("%1: %2 runs, 0 match").arg(where, countText(loaded.matrix->info.totalRows)),
            m_state.filter, relaxedBy(*m_context.engine, {request}));
    }
}

/// Where there is little height the rows need it; the line below them says the cell in words.
void MatrixView::resizeEvent(QResizeEvent* event)
{
    constexpr int LegendNeeds = 320;
    View::resizeEvent(event);
    m_legend->setVisible(height() >= LegendNeeds);
}

void MatrixView::showVerdict()
{
    QStringList parts;
    const auto& byState = m_matrix->arrangement().rowsByState;
    for (std::size_t i = 0; i < RowStateCount; ++i) {
        if (static_cast<RowState>(i) == RowState::Pass) {
            parts << numbersVerdict(); // New warnings are news, passes are not.
        }
        if (byState[i] > 0) {
            parts << rowStateVerdict(static_cast<RowState>(i), byState[i]);
        }
    }
    if (!parts.isEmpty()) {
        parts << againstText(m_baseline);
    }
    m_header->setVerdict(parts);
}

/// \returns whether the cursor went there.
bool MatrixView::selectWanted()
{
    const WantedCell wanted = std::exchange(m_wanted, {});
    const auto& cells = m_matrix->matrix()->cells;
    const auto cell = std::find_if(cells.begin(), cells.end(),
                                   [id = wanted.record.toStdString()](const auto& one) {
                                       return !id.empty() && one.recordId == id;
                                   });
    const auto place = cell != cells.end() ? std::optional(MatrixPlace{cell->row, cell->column})
                                           : m_matrix->findPlace(wanted.row, wanted.column);
    if (!place || place == m_matrix->current()) {
        return false;
    }
    m_matrix->setCurrent(*place);
    return true;
}

const query::MatrixCell* MatrixView::worstCell(MatrixPlace place) const
{
    const auto cells = m_matrix->cellsAt(place);
    const auto worst =
        std::min_element(cells.begin(), cells.end(),
                         [](const auto& a, const auto& b) { return a.status < b.status; });
    return worst == cells.end() ? nullptr : &*worst;
}

query::HistoryRequest MatrixView::historyOf(MatrixPlace place) const
{
    query::HistoryRequest request;
    request.branch = m_branch;
    request.kind = m_spec.kind;
    const auto& matrix = *m_matrix->matrix();
    const auto take = [&request](const std::vector<std::string>& names,
                                 const std::vector<std::string>& values) {
        for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i) {
            if (names[i] == "platform") {
                request.platform = values[i];
            } else if (names[i] == "config") {
                request.config = values[i];
            } else if (names[i] == "arch") {
                request.architecture = values[i];
            } else if (names[i] == "compiler") {
                request.compiler = values[i];
            } else if (names[i] == "lab") {
                request.lab = values[i];
            } else if (names[i] == "path") {
                request.path = values[i];
            }
        }
    };
    take(matrix.rowFields, matrix.rows[static_cast<std::size_t>(place.row)].fields);
    take(matrix.columnFields, matrix.columns[static_cast<std::size_t>(place.column)].fields);
    if (m_spec.kind == query::MatrixKind::Boot && request.path.empty()) {
        request.path = "boot";
    }
    return request;
}

} // namespace cboard::ui
