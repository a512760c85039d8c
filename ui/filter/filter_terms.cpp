// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_terms.h"

#include "core/query/completion.h"
#include "core/query/filter_keys.h"
#include "ui/base/text_format.h"

#include <algorithm>

namespace cboard::ui {

const QString FailTerm = QStringLiteral("status:fail");
const QString NoInfraTerm = QStringLiteral("-status:error,miss");

QString filterTerm(query::FilterKey key, const QStringList& values)
{
    QStringList quoted;
    for (const QString& value : values) {
        quoted << fromUtf8(query::quoteValue(key, value.toStdString()));
    }
    return quoted.isEmpty()
        ? QString()
        : QStringLiteral("%1:%2").arg(fromUtf8(std::string(query::filterKeyText(key))),
                                      quoted.join(QLatin1Char(',')));
}

QStringList filterTerms(const QString& filter)
{
    QStringList texts;
    if (const auto parsed = query::parseFilter(filter.toStdString())) {
        for (const query::FilterTerm& term : parsed->terms) {
            texts << fromUtf8(query::formatTerm(term));
        }
    }
    return texts;
}

bool containsTerm(const QString& filter, const QString& term)
{
    return filterTerms(filter).contains(term);
}

QString withTermToggled(const QString& filter, const QString& term)
{
    const qsizetype place = filterTerms(filter).indexOf(term);
    if (place >= 0) {
        return withoutTerm(filter, place);
    }
    const QString trimmed = filter.trimmed();
    return trimmed.isEmpty() ? term : trimmed + QLatin1Char(' ') + term;
}

QString withoutTerm(const QString& filter, qsizetype index)
{
    const auto range = termRange(filter, index);
    if (!range) {
        return filter;
    }
    const QString before = filter.left(range->begin).trimmed();
    const QString after = filter.mid(range->begin + range->length).trimmed();
    return before.isEmpty() || after.isEmpty() ? before + after : before + QLatin1Char(' ') + after;
}

bool endsInPartOfKey(const QString& filter)
{
    QString word = filter.mid(filter.lastIndexOf(QLatin1Char(' ')) + 1);
    if (word.startsWith(QLatin1Char('-'))) {
        word.remove(0, 1);
    }
    const auto keys = query::filterKeys();
    return !word.isEmpty() && std::any_of(keys.begin(), keys.end(), [&word](query::FilterKey key) {
        return QString::fromStdString(std::string(query::filterKeyText(key)))
            .startsWith(word, Qt::CaseInsensitive);
    });
}

std::optional<TextRange> termRange(const QString& filter, qsizetype index)
{
    const std::string text = filter.toStdString();
    const auto parsed = query::parseFilter(text);
    if (!parsed || index < 0 || index >= static_cast<qsizetype>(parsed->terms.size())) {
        return std::nullopt;
    }
    const query::FilterTerm& term = parsed->terms[static_cast<std::size_t>(index)];
    const qsizetype begin = fromUtf8(text.substr(0, term.position)).size();
    return TextRange{begin, fromUtf8(text.substr(term.position, term.length)).size()};
}

} // namespace cboard::ui
