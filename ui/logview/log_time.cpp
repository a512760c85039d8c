// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_time.h"

#include <array>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr qint64 PerSecond = 1'000'000;
    constexpr qint64 PerDay = 86'400 * PerSecond;

    QString seconds(qint64 microseconds)
    {
        return QString::number(static_cast<double>(microseconds) / PerSecond, 'f', 6);
    }

    QString timeOfDay(qint64 microseconds)
    {
        const qint64 day = ((microseconds % PerDay) + PerDay) % PerDay;
        const qint64 whole = day / PerSecond;
        const auto two = [](qint64 value) {
            return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
        };
        return two(whole / 3600) + QLatin1Char(':') + two(whole / 60 % 60) + QLatin1Char(':')
            + two(whole % 60)
            + QStringLiteral(".%1").arg(day % PerSecond / 1000, 3, 10, QLatin1Char('0'));
    }

    constexpr std::array<const char*, 4> Keys{"none", "absolute", "start", "delta"};

} // namespace

int logTimeCells(LogTimeMode mode)
{
    switch (mode) {
    case LogTimeMode::None:
        return 0;
    case LogTimeMode::Absolute:
    case LogTimeMode::SinceStart:
    case LogTimeMode::Delta:
        return 12;
    }
    return 0;
}

QString logTimeText(LogTimeMode mode, qint64 microseconds, qint64 origin,
                    std::optional<qint64> before)
{
    switch (mode) {
    case LogTimeMode::None:
        return {};
    case LogTimeMode::Absolute:
        return timeOfDay(microseconds);
    case LogTimeMode::SinceStart:
        return seconds(microseconds - origin);
    case LogTimeMode::Delta:
        if (!before) {
            return {};
        }
        return (microseconds < *before ? QString() : QStringLiteral("+"))
            + seconds(microseconds - *before);
    }
    return {};
}

LogTimeMode nextTimeMode(LogTimeMode mode)
{
    switch (mode) {
    case LogTimeMode::None:
        return LogTimeMode::Absolute;
    case LogTimeMode::Absolute:
        return LogTimeMode::SinceStart;
    case LogTimeMode::SinceStart:
        return LogTimeMode::Delta;
    case LogTimeMode::Delta:
        return LogTimeMode::None;
    }
    return mode;
}

QString timeModeKey(LogTimeMode mode)
{
    return QString::fromLatin1(Keys[static_cast<std::size_t>(mode)]);
}

std::optional<LogTimeMode> parseTimeMode(const QString& key)
{
    for (std::size_t i = 0; i < Keys.size(); ++i) {
        if (key == QLatin1String(Keys[i])) {
            return static_cast<LogTimeMode>(i);
        }
    }
    return {};
}

} // namespace cboard::ui
