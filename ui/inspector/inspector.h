// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/background_task.h"
#include "ui/shell/context.h"
#include "ui/shell/view.h"

#include <QFrame>

class QLabel;
class QTextBrowser;

namespace cboard::ui {

class HistoryStrip;

/// The selected record: status, history, every field. Follows the cursor; a quick walk over many
/// cells asks only for the last.
class Inspector : public QFrame {
    Q_OBJECT

public:
    explicit Inspector(const Context& context, QWidget* parent = nullptr);

    void inspect(const Selection& selection);
    bool isLoading() const { return m_delay.isActive() || m_load.isRunning(); }
    QString fieldsText() const; ///< As plain text, for copying and tests.

signals:
    void settled();

private:
    struct Loaded {
        std::shared_ptr<const query::RecordSnapshot> record;
        std::shared_ptr<const query::HistorySnapshot> history;
    };

    void load();
    void show(const Loaded& loaded);
    void showNothing(const QString& sentence);
    QString factsHtml() const;
    QString fieldsHtml(const query::RecordSnapshot& record) const;

    Context m_context;
    Selection m_selection;
    std::shared_ptr<const query::RecordSnapshot> m_record;
    QLabel* m_caption;
    QLabel* m_status;
    HistoryStrip* m_history;
    QTextBrowser* m_fields;
    QTimer m_delay;
    BackgroundTask<Loaded> m_load;
};

} // namespace cboard::ui
