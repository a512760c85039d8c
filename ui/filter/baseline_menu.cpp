// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/baseline_menu.h"

#include "ui/base/baseline_choice.h"
#include "ui/base/text_format.h"

#include <QInputDialog>
#include <QMenu>

namespace cboard::ui {

namespace {

    constexpr std::int64_t OfferedRevisions = 15;
    constexpr qsizetype OfferedBranches = 40;

    QString revisionChoice(const query::RevisionRef& revision, Timestamp now)
    {
        // The tab puts the age at the right, where menus show keys.
        return QStringLiteral("%1\t%2").arg(revisionText(revision), ageText(revision.time, now));
    }

} // namespace

BaselineMenu::BaselineMenu(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_load(*context.queries, *context.tasks)
{
}

void BaselineMenu::popUp(QWidget* anchor, const query::BranchKey& branch)
{
    m_load.start(
        tr("Reading what can be compared"),
        [engine = m_context.engine, common = m_context.common(),
         branch](const TaskContext& task) -> Result<Choices> {
            Choices choices;
            if (!branch.tree.empty()) {
                CBOARD_TRY(choices.revisions,
                           engine->revisions({common, branch, OfferedRevisions}, task));
            }
            CBOARD_TRY(choices.trees, engine->trees({common}, task));
            return choices;
        },
        [this, anchor = QPointer<QWidget>(anchor), branch](const Result<Choices>& choices) {
            if (anchor) { // Chips are made anew with what they say.
                show(anchor, branch, choices ? *choices : Choices());
            }
        });
}

void BaselineMenu::offer(QMenu* menu, const QString& text, const QString& value)
{
    menu->addAction(text, this, [this, value] { emit chosen(value); });
}

void BaselineMenu::show(QWidget* anchor, const query::BranchKey& branch, const Choices& choices)
{
    auto* menu = new QMenu(anchor);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    offer(menu, tr("The &previous result of each cell"), {});
    offer(menu, tr("The last &accepted revision"), AcceptedBaseline);
    if (choices.revisions && !choices.revisions->rows.empty()) {
        QMenu* own = menu->addMenu(tr("A &revision of this branch"));
        for (const query::RevisionRow& row : choices.revisions->rows) {
            offer(own, revisionChoice(row.revision, m_context.now()),
                  fromUtf8(row.revision.commit));
        }
    }
    QMenu* others = menu->addMenu(tr("Another &branch, its newest that is not younger"));
    if (choices.trees) {
        for (const query::TreeRow& row : choices.trees->rows) {
            const bool isOwn = row.tree == branch.tree && row.branch == branch.branch;
            if (!isOwn && others->actions().size() < OfferedBranches) {
                offer(others, branchText(row),
                      branchBaseline(fromUtf8(row.tree), fromUtf8(row.branch)));
            }
        }
    }
    others->setEnabled(!others->isEmpty());
    menu->addAction(tr("Another revision by &name …"), this,
                    [this, anchor] { askForName(anchor); });
    menu->popup(anchor->mapToGlobal(anchor->rect().bottomLeft()));
    menu->setActiveAction(menu->actions().constFirst());
}

void BaselineMenu::askForName(QWidget* anchor)
{
    auto* dialog = new QInputDialog(anchor->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Baseline"));
    dialog->setLabelText(tr("Hash, tag or describe name of a revision, of any branch:"));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this](const QString& name) { emit chosen(name.trimmed()); });
    dialog->open();
}

} // namespace cboard::ui
