// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_summary.h"

#include "ui/base/text_format.h"
#include "ui/compare/compare_columns.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int Spacing = 8;
    constexpr int Margin = 12;
    const QString NoneText = QStringLiteral("–");

    template <typename Labels>
    int widthOf(const Labels& labels)
    {
        int widest = 0;
        for (const QLabel* label : labels) {
            widest = std::max(widest, label->sizeHint().width());
        }
        return widest;
    }

} // namespace

CompareSummary::CompareSummary(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // It makes no small window wider.
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(Margin, 4, Margin, 10);
    grid->setHorizontalSpacing(Spacing);
    grid->setVerticalSpacing(2);
    const std::array<QString, Kinds> kinds = {tr("Builds"), tr("Boots"), tr("Tests")};
    for (std::size_t change = 0; change < query::CellChangeCount; ++change) {
        const auto which = static_cast<query::CellChange>(change);
        const int column = static_cast<int>(change) + 1;
        auto* title = new QLabel(changeText(which), this);
        title->setToolTip(changeTip(which));
        title->setForegroundRole(QPalette::PlaceholderText);
        m_titles.at(change) = title;
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
        m_kinds.at(kind) = new QLabel(kinds.at(kind), this);
        grid->addWidget(m_kinds.at(kind), static_cast<int>(kind) + 1, 0);
    }
    grid->setColumnStretch(static_cast<int>(query::CellChangeCount) + 1, 1);
}

void CompareSummary::setCounts(const query::CompareSnapshot& comparison)
{
    for (std::size_t kind = 0; kind < Kinds; ++kind) {
        for (std::size_t change = 0; change < query::CellChangeCount; ++change) {
            const auto count = comparison.counts.at(kind).at(change);
            QLabel& label = *m_numbers.at(kind).at(change);
            label.setText(count == 0 ? NoneText : countText(count));
            QFont font = this->font();
            font.setBold(count > 0
                         && change == static_cast<std::size_t>(query::CellChange::Regression));
            label.setFont(font);
        }
    }
    fit();
}

CompareSummary::Column CompareSummary::column(std::size_t change) const
{
    return {m_titles.at(change), m_numbers[0].at(change), m_numbers[1].at(change),
            m_numbers[2].at(change)};
}

void CompareSummary::fit()
{
    std::array<bool, query::CellChangeCount> isShown{};
    isShown.fill(true);
    int missing = 2 * Margin + widthOf(m_kinds) - width();
    for (std::size_t change = 0; change < query::CellChangeCount; ++change) {
        missing += Spacing + widthOf(column(change));
    }
    for (const bool onlyEmpty : {true, false}) {
        for (std::size_t change = query::CellChangeCount; change-- > 1 && missing > 0;) {
            const Column labels = column(change);
            const bool isEmpty =
                std::all_of(labels.begin() + 1, labels.end(),
                            [](const QLabel* number) { return number->text() == NoneText; });
            if (isShown.at(change) && (isEmpty || !onlyEmpty)) {
                isShown.at(change) = false;
                missing -= Spacing + widthOf(labels);
            }
        }
    }
    for (std::size_t change = 0; change < query::CellChangeCount; ++change) {
        for (QLabel* label : column(change)) {
            label->setVisible(isShown.at(change));
        }
    }
}

void CompareSummary::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace cboard::ui
