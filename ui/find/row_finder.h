// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"
#include "ui/base/background_task.h"
#include "ui/find/find_rows.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>
#include <memory>

namespace cboard::ui {

class FindBar;
struct Context;

/// What a list lets a RowFinder do with it.
struct FindTarget {
    std::shared_ptr<const FindableRows> rows; ///< Null while there are none.
    /// Place of the cursor, -1 for none. \p last where the cursor still stands on that place, which
    /// is where find has put it.
    std::function<int(int last)> current;
    /// Puts the cursor there; opens what hides it. \returns what gets the focus then.
    std::function<QWidget*(int place, logs::FindPattern& pattern)> select;
    /// Paints what matches; null: nothing any more.
    std::function<void(const std::shared_ptr<logs::FindPattern>& pattern)> highlight;
    /// For lists that mark what has no text on the screen: gets the matches known so far, null when
    /// they are no more. May be empty.
    std::function<void(const std::shared_ptr<const FoundRows>& found)> mark = {};
};

/// Find in the rows of a view: a bar below its head that says what is looked for, and the way from
/// one match to the next, around the end. Looks on another thread, so that a million rows can be
/// looked through; the matches found so far can be walked through meanwhile.
///
/// A view has one, made with the first key; it looks through the list that was asked last.
class RowFinder : public QObject {
    Q_OBJECT

public:
    using TargetOf = std::function<FindTarget()>;

    /// The finder of \p view, whose layout is a column that begins with its head.
    static RowFinder& of(const Context& context, QWidget& view);
    /// Shuts the bar of \p view. \returns false when none was open.
    static bool close(QWidget& view);

    /// Answers Find, FindNext and FindPrevious. \p targetOf is asked for the rows of \p list
    /// whenever they have changed.
    /// \returns false for other actions.
    bool perform(ActionId action, QWidget& list, const TargetOf& targetOf);

public slots:
    void onRowsChanged(); ///< They are looked through anew; the cursor stays.
    void onCursorMoved();

private:
    RowFinder(const Context& context, QWidget& view);

    void activate();
    void close();
    void start();
    void search();
    void showPart(const std::shared_ptr<const FoundRows>& part);
    void showFound(const Result<FoundRows>& result);
    void show(std::shared_ptr<const FoundRows> found);
    void goToMatch(bool isForward);
    void select(int place);
    void updateSummary();
    void stopHighlight();
    int here() const;

    FindBar* m_bar;
    QPointer<QWidget> m_list;
    QPointer<QWidget> m_focus; ///< Gets the focus when the bar shuts.
    TargetOf m_targetOf;
    FindTarget m_target; ///< Of the rows that are, or were, looked through.
    std::shared_ptr<logs::FindPattern> m_pattern;
    std::shared_ptr<const FoundRows> m_found; ///< Null until some is known.
    QString m_around; ///< What is said after going around the end.
    int m_last = -1; ///< Where the cursor was put.
    int m_start = -1; ///< Where the user waits for the first match; -1 when that came.
    bool m_isWaiting = false;
    bool m_isSelecting = false;
    int m_run = 0; ///< Parts of an older search are not wanted.
    BackgroundTask<FoundRows> m_find;
};

} // namespace cboard::ui
