// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/filter_terms.h"

#include "core/query/completion.h"
#include "ui/shell/text_format.h"

namespace cboard::ui {

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

} // namespace cboard::ui
