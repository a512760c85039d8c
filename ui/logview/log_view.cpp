// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_view.h"

#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/find/find_bar.h"
#include "ui/logview/error_list.h"
#include "ui/logview/line_filter_bar.h"
#include "ui/logview/log_file_watch.h"
#include "ui/logview/log_filter.h"
#include "ui/logview/log_finder.h"
#include "ui/logview/log_header.h"
#include "ui/logview/log_loader.h"
#include "ui/logview/log_rows.h"
#include "ui/logview/overview_map.h"
#include "ui/logview/rule_maker.h"
#include "ui/logview/stage_model.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int ErrorListWidth = 320;
    constexpr int RestMs = 50; ///< Longer than a held key waits for the next line.
    constexpr int WidthForErrors = 860; ///< Narrower windows leave all room to the text.

} // namespace

LogView::LogView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new LogHeader(context, this))
    , m_findBar(new FindBar(context, tr("Find in this log"), this))
    , m_filterBar(new LineFilterBar(this))
    , m_lineField(new QLineEdit(this))
    , m_rows(new LogRows(*context.queries, *context.tasks, LogRows::NeighbourRows, this))
    , m_errorRows(new LogRows(*context.queries, *context.tasks, 1, this))
    , m_canvas(new LogCanvas(*context.theme, *m_rows, this))
    , m_map(new OverviewMap(*context.theme, *m_canvas, this))
    , m_finder(new LogFinder(context, *m_findBar, *m_canvas, *m_map, this))
    , m_filter(new LogFilter(context, *m_canvas, this))
    , m_errors(new ErrorListModel(*m_errorRows, this))
    , m_errorList(new ErrorListView(this))
    , m_errorPane(new QWidget(this))
    , m_stages(new StageModel(this))
    , m_stageTree(new QTreeView(this))
    , m_stagePane(new QWidget(this))
    , m_side(new QSplitter(Qt::Vertical, this))
    , m_loader(new LogLoader(context, this))
    , m_watch(new LogFileWatch(*context.queries, *context.tasks, this))
    , m_ruleMaker(new RuleMaker(context, this))
    , m_readOutline(*context.jobs, *context.tasks)
    , m_analysis(*context.jobs, *context.tasks)
    , m_otherForm(*context.queries, *context.tasks)
    , m_copy(*context.queries, *context.tasks)
    , m_save(*context.jobs, *context.tasks)
    , m_edit(*context.jobs, *context.tasks)
    , m_nextFailure(*context.queries, *context.tasks)
    , m_findTime(*context.jobs, *context.tasks)
{
    m_state.view = QStringLiteral("log");
    buildLayout();
    connectParts();
}

void LogView::buildLayout()
{
    m_findBar->hide();
    m_filterBar->hide();
    m_lineField->hide();
    m_lineField->setObjectName(QStringLiteral("lineField"));
    m_lineField->setMaximumWidth(320);

    buildPanes();
    auto* text = new QWidget(this);
    auto* textLayout = new QHBoxLayout(text);
    textLayout->setContentsMargins(0, 0, 0, 0);
    textLayout->setSpacing(0);
    textLayout->addWidget(m_canvas, 1);
    textLayout->addWidget(m_map);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->addWidget(text);
    splitter->addWidget(m_side);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({1000, ErrorListWidth});

    auto* content = new QWidget(this);
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(m_header);
    contentLayout->addWidget(m_findBar);
    contentLayout->addWidget(m_filterBar);
    contentLayout->addWidget(m_lineField);
    contentLayout->addWidget(splitter, 1);
    m_panel = new StatePanel(m_context, content, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    setFocusProxy(m_canvas);
}

void LogView::connectParts()
{
    connect(m_panel, &StatePanel::actionRequested, this, [this] {
        if (m_error.isEmpty() && m_document) {
            QApplication::clipboard()->setText(fromUtf8(m_document->log->url));
        } else {
            refresh();
        }
    });
    connect(m_header, &LogHeader::shownLevelsChanged, this, [this] {
        m_filter->setLevels(m_header->shownLevels());
        emit stateChanged();
    });
    connect(m_header, &LogHeader::shownNamespacesChanged, this, [this] {
        m_filter->setNamespaces(m_header->shownNamespaces());
        emit stateChanged();
    });
    connect(m_findBar, &FindBar::closed, this, &LogView::closeFind);
    connect(m_finder, &LogFinder::changed, this, &LogView::statusChanged);
    connect(m_rows, &LogRows::arrived, this, &LogView::statusChanged);
    connect(m_loader, &LogLoader::partLoaded, this, &LogView::showPart);
    connect(m_loader, &LogLoader::loaded, this, &LogView::showLoaded);
    connect(m_loader, &LogLoader::grown, this, &LogView::showGrown);
    connect(m_loader, &LogLoader::failed, this, &LogView::showFailure);
    connect(m_loader, &LogLoader::progressed, this, &LogView::showProgress);
    connect(m_ruleMaker, &RuleMaker::said, this,
            [this](const QString& sentence) { m_panel->showContent(sentence); });
    connect(m_ruleMaker, &RuleMaker::added, this, [this] { findErrors(); });
    connect(m_watch, &LogFileWatch::changed, this, &LogView::onFileChanged);
    connect(m_lineField, &QLineEdit::returnPressed, this,
            [this] { goToLine(m_lineField->text()); });
    connect(m_canvas, &LogCanvas::currentRowChanged, this, &LogView::onCurrentRowChanged);
    m_outlineRests.setSingleShot(true);
    connect(&m_outlineRests, &QTimer::timeout, this, &LogView::readOutline);
    m_listsFollow.setSingleShot(true);
    m_listsFollow.setInterval(RestMs);
    connect(&m_listsFollow, &QTimer::timeout, this, &LogView::followInLists);
    connect(m_canvas, &LogCanvas::copyRequested, this, &LogView::copy);
    connect(m_canvas, &LogCanvas::menuRequested, this, &LogView::showMenu);
    connect(m_errorList, &QListView::clicked, this, [this](const QModelIndex& index) {
        goTo(index.data(ErrorListModel::RowRole).toLongLong(), LogCanvas::Reveal::Centre);
    });
    connect(m_errorList, &QListView::activated, m_errorList, &QListView::clicked);
    connect(m_stageTree, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        goTo(index.data(StageModel::RowRole).toLongLong(), LogCanvas::Reveal::Centre);
    });
    connect(m_filterBar, &LineFilterBar::changed, this, &LogView::applyFilter);
    connect(m_filterBar, &LineFilterBar::left, m_canvas, qOverload<>(&QWidget::setFocus));
    connect(m_filterBar, &LineFilterBar::closed, this, &LogView::closeFilterBar);
    connect(m_filter, &LogFilter::changed, this, &LogView::onFilterChanged);
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &LogView::showBookmarks);
    }
    connect(m_filter, &LogFilter::failed, m_filterBar, &LineFilterBar::setSummary);
}

void LogView::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    m_header->setVisible(!isCompact);
    updateErrorPane();
}

void LogView::updateErrorPane()
{
    const bool hasErrors = m_errors->rowCount() > 0;
    const bool hasStages = m_stages->rowCount() > 0;
    m_errorPane->setVisible(hasErrors);
    m_stagePane->setVisible(hasStages);
    m_side->setVisible(!m_isCompact && (hasErrors || hasStages) && width() >= WidthForErrors);
}

void LogView::resizeEvent(QResizeEvent* /*event*/)
{
    updateErrorPane();
}

void LogView::showState(const ViewState& state)
{
    const bool isSame = m_document && state.record == m_state.record
        && state.recordKind == m_state.recordKind
        && state.options.value(QStringLiteral("file"))
            == m_state.options.value(QStringLiteral("file"));
    m_state = state;
    m_state.view = QStringLiteral("log");
    if (isSame && m_document->showsBytes() == wantsBytes()) {
        applyOptions();
        return;
    }
    load();
}

void LogView::refresh()
{
    m_state = state();
    load();
}

void LogView::applyFilter()
{
    m_filter->setTexts(m_filterBar->texts());
    emit stateChanged();
}

ViewStatus LogView::status() const
{
    ViewStatus status;
    status.isLoading = m_loader->isRunning() || m_filter->isRunning() || m_finder->isRunning()
        || m_rows->isWaitedFor() || m_readOutline.isRunning() || m_analysis.isRunning()
        || m_otherForm.isRunning();
    status.error = m_error;
    if (m_document) {
        status.shown = m_canvas->positionCount();
        status.total = m_document->text->rowCount();
        status.dataTime = m_document->log->info.newestData;
    }
    return status;
}

QString LogView::caption() const
{
    if (!m_document) {
        return tr("Log");
    }
    QString title = recordTitle(*m_document);
    if (m_document->isFile()) {
        return title;
    }
    const auto& record = m_document->record;
    return record && !record->platform.empty()
        ? tr("Log of %1 on %2").arg(title, fromUtf8(record->platform))
        : tr("Log of %1").arg(title);
}

} // namespace cboard::ui
