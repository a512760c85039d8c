// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"

#include <QLabel>

namespace cboard::ui {

/// A loud line across a page while work is paused: nothing comes in, and which key goes on. Hidden
/// otherwise.
class PausedBanner : public QLabel {
    Q_OBJECT

public:
    explicit PausedBanner(const Context& context, QWidget* parent = nullptr);

private:
    void follow();

    Context m_context;
};

} // namespace cboard::ui
