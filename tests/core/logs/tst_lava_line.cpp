// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/lava_line.h"
#include "core/logs/line_decoder.h"

#include <QFile>
#include <QFileInfo>
#include <QObject>
#include <QTest>

#include <string>
#include <vector>

using namespace cboard;
using namespace cboard::logs;

namespace {

LavaLine decoded(std::string_view line)
{
    LavaLine result;
    decodeLavaLine(line, result);
    return result;
}

QString dispatcherLog(const char* name)
{
    return QStringLiteral(CBOARD_SHARED_DATA "/lava/dispatcher-log/%1").arg(QLatin1String(name));
}

} // namespace

class LavaLineTest : public QObject {
    Q_OBJECT

private slots:
    void ordinaryLineGivesTimeLevelAndMessage()
    {
        const LavaLine line = decoded("- {\"dt\": \"2020-11-04T16:44:33.748077\", \"lvl\": "
                                      "\"info\", \"msg\": \"start: 0 \\\"validate\\\"\"}");
        QCOMPARE(line.level, LavaLevel::Info);
        QCOMPARE(line.message, std::string("start: 0 \"validate\""));
        QVERIFY(line.time);
        QCOMPARE(formatIso(*line.time), std::string("2020-11-04T16:44:33.748077Z"));
    }

    void escapesAreDecoded()
    {
        const LavaLine line = decoded("- {\"dt\": \"x\", \"lvl\": \"target\", \"msg\": "
                                      "\"a\\u001b[1m\\x41\\t\\ud83d\\ude00\\ud800!\\0\"}");
        QCOMPARE(line.message, std::string("a\x1b[1mA\t\xF0\x9F\x98\x80\xEF\xBF\xBD!\0", 16));
        QVERIFY(!line.time);
    }

    void singleQuotesAndPlainScalarsAreRead()
    {
        const LavaLine line =
            decoded("- {dt: '2022-01-01T00:00:00', lvl: error, msg: 'it''s late'}");
        QCOMPARE(line.level, LavaLevel::Error);
        QCOMPARE(line.message, std::string("it's late"));
        QVERIFY(line.time);
    }

    void objectMessagesBecomePairs()
    {
        const LavaLine line = decoded("- {\"dt\": \"2020-09-10T00:33:23.835066\", \"lvl\": "
                                      "\"results\", \"msg\": {\"case\": \"crit\", "
                                      "\"measurement\": !!python/object/apply:decimal.Decimal "
                                      "[\"1\"], \"extra\": {\"a\": [1, \"}\"]}}}");
        QCOMPARE(line.level, LavaLevel::Results);
        QVERIFY(line.isObject);
        QCOMPARE(line.message,
                 std::string("case: crit  measurement: 1  extra: {\"a\": [1, \"}\"]}"));
    }

    void listMessagesKeepTheirSpelling()
    {
        const LavaLine line =
            decoded("- {\"dt\": \"x\", \"lvl\": \"debug\", \"msg\": [\"a\", \"b\"]}");
        QCOMPARE(line.message, std::string("[\"a\", \"b\"]"));
        QVERIFY(!line.isObject);
    }

    void namespaceIsKept()
    {
        const LavaLine line = decoded(
            "- {\"dt\": \"x\", \"lvl\": \"feedback\", \"msg\": \"hello\", \"ns\": \"docker\"}");
        QCOMPARE(line.level, LavaLevel::Feedback);
        QCOMPARE(line.deviceNamespace, std::string("docker"));
    }

    void unknownLevelKeepsItsWord()
    {
        const LavaLine line =
            decoded("- {\"dt\": \"x\", \"lvl\": \"chatter\", \"msg\": \"hello\"}");
        QCOMPARE(line.level, LavaLevel::Other);
        QCOMPARE(line.levelText, std::string("chatter"));
    }

    void brokenLinesStayAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("text") << QByteArray("Traceback (most recent call last):");
        QTest::newRow("cut in the message")
            << QByteArray("- {\"dt\": \"x\", \"lvl\": \"info\", \"msg\": \"ha");
        QTest::newRow("cut after a backslash")
            << QByteArray("- {\"dt\": \"x\", \"lvl\": \"info\", \"msg\": \"\\");
        QTest::newRow("no message") << QByteArray("- {\"dt\": \"x\", \"lvl\": \"info\"}");
        QTest::newRow("two items") << QByteArray("- {\"dt\": \"x\", \"lvl\": \"info\", \"msg\": "
                                                 "\"a\"} - {\"lvl\": \"info\", \"msg\": \"b\"}");
        QTest::newRow("open bracket") << QByteArray("- {\"lvl\": \"info\", \"msg\": [[[[");
        QTest::newRow("bad hex") << QByteArray("- {\"lvl\": \"info\", \"msg\": \"\\u12\"}");
        QTest::newRow("quote escaped in the level")
            << QByteArray(R"(- {"dt": "2020", "lvl": "target\", "msg": "0"})");
        QTest::newRow("dash only") << QByteArray("-");
        QTest::newRow("empty") << QByteArray("");
    }
    void brokenLinesStayAsTheyAre()
    {
        QFETCH(QByteArray, line);
        const LavaLine result = decoded(std::string_view(line.constData(), size_t(line.size())));
        QCOMPARE(result.level, LavaLevel::Unparsed);
        QCOMPARE(result.message, line.toStdString());
        QCOMPARE(lavaLevelOf(line.toStdString()), LavaLevel::Unparsed);
    }

    void lostEscapeCharactersArePutBack_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("restored");
        const auto add = [](const char* message, const char* restored) {
            QTest::newRow(message) << QByteArray(message) << QByteArray(restored);
        };
        add("[[0;1;31mFAILED[0m] Failed", "[\x1b[0;1;31mFAILED\x1b[0m] Failed");
        add("[0;32m  OK  [0m", "\x1b[0;32m  OK  \x1b[0m");
        add("[K[ [0;31m*[0m", "\x1b[K[ \x1b[0;31m*\x1b[0m");
        add("[2J[1;1H[0m", "\x1b[2J\x1b[1;1H\x1b[0m");
        add("[38;5;208mx[m", "\x1b[38;5;208mx[m");
        add("[?7l[2J<5>", "\x1b[?7l\x1b[2J<5>");
        // What only looks like it.
        add("[mem 0x0-0x1]", "[mem 0x0-0x1]");
        add("a wire of [5m], [12m] or [4K]", "a wire of [5m], [12m] or [4K]");
        add("[Kernel] [K", "[Kernel] [K");
        add("[", "[");
        add("[0;1", "[0;1");
    }
    void lostEscapeCharactersArePutBack()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, restored);
        const std::string line =
            "- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"target\", \"msg\": \""
            + message.toStdString() + "\"}";
        QCOMPARE(decoded(line).message, restored.toStdString());
    }

    void noColourIsLeftInRealLogs()
    {
        QFile log(dispatcherLog("fail-1.yaml"));
        if (!log.open(QIODevice::ReadOnly)) {
            QSKIP("the shared LAVA logs are not on this machine");
        }
        RowDecoder decoder(RowFormat::Lava);
        DecodedRow row;
        int coloured = 0;
        while (!log.atEnd()) {
            decoder.decode(log.readLine().toStdString(), row);
            QVERIFY2(row.text.find("[0m") == std::string::npos
                         && row.text.find("[0;1;31m") == std::string::npos,
                     row.text.c_str());
            coloured += row.spans.empty() ? 0 : 1;
        }
        QVERIFY(coloured > 10);
    }

    void textHasOneLineForEachMessageLine()
    {
        std::vector<std::string> lines;
        lavaToText(
            "- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"target\", \"msg\": \"a\\r\\nb\"}\r\n"
            "\n"
            "- {\"lvl\": \"info\", \"msg\": \"\"}\n"
            "broken",
            [&lines](std::string_view line) { lines.emplace_back(line); });
        QCOMPARE(lines, (std::vector<std::string>{"a", "b", "", "broken"}));
    }

    void textCanCarryTimeAndLevelAndStops()
    {
        std::vector<std::string> lines;
        lavaToText("- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"target\", \"msg\": \"a\\nb\"}\n"
                   "never reached",
                   LavaTextOptions{.withTime = true, .withLevel = true},
                   [&lines](std::string_view line) {
                       lines.emplace_back(line);
                       return lines.size() < 2;
                   });
        QCOMPARE(lines,
                 (std::vector<std::string>{"2020-01-01T00:00:00Z target a",
                                           "2020-01-01T00:00:00Z target b"}));
    }

    void realLogsHaveTheKnownLevels_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<int>>("counts"); // In the order of LavaLevel.
        QTest::newRow("pass-1") << dispatcherLog("pass-1.yaml")
                                << QList<int>{1011, 7, 0, 227, 41, 15, 0, 2, 0, 0, 0, 0};
        QTest::newRow("fail-1") << dispatcherLog("fail-1.yaml")
                                << QList<int>{1556, 7, 3, 279, 35, 67, 0, 2, 3, 2, 0, 0};
        QTest::newRow("fail-4") << dispatcherLog("fail-4.yaml")
                                << QList<int>{95, 0, 24, 309, 44, 15, 0, 2, 2, 2, 0, 0};
        QTest::newRow("canceled-1")
            << dispatcherLog("canceled-1.yaml") << QList<int>{0, 0, 0, 22, 10, 5, 0, 0, 1, 3, 0, 0};
        QTest::newRow("levels-example") << dispatcherLog("levels-example.yaml")
                                        << QList<int>{1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0};
    }
    void realLogsHaveTheKnownLevels()
    {
        QFETCH(QString, file);
        QFETCH(QList<int>, counts);
        QFile log(file);
        if (!log.open(QIODevice::ReadOnly)) {
            QSKIP("the shared LAVA logs are not on this machine");
        }
        LavaLevelCounts found;
        LavaLevelCounts foundQuickly;
        while (!log.atEnd()) {
            const QByteArray line = log.readLine();
            const std::string_view bytes(line.constData(), size_t(line.size()));
            ++found[decoded(bytes).level];
            ++foundQuickly[lavaLevelOf(bytes)];
        }
        QCOMPARE(foundQuickly, found);
        for (std::size_t i = 0; i < LavaLevelCount; ++i) {
            QCOMPARE(found.byLevel[i], std::int64_t{counts[int(i)]});
        }
    }
};

QTEST_GUILESS_MAIN(LavaLineTest)
#include "tst_lava_line.moc"
