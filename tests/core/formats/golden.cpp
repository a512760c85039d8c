// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/core/formats/golden.h"

#include "core/formats/input_reader.h"
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

    QString describeBuild(const Build& build)
    {
        QStringList parts{QStringLiteral("build")};
        for (const Text& part : {build.architecture, build.configName, build.compiler}) {
            parts << (part ? text(*part) : QStringLiteral("-"));
        }
        parts << (build.status ? text(build.status->text) : QStringLiteral("none"));
        if (build.duration) {
            parts << text(build.duration->text) + QStringLiteral(" s");
        }
        return parts.join(u' ');
    }

    QString describeDocument(const Document& document)
    {
        QStringList lines;
        for (const Build& build : document.builds) {
            lines << describeBuild(build);
        }
        for (const Test& test : document.tests) {
            lines << describeTest(test);
        }
        for (const auto& [key, count] : document.warnings) {
            lines << QStringLiteral("warning %1 %2").arg(text(key)).arg(count);
        }
        return lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
    }

    QString describeRefusal(const Refusal& refusal)
    {
        return QStringLiteral("refused %1 %2\n").arg(text(refusal.rule), text(refusal.pointer));
    }

    QString describeInput(const formats::Input& input)
    {
        const formats::Format* format = formats::sniff(input.bytes.substr(0, 8192), input.path);
        if (format == nullptr) {
            return QStringLiteral("not recognised\n");
        }
        const auto result = format->read(input, {}, TaskContext());
        if (!result) {
            return text(format->name) + u'\n' + describeRefusal(result.error());
        }
        const std::string problem = kcidbProblem(*result);
        return text(format->name) + u'\n' + describeDocument(*result)
            + (problem.empty() ? QString() : QStringLiteral("NOT VALID: ") + text(problem) + u'\n');
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

void compareGolden(const QString& folder)
{
    const QDir data(folder);
    const QStringList inputs = data.entryList({QStringLiteral("input.*")}, QDir::Files);
    QCOMPARE(inputs.size(), 1);
    const std::string path = data.filePath(inputs.first()).toStdString();
    const auto place = [&path](const std::string& full) {
        return full.size() > path.size()
            ? text(full).mid(static_cast<qsizetype>(path.size())) + u' '
            : QString();
    };
    QString actual;
    formats::InputSink sink;
    sink.onInput = [&](formats::Input&& input) -> Result<void> {
        actual += place(input.path) + describeInput(input);
        return {};
    };
    sink.onRefusal = [&](const std::string& where, Refusal&& refusal,
                         std::string_view) -> Result<void> {
        actual += place(where) + describeRefusal(refusal);
        return {};
    };
    QVERIFY(formats::InputReader().read(path, sink, TaskContext()));
    QVERIFY2(!actual.contains(QStringLiteral("NOT VALID")), qPrintable(actual));
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
