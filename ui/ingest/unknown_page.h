// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/status_words.h"
#include "core/store/unknown_values.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace cboard::ui {

class ResultTable;

/// What came in and was not understood. For a word that is no status the user says what it means:
/// the results with it count anew, those that are stored and those that come. Boards and labs
/// without a name get one.
class UnknownPage : public QWidget {
    Q_OBJECT

public:
    explicit UnknownPage(const Context& context, QWidget* parent = nullptr);

    ResultTable& list() { return *m_list; }
    bool isBusy() const { return m_load.isRunning() || m_change.isRunning(); }
    qsizetype size() const { return m_rows ? m_rows->size() : 0; }
    const store::UnknownValue* current() const;

    void load();
    /// Offers what the word under the cursor may mean, or asks how a board or lab without a name is
    /// called. \returns false where there is none.
    bool offerMeanings();

signals:
    void stateChanged(); ///< Work began or ended.
    void loaded();
    void storeChanged(); ///< Results count differently.

protected:
    void showEvent(QShowEvent* event) override;

private:
    using ValuesPtr = std::shared_ptr<const std::vector<store::UnknownValue>>;

    void buildLayout();
    void buildMenu();
    void mean(std::optional<Status> meaning);
    bool canName(const store::UnknownValue& value) const;
    bool giveName(const store::UnknownValue& value);
    QString givenName(const store::UnknownValue& value) const;
    void showCurrent();
    std::vector<store::StatusWord> selectedWords() const;

    Context m_context;
    ResultTable* m_list;
    QLabel* m_said;
    QPushButton* m_meaning;
    QMenu* m_menu;
    QString m_outcome; ///< Of the last change, in words.
    QString m_changedId; ///< Row of that change.
    std::shared_ptr<const TypedRows<store::UnknownValue>> m_rows;
    BackgroundTask<ValuesPtr> m_load;
    BackgroundTask<std::int64_t> m_change;
};

} // namespace cboard::ui
