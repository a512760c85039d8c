// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>
#include <QTimer>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace cboard::ui {

class Theme;

/// The query field, a chip for each active term, and what is wrong with the text, with its place.
/// While the text does not parse the last good filter stays.
class FilterBar : public QFrame {
    Q_OBJECT

public:
    explicit FilterBar(const Theme& theme, QWidget* parent = nullptr);

    QString filter() const { return m_filter; }
    /// Shows \p text without emitting filterChanged().
    void setFilter(const QString& text);
    /// Adds the term, or takes it out when it is there.
    void toggleTerm(const QString& term);
    void focusField();
    bool hasFieldFocus() const;
    QString errorText() const;

signals:
    void filterChanged(const QString& filter);
    void left(); ///< Enter or Esc in the field.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();
    void showChips();
    void removeTerm(qsizetype index);

    const Theme& m_theme;
    QLineEdit* m_field;
    QHBoxLayout* m_chips;
    QLabel* m_error;
    QTimer m_delay;
    QString m_filter;
};

/// Whether the terms of the filter contain \p term; both in the filter language.
bool containsTerm(const QString& filter, const QString& term);
/// The filter with \p term added at the end, or without it.
QString withTermToggled(const QString& filter, const QString& term);

} // namespace cboard::ui
