// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_view.h"

#include "ui/base/key_text.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/logview/log_state.h"
#include "ui/theme/status_palette.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    const QString OtherOption = QStringLiteral("other");
    const QString OnlyOption = QStringLiteral("only");
    const QString All = QStringLiteral("all");

} // namespace

RunsView::RunsView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("runs"), tr("Two runs"), tr("What differs between them")},
                parent)
    , m_load(*context.jobs, *context.tasks)
    , m_readLogs(*context.jobs, *context.tasks)
{
    setContent(m_table);
    m_header->addChoice({tr("Differences"), tr("All")}, tr("What is listed"));
    connect(m_header, &ViewHeader::choiceMade, this,
            [this](int, int index) { setShowsAll(index == 1); });
    connect(m_table, &ResultTable::rowActivated, this, [this] { openDiff(OpenMode::Here); });
}

bool RunsView::showsAll() const
{
    return m_state.options.value(OnlyOption) == All;
}

void RunsView::setShowsAll(bool on)
{
    m_state.options.remove(OnlyOption);
    if (on) {
        m_state.options.insert(OnlyOption, All);
    }
    showRows();
    emit stateChanged();
}

void RunsView::showState(const ViewState& state)
{
    const bool isSame = m_pair && m_state.record == state.record
        && m_state.recordKind == state.recordKind
        && m_state.options.value(OtherOption) == state.options.value(OtherOption);
    takeState(state);
    if (tableChoice(state.options) == TableChoice()) { // Unless the user arranged them.
        TableChoice byPart;
        byPart.groups = QStringList{QStringLiteral("part")};
        m_table->setChoice(byPart);
    }
    isSame ? showRows() : load();
}

ViewStatus RunsView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading = status.isLoading || m_readLogs.isRunning();
    return status;
}

QString RunsView::caption() const
{
    if (!m_pair) {
        return tr("Two runs");
    }
    return tr("%1 → %2").arg(sideText(m_pair->before, m_pair->now),
                             sideText(m_pair->now, m_pair->before));
}

void RunsView::load()
{
    m_readLogs.cancel();
    m_header->setChoice(0, showsAll() ? 1 : 0);
    const std::string before = m_state.options.value(OtherOption).toStdString();
    const std::string now = m_state.record.toStdString();
    if (before.empty() || now.empty()) {
        m_panel->showMessage(tr("No two runs are chosen"),
                             tr("Select two cells of a matrix with {select-row}, then press "
                                "{compare}."));
        return;
    }
    startLoading(
        m_load, tr("Reading two runs"), tr("The runs could not be compared"),
        [engine = m_context.engine, common = m_context.common(), kind = m_state.recordKind, before,
         now](const TaskContext& task) {
            return readRunPair(*engine, common, kind, before, now, task);
        },
        [this](const PairPtr& pair) {
            show(pair);
            readLogs();
        });
}

void RunsView::readLogs()
{
    m_readLogs.start(
        tr("Comparing two logs"),
        [engine = m_context.engine, cache = m_context.logs,
         now = query::RecordRequest{m_context.common(), m_state.recordKind, m_pair->now.record->id},
         before = m_pair->before.record->id](const TaskContext& task) {
            return compareLogs(*engine, cache, now, before, task);
        },
        [this](const Result<LogsCompared>& logs) {
            m_logs = logs;
            showRows();
            emit statusChanged();
        });
    emit statusChanged();
}

void RunsView::show(const PairPtr& pair)
{
    m_pair = pair;
    m_logs.reset();
    // An engine may name records by keys of its own; a link names them for everyone.
    m_state.record = fromUtf8(pair->now.record->id);
    m_state.options.insert(OtherOption, fromUtf8(pair->before.record->id));
    showRows();
    select();
    emit stateChanged();
}

void RunsView::showRows()
{
    m_header->setChoice(0, showsAll() ? 1 : 0);
    if (!m_pair) {
        return;
    }
    std::vector<RunFact> facts = runFacts(*m_pair);
    for (RunFact& fact : logFacts(m_logs)) {
        facts.push_back(std::move(fact));
    }
    facts = inOrder(std::move(facts));
    m_status.total = std::ssize(facts);
    const auto differing = std::ranges::count_if(facts, &RunFact::differs);
    if (!showsAll()) {
        std::erase_if(facts, [](const RunFact& fact) { return !fact.differs(); });
    }
    m_status.shown = std::ssize(facts);
    m_facts = std::make_shared<const std::vector<RunFact>>(std::move(facts));
    m_rows = std::make_shared<const TypedRows<RunFact>>(
        runFactTable(sideText(m_pair->before, m_pair->now), sideText(m_pair->now, m_pair->before)),
        m_facts, *m_facts);
    const bool isAtTop = m_table->currentRow() <= 0;
    replaceRows(*m_table, m_rows);
    if (isAtTop) {
        m_table->view()->scrollToTop(); // With the first heading.
    }
    showHeader(differing);
    if (m_facts->empty()) {
        m_panel->showMessage(tr("Nothing differs between the two"),
                             tr("\u201cAll\u201d above lists what is the same."));
    } else {
        m_panel->showContent();
    }
    emit statusChanged();
}

void RunsView::showHeader(qint64 differing)
{
    m_header->setTitle(caption());
    m_header->setCode(commonText(*m_pair));
    QStringList parts{
        tr("%1 → %2").arg(statusWord(m_pair->before.record->status),
                          statusWord(m_pair->now.record->status)),
        tr("%1 of %2 facts differ").arg(countText(differing), countText(m_status.total))};
    if (!m_logs) {
        parts << tr("comparing the logs \u2026");
    } else if (*m_logs && (*m_logs)->hasBoth()) {
        parts << countedText(static_cast<qint64>((*m_logs)->differences),
                             tr("%1 difference in the logs"), tr("%1 differences in the logs"))
              << withKeys(m_context, tr("{diff} shows them"));
    } else {
        parts << tr("no logs to compare");
    }
    m_header->setVerdict(parts);
}

QList<ActionId> RunsView::actions() const
{
    return tableActions() + partActions(2) + QList{ActionId::Open,        ActionId::OpenInNewTab,
                                                   ActionId::OpenInSplit, ActionId::OpenLog,
                                                   ActionId::Diff,        ActionId::SwapSides,
                                                   ActionId::CopyId,      ActionId::CopyReport};
}

TableSource RunsView::tableSource() const
{
    QList<std::pair<QString, QString>> facts;
    if (m_pair) {
        facts << std::pair(tr("before"), fromUtf8(m_pair->before.record->id))
              << std::pair(tr("now"), fromUtf8(m_pair->now.record->id));
    }
    return sourceOf(*m_table, caption(), facts);
}

bool RunsView::perform(ActionId action)
{
    if (const auto part = partOf(action)) {
        setShowsAll(*part == 1);
        return true;
    }
    switch (action) {
    case ActionId::Diff:
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openDiff(openModeOf(action));
        return true;
    case ActionId::OpenLog:
        openLog();
        return true;
    case ActionId::SwapSides:
        swapSides();
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

/// The run at the right stays selected: rows are what is said of both.
void RunsView::select()
{
    Selection selection;
    selection.kind = m_state.recordKind;
    selection.id = m_state.record;
    selection.caption = caption();
    if (const auto& revision = m_pair->now.record->revision) {
        selection.revision = fromUtf8(revision->commit);
    }
    emit selectionChanged(selection);
}

void RunsView::swapSides()
{
    if (m_pair) {
        ViewState swapped = state();
        swapped.record = m_state.options.value(OtherOption);
        swapped.options.insert(OtherOption, m_state.record);
        m_context.navigator->open(swapped);
    }
}

void RunsView::openDiff(OpenMode mode)
{
    if (m_pair) {
        m_context.navigator->open(logDiffState(m_state, m_state.recordKind, m_state.record,
                                               m_state.options.value(OtherOption)),
                                  mode);
    }
}

void RunsView::openLog()
{
    if (m_pair) {
        m_context.navigator->open(logState(m_state, m_state.recordKind, m_state.record));
    }
}

/// The selected rows, one a line, under the names of the two.
void RunsView::copyReport() const
{
    if (!m_pair) {
        return;
    }
    QStringList lines{QStringLiteral("%1: %2").arg(commonText(*m_pair), caption())};
    for (const int row : m_table->selectedRows()) {
        const RunFact& fact = *m_rows->rowAt(row);
        lines << QStringLiteral("  %1: %2 → %3").arg(fact.name, fact.before, fact.now);
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace cboard::ui
