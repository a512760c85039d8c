// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;

namespace cboard::ui {

/// Asks for the name of a saved view: type, Enter.
class SaveViewDialog : public QDialog {
    Q_OBJECT

public:
    /// \p taken: names whose view would be replaced, which is said while typing.
    SaveViewDialog(const Context& context, const QString& suggestion, const QString& what,
                   QStringList taken, QWidget* parent);

signals:
    void named(const QString& name);

private:
    void showHint(const QString& name);

    Context m_context;
    QStringList m_taken;
    QLineEdit* m_name;
    QLabel* m_hint;
};

} // namespace cboard::ui
