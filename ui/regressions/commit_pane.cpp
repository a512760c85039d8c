// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/commit_pane.h"

#include "core/service/bisect_pack.h"
#include "core/service/commit_list.h"
#include "core/service/workbench.h"
#include "ui/base/elided_label.h"
#include "ui/base/key_text.h"
#include "ui/base/preferences.h"
#include "ui/regressions/ledger_report.h"
#include "ui/widgets/common_columns.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_rows.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    using query::CommitRow;
    using query::CommitTouch;
    using Column = TableColumn<CommitRow>;

    constexpr int DelayMs = 120;
    constexpr int RowHeight = 24;

    QString touchText(CommitTouch touch)
    {
        switch (touch) {
        case CommitTouch::None:
            return {};
        case CommitTouch::Driver:
            return CommitPane::tr("driver");
        case CommitTouch::Test:
            return CommitPane::tr("test");
        case CommitTouch::Board:
            return CommitPane::tr("board");
        case CommitTouch::Error:
            return CommitPane::tr("error");
        }
        return {};
    }

    Column touchColumn()
    {
        Column column;
        column.head = headOf("touch", CommitPane::tr("Touches"), 8);
        column.text = [](const CommitRow& row) { return touchText(row.touch); };
        column.sortKey = [](const CommitRow& row) { return QVariant(static_cast<int>(row.touch)); };
        column.tone = [](const CommitRow& row) {
            return row.touch == CommitTouch::None ? std::nullopt : std::optional(StatusClass::Fail);
        };
        column.tooltip = [](const CommitRow& row) {
            return fromUtf8(row.files).join(QLatin1Char('\n'));
        };
        return column;
    }

    Column hashColumn(const Context& context)
    {
        Column column;
        column.head = headOf("commit", CommitPane::tr("Commit"), 16);
        column.text = [](const CommitRow& row) { return shortHash(row.hash); };
        column.tooltip = [context](const CommitRow&) {
            return withKeys(context, CommitPane::tr("{open} copies the hash"));
        };
        column.isCode = true;
        return column;
    }

    std::shared_ptr<const TableSpec<CommitRow>> commitTable(const Context& context)
    {
        auto spec = std::make_shared<TableSpec<CommitRow>>();
        spec->id = [](const CommitRow& row) { return fromUtf8(row.hash); };
        spec->isMuted = [](const CommitRow& row) { return row.isMerge; };
        Column subject = textColumn<CommitRow>(headOf("subject", CommitPane::tr("Subject"), 0),
                                               &CommitRow::subject);
        subject.tooltip = subject.text;
        subject.isProse = true;
        Column time;
        time.head = headOf("time", CommitPane::tr("Committed"), 12);
        time.head.isHidden = true;
        time.text = [](const CommitRow& row) { return exactTimeText(row.time); };
        time.sortKey = [](const CommitRow& row) {
            return QVariant(static_cast<qint64>(row.time.time_since_epoch().count()));
        };
        Column author = textColumn<CommitRow>(headOf("author", CommitPane::tr("Author"), 16),
                                              &CommitRow::author);
        author.head.isHidden = true;
        // In a narrow pane the last gives way first, and a subject says more than what it touches.
        spec->columns = {hashColumn(context), std::move(subject), touchColumn(), std::move(author),
                         std::move(time)};
        return spec;
    }

    /// Marked ones first; each part as git lists it.
    std::vector<CommitRow> markedFirst(std::vector<CommitRow> rows)
    {
        std::stable_sort(rows.begin(), rows.end(),
                         [](const CommitRow& a, const CommitRow& b) { return a.touch > b.touch; });
        return rows;
    }

} // namespace

CommitPane::CommitPane(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new ElidedLabel(this))
    , m_bisect(new QToolButton(this))
    , m_narrow(new QToolButton(this))
    , m_table(new ResultTable(context, this))
    , m_read(*context.queries, *context.tasks)
    , m_findNarrower(*context.queries, *context.tasks)
    , m_write(*context.jobs, *context.tasks)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title->setContentsMargins(12, 6, 12, 6);
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bisect->setText(tr("Bisect pack…"));
    m_bisect->setToolTip(tr("Writes a folder or archive with a script that runs git bisect"));
    m_bisect->setAutoRaise(true);
    m_narrow->setCheckable(true);
    m_narrow->setAutoRaise(true);
    m_narrow->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_narrow->setMinimumWidth(1);
    m_narrow->setVisible(false);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 6, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_bisect);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(6, 0, 6, 0);
    below->addWidget(m_narrow);
    below->addStretch(1);
    layout->addLayout(below);
    layout->addWidget(m_table, 1);
    m_table->setRowHeight(RowHeight);
    m_table->rememberAs(QStringLiteral("commits"));
    m_table->view()->setAccessibleName(tr("Commits between good and bad"));
    setFocusProxy(m_table);
    m_delay.setSingleShot(true);
    m_delay.setInterval(DelayMs);
    connect(&m_delay, &QTimer::timeout, this, &CommitPane::read);
    connect(m_bisect, &QToolButton::clicked, this, &CommitPane::askForPack);
    connect(m_narrow, &QToolButton::clicked, this, &CommitPane::read);
    connect(m_table, &ResultTable::rowActivated, this,
            [this] { QGuiApplication::clipboard()->setText(currentHash()); });
    setVisible(false);
}

bool CommitPane::hasCursor() const
{
    return m_table->view()->hasFocus();
}

QString CommitPane::currentHash() const
{
    return isVisible() ? m_table->currentId() : QString();
}

std::optional<service::Culprit> CommitPane::currentCommit() const
{
    const std::string hash = currentHash().toStdString();
    const auto none = std::optional<service::Culprit>();
    if (!m_shown || hash.empty()) {
        return none;
    }
    const auto row = std::ranges::find(m_shown->rows, hash, &CommitRow::hash);
    return row == m_shown->rows.end() ? none : service::Culprit{row->hash, row->subject};
}

QString CommitPane::narrowerRange() const
{
    return isVisible() && m_narrower && m_narrow->isChecked() ? commitRange(listedRow())
                                                              : QString();
}

/// The row, with the range that is listed.
query::RegressionRow CommitPane::listedRow() const
{
    query::RegressionRow row = *m_row;
    if (m_narrower && m_narrow->isChecked()) {
        row.lastGood.commit = m_narrower->good;
        row.firstBad.commit = m_narrower->bad;
    }
    return row;
}

bool CommitPane::hasClone() const
{
    return m_row && m_context.preferences != nullptr && !m_row->lastGood.commit.empty()
        && !m_row->firstBad.commit.empty()
        && service::ClonePaths::of(m_context.preferences->file()).find(m_row->firstBad.tree);
}

void CommitPane::show(const query::RegressionRow* row)
{
    const auto isSame = [](const query::RegressionRow& a, const query::RegressionRow& b) {
        return a.lastGood.id == b.lastGood.id && a.firstBad.id == b.firstBad.id && a.kind == b.kind
            && a.title == b.title && a.subject == b.subject;
    };
    if (row == nullptr ? !m_row : m_row && isSame(*m_row, *row)) {
        return;
    }
    m_row = row == nullptr ? std::nullopt : std::optional(*row);
    m_read.cancel();
    m_findNarrower.cancel();
    m_shown.reset();
    showNarrower(std::nullopt);
    setVisible(hasClone());
    if (isVisibleTo(parentWidget())) {
        m_delay.start();
    }
    emit changed();
}

void CommitPane::read()
{
    if (!hasClone()) {
        return;
    }
    say(tr("Reading the commits"));
    m_read.start(
        tr("Reading the commits of a regression"),
        [engine = m_context.engine, common = m_context.common(), row = listedRow(),
         clones = service::ClonePaths::of(m_context.preferences->file())](
            const TaskContext& task) -> Result<CommitsPtr> {
            query::CommitsRequest request;
            request.tree = row.firstBad.tree;
            request.good = row.lastGood.commit;
            request.bad = row.firstBad.commit;
            CBOARD_TRY(request.interest, service::interestOf(*engine, common, row, task));
            return service::commitsBetween(clones, request, task);
        },
        [this](const Result<CommitsPtr>& commits) {
            if (commits) {
                showCommits(*commits);
            } else if (commits.error().kind != ErrorKind::Cancelled) {
                m_table->setRows(nullptr);
                say(fromUtf8(describe(commits.error())));
            }
            emit changed();
        });
    emit changed();
}

void CommitPane::showCommits(const CommitsPtr& commits)
{
    const auto rows = std::make_shared<const std::vector<CommitRow>>(markedFirst(commits->rows));
    m_shown = commits;
    m_table->setRows(
        std::make_shared<const TypedRows<CommitRow>>(commitTable(m_context), rows, *rows));
    if (!m_narrower && commits->total > 1) {
        findNarrower();
    }
    QStringList parts{countedText(commits->total, tr("%1 commit from good to bad"),
                                  tr("%1 commits from good to bad"))};
    if (commits->touching > 0) {
        parts << countedText(commits->touching, tr("%1 touches what fails"),
                             tr("%1 touch what fails"));
    }
    if (commits->isForked) {
        parts << tr("good is on another line");
    }
    say(parts.join(QStringLiteral(" · ")));
}

/// After the commits: it reads the ledgers of all branches once.
void CommitPane::findNarrower()
{
    const auto storeFile = m_context.workbench == nullptr ? std::filesystem::path()
                                                          : m_context.workbench->store().file();
    m_findNarrower.start(
        tr("Looking for a narrower range in other trees"),
        [engine = m_context.engine, storeFile, common = m_context.common(), row = *m_row,
         elsewhere = m_elsewhere, clones = service::ClonePaths::of(m_context.preferences->file())](
            const TaskContext& task) -> Result<Narrowing> {
            Narrowing narrowing{elsewhere, {}};
            CBOARD_TRY(narrowing.found,
                       service::narrowerRange(*engine, storeFile, common, row, clones,
                                              narrowing.elsewhere, task));
            return narrowing;
        },
        [this](const Result<Narrowing>& narrowing) {
            if (narrowing) { // Without it the range stands as it is.
                m_elsewhere = narrowing->elsewhere;
                showNarrower(narrowing->found);
            }
            emit changed();
        });
}

void CommitPane::showNarrower(const std::optional<service::NarrowerRange>& found)
{
    m_narrower = found;
    m_narrow->setChecked(false);
    m_narrow->setVisible(found.has_value());
    if (found) {
        const QString where = branchText(found->tree, found->branch, {});
        m_narrow->setText(
            tr("narrower in %1: %2")
                .arg(where, countedText(found->count, tr("%1 commit"), tr("%1 commits"))));
        m_narrow->setToolTip(
            withKeys(m_context,
                     tr("What passed and failed in %1 leaves fewer commits: %2..%3. Pressed, these "
                        "are listed, {copy-id} copies their range and the bisect pack is of them.")
                         .arg(where, shortHash(found->good), shortHash(found->bad))));
    }
}

/// In the title, which may be cut, and whole in its tool tip.
void CommitPane::say(const QString& text)
{
    m_title->setText(text);
}

void CommitPane::askForPack()
{
    if (!m_row) {
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Where should the bisect pack go?"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Archive (*.tar.gz *.tar.xz *.tar.zst *.tar)"), tr("Folder (*)")});
    dialog->selectFile(
        QStringLiteral("bisect-%1.tar.gz").arg(shortHash(listedRow().firstBad.commit)));
    connect(dialog, &QFileDialog::fileSelected, this, &CommitPane::writePack);
    dialog->open();
}

void CommitPane::writePack(const QString& target)
{
    m_write.start(
        tr("Writing the bisect pack"),
        [engine = m_context.engine, row = listedRow(), target,
         now = m_context.now()](const TaskContext& task) -> Result<QString> {
            CBOARD_TRY(const auto found, service::bisectCaseOf(*engine, row, task));
            CBOARD_TRY_VOID(service::writeBisectPack(found, target.toStdString(), now));
            return target;
        },
        [this](const Result<QString>& written) {
            say(written ? tr("%1 is written: run bisect.sh in it").arg(*written)
                        : fromUtf8(describe(written.error())));
        });
}

} // namespace cboard::ui
