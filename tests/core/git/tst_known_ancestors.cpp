// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/git/known_ancestors.h"
#include "tests/core/git/git_repository.h"

#include <QTest>

using namespace cboard;

/// Which of the tested commits lies behind which.
class KnownAncestorsTest : public QObject {
    Q_OBJECT

private slots:
    void theNearestOfThoseAskedForCounts();
    void aMergedBranchIsNotOnTheLine();
    void whatTheCloneDoesNotHaveHasNoPlace();
    void linesOfARebasedBranchMeetWhereTheyLeft();
    void theSameCommitTwiceHasTheSameAncestor();
};

namespace {

std::vector<git::KnownCommit> known(const test::GitRepository& repository,
                                    const std::vector<std::string>& hashes)
{
    const auto clone = git::Clone::open(repository.folder());
    if (!clone) {
        qFatal("%s", describe(clone.error()).c_str());
    }
    auto found = git::knownAncestors(**clone, hashes, {});
    if (!found) {
        qFatal("%s", describe(found.error()).c_str());
    }
    return std::move(*found);
}

using Ancestor = std::optional<std::size_t>;

} // namespace

void KnownAncestorsTest::theNearestOfThoseAskedForCounts()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first");
    repository.commit("never tested");
    const std::string third = repository.commit("third");
    const std::string fourth = repository.commit("fourth");
    const auto found = known(repository, {fourth, first, third});
    QVERIFY(found[0].isInClone && found[1].isInClone && found[2].isInClone);
    QCOMPARE(found[0].ancestor, Ancestor(2));
    QCOMPARE(found[1].ancestor, Ancestor());
    QCOMPARE(found[2].ancestor, Ancestor(1));
    QCOMPARE(found[2].subject, std::string("third"));
}

void KnownAncestorsTest::aMergedBranchIsNotOnTheLine()
{
    test::GitRepository repository;
    const std::string base = repository.commit("base");
    repository.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("-b"),
                    QStringLiteral("topic")});
    const std::string topic = repository.commit("topic", {{"topic", "a"}});
    repository.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("master")});
    repository.commit("ours", {{"ours", "b"}});
    const std::string merge = repository.merge("topic");
    const auto found = known(repository, {base, topic, merge});
    QCOMPARE(found[1].ancestor, Ancestor(0));
    QCOMPARE(found[2].ancestor, Ancestor(0));
}

void KnownAncestorsTest::whatTheCloneDoesNotHaveHasNoPlace()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first");
    const auto found = known(repository, {std::string(40, '1'), "", "v6.18-rc1", first});
    QVERIFY(!found[0].isInClone && !found[1].isInClone && !found[2].isInClone);
    QVERIFY(found[3].isInClone);
}

void KnownAncestorsTest::linesOfARebasedBranchMeetWhereTheyLeft()
{
    test::GitRepository repository;
    const std::string base = repository.commit("base");
    const std::string old = repository.commit("old version");
    const std::string oldTip = repository.commit("old tip");
    repository.git({QStringLiteral("branch"), QStringLiteral("kept")});
    repository.git({QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard"),
                    QString::fromStdString(base)});
    const std::string fresh = repository.commit("new version");
    const auto found = known(repository, {base, old, oldTip, fresh});
    QCOMPARE(found[1].ancestor, Ancestor(0));
    QCOMPARE(found[2].ancestor, Ancestor(1));
    QCOMPARE(found[3].ancestor, Ancestor(0));
}

void KnownAncestorsTest::theSameCommitTwiceHasTheSameAncestor()
{
    test::GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string second = repository.commit("second");
    const auto found = known(repository, {first, second, second});
    QCOMPARE(found[1].ancestor, Ancestor(0));
    QCOMPARE(found[2].ancestor, Ancestor(0));
}

QTEST_GUILESS_MAIN(KnownAncestorsTest)
#include "tst_known_ancestors.moc"
