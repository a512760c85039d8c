// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLineEdit;
class QStringListModel;
class QToolButton;

namespace cboard::ui {

/// The revisions that are compared, one field each: a hash, tag, HEAD~3, tree/branch. Enter asks.
class ComparePickers : public QWidget {
    Q_OBJECT

public:
    explicit ComparePickers(QWidget* parent = nullptr);

    QStringList names() const;
    void setNames(const QStringList& names); ///< Two to MostSides.
    /// Offered while a name is typed.
    void setOffers(const QStringList& offers);
    /// Into the first field, all of it selected.
    void focusFirst();
    bool hasFieldFocus() const;
    bool isTyping() const; ///< A name was begun and not yet asked for.

signals:
    void
    namesChosen(const QStringList& names); ///< Those of empty fields after the first are left out.
    void left(); ///< Enter or Esc in a field.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addField();
    void choose();

    QHBoxLayout* m_fieldRow;
    std::vector<QLineEdit*> m_fields;
    QToolButton* m_add;
    QStringListModel* m_offers;
};

} // namespace cboard::ui
