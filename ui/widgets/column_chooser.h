// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace cboard::ui {

class ResultTable;

/// Which columns a table shows: a small window with a search field over a list to tick. Closes on
/// Esc or a click elsewhere.
class ColumnChooser : public QFrame {
    Q_OBJECT

public:
    /// Deletes itself when closed.
    explicit ColumnChooser(ResultTable& table);

    void openAt(const QPoint& globalPosition);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void toggleCurrent();

    ResultTable& m_table;
    QLineEdit* m_search;
    QListWidget* m_list;
};

} // namespace cboard::ui
