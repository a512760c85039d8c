// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/config_diff.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using service::ConfigChange;
using service::configChanges;
using service::configDiff;

class ConfigDiffTest : public QObject {
    Q_OBJECT

private slots:
    void optionsThatDifferAreListedByName();
    void notMentionedIsNotSet();
    void onlyLocalFilesAreRead();
    void whatIsNoConfigurationIsNotRead();
};

void ConfigDiffTest::optionsThatDifferAreListedByName()
{
    const auto changes =
        configChanges("CONFIG_Z=y\nCONFIG_A=m\nCONFIG_NAME=\"a=b\"\r\nCONFIG_S=1\n",
                      "CONFIG_S=1\nCONFIG_A=y\nCONFIG_NAME=\"c\"\nCONFIG_Z=y");
    QVERIFY(changes == (std::vector<ConfigChange>{{"A", "m", "y"}, {"NAME", "\"a=b\"", "\"c\""}}));
}

void ConfigDiffTest::notMentionedIsNotSet()
{
    QVERIFY(configChanges("# CONFIG_A is not set\n", "").empty());
    QVERIFY(configChanges("# CONFIG_A is not set\n", "CONFIG_A=y\n")
            == (std::vector<ConfigChange>{{"A", "n", "y"}}));
    QVERIFY(configChanges("CONFIG_A=y\n# a word\n\n", {})
            == (std::vector<ConfigChange>{{"A", "y", "n"}}));
}

void ConfigDiffTest::onlyLocalFilesAreRead()
{
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const char* text) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(text) >= 0;
        return isWritten ? file.fileName().toStdString() : std::string();
    };
    const std::string before = write("before", "CONFIG_A=y\n");
    const std::string after = write("after", "CONFIG_A=m\n");
    const auto changes = configDiff(before, "file://" + after);
    QVERIFY2(changes, changes ? "" : describe(changes.error()).c_str());
    QCOMPARE(changes->size(), std::size_t(1));
    for (const char* other : {"https://example.org/.config", "", "relative/.config"}) {
        const auto refused = configDiff(before, other);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
    }
}

void ConfigDiffTest::whatIsNoConfigurationIsNotRead()
{
    const auto device = configDiff("/dev/zero", "/dev/zero");
    QVERIFY(!device);
    QCOMPARE(device.error().kind, ErrorKind::Invalid);
    const auto missing = configDiff("/nowhere/.config", "/nowhere/.config");
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(ConfigDiffTest)
#include "tst_config_diff.moc"
