// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"

#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QString>
#include <QTimer>
#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace cboard::ui {

class ElidedLabel;

/// One term of a filter that hides everything, and what would be seen without it.
struct FilterWay {
    QString term; ///< As typed.
    std::optional<qint64> gives; ///< Rows without the term; unknown while it is counted.
};

/// A bar of a wait of unknown length: it moves, or stands still where motion is to be reduced.
void setBusy(QProgressBar& bar);

/// The common states of every view. Covers the content while there is nothing to show: loading (a
/// skeleton, after 150 ms), empty for one of three reasons, error. Content that is there stays in
/// sight while new data loads (a thin line of progress) and when that fails (a strip with the
/// reason); what it lacks is said in the same strip, which has a button where the words offer
/// to group the rows. Sentences may name keys as withKeys() reads them; they follow the settings.
class StatePanel : public QWidget {
    Q_OBJECT

public:
    StatePanel(const Context& context, QWidget* content, QWidget* parent = nullptr);

    /// All is there, or what is not is said in words: "tests of 3 of 7 architectures".
    void showContent(const QString& partial = {});
    /// \p what names the wait: "Reading the boots of mainline/master".
    void showLoading(const QString& what);
    /// Nothing exists here: a sentence with the reason and the next step. \p action is the text of
    /// a button that emits actionRequested(); empty: no button.
    void showMessage(const QString& sentence, const QString& hint = {}, const QString& action = {});
    /// The filter hides all: each term with a button that emits termDropped().
    void showFilteredOut(const QString& sentence, const QList<FilterWay>& ways);
    void showError(const QString& headline, const QString& details);
    bool showsContent() const;
    bool showsFilteredOut() const;

signals:
    void actionRequested();
    void termDropped(int index);

private:
    void showPage();
    void setSentence(QLabel* label, const QString& text);
    void nameKeys();
    void showWaiting();
    void showPart(QWidget* part);
    void clearWays();
    void showStrip(const QString& text, bool canRetry);
    void groupRows();
    QWidget* createStrip();
    void createPage();

    Context m_context;
    QWidget* m_content;
    QStackedWidget* m_stack;
    QWidget* m_skeleton;
    QWidget* m_page = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_action = nullptr;
    QBoxLayout* m_ways = nullptr;
    QProgressBar* m_line; ///< Shown while stored data is on the screen and new data loads.
    QWidget* m_strip = nullptr;
    ElidedLabel* m_stripText = nullptr;
    QToolButton* m_stripGroup = nullptr;
    QToolButton* m_stripRetry = nullptr;
    QLabel* m_waiting = nullptr; ///< Above the skeleton: for what, for how long.
    QString m_awaited;
    QElapsedTimer m_since;
    QTimer m_seconds;
    QHash<QLabel*, QString> m_sentences; ///< As they came, before keys are named in them.
    QString m_lastError;
    int m_errorCount = 0;
    bool m_hasContent = false;
    QTimer m_delay;
};

} // namespace cboard::ui
