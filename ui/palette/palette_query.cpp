// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_query.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    struct Sign {
        char sign;
        const char* text;
        std::array<PaletteGroup, 2> groups;
    };

    constexpr std::array Signs = {
        Sign{'>',
             QT_TRANSLATE_NOOP("Palette", "commands and settings"),
             {PaletteGroup::Command, PaletteGroup::Setting}},
        Sign{'@',
             QT_TRANSLATE_NOOP("Palette", "boards"),
             {PaletteGroup::Board, PaletteGroup::Watched}},
        Sign{'#',
             QT_TRANSLATE_NOOP("Palette", "issues"),
             {PaletteGroup::Issue, PaletteGroup::Issue}},
        Sign{':',
             QT_TRANSLATE_NOOP("Palette", "revisions"),
             {PaletteGroup::Revision, PaletteGroup::Tree}},
        Sign{'!',
             QT_TRANSLATE_NOOP("Palette", "test paths"),
             {PaletteGroup::Test, PaletteGroup::Test}},
        Sign{'%',
             QT_TRANSLATE_NOOP("Palette", "what all stored logs say"),
             {PaletteGroup::LogText, PaletteGroup::LogText}},
        Sign{'?',
             QT_TRANSLATE_NOOP("Palette", "this help"),
             {PaletteGroup::Help, PaletteGroup::Help}},
    };

    bool isWordStart(const QString& text, qsizetype at)
    {
        return at == 0 || !text[at - 1].isLetterOrNumber();
    }

    bool hasLettersFrom(const QString& text, qsizetype start, const QString& wanted)
    {
        if (text[start].toLower() != wanted.front().toLower()) {
            return false;
        }
        qsizetype at = start;
        for (const QChar letter : wanted) {
            at = text.indexOf(letter, at, Qt::CaseInsensitive) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

} // namespace

QList<std::pair<QString, QString>> paletteSigns()
{
    QList<std::pair<QString, QString>> signs;
    for (const Sign& sign : Signs) {
        signs << std::pair(QString(QLatin1Char(sign.sign)),
                           QCoreApplication::translate("Palette", sign.text));
    }
    return signs;
}

PaletteQuery PaletteQuery::parse(const QString& typed)
{
    PaletteQuery query;
    query.text = typed.trimmed();
    const bool hasSign = !query.text.isEmpty()
        && std::any_of(Signs.begin(), Signs.end(), [&query](const Sign& sign) {
               return query.text.front() == QLatin1Char(sign.sign);
           });
    if (hasSign) {
        query.sign = query.text.front();
        query.text = query.text.mid(1).trimmed();
    }
    return query;
}

bool PaletteQuery::wants(PaletteGroup group) const
{
    if (sign.isNull()) {
        return group != PaletteGroup::Help;
    }
    return std::any_of(Signs.begin(), Signs.end(), [this, group](const Sign& one) {
        return sign == QLatin1Char(one.sign) && (one.groups[0] == group || one.groups[1] == group);
    });
}

bool PaletteQuery::asksEngine() const
{
    return !text.isEmpty() && sign != QLatin1Char('>') && sign != QLatin1Char('?')
        && sign != QLatin1Char('%');
}

std::optional<int> rankOf(const QString& text, const QString& wanted)
{
    if (wanted.isEmpty()) {
        return 3;
    }
    qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive);
    if (at == 0) {
        return text.size() == wanted.size() ? 0 : 1;
    }
    for (qsizetype i = at; i > 0; i = text.indexOf(wanted, i + 1, Qt::CaseInsensitive)) {
        if (isWordStart(text, i)) {
            return 2;
        }
    }
    if (at > 0) {
        return 3;
    }
    // The letters in order, from the beginning of a word.
    for (qsizetype start = 0; start < text.size(); ++start) {
        if (isWordStart(text, start) && hasLettersFrom(text, start, wanted)) {
            return FuzzyRank;
        }
    }
    return std::nullopt;
}

} // namespace cboard::ui
