// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/settings.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <iterator>

using namespace cboard;
using namespace cboard::service;
namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

class SettingsTest : public QObject {
    Q_OBJECT
private slots:
    void namesOfAnOpenSectionAreSettings();
    void init();
    void missingFileHasDefaults();
    void everyDefaultIsAllowed();
    void valuesSurviveSaving();
    void foreignLinesStay();
    void resetGoesBackToTheDefault();
    void wrongFilesSayWhere_data();
    void wrongFilesSayWhere();
    void wrongValuesAreRefused_data();
    void wrongValuesAreRefused();
    void unknownSettingsAreNamedAndKept();

private:
    fs::path file() const { return fs::path(m_folder->path().toStdString()) / "sub" / "s.ini"; }
    void write(const std::string& text) const
    {
        fs::create_directories(file().parent_path());
        std::ofstream(file(), std::ios::binary) << text;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void SettingsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void SettingsTest::missingFileHasDefaults()
{
    const auto settings = SettingsFile::load(file());
    QVERIFY(settings.has_value());
    QCOMPARE(settings->value("ingest/merge"), std::string("first"));
    QCOMPARE(settings->integer("query/running_window"), std::int64_t(12));
    QVERIFY(!settings->isSet("ingest/merge"));
}

void SettingsTest::everyDefaultIsAllowed()
{
    for (const SettingSpec& spec : settingSpecs()) {
        QVERIFY2(spec.key.find('/') != std::string_view::npos, spec.key.data());
        QVERIFY2(!spec.label.empty() && !spec.help.empty() && !spec.page.empty(), spec.key.data());
        const auto normal = normalizeSetting(spec, spec.defaultValue);
        QVERIFY2(normal.has_value(), spec.key.data());
        QCOMPARE(*normal, std::string(spec.defaultValue));
    }
}

void SettingsTest::valuesSurviveSaving()
{
    auto settings = SettingsFile::load(file());
    QVERIFY(settings->set("ingest/threads", " 007 ").has_value());
    QVERIFY(settings->set("ingest/merge", "newest").has_value());
    QVERIFY(settings->set("store/file", "/data/results #1 = x.db").has_value());
    QVERIFY(settings->save().has_value());
    const auto again = SettingsFile::load(file());
    QVERIFY(again.has_value());
    QCOMPARE(again->integer("ingest/threads"), std::int64_t(7));
    QCOMPARE(again->value("ingest/merge"), std::string("newest"));
    QCOMPARE(again->value("store/file"), std::string("/data/results #1 = x.db"));
}

void SettingsTest::foreignLinesStay()
{
    write("# mine\n[other]\nx = 1\n\n[ingest]\n; a comment\nmerge = last\nthreads = 3\n");
    auto settings = SettingsFile::load(file());
    QVERIFY(settings.has_value());
    QVERIFY(settings->set("ingest/merge", "first").has_value());
    QVERIFY(settings->save().has_value());
    QCOMPARE(contentOf(file()),
             std::string("# mine\n[other]\nx = 1\n\n[ingest]\n; a comment\n"
                         "threads = 3\nmerge = first\n"));
}

void SettingsTest::resetGoesBackToTheDefault()
{
    write("[ingest]\nmerge = last\n");
    auto settings = SettingsFile::load(file());
    QVERIFY(settings->isSet("ingest/merge"));
    QVERIFY(settings->reset("ingest/merge").has_value());
    QCOMPARE(settings->value("ingest/merge"), std::string("first"));
    QCOMPARE(settings->reset("no/such").error().kind, ErrorKind::NotFound);
}

void SettingsTest::wrongFilesSayWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no equals") << "[ingest]\n\nmerge last\n"
                               << ":3: ";
    QTest::newRow("open bracket") << "[ingest\nmerge = last\n"
                                  << ":1: ";
    QTest::newRow("bad value") << "[ingest]\nmerge = sometimes\n"
                               << ":2: ingest/merge: expected";
}

void SettingsTest::wrongFilesSayWhere()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    write(text.toStdString());
    const auto settings = SettingsFile::load(file());
    QVERIFY(!settings);
    const QString said = QString::fromStdString(describe(settings.error()));
    QVERIFY2(said.contains(expected), qPrintable(said));
}

void SettingsTest::wrongValuesAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("choice") << "ingest/merge"
                            << "sometimes";
    QTest::newRow("number") << "ingest/threads"
                            << "many";
    QTest::newRow("range") << "ingest/threads"
                           << "257";
    QTest::newRow("negative") << "ingest/threads"
                              << "-1";
    QTest::newRow("overflow") << "ingest/threads"
                              << "99999999999999999999";
    QTest::newRow("lines") << "store/file"
                           << "a\nb";
}

void SettingsTest::wrongValuesAreRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    auto settings = SettingsFile::load(file());
    const auto set = settings->set(key.toStdString(), value.toStdString());
    QVERIFY(!set);
    QCOMPARE(set.error().kind, ErrorKind::Invalid);
    QVERIFY(!settings->isSet(key.toStdString()));
}

void SettingsTest::unknownSettingsAreNamedAndKept()
{
    write("[future]\nthing = 1\n");
    const auto settings = SettingsFile::load(file());
    QVERIFY(settings.has_value());
    QCOMPARE(settings->warnings().size(), std::size_t(1));
    QVERIFY(settings->warnings().front().find("future/thing") != std::string::npos);
    QVERIFY(settings->save().has_value());
    QCOMPARE(contentOf(file()), std::string("[future]\nthing = 1\n"));
}

void SettingsTest::namesOfAnOpenSectionAreSettings()
{
    const QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "keys.ini";
    auto settings = SettingsFile::load(path);
    QVERIFY(settings->set("keys/next-new", "J; g n").has_value());
    QVERIFY(settings->save().has_value());
    settings = SettingsFile::load(path);
    QVERIFY(settings->warnings().empty());
    QCOMPARE(settings->value("keys/next-new"), std::string("J; g n"));
    QVERIFY(settings->keysSet() == std::vector<std::string>{"keys/next-new"});
    QCOMPARE(settings->value("keys/previous-new"), std::string());
    QCOMPARE(settings->set("keys/*", "J").error().kind, ErrorKind::NotFound);
    QVERIFY(service::findSetting("keys/") == nullptr);
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
