// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/line_filter_texts.h"

#include <QStringList>

namespace cboard::ui {

namespace {

    logs::FindOptions parsePattern(const QString& text)
    {
        const bool isRegex =
            text.size() > 2 && text.startsWith(QLatin1Char('/')) && text.endsWith(QLatin1Char('/'));
        logs::FindOptions options;
        options.pattern = (isRegex ? text.mid(1, text.size() - 2) : text).toStdString();
        options.isRegex = isRegex;
        return options;
    }

} // namespace

std::vector<logs::FindOptions> parsePatterns(const QString& text)
{
    std::vector<logs::FindOptions> patterns;
    const QStringList parts = text.split(QStringLiteral(" ; "), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        if (!part.trimmed().isEmpty()) {
            patterns.push_back(parsePattern(part.trimmed()));
        }
    }
    return patterns;
}

} // namespace cboard::ui
