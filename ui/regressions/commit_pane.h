// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/commit_snapshots.h"
#include "core/query/ledger_snapshots.h"
#include "core/service/culprit.h"
#include "core/service/narrower_range.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QToolButton;

namespace cboard::ui {

class ElidedLabel;
class ResultTable;

/// The commits between last good and first bad of a regression, those that touch what fails first;
/// from the tree's local clone, read a moment after the cursor stands still. Hidden for trees
/// without a clone. Where other branches or boards leave fewer commits, that is said and can be
/// listed in place of the range. Also makes the pack for git bisect.
class CommitPane : public QWidget {
    Q_OBJECT

public:
    explicit CommitPane(const Context& context, QWidget* parent = nullptr);

    /// Shows the range of another regression when \p row differs from what is shown or being read;
    /// null shows nothing.
    void show(const query::RegressionRow* row);
    /// What other branches say is read again when it is needed next.
    void forget() { m_elsewhere.reset(); }
    bool isLoading() const
    {
        return m_delay.isActive() || m_read.isRunning() || m_findNarrower.isRunning();
    }
    /// "good..bad" of the narrower range while that is listed; else empty.
    QString narrowerRange() const;
    bool hasCursor() const; ///< The table has the focus.
    QString currentHash() const; ///< Empty for none.
    std::optional<service::Culprit> currentCommit() const; ///< With its subject.

signals:
    void changed(); ///< isLoading() or what is shown.

private:
    using CommitsPtr = std::shared_ptr<const query::CommitsSnapshot>;
    bool hasClone() const;
    void read();
    void showCommits(const CommitsPtr& commits);
    void findNarrower();
    void showNarrower(const std::optional<service::NarrowerRange>& found);
    query::RegressionRow listedRow() const;
    void say(const QString& text);
    void askForPack();
    void writePack(const QString& target);

    Context m_context;
    std::optional<query::RegressionRow> m_row;
    ElidedLabel* m_title;
    QToolButton* m_bisect;
    QToolButton* m_narrow; ///< Says the narrower range; checked while that is listed.
    ResultTable* m_table;
    CommitsPtr m_shown;
    std::shared_ptr<const service::RangesElsewhere> m_elsewhere; ///< Null until it is read.
    std::optional<service::NarrowerRange> m_narrower;
    QTimer m_delay; ///< While the cursor runs through the rows nothing is read.
    BackgroundTask<CommitsPtr> m_read;
    struct Narrowing {
        std::shared_ptr<const service::RangesElsewhere> elsewhere;
        std::optional<service::NarrowerRange> found;
    };
    BackgroundTask<Narrowing> m_findNarrower;
    BackgroundTask<QString> m_write;
};

} // namespace cboard::ui
