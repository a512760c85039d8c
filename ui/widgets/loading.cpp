// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/loading.h"

#include "ui/shell/text_format.h"

#include <QCoreApplication>

namespace cboard::ui {

void beginLoading(ViewStatus& status, StatePanel& panel, const QString& what)
{
    status.isLoading = true;
    status.error.clear();
    panel.showLoading(what);
}

void showFailure(ViewStatus& status, StatePanel& panel, const QString& headline, const Error& error)
{
    if (error.kind == ErrorKind::Cancelled) {
        return;
    }
    status.error = fromUtf8(describe(error));
    if (error.kind == ErrorKind::NotFound) {
        const QString sentence = status.error.left(1).toUpper() + status.error.mid(1);
        panel.showMessage(
            sentence,
            QCoreApplication::translate("Loading",
                                        "Drop result files or folders on this window to add "
                                        "some, or choose another tree at the left."));
    } else {
        panel.showError(headline, status.error);
    }
}

} // namespace cboard::ui
