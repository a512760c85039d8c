// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/query/engine.h"
#include "core/query/requests.h"

#include <QString>

#include <functional>

class QThreadPool;

namespace cboard::service {
class Workbench;
}

namespace cboard::ui {

class LogCache;
class Navigator;
class Preferences;
class TableMemory;
class TaskList;
class Theme;
class UserItems;

/// What the application hands to each view. Everything outlives every view: the application waits
/// for the pools before it lets go of the engine.
struct Context {
    query::Engine* engine = nullptr; ///< Thread-safe.
    service::Workbench* workbench = nullptr; ///< Null over a read-only or in-memory engine.
    QThreadPool* queries = nullptr; ///< Short work that a view waits for.
    QThreadPool* jobs = nullptr; ///< Long work: ingest, export.
    TaskList* tasks = nullptr;
    Navigator* navigator = nullptr;
    const Theme* theme = nullptr;
    Preferences* preferences = nullptr; ///< Settings; null where nothing may be changed.
    UserItems* items = nullptr; ///< Saved views, watched things; null over a read-only engine.
    TableMemory* tables = nullptr; ///< How the user left each table; null: nothing is remembered.
    QString storeName; ///< Where the breadcrumb begins.
    LogCache* logs = nullptr; ///< Logs read before, shared by the windows; null: read each time.
    std::function<Timestamp()> now; ///< The clock; fixed by --now.

    /// The part that all requests share, as the settings have it; without a filter. GUI thread.
    query::Common common() const;
};

} // namespace cboard::ui
