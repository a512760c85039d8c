// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ids.h"

#include <QMap>
#include <QString>

#include <optional>

namespace cboard::ui {

/// What one view shows, as plain values: enough to open the same picture again from a link, a
/// saved window or the command line. Empty members mean "the default of the view".
struct ViewState {
    QString view; ///< Feature id: "trees", "boots" ...
    QString tree;
    QString branch;
    QString repositoryUrl;
    QString revision; ///< Commit hash, describe name, tag or "HEAD~3"; empty for the newest.
    QString filter; ///< Text of the filter language.
    RecordKind recordKind = RecordKind::Test;
    QString record; ///< Selected or shown record.
    QMap<QString, QString> options; ///< The view's own: mode, sort, fold level ...

    bool operator==(const ViewState&) const = default;
};

/// Whether a record is named by a reference ("#...") that only this store understands.
inline bool isReference(const QString& record)
{
    return record.startsWith(QLatin1Char('#'));
}

/// `checkerboard:boots?tree=mainline&branch=master&filter=...`, percent-encoded; keys in a fixed
/// order, defaults left out. The option "line" ("120" or "120-160") is the fragment `#L120-L160`.
QString toAddress(const ViewState& state);

/// Nothing when the text is no such address or names no view.
std::optional<ViewState> fromAddress(const QString& address);

} // namespace cboard::ui
