// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/completion.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"

#include <QObject>

class QLineEdit;

namespace cboard::ui {

class CompletionList;

/// Offers what can stand at the cursor of a filter field: keys and fixed words at once, values
/// with their counts as soon as the engine has them. Typing never waits for it.
class FilterCompletion : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterCompletion)

public:
    FilterCompletion(const Context& context, QLineEdit& field);
    ~FilterCompletion() override;

    /// Values are counted on this branch; without a tree they come uncounted.
    void setBranch(const query::BranchKey& branch) { m_branch = branch; }

    /// What stands below the field and must be seen beside the list, while it is there itself.
    void keepClearOf(QWidget* note);

    void ask(); ///< For the text and the cursor as they are now.
    void close();
    bool isOpen() const;
    bool isLoading() const { return m_load.isRunning(); }
    bool hasCurrent() const;
    void moveCurrent(int rows);
    void accept(); ///< Puts the current row, else the first, into the field.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Values = std::shared_ptr<const query::CompletionSnapshot>;

    CompletionList& list();
    void askEngine();
    void show(std::vector<query::Completion> completions);
    void place();

    Context m_context;
    QLineEdit& m_field;
    QWidget* m_note = nullptr;
    CompletionList* m_list = nullptr; ///< Made in the field's window at first use.
    query::BranchKey m_branch;
    query::CompletionContext m_place;
    bool m_isAccepting = false;
    BackgroundTask<Values> m_load;
};

} // namespace cboard::ui
