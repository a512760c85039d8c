// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/peek_pane.h"

#include "ui/base/elided_label.h"
#include "ui/base/key_text.h"
#include "ui/logview/log_cache.h"
#include "ui/logview/log_state.h"
#include "ui/logview/log_view.h"
#include "ui/widgets/focus_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr qsizetype ReadAheadCount = 4;
    constexpr int MinimumHeight = 90;

} // namespace

PeekPane::PeekPane(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_caption(new ElidedLabel(this))
    , m_log(new LogView(context, this))
    , m_readAhead(*context.queries, *context.tasks)
{
    m_log->setCompact(true);
    setFocusPolicy(Qt::StrongFocus);
    new FocusLine(*context.theme, this);
    setMinimumHeight(MinimumHeight);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 12, 4);
    head->addWidget(m_caption, 1);
    auto* hint = new QLabel(this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    followKeys(m_context, hint, [this, hint] {
        hint->setText(withKeys(m_context, tr("{open} in the log opens it, {peek} closes")));
    });
    head->addWidget(hint);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_log, 1);
    connect(m_log, &View::stateChanged, this, &PeekPane::showCaption);
    connect(m_log, &View::statusChanged, this, [this] {
        if (!m_log->status().isLoading) {
            giveFocusToLog();
            readAhead();
            emit settled();
        }
    });
    showCaption();
}

/// While there is no log to see the pane has the focus itself: F6 leads to it, and Enter opens what
/// is still read.
void PeekPane::giveFocusToLog()
{
    const QWidget* lines = m_log->focusProxy();
    if (hasFocus() && lines != nullptr && lines->isVisible()) {
        m_log->setFocus(Qt::OtherFocusReason);
    }
}

void PeekPane::focusInEvent(QFocusEvent* event)
{
    QFrame::focusInEvent(event);
    giveFocusToLog();
}

bool PeekPane::isLoading() const
{
    return isVisible() && m_log->status().isLoading;
}

void PeekPane::peek(const Selection& selection)
{
    const bool isSame = selection.id == m_selection.id && selection.kind == m_selection.kind;
    m_selection = selection;
    if (isSame) {
        return;
    }
    if (isVisible()) {
        load();
    } else {
        m_isStale = true;
    }
}

void PeekPane::refresh()
{
    if (isVisible()) {
        m_log->refresh();
    }
}

void PeekPane::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    if (m_isStale) {
        load();
    }
}

void PeekPane::load()
{
    m_isStale = false;
    m_readAhead.cancel();
    m_log->showState(logState({}, m_selection.kind, m_selection.id));
    showCaption();
}

void PeekPane::readAhead()
{
    LogCache* cache = m_context.logs;
    std::vector<query::RecordRequest> requests;
    for (const QString& id : m_selection.neighbours.mid(0, ReadAheadCount)) {
        if (cache != nullptr && !cache->contains(m_selection.kind, id.toStdString())) {
            requests.push_back({m_context.common(), m_selection.kind, id.toStdString()});
        }
    }
    if (requests.empty()) {
        return;
    }
    m_readAhead.start(
        tr("Reading logs ahead"),
        [engine = m_context.engine, cache, requests](const TaskContext& task) -> Result<bool> {
            for (const query::RecordRequest& request : requests) {
                CBOARD_TRY_VOID(task.check());
                // One that cannot be read says so when it is selected.
                static_cast<void>(readLogDocument(*engine, cache, request, task));
            }
            return true;
        },
        [](const Result<bool>&) {});
}

void PeekPane::showCaption()
{
    m_caption->setText(m_selection.id.isEmpty() ? tr("Log of the selection") : m_log->caption());
}

} // namespace cboard::ui
