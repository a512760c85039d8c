// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/marked_errors.h"

#include <QtTest>

#include <string>

using namespace cboard;
using namespace cboard::logs;

namespace {

MarkedError errorIn(std::int64_t row, std::string_view title, Severity severity = Severity::Warning)
{
    return {.row = row,
            .firstLine = row + 1,
            .lastLine = row + 3,
            .severity = severity,
            .kind = "own.kind",
            .title = title,
            .fingerprint = "f3:00112233445566778899aabbccddeeff"};
}

} // namespace

class MarkedErrorsTest : public QObject {
    Q_OBJECT

private slots:
    void anErrorComesBackAsItWasAdded();
    void ofSeveralInARowTheWorstStays();
    void whatComesAgainTakesLittleMemory();
    void titlesBeyondTheLimitStayEmpty();
    void joinedTakesTheNewOnesFromARowOn();
};

void MarkedErrorsTest::anErrorComesBackAsItWasAdded()
{
    MarkedErrors errors;
    QVERIFY(errors.isEmpty());
    QVERIFY(!errors.inRow(0));
    const std::int64_t far = 8'000'000'000; // Lines of one byte in 16 GB.
    errors.add(errorIn(4, "first"));
    errors.add(errorIn(far, {}));
    QCOMPARE(errors.size(), std::size_t{2});
    const auto found = errors.inRow(4);
    QVERIFY(found.has_value());
    QCOMPARE(found->firstLine, std::int64_t{5});
    QCOMPARE(found->lastLine, std::int64_t{7});
    QCOMPARE(found->title, std::string_view("first"));
    QCOMPARE(found->kind, std::string_view("own.kind"));
    QCOMPARE(found->fingerprint, std::string_view("f3:00112233445566778899aabbccddeeff"));
    QVERIFY(!errors.inRow(5));
    QCOMPARE(errors[1].firstLine, far + 1);
    QCOMPARE(errors[1].lastLine, far + 3);
    QVERIFY(errors[1].title.empty());
}

void MarkedErrorsTest::ofSeveralInARowTheWorstStays()
{
    MarkedErrors errors;
    errors.add(errorIn(4, "warning"));
    errors.add(errorIn(4, "fatal", Severity::Fatal));
    errors.add(errorIn(4, "error", Severity::Error));
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors[0].title, std::string_view("fatal"));
}

void MarkedErrorsTest::whatComesAgainTakesLittleMemory()
{
    MarkedErrors errors;
    const std::string title(200, 't');
    for (std::int64_t row = 0; row < 100'000; ++row) {
        errors.add(errorIn(row, title));
    }
    QCOMPARE(errors[99'999].title, std::string_view(title));
    QVERIFY2(errors.memoryBytes() < (5U << 20U), qPrintable(QString::number(errors.memoryBytes())));
}

void MarkedErrorsTest::titlesBeyondTheLimitStayEmpty()
{
    MarkedErrors errors;
    for (std::int64_t row = 0; row < 100'000; ++row) {
        errors.add(errorIn(row, std::to_string(row) + std::string(400, 't')));
    }
    QCOMPARE(errors.size(), std::size_t{100'000});
    QVERIFY(!errors[100].title.empty());
    QVERIFY(errors[99'999].title.empty());
    QVERIFY(!errors[99'999].fingerprint.empty());
    QVERIFY2(errors.memoryBytes() < MarkedErrors::MostTextBytes + (6U << 20U),
             qPrintable(QString::number(errors.memoryBytes())));
}

void MarkedErrorsTest::joinedTakesTheNewOnesFromARowOn()
{
    MarkedErrors known;
    known.add(errorIn(1, "stays"));
    known.add(errorIn(5, "goes"));
    MarkedErrors found;
    found.add(errorIn(4, "new"));
    found.add(errorIn(9, "newer"));
    const MarkedErrors errors = joined(known, 4, found);
    QCOMPARE(errors.size(), std::size_t{3});
    QCOMPARE(errors[0].title, std::string_view("stays"));
    QCOMPARE(errors[1].title, std::string_view("new"));
    QCOMPARE(errors[2].row, std::int64_t{9});
}

QTEST_GUILESS_MAIN(MarkedErrorsTest)
#include "tst_marked_errors.moc"
