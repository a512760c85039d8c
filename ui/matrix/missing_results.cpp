// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/missing_results.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Matrix", text);
    }

    QString kindWord(query::MatrixKind kind)
    {
        switch (kind) {
        case query::MatrixKind::Build:
            return tr("build");
        case query::MatrixKind::Boot:
            return tr("boot");
        case query::MatrixKind::Test:
            break;
        }
        return tr("test");
    }

} // namespace

QString missingText(query::MatrixKind kind, const QString& where,
                    const query::RevisionsSnapshot* revisions)
{
    if (revisions == nullptr || revisions->rows.empty()) {
        return tr("No revision of %1 is stored").arg(where);
    }
    std::int64_t builds = 0;
    std::int64_t boots = 0;
    std::int64_t tests = 0;
    for (const query::RevisionRow& row : revisions->rows) {
        builds += row.counts.builds.total();
        boots += row.counts.boots.total();
        tests += row.counts.tests.total();
    }
    return tr("%1 has no %2 in %3: %4, %5 and %6 are stored")
        .arg(where, kindWord(kind),
             countedText(static_cast<qint64>(revisions->rows.size()), tr("the %1 revision shown"),
                         tr("the %1 revisions shown")),
             countedText(builds, tr("%1 build"), tr("%1 builds")),
             countedText(boots, tr("%1 boot"), tr("%1 boots")),
             countedText(tests, tr("%1 test"), tr("%1 tests")));
}

QString missingHint(query::MatrixKind kind, const query::RevisionsSnapshot* revisions)
{
    if (revisions == nullptr || revisions->rows.empty()) {
        return tr("{go-ingest} reads result files and folders, {go-trees} lists the trees that are "
                  "stored.");
    }
    const QString older = tr("Older revisions may have some: the chip above takes in more.");
    return kind == query::MatrixKind::Boot
        ? tr("A boot is a test with the path boot or boot.*.") + QLatin1Char('\n') + older
        : older;
}

} // namespace cboard::ui
