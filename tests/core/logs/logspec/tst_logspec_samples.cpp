// SPDX-License-Identifier: LGPL-2.1-or-later
// Every sample log, with every parser, gives what logspec itself gave.
#include "core/io/decompress.h"
#include "core/logs/logspec/kcidb_issues.h"
#include "core/logs/logspec/log_input.h"
#include "tests/core/logs/logspec/logspec_samples.h"

using namespace cboard;
using namespace cboard::logs;
using namespace cboard::logs::logspec;
using namespace cboard::testing;

namespace {

std::string unpacked(const QByteArray& bytes)
{
    const auto expansion = std::make_shared<io::Expansion>();
    auto source = io::openDecoded(
        io::openMemory({bytes.constData(), static_cast<std::size_t>(bytes.size())}, expansion),
        expansion, 2);
    std::string out;
    std::string piece(1 << 20, '\0');
    while (source) {
        const auto count = (*source)->read(piece.data(), piece.size());
        if (!count || *count == 0) {
            break;
        }
        out.append(piece, 0, *count);
    }
    return out;
}

QJsonObject parsed(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

} // namespace

class LogspecSamples : public QObject {
    Q_OBJECT

private slots:
    void givesWhatLogspecGives_data() { addLogspecSamples(); }
    void givesWhatLogspecGives();
    void filesTheIssuesOfProduction_data() { addLogspecSamples(); }
    void filesTheIssuesOfProduction();
};

void LogspecSamples::givesWhatLogspecGives()
{
    QFETCH(QString, path);
    const QJsonObject expected = readExpectation(path);
    const QString log = logOf(expected, path);
    const std::string bytes = unpacked(readFile(log));
    QCOMPARE(static_cast<int>(bytes.size()), expected["bytes"].toInt());

    const auto check = [&](const QJsonObject& runs, LineEnds lineEnds) {
        const std::string text = decodeLog(bytes, lineEnds);
        for (auto run = runs.begin(); run != runs.end(); ++run) {
            const auto analysis = analyze(run.key().toStdString(), text, TaskContext{});
            QVERIFY2(analysis.has_value(), qPrintable(run.key()));
            const QJsonObject wanted = run.value().toObject();
            if (wanted.contains("exception")) {
                continue; // That it does not crash is the claim.
            }
            const QJsonObject full = parsed(toJson(*analysis, Detail::Full));
            const QJsonObject open = parsed(toJson(*analysis, Detail::Public));
            QString wrong;
            if (wanted.contains("brief")) {
                wrong = difference(brief(full), wanted["brief"]);
            } else {
                wrong = difference(full, wanted["full"]) + difference(open, wanted["public"]);
            }
            QVERIFY2(wrong.isEmpty(), qPrintable(run.key() + wrong));
        }
    };
    check(expected["runs"].toObject(), LineEnds::Normalised);
    const QJsonObject kept = expected["without_newline_translation"].toObject();
    check(kept.isEmpty() ? expected["runs"].toObject() : kept, LineEnds::Kept);
}

void LogspecSamples::filesTheIssuesOfProduction()
{
    QFETCH(QString, path);
    const QJsonObject expected = readExpectation(path);
    const QJsonObject worker = expected["kcidb_worker"].toObject();
    if (worker.contains("exception")) {
        return;
    }
    const QString type = worker["test_type"].toString();
    const ResultKind kind = type == "build"
        ? ResultKind::Build
        : (type == "boot" ? ResultKind::Boot : ResultKind::Kselftest);
    const QString log = expected["log"].toString();
    // The worker normalises line ends of gzip files only.
    const LineEnds lineEnds = log.endsWith(".gz") ? LineEnds::Normalised : LineEnds::Kept;
    const std::string text = decodeLog(unpacked(readFile(logOf(expected, path))), lineEnds);
    const auto analysis = analyze(parserOf(kind), text, TaskContext{});
    QVERIFY(analysis.has_value());
    const WorkerReport report = reportOf(*analysis, kind, worker["origin"].toString().toStdString(),
                                         worker["result_id"].toString().toStdString());
    const QString wrong = difference(parsed(toJson(report)), worker);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

QTEST_GUILESS_MAIN(LogspecSamples)
#include "tst_logspec_samples.moc"
