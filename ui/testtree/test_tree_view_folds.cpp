// SPDX-License-Identifier: GPL-3.0-or-later
// What of the test tree is open.
#include "ui/base/text_format.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"

#include <QScopedValueRollback>
#include <QTreeView>

namespace cboard::ui {

/// As m_folding says. What is new becomes known later, and is opened then.
void TestTreeView::applyFolding()
{
    const QScopedValueRollback guard(m_isFolding, true);
    m_tree->setUpdatesEnabled(false);
    m_tree->collapseAll();
    switch (m_folding.rule) {
    case PathFolding::Rule::New:
        openNodes(nodesToOpen(*m_model->layout(), m_new));
        break;
    case PathFolding::Rule::Failing:
        openNodes(nodesToOpen(*m_model->layout(), m_failing));
        break;
    case PathFolding::Rule::Level:
        if (m_folding.level > 1) {
            m_tree->expandToDepth(m_folding.level - 2);
        }
        break;
    }
    for (const bool isOpen : {true, false}) {
        for (const QString& path : isOpen ? m_folding.opened : m_folding.closed) {
            const std::int32_t node = nodeOfPath(path);
            if (node > 0 && fromUtf8(m_model->layout()->snapshot->pathOf(node)) == path) {
                m_tree->setExpanded(m_model->indexOf(node), isOpen);
            }
        }
    }
    m_tree->setUpdatesEnabled(true);
}

void TestTreeView::openNodes(const std::vector<std::int32_t>& nodes)
{
    for (const std::int32_t node : nodes) {
        m_tree->expand(m_model->indexOf(node));
    }
}

/// The user's word, which goes before the rule.
void TestTreeView::onFolded(const QModelIndex& index, bool isOpen)
{
    const std::int32_t node = m_model->nodeOf(index);
    if (!m_isFolding && node > 0) {
        m_folding.setOpen(fromUtf8(m_model->layout()->snapshot->pathOf(node)), isOpen);
        emit stateChanged();
    }
}

void TestTreeView::foldBy(const PathFolding& folding)
{
    m_folding = folding;
    applyFolding();
    // The current row stays the deepest one of its path that can be seen.
    const QModelIndex current = m_tree->currentIndex();
    QModelIndex seen = current;
    for (QModelIndex at = current.parent(); at.isValid(); at = at.parent()) {
        if (!m_tree->isExpanded(at)) {
            seen = at;
        }
    }
    m_tree->setCurrentIndex(seen);
    showCurrent();
    emit stateChanged();
}

void TestTreeView::foldToLevel(int level)
{
    PathFolding folding;
    folding.rule = PathFolding::Rule::Level;
    folding.level = level;
    foldBy(folding);
}

void TestTreeView::foldToNextLevel()
{
    constexpr int Usual = 4; // Deeper ones by their digits.
    const bool isLevel = m_folding.rule == PathFolding::Rule::Level;
    foldToLevel(isLevel ? m_folding.level % Usual + 1 : 1);
}

} // namespace cboard::ui
