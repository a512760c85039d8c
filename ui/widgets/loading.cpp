// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/loading.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

namespace cboard::ui {

void beginLoading(ViewStatus& status, StatePanel& panel, const QString& what)
{
    status.isLoading = true;
    status.error.clear();
    panel.showLoading(what);
}

namespace {

    /// The user cut the wait short: an empty place says how to ask again, rows stay.
    void showStopped(StatePanel& panel)
    {
        if (panel.showsContent()) {
            panel.showContent(
                QCoreApplication::translate("Loading", "Cancelled; {refresh} reads it again"));
        } else {
            panel.showMessage(
                QCoreApplication::translate("Loading", "Cancelled before anything was read"),
                QCoreApplication::translate("Loading", "{refresh} reads it."),
                QCoreApplication::translate("Loading", "Read it"));
        }
    }

} // namespace

void showFailure(ViewStatus& status, StatePanel& panel, const QString& headline, const Error& error)
{
    if (error.kind == ErrorKind::Cancelled) {
        showStopped(panel);
        return;
    }
    status.error = fromUtf8(describe(error));
    if (error.kind == ErrorKind::NotFound) {
        const QString sentence = status.error.left(1).toUpper() + status.error.mid(1);
        panel.showMessage(
            sentence,
            QCoreApplication::translate(
                "Loading",
                "{go-ingest} reads result files and folders, {go-trees} lists the trees "
                "that are stored."));
    } else {
        panel.showError(headline, status.error);
    }
}

void showEmptyStore(StatePanel& panel)
{
    panel.showMessage(
        QCoreApplication::translate("Loading", "The store holds no results yet"),
        QCoreApplication::translate(
            "Loading",
            "{go-ingest} reads result files and folders; so does dropping them here, or "
            "cboard ingest PATH in a terminal."));
}

QString partialText(const query::SnapshotInfo& info, std::size_t listed)
{
    if (info.isComplete) {
        return {};
    }
    const QString shown = countText(static_cast<qint64>(listed));
    if (info.incompleteKey != "limit_reached") {
        return QCoreApplication::translate("Loading", "Not all is loaded yet: %1 rows are here")
            .arg(shown);
    }
    const bool areMatchesCounted = info.shownRows > static_cast<qint64>(listed);
    const qint64 all = areMatchesCounted ? info.shownRows : info.totalRows;
    return QCoreApplication::translate("Loading",
                                       "The first %1 of %2 rows are listed; a filter ( "
                                       "{focus-filter} ) reaches the others, "
                                       "{group-rows} groups them")
        .arg(shown, countText(all));
}

} // namespace cboard::ui
