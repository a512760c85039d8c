// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/own_rules.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::service;

class OwnRulesTest : public QObject {
    Q_OBJECT

private slots:
    void withoutAFileTheShippedRulesHold();
    void addedRulesComeFirstAndStay();
    void aMistakeIsRefusedWithItsPlaceAndNothingIsWritten();
    void aMistakeInTheFileIsSaidWithItsName();

private:
    std::filesystem::path store() const
    {
        return std::filesystem::path(m_folder.path().toStdString())
            / (std::string(QTest::currentTestFunction()) + ".db");
    }
    QTemporaryDir m_folder;
};

void OwnRulesTest::withoutAFileTheShippedRulesHold()
{
    const auto shipped = logs::RuleSet::shipped().value();
    QCOMPARE(logRules(store()).value(), shipped);
    QCOMPARE(logRules({}).value(), shipped);
}

void OwnRulesTest::addedRulesComeFirstAndStay()
{
    QVERIFY(addOwnRules(store(), "[own.one]\nstart = one").has_value());
    QVERIFY(addOwnRules(store(), "[own.two]\nstart = two\n").has_value());
    const auto rules = logRules(store());
    QVERIFY(rules.has_value());
    QCOMPARE((*rules)->rules().at(0).kind, "own.one");
    QCOMPARE((*rules)->rules().at(1).kind, "own.two");
    QVERIFY((*rules)->rules().size() > 10);
    QCOMPARE(ownRulesText(store()).value(), "[own.one]\nstart = one\n\n[own.two]\nstart = two\n");
    QCOMPARE(logRules(store()).value(), *rules); // Not compiled again.
}

void OwnRulesTest::aMistakeIsRefusedWithItsPlaceAndNothingIsWritten()
{
    const auto added = addOwnRules(store(), "[own.one]\nseverity = bad\nstart = one\n");
    QVERIFY(!added.has_value());
    QCOMPARE(added.error().kind, ErrorKind::Parse);
    QVERIFY(added.error().message.starts_with("line 2, column 12: "));
    QVERIFY(!std::filesystem::exists(ownRulesFile(store())));
}

void OwnRulesTest::aMistakeInTheFileIsSaidWithItsName()
{
    const std::filesystem::path path = ownRulesFile(store());
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[own.one]\nstart = a(\n");
    file.close();
    const auto rules = logRules(store());
    QVERIFY(!rules.has_value());
    QVERIFY(describe(rules.error()).find(path.string()) != std::string::npos);
    QVERIFY(describe(rules.error()).find("line 2, column 9") != std::string::npos);
    QVERIFY(!addOwnRules(store(), "[own.two]\nstart = two\n").has_value());
}

QTEST_GUILESS_MAIN(OwnRulesTest)
#include "tst_own_rules.moc"
