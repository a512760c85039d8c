// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/name_dialog.h"

#include "core/store/unknown_values.h"
#include "ui/base/context.h"
#include "ui/base/key_text.h"
#include "ui/base/user_items.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QInputDialog>
#include <QLineEdit>

namespace cboard::ui {

namespace {

    using Named = store::UserData::Named;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("NameDialog", text);
    }

    QString questionOf(Named kind, const QString& name, bool isNameless)
    {
        if (kind == Named::Lab) {
            return tr("%1 is shown as (the name of another lab joins both):").arg(name);
        }
        return isNameless
            ? tr("Results with the board “%1” are those of:").arg(name)
            : tr("%1 is also called ({select-row} on several rows and {rename} merge these):")
                  .arg(name);
    }

} // namespace

void askForName(const Context& context, Named kind, const QString& name, QStringList known,
                QWidget* parent)
{
    const bool isNameless = kind == Named::Board && store::namesNoBoard(name.toStdString());
    auto* dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(kind == Named::Lab ? tr("Name of the lab")
                               : isNameless   ? tr("Name of the board")
                                              : tr("Another name of the board"));
    dialog->setLabelText(withKeys(context, questionOf(kind, name, isNameless)));
    dialog->setTextValue({});
    if (auto* field = dialog->findChild<QLineEdit*>()) {
        known.removeAll(name);
        auto* completer = new QCompleter(known, field);
        completer->setFilterMode(Qt::MatchContains);
        field->setCompleter(completer);
    }
    const bool isShownSo = kind == Named::Lab || isNameless;
    QObject::connect(dialog, &QInputDialog::textValueSelected, context.items,
                     [items = context.items, kind, name, isShownSo](const QString& typed) {
                         if (typed.trimmed().isEmpty()) {
                             return;
                         }
                         isShownSo ? items->mergeNames(kind, {name}, typed.trimmed())
                                   : items->mergeNames(kind, {typed}, name);
                     });
    dialog->open();
}

} // namespace cboard::ui
