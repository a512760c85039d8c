// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/find.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/logview/log_document.h"

#include <QObject>

#include <memory>

namespace cboard::ui {

class FindBar;
class LogCanvas;
class OverviewMap;

/// Looks for what the find bar says: paints the matches, counts them, and goes from one to the
/// next. Looks from the current line on, so that the match that is wanted first is found first;
/// what was found can be walked through while the rest is looked through.
class LogFinder : public QObject {
    Q_OBJECT

public:
    LogFinder(const Context& context, FindBar& bar, LogCanvas& canvas, OverviewMap& map,
              QObject* parent = nullptr);

    /// Another log: what was found is forgotten.
    void setDocument(std::shared_ptr<const LogDocument> document);
    /// The same log with more rows behind, which are looked through as well.
    void growDocument(std::shared_ptr<const LogDocument> document);
    void start();
    /// The log was opened at another line; who waits for the first match does so from there.
    void waitFromHere();
    void goToMatch(bool isForward);
    void updateSummary(); ///< The current row is another one.
    void close();
    bool isRunning() const { return m_find.isRunning(); }

signals:
    void changed(); ///< Of isRunning().

private:
    void search(bool isNew);
    void showPart(const std::shared_ptr<const logs::FindPart>& part);
    void showFound(Result<logs::FindResult> result);
    void show(std::shared_ptr<const logs::FindResult> found, bool isAround);

    FindBar& m_bar;
    LogCanvas& m_canvas;
    OverviewMap& m_map;
    std::shared_ptr<const LogDocument> m_document;
    std::shared_ptr<const logs::FindResult> m_found; ///< Null until some is known.
    qint64 m_startRow = -1; ///< Where the reader waits for the first match; -1 when that came.
    int m_run = 0; ///< Parts of an older search are not wanted.
    BackgroundTask<logs::FindResult> m_find;
};

} // namespace cboard::ui
