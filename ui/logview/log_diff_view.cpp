// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_diff_view.h"

#include "ui/base/elided_label.h"
#include "ui/base/joined_texts.h"
#include "ui/base/key_text.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/filter/flow_layout.h"
#include "ui/logview/last_good_log.h"
#include "ui/logview/log_header.h"
#include "ui/logview/overview_map.h"
#include "ui/theme/status_palette.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    constexpr std::int64_t ContextRows = 3;

    /// What can be left out of a comparison: its key in the state, its word, the option.
    struct Normalisation {
        const char* key;
        const char* text;
        bool logs::NormaliseOptions::*member;
    };
    constexpr std::array Normalisations{
        Normalisation{"times", QT_TRANSLATE_NOOP("LogDiff", "times"),
                      &logs::NormaliseOptions::timeStamps},
        Normalisation{"addresses", QT_TRANSLATE_NOOP("LogDiff", "addresses"),
                      &logs::NormaliseOptions::addresses},
        Normalisation{"numbers", QT_TRANSLATE_NOOP("LogDiff", "numbers"),
                      &logs::NormaliseOptions::numbers},
        Normalisation{"tasks", QT_TRANSLATE_NOOP("LogDiff", "processes"),
                      &logs::NormaliseOptions::tasks},
        Normalisation{"paths", QT_TRANSLATE_NOOP("LogDiff", "paths"),
                      &logs::NormaliseOptions::paths},
        Normalisation{"symbols", QT_TRANSLATE_NOOP("LogDiff", "suffixes of symbols"),
                      &logs::NormaliseOptions::symbols},
    };

    bool isOn(const ViewState& state, const char* option)
    {
        return state.options.value(QLatin1String(option)) == QLatin1String("1");
    }

} // namespace

LogDiffView::LogDiffView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_before(makePane(tr("Earlier log")))
    , m_now(makePane(tr("This log")))
    , m_map(new OverviewMap(*context.theme, *m_now.canvas, this))
    , m_summary(new QLabel(this))
    , m_all(new QCheckBox(tr("equal lines"), this))
    , m_plain(new QCheckBox(tr("not aligned"), this))
    , m_time(new QCheckBox(tr("by time"), this))
    , m_load(*context.jobs, *context.tasks)
    , m_byTime(*context.jobs, *context.tasks)
    , m_nearest(*context.queries, *context.tasks)
    , m_copy(*context.queries, *context.tasks)
{
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_before.widget);
    splitter->addWidget(m_now.widget);
    auto* body = new QWidget(this);
    auto* bodyLayout = new QHBoxLayout(body);
    bodyLayout->setContentsMargins(0, 0, 0, 0);
    bodyLayout->setSpacing(0);
    bodyLayout->addWidget(splitter, 1);
    bodyLayout->addWidget(m_map);
    auto* content = new QWidget(this);
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(makeSwitches());
    contentLayout->addWidget(body, 1);
    m_panel = new StatePanel(m_context, content, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    m_state.view = QStringLiteral("logdiff");
    setFocusProxy(m_now.canvas);
    connectPanes();
    followKeys(m_context, this, [this] { showSummary(); });
}

LogDiffView::Pane LogDiffView::makePane(const QString& name)
{
    Pane pane;
    pane.rows = new LogRows(*m_context.queries, *m_context.tasks, LogRows::NeighbourRows, this);
    pane.widget = new QWidget(this);
    pane.canvas = new LogCanvas(*m_context.theme, *pane.rows, pane.widget);
    pane.canvas->setAccessibleName(name);
    pane.title = new ElidedLabel(pane.widget);
    pane.title->setContentsMargins(12, 4, 12, 4);
    pane.title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QVBoxLayout(pane.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(pane.title);
    layout->addWidget(pane.canvas, 1);
    return pane;
}

QWidget* LogDiffView::makeSwitches()
{
    auto* bar = new QWidget(this);
    auto* layout = new FlowLayout(bar); // Whole words in a narrow window, too.
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(12);
    m_summary->setTextFormat(Qt::PlainText);
    layout->addWidget(m_summary);
    layout->addWidget(new QLabel(tr("Left out:"), bar));
    for (const Normalisation& each : Normalisations) {
        auto* box = new QCheckBox(QCoreApplication::translate("LogDiff", each.text), bar);
        box->setToolTip(tr("Lines that differ only in this are equal"));
        box->setChecked(true);
        connect(box, &QCheckBox::clicked, this, [this] {
            m_state.options.insert(QStringLiteral("keep"), keptText());
            load(m_diff);
            emit stateChanged();
        });
        layout->addWidget(box);
        m_normalise.emplace_back(box, QString::fromLatin1(each.key));
    }
    layout->addWidget(new QLabel(tr("Show:"), bar));
    for (QCheckBox* box : {m_all, m_plain}) {
        layout->addWidget(box);
        connect(box, &QCheckBox::toggled, this, [this] {
            m_time->isChecked() ? m_time->setChecked(false) : align();
            emit stateChanged();
        });
    }
    layout->addWidget(m_time);
    m_time->setToolTip(tr("Lines of the same time since the start stand beside each other"));
    connect(m_time, &QCheckBox::toggled, this, &LogDiffView::setByTime);
    return bar;
}

QString LogDiffView::keptText() const
{
    QStringList kept;
    for (const auto& [box, key] : m_normalise) {
        if (!box->isChecked()) {
            kept << key;
        }
    }
    return kept.join(QLatin1Char(','));
}

void LogDiffView::connectPanes()
{
    const auto connectBoth = [this](const Pane& from, const Pane& to) {
        connect(from.canvas, &LogCanvas::viewChanged, this, [this, from, to] { follow(from, to); });
        connect(from.canvas, &LogCanvas::currentRowChanged, this, [this, from, to](qint64 row) {
            if (!std::exchange(m_isFollowing, true)) {
                to.canvas->setCurrentPosition(from.canvas->positionOf(row));
                m_isFollowing = false;
            }
            showSummary();
        });
        connect(from.canvas->horizontalScrollBar(), &QScrollBar::valueChanged,
                to.canvas->horizontalScrollBar(), &QScrollBar::setValue);
        connect(from.canvas, &LogCanvas::copyRequested, this,
                [this, from](bool withTimes) { copy(from, withTimes); });
        connect(from.rows, &LogRows::arrived, this, &LogDiffView::statusChanged);
    };
    connectBoth(m_before, m_now);
    connectBoth(m_now, m_before);
    connect(m_panel, &StatePanel::actionRequested, this,
            [this] { m_offered.isEmpty() ? refresh() : compareWithOffered(); });
}

void LogDiffView::follow(const Pane& from, const Pane& to)
{
    if (!std::exchange(m_isFollowing, true)) {
        to.canvas->scrollToPosition(from.canvas->firstPosition());
        m_isFollowing = false;
    }
}

void LogDiffView::showState(const ViewState& state)
{
    const auto isSame = [this, &state](const char* option) {
        return state.options.value(QLatin1String(option))
            == m_state.options.value(QLatin1String(option));
    };
    const bool isKnown = m_diff && state.record == m_state.record
        && state.recordKind == m_state.recordKind && isSame("other") && isSame("file")
        && isSame("otherFile");
    m_state = state;
    m_state.view = QStringLiteral("logdiff");
    const QStringList kept = state.options.value(QStringLiteral("keep")).split(QLatin1Char(','));
    for (const auto& [box, key] : m_normalise) {
        box->setChecked(!kept.contains(key));
    }
    const QSignalBlocker all(m_all);
    const QSignalBlocker plain(m_plain);
    const QSignalBlocker time(m_time);
    m_all->setChecked(isOn(state, "all"));
    m_plain->setChecked(isOn(state, "plain"));
    m_time->setChecked(isOn(state, "time"));
    load(isKnown ? m_diff : nullptr);
}

void LogDiffView::refresh()
{
    m_state = state();
    load({});
}

void LogDiffView::load(std::shared_ptr<const LogDiff> known)
{
    m_error.clear();
    m_offered.clear();
    m_nearest.cancel();
    LogDiffRequest request;
    request.record = {m_context.common(), m_state.recordKind, m_state.record.toStdString()};
    request.otherId = m_state.options.value(QStringLiteral("other")).toStdString();
    request.file = m_state.options.value(QStringLiteral("file")).toStdString();
    request.otherFile = m_state.options.value(QStringLiteral("otherFile")).toStdString();
    for (std::size_t i = 0; i < Normalisations.size(); ++i) {
        request.normalise.*Normalisations[i].member = m_normalise[i].first->isChecked();
    }
    if (request.record.id.empty() && (request.file.empty() || request.otherFile.empty())) {
        m_panel->showMessage(tr("Nothing is chosen to be compared"),
                             tr("Open a log, then press {diff}."));
        emit statusChanged();
        return;
    }
    m_panel->showLoading(tr("Comparing two logs"));
    m_load.start(
        tr("Comparing two logs"),
        [engine = m_context.engine, cache = m_context.logs, request, known = std::move(known)](
            const TaskContext& task) { return diffOf(*engine, cache, request, known, task); },
        [this](Result<std::shared_ptr<const LogDiff>> diff) {
            if (diff) {
                showDiff(std::move(*diff));
            } else if (diff.error().kind == ErrorKind::NotFound) {
                offerNearest(QString::fromStdString(diff.error().message));
            } else {
                m_error = QString::fromStdString(describe(diff.error()));
                m_panel->showError(tr("The logs cannot be compared"), m_error);
            }
            emit statusChanged();
            emit stateChanged();
        });
    emit statusChanged();
}

/// \p reason says why there is no good run.
void LogDiffView::offerNearest(const QString& reason)
{
    const auto sayNothing = [this](const QString& why) {
        m_panel->showMessage(tr("There is nothing to compare this log with"), why);
    };
    if (m_state.record.isEmpty() || m_state.options.contains(QStringLiteral("other"))) {
        sayNothing(reason);
        return;
    }
    m_nearest.start(
        tr("Looking for another run"),
        [engine = m_context.engine,
         request = query::RecordRequest{m_context.common(), m_state.recordKind,
                                        m_state.record.toStdString()}](const TaskContext& task) {
            return findNearestRun(*engine, request, task);
        },
        [this, reason, sayNothing](const Result<query::HistoryRun>& run) {
            if (run) {
                m_offered = fromUtf8(run->id);
                const QStringList place{revisionText(run->revision), fromUtf8(run->platform),
                                        fromUtf8(run->lab), fromUtf8(run->config)};
                m_panel->showMessage(
                    tr("No earlier run of this cell passed and has a log"),
                    tr("The nearest other run: %1 (%2). Press {diff} to compare with it.")
                        .arg(joinedTexts(place), statusWord(run->status)),
                    tr("Compare with that run"));
            } else {
                const QString why = fromUtf8(run.error().message);
                sayNothing(why == reason ? why : reason + QStringLiteral("; ") + why);
            }
            emit statusChanged();
        });
}

void LogDiffView::compareWithOffered()
{
    m_state.options.insert(QStringLiteral("other"), m_offered);
    load({});
    emit stateChanged();
}

void LogDiffView::showDiff(std::shared_ptr<const LogDiff> diff)
{
    m_diff = std::move(diff);
    m_timeRows.reset();
    const auto showSide = [](const Pane& pane, const LogDiff::Side& side, const QString& which) {
        const QString name = recordTitle(*side.document);
        pane.title->setText(QStringLiteral("%1:  %2  \u00b7  %3").arg(which, name, side.about));
        pane.title->setToolTip(pane.title->text());
        pane.canvas->setDocument(side.document);
    };
    const bool isLastGood =
        !m_diff->otherId.isEmpty() && !m_state.options.contains(QStringLiteral("other"));
    showSide(m_before, m_diff->before, isLastGood ? tr("Last good") : tr("Other"));
    showSide(m_now, m_diff->now, tr("This"));
    m_map->setDocument(m_diff->now.document);
    m_panel->showContent();
    align();
    if (m_diff->firstMeaningful && *m_diff->firstMeaningful < m_differences.size()) {
        goToPosition(m_differences[*m_diff->firstMeaningful].position);
    }
    if (m_time->isChecked()) {
        setByTime(true);
    }
    emit selectionChanged({m_state.recordKind, m_state.record, caption(), {}, {}, {}, {}, {}});
}

logs::AlignedRows LogDiffView::alignedRows() const
{
    if (m_time->isChecked() && m_timeRows) {
        return *m_timeRows;
    }
    return logs::alignRows(*m_diff->before.document->text, *m_diff->now.document->text,
                           m_plain->isChecked() ? std::vector<logs::DiffHunk>() : m_diff->hunks,
                           m_all->isChecked() ? -1 : ContextRows);
}

/// Puts the rows beside each other; the place stays.
void LogDiffView::align()
{
    if (!m_diff) {
        return;
    }
    const qint64 row = m_now.canvas->currentRow();
    logs::AlignedRows rows = alignedRows();
    m_differences = std::move(rows.differences);
    std::vector<logs::RowRange> changedBefore;
    std::vector<logs::RowRange> changedNow;
    auto marks = std::make_shared<logs::RowSet>();
    for (const auto& difference : m_differences) {
        changedBefore.push_back(difference.rowsA);
        changedNow.push_back(difference.rowsB);
        marks->append(difference.rowsB.begin);
    }
    const auto put = [](const Pane& pane, logs::RowList shown, std::vector<logs::RowRange> folded,
                        std::vector<logs::RowRange> changed) {
        pane.canvas->setFolded(std::move(folded));
        pane.canvas->setChanged(std::move(changed));
        pane.canvas->setShownRows(std::make_shared<const logs::RowList>(std::move(shown)));
    };
    put(m_before, std::move(rows.a), std::move(rows.foldedA), std::move(changedBefore));
    put(m_now, std::move(rows.b), std::move(rows.foldedB), std::move(changedNow));
    m_map->setMatches(std::move(marks));
    m_now.canvas->setCurrentRow(row, LogCanvas::Reveal::Nearest);
    follow(m_now, m_before);
    showSummary();
    emit statusChanged();
}

qint64 LogDiffView::currentPosition() const
{
    return m_now.canvas->currentPosition();
}

void LogDiffView::showSummary()
{
    if (!m_diff || m_plain->isChecked() || (m_time->isChecked() && m_timeRows)) {
        m_summary->setText({});
        return;
    }
    if (m_differences.empty()) {
        m_summary->setText(tr("No difference"));
        return;
    }
    m_summary->setText(withKeys(m_context,
                                tr("Difference %1 of %2  \u00b7  {newer-revision} next, "
                                   "{older-revision} previous"))
                           .arg(countText(static_cast<qint64>(differencesUpTo(currentPosition()))),
                                countText(static_cast<qint64>(m_differences.size()))));
}

} // namespace cboard::ui
