// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/revision_strip.h"
#include "ui/revision/revision_view.h"
#include "ui/shell/text_format.h"
#include "ui/widgets/result_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTabWidget>

namespace cboard::ui {

QList<ActionId> RevisionView::actions() const
{
    return {ActionId::RowDown,       ActionId::RowUp,         ActionId::Left,
            ActionId::Right,         ActionId::NextFailure,   ActionId::PreviousFailure,
            ActionId::NewerRevision, ActionId::OlderRevision, ActionId::Open,
            ActionId::OpenInNewTab,  ActionId::OpenLog,       ActionId::CopyId,
            ActionId::CopyReport};
}

bool RevisionView::perform(ActionId action)
{
    switch (action) {
    case ActionId::RowDown:
        currentList()->moveBy(1);
        return true;
    case ActionId::RowUp:
        currentList()->moveBy(-1);
        return true;
    case ActionId::Left:
    case ActionId::Right: {
        const int step = action == ActionId::Right ? 1 : m_lists->count() - 1;
        m_lists->setCurrentIndex((m_lists->currentIndex() + step) % m_lists->count());
        return true;
    }
    case ActionId::NextFailure:
        goToFailure(1);
        return true;
    case ActionId::PreviousFailure:
        goToFailure(-1);
        return true;
    case ActionId::NewerRevision:
        stepRevision(-1);
        return true;
    case ActionId::OlderRevision:
        stepRevision(1);
        return true;
    case ActionId::Open:
    case ActionId::OpenLog:
        openCurrent(OpenMode::Here);
        return true;
    case ActionId::OpenInNewTab:
        openCurrent(OpenMode::NewTab);
        return true;
    case ActionId::CopyId: {
        const QString id = selectionOf(currentList()->currentRow()).id;
        QGuiApplication::clipboard()->setText(id.isEmpty() ? m_state.revision : id);
        return true;
    }
    case ActionId::CopyReport:
        if (m_loaded) {
            const auto& counts = m_loaded->revision->row.counts;
            QGuiApplication::clipboard()->setText(tr("%1: builds %2; boots %3; tests %4")
                                                      .arg(caption(), countsText(counts.builds),
                                                           countsText(counts.boots),
                                                           countsText(counts.tests)));
        }
        return true;
    default:
        return false;
    }
}

void RevisionView::stepRevision(int older)
{
    if (!m_loaded || m_strip->currentIndex() < 0 || older == 0) {
        return;
    }
    const int index = m_strip->currentIndex() + older;
    const auto& rows = m_loaded->revisions->rows;
    if (index < 0 || index >= static_cast<int>(rows.size())) {
        return;
    }
    ViewState target = m_state;
    target.record.clear();
    target.revision = fromUtf8(rows[static_cast<std::size_t>(index)].revision.commit);
    m_context.navigator->open(target);
}

void RevisionView::goToFailure(int step)
{
    ResultTable* list = currentList();
    const QAbstractItemModel* shown = list->model();
    for (int row = list->currentIndex().row() + step; row >= 0 && row < shown->rowCount();
         row += step) {
        const QVariant status = shown->index(row, 0).data(StatusRole);
        if (status.isValid() && status.toInt() == static_cast<int>(StatusClass::Fail)) {
            list->setCurrentIndex(shown->index(row, 0));
            return;
        }
    }
}

void RevisionView::openCurrent(OpenMode mode)
{
    ViewState target = state();
    target.options.clear();
    if (currentList() == m_suites) {
        const SuiteRow* suite = m_suiteModel->rowAt(m_suites->currentRow());
        if (suite == nullptr) {
            return;
        }
        target.view = QStringLiteral("tests");
        const QString term = QStringLiteral("path:%1*").arg(suite->name);
        target.filter = m_state.filter.isEmpty() ? term : m_state.filter + QLatin1Char(' ') + term;
        target.record.clear();
    } else if (!target.record.isEmpty()) {
        target.view = QStringLiteral("log");
        target.filter.clear();
    } else {
        return;
    }
    m_context.navigator->open(target, mode);
}

} // namespace cboard::ui
