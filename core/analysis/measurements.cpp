// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/measurements.h"

#include <algorithm>
#include <cmath>

namespace cboard::analysis {

namespace {

    constexpr std::size_t FewestOfLevel = 5;
    constexpr double DeviationToSigma = 1.4826; ///< Of normal noise.

    /// Middle of the values, or between the two middle ones.
    double middleOf(std::vector<double> values)
    {
        const auto middle = values.begin() + std::ssize(values) / 2;
        std::nth_element(values.begin(), middle, values.end());
        if (values.size() % 2 == 1) {
            return *middle;
        }
        return (*std::max_element(values.begin(), middle) + *middle) / 2;
    }

    /// How much farther apart the levels are than they must be; 1 and less: not enough.
    double strengthOf(const Band& before, const Band& after)
    {
        constexpr double NoiseTimes = 4;
        constexpr double SmallestShare = 0.02;
        const double noise =
            NoiseTimes * DeviationToSigma * std::max(before.deviation, after.deviation);
        const double least = std::max(noise, SmallestShare * std::abs(before.median));
        const double distance = std::abs(after.median - before.median);
        if (least == 0) { // From all zero to something else.
            return distance > 0 ? HUGE_VAL : 0;
        }
        return distance / least;
    }

    /// The sum of the distances from the median.
    double spreadOf(std::span<const double> values, double median)
    {
        double sum = 0;
        for (const double value : values) {
            sum += std::abs(value - median);
        }
        return sum;
    }

    /// Of a stretch: the cut with the least spread on both sides, when its levels differ enough;
    /// then the same of what is before and behind it.
    void findIn(std::span<const double> values, std::size_t offset, std::vector<std::size_t>& found)
    {
        double leastSpread = 0;
        std::size_t best = 0;
        for (std::size_t cut = FewestOfLevel; cut + FewestOfLevel <= values.size(); ++cut) {
            const auto before = values.first(cut);
            const auto after = values.subspan(cut);
            const double spread = spreadOf(before, middleOf({before.begin(), before.end()}))
                + spreadOf(after, middleOf({after.begin(), after.end()}));
            if (best == 0 || spread < leastSpread) {
                leastSpread = spread;
                best = cut;
            }
        }
        if (best == 0
            || strengthOf(bandOf(values.first(best)), bandOf(values.subspan(best))) <= 1) {
            return;
        }
        findIn(values.first(best), offset, found);
        found.push_back(offset + best);
        findIn(values.subspan(best), offset + best, found);
    }

} // namespace

double Band::low() const
{
    return median - 3 * DeviationToSigma * deviation;
}

double Band::high() const
{
    return median + 3 * DeviationToSigma * deviation;
}

Band bandOf(std::span<const double> values)
{
    if (values.empty()) {
        return {};
    }
    Band band;
    band.median = middleOf({values.begin(), values.end()});
    std::vector<double> distances;
    for (const double value : values) {
        distances.push_back(std::abs(value - band.median));
    }
    band.deviation = middleOf(std::move(distances));
    return band;
}

std::vector<ChangePoint> changePoints(std::span<const double> values)
{
    std::vector<std::size_t> cuts;
    findIn(values, 0, cuts);
    std::vector<ChangePoint> points;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        const std::size_t start = i == 0 ? 0 : cuts[i - 1];
        const std::size_t end = i + 1 < cuts.size() ? cuts[i + 1] : values.size();
        points.push_back({cuts[i], bandOf(values.subspan(start, cuts[i] - start)),
                          bandOf(values.subspan(cuts[i], end - cuts[i]))});
    }
    return points;
}

} // namespace cboard::analysis
