// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/builds/build_view.h"

#include "core/service/build_details.h"
#include "ui/base/joined_texts.h"
#include "ui/base/record_field.h"
#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/builds/build_findings.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44; ///< Two lines.

    query::BranchKey branchOf(const query::RevisionRef& revision)
    {
        return {revision.tree, revision.branch, revision.repositoryUrl};
    }

    QString nameOf(const query::CellNames& names)
    {
        return joinedTexts(
            {fromUtf8(names.config), fromUtf8(names.architecture), fromUtf8(names.compiler)});
    }

    /// The build that is named, or the one that the named test ran on.
    query::Answer<query::RecordSnapshot> buildOf(query::Engine& engine, const query::Common& common,
                                                 const ViewState& state, const TaskContext& task)
    {
        std::string id = state.record.toStdString();
        if (state.recordKind != RecordKind::Build) {
            const auto record = engine.record({common, state.recordKind, id}, task);
            if (!record && record.error().kind == ErrorKind::NotFound) {
                return fail(ErrorKind::NotFound,
                            "the build of \"" + id + "\" is not known: no such result is stored");
            }
            CBOARD_TRY_VOID(record);
            id = recordField(**record, "build_id").toStdString();
        }
        return engine.record({common, RecordKind::Build, id}, task);
    }

} // namespace

BuildView::BuildView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("build"), tr("Build"), tr("Errors and warnings")}, parent)
    , m_load(*context.queries, *context.tasks)
    , m_others(*context.jobs, *context.tasks)
{
    m_table->setRowHeight(RowHeight);
    setContent(m_table);
    m_header->addChoice({tr("All"), tr("Changes")}, tr("What is listed"));
    connect(m_header, &ViewHeader::choiceMade, this,
            [this](int, int index) { setOnlyChanges(index == 1); });
    connect(m_table, &ResultTable::rowActivated, this, [this] { openLog(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, &BuildView::select);
}

bool BuildView::showsOnlyChanges() const
{
    return m_state.options.value(OnlyOption) == OnlyChanges;
}

void BuildView::setOnlyChanges(bool on)
{
    m_state.options.remove(OnlyOption);
    if (on) {
        m_state.options.insert(OnlyOption, OnlyChanges);
    }
    showRows();
    emit stateChanged();
}

void BuildView::showState(const ViewState& state)
{
    const ViewState before = m_state;
    takeState(state);
    if (!m_loaded.details) {
        m_baseline = askedBaseline(m_state);
    }
    const bool isSame = m_loaded.details && before.record == state.record
        && before.options.value(BaselineOption) == state.options.value(BaselineOption);
    isSame ? showRows() : load();
}

ViewStatus BuildView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading = status.isLoading || m_others.isRunning();
    return status;
}

QString BuildView::caption() const
{
    return m_loaded.details ? nameOf(m_loaded.details->build.names) : tr("Build");
}

void BuildView::load()
{
    m_others.cancel();
    m_header->setChoice(0, showsOnlyChanges() ? 1 : 0);
    if (m_state.record.isEmpty()) {
        m_panel->showMessage(tr("No build is chosen"),
                             tr("{open} on a cell of the build matrix opens it here."));
        return;
    }
    startLoading(
        m_load, tr("Reading the build"), tr("The build could not be read"),
        [engine = m_context.engine, common = m_context.common(), state = m_state,
         question =
             BaselineQuestion(m_context, m_state)](const TaskContext& task) -> Result<Loaded> {
            Loaded loaded;
            CBOARD_TRY(const auto record, buildOf(*engine, common, state, task));
            query::BuildDetailsRequest request{common, record->id, {}, false};
            if (record->revision) {
                CBOARD_TRY(loaded.baseline,
                           question.answer(*engine, branchOf(*record->revision),
                                           record->revision->id, common, task));
            }
            request.baseline = loaded.baseline.id();
            CBOARD_TRY(loaded.details, service::buildDetails(*engine, request, task));
            return loaded;
        },
        [this](const Loaded& loaded) {
            show(loaded);
            countOthers();
        });
}

/// For that all builds of the revision are read.
void BuildView::countOthers()
{
    if (m_loaded.details->findings.empty()) {
        return;
    }
    query::BuildDetailsRequest request{m_context.common(), m_loaded.details->build.now.id,
                                       m_baseline.id(), true};
    m_others.start(
        tr("Comparing with other builds"),
        [engine = m_context.engine, request,
         baseline = m_baseline](const TaskContext& task) -> Result<Loaded> {
            Loaded loaded{baseline, nullptr, nullptr};
            CBOARD_TRY(loaded.details, service::buildDetails(*engine, request, task));
            return loaded;
        },
        [this](const Result<Loaded>& loaded) {
            if (loaded) {
                show(*loaded);
            }
            emit statusChanged();
        });
    emit statusChanged();
}

void BuildView::show(const Loaded& loaded)
{
    m_loaded = loaded;
    m_baseline = loaded.baseline;
    const query::BuildDetailsSnapshot& details = *m_loaded.details;
    auto changes = std::make_shared<std::vector<query::BuildFinding>>();
    std::copy_if(details.findings.begin(), details.findings.end(), std::back_inserter(*changes),
                 [](const auto& one) { return one.change != query::BuildChange::Same; });
    m_loaded.changes = std::move(changes);
    m_state.record = fromUtf8(details.build.now.id);
    m_state.recordKind = RecordKind::Build;
    nameRevision(m_state, details.revision);
    m_header->setTitle(caption());
    m_header->setCode(revisionText(details.revision));
    m_header->setVerdict(buildVerdict(details)
                         << (details.baseline
                                 ? tr("against %1").arg(shortRevisionText(*details.baseline))
                                 : tr("nothing before it is stored")));
    showRows();
    emit stateChanged();
}

void BuildView::showRows()
{
    m_header->setChoice(0, showsOnlyChanges() ? 1 : 0);
    if (!m_loaded.details) {
        return;
    }
    const bool onlyChanges = showsOnlyChanges();
    const auto& findings = onlyChanges ? *m_loaded.changes : m_loaded.details->findings;
    const auto owner = onlyChanges ? std::shared_ptr<const void>(m_loaded.changes)
                                   : std::shared_ptr<const void>(m_loaded.details);
    m_rows =
        std::make_shared<const TypedRows<query::BuildFinding>>(findingTable(), owner, findings);
    replaceRows(*m_table, m_rows);
    m_status.shown = std::ssize(findings);
    m_status.total = std::ssize(m_loaded.details->findings);
    showEmpty();
    select();
    emit statusChanged();
}

void BuildView::showEmpty()
{
    const query::BuildHealthRow& build = m_loaded.details->build;
    const bool hasRows = m_rows->size() > 0;
    if (!build.now.hasLog && !hasRows) {
        m_panel->showMessage(tr("The log of this build is not stored"),
                             tr("Errors and warnings are read from it."));
    } else if (showsOnlyChanges() && !hasRows && !build.before.hasLog) {
        m_panel->showMessage(tr("There is no log to compare with"),
                             tr("The baseline did not make this build, or kept no log of it."));
    } else if (!hasRows) {
        m_panel->showMessage(showsOnlyChanges() ? tr("It says what it said before")
                                                : tr("No errors and no warnings"));
    } else {
        m_panel->showContent();
    }
}

QList<ActionId> BuildView::actions() const
{
    return tableActions()
        + QList{ActionId::Open,    ActionId::OpenInNewTab, ActionId::OpenInSplit, ActionId::OpenLog,
                ActionId::History, ActionId::CopyId,       ActionId::CopyReport,  ActionId::Diff};
}

TableSource BuildView::tableSource() const
{
    return sourceOf(*m_table, caption(), {});
}

bool BuildView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenLog:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openLog(openModeOf(action));
        return true;
    case ActionId::History:
        openHistory();
        return true;
    case ActionId::Diff:
        setOnlyChanges(!showsOnlyChanges());
        return true;
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(m_state.record);
        return true;
    case ActionId::CopyReport:
        copyReport();
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

const query::BuildFinding* BuildView::currentFinding() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

query::HistoryRequest BuildView::history() const
{
    return historyOf("build", m_loaded.details->build.names, branchOf(m_loaded.details->revision));
}

/// The build stays selected: rows are what it says.
void BuildView::select()
{
    if (!m_loaded.details) {
        return;
    }
    Selection selection;
    selection.kind = RecordKind::Build;
    selection.id = fromUtf8(m_loaded.details->build.now.id);
    selection.caption = caption();
    selection.history = history();
    selection.revision = fromUtf8(m_loaded.details->revision.commit);
    emit selectionChanged(selection);
}

/// At the line of the row; what is gone stands in the log of the baseline.
void BuildView::openLog(OpenMode mode)
{
    if (!m_loaded.details) {
        return;
    }
    const query::BuildHealthRow& build = m_loaded.details->build;
    const query::BuildFinding* finding = currentFinding();
    const bool isGone = finding != nullptr && finding->change == query::BuildChange::Fixed;
    ViewState target =
        logState(m_state, RecordKind::Build, fromUtf8(isGone ? build.before.id : build.now.id));
    if (finding != nullptr) {
        target.options.insert(QStringLiteral("line"), QString::number(finding->diagnostic.line));
    }
    m_context.navigator->open(target, mode);
}

void BuildView::openHistory()
{
    if (m_loaded.details) {
        m_context.navigator->open(historyState(history()));
    }
}

/// The selected lines as the compiler wrote them, under the name of the build.
void BuildView::copyReport() const
{
    if (!m_loaded.details) {
        return;
    }
    QStringList lines{
        QStringLiteral("%1  %2:").arg(caption(), revisionText(m_loaded.details->revision))};
    for (const int row : m_table->selectedRows()) {
        lines << QStringLiteral("  ") + fromUtf8(m_rows->rowAt(row)->diagnostic.text);
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace cboard::ui
