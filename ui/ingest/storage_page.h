// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/retention.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/ingest/storage_columns.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cboard::ui {

class ResultTable;

/// What takes room in the store, the rules by which old results go, and the work of letting them
/// go and of giving their space back. Measures when it is shown first, since that reads the file.
class StoragePage : public QWidget {
    Q_OBJECT

public:
    explicit StoragePage(const Context& context, QWidget* parent = nullptr);

    ResultTable& parts() { return *m_parts; }
    bool isBusy() const { return m_load.isRunning() || m_work.isRunning(); }

signals:
    void stateChanged(); ///< Work began or ended.
    void storeChanged(); ///< Something was taken out.

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Loaded {
        std::vector<PartRow> parts;
        std::vector<RuleRow> rules;
        store::RetentionPlan plan;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    void buildLayout();
    void load();
    void showLoaded(const LoadedPtr& loaded);
    void askOrRetire();
    void compact();
    void startWork(const QString& title, BackgroundTask<QString>::Job job);
    void updateButtons();

    Context m_context;
    ResultTable* m_parts;
    ResultTable* m_rules;
    QLabel* m_said;
    QPushButton* m_retire;
    QPushButton* m_compact;
    QPushButton* m_cancel;
    QString m_outcome; ///< Of the last work, in words.
    bool m_isAsked = false; ///< The next click takes out.
    LoadedPtr m_loaded;
    BackgroundTask<LoadedPtr> m_load;
    BackgroundTask<QString> m_work;
};

} // namespace cboard::ui
