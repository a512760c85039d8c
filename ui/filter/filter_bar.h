// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/filter/filter_history.h"
#include "ui/filter/filter_terms.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QLineEdit;

namespace cboard::ui {

class BaselineMenu;
class FilterChip;
class FilterCompletion;

/// The query field, a chip for each active term and for each thing that the view leaves out by
/// itself, and what is wrong with the text, with its place. While the text does not parse the
/// last good filter stays.
class FilterBar : public QFrame {
    Q_OBJECT

public:
    explicit FilterBar(const Context& context, QWidget* parent = nullptr);

    QString filter() const { return m_filter; }
    /// Shows \p asked without emitting filterChanged(); nothing while the field is off.
    void setFilter(const QString& asked);
    void setScope(const QList<ScopeChip>& chips);
    /// How many results NoInfraTerm hides; nothing while unknown.
    void setHiddenInfra(std::optional<qint64> count);
    /// Where the values that the field offers are counted.
    void setBranch(const query::BranchKey& branch);

    /// Adds the term, or takes it out when it is there.
    void toggleTerm(const QString& term);
    void dropLastTerm();
    void focusField();
    /// Off where the view cannot be filtered: a text there would promise what it does not do.
    void setFieldOn(bool isOn);
    bool hasFieldFocus() const;
    QString errorText() const;
    QStringList chipTexts() const; ///< In the order in which they stand.

    const QStringList& history() const { return m_history.entries(); }
    void setHistory(const QStringList& entries) { m_history.setEntries(entries); }

signals:
    void filterChanged(const QString& filter);
    /// By a chip of setScope(); an empty value removes the option.
    void optionChosen(const QString& option, const QString& value);
    void left(); ///< Enter or Esc in the field, Esc on a chip.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildLayout();
    bool handleKey(int key);
    void leave(bool applies);
    void apply();
    void showError(const QString& sentence);
    void showChips();
    FilterChip* addTermChip(const QString& term, qsizetype index);
    void addScopeChip(const ScopeChip& scope);
    void offerChoices(FilterChip* chip, const ScopeChip& scope);
    /// Moving and leaving by key is the same for every chip.
    void appendChip(FilterChip* chip);
    void editTerm(qsizetype index);
    void removeTerm(qsizetype index);
    void focusChip(qsizetype index);

    Context m_context;
    QLineEdit* m_field;
    FilterCompletion* m_completion;
    BaselineMenu* m_baselines;
    query::BranchKey m_branch;
    QWidget* m_chipRow;
    QList<FilterChip*> m_chips;
    QLabel* m_error;
    QTimer m_delay;
    FilterHistory m_history;
    QString m_filter;
    QList<ScopeChip> m_scope;
    std::optional<qint64> m_hiddenInfra;
};

} // namespace cboard::ui
