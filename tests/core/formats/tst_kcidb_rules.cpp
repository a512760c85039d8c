// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_rules.h"
#include "core/formats/kcidb/kcidb_schema.h"
#include "core/formats/uri.h"

#include <QTest>

using namespace cboard::formats;
using namespace cboard::formats::kcidb;

class TestKcidbRules : public QObject {
    Q_OBJECT

private slots:
    void urisFollowTheirGrammar_data();
    void urisFollowTheirGrammar();
    void patternsMatchAsTheReference_data();
    void patternsMatchAsTheReference();
    void excerptsCountCharacters();
    void everyPropertyHasOneRulePerVersion();
};

void TestKcidbRules::urisFollowTheirGrammar_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    for (const char* good :
         {"https://example.org", "https://example.org/a/b.git?x=1&y=/?#top", "ftp://h/a",
          "urn:isbn:0451450523", "mailto:a@example.org", "a:", "file:///tmp/a", "x+y-1.2:z",
          "https://user:secret@example.org:8080/", "https://example.org:/", "https://[::1]/a",
          "https://[2001:db8::1]:80/", "https://[1:2:3:4:5:6:7:8]", "https://[::ffff:1.2.3.4]",
          "https://[v7.a:b]/", "https:///a", "https://a/%20%fF", "http://a//b//"}) {
        QTest::newRow(good) << QByteArray(good) << true;
    }
    for (const char* bad : {"",
                            "example.org",
                            ":a",
                            "1a:b",
                            "-a:b",
                            "a_b:c",
                            "https://a b",
                            "https://a/\xC3\xA9",
                            "https://a/%2",
                            "https://a/%zz",
                            "https://a/[b]",
                            "https://[::1",
                            "https://[1:2]/",
                            "https://[1::2::3]/",
                            "https://[12345::]/",
                            "https://[::1]a",
                            "https://a:b/",
                            "https://a@b@c/",
                            "a:\n",
                            "a:b#c#d",
                            "a:<b>",
                            "a:\"b\"",
                            "a:b\\c",
                            "a:{b}",
                            "a:b|c",
                            "https://[::1.2.3]",
                            "https://[::1.2.3.256]",
                            "https://[1:2:3:4:5:6:7::8]x"}) {
        QTest::newRow(bad) << QByteArray(bad) << false;
    }
}

void TestKcidbRules::urisFollowTheirGrammar()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    QCOMPARE(isUri(text.toStdString()), isGood);
}

void TestKcidbRules::patternsMatchAsTheReference_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("keyword");
    const auto row = [](Rule rule, const QByteArray& text, const char* keyword = "") {
        QTest::addRow("%d %s", static_cast<int>(rule), text.toPercentEncoding().constData())
            << static_cast<int>(rule) << text << QByteArray(keyword);
    };
    const QByteArray nul("a:b\0", 4);
    row(Rule::Text, nul, "pattern");
    row(Rule::Id, nul, "pattern");
    row(Rule::IdLine, nul);
    row(Rule::Id, "ci_1:");
    row(Rule::Id, "ci:a\nb\n");
    row(Rule::IdLine, "ci:a\nb", "pattern");
    row(Rule::IdLine, "ci:a\n");
    row(Rule::IdLine, "ci:a\n\n", "pattern");
    row(Rule::IdPrefix, "ci:a\nb");
    row(Rule::Id, "CI:a", "pattern");
    row(Rule::Id, ":a", "pattern");
    row(Rule::Id, "ci", "pattern");
    row(Rule::Origin, "", "pattern");
    row(Rule::Origin, "\n", "pattern");
    row(Rule::Origin, "ci\n");
    row(Rule::Origin, "ci\n\n", "pattern");
    row(Rule::OriginOrEmpty, "");
    row(Rule::Path, "");
    row(Rule::Path, "\n");
    row(Rule::Path, "a.b-c_D.1");
    row(Rule::Path, "a.", "pattern");
    row(Rule::Path, ".a", "pattern");
    row(Rule::Path, "a..b", "pattern");
    row(Rule::LoosePath, "..a..");
    row(Rule::LoosePath, "a b", "pattern");
    row(Rule::PatchsetHash, "");
    row(Rule::PatchsetHash, QByteArray(64, 'a'));
    row(Rule::PatchsetHash, QByteArray(63, 'a'), "pattern");
    row(Rule::CommitHash, QByteArray(40, '0') + '\n');
    row(Rule::CommitHash, QByteArray(40, 'A'), "pattern");
    row(Rule::RevisionId, QByteArray(40, '0') + '+' + QByteArray(64, 'f'));
    row(Rule::RevisionId, QByteArray(40, '0') + '+', "pattern");
    row(Rule::HttpsUrl, "https://a/b");
    row(Rule::HttpsUrl, "git://a/b", "pattern");
    row(Rule::HttpsUrl, "https://a b", "format");
    row(Rule::GitOrHttpsUrl, "git://a/b");
    row(Rule::GitOrHttpsUrl, "http://a/b", "pattern");
    row(Rule::Email, "@");
    row(Rule::Email, "a", "format");
    row(Rule::Status, "MISS");
    row(Rule::StatusWithoutMiss, "MISS", "enum");
    row(Rule::Status, "pass", "enum");
    row(Rule::NumberPrefix, "binary");
    row(Rule::NumberPrefix, "", "enum");
    row(Rule::FileName, "a b\n");
    row(Rule::FileName, "a/b", "pattern");
    row(Rule::FileName, "", "pattern");
    row(Rule::Compatible, "a,b,");
    row(Rule::Compatible, "a b", "pattern");
    row(Rule::DateTime, "2025-01-02t03:04:60.123456789z");
    row(Rule::DateTime, "2025-01-02T03:04:05", "format");
}

void TestKcidbRules::patternsMatchAsTheReference()
{
    QFETCH(int, rule);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, keyword);
    const RuleBreak broken = checkText(static_cast<Rule>(rule), text.toStdString());
    QCOMPARE(QByteArray::fromStdString(std::string(broken.keyword)), keyword);
    QCOMPARE(broken.expected.empty(), keyword.isEmpty());
}

void TestKcidbRules::excerptsCountCharacters()
{
    std::string wide;
    for (int i = 0; i < 16384; ++i) {
        wide += "한";
    }
    QVERIFY(checkText(Rule::Excerpt, wide).keyword.empty());
    QCOMPARE(checkText(Rule::Excerpt, wide + "x").keyword, std::string_view("maxLength"));
    QCOMPARE(checkText(Rule::AnyExcerpt, std::string(16385, '\0')).keyword,
             std::string_view("maxLength"));
}

void TestKcidbRules::everyPropertyHasOneRulePerVersion()
{
    for (int owner = 0; owner <= static_cast<int>(Owner::File); ++owner) {
        const auto properties = propertiesOf(static_cast<Owner>(owner));
        QVERIFY(!properties.empty());
        for (const Property& a : properties) {
            QVERIFY(a.since <= a.until);
            QVERIFY(findVersion(a.since.major, a.since.minor).has_value());
            QVERIFY(findVersion(a.until.major, a.until.minor).has_value());
            for (const Property& b : properties) {
                QVERIFY(&a == &b || a.key != b.key || a.until < b.since || b.until < a.since);
            }
        }
    }
    QVERIFY(!findVersion(1, 0).has_value());
    QVERIFY(!findVersion(4, 6).has_value());
}

QTEST_GUILESS_MAIN(TestKcidbRules)
#include "tst_kcidb_rules.moc"
