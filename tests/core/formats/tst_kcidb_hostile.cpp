// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_value.h"
#include "core/formats/kcidb/kcidb_records.h"
#include "core/formats/kcidb_reader.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace cboard;
using namespace cboard::formats;

/// Documents of strangers: each is refused with rule, place and sentence, or read as the
/// reference reads it.
class TestKcidbHostile : public QObject {
    Q_OBJECT

private slots:
    void folderCasesAreJudgedAsExpected_data();
    void folderCasesAreJudgedAsExpected();
    void cutAnywhereIsRefusedWithAPlace_data();
    void cutAnywhereIsRefusedWithAPlace();
    void changedBytesNeverMakeTheWaysDisagree();
    void deepNestingIsALimit_data();
    void deepNestingIsALimit();
    void longStringIsALimit();
    void manyRecordsAreALimit();
    void manyValuesOfATreeAreALimit();
    void stopIsHeeded();
};

namespace {

const QString Folder = QStringLiteral(CBOARD_TEST_DATA "/kcidb/");

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

ReadResult read(std::string_view bytes, KcidbPath path = KcidbPath::Fast)
{
    Input input;
    input.bytes = bytes;
    return readKcidbBy(path, input, {});
}

std::string describe(const ReadResult& result)
{
    if (result) {
        return "accepted";
    }
    const Refusal& refusal = result.error();
    return refusal.rule + " at '" + refusal.pointer + "' in line "
        + std::to_string(refusal.line.value_or(0));
}

} // namespace

void TestKcidbHostile::folderCasesAreJudgedAsExpected_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(Folder + "hostile").entryList({"*.json"}, QDir::Files);
    QVERIFY(names.size() > 70);
    for (const QString& name : names) {
        QTest::addRow("%s", qPrintable(name)) << name.chopped(5);
    }
}

void TestKcidbHostile::folderCasesAreJudgedAsExpected()
{
    QFETCH(QString, name);
    const QByteArray input = readAll(Folder + "hostile/" + name + ".json");
    const QByteArray expectedText = readAll(Folder + "hostile/" + name + ".expected");
    Arena arena;
    const auto expected = parseJson(view(expectedText), arena, Limits{});
    QVERIFY(expected.has_value());
    for (const KcidbPath path : {KcidbPath::Fast, KcidbPath::Tolerant}) {
        const ReadResult result = read(view(input), path);
        if (expected->find("valid")->boolean) {
            QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
            QCOMPARE(result->tests.size(),
                     static_cast<std::size_t>(expected->find("tests")->number));
            continue;
        }
        const std::string wanted = std::string(expected->find("rule")->text) + " at '"
            + std::string(expected->find("pointer")->text) + "' in line "
            + std::string(expected->find("line")->text);
        QCOMPARE(describe(result), wanted);
        QCOMPARE(result.error().format, std::string("kcidb"));
        QVERIFY(result.error().message.size() > 10);
    }
}

void TestKcidbHostile::cutAnywhereIsRefusedWithAPlace_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : QDir(Folder + "valid").entryList({"*.json"}, QDir::Files)) {
        QTest::addRow("%s", qPrintable(name)) << name;
    }
}

void TestKcidbHostile::cutAnywhereIsRefusedWithAPlace()
{
    QFETCH(QString, name);
    const QByteArray whole = readAll(Folder + "valid/" + name).trimmed();
    const ReadResult good = read(view(whole));
    QVERIFY2(good.has_value(), good ? "" : good.error().message.c_str());
    for (qsizetype length = 0; length < whole.size(); ++length) {
        // A copy of its own, so that a sanitizer sees a look beyond the end.
        const std::string cut(whole.constData(), static_cast<std::size_t>(length));
        const ReadResult result = read(cut);
        QVERIFY(!result);
        QVERIFY(result.error().rule == "syntax" || result.error().rule == "encoding");
        QVERIFY(result.error().line >= 1);
        QCOMPARE(describe(result), describe(read(cut, KcidbPath::Tolerant)));
    }
}

void TestKcidbHostile::changedBytesNeverMakeTheWaysDisagree()
{
    const QByteArray whole = readAll(Folder + "valid/v5.3_compact.json");
    const std::string_view replacements("\0\"\\{}[]:,0-eNt\x80\xFF\n ", 19);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const char c : replacements) {
            QByteArray changed = whole;
            changed[at] = c;
            const ReadResult fast = read(view(changed));
            const ReadResult tolerant = read(view(changed), KcidbPath::Tolerant);
            QCOMPARE(describe(fast), describe(tolerant));
        }
    }
}

void TestKcidbHostile::deepNestingIsALimit_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("opening");
    const QByteArray record = R"({"version":{"major":5,"minor":3},"tests":[{"id":"a:t","misc":)";
    QTest::newRow("lists at the top") << QByteArray() << QByteArray("[");
    QTest::newRow("objects at the top") << QByteArray() << QByteArray("{\"a\":");
    QTest::newRow("lists in misc") << record + "{\"a\":" << QByteArray("[");
    QTest::newRow("objects in misc") << record << QByteArray("{\"a\":");
    QTest::newRow("lists in an unknown property")
        << QByteArray("{\"version\":{\"major\":5},\"other\":") << QByteArray("[");
}

void TestKcidbHostile::deepNestingIsALimit()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, opening);
    const QByteArray deep = before + opening.repeated(10'000);
    for (const KcidbPath path : {KcidbPath::Fast, KcidbPath::Tolerant}) {
        const ReadResult result = read(view(deep), path);
        QVERIFY(!result);
        QCOMPARE(result.error().rule, std::string("limit"));
        QVERIFY(result.error().message.find("nested") != std::string::npos);
        QVERIFY(!result.error().pointer.empty());
    }
}

void TestKcidbHostile::longStringIsALimit()
{
    const QByteArray before =
        R"({"version":{"major":5,"minor":3},"tests":[{"id":"a:t","comment":")";
    const auto bytes = static_cast<qsizetype>(limits().stringBytes);
    for (const char* after : {"x\"", "\\n\"", "x"}) {
        const QByteArray text = before + QByteArray(bytes, 'x') + after;
        const ReadResult result = read(view(text));
        QVERIFY(!result);
        const bool isComplete = QByteArray(after).endsWith('"');
        QCOMPARE(result.error().rule, std::string(isComplete ? "limit" : "syntax"));
        QCOMPARE(result.error().pointer, std::string("/tests/0/comment"));
    }
}

void TestKcidbHostile::manyRecordsAreALimit()
{
    Limits few;
    few.recordsPerDocument = 3;
    std::string text = R"({"version":{"major":5,"minor":3},"incidents":[)";
    for (int i = 0; i < 4; ++i) {
        text += i > 0 ? "," : "";
        text += R"({"id":"a:n","origin":"a","issue_id":"a:i","issue_version":1})";
    }
    text += "]}";
    Document document;
    const auto result =
        kcidb::readRecords(text, kcidb::RecordChecks::All, few, TaskContext(), document);
    QVERIFY(result.outcome == kcidb::RecordsOutcome::BadJson);
    QCOMPARE(result.problem.rule, std::string_view("limit"));
}

void TestKcidbHostile::manyValuesOfATreeAreALimit()
{
    Limits few;
    few.jsonValues = 1000;
    const QByteArray text = "[" + QByteArray("0,").repeated(1000) + "0]";
    Arena arena;
    const auto value = parseJson(view(text), arena, few);
    QVERIFY(!value);
    QCOMPARE(value.error().rule, std::string("limit"));
    QVERIFY(parseJson(view(text), arena, Limits{}).has_value());
}

void TestKcidbHostile::stopIsHeeded()
{
    std::stop_source stop;
    stop.request_stop();
    Input input;
    input.bytes = R"({"version":{"major":5,"minor":3}})";
    const ReadResult result = readKcidb(input, {}, TaskContext(stop.get_token()));
    QVERIFY(!result);
    QCOMPARE(result.error().rule, std::string("cancelled"));
}

QTEST_GUILESS_MAIN(TestKcidbHostile)
#include "tst_kcidb_hostile.moc"
