// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QBoxLayout;
class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace cboard::ui {

class Theme;

/// The head of a view: what is shown in large, the verdict in words below, choices at the right.
class ViewHeader : public QFrame {
    Q_OBJECT

public:
    explicit ViewHeader(const Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Quiet, beside the title, in the monospace font: a hash.
    void setCode(const QString& code);
    /// One line; parts are joined by middle dots. The first part is drawn strong.
    void setVerdict(const QStringList& parts);
    /// A group of exclusive choices ("By revision | One revision"). \returns its index.
    int addChoice(const QStringList& texts, const QString& accessibleName);
    void setChoice(int group, int index); ///< -1: none of them.
    /// A button at the right of the choices, drawn as they are. The header owns it.
    void addControl(QToolButton& button);

    QSize minimumSizeHint() const override;

signals:
    void choiceMade(int group, int index);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int choicesWidth() const;
    void arrange();
    void applyTheme();

    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_code;
    QLabel* m_verdict;
    QBoxLayout* m_head; ///< The title, and the choices beside it or, without room, below.
    QHBoxLayout* m_choices;
    QList<QButtonGroup*> m_groups;
    QList<QToolButton*> m_controls;
    QStringList m_parts;
};

/// The frame of a view: its head on top, \p content in all the room below. The view owns both.
void layOutView(QWidget& view, ViewHeader& header, QWidget& content);

} // namespace cboard::ui
