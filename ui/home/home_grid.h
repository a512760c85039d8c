// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QScrollArea>

class QGridLayout;

namespace cboard::ui {

class HomeCard;

/// The cards of the home page: two beside each other that share the window, or, where that is too
/// narrow for their tables, one below the other in full length, and the page scrolls.
class HomeGrid : public QScrollArea {
    Q_OBJECT

public:
    explicit HomeGrid(QWidget* parent = nullptr);

    void addCard(HomeCard* card);
    /// Scrolls the row under the cursor of \p card into sight.
    void reveal(const HomeCard& card);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void shareHeight();

    QGridLayout* m_grid;
    QList<HomeCard*> m_cards;
    int m_columns = 0;
};

} // namespace cboard::ui
