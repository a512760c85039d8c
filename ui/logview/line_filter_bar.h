// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logview/line_filter_texts.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace cboard::ui {

/// The fields of LineFilterTexts in a row. Enter goes back to the log, Esc closes.
class LineFilterBar : public QWidget {
    Q_OBJECT

public:
    explicit LineFilterBar(QWidget* parent = nullptr);

    LineFilterTexts texts() const;
    void setTexts(const LineFilterTexts& texts); ///< Without changed().
    /// How much is shown, or what is wrong; plain text.
    void setSummary(const QString& text);
    void activate(); ///< Shows it with the first field focused.

signals:
    void changed(); ///< A moment after the last key.
    void left(); ///< Enter.
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLineEdit* addField(const QString& label, const QString& hint);

    QLineEdit* m_only;
    QSpinBox* m_context;
    QCheckBox* m_errors;
    QLineEdit* m_without;
    QLineEdit* m_marked;
    QLabel* m_summary;
    QTimer m_delay;
};

} // namespace cboard::ui
