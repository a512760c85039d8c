// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/git/clone.h"
#include "tests/core/git/git_repository.h"

#include <QTest>

using namespace cboard;

class CloneTest : public QObject {
    Q_OBJECT

private slots:
    void aCommitHasWhatGitSays();
    void namesAreThoseOfGit();
    void whatIsNotThereIsNotFound();
    void aFolderThatIsNoCloneIsNamed();
    void betweenListsWhatGitLogLists();
    void betweenEndsWhenItIsStopped();
    void filesAreThoseOfTheCommit();
    void aMergeHasNoFilesOfItsOwn();
    void tagsStandOnTheirCommits();
    void theMergeBaseIsThatOfGit();
    void aCommitIsBehindItsDescendants();
};

namespace {

std::unique_ptr<git::Clone> opened(const test::GitRepository& repository)
{
    auto clone = git::Clone::open(repository.folder());
    if (!clone) {
        qFatal("%s", describe(clone.error()).c_str());
    }
    return std::move(*clone);
}

void checkout(const test::GitRepository& repository, const QStringList& arguments)
{
    repository.git(QStringList{QStringLiteral("checkout"), QStringLiteral("-q")} + arguments);
}

} // namespace

void CloneTest::aCommitHasWhatGitSays()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string second = repository.commit("second: a longer subject\n\nAnd a text.");
    const auto commit = opened(repository)->commit(second);
    QVERIFY(commit);
    QCOMPARE(commit->hash, second);
    QCOMPARE(commit->subject, std::string("second: a longer subject"));
    QCOMPARE(commit->author, std::string("A Developer"));
    QCOMPARE(commit->parents, std::vector{first});
    QCOMPARE(QString::number(
                 std::chrono::duration_cast<std::chrono::seconds>(commit->time.time_since_epoch())
                     .count())
                 .toStdString(),
             repository.git(
                 {QStringLiteral("log"), QStringLiteral("-1"), QStringLiteral("--format=%ct")}));
}

void CloneTest::namesAreThoseOfGit()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first");
    repository.git({QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("v1.0"),
                    QStringLiteral("-m"), QStringLiteral("release")});
    const std::string second = repository.commit("second");
    const auto clone = opened(repository);
    QCOMPARE(clone->commit("v1.0")->hash, first);
    QCOMPARE(clone->commit("master")->hash, second);
    QCOMPARE(clone->commit(second.substr(0, 12))->hash, second);
    QCOMPARE(clone->commit("HEAD~1")->hash, first);
}

void CloneTest::whatIsNotThereIsNotFound()
{
    test::GitRepository repository;
    repository.commit("first");
    const auto commit = opened(repository)->commit(std::string(40, 'a'));
    QVERIFY(!commit);
    QCOMPARE(commit.error().kind, ErrorKind::NotFound);
    QVERIFY(QString::fromStdString(commit.error().message).contains(QStringLiteral("aaaa")));
}

void CloneTest::aFolderThatIsNoCloneIsNamed()
{
    const QTemporaryDir folder;
    const auto clone = git::Clone::open(folder.path().toStdString());
    QVERIFY(!clone);
    QVERIFY(QString::fromStdString(clone.error().message).contains(folder.path()));
}

void CloneTest::betweenListsWhatGitLogLists()
{
    test::GitRepository repository;
    const std::string good = repository.commit("good");
    checkout(repository, {QStringLiteral("-b"), QStringLiteral("topic")});
    repository.commit("on the topic", {{"topic", "a"}});
    checkout(repository, {QStringLiteral("master")});
    repository.commit("on master", {{"master", "b"}});
    const std::string merge = repository.merge("topic");
    const std::string bad = repository.commit("bad");
    QStringList found;
    QVERIFY(opened(repository)
                ->between(good, bad,
                          [&found](const git::Commit& commit) {
                              found << QString::fromStdString(commit.hash);
                              return true;
                          },
                          {}));
    const QString wanted = QString::fromStdString(
        repository.git({QStringLiteral("log"), QStringLiteral("--topo-order"),
                        QStringLiteral("--format=%H"), QString::fromStdString(good + ".." + bad)}));
    QCOMPARE(found.size(), 4);
    QCOMPARE(QSet<QString>(found.begin(), found.end()), [&wanted] {
        const QStringList lines = wanted.split(QLatin1Char('\n'));
        return QSet<QString>(lines.begin(), lines.end());
    }());
    QCOMPARE(found.at(0).toStdString(), bad);
    QCOMPARE(found.at(1).toStdString(), merge);
}

void CloneTest::betweenEndsWhenItIsStopped()
{
    test::GitRepository repository;
    const std::string good = repository.commit("good");
    const std::string bad = repository.commit("bad");
    std::stop_source stop;
    stop.request_stop();
    const auto done =
        opened(repository)
            ->between(
                good, bad, [](const git::Commit&) { return true; }, TaskContext(stop.get_token()));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
}

void CloneTest::filesAreThoseOfTheCommit()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first", {{"a/one.c", "1"}, {"b.h", "1"}});
    std::filesystem::remove(std::filesystem::path(repository.folder()) / "b.h");
    const std::string second = repository.commit("second", {{"a/two.c", "2"}});
    const auto clone = opened(repository);
    QCOMPARE(*clone->files(first), (std::vector<std::string>{"a/one.c", "b.h"}));
    QCOMPARE(*clone->files(second), (std::vector<std::string>{"a/two.c", "b.h"}));
}

void CloneTest::aMergeHasNoFilesOfItsOwn()
{
    test::GitRepository repository;
    repository.commit("first");
    checkout(repository, {QStringLiteral("-b"), QStringLiteral("topic")});
    repository.commit("on the topic", {{"topic", "a"}});
    checkout(repository, {QStringLiteral("master")});
    repository.commit("on master", {{"master", "b"}});
    const std::string merge = repository.merge("topic");
    QVERIFY(opened(repository)->files(merge)->empty());
}

void CloneTest::tagsStandOnTheirCommits()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first");
    repository.git({QStringLiteral("tag"), QStringLiteral("plain")});
    repository.git({QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("annotated"),
                    QStringLiteral("-m"), QStringLiteral("text")});
    repository.commit("second");
    const auto tags = opened(repository)->tags({});
    QVERIFY(tags);
    QCOMPARE(tags->size(), std::size_t(1));
    QCOMPARE(tags->at(first), (std::vector<std::string>{"annotated", "plain"}));
}

void CloneTest::theMergeBaseIsThatOfGit()
{
    test::GitRepository repository;
    const std::string base = repository.commit("base");
    checkout(repository, {QStringLiteral("-b"), QStringLiteral("other")});
    const std::string theirs = repository.commit("theirs", {{"theirs", "a"}});
    checkout(repository, {QStringLiteral("master")});
    const std::string ours = repository.commit("ours", {{"ours", "b"}});
    checkout(repository, {QStringLiteral("--orphan"), QStringLiteral("alone")});
    const std::string alone = repository.commit("alone");
    const auto clone = opened(repository);
    QCOMPARE(*clone->mergeBase(ours, theirs), base);
    const auto none = clone->mergeBase(ours, alone);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
}

void CloneTest::aCommitIsBehindItsDescendants()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string second = repository.commit("second");
    const auto clone = opened(repository);
    QVERIFY(*clone->isBehind(first, second, {}));
    QVERIFY(*clone->isBehind(first, first, {}));
    QVERIFY(!*clone->isBehind(second, first, {}));
}

QTEST_GUILESS_MAIN(CloneTest)
#include "tst_clone.moc"
