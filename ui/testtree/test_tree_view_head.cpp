// SPDX-License-Identifier: GPL-3.0-or-later
// What the test tree says of itself in words.
#include "ui/shell/resolve.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/shell/view_header.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"
#include "ui/widgets/filtered_out.h"

namespace cboard::ui {

void TestTreeView::showEmpty()
{
    const query::TestTreeSnapshot& snapshot = *m_model->layout()->snapshot;
    const QString revision = revisionText(snapshot.revision);
    if (snapshot.info.totalRows > 0 && !m_state.filter.isEmpty()) {
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

void TestTreeView::updateSummary()
{
    const query::TestTreeSnapshot& snapshot = *m_model->layout()->snapshot;
    const StatusCounts counts = snapshot.nodes.empty() ? StatusCounts{} : snapshot.nodes[0].counts;
    m_header->setTitle(
        tr("Tests of %1").arg(branchText(snapshot.revision.tree, snapshot.revision.branch)));
    m_header->setCode(revisionText(snapshot.revision));
    QStringList parts;
    const auto add = [&parts](std::size_t count, const QString& one, const QString& many) {
        if (count > 0) {
            parts << countedText(static_cast<qint64>(count), one, many);
        }
    };
    add(m_new.size(), tr("%1 path newly failing"), tr("%1 paths newly failing"));
    add(m_failing.size(), tr("%1 failing path"), tr("%1 failing paths"));
    if (m_facet == BoardFacet::Any) {
        add(static_cast<std::size_t>(m_onAllBoards), tr("%1 on all boards"),
            tr("%1 on all boards"));
        add(static_cast<std::size_t>(m_onSomeBoards), tr("%1 only on some"), tr("%1 only on some"));
    }
    parts << countedText(counts.total(), tr("%1 run"), tr("%1 runs"));
    if (counts.total() > 0) {
        parts << countsText(counts);
    }
    add(static_cast<std::size_t>(m_disappeared.size()), tr("%1 path disappeared"),
        tr("%1 paths disappeared"));
    parts << againstText(m_baseline);
    m_header->setVerdict(parts);
    m_header->setToolTip(
        m_disappeared.isEmpty()
            ? QString()
            : tr("Not run any more:\n%1").arg(m_disappeared.mid(0, 40).join(QLatin1Char('\n'))));
}

QString TestTreeView::caption() const
{
    if (!m_model->layout()) {
        return tr("Tests");
    }
    const query::RevisionRef& revision = m_model->layout()->snapshot->revision;
    return QStringLiteral("%1 %2").arg(branchText(revision.tree, revision.branch),
                                       revisionText(revision));
}

} // namespace cboard::ui
