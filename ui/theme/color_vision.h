// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <array>
#include <cstdint>

class QImage;

/// How colours look to people who see fewer of them; to measure and to preview the palette.
namespace cboard::ui {

enum class ColorVision : std::uint8_t { Normal, Protan, Deutan, Tritan };
inline constexpr std::array ColorVisions = {ColorVision::Normal, ColorVision::Protan,
                                            ColorVision::Deutan, ColorVision::Tritan};

/// "normal vision", "no red cones" ... translated.
QString colorVisionText(ColorVision vision);

/// The colour as it is seen with that vision at full strength.
/// Source: Machado, Oliveira, Fernandes 2009, matrices on linear RGB.
QColor seenWith(const QColor& color, ColorVision vision);

/// CIE76 difference as someone with that vision sees it; about 2 is the least that is seen.
double colorDifference(const QColor& a, const QColor& b, ColorVision vision);

/// A picture as it is seen with that vision.
QImage seenWith(const QImage& image, ColorVision vision);

} // namespace cboard::ui
