// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter.h"
#include "core/query/filter_keys.h"

#include <QTest>

#include <random>

using namespace cboard::query;

class FilterFormatTest : public QObject {
    Q_OBJECT

private slots:
    void textIsCanonical_data();
    void textIsCanonical();
    void anyFilterSurvivesTheRoundTrip();
};

void FilterFormatTest::textIsCanonical_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char* typed, const char* canonical) {
        QTest::newRow(typed) << QByteArray(typed) << QByteArray(canonical);
    };
    row("  Platform:x   boot ", "board:x boot");
    row("status:Raw=miss", "status:raw=MISS");
    row("is:Lab_Conflict", "is:labconflict");
    row("\"plain\"", "plain");
    row("path:\"a b\",c*", "path:\"a b\",c*");
    row("path:\"a b*\"", "path:\"a b*\"");
    row("path:a\\*", "path:a\\*");
    row("\"-x\"", "\"-x\"");
    row("~x", "x");
    row("lab:~x,-/a\\/b/", "lab:~x,-/a\\/b/");
    row("-dur:>5m,1..2", "-dur:>5m,1..2");
    row("\"a:b\"", "\"a:b\"");
}

void FilterFormatTest::textIsCanonical()
{
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, canonical);
    const auto filter = parseFilter(typed.toStdString());
    QVERIFY(filter);
    QCOMPARE(formatFilter(*filter), canonical.toStdString());
}

namespace {

std::string randomText(std::mt19937& random)
{
    constexpr std::string_view Alphabet = "abz:-,\"\\/*~<>. \t\n=()[]_\xc3\xa9";
    std::string text;
    const std::size_t length = 1 + random() % 8;
    for (std::size_t i = 0; i < length; ++i) {
        text += Alphabet[random() % Alphabet.size()];
    }
    return text;
}

/// A wildcard as the parser makes it: at least one free star, backslashes only as escapes.
std::string randomWildcard(std::mt19937& random)
{
    std::string pattern = "*";
    for (const char c : randomText(random)) {
        if (c == '\\') {
            pattern += '\\';
        }
        pattern += c;
    }
    return pattern;
}

FilterValue randomValue(std::mt19937& random, FilterKey key)
{
    FilterValue value;
    value.isNegated = random() % 3 == 0;
    switch (valueForm(key)) {
    case ValueForm::Text:
        value.match = key == FilterKey::Word ? MatchKind::Contains : MatchKind::Exact;
        value.text = randomText(random);
        if (random() % 4 == 0) {
            value.match = MatchKind::Contains;
        } else if (random() % 4 == 0) {
            value.match = MatchKind::Wildcard;
            value.text = randomWildcard(random);
        } else if (random() % 4 == 0) {
            value.match = MatchKind::Regex;
            value.text = "a/b\\.c d,\"e";
        }
        break;
    case ValueForm::Word:
        value.text = std::string(fixedValues(key)[random() % fixedValues(key).size()]);
        break;
    case ValueForm::Time:
        value.text = random() % 2 == 0 ? "7d" : "2025-07-01T12:00:00Z";
        break;
    case ValueForm::Number:
        value.text = "5m";
        if (random() % 2 == 0) {
            value.match = MatchKind::Range;
            value.upper = "1h";
        } else if (random() % 2 == 0) {
            value.match = random() % 2 == 0 ? MatchKind::Less : MatchKind::Greater;
        }
        break;
    }
    return value;
}

} // namespace

void FilterFormatTest::anyFilterSurvivesTheRoundTrip()
{
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        Filter filter;
        const std::size_t terms = random() % 4;
        for (std::size_t t = 0; t < terms; ++t) {
            FilterTerm term;
            const std::size_t key = random() % (filterKeys().size() + 1);
            term.key = key == 0 ? FilterKey::Word : filterKeys()[key - 1];
            term.isNegated = random() % 3 == 0;
            const std::size_t values = 1 + random() % 3;
            for (std::size_t v = 0; v < values; ++v) {
                term.values.push_back(randomValue(random, term.key));
            }
            if (term.key == FilterKey::Word && !term.isNegated) {
                term.values.front().isNegated = false; // "-a" is a negated term.
            }
            filter.terms.push_back(std::move(term));
        }
        const std::string text = formatFilter(filter);
        const auto again = parseFilter(text);
        QVERIFY2(again.has_value(), (text + ": " + (again ? "" : again.error().message)).c_str());
        QCOMPARE(again->terms.size(), filter.terms.size());
        for (std::size_t t = 0; t < terms; ++t) {
            QCOMPARE(again->terms[t].key, filter.terms[t].key);
            QCOMPARE(again->terms[t].isNegated, filter.terms[t].isNegated);
            QVERIFY2(again->terms[t].values == filter.terms[t].values, text.c_str());
        }
        QCOMPARE(formatFilter(*again), text);
    }
}

QTEST_GUILESS_MAIN(FilterFormatTest)
#include "tst_filter_format.moc"
