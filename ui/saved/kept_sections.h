// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"

#include <QObject>

class QTreeWidgetItem;

namespace cboard::ui {

/// Fills two sections of the navigator with what the user keeps and opens it; an empty section is
/// not shown.
class KeptSections : public QObject {
    Q_OBJECT

public:
    /// The sections outlive this. \p context with items.
    KeptSections(QTreeWidgetItem* watched, QTreeWidgetItem* saved, const Context& context,
                 QObject* parent);

    /// Marks the saved view that is shown, and whether it was changed; an empty name: none.
    void showSaved(const QString& name, bool isChanged);

private:
    void fill();
    void markSaved();
    void open(QTreeWidgetItem* item) const;

    QTreeWidgetItem* m_watched;
    QTreeWidgetItem* m_saved;
    Context m_context;
    QString m_shownName;
    bool m_isChanged = false;
};

} // namespace cboard::ui
