// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/ingest.h"
#include "core/store/store_parts.h"
#include "tests/core/formats/canonical_json.h"
#include "tests/core/store/store_testing.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <map>

using namespace cboard;
using namespace cboard::testing;

namespace {

/// The rows of one list of an exported document as the expectations have them: members of
/// environment, number and culprit flat.
std::string canonicalRows(const formats::JsonValue& list)
{
    std::string text = "[";
    for (const formats::JsonValue& record : list.items) {
        std::map<std::string, std::string> fields;
        for (const formats::JsonMember& member : record.members) {
            const std::string key(member.key);
            if (key == "environment" || key == "number" || key == "culprit") {
                for (const formats::JsonMember& inner : member.value.members) {
                    fields[key + "_" + std::string(inner.key)] = canonicalJson(inner.value);
                }
            } else {
                fields[key] = canonicalJson(member.value);
            }
        }
        text += text.size() > 1 ? ",{" : "{";
        bool isFirst = true;
        for (const auto& [key, value] : fields) {
            text += isFirst ? "\"" : ",\"";
            text += key + "\":" + value;
            isFirst = false;
        }
        text += '}';
    }
    return text + "]";
}

} // namespace

/// The real submissions against the expectations that come with them.
class StoreCorpusTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsAreExactlyTheExpectedOnes_data();
    void rowsAreExactlyTheExpectedOnes();
    void theStoreIsSound();
    void theSameFilesAgainChangeNothing();
    void anExportIngestedElsewhereHasTheSameDigest();
    void aTestTakesNoMoreThanItShould();

private:
    ingest::Report ingestInto(store::Store& store, const std::filesystem::path& path)
    {
        ingest::Options options;
        options.isInline = true;
        options.arrival = Noon;
        auto report = ingest::ingest(store, {path}, options, {}, {});
        if (!report) {
            qFatal("%s", describe(report.error()).c_str());
        }
        return *report;
    }

    const std::filesystem::path m_corpus =
        std::filesystem::path(CBOARD_SHARED_DATA) / "kcidb" / "submissions";
    StoreFolder m_folder;
    std::unique_ptr<store::Store> m_store;
    Arena m_arena;
    formats::JsonValue m_exported;
    std::string m_text;
};

void StoreCorpusTest::initTestCase()
{
    if (!std::filesystem::exists(m_corpus)) {
        QSKIP("the sample data ../shared/data/kcidb is not there");
    }
    m_store = m_folder.open("corpus.db");
    const ingest::Report report = ingestInto(*m_store, m_corpus);
    QCOMPARE(report.refusedCount, 0);
    m_text = exported(*m_store);
    auto parsed = formats::parseJson(m_text, m_arena, formats::Limits{});
    QVERIFY(parsed);
    m_exported = *parsed;
}

void StoreCorpusTest::rowsAreExactlyTheExpectedOnes_data()
{
    QTest::addColumn<QString>("table");
    for (const char* table : {"checkouts", "builds", "tests", "issues", "incidents"}) {
        QTest::newRow(table) << table;
    }
}

void StoreCorpusTest::rowsAreExactlyTheExpectedOnes()
{
    QFETCH(QString, table);
    QFile file(QDir(CBOARD_SHARED_DATA).filePath("kcidb/merged_expectations.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject expected =
        QJsonDocument::fromJson(file.readAll()).object()["tables"].toObject()[table].toObject();
    const formats::JsonValue* list = m_exported.find(table.toStdString());
    const std::size_t rows = list == nullptr ? 0 : list->items.size();
    QCOMPARE(static_cast<int>(rows), expected["rows"].toInt());
    if (rows == 0) {
        return;
    }
    if (const QJsonObject statuses = expected["by_status"].toObject(); !statuses.isEmpty()) {
        std::map<std::string, int> counted;
        for (const formats::JsonValue& record : list->items) {
            const formats::JsonValue* status = record.find("status");
            ++counted[status == nullptr ? "NULL" : std::string(status->text)];
        }
        QCOMPARE(static_cast<qsizetype>(counted.size()), statuses.size());
        for (const auto& [status, count] : counted) {
            QCOMPARE(count, statuses[QString::fromStdString(status)].toInt());
        }
    }
    const std::string canonical = canonicalRows(*list);
    const QByteArray hash = QCryptographicHash::hash(
        QByteArrayView(canonical.data(), static_cast<qsizetype>(canonical.size())),
        QCryptographicHash::Sha256);
    QCOMPARE(QString::fromLatin1(hash.toHex()), expected["sha256_of_canonical_rows"].toString());
}

void StoreCorpusTest::theStoreIsSound()
{
    QCOMPARE(QString::fromStdString(problems(*m_store)), QString());
}

void StoreCorpusTest::theSameFilesAgainChangeNothing()
{
    const std::string before = m_store->digest({}).value();
    const auto generation = m_store->generation().value();
    const ingest::Report report = ingestInto(*m_store, m_corpus);
    QCOMPARE(report.accepted, 0);
    QCOMPARE(m_store->digest({}).value(), before);
    QCOMPARE(m_store->generation().value(), generation);
}

void StoreCorpusTest::anExportIngestedElsewhereHasTheSameDigest()
{
    const auto file = m_folder.file("export.json");
    QFile out(QString::fromStdString(file.string()));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(m_text.data(), static_cast<qint64>(m_text.size()));
    out.close();
    const auto elsewhere = m_folder.open("elsewhere.db");
    ingestInto(*elsewhere, file);
    QCOMPARE(elsewhere->digest({}).value(), m_store->digest({}).value());
}

void StoreCorpusTest::aTestTakesNoMoreThanItShould()
{
    const store::SizeReport sizes = m_store->sizes().value();
    const std::int64_t tests = sizes.records[static_cast<std::size_t>(RecordKind::Test)];
    QCOMPARE(tests, 7287);
    const auto parts = store::readStoreParts(m_store->file(), {}).value();
    const auto excerpts = std::ranges::find(parts, "excerpts", &store::StorePart::key);
    QVERIFY(excerpts != parts.end());
    const double perTest =
        static_cast<double>(sizes.database - excerpts->bytes) / static_cast<double>(tests);
    qInfo("%lld bytes, excerpts %lld, %.1f bytes a test without them",
          static_cast<long long>(sizes.database), static_cast<long long>(excerpts->bytes), perTest);
    QVERIFY(perTest <= 125);
    QVERIFY(sizes.database <= 51'703'408 * 15 / 100);
}

QTEST_GUILESS_MAIN(StoreCorpusTest)
#include "tst_store_corpus.moc"
