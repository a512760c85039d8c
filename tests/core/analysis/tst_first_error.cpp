// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/first_error.h"

#include <QTest>

using namespace cboard::analysis;

class FirstErrorTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstLineThatSaysWhatIsWrongIsTaken();
    void textWithoutErrorGivesNothing();
    void longLinesAreCutBetweenCharacters();
};

void FirstErrorTest::theFirstLineThatSaysWhatIsWrongIsTaken()
{
    QCOMPARE(firstErrorLine("  CC  mm/slab.o\n  mm/slab.c:10:2: error: no x\r\nerror: two"),
             std::string("mm/slab.c:10:2: error: no x"));
    QCOMPARE(firstErrorLine("ld: undefined reference to `f'"),
             std::string("ld: undefined reference to `f'"));
    QCOMPARE(firstErrorLine("ok\nmake: *** No rule to make target 'x'\n"),
             std::string("make: *** No rule to make target 'x'"));
}

void FirstErrorTest::textWithoutErrorGivesNothing()
{
    QCOMPARE(firstErrorLine(""), std::string());
    QCOMPARE(firstErrorLine("warning: x\n\nterrors are fine"), std::string());
}

void FirstErrorTest::longLinesAreCutBetweenCharacters()
{
    const std::string line = "error: " + std::string(192, 'x') + "ä and more";
    const std::string cut = firstErrorLine(line);
    QCOMPARE(cut, line.substr(0, 199));
}

QTEST_GUILESS_MAIN(FirstErrorTest)
#include "tst_first_error.moc"
