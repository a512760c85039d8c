// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/culprit_dialog.h"

#include "ui/base/text_format.h"
#include "ui/widgets/cut_text.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cboard::ui {

namespace {

    constexpr int Width = 460;

} // namespace

CulpritDialog::CulpritDialog(const QString& regression, QWidget* parent)
    : QInputDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Culprit"));
    setLabelText(tr("Which commit broke this? A hash, and its subject if you like\n%1")
                     .arg(cutText(fontMetrics(), regression, Width)));
    const QString copied = QGuiApplication::clipboard()->text().left(200);
    if (const auto culprit = service::parseCulprit(copied.toStdString())) {
        setTextValue(fromUtf8(service::culpritText(*culprit)));
    }
    resize(Width, sizeHint().height());
}

void CulpritDialog::done(int result)
{
    const auto culprit = service::parseCulprit(textValue().toStdString());
    if (result == Accepted && !culprit) {
        setLabelText(tr("A commit is named by seven or more hex digits; its subject may follow"));
        return;
    }
    if (result == Accepted) {
        emit chosen(*culprit);
    }
    QInputDialog::done(result);
}

} // namespace cboard::ui
