// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cboard::ui {

/// Holds a view's content and covers it with a sentence while there is nothing to show: loading
/// (after 150 ms), empty, error. Content that is there stays visible while new data loads.
class StatePanel : public QStackedWidget {
    Q_OBJECT

public:
    explicit StatePanel(QWidget* content, QWidget* parent = nullptr);

    void showContent();
    /// \p what names the wait: "Reading the boots of mainline/master".
    void showLoading(const QString& what);
    /// \p action is the text of a button that emits actionRequested(); empty: no button.
    void showMessage(const QString& sentence, const QString& hint = {}, const QString& action = {});
    void showError(const QString& headline, const QString& details);
    bool showsContent() const;

signals:
    void actionRequested();

private:
    QWidget* m_content;
    QWidget* m_page = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_hint = nullptr;
    QProgressBar* m_busy = nullptr;
    QPushButton* m_action = nullptr;
    QTimer m_delay;
};

} // namespace cboard::ui
