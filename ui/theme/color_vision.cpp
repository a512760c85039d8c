// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/color_vision.h"

#include <QCoreApplication>
#include <QHash>
#include <QImage>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

namespace {

    using Vector = std::array<double, 3>;
    using Matrix = std::array<Vector, 3>;

    Vector multiply(const Matrix& matrix, const Vector& vector)
    {
        Vector result{};
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j) {
                result[i] += matrix[i][j] * vector[j];
            }
        }
        return result;
    }

    double toLinear(double channel)
    {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    }

    double fromLinear(double channel)
    {
        return channel <= 0.0031308 ? channel * 12.92 : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
    }

    const Matrix& simulation(ColorVision vision)
    {
        static constexpr Matrix Same = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        static constexpr Matrix Protan = {{{0.152286, 1.052583, -0.204868},
                                           {0.114503, 0.786281, 0.099216},
                                           {-0.003882, -0.048116, 1.051998}}};
        static constexpr Matrix Deutan = {{{0.367322, 0.860646, -0.227968},
                                           {0.280085, 0.672501, 0.047413},
                                           {-0.011820, 0.042940, 0.968881}}};
        static constexpr Matrix Tritan = {{{1.255528, -0.076749, -0.178779},
                                           {-0.078411, 0.930809, 0.147602},
                                           {0.004733, 0.691367, 0.303900}}};
        switch (vision) {
        case ColorVision::Normal:
            return Same;
        case ColorVision::Protan:
            return Protan;
        case ColorVision::Deutan:
            return Deutan;
        case ColorVision::Tritan:
            return Tritan;
        }
        return Same;
    }

    /// Linear RGB, each 0..1.
    Vector seen(const QColor& color, ColorVision vision)
    {
        Vector rgb =
            multiply(simulation(vision),
                     {toLinear(color.redF()), toLinear(color.greenF()), toLinear(color.blueF())});
        for (double& channel : rgb) {
            channel = std::clamp(channel, 0.0, 1.0);
        }
        return rgb;
    }

    Vector lab(const Vector& rgb)
    {
        static constexpr Matrix ToXyz = {{{0.4124564, 0.3575761, 0.1804375},
                                          {0.2126729, 0.7151522, 0.0721750},
                                          {0.0193339, 0.1191920, 0.9503041}}};
        static constexpr Vector White = {0.95047, 1.0, 1.08883};
        Vector xyz = multiply(ToXyz, rgb);
        for (std::size_t i = 0; i < 3; ++i) {
            const double t = xyz[i] / White[i];
            xyz[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
        }
        return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
    }

} // namespace

QString colorVisionText(ColorVision vision)
{
    const auto text = [](const char* word) {
        return QCoreApplication::translate("ColorVision", word);
    };
    switch (vision) {
    case ColorVision::Normal:
        return text(QT_TRANSLATE_NOOP("ColorVision", "normal vision"));
    case ColorVision::Protan:
        return text(QT_TRANSLATE_NOOP("ColorVision", "without red (protan)"));
    case ColorVision::Deutan:
        return text(QT_TRANSLATE_NOOP("ColorVision", "without green (deutan)"));
    case ColorVision::Tritan:
        return text(QT_TRANSLATE_NOOP("ColorVision", "without blue (tritan)"));
    }
    return {};
}

QColor seenWith(const QColor& color, ColorVision vision)
{
    const Vector rgb = seen(color, vision);
    return QColor::fromRgbF(static_cast<float>(fromLinear(rgb[0])),
                            static_cast<float>(fromLinear(rgb[1])),
                            static_cast<float>(fromLinear(rgb[2])));
}

double colorDifference(const QColor& a, const QColor& b, ColorVision vision)
{
    const Vector one = lab(seen(a, vision));
    const Vector two = lab(seen(b, vision));
    return std::hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]);
}

QImage seenWith(const QImage& image, ColorVision vision)
{
    QImage result = image.convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, QRgb> known; // Drawings have few colours.
    for (int y = 0; y < result.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < result.width(); ++x) {
            const auto place = known.constFind(line[x]);
            const QRgb color = place != known.constEnd()
                ? *place
                : *known.insert(line[x], seenWith(QColor(line[x]), vision).rgb());
            line[x] = color;
        }
    }
    return result;
}

} // namespace cboard::ui
