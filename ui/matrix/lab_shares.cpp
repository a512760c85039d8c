// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/lab_shares.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <vector>

namespace cboard::ui {

QStringList labErrorShares(const query::MatrixSnapshot& matrix, int column)
{
    std::map<std::string, StatusCounts> labs;
    for (const query::MatrixCell& cell : matrix.cells) {
        if (cell.column == column && !cell.lab.empty()) {
            labs[cell.lab] += cell.counts;
        }
    }
    struct Share {
        std::string lab;
        std::int64_t errors = 0;
        std::int64_t runs = 0;
        double share() const { return static_cast<double>(errors) / static_cast<double>(runs); }
    };
    std::vector<Share> shares;
    for (const auto& [lab, counts] : labs) {
        if (counts.infrastructure() > 0) {
            shares.push_back({lab, counts.infrastructure(), counts.total()});
        }
    }
    std::stable_sort(shares.begin(), shares.end(),
                     [](const Share& a, const Share& b) { return a.share() > b.share(); });
    QStringList lines;
    for (const Share& one : shares) {
        lines << QCoreApplication::translate("Matrix", "%1: %2 of %3 error or miss, %4")
                     .arg(fromUtf8(one.lab), countText(one.errors), countText(one.runs),
                          percentText(one.share()));
    }
    return lines;
}

} // namespace cboard::ui
