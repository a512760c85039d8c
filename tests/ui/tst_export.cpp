// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/feature.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_file.h"
#include "ui/export/exported_table.h"
#include "ui/export/table_formats.h"
#include "ui/shell/render.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class ExportTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void csvQuotesWhatASpreadsheetWouldRun();
    void tsvKeepsOneLineARow();
    void jsonIsReadBack();
    void markdownEscapesWhatItWouldRead();
    void htmlEscapesAndLoadsNothing();
    void secondLinesAreForReaders();
    void noLineOfAMailIsTooLong();
    void mailKeepsShortTablesWhole();
    void mailSaysWhichColumnsItLeavesOut();
    void emptyTableIsStillADocument_data();
    void emptyTableIsStillADocument();
    void picturesHaveTheSameBytesLater_data();
    void picturesHaveTheSameBytesLater();
    void lettersOfADrawingAreAsLargeAsOnTheScreen();
    void matrixTableIsWhatIsShown();
    void testTreeTableHasEveryPath();
    void renderWritesTables_data();
    void renderWritesTables();
    void viewWithoutRowsHasNoTable();
    void unknownSuffixNamesTheKnownOnes();
    void fileNamesAreSafe_data();
    void fileNamesAreSafe();
    void dialogFollowsFormatAndSuffix();
    void dialogSaysThatAFileWillBeReplaced();
    void everyViewWithRowsHasATable_data();
    void everyViewWithRowsHasATable();
};

namespace {

TableExport::Cell cell(const QString& text)
{
    return {text, std::nullopt};
}

TableExport sample()
{
    TableExport table;
    table.title = QStringLiteral("Boots of mainline/master");
    table.facts = {{QStringLiteral("filter"), QStringLiteral("status:fail")}};
    table.columns = {{QStringLiteral("Board")}, {QStringLiteral("Runs"), true}};
    table.rows.push_back(
        {{QStringLiteral("rk3399-gru"), StatusClass::Fail}, cell(QStringLiteral("28\u2009013"))});
    table.rows.push_back({cell(QStringLiteral("=1+2|<b>\ttab\nline \"q\"")), cell({})});
    return table;
}

std::unique_ptr<View> openView(test::UiFixture& fixture, const QString& name)
{
    ViewState state;
    state.view = name;
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    std::unique_ptr<View> view(findFeature(name)->create(fixture.context, nullptr));
    view->setAttribute(Qt::WA_DontShowOnScreen);
    view->resize(900, 600);
    view->show();
    view->showState(state);
    return view;
}

QByteArray contentOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void ExportTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void ExportTest::csvQuotesWhatASpreadsheetWouldRun()
{
    QCOMPARE(toCsv(sample()),
             QByteArray("Board,Runs\r\nrk3399-gru,28013\r\n"
                        "\"'=1+2|<b>\ttab\nline \"\"q\"\"\",\r\n"));
}

void ExportTest::tsvKeepsOneLineARow()
{
    QCOMPARE(toTsv(sample()),
             QByteArray("Board\t"
                        "Runs\nrk3399-gru\t28013\n'=1+2|<b> tab line \"q\"\t\n"));
}

void ExportTest::jsonIsReadBack()
{
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(toJson(sample()), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(json[QStringLiteral("schema")].toInt(), 1);
    QCOMPARE(json[QStringLiteral("facts")][QStringLiteral("filter")].toString(),
             QStringLiteral("status:fail"));
    const QJsonArray rows = json[QStringLiteral("rows")].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0][1].toInt(), 28013);
    QCOMPARE(rows[1][0].toString(), sample().rows[1][0].text);
}

void ExportTest::markdownEscapesWhatItWouldRead()
{
    QCOMPARE(toMarkdown(sample()),
             QByteArray("# Boots of mainline/master\n\n- filter: status:fail\n\n"
                        "| Board | Runs |\n| --- | ---: |\n"
                        "| rk3399-gru | 28\u2009013 |\n"
                        "| =1+2\\|\\<b\\> tab line \"q\" |  |\n"));
}

void ExportTest::htmlEscapesAndLoadsNothing()
{
    const QByteArray page = toHtml(sample());
    QVERIFY(page.contains("=1+2|&lt;b&gt;"));
    QVERIFY(page.contains("<td class=\"s0\">rk3399-gru</td>")
            || page.contains(QByteArray("<td class=\"s")
                             + QByteArray::number(static_cast<int>(StatusClass::Fail))
                             + "\">rk3399-gru</td>"));
    QVERIFY(!page.contains("http") && !page.contains("<script") && !page.contains("<link"));
}

void ExportTest::secondLinesAreForReaders()
{
    TableExport table = sample();
    table.rows[0][0].second = QStringLiteral("good <v7.1>");
    QVERIFY(toHtml(table).contains("rk3399-gru<small>good &lt;v7.1&gt;</small></td>"));
    QVERIFY(toMarkdown(table).contains("| rk3399-gru · good \\<v7.1\\> |"));
    QCOMPARE(toCsv(table), toCsv(sample())); // Programs read one value a column.
    QCOMPARE(toJson(table), toJson(sample()));
}

void ExportTest::noLineOfAMailIsTooLong()
{
    TableExport table = sample();
    for (int i = 0; i < 4; ++i) {
        table.columns.push_back({QStringLiteral("Column %1").arg(i)});
        for (auto& row : table.rows) {
            row.push_back(cell(QString(60, QLatin1Char('x'))));
        }
    }
    const auto lines = QString::fromUtf8(toMail(table)).split(QLatin1Char('\n'));
    QVERIFY(lines.size() > 5);
    for (const QString& line : lines) {
        QVERIFY2(line.size() <= 78, qPrintable(line));
    }
}

void ExportTest::mailKeepsShortTablesWhole()
{
    TableExport table = sample();
    table.rows.pop_back();
    QCOMPARE(QString::fromUtf8(toMail(table)),
             QStringLiteral("Boots of mainline/master\nfilter: status:fail\n\n"
                            "Board         Runs\n----------  ------\nrk3399-gru  28\u2009013\n"));
}

void ExportTest::mailSaysWhichColumnsItLeavesOut()
{
    TableExport table = sample();
    for (int i = 0; i < 20; ++i) {
        table.columns.push_back({QStringLiteral("Column %1").arg(i)});
        for (auto& row : table.rows) {
            row.push_back(cell(QStringLiteral("fail new")));
        }
    }
    const QString mail = QString::fromUtf8(toMail(table));
    const auto lines = mail.split(QLatin1Char('\n'));
    QVERIFY(std::all_of(lines.begin(), lines.end(),
                        [](const QString& line) { return line.size() <= 78; }));
    QVERIFY2(mail.endsWith(QLatin1String("(14 more columns have no room in a mail)\n")),
             qPrintable(mail));
}

void ExportTest::emptyTableIsStillADocument_data()
{
    QTest::addColumn<int>("format");
    for (const ExportFormatSpec& spec : exportFormats()) {
        if (!spec.isPicture) {
            QTest::newRow(spec.suffix) << static_cast<int>(spec.format);
        }
    }
}

void ExportTest::emptyTableIsStillADocument()
{
    QFETCH(int, format);
    TableExport table;
    table.title = QStringLiteral("Nothing");
    table.columns = {{QStringLiteral("Board")}};
    const QByteArray bytes = tableBytes(table, static_cast<ExportFormat>(format));
    QVERIFY(bytes.contains("Board"));
    QVERIFY(bytes.endsWith('\n'));
}

void ExportTest::picturesHaveTheSameBytesLater_data()
{
    QTest::addColumn<int>("format");
    for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf}) {
        QTest::newRow(exportFormat(format).suffix) << static_cast<int>(format);
    }
}

void ExportTest::picturesHaveTheSameBytesLater()
{
    QFETCH(int, format);
    const auto wanted = static_cast<ExportFormat>(format);
    test::UiFixture fixture;
    const auto view = openView(fixture, QStringLiteral("boots"));
    QTRY_VERIFY(!view->status().isLoading);
    const auto first = finishPicture(takePicture(*view, wanted, 1));
    QVERIFY(first && first->size() > 4000);
    QTest::qWait(1100); // The clock of a document counts seconds.
    QCOMPARE(*finishPicture(takePicture(*view, wanted, 1)), *first);
}

void ExportTest::lettersOfADrawingAreAsLargeAsOnTheScreen()
{
    QLabel label(QStringLiteral("boot"));
    QFont font = label.font();
    font.setPointSize(18);
    label.setFont(font);
    const QByteArray drawing = *finishPicture(takePicture(label, ExportFormat::Svg, 1));
    const QByteArray size = QByteArray::number(QFontInfo(font).pixelSize());
    QVERIFY2(drawing.contains("font-size=\"" + size + '"'), drawing.constData());
}

void ExportTest::matrixTableIsWhatIsShown()
{
    test::UiFixture fixture;
    const auto view = openView(fixture, QStringLiteral("boots"));
    QTRY_VERIFY(!view->status().isLoading);
    const TableSource source = view->tableSource();
    QVERIFY(source);
    const TableExport table = source({});
    QCOMPARE(static_cast<qint64>(table.rows.size()), view->status().shown);
    int fails = 0;
    for (const auto& row : table.rows) {
        QCOMPARE(row.size(), table.columns.size());
        for (const auto& one : row) {
            fails += one.status == StatusClass::Fail ? 1 : 0;
        }
    }
    QVERIFY(fails > 0);
    const auto labs = std::find_if(table.facts.begin(), table.facts.end(), [](const auto& fact) {
        return fact.first == QLatin1String("labs");
    });
    QVERIFY(labs != table.facts.end()); // Rows name them by letters.
    QVERIFY2(labs->second.startsWith(QStringLiteral("A ")), qPrintable(labs->second));
}

void ExportTest::testTreeTableHasEveryPath()
{
    test::UiFixture fixture;
    const auto view = openView(fixture, QStringLiteral("tests"));
    QTRY_VERIFY(!view->status().isLoading && view->tableSource());
    const TableExport table = view->tableSource()({});
    QSet<QString> paths;
    for (const auto& row : table.rows) {
        paths.insert(row.front().text);
    }
    QVERIFY(paths.size() > 10);
    QCOMPARE(static_cast<std::size_t>(paths.size()), table.rows.size());
}

void ExportTest::renderWritesTables_data()
{
    emptyTableIsStillADocument_data();
}

void ExportTest::renderWritesTables()
{
    QFETCH(int, format);
    const QTemporaryDir folder;
    test::UiFixture fixture;
    RenderOptions options;
    options.state.view = QStringLiteral("boots");
    options.state.tree = QStringLiteral("mainline");
    options.state.branch = QStringLiteral("master");
    options.output =
        folder.filePath(QStringLiteral("out.")
                        + QLatin1String(exportFormat(static_cast<ExportFormat>(format)).suffix));
    Renderer renderer(fixture.context);
    std::optional<Result<void>> outcome;
    renderer.start(options, [&outcome](Result<void> result) { outcome = std::move(result); });
    QTRY_VERIFY(outcome);
    QVERIFY2(outcome->has_value(), outcome->has_value() ? "" : describe(outcome->error()).c_str());
    QVERIFY(contentOf(options.output).size() > 500);
}

void ExportTest::viewWithoutRowsHasNoTable()
{
    test::UiFixture fixture;
    for (const Feature& feature : featureRegistry()) {
        const std::unique_ptr<View> view(feature.create(fixture.context, nullptr));
        const bool isAlwaysThere = feature.id == QLatin1String("settings");
        QCOMPARE(static_cast<bool>(exportedTable(*view)), isAlwaysThere);
    }
}

void ExportTest::unknownSuffixNamesTheKnownOnes()
{
    QVERIFY(!formatOfFile(QStringLiteral("a.xls")));
    const std::string message = describe(unknownSuffix(QStringLiteral("a.xls")));
    QVERIFY2(message.find("a.xls: the output must end in .txt, .md, .csv") == 0, message.c_str());
}

void ExportTest::fileNamesAreSafe_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "Boots mainline/master"
                           << "Boots-mainline-master";
    QTest::newRow("path") << "../../etc/passwd"
                          << "etc-passwd";
    QTest::newRow("nothing left") << "///"
                                  << "view";
}

void ExportTest::fileNamesAreSafe()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QCOMPARE(fileNameOf(text), name);
}

void ExportTest::dialogFollowsFormatAndSuffix()
{
    test::UiFixture fixture;
    ExportDialog dialog(fixture.context, QStringLiteral("name"), QStringLiteral("/tmp/last.csv"),
                        true, nullptr);
    QCOMPARE(dialog.file(), QStringLiteral("/tmp/name.csv"));
    ExportDialog picture(fixture.context, QStringLiteral("name"), QStringLiteral("/tmp/last.csv"),
                         false, nullptr);
    QCOMPARE(picture.file(), QStringLiteral("/tmp/name.png"));
}

void ExportTest::dialogSaysThatAFileWillBeReplaced()
{
    test::UiFixture fixture;
    const QTemporaryDir folder;
    const QString last = folder.filePath(QStringLiteral("last.csv"));
    QVERIFY(writeFile(folder.filePath(QStringLiteral("there.csv")), "x").has_value());
    const auto hintOf = [](const ExportDialog& dialog) {
        QString text;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            text += label->text();
        }
        return text;
    };
    ExportDialog there(fixture.context, QStringLiteral("there"), last, true, nullptr);
    QTRY_VERIFY(hintOf(there).contains(QStringLiteral("will be replaced")));
    ExportDialog other(fixture.context, QStringLiteral("other"), last, true, nullptr);
    QTRY_COMPARE(fixture.tasks.rowCount(), 0);
    QVERIFY(!hintOf(other).contains(QStringLiteral("will be replaced")));
}

void ExportTest::everyViewWithRowsHasATable_data()
{
    QTest::addColumn<QString>("view");
    for (const QString& view :
         {QStringLiteral("trees"), QStringLiteral("revision"), QStringLiteral("builds"),
          QStringLiteral("boots"), QStringLiteral("tests"), QStringLiteral("testmatrix"),
          QStringLiteral("charts"), QStringLiteral("log")}) {
        QTest::newRow(qPrintable(view)) << view;
    }
}

void ExportTest::everyViewWithRowsHasATable()
{
    QFETCH(QString, view);
    QByteArrayList first;
    for (int round = 0; round < 2; ++round) {
        test::UiFixture fixture(ThemeKind::Light, {3, 6, 12, 4, 60, 2});
        ViewState state;
        state.view = view;
        state.tree = QStringLiteral("mainline");
        state.branch = QStringLiteral("master");
        state.record = view == QLatin1String("log") ? QStringLiteral("maestro:0001") : QString();
        const std::unique_ptr<View> shown(findFeature(view)->create(fixture.context, nullptr));
        shown->setAttribute(Qt::WA_DontShowOnScreen);
        shown->show();
        shown->showState(state);
        QTRY_VERIFY_WITH_TIMEOUT(!shown->status().isLoading, 20'000);
        const TableSource source = exportedTable(*shown);
        QVERIFY(source);
        const TableExport table = source(TaskContext());
        QVERIFY(!table.columns.empty());
        QVERIFY(view == QLatin1String("log") || !table.rows.empty());
        QByteArrayList bytes;
        for (const ExportFormatSpec& spec : exportFormats()) {
            if (!spec.isPicture) {
                bytes << tableBytes(table, spec.format);
            }
        }
        for (const QByteArray& line : bytes.first().split('\n')) { // For a mail.
            QVERIFY2(QString::fromUtf8(line).size() <= 78, line.constData());
        }
        if (round == 0) {
            first = bytes;
        }
        QCOMPARE(bytes, first);
    }
}

CBOARD_UI_TEST_MAIN(ExportTest)
#include "tst_export.moc"
