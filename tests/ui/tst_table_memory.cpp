// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/shell/windows.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_header.h"
#include "ui/widgets/table_memory.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// A table looks as the user left it, also after the next start.
class TableMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void looksAreReadBack();
    void whatIsNotUnderstoodIsLeftOut();
    void sortColumnsAndWidthsComeBackAtTheNextStart();
    void aLinkSaysMoreThanTheMemory();
    void theUsualLookIsForgotten();
};

namespace {

TableChoice byName()
{
    TableChoice choice;
    choice.sort = {{QStringLiteral("tree"), true}};
    choice.hidden = {QStringLiteral("builds")};
    return choice;
}

/// A table of trees that the user sorted before.
struct RememberedTable {
    RememberedTable() { table.rememberAs(QStringLiteral("trees")); }
    Context context()
    {
        memory.keep(QStringLiteral("trees"), {byName(), {}});
        Context result = fixture.context;
        result.tables = &memory;
        return result;
    }

    test::UiFixture fixture;
    TableMemory memory;
    ResultTable table{context()};
};

/// The program over one file of windows: what a start and an end do.
struct Program {
    Program(test::UiFixture& fixture, const std::filesystem::path& file)
    {
        Context context = fixture.context;
        context.tables = &memory;
        windows = std::make_unique<Windows>(context, file);
        ViewState trees;
        trees.view = QStringLiteral("trees");
        isRestored = static_cast<bool>(windows->restore(trees));
    }
    ResultTable* table() const
    {
        return windows->activeWindow()->currentView()->findChild<ResultTable*>();
    }
    /// Of the table, not of its first column that stays in sight.
    TableHeader* header() const
    {
        const auto headers = table()->findChildren<TableHeader*>();
        return *std::find_if(headers.begin(), headers.end(),
                             [](const TableHeader* one) { return one->isVisible(); });
    }
    bool isSettled() const { return windows->activeWindow()->isSettled(); }

    TableMemory memory;
    std::unique_ptr<Windows> windows;
    bool isRestored = false;
};

} // namespace

void TableMemoryTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void TableMemoryTest::looksAreReadBack()
{
    TableMemory memory;
    const TableLook look{byName(), {{QStringLiteral("tests"), 240}}};
    memory.keep(QStringLiteral("trees"), look);
    TableMemory again;
    again.readJson(memory.toJson());
    QCOMPARE(again.look(QStringLiteral("trees")), look);
    QCOMPARE(again.look(QStringLiteral("others")), TableLook());
}

void TableMemoryTest::whatIsNotUnderstoodIsLeftOut()
{
    TableMemory memory;
    memory.readJson(
        {{QStringLiteral("trees"),
          QJsonObject{{QStringLiteral("sort"), 5},
                      {QStringLiteral("widths"),
                       QJsonObject{{QStringLiteral("tree"), -3}, {QStringLiteral("tests"), 90}}}}},
         {QStringLiteral("builds"), QStringLiteral("nonsense")}});
    const TableLook look = memory.look(QStringLiteral("trees"));
    QVERIFY(look.choice.sort.empty());
    QCOMPARE(look.widths, (QMap<QString, int>{{QStringLiteral("tests"), 90}}));
}

void TableMemoryTest::sortColumnsAndWidthsComeBackAtTheNextStart()
{
    QTemporaryDir folder;
    const std::filesystem::path file =
        folder.filePath(QStringLiteral("windows.json")).toStdString();
    test::UiFixture fixture(ThemeKind::Light, test::MemorySize{6, 20, 40, 8, 200, 3});
    int width = 0;
    int column = 0;
    {
        const Program program(fixture, file);
        QVERIFY(program.isRestored);
        QTRY_VERIFY_WITH_TIMEOUT(program.isSettled(), 20'000);
        ResultTable* table = program.table();
        table->choose(byName());
        TableHeader* header = program.header();
        while (header->isSectionHidden(column)
               || header->sectionResizeMode(column) != QHeaderView::Interactive) {
            ++column;
        }
        const QPoint edge(header->sectionViewportPosition(column) + header->sectionSize(column) - 1,
                          header->height() / 2);
        QTest::mouseMove(header->viewport(), edge);
        QTest::mousePress(header->viewport(), Qt::LeftButton, Qt::NoModifier, edge);
        QMouseEvent drag(QEvent::MouseMove, edge + QPoint(40, 0),
                         header->viewport()->mapToGlobal(edge + QPoint(40, 0)), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(header->viewport(), &drag);
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, Qt::NoModifier,
                            edge + QPoint(40, 0));
        width = header->sectionSize(column);
        QVERIFY(!program.memory.look(QStringLiteral("trees")).widths.isEmpty());
        QVERIFY(program.windows->save());
    }
    const Program program(fixture, file);
    QVERIFY(program.isRestored);
    QTRY_VERIFY_WITH_TIMEOUT(program.isSettled(), 20'000);
    QCOMPARE(program.table()->choice(), byName());
    QCOMPARE(program.header()->sectionSize(column), width);
}

void TableMemoryTest::aLinkSaysMoreThanTheMemory()
{
    RememberedTable remembered;
    ResultTable& table = remembered.table;
    QCOMPARE(table.choice(), byName());
    TableChoice asked;
    asked.sort = {{QStringLiteral("tests"), false}};
    table.setChoice(asked);
    QCOMPARE(table.choice(), asked);
    QCOMPARE(remembered.memory.look(QStringLiteral("trees")).choice, byName());
    table.setChoice({});
    QCOMPARE(table.choice(), byName());
}

void TableMemoryTest::theUsualLookIsForgotten()
{
    RememberedTable remembered;
    ResultTable& table = remembered.table;
    table.choose({});
    QCOMPARE(table.choice(), TableChoice());
    QVERIFY(remembered.memory.toJson().isEmpty());
}

CBOARD_UI_TEST_MAIN(TableMemoryTest)
#include "tst_table_memory.moc"
