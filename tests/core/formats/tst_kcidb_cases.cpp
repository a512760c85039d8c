// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/input_reader.h"
#include "core/formats/json/json_place.h"
#include "core/formats/kcidb_reader.h"
#include "core/formats/kcidb_writer.h"
#include "tests/core/formats/canonical_json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

#include <cstring>

using namespace cboard;
using namespace cboard::formats;
using cboard::testing::canonicalJson;

/// The verdicts and upgrades of the reference for the shared sample data.
class TestKcidbCases : public QObject {
    Q_OBJECT

private slots:
    void casesGetTheReferenceVerdict_data();
    void casesGetTheReferenceVerdict();
    void submissionsMeetTheirExpectations();
};

namespace {

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QString Folder = QStringLiteral(CBOARD_SHARED_DATA "/kcidb/");
constexpr const char* Absent = "the shared sample data of kcidb is not there; nothing compared";

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

Input inputOf(std::string_view bytes)
{
    Input input;
    input.bytes = bytes;
    return input;
}

/// The canonical form without empty lists, which records do not remember.
std::string canonicalRecords(std::string_view json)
{
    Arena arena;
    auto value = parseJson(json, arena, Limits{});
    if (!value) {
        return "not JSON";
    }
    std::erase_if(value->members, [](const JsonMember& member) {
        return member.value.isArray() && member.value.items.empty();
    });
    return canonicalJson(*value);
}

std::string pointerOf(const JsonValue& path)
{
    std::string pointer;
    for (const JsonValue& part : path.items) {
        pointer += '/' + pointerPart(part.text);
    }
    return pointer;
}

} // namespace

void TestKcidbCases::casesGetTheReferenceVerdict_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    for (const char* name : {"schema_cases", "upstream_examples"}) {
        const QByteArray bytes = readAll(Folder + "cases/" + name + ".json");
        if (bytes.isEmpty()) {
            continue;
        }
        Arena arena;
        const auto file = parseJson(view(bytes), arena, Limits{});
        QVERIFY(file.has_value());
        int row = 0;
        for (const JsonValue& item : file->find("cases")->items) {
            const auto raw = [&item](std::string_view key) {
                const std::string_view text = item.find(key)->raw;
                return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
            };
            const std::string label = item.find("name") != nullptr
                ? std::string(item.find("name")->text)
                : "example " + std::to_string(row);
            QTest::addRow("%s", label.c_str()) << raw("input") << raw("expected");
            ++row;
        }
    }
}

void TestKcidbCases::casesGetTheReferenceVerdict()
{
    if (!QDir(Folder).exists()) {
        QSKIP(Absent);
    }
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    Arena arena;
    const auto parsed = parseJson(view(expected), arena, Limits{});
    QVERIFY(parsed.has_value());
    const JsonValue& wanted = *parsed;

    const ReadResult read = readKcidb(inputOf(view(input)), {}, {});
    const auto upgraded = upgradeKcidb(view(input));
    QCOMPARE(read.has_value(), upgraded.has_value());
    if (!wanted.find("valid")->boolean) {
        QVERIFY(!read);
        const JsonValue& error = *wanted.find("error");
        QCOMPARE(read.error().pointer, pointerOf(*error.find("path")));
        QCOMPARE(read.error().rule, std::string(error.find("keyword")->text));
        QVERIFY(!read.error().message.empty());
        QVERIFY(read.error().line.has_value());
        return;
    }
    if (wanted.find("upgrade_error") != nullptr) {
        QVERIFY(!read);
        QCOMPARE(read.error().rule, std::string("upgrade"));
        QCOMPARE(read.error().version, std::string(wanted.find("schema")->text));
        return;
    }
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(read->version, std::string(wanted.find("schema")->text));
    const JsonValue& document = *wanted.find("upgraded");
    const std::string_view target = document.isString() ? view(input) : document.raw;
    QCOMPARE(canonicalJson(*upgraded), canonicalJson(target));
    QCOMPARE(canonicalJson(kcidbJson(*read, {.withTimestamps = true})), canonicalRecords(target));
}

namespace {

std::size_t countOf(const JsonValue& counts, std::string_view key)
{
    const JsonValue* count = counts.find(key);
    return count != nullptr ? static_cast<std::size_t>(count->number) : 0;
}

void compareSubmission(const Input& input, const JsonValue& wanted)
{
    const ReadResult read = readKcidb(input, {}, {});
    QCOMPARE(read.has_value(), wanted.find("valid")->boolean);
    const JsonValue& version = *wanted.find("version");
    QCOMPARE(read->version,
             std::string(version.find("major")->text) + "."
                 + std::string(version.find("minor")->text));
    const JsonValue& counts = *wanted.find("counts");
    QCOMPARE(read->checkouts.size(), countOf(counts, "checkouts"));
    QCOMPARE(read->builds.size(), countOf(counts, "builds"));
    QCOMPARE(read->tests.size(), countOf(counts, "tests"));
    // The upgrade of waived tests adds issues and incidents that the counts do not know.
    QVERIFY(read->issues.size() >= countOf(counts, "issues"));
    QVERIFY(read->incidents.size() >= countOf(counts, "incidents"));
    const auto upgraded = upgradeKcidb(input.bytes);
    QVERIFY(upgraded.has_value());
    const QByteArray canonical = QByteArray::fromStdString(canonicalJson(*upgraded));
    QCOMPARE(QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex(),
             QByteArray::fromStdString(std::string(wanted.find("upgraded_sha256")->text)));
    QCOMPARE(canonicalJson(kcidbJson(*read, {.withTimestamps = true})),
             canonicalRecords(*upgraded));
}

} // namespace

void TestKcidbCases::submissionsMeetTheirExpectations()
{
    if (!QDir(Folder).exists()) {
        QSKIP(Absent);
    }
    const QByteArray bytes = readAll(Folder + "expectations.json");
    Arena arena;
    const auto file = parseJson(view(bytes), arena, Limits{});
    QVERIFY(file.has_value());
    const JsonValue& submissions = *file->find("submissions");
    QCOMPARE(submissions.items.size(), 253U);
    InputReader reader;
    for (const JsonValue& wanted : submissions.items) {
        const std::string name(wanted.find("file")->text);
        int documents = 0;
        InputSink sink;
        sink.onInput = [&](Input&& input) -> Result<void> {
            ++documents;
            compareSubmission(input, wanted);
            return {};
        };
        const auto outcome = reader.read(Folder.toStdString() + name, sink, {});
        QVERIFY2(outcome.has_value() && documents == 1 && !QTest::currentTestFailed(),
                 name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestKcidbCases)
#include "tst_kcidb_cases.moc"
