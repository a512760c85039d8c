// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/cell_numbers.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>
#include <QHash>

namespace cboard::ui {

namespace {

    using query::BuildNumbers;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("CellNumbers", text);
    }

    /// "41 s", "27 m", "2.3 h".
    QString shortDuration(double seconds)
    {
        constexpr double Minute = 60;
        constexpr double Hour = 3600;
        constexpr double MostOfOne = 99.5;
        if (seconds < MostOfOne) {
            return tr("%1 s").arg(seconds, 0, 'f', 0);
        }
        return seconds < MostOfOne * Minute ? tr("%1 m").arg(seconds / Minute, 0, 'f', 0)
                                            : tr("%1 h").arg(seconds / Hour, 0, 'f', 1);
    }

    QString megabytes(std::int64_t bytes)
    {
        constexpr double Megabyte = 1e6;
        const double size = static_cast<double>(bytes) / Megabyte;
        constexpr double Exact = 100;
        return QString::number(size, 'f', size < Exact ? 1 : 0);
    }

    /// Counts of at most six characters.
    QString shortCount(std::int64_t count)
    {
        constexpr std::int64_t Most = 99'999;
        constexpr std::int64_t Thousand = 1000;
        return count <= Most ? countText(count) : tr("%1 k").arg(count / Thousand);
    }

    QString numberText(const BuildNumbers& build, CellNumber shown)
    {
        switch (shown) {
        case CellNumber::None:
            break;
        case CellNumber::Warnings:
            return build.hasLog ? shortCount(build.warnings) : QString();
        case CellNumber::Errors:
            return build.hasLog ? shortCount(build.errors) : QString();
        case CellNumber::Duration:
            return build.durationSeconds ? shortDuration(*build.durationSeconds) : QString();
        case CellNumber::Size:
            return build.sizeBytes ? megabytes(*build.sizeBytes) : QString();
        }
        return {};
    }

    QString badgeText(std::int64_t count)
    {
        constexpr std::int64_t Most = 99;
        return count == 0   ? QString()
            : count <= Most ? QStringLiteral("+%1").arg(count)
                            : QStringLiteral("%1+").arg(Most);
    }

    CellExtra extraOf(const BuildNumbers& build, StatusClass status, CellNumber shown)
    {
        return {numberText(build, shown),
                badgeText(shown == CellNumber::Errors ? build.newErrors : build.newWarnings),
                status == StatusClass::Pass && build.warnings > 0 && build.errors == 0};
    }

} // namespace

QList<std::pair<QString, QString>> cellNumberChoices()
{
    return {{{}, tr("None")},
            {QStringLiteral("warnings"), tr("Warnings")},
            {QStringLiteral("errors"), tr("Errors")},
            {QStringLiteral("duration"), tr("Build time")},
            {QStringLiteral("size"), tr("Size of the kernel, MB")}};
}

CellNumber cellNumberOf(const QString& option)
{
    const auto choices = cellNumberChoices();
    for (qsizetype i = 0; i < choices.size(); ++i) {
        if (choices[i].first == option) {
            return static_cast<CellNumber>(i);
        }
    }
    return CellNumber::None;
}

CellNumbers placeNumbers(const query::MatrixSnapshot& matrix, BuildNumbersPtr builds,
                         CellNumber shown)
{
    CellNumbers numbers;
    numbers.hasRoom = shown != CellNumber::None;
    numbers.builds = std::move(builds);
    if (!numbers.builds) {
        return numbers;
    }
    numbers.extras.emplace_back();
    numbers.extraOfCell.reserve(matrix.cells.size());
    int warningRow = -1;
    QHash<QString, int> places; // By all that is in an extra.
    for (const query::MatrixCell& cell : matrix.cells) {
        const BuildNumbers* build = numbers.builds->find(cell.recordId);
        if (build != nullptr && build->newWarnings > 0 && cell.row != warningRow) {
            warningRow = cell.row; // Cells stand row by row.
            ++numbers.newlyWarning;
        }
        const CellExtra extra =
            build == nullptr ? CellExtra() : extraOf(*build, cell.status, shown);
        if (extra == CellExtra()) {
            numbers.extraOfCell.push_back(0);
            continue;
        }
        const QString key = extra.number + QLatin1Char('|') + extra.badge
            + QLatin1Char(extra.onlyWarns ? 'w' : '-');
        const auto place = places.constFind(key);
        if (place != places.constEnd()) {
            numbers.extraOfCell.push_back(*place);
            continue;
        }
        const int made = static_cast<int>(numbers.extras.size());
        places.insert(key, made);
        numbers.extras.push_back(extra);
        numbers.extraOfCell.push_back(made);
    }
    return numbers;
}

} // namespace cboard::ui
