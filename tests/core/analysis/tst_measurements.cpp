// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/measurements.h"

#include <QTest>

#include <random>

using namespace cboard;

/// Levels of measured values and where they change.
class MeasurementsTest : public QObject {
    Q_OBJECT

private slots:
    void bandsAreMedianAndDeviation();
    void oneValueApartIsNoChange();
    void aStepIsFoundWhereItIs();
    void twoStepsAreTwoChanges();
    void noiseAloneIsNoChange();
    void theUnitDoesNotMatter();
    void smallAndEmptySeriesHaveNone();
};

namespace {

/// Normal noise of a hundredth around 100, at another level from \p step on.
std::vector<double> series(std::uint32_t seed, std::size_t count, std::size_t step, double level)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back((i < step ? 100 : level) + noise(random));
    }
    return values;
}

std::vector<std::size_t> places(const std::vector<double>& values)
{
    std::vector<std::size_t> found;
    for (const analysis::ChangePoint& point : analysis::changePoints(values)) {
        found.push_back(point.first);
    }
    return found;
}

using Places = std::vector<std::size_t>;

} // namespace

void MeasurementsTest::bandsAreMedianAndDeviation()
{
    const std::vector<double> values{5, 1, 3, 2, 100};
    const analysis::Band band = analysis::bandOf(values);
    QCOMPARE(band.median, 3.0);
    QCOMPARE(band.deviation, 2.0);
    QVERIFY(band.holds(5) && !band.holds(100));
    QCOMPARE(analysis::bandOf(std::vector<double>{4, 1, 2, 3}).median, 2.5);
    QCOMPARE(analysis::bandOf({}).median, 0.0);
}

void MeasurementsTest::oneValueApartIsNoChange()
{
    std::vector<double> values = series(3, 30, 30, 0);
    values[14] = 900;
    QCOMPARE(places(values), Places{});
}

void MeasurementsTest::aStepIsFoundWhereItIs()
{
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        const std::size_t step = 6 + seed % 18;
        const auto values = series(seed, 30, step, 130);
        QCOMPARE(places(values), Places{step});
        const auto point = analysis::changePoints(values).front();
        QVERIFY(point.change() > 27 && point.change() < 33);
    }
}

void MeasurementsTest::twoStepsAreTwoChanges()
{
    std::vector<double> values = series(1, 40, 12, 140);
    for (std::size_t i = 25; i < values.size(); ++i) {
        values[i] -= 60;
    }
    QCOMPARE(places(values), (Places{12, 25}));
}

void MeasurementsTest::noiseAloneIsNoChange()
{
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        QCOMPARE(places(series(seed, 40, 40, 0)), Places{});
    }
}

void MeasurementsTest::theUnitDoesNotMatter()
{
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        const auto values = series(seed, 30, 4 + seed % 22, 100 + seed % 20);
        const Places wanted = places(values);
        for (const double unit : {1024.0, 1.0 / 65536}) { // Exact in binary.
            std::vector<double> scaled = values;
            for (double& value : scaled) {
                value *= unit;
            }
            QCOMPARE(places(scaled), wanted);
        }
    }
}

void MeasurementsTest::smallAndEmptySeriesHaveNone()
{
    QCOMPARE(places({}), Places{});
    QCOMPARE(places({1, 1, 1, 1, 9, 9, 9, 9, 9}), Places{});
    QCOMPARE(places({0, 0, 0, 0, 0, 9, 9, 9, 9, 9}), Places{5});
}

QTEST_GUILESS_MAIN(MeasurementsTest)
#include "tst_measurements.moc"
