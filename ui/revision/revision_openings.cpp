// SPDX-License-Identifier: GPL-3.0-or-later
// Where the rows and numbers of a revision lead to.
#include "core/query/completion.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"
#include "ui/revision/issue_rows.h"
#include "ui/revision/revision_view.h"
#include "ui/widgets/result_table.h"

namespace cboard::ui {

QString RevisionView::termOf(query::FilterKey key, const std::string& value)
{
    return fromUtf8(std::string(query::filterKeyText(key)) + ":" + query::quoteValue(key, value));
}

QString RevisionView::suiteTerm(const QString& suite)
{
    return QStringLiteral("path:%1*").arg(suite);
}

/// One of the numbers of a count column: the results that it counts.
void RevisionView::openCounts(const ResultTable& list, int row, int column, StatusClass status)
{
    using query::FilterKey;
    QStringList terms;
    if (&list == m_suites) {
        terms << suiteTerm(m_suiteRows->rowAt(row)->name);
    } else if (&list == m_boards) {
        terms << termOf(FilterKey::Board, m_boardRows->rowAt(row)->platform);
    } else if (&list == m_builds) {
        const query::BuildRow& build = *m_buildRows->rowAt(row);
        terms << termOf(FilterKey::Config, build.config)
              << termOf(FilterKey::Arch, build.architecture)
              << termOf(FilterKey::Compiler, build.compiler);
    } else {
        return;
    }
    terms << QStringLiteral("status:") + fromUtf8(std::string(statusClassKey(status)));
    openFiltered(list.rows()->head(column).id, // The columns are named as the views.
                 joinedTexts(terms, QStringLiteral(" ")), OpenMode::Here);
}

void RevisionView::openTouched(const query::RevisionIssueRow& issue, OpenMode mode)
{
    const bool isOfBuilds = issue.builds == issue.touched();
    openFiltered(isOfBuilds ? QStringLiteral("builds") : QStringLiteral("tests"), issueTerm(issue),
                 mode);
}

/// A path among those that have disappeared; what a board ran where it last ran.
void RevisionView::openGone(const GoneRow& row, OpenMode mode)
{
    ViewState target = state();
    carryBaseline(m_state, target);
    target.record.clear();
    target.view = QStringLiteral("tests");
    if (row.kind == GoneRow::Kind::Test) {
        target.options = {{QStringLiteral("boards"), QStringLiteral("gone")},
                          {QStringLiteral("path"), row.name}};
    } else {
        target.options.clear();
        target.revision = fromUtf8(m_loadedGone->before.commit);
        target.filter =
            fromUtf8("board:" + query::quoteValue(query::FilterKey::Board, row.name.toStdString()));
    }
    m_context.navigator->open(target, mode);
}

/// The cells of a problem, in the matrix of its kind.
void RevisionView::openCells(const query::ProblemRow& problem, OpenMode mode)
{
    const bool isTest = problem.kind == "test";
    const bool isBuild = problem.kind == "build";
    const query::FilterKey key = isTest ? query::FilterKey::Path
        : isBuild                       ? query::FilterKey::Config
        : problem.kind == "lab"         ? query::FilterKey::Lab
                                        : query::FilterKey::Board;
    const QString term = fromUtf8(std::string(query::filterKeyText(key)) + ":"
                                  + query::quoteValue(key, problem.subject));
    openFiltered(isTest        ? QStringLiteral("testmatrix")
                     : isBuild ? QStringLiteral("builds")
                               : QStringLiteral("boots"),
                 term, mode,
                 isTest ? QMap<QString, QString>{{QStringLiteral("mode"), QStringLiteral("boards")}}
                        : QMap<QString, QString>());
}

void RevisionView::openFiltered(const QString& view, const QString& term, OpenMode mode,
                                const QMap<QString, QString>& options)
{
    ViewState target = state();
    target.options = options;
    carryBaseline(m_state, target);
    target.record.clear();
    target.view = view;
    target.filter = m_state.filter.isEmpty() ? term : m_state.filter + QLatin1Char(' ') + term;
    m_context.navigator->open(target, mode);
}

} // namespace cboard::ui
