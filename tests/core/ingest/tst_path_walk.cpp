// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/path_walk.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include <fstream>

using namespace cboard;
namespace fs = std::filesystem;

namespace {

void touch(const fs::path& path)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "x";
}

QStringList names(const Result<std::vector<fs::path>>& files, const fs::path& root)
{
    QStringList list;
    for (const fs::path& file : files.value()) {
        list << QString::fromStdString(file.native().starts_with(root.native())
                                           ? file.native().substr(root.native().size() + 1)
                                           : file.native());
    }
    return list;
}

} // namespace

class PathWalkTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void filesComeInByteOrderWhateverTheArguments();
    void hiddenFilesAndLinkedFoldersAreLeftOut();
    void hiddenFilesAreTakenWhenNamed();
    void standardInputComesFirst();
    void missingPathIsAnError();
    void cancelEndsTheWalk();

private:
    fs::path root() const { return m_folder->path().toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void PathWalkTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char* name : {"b/2.json", "b/10.json", "a.json", "b.json", "B.json", "b/.hidden"}) {
        touch(root() / name);
    }
}

void PathWalkTest::filesComeInByteOrderWhateverTheArguments()
{
    // '.' sorts before '/', upper case before lower.
    const QStringList expected{"B.json", "a.json", "b.json", "b/10.json", "b/2.json"};
    QCOMPARE(names(ingest::listFiles({root()}, {}), root()), expected);
    QCOMPARE(names(ingest::listFiles({root() / "b", root() / "b.json", root() / "b/2.json",
                                      root() / "a.json", root() / "B.json"},
                                     {}),
                   root()),
             expected);
}

void PathWalkTest::hiddenFilesAndLinkedFoldersAreLeftOut()
{
    touch(root() / ".git/config");
    fs::create_directory_symlink(root(), root() / "b/loop");
    fs::create_symlink(root() / "a.json", root() / "c.json");
    QCOMPARE(::mkfifo((root() / "fifo").c_str(), 0600), 0);
    const QStringList expected{"B.json", "a.json", "b.json", "b/10.json", "b/2.json", "c.json"};
    QCOMPARE(names(ingest::listFiles({root()}, {}), root()), expected);
}

void PathWalkTest::hiddenFilesAreTakenWhenNamed()
{
    QCOMPARE(names(ingest::listFiles({root() / "b/.hidden"}, {}), root()),
             QStringList{"b/.hidden"});
}

void PathWalkTest::standardInputComesFirst()
{
    const QStringList expected{"-", "a.json"};
    QCOMPARE(names(ingest::listFiles({root() / "a.json", "-"}, {}), root()), expected);
}

void PathWalkTest::missingPathIsAnError()
{
    const auto files = ingest::listFiles({root() / "a.json", root() / "nothing"}, {});
    QVERIFY(!files);
    QCOMPARE(files.error().kind, ErrorKind::Io);
    QVERIFY(files.error().message.find("nothing") != std::string::npos);
}

void PathWalkTest::cancelEndsTheWalk()
{
    std::stop_source stop;
    stop.request_stop();
    const auto files = ingest::listFiles({root()}, TaskContext(stop.get_token()));
    QVERIFY(!files);
    QCOMPARE(files.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(PathWalkTest)
#include "tst_path_walk.moc"
