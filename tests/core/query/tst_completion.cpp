// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/completion.h"

#include <QTest>

using namespace cboard::query;

class CompletionTest : public QObject {
    Q_OBJECT

private slots:
    void contextIsWhatIsBeingTyped_data();
    void contextIsWhatIsBeingTyped();
    void keysAndFixedWordsAreKnownHere();
    void valuesAreQuotedToBeReadAsThemselves();
};

void CompletionTest::contextIsWhatIsBeingTyped_data()
{
    QTest::addColumn<QByteArray>("text"); // The cursor stands at the end.
    QTest::addColumn<int>("place");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<int>("begin");
    const auto row = [](const char* text, CompletionPlace place, const char* key,
                        const char* prefix, int begin) {
        QTest::newRow(text) << QByteArray(text) << int(place) << QByteArray(key)
                            << QByteArray(prefix) << begin;
    };
    row("", CompletionPlace::Key, "", "", 0);
    row("st", CompletionPlace::Key, "", "st", 0);
    row("arch:arm64 -st", CompletionPlace::Key, "", "st", 12);
    row("status:", CompletionPlace::Value, "status", "", 7);
    row("status:fail,pa", CompletionPlace::Value, "status", "pa", 12);
    row("lab:-lab", CompletionPlace::Value, "lab", "lab", 5);
    row("config:\"def con", CompletionPlace::Value, "config", "def con", 7);
    row("config:a ", CompletionPlace::Key, "", "", 9);
    row("log:/pan ic", CompletionPlace::None, "log", "", 5);
    row("nokey:x", CompletionPlace::Key, "", "nokey:x", 0);
    row("since:2025-07-01T12:", CompletionPlace::Value, "since", "2025-07-01T12:", 6);
}

void CompletionTest::contextIsWhatIsBeingTyped()
{
    QFETCH(QByteArray, text);
    QFETCH(int, place);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, prefix);
    QFETCH(int, begin);
    const std::string full = text.toStdString() + " later";
    const auto context = completionContext(full, std::size_t(text.size()));
    QCOMPARE(int(context.place), place);
    QCOMPARE(std::string(filterKeyText(context.key)), key.toStdString());
    if (context.place != CompletionPlace::None) {
        QCOMPARE(context.prefix, prefix.toStdString());
        QCOMPARE(int(context.replaceBegin), begin);
    }
    QCOMPARE(int(context.replaceEnd), int(text.size()));
}

void CompletionTest::keysAndFixedWordsAreKnownHere()
{
    const auto keys = staticCompletions(completionContext("s", 1));
    QCOMPARE(keys.size(), std::size_t(5));
    QCOMPARE(keys.front().text, std::string("status:"));
    const auto values = staticCompletions(completionContext("is:n", 4));
    QCOMPARE(values.size(), std::size_t(2));
    QVERIFY(staticCompletions(completionContext("tree:n", 6)).empty());
    QVERIFY(staticCompletions(completionContext("log:/x", 1000)).empty());
}

void CompletionTest::valuesAreQuotedToBeReadAsThemselves()
{
    QCOMPARE(quoteValue(FilterKey::Config, "defconfig+debug"), std::string("defconfig+debug"));
    QCOMPARE(quoteValue(FilterKey::Config, "a b"), std::string("\"a b\""));
    QCOMPARE(quoteValue(FilterKey::Path, "x*"), std::string("x\\*"));
    QCOMPARE(quoteValue(FilterKey::Word, "a:b"), std::string("\"a:b\""));
}

QTEST_GUILESS_MAIN(CompletionTest)
#include "tst_completion.moc"
