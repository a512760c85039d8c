// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/triage/triage_commands.h"

#include "ui/base/baseline_choice.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/triage/triage_targets.h"
#include "ui/triage/waive_dialog.h"

#include <QInputDialog>

namespace cboard::ui {

namespace {

    /// Whether rows stand for cells through time, so that a note is on the cell and not on the run
    /// that the cursor is on.
    bool isOfCells(const View& view)
    {
        const QString name = view.state().view;
        return name == QLatin1String("flaky") || name == QLatin1String("regressions");
    }

} // namespace

TriageCommands::TriageCommands(const Context& context, QWidget* window)
    : QObject()
    , m_context(context)
    , m_window(window)
    , m_find(*context.queries, *context.tasks)
{
}

bool TriageCommands::perform(ActionId action, const View& view, const Selection& selection)
{
    if (action != ActionId::AddToTray && action != ActionId::AddAllToTray
        && action != ActionId::Note && action != ActionId::Waive) {
        return false;
    }
    if (m_context.items == nullptr) {
        emit said(tr("Nothing can be kept beside this store"));
    } else if (action == ActionId::AddAllToTray) {
        putShown(view, selection);
    } else if (action == ActionId::Waive) {
        askToWaive(selection);
    } else if (action == ActionId::AddToTray) {
        findSelected(selection,
                     [this](const QStringList& targets) { m_context.items->toggleTray(targets); });
    } else if (isOfCells(view) && !cellsOf(selection).isEmpty()) {
        askForNote(cellsOf(selection).front(), selection.caption);
    } else {
        findSelected(selection, [this, caption = selection.caption](const QStringList& targets) {
            askForNote(targets.front(), caption);
        });
    }
    return true;
}

void TriageCommands::find(
    const QString& what,
    std::function<Result<QStringList>(query::Engine&, const TaskContext&)> targets,
    std::function<void(const QStringList&)> use)
{
    m_find.start(
        what,
        [engine = m_context.engine, targets = std::move(targets)](const TaskContext& task) {
            return targets(*engine, task);
        },
        [this, use = std::move(use)](const Result<QStringList>& found) {
            if (!found) {
                emit said(fromUtf8(describe(found.error())));
            } else if (found->isEmpty()) {
                emit said(tr("No result is shown here"));
            } else {
                use(*found);
            }
        });
}

void TriageCommands::findSelected(const Selection& selection,
                                  std::function<void(const QStringList&)> use)
{
    if (selection.id.isEmpty()) {
        emit said(tr("No result is selected"));
        return;
    }
    const query::RecordRequest request{m_context.common(), selection.kind,
                                       selection.id.toStdString()};
    find(
        tr("Reading the id"),
        [request](query::Engine& engine, const TaskContext& task) -> Result<QStringList> {
            CBOARD_TRY(const QString target, findTarget(engine, request, task));
            return QStringList{target};
        },
        std::move(use));
}

/// Of a view over several revisions, what it shows of the selected one.
void TriageCommands::putShown(const View& view, const Selection& selection)
{
    ViewState state = view.state();
    if (!selection.revision.isEmpty()) {
        state.revision = selection.revision;
    }
    if (state.revision.isEmpty()) {
        emit said(tr("Nothing here is of one revision"));
        return;
    }
    find(
        tr("Reading what is shown"),
        [state, common = m_context.common(), question = BaselineQuestion(m_context, state)](
            query::Engine& engine, const TaskContext& task) -> Result<QStringList> {
            query::Common judged = common;
            const query::BranchKey branch{state.tree.toStdString(), state.branch.toStdString(),
                                          state.repositoryUrl.toStdString()};
            CBOARD_TRY(const auto baseline,
                       question.answer(engine, branch, std::nullopt, common, task));
            judged.baseline = baseline.id();
            return findShownTargets(engine, state, judged, task);
        },
        [this](const QStringList& targets) { m_context.items->toggleTray(targets); });
}

void TriageCommands::askForNote(const QString& target, const QString& caption)
{
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(caption.isEmpty() ? target : caption);
    dialog->setTextValue(m_context.items->lists().notes.value(target));
    dialog->resize(460, dialog->sizeHint().height());
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, target](const QString& text) { m_context.items->setNote(target, text); });
    dialog->open();
}

void TriageCommands::askToWaive(const Selection& selection)
{
    const QStringList cells = cellsOf(selection);
    if (cells.isEmpty()) {
        emit said(tr("No cell is selected"));
        return;
    }
    auto* dialog = new WaiveDialog(selection.caption, cells, m_context.items->lists().waivers,
                                   m_context.now(), m_window);
    connect(
        dialog, &WaiveDialog::waived, m_context.items,
        [this](const QStringList& scope, const QString& reason, std::optional<Timestamp> until) {
            m_context.items->waive(scope, reason, until);
        });
    connect(dialog, &WaiveDialog::ended, m_context.items,
            [this](const QStringList& waived) { m_context.items->endWaivers(waived); });
    dialog->open();
}

} // namespace cboard::ui
