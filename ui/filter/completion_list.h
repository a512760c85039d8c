// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/completion.h"

#include <QListView>

#include <vector>

namespace cboard::ui {

class CompletionModel;
class Theme;

/// The list below a filter field: values with their counts. Never has the focus; the field moves
/// the current row. A child of the window, so that nothing grabs the keyboard.
class CompletionList : public QListView {
    Q_OBJECT

public:
    explicit CompletionList(const Theme& theme, QWidget* parent);

    /// No row is current afterwards. Hides the list when there is nothing to offer.
    void setCompletions(std::vector<query::Completion> completions);
    /// Below \p anchor (of the parent), as wide as the values need.
    void openBelow(const QPoint& anchor);
    void moveCurrent(int rows); ///< Stops at the ends; up from the first: no row.
    bool hasCurrent() const { return currentIndex().isValid(); }
    /// The text of the current row, else of the first; empty without rows.
    QString chosenText() const;

private:
    CompletionModel* m_model;
};

} // namespace cboard::ui
