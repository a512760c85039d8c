// SPDX-License-Identifier: GPL-3.0-or-later
// What the test tree says of itself in words.
#include "ui/base/resolve.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/testtree/disappeared_tests.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"
#include "ui/widgets/filtered_out.h"

namespace cboard::ui {

void TestTreeView::showEmpty()
{
    const query::TestTreeSnapshot& snapshot = *m_trees.tests;
    const QString revision = revisionText(snapshot.revision);
    if (m_facet == BoardFacet::Gone && !m_trees.gone) {
        m_panel->showMessage(tr("What %1 does not run any more is not known yet").arg(revision),
                             tr("It is compared with the revision before once both are complete."));
    } else if (isGoneShown()) {
        m_panel->showMessage(
            tr("Whatever %1 ran is run here, too").arg(revisionText(m_trees.gone->revision)),
            tr("%1 has no path less.").arg(revision));
    } else if (snapshot.info.totalRows > 0 && !m_state.filter.isEmpty()) {
        query::RelaxationsRequest request;
        request.common = m_context.common();
        request.common.filter = *parseStateFilter(m_state);
        request.common.baseline = m_baseline.id();
        request.branch = {snapshot.revision.tree, snapshot.revision.branch,
                          snapshot.revision.repositoryUrl};
        request.revision = snapshot.revision.id;
        m_filteredOut->show(
            tr("%1: %2 runs, 0 match").arg(revision, countText(snapshot.info.totalRows)),
            m_state.filter, relaxedBy(*m_context.engine, {request}));
    } else {
        m_panel->showMessage(tr("No test has reported for %1").arg(revision),
                             tr("Results appear here when they are ingested; boots are in the "
                                "boot matrix."));
    }
}

bool TestTreeView::isGoneShown() const
{
    return m_facet == BoardFacet::Gone && m_trees.gone != nullptr;
}

void TestTreeView::updateSummary()
{
    const query::TestTreeSnapshot& snapshot = *m_trees.tests;
    if (isGoneShown()) {
        m_header->setVerdict({countedText(pathCount(*m_trees.gone), tr("%1 path not run any more"),
                                          tr("%1 paths not run any more")),
                              tr("as %1 ran them").arg(revisionText(m_trees.gone->revision))});
        return;
    }
    const StatusCounts counts = snapshot.nodes.empty() ? StatusCounts{} : snapshot.nodes[0].counts;
    m_header->setTitle(tr("Tests of %1").arg(branchText(snapshot.revision)));
    m_header->setCode(revisionText(snapshot.revision));
    QStringList parts;
    const auto add = [&parts](std::int64_t count, const QString& one, const QString& many) {
        if (count > 0) {
            parts << countedText(count, one, many);
        }
    };
    add(std::ssize(m_new) + m_foldedNews, tr("%1 path newly failing"),
        tr("%1 paths newly failing"));
    add(std::ssize(m_failing) + m_foldedFailing, tr("%1 failing path"), tr("%1 failing paths"));
    add(m_foldedFailing, tr("%1 of them after a crash or timeout"),
        tr("%1 of them after a crash or timeout"));
    if (m_facet == BoardFacet::Any) {
        add(m_onAllBoards, tr("%1 on all boards"), tr("%1 on all boards"));
        add(m_onSomeBoards, tr("%1 only on some"), tr("%1 only on some"));
    }
    parts << countedText(counts.total(), tr("%1 run"), tr("%1 runs"));
    if (counts.total() > 0) {
        parts << countsText(counts);
    }
    add(m_trees.gone ? pathCount(*m_trees.gone) : 0, tr("%1 path not run any more"),
        tr("%1 paths not run any more"));
    parts << againstText(m_baseline);
    m_header->setVerdict(parts);
}

QString TestTreeView::caption() const
{
    if (!m_model->layout()) {
        return tr("Tests");
    }
    const query::RevisionRef& revision = m_trees.tests->revision;
    return QStringLiteral("%1 %2").arg(branchText(revision), revisionText(revision));
}

} // namespace cboard::ui
