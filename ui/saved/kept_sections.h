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

private:
    void fill();
    void open(QTreeWidgetItem* item) const;

    QTreeWidgetItem* m_watched;
    QTreeWidgetItem* m_saved;
    Context m_context;
};

} // namespace cboard::ui
