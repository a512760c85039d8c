// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_summary.h"

#include "ui/base/text_format.h"
#include "ui/compare/compare_columns.h"

#include <QGridLayout>
#include <QLabel>

namespace cboard::ui {

CompareSummary::CompareSummary(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // It makes no small window wider.
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 4, 12, 10);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    const std::array<QString, Kinds> kinds = {tr("Builds"), tr("Boots"), tr("Tests")};
    for (std::size_t change = 0; change < query::CellChangeCount; ++change) {
        const auto which = static_cast<query::CellChange>(change);
        const int column = static_cast<int>(change) + 1;
        auto* title = new QLabel(changeText(which), this);
        title->setToolTip(changeTip(which));
        title->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(title, 0, column, Qt::AlignRight);
        for (std::size_t kind = 0; kind < Kinds; ++kind) {
            auto* number = new QLabel(this);
            number->setAccessibleName(
                QStringLiteral("%1, %2").arg(kinds.at(kind), changeText(which)));
            m_numbers.at(kind).at(change) = number;
            grid->addWidget(number, static_cast<int>(kind) + 1, column, Qt::AlignRight);
        }
    }
    for (std::size_t kind = 0; kind < Kinds; ++kind) {
        grid->addWidget(new QLabel(kinds.at(kind), this), static_cast<int>(kind) + 1, 0);
    }
    grid->setColumnStretch(static_cast<int>(query::CellChangeCount) + 1, 1);
}

void CompareSummary::setCounts(const query::CompareSnapshot& comparison)
{
    for (std::size_t kind = 0; kind < Kinds; ++kind) {
        for (std::size_t change = 0; change < query::CellChangeCount; ++change) {
            const auto count = comparison.counts.at(kind).at(change);
            QLabel& label = *m_numbers.at(kind).at(change);
            label.setText(count == 0 ? QStringLiteral("–") : countText(count));
            QFont font = this->font();
            font.setBold(count > 0
                         && change == static_cast<std::size_t>(query::CellChange::Regression));
            label.setFont(font);
        }
    }
}

} // namespace cboard::ui
