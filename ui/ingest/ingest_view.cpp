// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/ingest_view.h"

#include "ui/base/paused_banner.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/ingest/arrival_charts.h"
#include "ui/ingest/drop_area.h"
#include "ui/ingest/ingest_columns.h"
#include "ui/ingest/ingest_form.h"
#include "ui/ingest/storage_page.h"
#include "ui/ingest/unknown_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int PollMs = 250; ///< Numbers that change faster cannot be read.
    constexpr int Margin = 16;

    /// Refused documents stand by cause unless the user arranged them.
    TableChoice choiceOf(const ResultTable& list, const ViewState& state)
    {
        TableChoice choice = tableChoice(state.options, list.objectName() + QLatin1Char('.'));
        if (list.objectName() == QLatin1String("refused") && choice == TableChoice()) {
            choice.groups = QStringList{QStringLiteral("reason")};
        }
        return choice;
    }

    const QString ListOption = QStringLiteral("list");
    const QString PathsOption = QStringLiteral("paths");
    const QString WindowOption = QStringLiteral("window");
    const QString Fortnight = QStringLiteral("14d");
    const QStringList FormOptions{QStringLiteral("merge"),    QStringLiteral("origin"),
                                  QStringLiteral("tree"),     QStringLiteral("branch"),
                                  QStringLiteral("commit"),   QStringLiteral("platform"),
                                  QStringLiteral("config"),   QStringLiteral("arch"),
                                  QStringLiteral("compiler"), QStringLiteral("lab")};

    QLabel* makeLabel(QWidget* parent, bool isBold)
    {
        auto* label = new QLabel(parent);
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        QFont font = label->font();
        font.setBold(isBold);
        label->setFont(font);
        return label;
    }

} // namespace

IngestView::IngestView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_drop(new DropArea(*context.theme, this))
    , m_more(new QToolButton(this))
    , m_form(new IngestForm(this))
    , m_headline(makeLabel(this, true))
    , m_numbers(makeLabel(this, false))
    , m_path(makeLabel(this, false))
    , m_busy(new QProgressBar(this))
    , m_pause(new QPushButton(tr("&Pause"), this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
    , m_lists(new QTabWidget(this))
    , m_charts(new ArrivalCharts(*context.theme, this))
    , m_unknown(new UnknownPage(context, this))
    , m_storage(new StoragePage(context, this))
    , m_excerpt(new QPlainTextEdit(this))
    , m_retry(new QPushButton(tr("R&etry"), this))
    , m_retryAll(new QPushButton(tr("Retry &all"), this))
    , m_dropRejects(new QPushButton(tr("&Drop"), this))
    , m_sizes(makeLabel(this, false))
    , m_ingest(*context.jobs, *context.tasks)
    , m_overview(*context.queries, *context.tasks)
    , m_excerptTask(*context.queries, *context.tasks)
    , m_change(*context.jobs, *context.tasks)
{
    m_state.view = QStringLiteral("ingest");
    m_poll.setInterval(PollMs);
    buildLayout();
    connectParts();
    updateButtons();
}

IngestView::~IngestView() = default;

QWidget* IngestView::buildTop()
{
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(4);
    m_busy->hide();
    m_pause->hide();
    m_cancel->hide();
    m_form->hide();
    m_numbers->hide();
    m_path->hide();
    m_more->setText(tr("How to read"));
    m_more->setToolTip(tr("What to assume where a file does not say it"));
    m_more->setCheckable(true);
    m_headline->setText(tr("Nothing has been read in this window yet"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_headline, 1);
    head->addWidget(m_more);
    head->addWidget(m_pause);
    head->addWidget(m_cancel);
    auto* top = new QWidget(this);
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(Margin, Margin, Margin, Margin / 2);
    layout->setSpacing(8);
    layout->addWidget(m_drop);
    layout->addLayout(head);
    layout->addWidget(m_form);
    layout->addWidget(m_busy);
    layout->addWidget(m_numbers);
    layout->addWidget(m_path);
    return top;
}

ResultTable* IngestView::addList(const QString& id, const QString& name, QWidget* page)
{
    auto* list = new ResultTable(m_context);
    list->setObjectName(id);
    list->view()->setAccessibleName(name);
    enterList(list, name, page == nullptr ? list : page);
    return list;
}

void IngestView::enterList(ResultTable* list, const QString& name, QWidget* page)
{
    m_listOfPage.insert(page, list);
    m_lists->addTab(page, name);
    connect(list, &ResultTable::choiceChanged, this, &IngestView::stateChanged);
    connect(list, &ResultTable::arranged, this, &IngestView::statusChanged);
    connect(list, &ResultTable::currentRowChanged, this, [this, list] {
        if (list == currentList()) {
            select();
        }
    });
}

void IngestView::buildUnknown()
{
    enterList(&m_unknown->list(), tr("Unknown values"), m_unknown);
    connect(m_unknown, &UnknownPage::stateChanged, this, &IngestView::statusChanged);
    connect(m_unknown, &UnknownPage::storeChanged, this, &IngestView::loadOverview);
    connect(m_unknown, &UnknownPage::loaded, this, [this] {
        setTabText(&m_unknown->list(), withCount(tr("Unknown values"), m_unknown->size()));
    });
}

void IngestView::buildSources()
{
    auto* page = new QSplitter(Qt::Vertical, this);
    page->setHandleWidth(1);
    page->setChildrenCollapsible(false);
    m_sources = addList(QStringLiteral("sources"), tr("Sources"), page);
    page->addWidget(m_sources);
    page->addWidget(m_charts);
    page->setSizes({1, 1});
    m_header->addChoice({tr("24 hours"), tr("14 days")}, tr("Charts over"));
    connect(m_header, &ViewHeader::choiceMade, this, [this](int, int choice) {
        m_state.options.remove(WindowOption);
        if (choice > 0) {
            m_state.options.insert(WindowOption, Fortnight);
        }
        loadOverview();
        emit stateChanged();
    });
}

QWidget* IngestView::buildRefused()
{
    m_excerpt->setReadOnly(true);
    m_excerpt->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_excerpt->setFont(Theme::monospace());
    m_excerpt->setFrameShape(QFrame::NoFrame);
    m_excerpt->setPlaceholderText(tr("Choose a refused document to see where it is wrong."));
    m_excerpt->setAccessibleName(tr("Text of the refused document"));

    auto* page = new QWidget(this);
    m_refused = addList(QStringLiteral("refused"), tr("Refused"), page);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(Margin, 6, Margin, 6);
    buttons->addWidget(m_retry);
    buttons->addWidget(m_retryAll);
    buttons->addWidget(m_dropRejects);
    buttons->addStretch(1);
    auto* splitter = new QSplitter(Qt::Vertical, page);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_refused);
    splitter->addWidget(m_excerpt);
    splitter->setSizes({240, 180});
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buttons);
    layout->addWidget(splitter, 1);
    return page;
}

void IngestView::buildLayout()
{
    m_header->setTitle(tr("Ingest"));
    m_header->setCode({});
    m_lists->setDocumentMode(true);
    buildSources();
    m_folders = addList(QStringLiteral("folders"), tr("Folders"));
    m_batches = addList(QStringLiteral("batches"), tr("Documents"));
    buildRefused();
    buildUnknown();
    m_missing = addList(QStringLiteral("missing"), tr("Missing"));
    connect(m_missing, &ResultTable::rowActivated, this, &IngestView::openCurrent);
    m_storage->parts().setObjectName(QStringLiteral("storage"));
    enterList(&m_storage->parts(), tr("Storage"), m_storage);
    m_sizes->setContentsMargins(Margin, 6, Margin, 6);
    m_sizes->setWordWrap(true);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new PausedBanner(m_context, this));
    layout->addWidget(buildTop());
    layout->addWidget(m_lists, 1);
    layout->addWidget(m_sizes);
    layOutView(*this, *m_header, *content);
    setFocusProxy(m_drop);
}

void IngestView::connectParts()
{
    connect(m_drop, &DropArea::startRequested, this, &IngestView::start);
    connect(m_more, &QToolButton::toggled, m_form, &QWidget::setVisible);
    WorkPause& pause = m_context.tasks->pause();
    connect(m_pause, &QPushButton::clicked, &pause, &WorkPause::toggle);
    connect(&pause, &WorkPause::changed, this, &IngestView::showPaused);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_ingest.stop(); // Its report comes yet: what was read before stays.
        m_headline->setText(tr("Stopping"));
        m_cancel->setEnabled(false);
    });
    connect(&m_poll, &QTimer::timeout, this, &IngestView::showProgress);
    connect(m_refused, &ResultTable::currentRowChanged, this, [this] {
        updateButtons();
        showExcerpt();
    });
    connect(m_lists, &QTabWidget::currentChanged, this, [this] {
        select();
        emit stateChanged();
    });
    connect(m_storage, &StoragePage::stateChanged, this, &IngestView::statusChanged);
    connect(m_storage, &StoragePage::storeChanged, this, &IngestView::loadOverview);
    connect(m_retry, &QPushButton::clicked, this, [this] { retry(selectedIds()); });
    connect(m_retryAll, &QPushButton::clicked, this, [this] { retry({}); });
    connect(m_dropRejects, &QPushButton::clicked, this, &IngestView::drop);
    connect(m_context.theme, &Theme::changed, this,
            [this] { m_excerpt->setFont(Theme::monospace()); });
}

ResultTable* IngestView::listAt(int tab) const
{
    return m_listOfPage.value(m_lists->widget(tab));
}

void IngestView::setTabText(const ResultTable* list, const QString& text)
{
    for (int tab = 0; tab < m_lists->count(); ++tab) {
        if (listAt(tab) == list) {
            m_lists->setTabText(tab, text);
        }
    }
}

ResultTable* IngestView::currentList() const
{
    return listAt(m_lists->currentIndex());
}

void IngestView::showState(const ViewState& state)
{
    m_state = state;
    m_state.view = QStringLiteral("ingest");
    for (const QString& name : FormOptions) {
        if (state.options.contains(name)) {
            m_form->setOption(name, state.options.value(name));
            m_more->setChecked(true);
        }
    }
    int wanted = 0;
    for (int tab = 0; tab < m_lists->count(); ++tab) {
        ResultTable* list = listAt(tab);
        list->setChoice(choiceOf(*list, state));
        wanted = list->objectName() == state.options.value(ListOption) ? tab : wanted;
    }
    m_lists->setCurrentIndex(wanted);
    showTableCursor(*currentList(), state.options, currentList()->objectName() + QLatin1Char('.'));
    m_header->setChoice(0, state.options.value(WindowOption) == Fortnight ? 1 : 0);
    // Listed only: a link that somebody sent must not read files by itself.
    const QStringList paths =
        state.options.value(PathsOption).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    if (!paths.isEmpty()) {
        m_drop->addPaths(paths);
    }
    refresh();
}

ViewState IngestView::state() const
{
    ViewState state = m_state;
    state.options.clear();
    if (m_state.options.value(WindowOption) == Fortnight) {
        state.options.insert(WindowOption, Fortnight);
    }
    for (const QString& name : FormOptions) {
        const QString value = m_form->option(name);
        if (!value.isEmpty() && value != QLatin1String("first")) {
            state.options.insert(name, value);
        }
    }
    for (const ResultTable* list : m_listOfPage) {
        setTableChoice(state.options, list->choice(), list->objectName() + QLatin1Char('.'));
    }
    setTableCursor(state.options, *currentList(), currentList()->objectName() + QLatin1Char('.'));
    if (m_lists->currentIndex() > 0) {
        state.options.insert(ListOption, currentList()->objectName());
    }
    return state;
}

ViewStatus IngestView::status() const
{
    ViewStatus status;
    status.isLoading = m_overview.isRunning() || m_unknown->isBusy() || m_storage->isBusy();
    status.error = m_error;
    return status;
}

QString IngestView::caption() const
{
    return tr("Ingest");
}

bool IngestView::showsTree(const QString& /*tree*/) const
{
    return true; // Each commit changes the sizes.
}

void IngestView::refresh()
{
    if (m_context.workbench == nullptr) {
        m_error = tr("This window only reads; it has no store to write to");
        m_headline->setText(m_error);
        m_drop->setBusy(true);
        emit statusChanged();
        return;
    }
    loadOverview();
    if (currentList() == &m_unknown->list()) {
        m_unknown->load();
    }
}

TableSource IngestView::tableSource() const
{
    return sourceOf(*currentList(), caption(), {});
}

void IngestView::updateButtons()
{
    const bool isIdle = !m_ingest.isRunning() && !m_change.isRunning();
    const bool hasRows = m_rejectRows && m_rejectRows->size() > 0;
    m_retry->setEnabled(isIdle && hasRows);
    m_dropRejects->setEnabled(isIdle && hasRows);
    m_retryAll->setEnabled(isIdle && hasRows);
}

} // namespace cboard::ui
