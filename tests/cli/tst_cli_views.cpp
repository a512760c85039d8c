// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QDir>
#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

/// Saved views as files that one store writes and another reads.
class CliViewsTest : public QObject {
    Q_OBJECT
private slots:
    void aFileBecomesASavedViewAndAFileAgain();
    void whatCannotBeReadIsNamed();
};

void CliViewsTest::aFileBecomesASavedViewAndAFileAgain()
{
    const CboardRunner cboard;
    const QByteArray text = "{\n  \"checkerboard_view\": 1,\n  \"name\": \"New boots\",\n"
                            "  \"view\": \"boots\",\n  \"state\": {\n    \"filter\": \"is:new\"\n"
                            "  }\n}\n";
    QVERIFY(QDir(cboard.path("")).mkpath("views"));
    cboard.write("views/mine.view.json", text);
    QCOMPARE(cboard.run({"generate", "--tests", "100", "--into-store", cboard.store()}).exitCode,
             0);
    QCOMPARE(cboard.run({"views", "import", cboard.path("views")}).exitCode, 0);
    const QJsonArray views = cboard.run({"--json", "views", "list"}).json()["views"].toArray();
    QCOMPARE(views.size(), 1);
    QCOMPARE(views[0]["address"].toString(), QString("checkerboard:boots?filter=is%3Anew"));
    QVERIFY(cboard.run({"views", "list"}).output.contains("New boots"));
    QCOMPARE(cboard.run({"views", "export", cboard.path("shared")}).exitCode, 0);
    QFile written(cboard.path("shared/New-boots.view.json"));
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), text);
}

void CliViewsTest::whatCannotBeReadIsNamed()
{
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"generate", "--tests", "100", "--into-store", cboard.store()}).exitCode,
             0);
    const QString file = cboard.write("torn.view.json", "{");
    const RunResult torn = cboard.run({"--json", "views", "import", file});
    QCOMPARE(torn.exitCode, 2); // Nothing was done.
    QVERIFY(torn.json()["problems"].toArray()[0].toString().contains("torn.view.json: line 1"));
    const RunResult missing = cboard.run({"views", "import", cboard.path("nowhere")});
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.errors.contains("nowhere: no such file"));
}

QTEST_GUILESS_MAIN(CliViewsTest)
#include "tst_cli_views.moc"
