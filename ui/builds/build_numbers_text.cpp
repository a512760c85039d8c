// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/builds/build_numbers_text.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>
#include <QLocale>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("BuildNumbers", text);
    }

    /// "3 warnings, 1 of them new"
    QString diagnosticsText(const QString& all, std::int64_t count, std::int64_t fresh)
    {
        return fresh == 0   ? all
            : fresh < count ? tr("%1, %2 of them new").arg(all, countText(fresh))
            : count == 1    ? tr("%1, new").arg(all)
                            : tr("%1, all new").arg(all);
    }

} // namespace

QString numbersText(const query::BuildNumbers& build)
{
    QStringList parts;
    if (build.hasLog) {
        if (build.errors > 0) {
            parts << diagnosticsText(countedText(build.errors, tr("%1 error"), tr("%1 errors")),
                                     build.errors, build.newErrors);
        }
        parts << diagnosticsText(
            build.warnings == 0 ? tr("no warnings")
                                : countedText(build.warnings, tr("%1 warning"), tr("%1 warnings")),
            build.warnings, build.newWarnings);
        if (const std::int64_t fixed = build.fixedErrors + build.fixedWarnings; fixed > 0) {
            parts << tr("%1 gone").arg(countText(fixed));
        }
        if (build.isExcerpt) {
            parts << tr("read from an excerpt");
        }
    }
    if (build.durationSeconds) {
        parts << durationText(build.durationSeconds);
    }
    if (build.sizeBytes) {
        parts << QLocale().formattedDataSize(*build.sizeBytes, 1, QLocale::DataSizeSIFormat);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace cboard::ui
