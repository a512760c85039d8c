// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <cstdint>
#include <optional>

namespace cboard::ui {

/// In the order in which groups of equal rank stand.
enum class PaletteGroup : std::uint8_t {
    Address, ///< Pasted.
    Record, ///< By id.
    Recent,
    Saved,
    Watched,
    Tree,
    Revision,
    Board,
    Test,
    Build,
    Issue,
    Command,
    Setting,
    LogText, ///< A search in all logs.
    Help
};
/// What was typed: a sign chooses groups, the rest is looked for. `>` commands and settings,
/// `@` boards, `#` issues, `:` revisions, `!` test paths, `%` what logs say, `?` help on the signs.
struct PaletteQuery {
    QChar sign; ///< Null for none.
    QString text;
    static PaletteQuery parse(const QString& typed);
    bool wants(PaletteGroup group) const;
    /// Whether an engine can add anything.
    bool asksEngine() const;
};

/// 0 the whole text, 1 its beginning, 2 the beginning of a word, 3 inside, 4 its letters in order
/// from the beginning of a word; nothing when it does not match. Case does not count.
std::optional<int> rankOf(const QString& text, const QString& wanted);

/// The signs and what each looks for.
QList<std::pair<QString, QString>> paletteSigns();

constexpr int FuzzyRank = 4;

} // namespace cboard::ui
