// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/refusal_text.h"

#include "core/logs/line_decoder.h"
#include "core/logs/line_index.h"
#include "ui/base/text_format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ingest", text);
    }

} // namespace

QString refusalPlaceText(const Refusal& refusal)
{
    QStringList parts;
    if (refusal.line) {
        parts << tr("line %1").arg(countText(*refusal.line));
    }
    if (!refusal.pointer.empty()) {
        parts << fromUtf8(refusal.pointer);
    }
    return parts.isEmpty() ? tr("whole document") : parts.join(QStringLiteral(", "));
}

QString refusalCause(const Refusal& refusal)
{
    QStringList parts = fromUtf8(refusal.pointer).split(QLatin1Char('/'));
    for (QString& part : parts) {
        const bool isNumber = !part.isEmpty()
            && std::all_of(part.begin(), part.end(), [](QChar c) { return c.isDigit(); });
        if (isNumber) {
            part = QStringLiteral("*");
        }
    }
    const QString rule = fromUtf8(refusal.rule);
    return refusal.pointer.empty() ? rule : tr("%1 at %2").arg(rule, parts.join(QLatin1Char('/')));
}

QString refusalExcerpt(const std::string& bytes, const Refusal& refusal, ExcerptLines lines)
{
    constexpr qsizetype LongestLine = 400;
    const std::int64_t place = refusal.line.value_or(0);
    const std::int64_t first = std::max<std::int64_t>(1, place - lines.before);
    logs::RowDecoder decoder(logs::RowFormat::Plain);
    logs::DecodedRow row;
    QString text;
    std::int64_t number = 1;
    for (std::size_t begin = 0; begin < bytes.size() && number < first + lines.most; ++number) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        if (number >= first) {
            const auto shown = std::string_view(bytes).substr(begin, end - begin);
            decoder.decode(shown.substr(0, static_cast<std::size_t>(4 * LongestLine)), row);
            QString line = fromUtf8(row.text);
            if (line.size() > LongestLine) {
                line = line.left(LongestLine) + QChar(0x2026);
            }
            text += QStringLiteral("%1 %2  %3\n")
                        // A mark that each monospace font has keeps the lines below each other.
                        .arg(number == place ? QStringLiteral("\u00bb") : QStringLiteral(" "))
                        .arg(number, 6)
                        .arg(line);
        }
        begin = end + 1;
    }
    return text.isEmpty() ? tr("The document is empty.") : text;
}

} // namespace cboard::ui
