// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/domain/record_fields.h"

#include <QSet>
#include <QString>
#include <QTest>

using namespace cboard;

namespace {

template <typename Record>
QStringList keysOf()
{
    static constexpr std::array Parents = {"", "environment.", "number.", "culprit."};
    QStringList keys;
    forEachField<Record>([&keys](const auto& field) {
        keys += QString::fromLatin1(Parents.at(static_cast<std::size_t>(field.parent)))
            + QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size()));
    });
    return keys;
}

} // namespace

class RecordFieldsTest : public QObject {
    Q_OBJECT

private slots:
    void everyFieldOfTheSchemaIsListedOnce();
    void identityAndLinksAreRequired();
};

void RecordFieldsTest::everyFieldOfTheSchemaIsListedOnce()
{
    // The number of properties per kind in schema 5.3, nested ones counted singly.
    QCOMPARE(keysOf<Checkout>().size(), 21);
    QCOMPARE(keysOf<Build>().size(), 17);
    QCOMPARE(keysOf<Test>().size(), 19);
    QCOMPARE(keysOf<Issue>().size(), 11);
    QCOMPARE(keysOf<Incident>().size(), 9);
    const QStringList tests = keysOf<Test>();
    QCOMPARE(QSet<QString>(tests.begin(), tests.end()).size(), tests.size());
    QVERIFY(tests.contains(QStringLiteral("environment.compatible")));
    QVERIFY(tests.contains(QStringLiteral("number.prefix")));
    QVERIFY(keysOf<Issue>().contains(QStringLiteral("culprit.harness")));
}

void RecordFieldsTest::identityAndLinksAreRequired()
{
    QStringList required;
    forEachField<Incident>([&required](const auto& field) {
        if (field.isRequired) {
            required +=
                QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size()));
        }
    });
    QCOMPARE(required,
             QStringList({QStringLiteral("id"), QStringLiteral("origin"),
                          QStringLiteral("issue_id"), QStringLiteral("issue_version")}));
}

QTEST_GUILESS_MAIN(RecordFieldsTest)
#include "tst_record_fields.moc"
