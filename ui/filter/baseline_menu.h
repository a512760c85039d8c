// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"

#include <QObject>
#include <QPointer>

class QMenu;

namespace cboard::ui {

/// The baselines that a view can be compared with (ui/base/baseline_choice.h): the previous
/// result, the last accepted revision, revisions of the branch, other branches, any by its name.
class BaselineMenu : public QObject {
    Q_OBJECT

public:
    BaselineMenu(const Context& context, QObject* parent);

    /// Opens below \p anchor once what there is to choose from has been read.
    void popUp(QWidget* anchor, const query::BranchKey& branch);

signals:
    void chosen(const QString& value); ///< Of the view's option; empty for the previous result.

private:
    struct Choices {
        std::shared_ptr<const query::RevisionsSnapshot> revisions; ///< Of the branch; may be null.
        std::shared_ptr<const query::TreesSnapshot> trees;
    };

    void show(QWidget* anchor, const query::BranchKey& branch, const Choices& choices);
    void offer(QMenu* menu, const QString& text, const QString& value);
    void askForName(QWidget* anchor);

    Context m_context;
    BackgroundTask<Choices> m_load;
};

} // namespace cboard::ui
