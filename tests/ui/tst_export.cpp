// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_file.h"
#include "ui/export/table_formats.h"
#include "ui/shell/feature.h"
#include "ui/shell/render.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
    void noLineOfAMailIsTooLong();
    void mailKeepsShortTablesWhole();
    void mailSaysWhichColumnsItLeavesOut();
    void emptyTableIsStillADocument_data();
    void emptyTableIsStillADocument();
    void picturesHaveTheSameBytesLater_data();
    void picturesHaveTheSameBytesLater();
    void matrixTableIsWhatIsShown();
    void testTreeTableHasEveryPath();
    void renderWritesTables_data();
    void renderWritesTables();
    void viewWithoutTableIsASentence();
    void unknownSuffixNamesTheKnownOnes();
    void fileNamesAreSafe_data();
    void fileNamesAreSafe();
    void dialogFollowsFormatAndSuffix();
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
    const QByteArray first = finishPicture(paintPicture(*view, wanted, 1));
    QVERIFY(first.size() > 4000);
    QTest::qWait(1100); // The clock of a document counts seconds.
    QCOMPARE(finishPicture(paintPicture(*view, wanted, 1)), first);
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

void ExportTest::viewWithoutTableIsASentence()
{
    test::UiFixture fixture;
    RenderOptions options;
    options.state.view = QStringLiteral("charts");
    options.state.tree = QStringLiteral("mainline");
    options.state.branch = QStringLiteral("master");
    options.output = QStringLiteral("x.csv");
    Renderer renderer(fixture.context);
    std::string message;
    renderer.start(options, [&message](const Result<void>& result) {
        message = result ? "written" : describe(result.error());
    });
    QTRY_COMPARE(message, std::string("the view charts has no table"));
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
    ExportDialog dialog(QStringLiteral("name"), QStringLiteral("/tmp/last.csv"), true, nullptr);
    QCOMPARE(dialog.file(), QStringLiteral("/tmp/name.csv"));
    ExportDialog picture(QStringLiteral("name"), QStringLiteral("/tmp/last.csv"), false, nullptr);
    QCOMPARE(picture.file(), QStringLiteral("/tmp/name.png"));
}

QTEST_MAIN(ExportTest)
#include "tst_export.moc"
