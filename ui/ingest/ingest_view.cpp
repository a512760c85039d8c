// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/ingest_view.h"

#include "ui/ingest/drop_area.h"
#include "ui/ingest/ingest_form.h"
#include "ui/ingest/reject_model.h"
#include "ui/shell/text_format.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int PollMs = 250; ///< Numbers that change faster cannot be read.
    constexpr int Margin = 16;

    const QString PathsOption = QStringLiteral("paths");
    const QStringList FormOptions{QStringLiteral("merge"),    QStringLiteral("origin"),
                                  QStringLiteral("tree"),     QStringLiteral("branch"),
                                  QStringLiteral("commit"),   QStringLiteral("platform"),
                                  QStringLiteral("config"),   QStringLiteral("arch"),
                                  QStringLiteral("compiler"), QStringLiteral("lab")};

    QString sizeText(std::int64_t bytes)
    {
        return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
    }

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
    , m_drop(new DropArea(*context.theme, this))
    , m_form(new IngestForm(this))
    , m_headline(makeLabel(this, true))
    , m_numbers(makeLabel(this, false))
    , m_path(makeLabel(this, false))
    , m_busy(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
    , m_refusedTitle(makeLabel(this, true))
    , m_table(new QTableView(this))
    , m_rejects(new RejectModel(this))
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

QWidget* IngestView::buildTop()
{
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(4);
    m_busy->hide();
    m_cancel->hide();
    m_headline->setText(tr("Nothing has been read in this window yet"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_headline, 1);
    head->addWidget(m_cancel);
    auto* top = new QWidget(this);
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(Margin, Margin, Margin, Margin / 2);
    layout->setSpacing(10);
    layout->addWidget(m_drop);
    layout->addWidget(m_form);
    layout->addLayout(head);
    layout->addWidget(m_busy);
    layout->addWidget(m_numbers);
    layout->addWidget(m_path);
    layout->addWidget(m_sizes);
    layout->addStretch(1);
    return top;
}

QWidget* IngestView::buildRefused()
{
    m_table->setModel(m_rejects);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("Refused documents"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setColumnWidth(RejectModel::PathColumn, 260);
    m_table->setColumnWidth(RejectModel::FormatColumn, 90);
    m_table->setColumnWidth(RejectModel::PlaceColumn, 190);
    m_table->setColumnWidth(RejectModel::SizeColumn, 80);
    m_table->setColumnWidth(RejectModel::TimeColumn, 170);
    m_table->horizontalHeader()->setSectionResizeMode(RejectModel::ReasonColumn,
                                                      QHeaderView::Stretch);
    m_excerpt->setReadOnly(true);
    m_excerpt->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_excerpt->setFont(m_context.theme->monospace());
    m_excerpt->setFrameShape(QFrame::NoFrame);
    m_excerpt->setPlaceholderText(tr("Choose a refused document to see where it is wrong."));
    m_excerpt->setAccessibleName(tr("Text of the refused document"));

    auto* head = new QHBoxLayout;
    head->setContentsMargins(Margin, 8, Margin, 8);
    head->addWidget(m_refusedTitle, 1);
    head->addWidget(m_retry);
    head->addWidget(m_retryAll);
    head->addWidget(m_dropRejects);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_table);
    splitter->addWidget(m_excerpt);
    splitter->setSizes({240, 180});
    auto* refused = new QWidget(this);
    auto* layout = new QVBoxLayout(refused);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(splitter, 1);
    return refused;
}

void IngestView::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildTop());
    layout->addWidget(buildRefused(), 1);
    setFocusProxy(m_drop);
}

void IngestView::connectParts()
{
    connect(m_drop, &DropArea::startRequested, this, &IngestView::start);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_ingest.stop(); // Its report comes yet: what was read before stays.
        m_headline->setText(tr("Stopping"));
        m_cancel->setEnabled(false);
    });
    connect(&m_poll, &QTimer::timeout, this, &IngestView::showProgress);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateButtons();
        showExcerpt();
    });
    connect(m_retry, &QPushButton::clicked, this, [this] { retry(selectedIds()); });
    connect(m_retryAll, &QPushButton::clicked, this, [this] { retry({}); });
    connect(m_dropRejects, &QPushButton::clicked, this, &IngestView::drop);
    connect(m_context.theme, &Theme::changed, this,
            [this] { m_excerpt->setFont(m_context.theme->monospace()); });
}

void IngestView::showState(const ViewState& state)
{
    m_state = state;
    m_state.view = QStringLiteral("ingest");
    for (const QString& name : FormOptions) {
        if (state.options.contains(name)) {
            m_form->setOption(name, state.options.value(name));
        }
    }
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
    for (const QString& name : FormOptions) {
        const QString value = m_form->option(name);
        if (!value.isEmpty() && value != QLatin1String("first")) {
            state.options.insert(name, value);
        }
    }
    return state;
}

ViewStatus IngestView::status() const
{
    ViewStatus status;
    status.isLoading = m_overview.isRunning();
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
}

void IngestView::updateButtons()
{
    const bool isIdle = !m_ingest.isRunning() && !m_change.isRunning();
    const bool hasSelection = m_table->selectionModel()->hasSelection();
    m_retry->setEnabled(isIdle && hasSelection);
    m_dropRejects->setEnabled(isIdle && hasSelection);
    m_retryAll->setEnabled(isIdle && m_rejects->rowCount() > 0);
}

void IngestView::showOverview(IngestOverview overview)
{
    const store::SizeReport& sizes = overview.sizes;
    m_sizes->setText(tr("Store: %1 database (of it %2 excerpts), %3 logs.   %4")
                         .arg(sizeText(sizes.database), sizeText(sizes.excerpts),
                              sizeText(sizes.logs), recordCountsText(sizes.records)));
    const QModelIndex current = m_table->currentIndex();
    const qint64 id = current.data(RejectModel::IdRole).toLongLong();
    m_rejects->setRejects(std::move(overview.rejects));
    const int count = m_rejects->rowCount();
    m_refusedTitle->setText(count == 0 ? tr("No refused documents")
                                       : tr("Refused documents: %1").arg(countText(count)));
    const int row = m_rejects->rowOfId(id);
    if (count > 0) {
        m_table->setCurrentIndex(m_rejects->index(std::max(0, row), 0));
    } else {
        m_excerpt->clear();
    }
    updateButtons();
}

void IngestView::showProgress()
{
    if (!m_progress) {
        return;
    }
    const IngestProgress::Snapshot now = m_progress->snapshot();
    m_numbers->setText(tr("%1   \u00b7   %2   \u00b7   %3 documents/s   \u00b7   %4")
                           .arg(documentCountsText(now.report), sizeText(now.report.bytes),
                                countText(static_cast<qint64>(now.documentsPerSecond())),
                                recordCountsText(now.report.records)));
    m_path->setText(m_path->fontMetrics().elidedText(now.path, Qt::ElideMiddle, m_path->width()));
}

} // namespace cboard::ui
