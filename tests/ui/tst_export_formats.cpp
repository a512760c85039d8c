// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "tests/ui/window_bench.h"
#include "ui/base/feature.h"
#include "ui/export/export_file.h"
#include "ui/export/exported_table.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// Each view in each format, read back: every row is there, however many, and nothing tells when
/// the file was written.
class ExportFormatsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void eachViewInEachFormat_data();
    void eachViewInEachFormat();

private:
    static qsizetype rowsIn(const QByteArray& bytes, ExportFormat format, const TableExport& table);
    static void checkPicture(const QByteArray& bytes, ExportFormat format, QSize size);

    QTemporaryDir m_folder;
    std::unique_ptr<test::WindowBench> m_bench;
};

void ExportFormatsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_bench = std::make_unique<test::WindowBench>(generate::Options{
        .seed = 7, .trees = 2, .revisions = 8, .tests = 40'000, .withLogs = true});
}

void ExportFormatsTest::cleanupTestCase()
{
    m_bench.reset();
}

/// As a reader of this format counts them.
qsizetype ExportFormatsTest::rowsIn(const QByteArray& bytes, ExportFormat format,
                                    const TableExport& table)
{
    const auto lines = [&bytes](const char* begin) {
        const auto all = bytes.split('\n');
        return std::count_if(all.begin(), all.end(),
                             [begin](const QByteArray& line) { return line.startsWith(begin); });
    };
    switch (format) {
    case ExportFormat::Json: {
        const QJsonObject json = QJsonDocument::fromJson(bytes).object();
        const QJsonArray rows = json[QStringLiteral("rows")].toArray();
        for (const QJsonValue& row : rows) {
            if (row.toArray().size() != std::ssize(table.columns)) {
                return -1;
            }
        }
        return rows.size();
    }
    case ExportFormat::Csv: {
        bool isQuoted = false; // A quoted cell may have lines.
        qsizetype rows = -1; // The heading.
        for (const char letter : bytes) {
            isQuoted = letter == '"' ? !isQuoted : isQuoted;
            rows += !isQuoted && letter == '\n' ? 1 : 0;
        }
        return rows;
    }
    case ExportFormat::Tsv:
        return bytes.count('\n') - 1;
    case ExportFormat::Markdown:
        return lines("| ") - 2; // Heading and rule.
    case ExportFormat::Html:
        return bytes.count("<tr") - 1;
    default: { // For a mail: what follows the rule, but for what it says it leaves out.
        const qsizetype rule = bytes.indexOf("\n--");
        const qsizetype begin = bytes.indexOf('\n', rule + 1);
        const qsizetype after = bytes.contains(" no room in a mail)\n") ? 2 : 0;
        return rule < 0 ? -1 : bytes.mid(begin + 1).count('\n') - after;
    }
    }
}

void ExportFormatsTest::checkPicture(const QByteArray& bytes, ExportFormat format, QSize size)
{
    if (format == ExportFormat::Png) {
        QCOMPARE(QImage::fromData(bytes, "PNG").size(), size * 2);
        QVERIFY(!bytes.contains("tIME") && !bytes.contains("tEXt"));
    } else if (format == ExportFormat::Svg) {
        QSvgRenderer svg(bytes);
        QVERIFY(svg.isValid());
        QCOMPARE(svg.viewBox().size(), size);
    } else {
        QVERIFY(bytes.startsWith("%PDF-") && bytes.trimmed().endsWith("%%EOF"));
        const auto dates = QRegularExpression(QStringLiteral("Date \\(D:(\\d+)"))
                               .match(QString::fromLatin1(bytes));
        QVERIFY(!dates.hasMatch()
                || dates.captured(1).count(QLatin1Char('0')) == dates.captured(1).size());
    }
    const QByteArray year = QByteArray::number(QDate::currentDate().year());
    QVERIFY(!bytes.contains(year + '-') && !bytes.contains("D:" + year));
}

void ExportFormatsTest::eachViewInEachFormat_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("suffix");
    for (const Feature& feature : featureRegistry()) {
        if (feature.scope == FeatureScope::Record) {
            continue;
        }
        for (const ExportFormatSpec& spec : exportFormats()) {
            QTest::addRow("%s, %s", qPrintable(feature.id), spec.suffix)
                << feature.id << QString::fromLatin1(spec.suffix);
        }
    }
}

void ExportFormatsTest::eachViewInEachFormat()
{
    QFETCH(const QString, view);
    QFETCH(const QString, suffix);
    ViewState state;
    state.view = view;
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    m_bench->open(state);
    const View& shown = *m_bench->window->currentView();
    const QString name = m_folder.filePath(view + QLatin1Char('.') + suffix);
    const ExportFormat format = *formatOfFile(name);
    const TableSource source = exportedTable(shown);
    const bool isPicture = exportFormat(format).isPicture;
    const auto job = fileJob(shown, *m_bench->window->currentView(), name, 2);
    if (!isPicture && !source) {
        QVERIFY(!job && job.error().kind == ErrorKind::Invalid);
        QVERIFY(view == QLatin1String("logsearch") || view == QLatin1String("saved")); // Empty.
        return;
    }
    QVERIFY(job);
    const auto written = (*job)({});
    QVERIFY2(written.has_value(), written ? "" : describe(written.error()).c_str());
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(bytes.size(), *written);
    if (isPicture) {
        checkPicture(bytes, format, shown.size());
        return;
    }
    const TableExport table = source({});
    QCOMPARE(rowsIn(bytes, format, table), std::ssize(table.rows));
}

CBOARD_UI_TEST_MAIN(ExportFormatsTest)
#include "tst_export_formats.moc"
