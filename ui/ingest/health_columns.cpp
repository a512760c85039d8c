// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/health_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

using store::SourceHealth;

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ingest", text);
    }

} // namespace

QString healthText(SourceHealth health)
{
    switch (health) {
    case SourceHealth::Good:
        return tr("good");
    case SourceHealth::Late:
        return tr("late");
    case SourceHealth::Silent:
        return tr("silent");
    case SourceHealth::Unknown:
        break;
    }
    return tr("unknown");
}

StatusClass healthLook(SourceHealth health)
{
    switch (health) {
    case SourceHealth::Good:
        return StatusClass::Pass;
    case SourceHealth::Late:
        return StatusClass::Miss;
    case SourceHealth::Silent:
        return StatusClass::Error;
    case SourceHealth::Unknown:
        break;
    }
    return StatusClass::Skip;
}

QString gapText(std::optional<std::chrono::microseconds> gap)
{
    if (!gap) {
        return {};
    }
    const auto minutes = std::chrono::round<std::chrono::minutes>(*gap);
    const auto hours = std::chrono::floor<std::chrono::hours>(minutes);
    const QString rest = tr("%1 min").arg((minutes - hours).count());
    return hours.count() == 0 ? rest : tr("%1 h %2").arg(hours.count()).arg(rest);
}

QString lateText()
{
    return tr("Late after three times the usual gap, silent after ten times");
}

} // namespace cboard::ui
