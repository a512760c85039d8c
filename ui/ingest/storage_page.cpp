// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/storage_page.h"

#include "core/service/retention_rules.h"
#include "core/service/workbench.h"
#include "core/store/compaction.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/ingest/ingest_columns.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int Margin = 16;
    const char* const Program = "checkerboard";

    template <typename Row>
    void setRows(ResultTable& table, std::shared_ptr<const TableSpec<Row>> spec,
                 const std::shared_ptr<const void>& owner, const std::vector<Row>& rows)
    {
        table.setRows(std::make_shared<const TypedRows<Row>>(std::move(spec), owner, rows));
    }

    std::int64_t recordsOf(const std::vector<RuleRow>& rules)
    {
        std::int64_t records = 0;
        for (const RuleRow& rule : rules) {
            records += rule.records;
        }
        return records;
    }

} // namespace

StoragePage::StoragePage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_parts(new ResultTable(context))
    , m_rules(new ResultTable(context))
    , m_said(new QLabel(this))
    , m_retire(new QPushButton(this))
    , m_compact(new QPushButton(tr("Com&pact"), this))
    , m_cancel(new QPushButton(tr("&Stop"), this))
    , m_load(*context.jobs, *context.tasks)
    , m_work(*context.jobs, *context.tasks)
{
    m_parts->setObjectName(QStringLiteral("parts"));
    m_parts->view()->setAccessibleName(tr("What takes room in the store"));
    m_rules->view()->setAccessibleName(tr("Rules by which old results go"));
    m_compact->setToolTip(tr("Gives back the space of what nothing refers to any more"));
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    buildLayout();
    connect(m_retire, &QPushButton::clicked, this, &StoragePage::askOrRetire);
    connect(m_compact, &QPushButton::clicked, this, &StoragePage::compact);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_work.stop(); });
    if (m_context.preferences != nullptr) {
        connect(m_context.preferences, &Preferences::changed, this, [this](const QString& key) {
            if (key.startsWith(QStringLiteral("retention/")) && m_loaded) {
                load();
            }
        });
    }
    updateButtons();
}

void StoragePage::buildLayout()
{
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(Margin, 6, Margin, 6);
    buttons->setSpacing(8);
    buttons->addWidget(m_retire);
    buttons->addWidget(m_compact);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_said, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_parts);
    splitter->addWidget(m_rules);
    splitter->setSizes({1, 1});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buttons);
    layout->addWidget(splitter, 1);
}

void StoragePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_loaded && !m_load.isRunning() && m_context.workbench != nullptr) {
        load();
    }
}

void StoragePage::load()
{
    const auto policy = m_context.preferences == nullptr
        ? store::RetentionPolicy()
        : service::retentionPolicyOf(m_context.preferences->file());
    m_said->setText(tr("Measuring the store"));
    m_load.start(
        tr("Measuring the store"),
        [file = m_context.workbench->store().file(), policy,
         now = m_context.now()](const TaskContext& task) -> Result<LoadedPtr> {
            auto loaded = std::make_shared<Loaded>();
            CBOARD_TRY(const auto parts, store::readStoreParts(file, task));
            loaded->parts = partRows(parts);
            if (service::takesAnythingOut(policy)) {
                CBOARD_TRY(loaded->plan, store::planRetention(file, policy, now, task));
            }
            loaded->rules = ruleRows(policy, loaded->plan);
            return LoadedPtr(std::move(loaded));
        },
        [this](const Result<LoadedPtr>& loaded) {
            if (loaded) {
                showLoaded(*loaded);
            } else {
                m_said->setText(fromUtf8(describe(loaded.error())));
            }
            updateButtons();
            emit stateChanged();
        });
    updateButtons();
    emit stateChanged();
}

void StoragePage::showLoaded(const LoadedPtr& loaded)
{
    m_loaded = loaded;
    m_isAsked = false;
    setRows(*m_parts, partTable(), loaded, loaded->parts);
    setRows(*m_rules, ruleTable(), loaded, loaded->rules);
    const bool hasRules =
        std::ranges::any_of(loaded->rules, [](const RuleRow& row) { return row.rule.isSet(); });
    if (!m_outcome.isEmpty()) {
        m_said->setText(m_outcome);
    } else if (!hasRules) {
        m_said->setText(
            tr("No rule is set: everything is kept. The settings have the rules, under Storage."));
    } else {
        m_said->setText(recordsOf(loaded->rules) == 0 ? tr("Nothing is old enough to go.")
                                                      : QString());
    }
}

/// The first click asks, the second acts: what was taken out comes back only from its sources.
void StoragePage::askOrRetire()
{
    if (!m_isAsked) {
        m_isAsked = true;
        m_said->setText(tr("%1, and only their sources can bring them back. Once more to do it.")
                            .arg(countedText(recordsOf(m_loaded->rules), tr("%1 record goes"),
                                             tr("%1 records go"))));
        updateButtons();
        return;
    }
    startWork(tr("Taking old results out"),
              [file = m_context.workbench->store().file(), loaded = m_loaded,
               now = m_context.now()](const TaskContext& task) -> Result<QString> {
                  CBOARD_TRY_VOID(store::retire(file, loaded->plan, Program, now, task));
                  return tr("Taken out: %1. Compacting gives the space back.")
                      .arg(
                          countedText(recordsOf(loaded->rules), tr("%1 record"), tr("%1 records")));
              });
}

void StoragePage::compact()
{
    startWork(tr("Compacting the store"),
              [file = m_context.workbench->store().file(),
               now = m_context.now()](const TaskContext& task) -> Result<QString> {
                  CBOARD_TRY(const auto done, store::compactStore(file, Program, now, task));
                  return tr("Compacted: %1 before, %2 now")
                      .arg(byteText(done.bytesBefore), byteText(done.bytesAfter));
              });
}

void StoragePage::startWork(const QString& title, BackgroundTask<QString>::Job job)
{
    m_isAsked = false;
    m_outcome.clear();
    m_said->setText(title);
    m_work.start(title, std::move(job), [this](const Result<QString>& said) {
        const bool isStopped = !said && said.error().kind == ErrorKind::Cancelled;
        m_outcome = said ? *said
            : isStopped  ? tr("Stopped; what was done stays done.")
                         : fromUtf8(describe(said.error()));
        load();
        emit storeChanged();
    });
    updateButtons();
    emit stateChanged();
}

void StoragePage::updateButtons()
{
    const bool isIdle = m_context.workbench != nullptr && !isBusy();
    m_retire->setText(m_isAsked ? tr("&Take out now") : tr("&Take out by the rules"));
    m_retire->setEnabled(isIdle && m_loaded && recordsOf(m_loaded->rules) > 0);
    m_compact->setEnabled(isIdle);
    m_cancel->setVisible(m_work.isRunning());
}

} // namespace cboard::ui
