// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/completion.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/joined_texts.h"
#include "ui/base/navigator.h"
#include "ui/base/text_format.h"
#include "ui/builds/build_feature.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/matrix/matrix_find.h"
#include "ui/matrix/matrix_view.h"
#include "ui/theme/status_palette.h"
#include "ui/widgets/part_actions.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <map>
#include <utility>

namespace cboard::ui {

namespace {

    /// Filter terms for the values of a row or a column; none for those that name nothing.
    QStringList termsOf(const std::vector<std::string>& fields,
                        const std::vector<std::string>& values)
    {
        using query::FilterKey;
        static const std::map<std::string_view, FilterKey> Keys = {
            {"platform", FilterKey::Board}, {"config", FilterKey::Config},
            {"arch", FilterKey::Arch},      {"compiler", FilterKey::Compiler},
            {"lab", FilterKey::Lab},        {"path", FilterKey::Path},
            {"suite", FilterKey::Path}};
        QStringList terms;
        for (std::size_t i = 0; i < std::min(fields.size(), values.size()); ++i) {
            const auto key = Keys.find(fields[i]);
            if (key == Keys.end() || values[i].empty()) {
                continue;
            }
            const bool isSuite = fields[i] == "suite";
            terms << fromUtf8(
                std::string(query::filterKeyText(key->second)) + ":"
                + (isSuite ? values[i] + "*" : query::quoteValue(key->second, values[i])));
        }
        return terms;
    }

} // namespace

QList<ActionId> MatrixView::actions() const
{
    const auto numbers = static_cast<int>(cellNumberChoices().size());
    const QList<ActionId> ofBuilds = partActions(numbers) + QList{ActionId::Diff};
    return QList{ActionId::RowDown,       ActionId::RowUp,
                 ActionId::Left,          ActionId::Right,
                 ActionId::NextNew,       ActionId::PreviousNew,
                 ActionId::NextFailure,   ActionId::PreviousFailure,
                 ActionId::NewerRevision, ActionId::OlderRevision,
                 ActionId::Open,          ActionId::OpenInNewTab,
                 ActionId::OpenInSplit,   ActionId::OpenLog,
                 ActionId::CopyId,        ActionId::CopyReport,
                 ActionId::SortMode,      ActionId::LabSplit,
                 ActionId::History,       ActionId::FoldMore,
                 ActionId::ExpandAll,     ActionId::Preset1,
                 ActionId::Preset2,       ActionId::Preset3,
                 ActionId::Preset4,       ActionId::Find,
                 ActionId::FindNext,      ActionId::FindPrevious,
                 ActionId::SelectRow}
    + (m_spec.kind == query::MatrixKind::Build ? ofBuilds
           : isTree()                          ? partActions(PathFolding::Levels)
                                               : QList<ActionId>());
}

bool MatrixView::perform(ActionId action)
{
    const bool isLevel = std::exchange(m_awaitsLevel, action == ActionId::FoldMore);
    if (const auto part = partOf(action)) {
        return performPart(*part, isLevel);
    }
    switch (action) {
    case ActionId::RowDown:
        m_matrix->moveBy(1, 0);
        return true;
    case ActionId::RowUp:
        m_matrix->moveBy(-1, 0);
        return true;
    case ActionId::Left:
    case ActionId::NewerRevision: // Newest stands left.
        m_matrix->moveBy(0, -1);
        return true;
    case ActionId::Right:
    case ActionId::OlderRevision:
        m_matrix->moveBy(0, 1);
        return true;
    case ActionId::NextNew:
        m_matrix->goToFailure(FailureKind::New, Direction::Forward);
        return true;
    case ActionId::PreviousNew:
        m_matrix->goToFailure(FailureKind::New, Direction::Backward);
        return true;
    case ActionId::NextFailure:
        m_matrix->goToFailure(FailureKind::Any, Direction::Forward);
        return true;
    case ActionId::PreviousFailure:
        m_matrix->goToFailure(FailureKind::Any, Direction::Backward);
        return true;
    case ActionId::OpenLog:
        openLog(OpenMode::Here);
        return true;
    case ActionId::Diff:
        openDiff();
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::SelectRow:
        m_matrix->toggleSelected();
        return true;
    case ActionId::Leave:
        return m_matrix->clearSelected();
    case ActionId::Compare:
        return compareSelected();
    case ActionId::CopyId:
    case ActionId::CopyReport:
        copyCurrent(action == ActionId::CopyReport);
        return true;
    case ActionId::History:
        if (m_matrix->current()) {
            m_context.navigator->open(historyState(historyOf(*m_matrix->current())));
        }
        return true;
    default:
        return performFind(action) || performArrange(action);
    }
}

bool MatrixView::performFind(ActionId action)
{
    RowFinder& finder = RowFinder::of(m_context, *this);
    connect(m_matrix, &MatrixWidget::replaced, &finder, &RowFinder::onRowsChanged,
            Qt::UniqueConnection);
    connect(m_matrix, &MatrixWidget::currentChanged, &finder, &RowFinder::onCursorMoved,
            Qt::UniqueConnection);
    return finder.perform(action, *m_matrix, [this] { return matrixFindTarget(*m_matrix); });
}

/// A build with what its log says, a test with its log, a sum with what it counts.
void MatrixView::openCurrent(OpenMode openMode)
{
    const auto place = m_matrix->current();
    if (!hasRecord()) {
        if (place && m_spec.kind == query::MatrixKind::Test && !m_matrix->cellsAt(*place).empty()) {
            openTests(*place, openMode);
        }
    } else if (m_spec.kind == query::MatrixKind::Build) {
        m_context.navigator->open(buildState(state(), false), openMode);
    } else {
        openLog(openMode);
    }
}

/// The tests that a cell counts: those of its row and its column.
void MatrixView::openTests(MatrixPlace place, OpenMode openMode)
{
    const query::MatrixSnapshot& matrix = *m_matrix->matrix();
    const auto& column = matrix.columns[static_cast<std::size_t>(place.column)];
    QStringList terms{m_state.filter};
    terms << termsOf(matrix.rowFields, matrix.rows[static_cast<std::size_t>(place.row)].fields)
          << termsOf(matrix.columnFields, column.fields);
    ViewState target;
    target.view = QStringLiteral("tests");
    target.tree = m_state.tree;
    target.branch = m_state.branch;
    target.repositoryUrl = m_state.repositoryUrl;
    if (const auto revision = column.revision ? column.revision : m_revision) {
        target.revision = fromUtf8(revision->commit);
    }
    target.filter = joinedTexts(terms, QStringLiteral(" "));
    carryBaseline(m_state, target);
    m_context.navigator->open(target, openMode);
}

/// What a build says that it did not say at the baseline.
void MatrixView::openDiff()
{
    if (m_spec.kind == query::MatrixKind::Build && hasRecord()) {
        m_context.navigator->open(buildState(state(), true), OpenMode::Here);
    }
}

bool MatrixView::hasRecord() const
{
    const auto place = m_matrix->current();
    const auto* cell = place ? worstCell(*place) : nullptr;
    return cell != nullptr && !cell->recordId.empty();
}

void MatrixView::openLog(OpenMode openMode)
{
    if (!hasRecord()) {
        return;
    }
    const ViewState at = state();
    ViewState target = logState(at, at.recordKind, at.record);
    target.revision = at.revision;
    m_context.navigator->open(target, openMode);
}

void MatrixView::openRevision(int column)
{
    const auto& header = m_matrix->matrix()->columns[static_cast<std::size_t>(column)];
    if (!header.revision) {
        return;
    }
    ViewState target;
    target.view = QStringLiteral("revision");
    target.tree = m_state.tree;
    target.branch = m_state.branch;
    target.revision = fromUtf8(header.revision->commit);
    carryBaseline(m_state, target);
    m_context.navigator->open(target, OpenMode::Here);
}

void MatrixView::copyCurrent(bool asReport)
{
    const auto place = m_matrix->current();
    if (!place) {
        return;
    }
    if (asReport) {
        QGuiApplication::clipboard()->setText(
            tr("%1 (%2)").arg(m_matrix->cellText(*place), branchText(m_branch)));
        return;
    }
    const auto* cell = worstCell(*place);
    if (cell == nullptr) {
        return;
    }
    // An engine may name cells' records by keys of its own; the record knows its real id.
    const RecordKind kind =
        m_spec.kind == query::MatrixKind::Build ? RecordKind::Build : RecordKind::Test;
    m_copy.start(
        tr("Reading the id"),
        [engine = m_context.engine, common = m_context.common(), kind,
         id = cell->recordId](const TaskContext& task) {
            return engine->record({common, kind, id}, task);
        },
        [](const auto& record) {
            if (record) {
                QGuiApplication::clipboard()->setText(fromUtf8((*record)->id));
            }
        });
}

} // namespace cboard::ui
