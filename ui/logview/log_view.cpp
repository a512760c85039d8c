// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_view.h"

#include "ui/logview/error_list.h"
#include "ui/logview/find_bar.h"
#include "ui/logview/log_file_watch.h"
#include "ui/logview/log_finder.h"
#include "ui/logview/log_header.h"
#include "ui/logview/log_loader.h"
#include "ui/logview/log_rows.h"
#include "ui/logview/log_time.h"
#include "ui/logview/overview_map.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr qint64 RowsReadTogether = 16;
    constexpr int ErrorListWidth = 320;
    constexpr int WidthForErrors = 860; ///< Narrower windows leave all room to the text.

    const QString FileOption = QStringLiteral("file");
    const QString LineOption = QStringLiteral("line");
    const QString WrapOption = QStringLiteral("wrap");
    const QString TimeOption = QStringLiteral("time");
    const QString HideOption = QStringLiteral("hide");
    const QString FindOption = QStringLiteral("find");

    std::uint32_t levelsWithout(const QString& hidden)
    {
        std::uint32_t levels = ~0U;
        const QStringList words = hidden.split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (std::size_t i = 0; i < logs::LavaLevelCount; ++i) {
            const auto word = logs::lavaLevelText(static_cast<logs::LavaLevel>(i));
            if (words.contains(QString::fromStdString(std::string(word)))) {
                levels &= ~(1U << i);
            }
        }
        return levels;
    }

    QString hiddenOf(std::uint32_t levels)
    {
        QStringList words;
        for (std::size_t i = 0; i < logs::LavaLevelCount; ++i) {
            if ((levels >> i & 1U) == 0) {
                words << QString::fromStdString(
                    std::string(logs::lavaLevelText(static_cast<logs::LavaLevel>(i))));
            }
        }
        return words.join(QLatin1Char(','));
    }

    Result<LogCanvas::Rows> rowsOfLevels(const logs::LogText& text, std::uint32_t levels,
                                         const TaskContext& task)
    {
        constexpr std::int64_t RowsPerCheck = 65'536;
        auto rows = std::make_shared<std::vector<qint64>>();
        for (std::int64_t row = 0; row < text.rowCount(); ++row) {
            if (row % RowsPerCheck == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            if ((levels >> static_cast<unsigned>(text.level(row)) & 1U) != 0) {
                rows->push_back(row);
            }
        }
        return LogCanvas::Rows(std::move(rows));
    }

} // namespace

LogView::LogView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new LogHeader(*context.theme, this))
    , m_findBar(new FindBar(this))
    , m_lineField(new QLineEdit(this))
    , m_rows(new LogRows(*context.queries, *context.tasks, RowsReadTogether, this))
    , m_errorRows(new LogRows(*context.queries, *context.tasks, 1, this))
    , m_canvas(new LogCanvas(*context.theme, *m_rows, this))
    , m_map(new OverviewMap(*context.theme, *m_canvas, this))
    , m_finder(new LogFinder(context, *m_findBar, *m_canvas, *m_map, this))
    , m_errors(new ErrorListModel(*m_errorRows, this))
    , m_errorList(new QListView(this))
    , m_errorPane(new QWidget(this))
    , m_panel(nullptr)
    , m_loader(new LogLoader(context, this))
    , m_watch(new LogFileWatch(*context.queries, *context.tasks, this))
    , m_filter(*context.queries, *context.tasks)
    , m_copy(*context.queries, *context.tasks)
{
    m_state.view = QStringLiteral("log");
    buildLayout();
    connectParts();
}

void LogView::buildLayout()
{
    m_findBar->hide();
    m_lineField->hide();
    m_lineField->setPlaceholderText(tr("Line number, then Enter"));
    m_lineField->setAccessibleName(tr("Line to go to"));
    m_lineField->setMaximumWidth(240);

    m_errorList->setModel(m_errors);
    m_errorList->setItemDelegate(new ErrorListDelegate(*m_context.theme, m_errorList));
    m_errorList->setUniformItemSizes(true);
    m_errorList->setFrameShape(QFrame::NoFrame);
    m_errorList->setAccessibleName(tr("Errors in this log"));
    auto* errorLayout = new QVBoxLayout(m_errorPane);
    errorLayout->setContentsMargins(0, 0, 0, 0);
    errorLayout->setSpacing(0);
    auto* errorTitle = new QLabel(m_errorPane);
    errorTitle->setObjectName(QStringLiteral("errorTitle"));
    errorTitle->setContentsMargins(12, 6, 12, 6);
    errorLayout->addWidget(errorTitle);
    errorLayout->addWidget(m_errorList, 1);

    auto* text = new QWidget(this);
    auto* textLayout = new QHBoxLayout(text);
    textLayout->setContentsMargins(0, 0, 0, 0);
    textLayout->setSpacing(0);
    textLayout->addWidget(m_canvas, 1);
    textLayout->addWidget(m_map);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->addWidget(text);
    splitter->addWidget(m_errorPane);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({1000, ErrorListWidth});

    auto* content = new QWidget(this);
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(m_header);
    contentLayout->addWidget(m_findBar);
    contentLayout->addWidget(m_lineField);
    contentLayout->addWidget(splitter, 1);
    m_panel = new StatePanel(content, this);
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
        applyLevels();
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
    connect(m_watch, &LogFileWatch::changed, this, &LogView::onFileChanged);
    connect(m_lineField, &QLineEdit::returnPressed, this,
            [this] { goToLine(m_lineField->text()); });
    connect(m_canvas, &LogCanvas::currentRowChanged, this, &LogView::onCurrentRowChanged);
    connect(m_canvas, &LogCanvas::copyRequested, this, &LogView::copy);
    connect(m_canvas, &LogCanvas::menuRequested, this, &LogView::showMenu);
    connect(m_errorList, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_canvas->setCurrentRow(index.data(ErrorListModel::RowRole).toLongLong(),
                                LogCanvas::Reveal::Centre);
    });
    connect(m_errorList, &QListView::activated, m_errorList, &QListView::clicked);
}

void LogView::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    m_header->setVisible(!isCompact);
    updateErrorPane();
}

void LogView::updateErrorPane()
{
    m_errorPane->setVisible(!m_isCompact && m_errors->rowCount() > 0 && width() >= WidthForErrors);
}

void LogView::resizeEvent(QResizeEvent* /*event*/)
{
    updateErrorPane();
}

void LogView::showState(const ViewState& state)
{
    const bool isSame = m_document && state.record == m_state.record
        && state.recordKind == m_state.recordKind
        && state.options.value(FileOption) == m_state.options.value(FileOption);
    m_state = state;
    m_state.view = QStringLiteral("log");
    if (isSame) {
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

void LogView::applyOptions()
{
    if (!m_document || m_document->text->rowCount() == 0) {
        return;
    }
    const QMap<QString, QString>& options = m_state.options;
    m_canvas->setWraps(options.value(WrapOption) == QLatin1String("1"));
    if (const auto mode = parseTimeMode(options.value(TimeOption))) {
        m_canvas->setTimeMode(*mode);
    }
    if (m_document->isLava()) {
        m_header->setShownLevels(levelsWithout(options.value(HideOption)));
    }
    if (options.contains(LineOption)) {
        m_canvas->setCurrentRow(openingRow(), LogCanvas::Reveal::Centre);
    }
    if (const QString pattern = options.value(FindOption); !pattern.isEmpty()) {
        m_findBar->setPattern(pattern);
        m_findBar->show();
        m_finder->start();
    }
}

void LogView::applyLevels()
{
    const std::uint32_t levels = m_header->shownLevels();
    if (!m_document || hiddenOf(levels).isEmpty()) {
        m_filter.cancel();
        m_canvas->setShownRows({});
        m_map->updateMarks();
        return;
    }
    m_filter.start(
        tr("Filtering levels"),
        [text = m_document->text, levels](const TaskContext& task) {
            return rowsOfLevels(*text, levels, task);
        },
        [this](Result<LogCanvas::Rows> rows) {
            if (rows) {
                m_canvas->setShownRows(std::move(*rows));
                m_map->updateMarks();
            }
            emit statusChanged();
        });
}

ViewState LogView::state() const
{
    ViewState state = m_state;
    if (!m_document) {
        return state;
    }
    state.options.clear();
    if (m_document->isFile()) {
        state.options.insert(FileOption, QString::fromStdString(m_document->path.string()));
    }
    if (m_canvas->currentRow() != m_document->place.row && currentLine() > 0) {
        state.options.insert(LineOption, QString::number(currentLine()));
    }
    if (m_canvas->wraps()) {
        state.options.insert(WrapOption, QStringLiteral("1"));
    }
    state.options.insert(TimeOption, timeModeKey(m_canvas->timeMode()));
    if (const QString hidden = hiddenOf(m_header->shownLevels()); !hidden.isEmpty()) {
        state.options.insert(HideOption, hidden);
    }
    if (!m_findBar->isHidden() && !m_findBar->options().pattern.empty()) {
        state.options.insert(FindOption, QString::fromStdString(m_findBar->options().pattern));
    }
    return state;
}

ViewStatus LogView::status() const
{
    ViewStatus status;
    status.isLoading = m_loader->isRunning() || m_filter.isRunning() || m_finder->isRunning()
        || m_rows->isWaitedFor();
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
    const QString title = recordTitle(*m_document);
    if (m_document->isFile()) {
        return title;
    }
    const auto& record = m_document->record;
    return record && !record->platform.empty()
        ? tr("Log of %1 on %2").arg(title, fromUtf8(record->platform))
        : tr("Log of %1").arg(title);
}

} // namespace cboard::ui
