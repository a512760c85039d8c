// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace cboard::ui {

class WorkPause;

/// A loud line across a page while work is paused; hidden otherwise.
class PausedBanner : public QLabel {
    Q_OBJECT

public:
    /// \p text says what does not happen meanwhile, and what goes on with it.
    PausedBanner(const WorkPause& pause, const QString& text, QWidget* parent = nullptr);

private:
    void follow();

    const WorkPause& m_pause;
};

} // namespace cboard::ui
