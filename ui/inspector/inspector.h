// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/run_error_snapshots.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/inspector/inspector_html.h"
#include "ui/inspector/past_sections.h"

#include <QFrame>

class QKeyEvent;
class QLabel;
class QTextBrowser;
class QUrl;

namespace cboard::ui {

class HistoryStrip;

/// The selected record: status, history, every field, how to repeat it, its JSON. Follows the
/// cursor; a record that is overtaken by the next is not waited for.
class Inspector : public QFrame {
    Q_OBJECT

public:
    explicit Inspector(const Context& context, QWidget* parent = nullptr);

    void inspect(const Selection& selection);
    /// The text, too, which waits while a key is held down.
    bool isLoading() const
    {
        return m_delay.isActive() || m_load.isRunning() || m_textRests.isActive();
    }
    QString fieldsText() const; ///< As plain text, for copying and tests.
    /// Of the selected record; empty when it is not known how.
    QString command() const { return m_command; }
    /// The web page of the selected record; empty when it names none.
    QString page() const { return m_record ? recordPage(*m_record) : QString(); }

signals:
    void settled();
    void said(const QString& note); ///< "Copied ..."

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Loaded {
        std::shared_ptr<const query::RecordSnapshot> record;
        std::shared_ptr<const query::RecordSnapshot> build; ///< Of a test; null when unknown.
        std::shared_ptr<const query::HistorySnapshot> history;
        query::RunError finding; ///< What the log of a failed one shows.
        std::optional<BuildUse> use; ///< Of a build.
    };

    void buildLayout();
    void load();
    static Result<Loaded> read(query::Engine& engine, const query::RecordRequest& request,
                               const std::optional<query::HistoryRequest>& history,
                               const TaskContext& task);
    static Result<BuildUse> readUse(query::Engine& engine, const query::Common& common,
                                    const Loaded& loaded, const TaskContext& task);
    void show(const Loaded& loaded);
    void loadStages(const Loaded& loaded);
    void openUsers();
    void showNothing(const QString& sentence);
    void showText();
    void showTextSoon();
    void followKey(const QKeyEvent& key);
    void onLink(const QUrl& link);
    void copy(const QString& text, const QString& what);
    QList<RecordSection> factSections() const;
    QList<RecordSection> ownSections() const; ///< What the user keeps of the record.

    Context m_context;
    Selection m_selection;
    std::shared_ptr<const query::RecordSnapshot> m_record;
    query::RunError m_finding;
    QList<RecordSection> m_beside; ///< What is known of it beside its fields.
    QList<RecordSection> m_stages; ///< How long a boot took.
    QString m_command;
    bool m_isJsonFolded = true;
    QLabel* m_caption;
    QLabel* m_status;
    HistoryStrip* m_history;
    QTextBrowser* m_fields;
    QTimer m_delay;
    QTimer m_textRests; ///< The text of the record is not laid out yet.
    bool m_isKeyHeld = false;
    BackgroundTask<Loaded> m_load;
    BackgroundTask<service::StageTimes> m_loadStages; ///< After the record: it reads logs.
};

} // namespace cboard::ui
