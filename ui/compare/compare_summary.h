// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <QWidget>

#include <array>

class QLabel;

namespace cboard::ui {

/// How many builds, boots and tests changed in which way.
class CompareSummary : public QWidget {
    Q_OBJECT

public:
    explicit CompareSummary(QWidget* parent = nullptr);

    void setCounts(const query::CompareSnapshot& comparison);

private:
    static constexpr std::size_t Kinds = 3;
    std::array<std::array<QLabel*, query::CellChangeCount>, Kinds> m_numbers{};
};

} // namespace cboard::ui
