// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts_view.h"

#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/theme/theme.h"
#include "ui/widgets/loading.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QLabel>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr int LabelGap = 36; ///< Between two names below the lines; closer ones are cut.
    constexpr int AroundPlot = 110; ///< Left and right of the lines, with the numbers.
    constexpr int TextMargin = 12; ///< As that of the header above.
    constexpr int RightMargin = 40; ///< Half of the newest revision's name.

    /// With a dot at each revision where dots would not run into each other.
    QLineSeries* makeSeries(const QColor& color, Qt::PenStyle style, std::size_t count)
    {
        constexpr std::size_t MostDots = 120;
        const bool hasDots = count <= MostDots;
        auto* series = new QLineSeries;
        series->setPen(QPen(color, hasDots ? 2 : 1, style));
        series->setPointsVisible(hasDots);
        series->setMarkerSize(4);
        return series;
    }

    /// From 0 to some more than \p most.
    QValueAxis* makeCountAxis(double most)
    {
        auto* axis = new QValueAxis;
        constexpr double Headroom = 1.1;
        axis->setRange(0, most * Headroom);
        axis->applyNiceNumbers();
        // Results are whole: a step below one would print a number twice.
        if (axis->max() < axis->tickCount() - 1) {
            axis->setTickCount(static_cast<int>(std::ceil(axis->max())) + 1);
            axis->setRange(0, axis->tickCount() - 1);
        }
        axis->setLabelFormat(QStringLiteral("%.0f"));
        return axis;
    }

    /// The numbers behind the lines, newest first.
    TableExport chartTable(const query::RevisionsSnapshot& revisions, const QString& title,
                           const TaskContext& task)
    {
        TableExport table{title, {}, {{ChartsView::tr("Revision")}}, {}};
        for (const QString& kind :
             {ChartsView::tr("Builds"), ChartsView::tr("Boots"), ChartsView::tr("Tests")}) {
            table.columns.push_back({ChartsView::tr("%1 failed").arg(kind), true});
            table.columns.push_back({ChartsView::tr("%1 infrastructure").arg(kind), true});
            table.columns.push_back({ChartsView::tr("%1 in all").arg(kind), true});
        }
        for (const query::RevisionRow& row : revisions.rows) {
            if (task.stopRequested()) {
                break;
            }
            auto& cells = table.rows.emplace_back();
            cells.push_back({revisionText(row.revision), std::nullopt});
            for (const StatusCounts* counts :
                 {&row.counts.builds, &row.counts.boots, &row.counts.tests}) {
                cells.push_back({countText((*counts)[StatusClass::Fail]), StatusClass::Fail});
                cells.push_back({countText(counts->infrastructure()), StatusClass::Error});
                cells.push_back({countText(counts->total()), std::nullopt});
            }
        }
        return table;
    }

} // namespace

ChartsView::ChartsView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_load(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("charts");
    auto* content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 8);
    inner->setSpacing(0);
    for (const QString& name : {tr("Builds"), tr("Boots"), tr("Tests")}) {
        auto* title = new QLabel(content);
        title->setContentsMargins(TextMargin, TextMargin, TextMargin, 0);
        m_titles << title;
        inner->addWidget(title);
        auto* view = new QChartView(content);
        view->setFrameShape(QFrame::NoFrame);
        view->setRenderHint(QPainter::Antialiasing);
        view->setAccessibleName(name);
        view->setFocusPolicy(Qt::NoFocus);
        view->viewport()->installEventFilter(this);
        m_charts << view;
        inner->addWidget(view, 1);
    }
    m_panel = new StatePanel(m_context, content, this);
    layOutView(*this, *m_header, *m_panel);
    setFocusPolicy(Qt::StrongFocus);
    connect(m_panel, &StatePanel::actionRequested, this, &ChartsView::refresh);
    connect(m_context.theme, &Theme::changed, this, &ChartsView::drawAll);
}

void ChartsView::showState(const ViewState& state)
{
    const bool isSame = m_revisions != nullptr && state == m_state;
    m_state = state;
    m_state.view = QStringLiteral("charts");
    if (!isSame) {
        load();
    }
}

QList<ScopeChip> ChartsView::scopeChips() const
{
    return {revisionsChip(m_state)};
}

QString ChartsView::caption() const
{
    return tr("Charts %1").arg(branchText(m_state));
}

TableSource ChartsView::tableSource() const
{
    if (!m_revisions) {
        return {};
    }
    return [revisions = m_revisions, title = caption()](const TaskContext& task) {
        return chartTable(*revisions, title, task);
    };
}

void ChartsView::load()
{
    if (!m_revisions) {
        m_header->setTitle(tr("Status over revisions"));
    }
    beginLoading(m_status, *m_panel, tr("Reading the revisions"));
    emit statusChanged();
    m_load.start(
        tr("Reading the revisions"),
        [engine = m_context.engine, common = m_context.common(),
         state = m_state](const TaskContext& task) -> Result<Loaded> {
            Loaded loaded;
            query::RevisionsRequest request{common, {}, revisionsBack(state)};
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            CBOARD_TRY(request.branch, resolveBranch(*engine, state, common, task));
            loaded.branch = request.branch;
            CBOARD_TRY(loaded.revisions, engine->revisions(request, task));
            return loaded;
        },
        [this](const Result<Loaded>& loaded) {
            endLoading(m_status, *m_panel, tr("The revisions could not be read"), loaded,
                       [this](const Loaded& value) { show(value); });
            emit statusChanged();
        });
}

void ChartsView::show(const Loaded& loaded)
{
    m_revisions = loaded.revisions;
    m_state.tree = fromUtf8(loaded.branch.tree);
    m_state.branch = fromUtf8(loaded.branch.branch);
    m_status.shown = m_status.total = static_cast<qint64>(m_revisions->rows.size());
    m_status.dataTime = m_revisions->info.newestData;
    m_header->setTitle(tr("Status of %1").arg(branchText(loaded.branch)));
    m_header->setCode({});
    if (m_revisions->rows.empty()) {
        m_header->setVerdict({});
        m_panel->showMessage(tr("No revision is stored"),
                             tr("{go-ingest} reads result files and folders."));
    } else {
        m_header->setVerdict(
            {tr("The last %1 revisions, newest right").arg(m_revisions->rows.size())});
        drawAll();
        m_panel->showContent();
        select();
    }
    emit stateChanged();
}

/// Every nth revision is named, from the newest: as many as have room.
int ChartsView::labelStep() const
{
    const QFontMetrics metrics(font());
    int widest = 1;
    for (const query::RevisionRow& row : m_revisions->rows) {
        widest = std::max(widest, metrics.horizontalAdvance(shortRevisionText(row.revision)));
    }
    const int fitting = std::max(1, (width() - AroundPlot) / (widest + LabelGap));
    const int count = static_cast<int>(m_revisions->rows.size());
    return std::max(1, (count + fitting - 1) / fitting);
}

void ChartsView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    if (m_revisions && !m_revisions->rows.empty() && labelStep() != m_labelStep) {
        drawAll();
    }
}

void ChartsView::drawAll()
{
    if (!m_revisions || m_revisions->rows.empty()) {
        return;
    }
    m_labelStep = labelStep();
    const std::array kinds = {&query::ResultCounts::builds, &query::ResultCounts::boots,
                              &query::ResultCounts::tests};
    for (qsizetype i = 0; i < m_charts.size(); ++i) {
        auto* chart = new QChart;
        const auto kind = kinds[static_cast<std::size_t>(i)];
        draw(chart, kind);
        m_titles[i]->setText(titleOf(m_charts[i]->accessibleName(), kind));
        QChart* old = m_charts[i]->chart();
        m_charts[i]->setBackgroundBrush(m_context.theme->window());
        m_charts[i]->setChart(chart);
        delete old;
    }
    alignCharts();
    markChosen();
}

/// One revision stands at one place in all of them, however wide the numbers beside it are.
void ChartsView::alignCharts()
{
    const QFontMetrics metrics(font());
    QList<int> widths;
    for (const QChartView* view : std::as_const(m_charts)) {
        const auto axes = view->chart()->axes(Qt::Vertical);
        const auto* values = qobject_cast<const QValueAxis*>(axes.constFirst());
        widths << metrics.horizontalAdvance(QString::number(values->max(), 'f', 0));
    }
    const int widest = *std::max_element(widths.cbegin(), widths.cend());
    for (qsizetype i = 0; i < m_charts.size(); ++i) {
        m_charts[i]->chart()->setMargins(QMargins(widest - widths[i], 0, RightMargin, 0));
    }
}

QString ChartsView::titleOf(const QString& kindName, StatusCounts query::ResultCounts::*kind) const
{
    const Theme& theme = *m_context.theme;
    const StatusCounts& newest = m_revisions->rows.front().counts.*kind;
    // The sample of a line has its colour, though the text beside it may need a clearer one.
    const auto entry = [&theme](StatusClass status, const QString& sample, const QString& text) {
        return QStringLiteral(" &nbsp; <span style='color:%1'>%2</span>"
                              " <span style='color:%3'>%4</span>")
            .arg(theme.status().hue(status).name(), sample, theme.status().textColor(status).name(),
                 text);
    };
    return QStringLiteral("<b>%1</b>").arg(kindName.toHtmlEscaped())
        + entry(StatusClass::Fail, QStringLiteral("━"),
                tr("%1 fail").arg(countText(newest[StatusClass::Fail])))
        + entry(StatusClass::Error, QStringLiteral("┅"),
                tr("%1 infrastructure").arg(countText(newest.infrastructure())));
}

void ChartsView::draw(QChart* chart, StatusCounts query::ResultCounts::*kind)
{
    const Theme& theme = *m_context.theme;
    const auto& rows = m_revisions->rows;
    auto* fails = makeSeries(theme.status().hue(StatusClass::Fail), Qt::SolidLine, rows.size());
    auto* infra = makeSeries(theme.status().hue(StatusClass::Error), Qt::DashLine, rows.size());
    auto* names = new QCategoryAxis;
    names->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    double most = 1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[rows.size() - 1 - i];
        const auto x = static_cast<double>(i);
        const auto failed = static_cast<double>((row.counts.*kind)[StatusClass::Fail]);
        const auto broken = static_cast<double>((row.counts.*kind).infrastructure());
        fails->append(x, failed);
        infra->append(x, broken);
        most = std::max({most, failed, broken});
        if ((rows.size() - 1 - i) % static_cast<std::size_t>(m_labelStep) == 0) {
            names->append(shortRevisionText(row.revision), x);
        }
    }
    auto* values = makeCountAxis(most);
    names->setRange(-0.5, static_cast<double>(rows.size()) - 0.5);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(names), static_cast<QAbstractAxis*>(values)}) {
        axis->setLabelsColor(theme.mutedText());
        axis->setLinePen(QPen(theme.hairline(), 1));
        axis->setGridLinePen(QPen(mixed(theme.window(), theme.hairline(), 0.6), 1));
        axis->setLabelsFont(font());
    }
    names->setGridLineVisible(false);
    chart->addSeries(fails);
    chart->addSeries(infra);
    auto* marker = new QLineSeries;
    marker->setPen(QPen(theme.mutedText(), 1, Qt::DotLine));
    chart->addSeries(marker);
    chart->addAxis(names, Qt::AlignBottom);
    chart->addAxis(values, Qt::AlignLeft);
    for (QLineSeries* series : {fails, infra, marker}) {
        series->attachAxis(names);
        series->attachAxis(values);
    }
    chart->legend()->hide();
    chart->setBackgroundBrush(theme.window());
    chart->setBackgroundRoundness(0);
}

} // namespace cboard::ui
