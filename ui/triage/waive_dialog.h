// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/user_data.h"
#include "ui/triage/waive_scopes.h"

#include <QDialog>
#include <QMap>
#include <QStringList>

#include <optional>
#include <vector>

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace cboard::ui {

/// Asks why the failures of cells are expected, where and for how long; or takes that back.
class WaiveDialog : public QDialog {
    Q_OBJECT

public:
    using Waivers = QMap<QString, store::UserData::Waiver>;

    /// \p what the user selected, \p cells as targets; \p known: all waivers there are.
    WaiveDialog(const QString& what, const QStringList& cells, const Waivers& known, Timestamp now,
                QWidget* parent);

signals:
    void waived(const QStringList& cells, const QString& reason, std::optional<Timestamp> until);
    void ended(const QStringList& waived); ///< Those of the cells that were waived.

private:
    void fillTimes();
    void createLayout(const QString& what, qsizetype cellCount, const QString& state);
    std::optional<Timestamp> until() const;

    Timestamp m_now;
    QStringList m_waived;
    QLineEdit* m_reason;
    QComboBox* m_scope;
    QComboBox* m_time;
    QDateEdit* m_date; ///< Shown for a date of one's own.
    std::vector<WaiveScope> m_scopes;
};

} // namespace cboard::ui
