// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/arrange_button.h"

#include "ui/base/text_format.h"
#include "ui/matrix/cell_numbers.h"
#include "ui/matrix/families.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr std::size_t MostInAxis = 3;
} // namespace

bool toggleDimension(std::vector<query::Dimension>& axis, std::vector<query::Dimension>& other,
                     query::Dimension dimension)
{
    const auto place = std::find(axis.begin(), axis.end(), dimension);
    if (place != axis.end()) {
        if (axis.size() == 1) {
            return false;
        }
        axis.erase(place);
        return true;
    }
    const auto elsewhere = std::find(other.begin(), other.end(), dimension);
    const bool leavesNothing = elsewhere != other.end() && other.size() == 1;
    if (leavesNothing) { // The two change places.
        std::swap(axis, other);
        return true;
    }
    if (axis.size() == MostInAxis) {
        return false;
    }
    if (elsewhere != other.end()) {
        other.erase(elsewhere);
    }
    axis.push_back(dimension);
    return true;
}

ArrangeButton::ArrangeButton(QWidget* parent)
    : QToolButton(parent)
    , m_menu(new QMenu(this))
{
    setText(tr("Arrange"));
    setToolTip(tr("Rows and columns, order, groups, labs, numbers"));
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &ArrangeButton::fill);
}

void ArrangeButton::fill()
{
    m_menu->clear();
    addPivot(tr("&Rows"), true);
    addPivot(tr("&Columns"), false);
    addBands();
    m_menu->addSeparator();
    addChoice(tr("&Order"), QStringLiteral("sort"), m_turning.sort,
              {{{}, tr("Worst first")}, {QStringLiteral("name"), tr("By name")}});
    const bool arePaths = m_turning.rows == std::vector{query::Dimension::Path};
    QList<std::pair<QString, QString>> groups;
    if (arePaths) {
        groups << std::pair(QString(), tr("Path, as a tree"));
    }
    groups << std::pair(arePaths ? QStringLiteral("state") : QString(),
                        tr("State: new, still failing …"));
    for (const query::Dimension dimension : m_turning.rows) {
        const std::string_view key = query::dimensionKey(dimension);
        const QString title = dimensionTitle(dimension);
        groups << std::pair(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())),
                            dimension == query::Dimension::Platform ? tr("Maker of the board")
                                : dimension == query::Dimension::Path
                                ? tr("Suite")
                                : tr("%1, by family").arg(title));
    }
    groups << std::pair(QStringLiteral("none"), tr("Nothing"));
    addChoice(tr("&Group by"), QStringLiteral("group"), m_turning.group, groups);
    const std::pair ofTheirOwn(QStringLiteral("columns"), tr("Columns of their own"));
    addChoice(tr("&Labs"), QStringLiteral("labs"), m_turning.labs,
              m_turning.hasLabCells ? QList{std::pair(QString(), tr("Split cells")), ofTheirOwn,
                                            std::pair(QStringLiteral("together"), tr("Together"))}
                                    : QList{std::pair(QString(), tr("Together")), ofTheirOwn});
    if (m_turning.hasNumbers) {
        auto numbers = cellNumberChoices();
        for (qsizetype i = 0; i < numbers.size(); ++i) { // The digits choose, too.
            numbers[i].second = QStringLiteral("%1\t%2").arg(numbers[i].second).arg(i + 1);
        }
        addChoice(tr("&Number in the cells"), QStringLiteral("number"), m_turning.number, numbers);
    }
}

void ArrangeButton::addPivot(const QString& title, bool isRows)
{
    QMenu* menu = m_menu->addMenu(title);
    for (const query::Dimension dimension : m_turning.dimensions) {
        const auto& axis = isRows ? m_turning.rows : m_turning.columns;
        QAction* action =
            menu->addAction(dimensionTitle(dimension), this, [this, isRows, dimension] {
                auto rows = m_turning.rows;
                auto columns = m_turning.columns;
                if (toggleDimension(isRows ? rows : columns, isRows ? columns : rows, dimension)) {
                    emit pivotChosen(rows, columns);
                }
            });
        action->setCheckable(true);
        action->setChecked(std::find(axis.begin(), axis.end(), dimension) != axis.end());
    }
}

/// The dimension that comes first stands in the band above the columns.
void ArrangeButton::addBands()
{
    const std::vector<query::Dimension>& columns = m_turning.columns;
    if (columns.size() < 2) {
        return;
    }
    QMenu* menu = m_menu->addMenu(tr("Columns grouped &by"));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto turned = columns;
        std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(i),
                    turned.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        const QString title = columns[i] == query::Dimension::Compiler ? tr("Compiler, by family")
                                                                       : dimensionTitle(columns[i]);
        QAction* action = menu->addAction(
            title, this, [this, turned] { emit pivotChosen(m_turning.rows, turned); });
        action->setCheckable(true);
        action->setChecked(i == 0);
    }
}

void ArrangeButton::addChoice(const QString& title, const QString& key, const QString& current,
                              const QList<std::pair<QString, QString>>& choices)
{
    QMenu* menu = m_menu->addMenu(title);
    auto* group = new QActionGroup(menu);
    for (const auto& [value, text] : choices) {
        QAction* action = menu->addAction(
            text, this, [this, key, chosen = value] { emit optionChosen(key, chosen); });
        action->setCheckable(true);
        action->setChecked(value == current);
        group->addAction(action);
    }
}

} // namespace cboard::ui
