// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"

#include <QFrame>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace cboard::ui {

class ResultTable;

/// One part of the home page: its number and title, a short table or a sentence, and the way to
/// the view that has all of it.
class HomeCard : public QFrame {
    Q_OBJECT

public:
    /// \p id names the table in what is remembered; \p number is its key.
    HomeCard(const Context& context, const QString& id, int number, const QString& title,
             QWidget* parent = nullptr);

    ResultTable& table() const { return *m_table; }
    bool isEmpty() const;
    int rowCount() const;
    /// In place of the table, when that has no rows.
    void showSentence(const QString& sentence);
    void showTable();
    void setNote(const QString& note); ///< Beside the title: "12 of 40".
    /// As high as what it shows; else it takes what it gets, and its table scrolls.
    void setFullLength(bool isFull);

signals:
    void moreRequested();
    void contentChanged(); ///< Another number of rows.

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitHeight();

    bool m_isFullLength = false;
    int m_rowsShown = 0;
    QLabel* m_note;
    QLabel* m_sentence;
    QToolButton* m_more;
    QStackedWidget* m_stack;
    ResultTable* m_table;
};

} // namespace cboard::ui
