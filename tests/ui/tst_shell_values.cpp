// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "ui/base/feature.h"
#include "ui/base/text_format.h"
#include "ui/base/view_state.h"

#include <QSet>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class ShellValuesTest : public QObject {
    Q_OBJECT

private slots:
    void addressRestoresTheState();
    void textThatIsNoAddressIsRefused_data();
    void textThatIsNoAddressIsRefused();
    void featureIdsAreUnique();
    void countsHaveThinSpaces();
    void durationsReadWell_data();
    void durationsReadWell();
    void agesAreRelativeForTwoDays();
};

void ShellValuesTest::addressRestoresTheState()
{
    ViewState state;
    state.view = QStringLiteral("boots");
    state.tree = QStringLiteral("stable-rc");
    state.branch = QStringLiteral("linux-6.12.y");
    state.repositoryUrl = QStringLiteral("https://git.example.org/a.git?x=1&y=2");
    state.revision = QStringLiteral("v6.12.9-45-g0f3a12c00000");
    state.filter = QStringLiteral("status:fail,error board:/rk3399.*/ \"two words\" 100% +ü#?");
    state.recordKind = RecordKind::Build;
    state.record = QStringLiteral("maestro:65a1&b=c");
    state.options.insert(QStringLiteral("sort"), QStringLiteral("name & worst"));
    const QString address = toAddress(state);
    QVERIFY2(!address.contains(QLatin1Char(' ')), qPrintable(address));
    const auto restored = fromAddress(address);
    QVERIFY(restored);
    QCOMPARE(toAddress(*restored), address);
    QVERIFY(*restored == state);
}

void ShellValuesTest::textThatIsNoAddressIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("web") << QStringLiteral("https://example.org/trees");
    QTest::newRow("no view") << QStringLiteral("checkerboard:?tree=mainline");
    QTest::newRow("words") << QStringLiteral("mainline/master");
}

void ShellValuesTest::textThatIsNoAddressIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!fromAddress(text));
}

void ShellValuesTest::featureIdsAreUnique()
{
    QSet<QString> ids;
    QSet<QString> shortcuts;
    for (const Feature& feature : featureRegistry()) {
        QVERIFY2(!ids.contains(feature.id), qPrintable(feature.id));
        ids.insert(feature.id);
        const QString keys = feature.shortcut.toString();
        QVERIFY2(keys.isEmpty() || !shortcuts.contains(keys), qPrintable(keys));
        shortcuts.insert(keys);
        QCOMPARE(findFeature(feature.id), &feature);
    }
    QCOMPARE(findFeature(QStringLiteral("no such view")), nullptr);
}

void ShellValuesTest::countsHaveThinSpaces()
{
    QCOMPARE(countText(7), QStringLiteral("7"));
    QCOMPARE(countText(28'013), QStringLiteral("28\u202F013"));
    QCOMPARE(countText(1'000'000), QStringLiteral("1\u202F000\u202F000"));
    QCOMPARE(countText(-1234), QStringLiteral("\u22121\u202F234"));
}

void ShellValuesTest::durationsReadWell_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << 0.35 << QStringLiteral("0.35 s");
    QTest::newRow("seconds") << 42.4 << QStringLiteral("42 s");
    QTest::newRow("minutes") << 125.0 << QStringLiteral("2 m 05 s");
    QTest::newRow("hours") << 3725.0 << QStringLiteral("1 h 02 m 05 s");
}

void ShellValuesTest::durationsReadWell()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(durationText(seconds), text);
}

void ShellValuesTest::agesAreRelativeForTwoDays()
{
    using namespace std::chrono;
    const Timestamp now = sys_days(year(2026) / March / 12) + hours(12);
    QCOMPARE(ageText(now - seconds(20), now), QStringLiteral("just now"));
    QCOMPARE(ageText(now - minutes(14), now), QStringLiteral("14 min ago"));
    QCOMPARE(ageText(now - hours(47), now), QStringLiteral("47 h ago"));
    QCOMPARE(ageText(now - hours(24 * 10), now), QStringLiteral("2 Mar 2026"));
    QCOMPARE(ageText(std::nullopt, now), QString());
}

CBOARD_UI_TEST_MAIN(ShellValuesTest)
#include "tst_shell_values.moc"
