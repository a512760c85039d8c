// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/cell_words.h"

#include "ui/base/text_format.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/theme/status_palette.h"

#include <algorithm>

namespace cboard::ui {

using query::CellMark;
using query::MatrixCell;

namespace {

    QString markText(CellMark mark)
    {
        switch (mark) {
        case CellMark::New:
            return MatrixWidget::tr("new failure");
        case CellMark::Fixed:
            return MatrixWidget::tr("fixed");
        case CellMark::Known:
            return MatrixWidget::tr("known issue");
        case CellMark::Flaky:
            return MatrixWidget::tr("flaky");
        case CellMark::Mixed:
            return MatrixWidget::tr("runs disagree");
        case CellMark::LabConflict:
            return MatrixWidget::tr("labs disagree");
        case CellMark::NeverPassed:
            return MatrixWidget::tr("never passed");
        case CellMark::Waived:
            return MatrixWidget::tr("waived");
        case CellMark::Stale:
            return MatrixWidget::tr("older than this revision");
        case CellMark::StillFailing:
            return MatrixWidget::tr("still failing");
        case CellMark::FirstSeenFailing:
            return MatrixWidget::tr("failing since first seen");
        case CellMark::LabIncident:
            return MatrixWidget::tr("lab problem");
        }
        return {};
    }

    /// "lab collabora", also of a lab named "lab-collabora".
    QString labText(const std::string& lab)
    {
        const QString name = fromUtf8(lab);
        return MatrixWidget::tr("lab %1").arg(name.startsWith(QLatin1String("lab-")) ? name.mid(4)
                                                                                     : name);
    }

} // namespace

QString outcomeText(const MatrixCell& cell)
{
    QStringList parts;
    if (cell.status != StatusClass::Fail || !cell.hasMark(CellMark::New)) {
        parts << statusWord(cell.status); // "new failure" says it already.
    }
    for (std::size_t i = 0; i < query::CellMarkCount; ++i) {
        if (cell.hasMark(static_cast<CellMark>(i))) {
            parts << markText(static_cast<CellMark>(i));
        }
    }
    if (cell.counts.total() > 1) {
        parts << MatrixWidget::tr("%1 runs").arg(cell.counts.total());
    }
    return parts.join(QStringLiteral(", "));
}

void SpokenCell::beginRow(int row)
{
    m_row = m_matrix.kind;
    const char* between = ", ";
    for (const std::string& field : m_matrix.rows[static_cast<std::size_t>(row)].fields) {
        m_row += between + field;
        between = " \u00b7 ";
    }
}

const std::string& SpokenCell::outcomeOf(const MatrixCell& cell)
{
    constexpr unsigned MarkBits = 16;
    constexpr unsigned StatusBits = 8;
    const auto key = static_cast<std::uint64_t>(cell.counts.total()) << (MarkBits + StatusBits)
        | static_cast<std::uint64_t>(cell.marks) << StatusBits
        | static_cast<std::uint64_t>(cell.status);
    std::string& text = m_outcomes[key];
    if (text.empty()) {
        text = outcomeText(cell).toStdString();
    }
    return text;
}

const std::string& SpokenCell::text(std::span<const MatrixCell> cells, const std::string& column,
                                    const QString& numbers)
{
    m_text = m_row;
    m_own[0] = {m_text.size(), m_text.size()};
    const bool hasOneLab = cells.size() == 1 && !cells.front().lab.empty();
    if (hasOneLab) {
        m_text += ", ";
        m_own[0].first = m_text.size();
        m_text += labText(cells.front().lab).toStdString();
        m_own[0].second = m_text.size();
    }
    m_text += ", " + column + ": ";
    m_own[1].first = m_text.size();
    for (const MatrixCell& cell : cells) {
        if (&cell != &cells.front()) {
            m_text += "; ";
        }
        if (!hasOneLab && !cell.lab.empty()) {
            m_text += labText(cell.lab).toStdString() + ' ';
        }
        m_text += outcomeOf(cell);
    }
    if (cells.empty()) {
        m_text += statusWord(StatusClass::None).toStdString();
    }
    if (!numbers.isEmpty()) {
        m_text += "; " + numbers.toStdString();
    }
    m_own[1].second = m_text.size();
    return m_text;
}

bool SpokenCell::isOwn(std::size_t begin, std::size_t end) const
{
    return std::any_of(m_own.begin(), m_own.end(), [begin, end](const auto& own) {
        return begin < own.second && end > own.first;
    });
}

} // namespace cboard::ui
