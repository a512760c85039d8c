// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "ui/find/find_rows.h"

#include <QTest>

#include <stop_token>

using namespace cboard;
using namespace cboard::ui;

namespace {

/// Row i says "row i"; counts how often it is asked.
class NumberedRows : public FindableRows {
public:
    explicit NumberedRows(int count)
        : m_count(count)
    {
    }
    int size() const override { return m_count; }
    bool matches(int place, logs::FindPattern& pattern) const override
    {
        ++asked;
        if (place == stopAt) {
            stop.request_stop();
        }
        return hasMatch(QStringLiteral("row %1").arg(place), pattern);
    }

    mutable int asked = 0;
    mutable std::stop_source stop;
    int stopAt = -1;

private:
    int m_count;
};

} // namespace

class FindRowsTest : public QObject {
    Q_OBJECT

private slots:
    void findsAllInTheirOrder();
    void tellsOfTheFirstMatchBehindTheStartFirst();
    void goesAroundTheEnd();
    void nothingIsFoundInNothing();
    void asTheOptionsSay_data();
    void asTheOptionsSay();
    void aWrongExpressionSaysWhatIsWrong();
    void isCancelledWithinSomeRows();
    void tellsOfPartsAFewTimesOnly();
};

void FindRowsTest::findsAllInTheirOrder()
{
    const auto found = findRows(NumberedRows(30), {.pattern = "row 2"}, 25, {});
    QVERIFY(found);
    QCOMPARE(found->places, (std::vector<int>{2, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29}));
    QVERIFY(found->isAround);
    QVERIFY(!found->hasHitLimit);
}

void FindRowsTest::tellsOfTheFirstMatchBehindTheStartFirst()
{
    std::vector<FoundRows> parts;
    QVERIFY(findRows(NumberedRows(30), {.pattern = "2"}, 15, {},
                     [&parts](FoundRows part) { parts.push_back(std::move(part)); }));
    QVERIFY(!parts.empty());
    QCOMPARE(parts.front().places, std::vector<int>{20});
    QVERIFY(!parts.front().isAround);
}

void FindRowsTest::goesAroundTheEnd()
{
    std::vector<FoundRows> parts;
    QVERIFY(findRows(NumberedRows(30), {.pattern = "row 7"}, 20, {},
                     [&parts](FoundRows part) { parts.push_back(std::move(part)); }));
    QVERIFY(!parts.empty());
    QCOMPARE(parts.front().places, std::vector<int>{7});
    QVERIFY(parts.front().isAround);
}

void FindRowsTest::nothingIsFoundInNothing()
{
    const auto found = findRows(NumberedRows(0), {.pattern = "row"}, 4, {});
    QVERIFY(found && found->places.empty());
    const auto beyond = findRows(NumberedRows(3), {.pattern = "row"}, 40, {});
    QVERIFY(beyond);
    QCOMPARE(beyond->places.size(), std::size_t(3));
}

void FindRowsTest::asTheOptionsSay_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("isRegex");
    QTest::addColumn<bool>("isCaseSensitive");
    QTest::addColumn<bool>("isWholeWord");
    QTest::addColumn<int>("count");
    QTest::newRow("text") << "ROW 1" << false << false << false << 11;
    QTest::newRow("case") << "ROW 1" << false << true << false << 0;
    QTest::newRow("word") << "1" << false << false << true << 1;
    QTest::newRow("expression") << "^row [12]$" << true << false << false << 2;
    QTest::newRow("a point is a point") << "r.w" << false << false << false << 0;
}

void FindRowsTest::asTheOptionsSay()
{
    QFETCH(QString, pattern);
    QFETCH(bool, isRegex);
    QFETCH(bool, isCaseSensitive);
    QFETCH(bool, isWholeWord);
    const auto found = findRows(NumberedRows(20),
                                {.pattern = pattern.toStdString(),
                                 .isRegex = isRegex,
                                 .isCaseSensitive = isCaseSensitive,
                                 .isWholeWord = isWholeWord},
                                0, {});
    QVERIFY(found);
    QTEST(static_cast<int>(found->places.size()), "count");
}

void FindRowsTest::aWrongExpressionSaysWhatIsWrong()
{
    const auto found = findRows(NumberedRows(3), {.pattern = "(", .isRegex = true}, 0, {});
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Invalid);
    QVERIFY(!found.error().message.empty());
}

void FindRowsTest::isCancelledWithinSomeRows()
{
    constexpr int StopAt = 5000;
    constexpr int MostAfter = 256;
    NumberedRows rows(1'000'000);
    rows.stopAt = StopAt;
    const auto found = findRows(rows, {.pattern = "row"}, 0, TaskContext(rows.stop.get_token()));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
    QVERIFY2(rows.asked <= StopAt + 1 + MostAfter, qPrintable(QString::number(rows.asked)));
}

/// Each part is copied: doubling keeps that to the size of the result.
void FindRowsTest::tellsOfPartsAFewTimesOnly()
{
    int parts = 0;
    std::size_t copied = 0;
    const auto found =
        findRows(NumberedRows(100'000), {.pattern = "row"}, 50'000, {}, [&](const FoundRows& part) {
            ++parts;
            copied += part.places.size();
        });
    QVERIFY(found);
    QCOMPARE(found->places.size(), std::size_t(100'000));
    QVERIFY2(parts <= 8, qPrintable(QString::number(parts)));
    QVERIFY(copied <= 2 * found->places.size());
}

CBOARD_UI_TEST_MAIN(FindRowsTest)
#include "tst_find_rows.moc"
