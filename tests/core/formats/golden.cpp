// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/core/formats/golden.h"

#include "tests/core/formats/reading.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace cboard::test {

namespace {

    QString text(std::string_view view)
    {
        return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    }

    QString describeTest(const Test& test)
    {
        QString line = QStringLiteral("%1 %2").arg(
            test.status ? text(test.status->text) : QStringLiteral("none"), text(*test.path));
        if (test.duration) {
            line += QStringLiteral(" %1 s").arg(text(test.duration->text));
        }
        if (test.startTime) {
            line += u' ' + text(test.startTime->text);
        }
        if (test.comment) {
            line += QStringLiteral(" \"%1\"").arg(text(*test.comment));
        }
        return line;
    }

    QString describeResult(const formats::ReadResult& result)
    {
        if (!result) {
            const Refusal& refusal = result.error();
            return QStringLiteral("refused %1 %2\n").arg(text(refusal.rule), text(refusal.pointer));
        }
        QStringList lines;
        for (const Test& test : result->tests) {
            lines << describeTest(test);
        }
        for (const auto& [key, count] : result->warnings) {
            lines << QStringLiteral("warning %1 %2").arg(text(key)).arg(count);
        }
        return lines.join(u'\n') + u'\n';
    }

} // namespace

void addGoldenRows(const char* folder)
{
    const QDir data(QStringLiteral(CBOARD_TEST_DATA "/%1").arg(QLatin1String(folder)));
    const QStringList cases = data.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    QVERIFY2(!cases.isEmpty(), qPrintable(data.path()));
    for (const QString& name : cases) {
        QTest::newRow(qPrintable(name)) << data.filePath(name);
    }
}

void compareGolden(const char* format, const QString& folder)
{
    const QDir data(folder);
    const QStringList inputs = data.entryList({QStringLiteral("input.*")}, QDir::Files);
    QCOMPARE(inputs.size(), 1);
    const auto result = readFileAs(format, data.filePath(inputs.first()).toStdString());
    const QString actual = describeResult(result);
    if (result) {
        QCOMPARE(kcidbProblem(*result), std::string());
    }
    QFile file(data.filePath(QStringLiteral("expected.txt")));
    if (qEnvironmentVariableIsSet("CBOARD_UPDATE_GOLDEN")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(actual.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    QCOMPARE(actual, QString::fromUtf8(file.readAll()));
}

} // namespace cboard::test
