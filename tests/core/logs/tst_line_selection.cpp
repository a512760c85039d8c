// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_selection.h"
#include "tests/core/logs/log_test_support.h"

#include <QtTest>

using namespace cboard;
using namespace cboard::logs;

namespace {

std::vector<std::int64_t> rowsOf(const RowList& list)
{
    std::vector<std::int64_t> rows;
    for (std::int64_t position = 0; position < list.size(); ++position) {
        rows.push_back(list.rowAt(position));
    }
    return rows;
}

std::vector<std::int64_t> selected(const std::string& text, const LineSelection& selection,
                                   RowFormat format = RowFormat::Plain)
{
    const auto rows = selectRows(*openText(text, format), selection, TaskContext{});
    return rows ? rowsOf(*rows) : std::vector<std::int64_t>{-99};
}

using Rows = std::vector<std::int64_t>;

const std::string Text = "zero\none\ntwo BUG: x\nthree\nfour noise\nfive\nsix two\nseven\n";

} // namespace

class LineSelectionTest : public QObject {
    Q_OBJECT

private slots:
    void listKnowsPositionsOfItsRows()
    {
        RowList list;
        list.append(2, 5);
        list.append(5);
        list.appendBlank(2);
        list.append(6, 8);
        list.append(20);
        QCOMPARE(rowsOf(list), (Rows{2, 3, 4, 5, -1, -1, 6, 7, 20}));
        QCOMPARE(list.positionOf(0), 0);
        QCOMPARE(list.positionOf(4), 2);
        QCOMPARE(list.positionOf(6), 6);
        QCOMPARE(list.positionOf(9), 8);
        QCOMPARE(list.positionOf(21), 9);
        QVERIFY(list.contains(20) && !list.contains(8));
    }

    void blankPositionsHaveNeighbours()
    {
        RowList list;
        list.appendBlank(2);
        list.append(4, 6);
        list.appendBlank(3);
        QCOMPARE(list.rowNear(0, false), 4);
        QCOMPARE(list.rowNear(2, true), 4);
        QCOMPARE(list.rowNear(5, true), 5);
        QCOMPARE(list.rowNear(5, false), 5);
        RowList blanks;
        blanks.appendBlank(3);
        QCOMPARE(blanks.rowNear(1, true), -1);
        QCOMPARE(RowList().rowNear(0, true), -1);
    }

    /// Every list agrees with the plain vector of its rows.
    void positionsAgreeWithAVector()
    {
        std::uint32_t random = 7;
        for (int round = 0; round < 200; ++round) {
            RowList list;
            Rows plain;
            std::int64_t row = 0;
            for (int i = 0; i < 30; ++i) {
                random = random * 1664525 + 1013904223;
                const std::int64_t step = random >> 28U;
                if (step > 12) {
                    list.appendBlank(step - 12);
                    plain.insert(plain.end(), static_cast<std::size_t>(step - 12), -1);
                } else {
                    row += step / 4;
                    list.append(row);
                    plain.push_back(row++);
                }
            }
            QCOMPARE(rowsOf(list), plain);
            for (std::int64_t wanted = 0; wanted < row + 2; ++wanted) {
                const auto next = std::find_if(plain.begin(), plain.end(),
                                               [wanted](auto each) { return each >= wanted; });
                QCOMPARE(list.positionOf(wanted), next - plain.begin());
            }
        }
    }

    void matchesComeWithTheirContext()
    {
        LineSelection selection;
        selection.matching = FindOptions{"two"};
        QCOMPARE(selected(Text, selection), (Rows{2, 6}));
        selection.context = 1;
        QCOMPARE(selected(Text, selection), (Rows{1, 2, 3, 5, 6, 7}));
        selection.context = 5;
        QCOMPARE(selected(Text, selection), (Rows{0, 1, 2, 3, 4, 5, 6, 7}));
        selection.matching = FindOptions{"nowhere"};
        QCOMPARE(selected(Text, selection), Rows{});
    }

    void hiddenLinesStayHiddenInsideTheContext()
    {
        LineSelection selection;
        selection.hidden = {FindOptions{"noise"}, FindOptions{"^fi", true}};
        QCOMPARE(selected(Text, selection), (Rows{0, 1, 2, 3, 6, 7}));
        selection.matching = FindOptions{"six"};
        selection.context = 2;
        QCOMPARE(selected(Text, selection), (Rows{2, 3, 6, 7}));
    }

    void errorsAloneOrWithMatches()
    {
        LineSelection selection;
        selection.onlyErrors = true;
        QCOMPARE(selected(Text, selection), Rows{2});
        selection.matching = FindOptions{"seven"};
        QCOMPARE(selected(Text, selection), (Rows{2, 7}));
    }

    void foldedRangesKeepTheirFirstRow()
    {
        LineSelection selection;
        selection.folded = {{1, 4}, {6, 8}};
        QCOMPARE(selected(Text, selection), (Rows{0, 1, 4, 5, 6}));
    }

    void namespacesOfLavaAreLeftOut()
    {
        std::string text =
            "- {\"dt\": \"2020-01-01T00:00:01\", \"lvl\": \"target\", \"msg\": \"a\"}\n";
        for (int i = 0; i < 40; ++i) {
            text += "- {\"dt\": \"2020-01-01T00:00:02\", \"lvl\": \"feedback\", \"msg\": \"b\", "
                    "\"ns\": \"n"
                + std::to_string(i) + "\"}\n";
        }
        const auto source = makeMemorySource(std::make_shared<const std::string>(text));
        const auto log = LogText::open(source, RowFormat::Lava, TaskContext{});
        QVERIFY(log.has_value());
        QCOMPARE((*log)->namespaces().size(), LogText::MostNamespaces);
        QCOMPARE((*log)->namespaces()[2].name, "n2");
        QVERIFY(!(*log)->namespaceOf(0));
        QVERIFY(!(*log)->namespaceOf(40)); // One too many.
        LineSelection selection;
        selection.namespaces = ~5U; // Those of the rows 1 and 3.
        QVERIFY(!selection.showsAll());
        const auto rows = selectRows(**log, selection, TaskContext{});
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), std::int64_t(39));
        QVERIFY(rows->contains(0) && !rows->contains(1) && rows->contains(2));
        QVERIFY(!rows->contains(3) && rows->contains(40));
    }

    void levelsOfLavaAreLeftOut()
    {
        const std::string lava = "- {\"dt\": \"2020-01-01T00:00:01\", \"lvl\": \"info\", "
                                 "\"msg\": \"a\"}\n"
                                 "- {\"dt\": \"2020-01-01T00:00:02\", \"lvl\": \"target\", "
                                 "\"msg\": \"b\"}\n";
        LineSelection selection;
        selection.levels = ~(1U << static_cast<unsigned>(LavaLevel::Info));
        QCOMPARE(selected(lava, selection, RowFormat::Lava), Rows{1});
        selection.matching = FindOptions{"target"}; // Not what the reader sees.
        QCOMPARE(selected(lava, selection, RowFormat::Lava), Rows{});
    }

    void wrongPatternsAndCancellingAreErrors()
    {
        LineSelection selection;
        selection.hidden = {FindOptions{"(", true}};
        QCOMPARE(selectRows(*openText(Text), selection, TaskContext{}).error().kind,
                 ErrorKind::Invalid);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(selectRows(*openText(Text), {}, TaskContext(stop.get_token())).error().kind,
                 ErrorKind::Cancelled);
        QVERIFY(LineSelection{}.showsAll());
        QVERIFY(!selection.showsAll());
    }

    void tracesEndWithTheirLastEntry()
    {
        const std::string text = "[    1.0] one\n"
                                 "[    1.1] Call Trace:\n"
                                 "[    1.1]  <TASK>\n"
                                 "[    1.1]  dump_stack+0x10/0x20\n"
                                 "[    1.1]  ? panic+0x1/0x2\n"
                                 "[    1.1]  </TASK>\n"
                                 "[    1.2] two\n"
                                 "[    1.3] Call trace:\n"
                                 "[    1.4] no entry\n";
        const auto traces = findTraces(*openText(text), TaskContext{});
        QVERIFY(traces);
        QCOMPARE(traces->size(), std::size_t{1});
        QCOMPARE(traces->front().begin, 1);
        QCOMPARE(traces->front().end, 6);
    }
};

QTEST_GUILESS_MAIN(LineSelectionTest)
#include "tst_line_selection.moc"
