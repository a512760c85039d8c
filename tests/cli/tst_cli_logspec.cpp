// SPDX-License-Identifier: LGPL-2.1-or-later
// `cboard log analyze --logspec` prints what logspec printed for every sample log, whatever becomes
// of its line ends.
#include "tests/cli/cboard_runner.h"
#include "tests/core/logs/logspec/logspec_samples.h"

using namespace cboard::testing;

class CliLogspecTest : public QObject {
    Q_OBJECT
private slots:
    void printsWhatLogspecPrints_data() { addLogspecSamples(); }
    void printsWhatLogspecPrints();
    void cleanupTestCase();

private:
    void check(const QString& log, const QJsonObject& runs, const QString& lineEnds);

    CboardRunner m_cboard;
    int m_fullCount = 0;
    int m_briefCount = 0;
    int m_unstatedCount = 0; ///< Where logspec crashes: that the program does not is the claim.
};

void CliLogspecTest::printsWhatLogspecPrints()
{
    QFETCH(QString, path);
    const QJsonObject expected = readExpectation(path);
    const QString log = logOf(expected, path);
    const QJsonObject normalised = expected["runs"].toObject();
    check(log, normalised, "normalised");
    // Where nothing is stated for line ends that are kept, they make no difference.
    const QJsonObject kept = expected["without_newline_translation"].toObject();
    check(log, kept.isEmpty() ? normalised : kept, "kept");
}

void CliLogspecTest::check(const QString& log, const QJsonObject& runs, const QString& lineEnds)
{
    for (auto run = runs.begin(); run != runs.end(); ++run) {
        const QJsonObject wanted = run.value().toObject();
        const auto printed = [&](const QStringList& options) {
            const QStringList arguments{"--json",  "log",         "analyze", "--logspec",
                                        run.key(), "--line-ends", lineEnds,  log};
            const RunResult result = m_cboard.run(arguments + options);
            return result.exitCode == 0 ? result.json() : QJsonObject{{"failed", true}};
        };
        const QJsonObject full = printed({"--full"});
        QString wrong;
        if (wanted.contains("exception")) {
            ++m_unstatedCount;
            wrong = full.contains("failed") ? QStringLiteral("it failed") : QString();
        } else if (wanted.contains("brief")) {
            ++m_briefCount;
            wrong = difference(brief(full), wanted["brief"]);
        } else {
            ++m_fullCount;
            wrong = difference(full, wanted["full"]) + difference(printed({}), wanted["public"]);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(lineEnds + ' ' + run.key() + wrong));
    }
}

void CliLogspecTest::cleanupTestCase()
{
    qInfo("runs that equal logspec's: %d in full, %d in brief; %d on which logspec crashes",
          m_fullCount, m_briefCount, m_unstatedCount);
}

QTEST_GUILESS_MAIN(CliLogspecTest)
#include "tst_cli_logspec.moc"
