// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/domain/records.h"
#include "core/query/filter_keys.h"
#include "plain_marks.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace cboard;
using namespace cboard::test;

/// What an export with a filter holds.
class RecordFilterTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void selectedResultsBringTheirParents_data();
    void selectedResultsBringTheirParents();
    void emptyFilterSelectsEverything();
    void qualifiersSelectWhatTheListsShow_data();
    void qualifiersSelectWhatTheListsShow();
    void knownSelectsRunsWithAnIncident();

private:
    struct Ids {
        std::set<std::string> checkouts;
        std::set<std::string> builds;
        std::set<std::string> tests;
    };
    Result<Ids> exported(const std::string& filter);

    StoreFixture m_fixture;
    PlainData m_data;
};

void RecordFilterTest::initTestCase()
{
    m_data = randomData(77, 3, 12);
    m_fixture.add(m_data);
}

Result<RecordFilterTest::Ids> RecordFilterTest::exported(const std::string& filter)
{
    Ids ids;
    store::RecordSink sink;
    sink.checkout = [&ids](const Checkout& checkout) {
        return ids.checkouts.emplace(checkout.id).second;
    };
    sink.build = [&ids](const Build& build) { return ids.builds.emplace(build.id).second; };
    sink.test = [&ids](const Test& test) { return ids.tests.emplace(test.id).second; };
    sink.issue = [](const Issue&) { return true; };
    sink.incident = [](const Incident&) { return true; };
    CBOARD_TRY_VOID(m_fixture.store().exportRecords(m_fixture.common(filter).filter,
                                                    StoreFixture::now(), sink, {}));
    return ids;
}

namespace {

/// A filter in plain code; null pointers stand for what has not arrived.
struct SelectionCase {
    const char* filter;
    bool (*wantsCheckout)(const PlainCheckout&); ///< By itself.
    bool (*wantsBuild)(const PlainBuild&, const PlainCheckout*);
    bool (*wantsTest)(const PlainTest&, const PlainBuild*, const PlainCheckout*);
};

std::vector<SelectionCase> selectionCases()
{
    using C = const PlainCheckout&;
    using B = const PlainBuild&;
    using T = const PlainTest&;
    using Cp = const PlainCheckout*;
    using Bp = const PlainBuild*;
    return {
        {"tree:next", [](C c) { return c.tree == "next"; },
         [](B, Cp c) { return c != nullptr && c->tree == "next"; },
         [](T, Bp, Cp c) { return c != nullptr && c->tree == "next"; }},
        {"tree:nosuch", [](C) { return false; }, [](B, Cp) { return false; },
         [](T, Bp, Cp) { return false; }},
        {"arch:arm64", [](C) { return false; }, [](B b, Cp) { return b.arch == "arm64"; },
         [](T, Bp b, Cp) { return b != nullptr && b->arch == "arm64"; }},
        {"status:fail", [](C) { return false; }, [](B b, Cp) { return b.status == "FAIL"; },
         [](T t, Bp, Cp) { return t.status == "FAIL"; }},
        {"board:meson*", [](C) { return false; }, [](B, Cp) { return false; },
         [](T t, Bp, Cp) { return t.platform.starts_with("meson"); }},
        {"path:ltp.mm", [](C) { return false; }, [](B, Cp) { return false; },
         [](T t, Bp, Cp) { return t.path == "ltp.mm"; }},
        {"lab:lab-b status:pass", [](C) { return false; }, [](B, Cp) { return false; },
         [](T t, Bp, Cp) { return plainLab(t) == "lab-b" && t.status == "PASS"; }},
        {"origin:redhat", [](C) { return false; }, [](B, Cp) { return false; },
         [](T t, Bp, Cp) { return t.origin == "redhat"; }},
    };
}

} // namespace

void RecordFilterTest::selectedResultsBringTheirParents_data()
{
    QTest::addColumn<int>("index");
    const auto cases = selectionCases();
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QTest::newRow(cases[i].filter) << int(i);
    }
}

void RecordFilterTest::selectedResultsBringTheirParents()
{
    QFETCH(int, index);
    const SelectionCase wanted = selectionCases().at(std::size_t(index));
    Ids expected;
    std::map<std::string, const PlainBuild*> builds;
    std::map<std::string, const PlainCheckout*> checkouts;
    for (const PlainCheckout& checkout : m_data.checkouts) {
        checkouts[checkout.id] = &checkout;
        if (wanted.wantsCheckout(checkout)) {
            expected.checkouts.insert(checkout.id);
        }
    }
    const auto addBuild = [&](const PlainBuild& build) {
        expected.builds.insert(build.id);
        if (checkouts.count(build.checkout) == 1) {
            expected.checkouts.insert(build.checkout);
        }
    };
    const auto checkoutOf = [&](const PlainBuild& build) {
        const auto place = checkouts.find(build.checkout);
        return place == checkouts.end() ? nullptr : place->second;
    };
    for (const PlainBuild& build : m_data.builds) {
        builds[build.id] = &build;
        if (wanted.wantsBuild(build, checkoutOf(build))) {
            addBuild(build);
        }
    }
    for (const PlainTest& test : m_data.tests) {
        const auto place = builds.find(test.build);
        const PlainBuild* build = place == builds.end() ? nullptr : place->second;
        if (wanted.wantsTest(test, build, build == nullptr ? nullptr : checkoutOf(*build))) {
            expected.tests.insert(test.id);
            if (build != nullptr) {
                addBuild(*build);
            }
        }
    }
    const auto ids = exported(wanted.filter);
    QVERIFY2(ids.has_value(), ids ? "" : describe(ids.error()).c_str());
    QVERIFY(ids->tests == expected.tests);
    QVERIFY(ids->builds == expected.builds);
    QVERIFY(ids->checkouts == expected.checkouts);
}

void RecordFilterTest::emptyFilterSelectsEverything()
{
    const auto ids = exported("");
    QVERIFY(ids);
    QCOMPARE(ids->tests.size(), m_data.tests.size());
    QCOMPARE(ids->builds.size(), m_data.builds.size());
    QCOMPARE(ids->checkouts.size(), m_data.checkouts.size());
}

void RecordFilterTest::qualifiersSelectWhatTheListsShow_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("mark");
    const auto words = query::fixedValues(query::FilterKey::Is);
    for (std::size_t i = 0; i < words.size(); ++i) {
        QTest::newRow(words[i].data())
            << QByteArray(words[i].data(), qsizetype(words[i].size())) << int(i);
    }
}

void RecordFilterTest::qualifiersSelectWhatTheListsShow()
{
    QFETCH(QByteArray, word);
    QFETCH(int, mark);
    const PlainMarks plain(m_data, "mainline", "master");
    for (const bool isNegated : {false, true}) {
        Ids expected;
        for (std::size_t i = 0; i < plain.commits().size(); ++i) {
            const auto isWanted = [&](const PlainCell& cell, StatusClass status) {
                return hasMark(bearable(plain.marksOf(cell, i), status),
                               static_cast<query::CellMark>(mark))
                    != isNegated;
            };
            for (const PlainRun& run : plainRuns(m_data, plain.commits()[i])) {
                if (isWanted(cellOfRun(run), run.status)) {
                    expected.tests.insert(run.test->id);
                    expected.builds.insert(run.build->id);
                    expected.checkouts.insert(run.checkout->id);
                }
            }
            for (const PlainResult& build : plainBuilds(m_data, plain.commits()[i])) {
                if (isWanted(cellOfBuild(build), build.status)) {
                    expected.builds.insert(build.build->id);
                    expected.checkouts.insert(build.checkout->id);
                }
            }
        }
        const auto ids = exported("tree:mainline branch:master " + std::string(isNegated ? "-" : "")
                                  + "is:" + word.toStdString());
        QVERIFY2(ids.has_value(), ids ? "" : describe(ids.error()).c_str());
        QVERIFY(ids->tests == expected.tests);
        // Dummy builds are records, but no results that a plain reading would judge.
        QVERIFY(isNegated || ids->builds == expected.builds);
        QVERIFY(isNegated || ids->checkouts == expected.checkouts);
    }
}

void RecordFilterTest::knownSelectsRunsWithAnIncident()
{
    StoreFixture fixture;
    PlainData data = m_data;
    const auto failing = std::find_if(data.tests.begin(), data.tests.end(),
                                      [](const PlainTest& test) { return test.status == "FAIL"; });
    QVERIFY(failing != data.tests.end());
    data.issues.push_back({"maestro:i1", "it breaks"});
    data.incidents.push_back({"maestro:n1", "maestro:i1", "", failing->id});
    fixture.add(data);
    std::set<std::string> ids;
    store::RecordSink sink;
    sink.test = [&ids](const Test& test) { return ids.emplace(test.id).second; };
    const auto done = fixture.store().exportRecords(fixture.common("is:known").filter,
                                                    StoreFixture::now(), sink, {});
    QVERIFY2(done.has_value(), done ? "" : describe(done.error()).c_str());
    QVERIFY(ids.contains(failing->id));
    QVERIFY(ids.size() < data.tests.size() / 10);
}

QTEST_GUILESS_MAIN(RecordFilterTest)
#include "tst_record_filter.moc"
