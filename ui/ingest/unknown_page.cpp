// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/unknown_page.h"

#include "core/service/workbench.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/ingest/ingest_columns.h"
#include "ui/widgets/name_dialog.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace cboard::ui {

namespace {

    constexpr int Margin = 16;
    const char* const Program = "checkerboard";

} // namespace

UnknownPage::UnknownPage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_list(new ResultTable(context))
    , m_said(new QLabel(this))
    , m_meaning(new QPushButton(tr("Counts &as\u2026"), this))
    , m_menu(new QMenu(this))
    , m_load(*context.queries, *context.tasks)
    , m_change(*context.jobs, *context.tasks)
{
    m_list->setObjectName(QStringLiteral("unknown"));
    m_list->view()->setAccessibleName(tr("Unknown values"));
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    buildLayout();
    buildMenu();
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &UnknownPage::showCurrent);
    }
    connect(m_meaning, &QPushButton::clicked, this, &UnknownPage::offerMeanings);
    connect(m_list, &ResultTable::rowActivated, this, &UnknownPage::offerMeanings);
    connect(m_list, &ResultTable::currentRowChanged, this, [this] {
        // It stays while the list comes anew under the same row.
        if (m_list->currentRow() >= 0 && m_list->currentId() != m_changedId) {
            m_outcome.clear();
        }
        showCurrent();
    });
    showCurrent();
}

void UnknownPage::buildLayout()
{
    auto* head = new QHBoxLayout;
    head->setContentsMargins(Margin, 6, Margin, 6);
    head->setSpacing(8);
    head->addWidget(m_meaning);
    head->addWidget(m_said, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
}

void UnknownPage::buildMenu()
{
    const std::array<std::pair<Status, QString>, StatusCount> choices = {
        {{Status::Pass, tr("&pass")},
         {Status::Fail, tr("&fail")},
         {Status::Error, tr("&error: lab, harness or tool")},
         {Status::Miss, tr("&miss: planned, did not report")},
         {Status::Skip, tr("&skip: not applicable")},
         {Status::Done, tr("&done: ran, no verdict")}}};
    for (const auto& [status, text] : choices) {
        m_menu->addAction(text, this, [this, meant = status] { mean(meant); });
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("&no status, as it came"), this, [this] { mean(std::nullopt); });
}

const store::UnknownValue* UnknownPage::current() const
{
    return m_rows ? m_rows->rowAt(m_list->currentRow()) : nullptr;
}

std::vector<store::StatusWord> UnknownPage::selectedWords() const
{
    std::vector<store::StatusWord> words;
    for (const int row : m_list->selectedRows()) {
        const store::UnknownValue* value = m_rows ? m_rows->rowAt(row) : nullptr;
        if (value != nullptr && value->kind == store::UnknownKind::Status) {
            words.push_back({value->origin, value->value, value->meaning});
        }
    }
    return words;
}

bool UnknownPage::offerMeanings()
{
    if (const store::UnknownValue* value = current();
        value != nullptr && value->kind != store::UnknownKind::Status) {
        return giveName(*value);
    }
    if (selectedWords().empty() || m_change.isRunning()) {
        return false;
    }
    m_menu->popup(m_meaning->mapToGlobal(m_meaning->rect().bottomLeft()));
    m_menu->setActiveAction(m_menu->actions().front());
    return true;
}

/// A word instead of a board, or the origin for a lab; where nothing came nothing tells which board
/// it was.
bool UnknownPage::canName(const store::UnknownValue& value) const
{
    const bool hasWord = value.kind == store::UnknownKind::Board && !value.value.empty();
    return m_context.items != nullptr && (hasWord || value.kind == store::UnknownKind::Lab);
}

bool UnknownPage::giveName(const store::UnknownValue& value)
{
    if (!canName(value)) {
        return false;
    }
    const bool isLab = value.kind == store::UnknownKind::Lab;
    askForName(m_context, isLab ? store::UserData::Named::Lab : store::UserData::Named::Board,
               fromUtf8(isLab ? value.origin : value.value), {}, this);
    return true;
}

/// What the user called it; empty until then.
QString UnknownPage::givenName(const store::UnknownValue& value) const
{
    const bool isLab = value.kind == store::UnknownKind::Lab;
    const auto kind = isLab ? store::UserData::Named::Lab : store::UserData::Named::Board;
    if (m_context.items != nullptr) {
        for (const auto& alias : m_context.items->lists().aliases) {
            if (alias.kind == kind && alias.name == (isLab ? value.origin : value.value)) {
                return fromUtf8(alias.main);
            }
        }
    }
    return {};
}

void UnknownPage::mean(std::optional<Status> meaning)
{
    std::vector<store::StatusWord> words = selectedWords();
    m_changedId = m_list->currentId();
    for (store::StatusWord& word : words) {
        word.meaning = meaning;
    }
    m_change.start(
        tr("Counting results by another status"),
        [file = m_context.workbench->store().file(), words,
         now = m_context.now()](const TaskContext& task) -> Result<std::int64_t> {
            std::int64_t changed = 0;
            for (const store::StatusWord& word : words) {
                CBOARD_TRY(const auto ofWord, store::setStatusWord(file, word, Program, now, task));
                changed += ofWord;
            }
            return changed;
        },
        [this, meaning](const Result<std::int64_t>& changed) {
            const QString what = meaning ? classWord(*meaning) : tr("no status");
            m_outcome = changed ? countedText(*changed, tr("%1 result counts as %2 now"),
                                              tr("%1 results count as %2 now"))
                                      .arg(what)
                                : fromUtf8(describe(changed.error()));
            load();
            emit storeChanged();
        });
    showCurrent();
    emit stateChanged();
}

void UnknownPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_rows && !m_load.isRunning()) {
        load();
    }
}

void UnknownPage::load()
{
    if (m_context.workbench == nullptr) {
        return;
    }
    m_load.start(
        tr("Looking for values that are not known"),
        [file = m_context.workbench->store().file()](const TaskContext& task) -> Result<ValuesPtr> {
            CBOARD_TRY(auto found, store::readUnknownValues(file, task));
            return std::make_shared<const std::vector<store::UnknownValue>>(std::move(found));
        },
        [this](const Result<ValuesPtr>& values) {
            if (values) {
                m_rows = std::make_shared<const TypedRows<store::UnknownValue>>(
                    unknownTable(m_context), *values, **values);
                m_list->setRows(m_rows);
            } else {
                m_outcome = fromUtf8(describe(values.error()));
            }
            showCurrent();
            emit loaded();
            emit stateChanged();
        });
    emit stateChanged();
}

void UnknownPage::showCurrent()
{
    const store::UnknownValue* value = current();
    const bool isWord = value != nullptr && value->kind == store::UnknownKind::Status;
    const bool isToName = value != nullptr && canName(*value);
    const bool canMean = isWord && m_context.workbench != nullptr && !m_change.isRunning();
    m_meaning->setText(isToName ? tr("&Name\u2026") : tr("Counts &as\u2026"));
    m_meaning->setToolTip(isToName
                              ? tr("How it is called in lists, filters and sums by board or lab")
                              : tr("What results with this word count as, from now on and before"));
    m_meaning->setEnabled(canMean || isToName);
    if (m_change.isRunning()) {
        m_said->setText(tr("Counting"));
    } else if (!m_outcome.isEmpty()) {
        m_said->setText(m_outcome);
    } else if (isWord) {
        m_said->setText(tr("What does %1 mean by \u201c%2\u201d? Every list and sum counts by it; "
                           "the record keeps its word.")
                            .arg(fromUtf8(value->origin), fromUtf8(value->value)));
    } else if (value != nullptr) {
        const QString name = givenName(*value);
        m_said->setText(
            !name.isEmpty() ? tr("You call it %1.").arg(name)
                : value->kind == store::UnknownKind::Lab
                ? tr("A lab is named by the source: misc.lab or misc.runtime. Until it is, you "
                     "can name it here.")
                : isToName
                ? tr("A board is named by the source: environment.misc.platform. Until it is, "
                     "you can name it here.")
                : tr("Nothing stands here that a name could be given to, and these results may "
                     "be of many boards: only the source can tell them apart, by "
                     "environment.misc.platform."));
    } else {
        m_said->setText(m_rows && m_rows->size() == 0 ? tr("Everything that came was understood.")
                                                      : QString());
    }
}

} // namespace cboard::ui
