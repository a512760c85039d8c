// SPDX-License-Identifier: GPL-3.0-or-later
// What stands above the lists of a revision.
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/revision/revision_view.h"

#include <QDateTime>

namespace cboard::ui {

void RevisionView::showHeader()
{
    const query::RevisionRow& row = m_loaded->revision->row;
    const auto& revision = row.revision;
    m_header->setTitle(QStringLiteral("%1  %2").arg(
        branchText(revision), shortRevisionText(revision))); // Its hash stands beside it.
    QStringList code{shortHash(revision.commit)};
    for (const std::string& tag : revision.tags) {
        if (fromUtf8(tag) != revisionText(revision)) { // The title may be one of them.
            code << QStringLiteral("[%1]").arg(fromUtf8(tag));
        }
    }
    m_header->setCode(code.join(QStringLiteral("  ")));
    QStringList parts = m_problemWords;
    const auto add = [&parts](std::int64_t count, const QString& one, const QString& many) {
        if (count > 0) {
            parts << countedText(count, one, many);
        }
    };
    add(row.counts.builds[StatusClass::Fail], tr("%1 build fails"), tr("%1 builds fail"));
    add(row.counts.boots[StatusClass::Fail], tr("%1 boot fails"), tr("%1 boots fail"));
    add(row.counts.tests[StatusClass::Fail], tr("%1 test fails"), tr("%1 tests fail"));
    if (parts.isEmpty()) {
        parts << (m_loaded->revision->progress.pending > 0 ? tr("Nothing fails so far")
                                                           : tr("Nothing fails"));
    }
    const auto infra = row.counts.builds.infrastructure() + row.counts.boots.infrastructure()
        + row.counts.tests.infrastructure();
    add(infra, tr("%1 stopped by the lab or a tool"), tr("%1 stopped by the lab or a tool"));
    add(m_loaded->notBuilt, tr("%1 build missing"), tr("%1 builds missing"));
    parts << againstText(m_loaded->baseline) << progressText();
    parts << ageText(revision.time, m_context.now());
    if (!revision.subject.empty()) {
        parts << fromUtf8(revision.subject);
    }
    parts.removeAll(QString());
    m_header->setVerdict(parts);
}

/// "812 of 1 204 results are in, the rest by 14:02"; empty when all are.
QString RevisionView::progressText() const
{
    const query::RevisionProgress& progress = m_loaded->revision->progress;
    if (progress.pending == 0) {
        return {};
    }
    const QString arrived = tr("%1 of %2 results are in")
                                .arg(countText(progress.received), countText(progress.expected));
    if (!progress.expectedEnd || *progress.expectedEnd < m_context.now()) {
        return arrived;
    }
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(progress.expectedEnd->time_since_epoch());
    const QDateTime end = QDateTime::fromSecsSinceEpoch(seconds.count());
    return tr("%1, the rest by %2").arg(arrived, end.toString(QStringLiteral("HH:mm")));
}

} // namespace cboard::ui
