// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/status_palette.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr double TextContrast = 4.5;

    double linear(int channel)
    {
        const double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    }

    double luminance(const QColor& color)
    {
        return 0.2126 * linear(color.red()) + 0.7152 * linear(color.green())
            + 0.0722 * linear(color.blue());
    }

    /// In the order of StatusClass: fail, error, miss, pass, done, skip, pending, none.
    std::array<QColor, StatusClassCount> hues(ThemeKind kind)
    {
        if (kind == ThemeKind::Light) {
            return {QColor(0xA7, 0x38, 0x29), QColor(0xA1, 0x19, 0xD9), QColor(0xB1, 0x91, 0x27),
                    QColor(0x19, 0x42, 0x69), QColor(0x6B, 0x70, 0x73), QColor(0x6B, 0x70, 0x73),
                    QColor(0x12, 0x87, 0xBC), QColor(0xFF, 0xFF, 0xFF)};
        }
        return {QColor(0xDF, 0x57, 0x3B), QColor(0xB9, 0x59, 0xC3), QColor(0xE9, 0xCF, 0x22),
                QColor(0xB1, 0xD2, 0xFE), QColor(0x78, 0x7F, 0x85), QColor(0x78, 0x7F, 0x85),
                QColor(0x3B, 0xF8, 0xCA), QColor(0x16, 0x19, 0x1D)};
    }

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor mixed(const QColor& bottom, const QColor& top, double share)
{
    const auto blend = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return {blend(bottom.red(), top.red()), blend(bottom.green(), top.green()),
            blend(bottom.blue(), top.blue())};
}

StatusPalette::StatusPalette(ThemeKind kind)
    : m_window(kind == ThemeKind::Light ? QColor(0xFF, 0xFF, 0xFF) : QColor(0x16, 0x19, 0x1D))
    , m_text(kind == ThemeKind::Light ? QColor(0x1D, 0x20, 0x24) : QColor(0xE6, 0xE8, 0xEB))
    , m_hues(hues(kind))
{
}

QColor StatusPalette::hue(StatusClass statusClass) const
{
    return m_hues.at(static_cast<std::size_t>(statusClass));
}

QColor StatusPalette::textColor(StatusClass statusClass) const
{
    const QColor color = hue(statusClass);
    return contrastRatio(color, m_window) >= TextContrast ? color : m_text;
}

QColor StatusPalette::tint(StatusClass statusClass, double share) const
{
    return mixed(m_window, hue(statusClass), share);
}

QColor StatusPalette::inverse(const QColor& fill)
{
    const QColor dark(0x10, 0x12, 0x15);
    return contrastRatio(Qt::white, fill) >= contrastRatio(dark, fill) ? QColor(Qt::white) : dark;
}

QString statusLetter(StatusClass statusClass)
{
    switch (statusClass) {
    case StatusClass::Fail:
        return QStringLiteral("F");
    case StatusClass::Error:
        return QStringLiteral("E");
    case StatusClass::Miss:
        return QStringLiteral("M");
    case StatusClass::Pass:
        return QStringLiteral("P");
    case StatusClass::Done:
        return QStringLiteral("D");
    case StatusClass::Skip:
        return QStringLiteral("S");
    case StatusClass::Pending:
        return QStringLiteral("…");
    case StatusClass::None:
        return {};
    }
    return {};
}

QString statusWord(StatusClass statusClass)
{
    const auto word = [](const char* text) { return QCoreApplication::translate("Status", text); };
    switch (statusClass) {
    case StatusClass::Fail:
        return word(QT_TRANSLATE_NOOP("Status", "fail"));
    case StatusClass::Error:
        return word(QT_TRANSLATE_NOOP("Status", "error"));
    case StatusClass::Miss:
        return word(QT_TRANSLATE_NOOP("Status", "miss"));
    case StatusClass::Pass:
        return word(QT_TRANSLATE_NOOP("Status", "pass"));
    case StatusClass::Done:
        return word(QT_TRANSLATE_NOOP("Status", "done"));
    case StatusClass::Skip:
        return word(QT_TRANSLATE_NOOP("Status", "skip"));
    case StatusClass::Pending:
        return word(QT_TRANSLATE_NOOP("Status", "pending"));
    case StatusClass::None:
        return word(QT_TRANSLATE_NOOP("Status", "not run"));
    }
    return {};
}

} // namespace cboard::ui
