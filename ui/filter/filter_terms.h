// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/filter.h"

#include <QString>
#include <QStringList>

#include <optional>

/// Editing the text of a filter term by term. Nothing here changes a text that does not parse.
namespace cboard::ui {

/// `f` and `i` are short for these.
extern const QString FailTerm;
extern const QString NoInfraTerm;

/// Characters [begin, begin + length) of a filter text.
struct TextRange {
    qsizetype begin = 0;
    qsizetype length = 0;
    bool operator==(const TextRange&) const = default;
};

/// A term that any of the values matches: "board:a,b", quoted where they need it; empty without
/// values.
QString filterTerm(query::FilterKey key, const QStringList& values);

/// The terms in the spelling of the language, in their order.
QStringList filterTerms(const QString& filter);

/// Whether the terms of the filter contain \p term; both in the filter language.
bool containsTerm(const QString& filter, const QString& term);

/// The filter with \p term added at the end, or without it.
QString withTermToggled(const QString& filter, const QString& term);

/// The filter without the term at \p index; unchanged when there is none.
QString withoutTerm(const QString& filter, qsizetype index);

/// Whether the text ends in a word that may still become the key of a term: "arch:arm64 sta".
bool endsInPartOfKey(const QString& filter);

/// Where the term at \p index stands in the text as typed.
std::optional<TextRange> termRange(const QString& filter, qsizetype index);

} // namespace cboard::ui
