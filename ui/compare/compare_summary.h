// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <QWidget>

#include <array>

class QLabel;
class QResizeEvent;

namespace cboard::ui {

/// How many builds, boots and tests changed in which way. In a narrow place ways in which nothing
/// changed give way first, then the last ones: the chips above tell their numbers.
class CompareSummary : public QWidget {
    Q_OBJECT

public:
    explicit CompareSummary(QWidget* parent = nullptr);

    void setCounts(const query::CompareSnapshot& comparison);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    using Column = std::array<QLabel*, 4>; ///< Title and numbers.
    Column column(std::size_t change) const;
    void fit();

    static constexpr std::size_t Kinds = 3;
    std::array<QLabel*, query::CellChangeCount> m_titles{};
    std::array<std::array<QLabel*, query::CellChangeCount>, Kinds> m_numbers{};
    std::array<QLabel*, Kinds> m_kinds{};
};

} // namespace cboard::ui
