// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/yaml/yaml_text.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cboard;
using namespace cboard::formats;

namespace {

std::string jsonOf(const ValueTree& tree)
{
    std::string out;
    appendJson(out, tree.root());
    return out;
}

/// The tree as JSON, or the problem's rule.
std::string anyAsJson(std::string_view yaml, const Limits& limits = formats::limits())
{
    Arena arena;
    ValueTree tree;
    const auto problem = readAnyYaml(yaml, arena, limits, tree);
    return problem ? problem->rule : jsonOf(tree);
}

/// The same by the parser of the subset; empty when the text is outside of it.
std::string regularAsJson(std::string_view yaml)
{
    Arena arena;
    ValueTree tree;
    return readRegularYaml(yaml, arena, formats::limits(), tree) ? jsonOf(tree) : std::string();
}

/// Every YAML text of the samples: definitions and results.
QList<std::pair<QString, QByteArray>> sampleTexts()
{
    QList<std::pair<QString, QByteArray>> texts;
    for (const QString& folder : {QStringLiteral(CBOARD_SHARED_DATA "/lava/callback"),
                                  QStringLiteral(CBOARD_TEST_DATA "/lava")}) {
        QDirIterator files(folder, {QStringLiteral("*.json")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) {
                continue;
            }
            const QJsonObject job = QJsonDocument::fromJson(file.readAll()).object();
            texts.append({file.fileName(), job[QStringLiteral("definition")].toString().toUtf8()});
            const QJsonObject results = job[QStringLiteral("results")].toObject();
            for (auto suite = results.begin(); suite != results.end(); ++suite) {
                texts.append({file.fileName() + suite.key(), suite->toString().toUtf8()});
            }
        }
    }
    return texts;
}

} // namespace

class YamlTextTest : public QObject {
    Q_OBJECT

private slots:
    void bothParsersGiveTheSameTree_data();
    void bothParsersGiveTheSameTree();
    void bothParsersAgreeOnTheSamples();
    void theSubsetIsNoWider_data();
    void theSubsetIsNoWider();
    void objectTagsGiveTheirInnerScalar();
    void aliasesAreCopied();
    void aliasBombIsALimit();
    void deepNestingIsALimit();
    void brokenTextNamesItsLine();
    void emptyTextIsNull();
};

void YamlTextTest::bothParsersGiveTheSameTree_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* name, const char* yaml, const char* json) {
        QTest::newRow(name) << QByteArray(yaml) << QByteArray(json);
    };
    row("map", "a: 1\nb: 'x'\nc: text here\n", R"({"a":1,"b":"x","c":"text here"})");
    row("no last line end", "a: 1", R"({"a":1})");
    row("list", "- a\n- 'b'\n- 3\n", R"(["a","b",3])");
    row("list of maps", "- a: 1\n  b: 2\n- a: 3\n", R"([{"a":1,"b":2},{"a":3}])");
    row("list below its key, not indented", "a:\n- 1\n- 2\nb: 3\n", R"({"a":[1,2],"b":3})");
    row("list below its key, indented", "a:\n  - 1\n  - 2\nb: 3\n", R"({"a":[1,2],"b":3})");
    row("list in list", "- - a\n  - b\n- c\n", R"([["a","b"],"c"])");
    row("maps in maps", "a:\n  b:\n    c: d\n  e: f\n", R"({"a":{"b":{"c":"d"},"e":"f"}})");
    row("flow", "{a: 1, b: [x, 'y, z', {}], c.d: e}\n", R"({"a":1,"b":["x","y, z",{}],"c.d":"e"})");
    row("flow over lines", "a: {b: one two\n    three, c: 'four\n    five'}\n",
        R"({"a":{"b":"one two three","c":"four five"}})");
    row("flow list over lines", "a: [b,\n  c\n  ]\n", R"({"a":["b","c"]})");
    row("plain over lines", "a: one\n  two\n  three\nb: c\n", R"({"a":"one two three","b":"c"})");
    row("quoted over lines", "a: 'one\n  two'\n", R"({"a":"one two"})");
    row("doubled quote", "a: 'it''s'\n", R"({"a":"it's"})");
    row("quoted key", "'a: b': c\n", R"({"a: b":"c"})");
    row("nulls", "a:\nb: null\nc: ~\nd: 'null'\n", R"({"a":null,"b":null,"c":null,"d":"null"})");
    row("words and numbers", "a: true\nb: 0E-10\nc: 012\nd: 1.5\ne: -3\nf: 2.4.4\n",
        R"({"a":true,"b":0E-10,"c":"012","d":1.5,"e":-3,"f":"2.4.4"})");
    row("url and times", "a: http://x/y?z\nb: 10:20:30\nc: -dash\nd: a#b\n",
        R"({"a":"http://x/y?z","b":"10:20:30","c":"-dash","d":"a#b"})");
    row("empty collections", "a: {}\nb: []\n", R"({"a":{},"b":[]})");
    row("dash in the second line", "- a\n  - b\n", R"(["a - b"])");
    row("empty list", "[]\n", "[]");
}

void YamlTextTest::bothParsersGiveTheSameTree()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QByteArray, json);
    QCOMPARE(QByteArray::fromStdString(anyAsJson(yaml.toStdString())), json);
    QCOMPARE(QByteArray::fromStdString(regularAsJson(yaml.toStdString())), json);
}

void YamlTextTest::bothParsersAgreeOnTheSamples()
{
    const auto texts = sampleTexts();
    if (texts.isEmpty()) {
        QSKIP("needs the sample data folder: set CBOARD_SHARED_DATA");
    }
    for (const auto& [name, text] : texts) {
        const std::string regular = regularAsJson(text.toStdString());
        if (!regular.empty()) {
            QCOMPARE(regular, anyAsJson(text.toStdString()));
        } else if (name.contains(QStringLiteral("/lava/callback/"))) {
            QFAIL(qPrintable(name + QStringLiteral(" is outside the subset")));
        }
    }
}

void YamlTextTest::theSubsetIsNoWider_data()
{
    QTest::addColumn<QByteArray>("yaml");
    int number = 0;
    for (const char* yaml :
         {"a: !tag b\n",    "a: &x b\n",  "a: *x\n",     "a: |\n  b\n",     "a: >\n  b\n",
          "a: \"b\"\n",     "a: b # c\n", "# c\na: b\n", "---\na: b\n",     "a: b\n...\n",
          "a:\tb\n",        "a: b\r\n",   "? a\n: b\n",  "a: 'b\n\n  c'\n", "a: b\n\nc: d\n",
          "a: b\n  c: d\n", "a: b: c\n",  "a\n",         "{a}\n",           "{a: b",
          "[a, b\n",        "{a: b,}\n",  "[a,,b]\n",    "- a\nb: c\n",     "a: b\n- c\n",
          "a: 'b' c\n",     "a: %b\n",    "a: @b\n",     "a: `b\n",         "a: \xc3\xa9\n",
          "a: b\x01\n",     "a: [b]c\n",  "a: 'b\n",     " a: b\n",         "-\n  a: b\n",
          "a: - b\n"}) {
        QTest::addRow("%d", ++number) << QByteArray(yaml);
    }
}

void YamlTextTest::theSubsetIsNoWider()
{
    QFETCH(QByteArray, yaml);
    QVERIFY(regularAsJson(yaml.toStdString()).empty());
}

void YamlTextTest::objectTagsGiveTheirInnerScalar()
{
    QCOMPARE(anyAsJson("a: !!python/object/apply:decimal.Decimal [\"2\"]\n"),
             std::string(R"({"a":"2"})"));
    QCOMPARE(anyAsJson("a: !!python/object/apply:os.system\n- rm -rf x\nb: 1\n"),
             std::string(R"({"a":"rm -rf x","b":1})"));
    QCOMPARE(anyAsJson("a: !!python/unicode 'b'\n"), std::string(R"({"a":"b"})"));
    QCOMPARE(anyAsJson("a: !!python/tuple [b, c]\n"), std::string(R"({"a":["b","c"]})"));
    QCOMPARE(anyAsJson("a: !!python/object:x.Y {b: c}\n"), std::string(R"({"a":{"b":"c"}})"));
}

void YamlTextTest::aliasesAreCopied()
{
    QCOMPARE(anyAsJson("a: &x {b: [1, {c: d}]}\ne: *x\nf: [*x]\n"),
             std::string(R"({"a":{"b":[1,{"c":"d"}]},"e":{"b":[1,{"c":"d"}]},)"
                         R"("f":[{"b":[1,{"c":"d"}]}]})"));
    QCOMPARE(anyAsJson("&k a: &v b\n*k : *v\n"), std::string(R"({"a":"b","a":"b"})"));
    QCOMPARE(anyAsJson("a: &x [*x]\n"), std::string("limit"));
}

void YamlTextTest::aliasBombIsALimit()
{
    std::string yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int k = 0; k < 9; ++k) {
            yaml += before + ", ";
        }
        yaml += before + "]\n";
    }
    QCOMPARE(anyAsJson(yaml), std::string("limit"));
}

void YamlTextTest::deepNestingIsALimit()
{
    const std::string open(10'000, '[');
    const std::string close(10'000, ']');
    for (const std::string& yaml : {open, open + close, "a: " + open + close}) {
        QCOMPARE(anyAsJson(yaml), std::string("limit"));
        QVERIFY(regularAsJson(yaml).empty());
    }
    std::string blocks;
    for (int i = 0; i < 2000; ++i) {
        blocks += "- ";
    }
    QVERIFY(regularAsJson(blocks + "a\n").empty());
    QCOMPARE(anyAsJson(blocks + "a\n"), std::string("limit"));
}

void YamlTextTest::brokenTextNamesItsLine()
{
    Arena arena;
    ValueTree tree;
    const auto problem = readYaml("a: b\nc: [d\ne: f\n", arena, formats::limits(), tree);
    QVERIFY(problem);
    QCOMPARE(problem->rule, std::string("syntax"));
    QVERIFY(problem->line >= 2);
}

void YamlTextTest::emptyTextIsNull()
{
    QCOMPARE(anyAsJson(""), std::string("null"));
    QCOMPARE(anyAsJson("---\na: b\n---\nc: d\n"), std::string("syntax"));
}

QTEST_GUILESS_MAIN(YamlTextTest)
#include "tst_yaml_text.moc"
