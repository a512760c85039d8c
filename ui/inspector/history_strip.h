// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace cboard::ui {

class Theme;

/// The runs of one cell through time: a lane per lab, newest right, one mark per revision (the
/// worst of its runs). As many revisions as fit.
class HistoryStrip : public QWidget {
    Q_OBJECT

public:
    explicit HistoryStrip(const Theme& theme, QWidget* parent = nullptr);

    void setHistory(std::shared_ptr<const query::HistorySnapshot> history);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Mark {
        int age = 0; ///< 0 is the newest revision of the history.
        StatusClass status = StatusClass::None;
        std::size_t run = 0;
    };
    struct Lane {
        QString lab;
        std::vector<Mark> marks;
    };
    QRectF markRect(std::size_t lane, int age) const;

    const Theme& m_theme;
    std::shared_ptr<const query::HistorySnapshot> m_history;
    std::size_t m_hiddenLabs = 0; ///< For which there is no room.
    std::vector<Lane> m_lanes;
};

} // namespace cboard::ui
