// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logsearch/log_search_view.h"

#include "core/service/workbench.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/logview/rule_maker.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int PollMs = 100;
    constexpr int FieldWidth = 160; ///< At least; beside another view the summary gives way.
    constexpr std::size_t LogsAtOnce = 40; ///< Into the model, so that the window stays quick.

} // namespace

LogSearchView::LogSearchView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_field(new QLineEdit(this))
    , m_case(new QToolButton(this))
    , m_word(new QToolButton(this))
    , m_rule(new QToolButton(this))
    , m_grouping(new QComboBox(this))
    , m_summary(new QLabel(this))
    , m_tree(new QTreeView(this))
    , m_panel(new StatePanel(m_context, m_tree, this))
    , m_model(new LogSearchModel(this))
    , m_ruleMaker(new RuleMaker(context, this))
    , m_search(*context.jobs, *context.tasks)
    , m_arrange(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("logsearch");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_panel, 1);
    buildTree();
    setFocusProxy(m_field);
    m_field->installEventFilter(this);
    m_poll.setInterval(PollMs);
    connect(&m_poll, &QTimer::timeout, this, &LogSearchView::takeFound);
    showSummary();
}

QWidget* LogSearchView::makeBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 8, 12, 8);
    m_field->setPlaceholderText(tr("Text in any stored log, or /expression/; Enter searches"));
    m_field->setAccessibleName(tr("What to look for in all stored logs"));
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(FieldWidth);
    layout->addWidget(m_field, 2);
    const auto addToggle = [&](QToolButton* button, const QString& text, const QString& hint) {
        button->setText(text);
        button->setToolTip(hint);
        button->setAccessibleName(hint);
        button->setCheckable(true);
        button->setAutoRaise(true);
        layout->addWidget(button);
    };
    addToggle(m_case, tr("Aa"), tr("Upper and lower case differ"));
    addToggle(m_word, tr("\u201cab\u201d"), tr("Whole words only"));
    m_grouping->addItems({tr("by what they say"), tr("by board")});
    m_grouping->setAccessibleName(tr("How lines are grouped"));
    layout->addWidget(m_grouping);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_summary, 3);
    m_rule->setText(tr("Make a rule \u2026"));
    m_rule->setToolTip(tr("Keep what is looked for as a rule for errors (A)"));
    m_rule->setAutoRaise(true);
    layout->addWidget(m_rule);
    connect(m_rule, &QToolButton::clicked, this, &LogSearchView::makeRule);
    connect(m_ruleMaker, &RuleMaker::said, this, [this](const QString& sentence) {
        m_said = sentence;
        showSummary();
    });
    connect(m_field, &QLineEdit::returnPressed, this, &LogSearchView::search);
    connect(m_panel, &StatePanel::actionRequested, this, &LogSearchView::search);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, [this] {
        arrange();
        emit stateChanged();
    });
    return bar;
}

void LogSearchView::buildTree()
{
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAccessibleName(tr("Lines found"));
    m_tree->setTextElideMode(Qt::ElideMiddle); // Lines often differ in their last word.
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(LogSearchModel::TextColumn, QHeaderView::Stretch);
    constexpr std::array Widths{
        std::pair(LogSearchModel::BoardColumn, 140), std::pair(LogSearchModel::LogColumn, 120),
        std::pair(LogSearchModel::RevisionColumn, 140), std::pair(LogSearchModel::LineColumn, 80)};
    for (const auto& [column, width] : Widths) {
        header->resizeSection(column, width);
    }
    connect(m_tree, &QTreeView::activated, this, [this] { open(ActionId::Open); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LogSearchView::select);
}

/// Down leads from what is looked for to what was found.
bool LogSearchView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down && m_tree->isVisible()) {
        m_tree->setFocus(Qt::TabFocusReason);
        return true;
    }
    return View::eventFilter(watched, event);
}

/// Beside another view the lines need the room.
void LogSearchView::resizeEvent(QResizeEvent* event)
{
    constexpr int RevisionNeeds = 900;
    constexpr int BoardNeeds = 480;
    View::resizeEvent(event);
    m_tree->setColumnHidden(LogSearchModel::RevisionColumn, width() < RevisionNeeds);
    m_tree->setColumnHidden(LogSearchModel::BoardColumn, width() < BoardNeeds);
}

void LogSearchView::showState(const ViewState& state)
{
    m_state = state;
    m_state.view = QStringLiteral("logsearch");
    const auto& options = state.options;
    m_case->setChecked(options.value(QStringLiteral("case")) == QLatin1String("1"));
    m_word->setChecked(options.value(QStringLiteral("word")) == QLatin1String("1"));
    m_grouping->setCurrentIndex(
        options.value(QStringLiteral("group")) == QLatin1String("board") ? 1 : 0);
    const QString text = options.value(QStringLiteral("find"));
    if (text != m_searched || (text.isEmpty() && m_field->text().isEmpty())) {
        m_field->setText(text);
        search();
    }
}

void LogSearchView::refresh()
{
    search();
}

void LogSearchView::search()
{
    m_search.cancel();
    m_arrange.cancel();
    m_poll.stop();
    m_waiting.clear();
    m_model->clear(grouping());
    m_error.clear();
    m_said.clear();
    m_searched = m_field->text();
    m_hasEnded = true;
    m_result = service::LogGrepResult();
    const service::LogGrepRequest request =
        logGrepRequest(m_searched, m_case->isChecked(), m_word->isChecked());
    if (!request.search.patterns.empty() && m_context.workbench != nullptr) {
        m_hasEnded = false;
        m_found = std::make_shared<FoundLogs>();
        m_search.start(
            tr("Searching all logs"),
            [engine = m_context.engine, file = m_context.workbench->store().file(), request,
             common = m_context.common(), found = m_found](const TaskContext& task) {
                return searchLogs(*engine, file, request, common, *found, task);
            },
            [this](const Result<service::LogGrepResult>& result) { finish(result); });
        m_poll.start();
    }
    showSummary();
    emit statusChanged();
    emit stateChanged();
}

void LogSearchView::takeFound()
{
    for (FoundLog& log : m_found->take()) {
        m_waiting.push_back(std::move(log));
    }
    std::vector<FoundLog> next;
    while (!m_waiting.empty() && next.size() < LogsAtOnce) {
        next.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    const bool isFirst = m_model->logCount() == 0 && !next.empty();
    m_model->add(std::move(next));
    if (isFirst) {
        m_tree->setCurrentIndex(m_model->index(0, 0));
    }
    if (m_hasEnded && m_waiting.empty()) {
        m_poll.stop();
        arrange();
    }
    showSummary();
}

LogGroups::Grouping LogSearchView::grouping() const
{
    return static_cast<LogGroups::Grouping>(m_grouping->currentIndex());
}

/// As many lines as are kept take longer to group than the window's thread may.
void LogSearchView::arrange()
{
    m_arrange.start(
        tr("Grouping the lines"),
        [logs = m_model->logs(), by = grouping()](const TaskContext& task) {
            return sortedGroups(logs, by, LogSearchModel::MaxLines, task);
        },
        [this, logCount = m_model->logs().size()](const Result<std::shared_ptr<LogGroups>>& made) {
            if (!made) {
                return;
            }
            m_model->setGroups(*made, logCount);
            m_tree->setCurrentIndex(m_model->index(0, 0));
            if (m_model->rowCount() == 1) {
                m_tree->expandAll();
            }
            showSummary();
            emit statusChanged();
        });
    emit statusChanged();
}

void LogSearchView::finish(const Result<service::LogGrepResult>& result)
{
    m_hasEnded = true;
    m_result = result;
    if (!result && result.error().kind != ErrorKind::Cancelled) {
        m_error = QString::fromStdString(describe(result.error()));
    }
    takeFound();
}

/// What stands in place of lines.
void LogSearchView::showPanel()
{
    if (m_searched.isEmpty() && m_error.isEmpty()) {
        m_panel->showMessage(
            tr("Every stored log can be searched"),
            tr("Type a text, or an /expression/, and press Enter: lines come as they are found."));
    } else if (m_hasEnded && !m_error.isEmpty() && m_model->rowCount() == 0) {
        m_panel->showMessage(tr("The logs could not be searched"), m_error, tr("Try again"));
    } else if (m_hasEnded && m_result && m_result->lineCount == 0) {
        m_panel->showMessage(tr("No stored log holds \u201c%1\u201d").arg(m_searched),
                             tr("%1 logs were searched.").arg(countText(m_result->logCount)));
    } else {
        m_panel->showContent();
    }
}

void LogSearchView::showSummary()
{
    showPanel();
    m_rule->setEnabled(!m_searched.isEmpty() && m_context.workbench != nullptr);
    if (!m_said.isEmpty()) {
        m_summary->setText(m_said);
    } else if (m_context.workbench == nullptr) {
        m_summary->setText(tr("Only logs of a store on this machine can be searched"));
    } else if (!m_error.isEmpty()) {
        m_summary->setText(m_model->rowCount() == 0 ? QString() : m_error); // Else it is below.
    } else if (m_searched.isEmpty()) {
        m_summary->setText({});
    } else if (!m_hasEnded) {
        m_summary->setText(
            tr("searching \u2026  %1 logs so far").arg(countText(m_model->logCount())));
    } else if (!m_result) {
        m_summary->setText(tr("stopped; %1 logs were found").arg(countText(m_model->logCount())));
    } else {
        QString text = tr("%1 in %2 of %3")
                           .arg(countedText(m_result->lineCount, tr("%1 line"), tr("%1 lines")),
                                countText(m_result->hitCount),
                                countedText(m_result->logCount, tr("%1 log"), tr("%1 logs")));
        if (m_model->keptLines() < m_result->lineCount) {
            text += tr("; the first %1 are listed").arg(countText(m_model->keptLines()));
        }
        if (!m_result->unreadable.empty()) {
            text += tr("; %1 could not be read")
                        .arg(countText(static_cast<qint64>(m_result->unreadable.size())));
        }
        m_summary->setText(text);
    }
    m_summary->setToolTip(m_summary->text());
}

ViewState LogSearchView::state() const
{
    ViewState state = m_state;
    state.options.clear();
    const auto put = [&state](const char* option, const QString& value) {
        if (!value.isEmpty()) {
            state.options.insert(QLatin1String(option), value);
        }
    };
    put("find", m_searched);
    put("case", m_case->isChecked() ? QStringLiteral("1") : QString());
    put("word", m_word->isChecked() ? QStringLiteral("1") : QString());
    put("group", m_grouping->currentIndex() == 1 ? QStringLiteral("board") : QString());
    return state;
}

ViewStatus LogSearchView::status() const
{
    ViewStatus status;
    status.isLoading = m_poll.isActive() || m_arrange.isRunning();
    status.error = m_error;
    status.shown = status.total = m_model->keptLines();
    return status;
}

QString LogSearchView::caption() const
{
    return m_searched.isEmpty() ? tr("Search in all logs") : tr("Logs with %1").arg(m_searched);
}

} // namespace cboard::ui
